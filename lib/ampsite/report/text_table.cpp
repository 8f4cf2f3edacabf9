#include "ampsite/report/text_table.h"

#include <algorithm>

#include "ampsite/report/terminal_text.h"

namespace ampsite {

std::string TextTable::text() const {
  std::vector<int> widths;
  for (std::size_t c = 0; c < columns_.size(); ++c) {
    int width = 0;
    for (const std::vector<std::string>& row : rows_) width = std::max(width, display_width(row[c]));
    widths.push_back(width == 0 ? 0 : std::max(width, display_width(columns_[c].heading)));
  }
  std::string text;
  const auto add_row = [&](const auto& cell_of) {
    std::string line;
    for (std::size_t c = 0; c < columns_.size(); ++c) {
      if (widths[c] == 0) continue;
      const bool right = columns_[c].align == Align::right;
      line += "  " + (right ? pad_left(cell_of(c), widths[c]) : pad_right(cell_of(c), widths[c]));
    }
    line.erase(line.find_last_not_of(' ') + 1);
    text += line + "\n";
  };
  add_row([&](std::size_t c) -> const std::string& { return columns_[c].heading; });
  for (const std::vector<std::string>& row : rows_) {
    add_row([&](std::size_t c) -> const std::string& { return row[c]; });
  }
  return text;
}

}  // namespace ampsite
