#pragma once
// A report as sections of plain text, apart from how it is written: as HTML, as Markdown, or for a terminal.
//
// No text in it has markup: what comes from a site file is text, and stays so however it is written.

#include <string>
#include <variant>
#include <vector>

#include "ampsite/report/drawing.h"
#include "ampsite/report/table.h"

namespace ampsite {

struct Paragraph {
  std::string text;
};

/// A title within a section, above what follows it.
struct Subheading {
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

/// A table whose rows stand well alone, each called by its first cell: as cards where a page can have them, else as
/// the table.
struct Cards {
  enum class Use {
    figures,  ///< to be seen at a glance, the first value before all
    labels,   ///< to be cut out
  };
  Table table;
  Use use = Use::figures;
};

using Block = std::variant<Paragraph, Subheading, Bullets, Facts, Table, Cards, Drawing>;

/// Without blocks a section is not written.
struct Section {
  std::string title;
  std::string note;  ///< what its numbers are; may be empty
  std::vector<Block> blocks;
  bool urgent = false;       ///< has to be known before anything else
  bool begins_part = false;  ///< is handed on its own: on paper it begins a page
};

struct Document {
  std::string title;
  std::vector<Section> sections;
};

/// A section of one list; without blocks where there is nothing to list.
Section section_of(std::string title, std::string note, Bullets bullets);

/// "Each circuit is at its best.": with a capital at its beginning and a full stop behind it; empty stays empty.
std::string sentence(std::string text);

}  // namespace ampsite
