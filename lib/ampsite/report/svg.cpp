#include "ampsite/report/svg.h"

#include <fmt/format.h>

#include <cmath>
#include <iterator>
#include <string_view>

#include "ampsite/report/xml_text.h"

namespace ampsite {

namespace {

std::string_view word_for(Ink ink) {
  switch (ink) {
    case Ink::text:
      return "text";
    case Ink::muted:
      return "muted";
    case Ink::outline:
      return "outline";
    case Ink::faint:
      return "faint";
    case Ink::paper:
      return "paper";
    case Ink::alarm:
      return "alarm";
    case Ink::wifi:
      return "wifi";
    case Ink::plc:
      return "plc";
    case Ink::lte:
      return "lte";
    case Ink::unlinked:
      return "unlinked";
    case Ink::three_phase:
      return "three-phase";
    case Ink::one_phase:
      return "one-phase";
    case Ink::declared:
      return "declared";
  }
  return {};
}

/// Tenths of a pixel are finer than anything that is looked at.
double tenths(double value) { return std::round(value * 10) / 10 + 0.0; }

class SvgWriter {
 public:
  template <class... Values>
  void write(fmt::format_string<Values...> format, Values&&... values) {
    fmt::format_to(std::back_inserter(text_), format, std::forward<Values>(values)...);
  }

  void add(const DrawnLine& line) {
    write("<path class=\"line-{}\" d=\"", word_for(line.ink));
    for (std::size_t i = 0; i < line.points.size(); ++i) {
      write("{}{} {}", i == 0 ? "M" : "L", tenths(line.points[i].x), tenths(line.points[i].y));
    }
    text_ += '"';
    if (line.width != 1) write(" stroke-width=\"{}\"", tenths(line.width));
    text_ += line.dashed ? " stroke-dasharray=\"5 3\"/>" : "/>";
  }

  void add(const DrawnRect& rect) {
    write("<rect x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" class=\"fill-{}", tenths(rect.x), tenths(rect.y),
          tenths(rect.width), tenths(rect.height), word_for(rect.fill));
    if (rect.outline) write(" around-{}", word_for(*rect.outline));
    text_ += '"';
    if (rect.outline && rect.outline_width != 1) write(" stroke-width=\"{}\"", tenths(rect.outline_width));
    text_ += "/>";
  }

  void add(const DrawnMark& mark) {
    write("<path class=\"fill-{} around-{}\" d=\"M{} {}{}\"", word_for(mark.hollow ? Ink::paper : mark.ink),
          word_for(mark.ink), tenths(mark.at.x), tenths(mark.at.y), outline_of(mark.mark));
    if (mark.tip.empty()) {
      text_ += "/>";
    } else {
      write("><title>{}</title></path>", xml_text(mark.tip));
    }
  }

  void add(const DrawnText& text) {
    write("<text x=\"{}\" y=\"{}\" class=\"fill-{}{}{}\">", tenths(text.at.x), tenths(text.at.y), word_for(text.ink),
          text.bold ? " bold" : "", text.ends_here ? " end" : "");
    if (!text.whole.empty()) write("<title>{}</title>", xml_text(text.whole));
    text_ += xml_text(text.text);
    text_ += "</text>";
  }

  std::string take() { return std::move(text_); }

 private:
  /// From the mark's middle on, about 10 pixels wide.
  static std::string_view outline_of(Mark mark) {
    switch (mark) {
      case Mark::circle:
        return "m-5 0a5 5 0 1 0 10 0a5 5 0 1 0 -10 0z";
      case Mark::square:
        return "m-4.5 -4.5h9v9h-9z";
      case Mark::triangle:
        return "m0 -5.5l5.5 10h-11z";
      case Mark::cross:
        return "m-4.5 -4.5l9 9m0 -9l-9 9";
      case Mark::diamond:
        return "m0 -6l6 6l-6 6l-6 -6z";
      case Mark::pointer:
        return "m4 0l-8 -5v10z";
    }
    return {};
  }

  std::string text_;
};

}  // namespace

std::string svg(const Drawing& drawing) {
  SvgWriter writer;
  writer.write(
      "<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" width=\"{0}\" height=\"{1}\" viewBox=\"0 0 {0} {1}\">"
      "<title>{2}</title><desc>{3}</desc>",
      tenths(drawing.width), tenths(drawing.height), xml_text(drawing.title), xml_text(drawing.description));
  for (const Shape& shape : drawing.shapes) {
    std::visit([&](const auto& of_some_kind) { writer.add(of_some_kind); }, shape);
  }
  return writer.take() + "</svg>";
}

}  // namespace ampsite
