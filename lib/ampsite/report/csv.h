#pragma once
// Rows as CSV (RFC 4180): commas, quotes where needed, CR and LF behind each row, UTF-8 without a byte order mark.

#include <string>
#include <string_view>
#include <vector>

namespace ampsite {

/// Text is made harmless when it is written; a number is a number of the program's own.
struct CsvCell {
  std::string value = {};
  bool number = false;
};

CsvCell csv_text(std::string_view text);
/// Rounded down to 3 decimals, as all currents are.
CsvCell csv_number(double value);
CsvCell csv_count(std::ptrdiff_t count);

/// A text that a spreadsheet could take for a formula, for it begins with = + - @ or a sign that stands for one of
/// them, gets an apostrophe in front. So does one that begins with an apostrophe: taking away the first of any text
/// gives back what it was.
std::string csv(const std::vector<std::vector<CsvCell>>& rows);

}  // namespace ampsite
