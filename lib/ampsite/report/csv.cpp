#include "ampsite/report/csv.h"

#include <fmt/format.h>

#include <cstddef>

#include "ampsite/report/json_report.h"
#include "ampsite/report/terminal_text.h"

namespace ampsite {

namespace {

/// Nothing is to be seen of it.
bool is_blank(char32_t character) {
  return character == ' ' || character == 0xA0 || (character >= 0x2000 && character <= 0x200A) || character == 0x202F ||
         character == 0x205F || character == 0x3000 || column_width(character) == 0;
}

/// Spreadsheets look past spaces, and take the wide forms of East Asian keyboards as well.
bool may_be_formula(std::string_view text) {
  std::size_t first = 0;
  while (first < text.size() && is_blank(decode(text, first).value)) first += decode(text, first).bytes;
  if (first == text.size()) return false;
  switch (decode(text, first).value) {
    case '=':
    case '+':
    case '-':
    case '@':
    case '\'':
    case U'\uFF1D':
    case U'\uFF0B':
    case U'\uFF0D':
    case U'\uFF20':
      return true;
    default:
      return false;
  }
}

std::string in_quotes(std::string_view text) {
  std::string result = "\"";
  for (const char c : text) result += c == '"' ? std::string("\"\"") : std::string(1, c);
  return result + "\"";
}

std::string written(const CsvCell& cell) {
  if (cell.number) return cell.value;
  std::string text = printable(cell.value);
  if (may_be_formula(text)) text.insert(0, 1, '\'');
  const bool needs_quotes =
      text.find_first_of(",\";") != std::string::npos || text.starts_with(' ') || text.ends_with(' ');
  return needs_quotes ? in_quotes(text) : text;
}

}  // namespace

CsvCell csv_text(std::string_view text) { return {std::string(text), false}; }

CsvCell csv_number(double value) { return {fmt::format("{}", rounded_down(value)), true}; }

CsvCell csv_count(std::ptrdiff_t count) { return {fmt::format("{}", count), true}; }

std::string csv(const std::vector<std::vector<CsvCell>>& rows) {
  std::string text;
  for (const std::vector<CsvCell>& row : rows) {
    for (std::size_t c = 0; c < row.size(); ++c) {
      if (c > 0) text += ',';
      text += written(row[c]);
    }
    text += "\r\n";
  }
  return text;
}

}  // namespace ampsite
