#include "ampsite/report/text_table.h"

#include <algorithm>
#include <string_view>
#include <utility>
#include <vector>

#include "ampsite/report/section_text.h"
#include "ampsite/report/terminal_text.h"

namespace ampsite {

namespace {

constexpr int gap = 2;  ///< columns in front of each cell

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

/// 0 for a column whose cells are all empty.
std::vector<int> widths_of(const Table& table) {
  std::vector<int> widths;
  for (std::size_t c = 0; c < table.columns().size(); ++c) {
    int width = 0;
    for (const std::vector<std::string>& row : table.rows()) width = std::max(width, display_width(row[c]));
    widths.push_back(width == 0 ? 0 : std::max(width, display_width(table.columns()[c].heading)));
  }
  return widths;
}

/// Whether a cell of the column, which is no number, can be wrapped there. Spaces in front show how deep something
/// stands in a tree.
bool has_breaks(const Table& table, std::size_t column, std::string_view at) {
  const auto can_break = [&](const std::vector<std::string>& row) {
    return row[column].find(at, row[column].find_first_not_of(' ')) != std::string::npos;
  };
  return table.columns()[column].align == Table::Align::left &&
         std::any_of(table.rows().begin(), table.rows().end(), can_break);
}

int width_of(const std::vector<int>& widths) {
  int width = 0;
  for (const int column : widths) width += column == 0 ? 0 : gap + column;
  return width;
}

/// Makes the widest of these columns as narrow as the table has to become, then the next, as far as they go.
void narrow(const Table& table, std::vector<std::size_t> which, int columns, std::vector<int>& widths) {
  constexpr int least = 20;
  std::stable_sort(which.begin(), which.end(), [&](std::size_t a, std::size_t b) { return widths[a] > widths[b]; });
  for (const std::size_t c : which) {
    const int excess = width_of(widths) - columns;
    if (excess <= 0) return;
    const int width = std::max({least, display_width(table.columns()[c].heading), widths[c] - excess});
    widths[c] = std::min(widths[c], width);
  }
}

/// Lists are wrapped first, then what else has words: an id or a place in a tree has none.
void narrow(const Table& table, int columns, std::vector<int>& widths) {
  for (const std::string_view at : {", ", " "}) {
    std::vector<std::size_t> which;
    for (std::size_t c = 0; c < widths.size(); ++c) {
      if (has_breaks(table, c, at)) which.push_back(c);
    }
    narrow(table, std::move(which), columns, widths);
  }
}

/// Writes the cells of one row, or what stands of them on one line.
template <class CellOf>
void add_line(const Table& table, const std::vector<int>& widths, const CellOf& cell_of, std::string& text) {
  std::string line;
  for (std::size_t c = 0; c < widths.size(); ++c) {
    if (widths[c] == 0) continue;
    const bool right = table.columns()[c].align == Table::Align::right;
    line += std::string(gap, ' ') + (right ? pad_left(cell_of(c), widths[c]) : pad_right(cell_of(c), widths[c]));
  }
  line.erase(line.find_last_not_of(' ') + 1);
  text += line + "\n";
}

/// A row with a cell that is wider than its column, on as many lines as it takes.
void add_wrapped(const Table& table, const std::vector<int>& widths, const std::vector<std::string>& row,
                 std::string& text) {
  std::vector<std::vector<std::string>> cells;
  std::size_t lines = 0;
  for (std::size_t c = 0; c < row.size(); ++c) {
    cells.push_back(display_width(row[c]) <= widths[c] ? std::vector<std::string>{row[c]} : wrap(row[c], widths[c]));
    lines = std::max(lines, cells.back().size());
  }
  for (std::size_t n = 0; n < lines; ++n) {
    const auto cell_of = [&](std::size_t c) { return n < cells[c].size() ? std::string_view(cells[c][n]) : ""; };
    add_line(table, widths, cell_of, text);
  }
}

}  // namespace

std::string text_table(const Table& of_any_text, int columns) {
  const Table table = printable_table(of_any_text);
  std::vector<int> widths = widths_of(table);
  const std::vector<int> unwrapped = widths;
  narrow(table, columns, widths);
  std::string text;
  add_line(table, widths, [&](std::size_t c) -> std::string_view { return table.columns()[c].heading; }, text);
  for (const std::vector<std::string>& row : table.rows()) {
    if (widths == unwrapped) {
      add_line(table, widths, [&](std::size_t c) -> std::string_view { return row[c]; }, text);
    } else {
      add_wrapped(table, widths, row, text);
    }
  }
  return text;
}

}  // namespace ampsite
