#pragma once
// A section of a report for a terminal.

#include <string>
#include <string_view>

#include "ampsite/report/document.h"

namespace ampsite {

/// Columns of a terminal that paragraphs and lists keep to.
inline constexpr int text_columns = 100;

/// "Name: text", the text wrapped and indented below itself.
std::string fact_text(std::string_view name, std::string_view text, int indent);

/// An empty line, the title in capitals with the note behind it, and the blocks; empty where there are none.
std::string section_text(const Section& section);

}  // namespace ampsite
