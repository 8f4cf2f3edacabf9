#include "ampsite/report/excerpt.h"

#include <algorithm>

#include "ampsite/report/terminal_text.h"

namespace ampsite {

namespace {

constexpr std::string_view cut_mark = "...";
constexpr int tab_columns = 4;

struct Cell {
  std::string text;
  int columns = 0;
  std::size_t bytes = 1;
};

Cell cell_at(std::string_view line, std::size_t at) {
  const CodePoint point = decode(line, at);
  if (point.value == '\t') return {std::string(tab_columns, ' '), tab_columns, 1};
  return {printable(line.substr(at, point.bytes)), is_unprintable(point.value) ? 1 : column_width(point.value),
          point.bytes};
}

std::size_t previous_character(std::string_view line, std::size_t at) {
  --at;
  for (int step = 0; step < 3 && at > 0 && (static_cast<unsigned char>(line[at]) & 0xC0U) == 0x80U; ++step) --at;
  return at;
}

/// The byte from which a long line is shown: its start, unless the place stands too far to the right.
std::size_t shown_from(std::string_view line, std::size_t place, int columns) {
  int before = 0;
  std::size_t near = place;  // where to cut, should a cut be needed
  std::size_t at = place;
  while (at > 0 && before <= columns * 3 / 5) {
    at = previous_character(line, at);
    before += cell_at(line, at).columns;
    if (before <= columns * 2 / 5) near = at;
  }
  return at == 0 && before <= columns * 3 / 5 ? 0 : near;
}

bool fits(std::string_view line, int columns) {
  // A character takes up to four bytes, so a longer line need not be measured.
  if (line.size() > static_cast<std::size_t>(columns) * 4) return false;
  int width = 0;
  for (std::size_t at = 0; at < line.size();) {
    const Cell cell = cell_at(line, at);
    width += cell.columns;
    at += cell.bytes;
  }
  return width <= columns;
}

}  // namespace

Excerpt make_excerpt(const SourceText& source, Span span, char mark, int columns) {
  Excerpt excerpt;
  excerpt.line_number = source.position(span.begin).line;
  const std::string_view line = source.line(excerpt.line_number);
  const std::size_t line_start = line.empty() ? 0 : static_cast<std::size_t>(line.data() - source.text().data());
  const auto within_line = [&](std::size_t offset) {
    return std::clamp(offset, line_start, line_start + line.size()) - line_start;
  };
  const std::size_t begin = within_line(span.begin);
  const std::size_t end = within_line(std::max(span.end, span.begin));

  const bool whole = fits(line, columns);
  std::size_t at = whole ? 0 : shown_from(line, begin, columns);
  if (at > 0) excerpt.text = cut_mark;
  int width = static_cast<int>(excerpt.text.size());
  int marks_begin = width;
  int marks_end = width;
  while (at < line.size()) {
    const Cell cell = cell_at(line, at);
    if (!whole && width + cell.columns > columns - static_cast<int>(cut_mark.size())) {
      excerpt.text += cut_mark;
      break;
    }
    excerpt.text += cell.text;
    width += cell.columns;
    at += cell.bytes;
    if (at <= begin) marks_begin = width;
    if (at <= std::max(begin, end)) marks_end = width;
  }
  excerpt.text.erase(excerpt.text.find_last_not_of(' ') + 1);
  excerpt.marks.assign(static_cast<std::size_t>(marks_begin), ' ');
  excerpt.marks.append(static_cast<std::size_t>(std::max(1, marks_end - marks_begin)), mark);
  return excerpt;
}

}  // namespace ampsite
