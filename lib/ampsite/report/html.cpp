#include "ampsite/report/html.h"

#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "ampsite/report/styles.h"
#include "ampsite/report/svg.h"
#include "ampsite/report/terminal_text.h"
#include "ampsite/report/xml_text.h"

namespace ampsite {

namespace {

bool right_to_left(char32_t c) {
  return (c >= 0x0590 && c <= 0x08FF) || (c >= 0xFB1D && c <= 0xFDFF) || (c >= 0xFE70 && c <= 0xFEFC) ||
         (c >= 0x10800 && c <= 0x10FFF) || (c >= 0x1E800 && c <= 0x1EFFF);
}

bool goes_on(char32_t c) { return right_to_left(c) || (c >= '0' && c <= '9') || c == '-' || c == '_' || c == '.'; }

/// Where a name that is written from right to left ends: behind its letters and digits, and over single spaces between
/// them.
std::size_t end_of_name(std::string_view text, std::size_t begin) {
  std::size_t end = begin;
  for (std::size_t at = begin; at < text.size();) {
    const CodePoint point = decode(text, at);
    const std::size_t next = at + point.bytes;
    if (point.value == ' ') {
      if (next >= text.size() || !right_to_left(decode(text, next).value)) break;
    } else if (!goes_on(point.value)) {
      break;
    }
    at = next;
    if (point.value != ' ' && point.value != '-' && point.value != '.') end = at;
  }
  return end;
}

/// Puts no-break spaces between numbers and their units.
std::string with_units_kept(std::string text) {
  static const std::vector<std::string_view> units{"A",  "V",   "m",  "W",  "%", "s",   "ms",
                                                   "km", "dBm", "kA", "kW", "Ω", "mm²", "kWh"};
  const auto in_a_word = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c < 0; };
  for (std::size_t at = text.find(' '); at != std::string::npos; at = text.find(' ', at + 1)) {
    if (at == 0 || text[at - 1] < '0' || text[at - 1] > '9') continue;
    const std::string_view behind = std::string_view(text).substr(at + 1);
    const bool unit = std::any_of(units.begin(), units.end(), [&](std::string_view one) {
      return behind.starts_with(one) && (behind.size() == one.size() || !in_a_word(behind[one.size()]));
    });
    if (unit) text.replace(at, 1, "\u00A0");
  }
  return text;
}

/// Text for an element. Names that are written from right to left turn nothing around them.
std::string text_of(std::string_view any_text) {
  const std::string text = with_units_kept(printable(any_text));
  std::string result;
  std::size_t written = 0;
  for (std::size_t at = 0; at < text.size();) {
    const CodePoint point = decode(text, at);
    if (!right_to_left(point.value)) {
      at += point.bytes;
      continue;
    }
    const std::size_t end = end_of_name(text, at);
    result += xml_text(std::string_view(text).substr(written, at - written));
    result += "<bdi>" + xml_text(std::string_view(text).substr(at, end - at)) + "</bdi>";
    at = written = end;
  }
  return result + xml_text(std::string_view(text).substr(written));
}

/// Spaces in front of a cell show how deep something stands in a tree; ordinary ones would not be shown.
std::string cell_of(std::string_view text) {
  std::string indent;
  for (std::size_t at = 0; at < text.size() && text[at] == ' '; ++at) indent += "\u00A0";
  return indent + text_of(text.substr(std::min(text.find_first_not_of(' '), text.size())));
}

/// A word that is too long for a column to be as wide.
bool has_long_word(std::string_view text) {
  constexpr std::size_t longest_bytes = 24;
  std::size_t begin = 0;
  while (begin + longest_bytes < text.size()) {
    const std::size_t end = std::min(text.find(' ', begin), text.size());
    if (end - begin > longest_bytes) return true;
    begin = end + 1;
  }
  return false;
}

/// "fuse-tree" of "Fuse tree"; titles are words of the program.
std::string id_of(std::string_view title) {
  std::string id;
  for (const char c : title) {
    const char lower = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    const bool kept = (lower >= 'a' && lower <= 'z') || (lower >= '0' && lower <= '9');
    if (kept || (!id.empty() && id.back() != '-')) id += kept ? lower : '-';
  }
  return id;
}

/// Nothing is left out, and no text is cut.
bool is_whole(const Drawing& drawing) {
  return !drawing.leaves_out && std::none_of(drawing.shapes.begin(), drawing.shapes.end(), [](const Shape& shape) {
    const auto* text = std::get_if<DrawnText>(&shape);
    return text != nullptr && !text->whole.empty();
  });
}

class HtmlWriter {
 public:
  void page(const Document& document) {
    const std::string title = text_of(document.title);
    // The policy lets the page load nothing, whatever stands in it.
    text_ +=
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\"/>\n"
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; img-src data:; "
        "style-src 'unsafe-inline'\"/>\n"
        "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/>\n"
        "<link rel=\"icon\" href=\"data:,\"/>\n<title>" +
        xml_text(document.title) + "</title>\n<style>\n";
    text_ += report_styles().front().text;
    text_ += "</style>\n</head>\n<body>\n<main>\n<h1>" + title + "</h1>\n";
    bool contents_there = false;
    for (const Section& section : document.sections) {
      if (section.blocks.empty()) continue;
      if (!contents_there && !section.title.empty() && !section.urgent) {
        contents(document);
        contents_there = true;
      }
      write(section);
    }
    text_ += "</main>\n</body>\n</html>\n";
  }

