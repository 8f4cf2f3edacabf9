#pragma once
// A drawing as plain shapes, apart from how it is written. Lengths are CSS pixels (96 to the inch); x grows to the
// right, y downward. Text is of one size and of letters of one width, so that whoever draws knows what it takes.

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "ampsite/report/table.h"

namespace ampsite {

/// What a shape means; how it looks is the writer's, on light and on dark.
enum class Ink {
  text,
  muted,
  outline,
  faint,
  paper,
  alarm,
  wifi,
  plc,
  lte,
  unlinked,
  three_phase,
  one_phase,
  declared,
};

struct Point {
  double x = 0;
  double y = 0;
};

/// A line through points.
struct DrawnLine {
  std::vector<Point> points;
  Ink ink = Ink::outline;
  double width = 1;
  bool dashed = false;
};

struct DrawnRect {
  double x = 0;
  double y = 0;
  double width = 0;
  double height = 0;
  Ink fill = Ink::paper;
  std::optional<Ink> outline = {};
  double outline_width = 1;
};

enum class Mark { circle, square, triangle, cross, diamond, pointer };

/// A symbol around a point; `tip` is what it stands for, for whoever asks.
struct DrawnMark {
  Point at;
  Mark mark = Mark::circle;
  Ink ink = Ink::text;
  std::string tip = {};
  bool hollow = false;
};

/// Text on one line; `at` is the left or the right end of its base line.
struct DrawnText {
  Point at;
  std::string text;
  Ink ink = Ink::text;
  bool bold = false;
  bool ends_here = false;  ///< `at` is its right end
  std::string whole = {};  ///< the whole text, where `text` is cut
};

using Shape = std::variant<DrawnLine, DrawnRect, DrawnMark, DrawnText>;

struct Drawing {
  std::string title;
  std::string description;  ///< what is to be seen, in words
  double width = 0;
  double height = 0;
  std::vector<Shape> shapes;
  std::optional<Table> table;  ///< the same in words, for writers that do not draw; none where it stands elsewhere
  bool leaves_out = false;     ///< the table has more than is drawn
};

inline constexpr double text_size = 12;
inline constexpr double line_height = 16;
inline constexpr double letter_width = 7.4;  ///< of a column; monospaced letters are 0.6 of their size wide

/// Columns of text that fit a width.
int columns_in(double width);
double width_of(std::string_view text);

/// The step of a scale from 0 to `range`: 1, 2 or 5 times a power of ten, at most so many of them.
double step_of_scale(double range, int most_steps);

/// What stands at a step of a scale: "0.6".
std::string scale_text(double value);

/// A text of at most so many columns: a longer one ends in "…" and carries the whole.
DrawnText fitted(Point at, std::string_view text, int columns, Ink ink = Ink::text);

}  // namespace ampsite
