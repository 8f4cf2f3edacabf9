#pragma once
// Text for a terminal: harmless to print, and measured in columns.

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace ampsite {

/// One character of UTF-8 text. `bytes` is at least 1; what is not UTF-8 counts as one U+FFFD a byte.
struct CodePoint {
  char32_t value = 0;
  std::size_t bytes = 1;
};

/// The character at a byte offset, which is below the text's size.
CodePoint decode(std::string_view utf8, std::size_t at);

/// Columns that a printable character takes on a terminal: 0 for combining marks, 2 for wide ones, else 1.
int column_width(char32_t character);

/// A control character, or one that changes the direction of writing: shown as it is, a file could repaint
/// the terminal of whoever checks it.
bool is_unprintable(char32_t character);

/// The text on one line: invalid UTF-8 and unprintable characters become U+FFFD, tabs and line breaks a space.
std::string printable(std::string_view text);

/// Columns that printable text takes.
int display_width(std::string_view text);

/// The text with spaces behind it, or in front of it, up to a number of columns; longer text stays whole.
std::string pad_right(std::string_view text, int columns);
std::string pad_left(std::string_view text, int columns);

/// The text broken at spaces into lines of at most so many columns; a longer word stands alone.
std::vector<std::string> wrap(std::string_view text, int columns);

}  // namespace ampsite