  std::string take() { return std::move(text_); }

 private:
  void contents(const Document& document) {
    text_ += "<nav aria-label=\"Contents\"><ul>\n";
    for (const Section& section : document.sections) {
      if (section.blocks.empty() || section.title.empty()) continue;
      text_ += "<li><a href=\"#" + id_of(section.title) + "\">" + text_of(section.title) + "</a></li>\n";
    }
    text_ += "</ul></nav>\n";
  }

  void write(const Section& section) {
    heading_ = section.title;
    const std::string id = section.title.empty() ? "" : " id=\"" + id_of(section.title) + "\"";
    const std::string_view kind = section.urgent ? " class=\"urgent\"" : section.begins_part ? " class=\"part\"" : "";
    text_.append("<section").append(id).append(kind).append(">\n");
    if (!section.title.empty()) element("h2", section.title);
    if (!section.note.empty()) text_ += "<p class=\"note\">" + text_of(sentence(section.note)) + "</p>\n";
    for (const Block& block : section.blocks) {
      std::visit([&](const auto& of_some_kind) { write(of_some_kind); }, block);
    }
    text_ += "</section>\n";
  }

  void write(const Paragraph& paragraph) { element("p", paragraph.text); }

  void write(const Subheading& subheading) {
    heading_ = subheading.text;
    element("h3", subheading.text);
  }

  void write(const Bullets& bullets) {
    text_ += "<ul>\n";
    for (const std::string& item : bullets.items) element("li", item);
    text_ += "</ul>\n";
  }

  void write(const Facts& facts) {
    text_ += "<dl class=\"facts\">\n";
    for (const Fact& fact : facts.facts) write(fact);
    text_ += "</dl>\n";
  }

  void write(const Fact& fact) {
    text_ += "<div><dt>" + text_of(fact.name) + "</dt><dd>" + text_of(fact.value) + "</dd></div>\n";
  }

  /// A table scrolls in a box of its own where the screen is narrow.
  void write(const Table& table) {
    const std::vector<std::size_t> shown = table.shown_columns();
    begin_scroll();
    text_ += "<table><caption>" + text_of(heading_) + "</caption>\n<thead><tr>";
    for (const std::size_t c : shown) {
      text_.append("<th scope=\"col\"").append(class_of(table.columns()[c])).append(">");
      text_ += text_of(table.columns()[c].heading) + "</th>";
    }
    text_ += "</tr></thead>\n<tbody>\n";
    for (const std::vector<std::string>& row : table.rows()) {
      text_ += "<tr>";
      for (const std::size_t c : shown) {
        const bool names_row = c == shown.front() && !row[c].empty();
        text_.append(names_row ? "<th scope=\"row\"" : "<td").append(class_of(table.columns()[c], row[c])).append(">");
        text_ += cell_of(row[c]);
        text_ += names_row ? "</th>" : "</td>";
      }
      text_ += "</tr>\n";
    }
    text_ += "</tbody></table></div>\n";
  }

  void write(const Cards& cards) {
    text_.append("<ul class=\"cards ").append(cards.use == Cards::Use::figures ? "figures" : "labels").append("\">\n");
    const std::vector<std::size_t> shown = cards.table.shown_columns();
    for (const std::vector<std::string>& row : cards.table.rows()) {
      text_ += "<li><p class=\"kind\">" + text_of(cards.table.columns().front().heading) + "</p><p class=\"name\">" +
               text_of(row.front()) + "</p><dl>\n";
      for (const std::size_t c : shown) {
        if (c != 0 && !row[c].empty()) write(Fact{cards.table.columns()[c].heading, row[c]});
      }
      text_ += "</dl></li>\n";
    }
    text_ += "</ul>\n";
  }

  void write(const Drawing& drawing) {
    text_ += "<figure>";
    begin_scroll();
    text_ += svg(drawing) + "</div>\n";
    if (drawing.table) {
      text_ += is_whole(drawing) ? "<details>" : "<details open=\"\">";
      text_ += "<summary>The same as a table</summary>\n";
      write(*drawing.table);
      text_ += "</details>\n";
    }
    text_ += "</figure>\n";
  }

  /// One can be scrolled with the keyboard too.
  void begin_scroll() {
    text_ += "<div class=\"scroll\" role=\"group\" tabindex=\"0\" aria-label=\"" + xml_text(heading_) + "\">";
  }

  /// What is shorter stays on one line: a number with its unit, the lines on three terminals.
  static constexpr std::size_t most_unbroken_bytes = 20;

  static std::string_view class_of(const Table::Column& column, std::string_view text = {}) {
    if (column.blank) return " class=\"blank\"";
    if (has_long_word(text)) return " class=\"long\"";
    if (column.align == Table::Align::right) return " class=\"right\"";
    return text.size() > most_unbroken_bytes ? " class=\"wraps\"" : "";
  }

  void element(std::string_view name, std::string_view text) {
    text_.append("<").append(name).append(">");
    text_ += text_of(text);
    text_.append("</").append(name).append(">\n");
  }

  std::string text_;
  std::string heading_;  ///< what stands above, as the name of what has none
};

}  // namespace

std::string html(const Document& document) {
  HtmlWriter writer;
  writer.page(document);
  return writer.take();
}

}  // namespace ampsite
