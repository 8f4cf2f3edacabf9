#include "ampsite/report/text_table.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "ampsite/report/terminal_text.h"

namespace ampsite {

namespace {

Table printable_table(const Table& table) {
  Table result(table.columns());
  for (const std::vector<std::string>& row : table.rows()) {
    std::vector<std::string> cells;
    cells.reserve(row.size());
    for (const std::string& cell : row) cells.push_back(printable(cell));
    result.add(std::move(cells));
  }
  return result;
}

}  // namespace

std::string text_table(const Table& of_any_text) {
  const Table table = printable_table(of_any_text);
  std::vector<int> widths;
  for (std::size_t c = 0; c < table.columns().size(); ++c) {
    int width = 0;
    for (const std::vector<std::string>& row : table.rows()) width = std::max(width, display_width(row[c]));
    widths.push_back(width == 0 ? 0 : std::max(width, display_width(table.columns()[c].heading)));
  }
  std::string text;
  const auto add_row = [&](const auto& cell_of) {
    std::string line;
    for (std::size_t c = 0; c < table.columns().size(); ++c) {
      if (widths[c] == 0) continue;
      const bool right = table.columns()[c].align == Table::Align::right;
      line += "  " + (right ? pad_left(cell_of(c), widths[c]) : pad_right(cell_of(c), widths[c]));
    }
    line.erase(line.find_last_not_of(' ') + 1);
    text += line + "\n";
  };
  add_row([&](std::size_t c) -> const std::string& { return table.columns()[c].heading; });
  for (const std::vector<std::string>& row : table.rows()) {
    add_row([&](std::size_t c) -> const std::string& { return row[c]; });
  }
  return text;
}

}  // namespace ampsite
