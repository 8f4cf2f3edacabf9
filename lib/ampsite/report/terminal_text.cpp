#include "ampsite/report/terminal_text.h"

#include <algorithm>
#include <array>

namespace ampsite {

namespace {

constexpr char32_t replacement = 0xFFFD;
constexpr std::string_view replacement_utf8 = "\xEF\xBF\xBD";

struct Range {
  char32_t first;
  char32_t last;
};

// Source: Unicode 15, East Asian Width W and F, and the emoji blocks that terminals draw wide.
constexpr std::array<Range, 51> wide{
    {{0x1100, 0x115F},   {0x231A, 0x231B},   {0x2329, 0x232A},   {0x23E9, 0x23EC},   {0x23F0, 0x23F0},
     {0x23F3, 0x23F3},   {0x25FD, 0x25FE},   {0x2614, 0x2615},   {0x2648, 0x2653},   {0x267F, 0x267F},
     {0x2693, 0x2693},   {0x26A1, 0x26A1},   {0x26AA, 0x26AB},   {0x26BD, 0x26BE},   {0x26C4, 0x26C5},
     {0x26CE, 0x26CE},   {0x26D4, 0x26D4},   {0x26EA, 0x26EA},   {0x26F2, 0x26F3},   {0x26F5, 0x26F5},
     {0x26FA, 0x26FA},   {0x26FD, 0x26FD},   {0x2705, 0x2705},   {0x270A, 0x270B},   {0x2728, 0x2728},
     {0x274C, 0x274C},   {0x274E, 0x274E},   {0x2753, 0x2755},   {0x2757, 0x2757},   {0x2795, 0x2797},
     {0x27B0, 0x27B0},   {0x27BF, 0x27BF},   {0x2B1B, 0x2B1C},   {0x2B50, 0x2B50},   {0x2B55, 0x2B55},
     {0x2E80, 0x303E},   {0x3041, 0x33FF},   {0x3400, 0x4DBF},   {0x4E00, 0x9FFF},   {0xA000, 0xA4CF},
     {0xAC00, 0xD7A3},   {0xF900, 0xFAFF},   {0xFE30, 0xFE6F},   {0xFF00, 0xFF60},   {0xFFE0, 0xFFE6},
     {0x16FE0, 0x18D08}, {0x1AFF0, 0x1B2FB}, {0x1F18E, 0x1F19A}, {0x1F200, 0x1F265}, {0x1F300, 0x1FAFF},
     {0x20000, 0x3FFFD}}};

// Source: Unicode 15, the blocks of combining marks, zero width characters and variation selectors.
constexpr std::array<Range, 10> without_width{{{0x0300, 0x036F},
                                               {0x0483, 0x0489},
                                               {0x0591, 0x05BD},
                                               {0x1AB0, 0x1AFF},
                                               {0x1DC0, 0x1DFF},
                                               {0x200B, 0x200D},
                                               {0x2060, 0x2064},
                                               {0x20D0, 0x20FF},
                                               {0xFE00, 0xFE0F},
                                               {0xE0000, 0xE01EF}}};

template <std::size_t Size>
bool within(const std::array<Range, Size>& ranges, char32_t character) {
  return std::any_of(ranges.begin(), ranges.end(),
                     [&](const Range& range) { return character >= range.first && character <= range.last; });
}

unsigned char byte_at(std::string_view text, std::size_t at) { return static_cast<unsigned char>(text[at]); }

/// The length that a first byte announces; 0 where it cannot begin a character.
std::size_t announced_length(unsigned char first) {
  if (first < 0x80) return 1;
  if (first >= 0xC2 && first <= 0xDF) return 2;
  if (first >= 0xE0 && first <= 0xEF) return 3;
  if (first >= 0xF0 && first <= 0xF4) return 4;
  return 0;
}

}  // namespace

CodePoint decode(std::string_view utf8, std::size_t at) {
  const unsigned char first = byte_at(utf8, at);
  const std::size_t length = announced_length(first);
  if (length == 1) return {first, 1};
  if (length == 0 || at + length > utf8.size()) return {replacement, 1};
  char32_t value = first & (0xFFU >> (length + 1));
  for (std::size_t i = 1; i < length; ++i) {
    const unsigned char next = byte_at(utf8, at + i);
    if ((next & 0xC0U) != 0x80U) return {replacement, 1};
    value = (value << 6U) | (next & 0x3FU);
  }
  const bool overlong = (length == 3 && value < 0x800) || (length == 4 && value < 0x10000);
  const bool surrogate = value >= 0xD800 && value <= 0xDFFF;
  if (overlong || surrogate || value > 0x10FFFF) return {replacement, 1};
  return {value, length};
}

int column_width(char32_t character) {
  if (character < 0x300) return 1;
  if (within(without_width, character)) return 0;
  return within(wide, character) ? 2 : 1;
}

bool is_unprintable(char32_t character) {
  if (character < 0x20 || (character >= 0x7F && character < 0xA0)) return true;
  return character == 0x061C || character == 0x200E || character == 0x200F ||
         (character >= 0x2028 && character <= 0x202E) || (character >= 0x2066 && character <= 0x206F) ||
         character == 0xFEFF || (character >= 0xFFF9 && character <= 0xFFFB);
}

std::string printable(std::string_view text) {
  std::string result;
  result.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) {
    const CodePoint point = decode(text, at);
    if (point.value == '\t' || point.value == '\n' || point.value == '\r') {
      result += ' ';
    } else if (point.value == replacement || is_unprintable(point.value)) {
      result += replacement_utf8;
    } else {
      result += text.substr(at, point.bytes);
    }
    at += point.bytes;
  }
  return result;
}

int display_width(std::string_view text) {
  int columns = 0;
  for (std::size_t at = 0; at < text.size();) {
    const CodePoint point = decode(text, at);
    columns += column_width(point.value);
    at += point.bytes;
  }
  return columns;
}

std::string pad_right(std::string_view text, int columns) {
  std::string padded(text);
  padded.append(static_cast<std::size_t>(std::max(0, columns - display_width(text))), ' ');
  return padded;
}

std::string pad_left(std::string_view text, int columns) {
  std::string padded(static_cast<std::size_t>(std::max(0, columns - display_width(text))), ' ');
  padded.append(text);
  return padded;
}

std::vector<std::string> wrap(std::string_view text, int columns) {
  std::vector<std::string> lines;
  int width = 0;
  while (!text.empty()) {
    const std::size_t space = text.find(' ');
    const std::string_view word = text.substr(0, space);
    text.remove_prefix(space == std::string_view::npos ? text.size() : space + 1);
    if (word.empty()) continue;
    const int word_width = display_width(word);
    if (lines.empty() || width + 1 + word_width > columns) {
      lines.emplace_back(word);
      width = word_width;
    } else {
      lines.back().append(" ").append(word);
      width += 1 + word_width;
    }
  }
  return lines;
}

}  // namespace ampsite
