#include "ampsite/report/drawing.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstddef>

#include "ampsite/report/terminal_text.h"

namespace ampsite {

int columns_in(double width) { return width <= 0 ? 0 : static_cast<int>(width / letter_width); }

double width_of(std::string_view text) { return display_width(printable(text)) * letter_width; }

double step_of_scale(double range, int most_steps) {
  const double least = std::max(range, 1e-3) / most_steps;
  double power = 1e-3;
  while (power * 10 <= least) power *= 10;
  for (const double factor : {1.0, 2.0, 5.0}) {
    if (power * factor >= least) return power * factor;
  }
  return power * 10;
}

std::string scale_text(double value) { return fmt::format("{:g}", value); }

DrawnText fitted(Point at, std::string_view text, int columns, Ink ink) {
  const std::string clean = printable(text);
  if (display_width(clean) <= columns) return {at, clean, ink};
  int width = 1;  // of the mark behind the cut
  std::size_t end = 0;
  while (end < clean.size()) {
    const CodePoint point = decode(clean, end);
    if (width + column_width(point.value) > columns) break;
    width += column_width(point.value);
    end += point.bytes;
  }
  return {at, clean.substr(0, end) + "\u2026", ink, false, false, clean};
}

}  // namespace ampsite
