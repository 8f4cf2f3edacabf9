#pragma once
// A report as sections of plain text, apart from how it is written: as Markdown, or for a terminal.
//
// No text in it has markup: what comes from a site file is text, and stays so however it is written.

#include <string>
#include <variant>
#include <vector>

#include "ampsite/report/table.h"

namespace ampsite {

struct Paragraph {
  std::string text;
};

struct Bullets {
  std::vector<std::string> items;
};

struct Fact {
  std::string name;
  std::string value;
};

/// Values with their names, one below the other.
struct Facts {
  std::vector<Fact> facts;
};

using Block = std::variant<Paragraph, Bullets, Facts, Table>;

/// Without blocks a section is not written.
struct Section {
  std::string title;
  std::string note;  ///< what its numbers are; may be empty
  std::vector<Block> blocks;
};

struct Document {
  std::string title;
  std::vector<Section> sections;
};

}  // namespace ampsite
