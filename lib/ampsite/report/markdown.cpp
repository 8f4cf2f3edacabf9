#include "ampsite/report/markdown.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "ampsite/report/terminal_text.h"

namespace ampsite {

namespace {

/// Wider cells stand out of their column: one long cell would make every row as long.
constexpr int widest_column = 40;

/// Of ASCII only: what else is a letter and what punctuation, which may stand beside emphasis, is a long table.
bool is_letter_or_digit(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9'); }

bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// The character may begin something at this place of a line: emphasis, code, a link, HTML, a cell.
bool may_be_markup(std::string_view text, std::size_t at) {
  const char c = text[at];
  constexpr std::string_view always = "\\`*[]<>&|~#$";
  if (always.find(c) != std::string_view::npos) return true;
  const bool inside_word =
      at > 0 && at + 1 < text.size() && is_letter_or_digit(text[at - 1]) && is_letter_or_digit(text[at + 1]);
  if (c == '_') return !inside_word;
  if (c == ':') return text.substr(at + 1).starts_with("//");  // an address becomes a link by itself
  if (c == '.') return at >= 3 && (text.substr(at - 3, 3) == "www" || text.substr(at - 3, 3) == "WWW");
  return false;
}

/// Where a line of text would begin a list, a rule or an underlined heading: the character that does so.
std::size_t block_mark(std::string_view text) {
  if (text.empty()) return std::string_view::npos;
  if (text[0] == '-' || text[0] == '+' || text[0] == '=') return 0;
  std::size_t at = 0;
  while (at < text.size() && is_digit(text[at])) ++at;
  const bool of_a_list = at > 0 && at < text.size() && (text[at] == '.' || text[at] == ')');
  return of_a_list ? at : std::string_view::npos;
}

std::string trimmed(std::string_view text) {
  const std::size_t first = text.find_first_not_of(' ');
  if (first == std::string_view::npos) return {};
  return std::string(text.substr(first, text.find_last_not_of(' ') - first + 1));
}

std::string escaped(std::string_view any_text, bool begins_a_line) {
  const std::string text = trimmed(printable(any_text));
  const std::size_t mark = begins_a_line ? block_mark(text) : std::string::npos;
  std::string result;
  result.reserve(text.size());
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (at == mark || may_be_markup(text, at)) result += '\\';
    result += text[at];
  }
  return result;
}

std::string block(const Paragraph& paragraph) { return escaped(paragraph.text, true) + "\n"; }

std::string block(const Subheading& subheading) { return "### " + markdown_text(subheading.text) + "\n"; }

std::string block(const Bullets& bullets) {
  std::string text;
  for (const std::string& item : bullets.items) text += "- " + escaped(item, true) + "\n";
  return text;
}

std::string block(const Facts& facts) {
  std::string text;
  for (const Fact& fact : facts.facts)
    text += "- **" + markdown_text(fact.name) + "**: " + markdown_text(fact.value) + "\n";
  return text;
}

/// Spaces in front of a cell show how deep something stands in a tree; ordinary ones would not be shown.
std::string cell_text(std::string_view text) {
  std::string indent;
  for (std::size_t at = 0; at < text.size() && text[at] == ' '; ++at) indent += "\u00A0";
  return indent + markdown_text(text);
}

/// The table as it is written: escaped, without columns that are empty and not to be filled in.
Table written(const Table& table) {
  const std::vector<std::size_t> kept = table.shown_columns();
  std::vector<Table::Column> columns;
  for (const std::size_t c : kept) {
    const Table::Column& column = table.columns()[c];
    columns.push_back({markdown_text(column.heading), column.align, column.blank});
  }
  Table result(std::move(columns));
  for (const std::vector<std::string>& row : table.rows()) {
    std::vector<std::string> cells;
    cells.reserve(kept.size());
    for (const std::size_t c : kept) cells.push_back(cell_text(row[c]));
    result.add(std::move(cells));
  }
  return result;
}

std::string block(const Table& any_table) {
  const Table table = written(any_table);
  std::vector<int> widths;
  for (std::size_t c = 0; c < table.columns().size(); ++c) {
    int width = std::max(3, display_width(table.columns()[c].heading));
    for (const std::vector<std::string>& row : table.rows()) {
      width = std::max(width, std::min(widest_column, display_width(row[c])));
    }
    widths.push_back(width);
  }
  const auto right = [&](std::size_t c) { return table.columns()[c].align == Table::Align::right; };
  std::string text;
  const auto add_row = [&](const auto& cell_of) {
    text += "|";
    for (std::size_t c = 0; c < widths.size(); ++c) {
      const auto& cell = cell_of(c);
      text += " " + (right(c) ? pad_left(cell, widths[c]) : pad_right(cell, widths[c])) + " |";
    }
    text += "\n";
  };
  add_row([&](std::size_t c) -> const std::string& { return table.columns()[c].heading; });
  add_row([&](std::size_t c) {
    std::string rule(static_cast<std::size_t>(widths[c]), '-');
    if (right(c)) rule.back() = ':';
    return rule;
  });
  for (const std::vector<std::string>& row : table.rows()) {
    add_row([&](std::size_t c) -> const std::string& { return row[c]; });
  }
  return text;
}

std::string block(const Cards& cards) { return block(cards.table); }

std::string block(const Drawing& drawing) { return drawing.table ? block(*drawing.table) : ""; }

}  // namespace

std::string markdown_text(std::string_view text) { return escaped(text, false); }

std::string markdown(const Document& document) {
  std::string text = "# " + markdown_text(document.title) + "\n";
  for (const Section& section : document.sections) {
    if (section.blocks.empty()) continue;
    if (!section.title.empty()) text += "\n## " + markdown_text(section.title) + "\n";
    if (!section.note.empty()) text += "\n" + escaped(sentence(section.note), true) + "\n";
    for (const Block& of_some_kind : section.blocks) {
      const std::string written = std::visit([](const auto& value) { return block(value); }, of_some_kind);
      if (!written.empty()) text += "\n" + written;
    }
  }
  return text;
}

}  // namespace ampsite
