#pragma once
// A table for a terminal: columns as wide as their widest cell, two spaces apart.

#include <limits>
#include <string>

#include "ampsite/report/table.h"

namespace ampsite {

/// The headings and the rows, each line indented by two spaces and without spaces at its end. A column whose cells are
/// all empty is left out. Where a row would be longer than `columns`, columns of lists are wrapped, then those of
/// words. What must not be printed becomes U+FFFD.
std::string text_table(const Table& of_any_text, int columns = std::numeric_limits<int>::max());

}  // namespace ampsite
