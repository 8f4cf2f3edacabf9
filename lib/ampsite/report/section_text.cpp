#include "ampsite/report/section_text.h"

#include <algorithm>

#include "ampsite/report/terminal_text.h"
#include "ampsite/report/text_table.h"

namespace ampsite {

namespace {

/// The text wrapped, `first` in front of its first line and as many spaces in front of the others.
std::string hanging(std::string_view first, std::string_view text) {
  const int indent = display_width(first);
  std::string result;
  for (const std::string& line : wrap(printable(text), text_columns - indent)) {
    result += pad_right(result.empty() ? first : "", indent) + line + "\n";
  }
  return result;
}

std::string block_text(const Paragraph& paragraph) { return hanging("  ", paragraph.text); }

std::string block_text(const Subheading& subheading) { return hanging("  ", subheading.text + ":"); }

std::string block_text(const Bullets& bullets) {
  std::string text;
  for (const std::string& item : bullets.items) text += hanging("  - ", item);
  return text;
}

std::string block_text(const Facts& facts) {
  int widest = 0;
  for (const Fact& fact : facts.facts) widest = std::max(widest, display_width(fact.name));
  std::string text;
  for (const Fact& fact : facts.facts) text += fact_text("  " + fact.name, fact.value, widest + 4);
  return text;
}

std::string block_text(const Table& table) { return text_table(table, text_columns); }

std::string block_text(const Cards& cards) { return block_text(cards.table); }

std::string block_text(const Drawing& drawing) { return drawing.table ? block_text(*drawing.table) : ""; }

std::string upper(std::string text) {
  for (char& c : text) {
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  }
  return text;
}

}  // namespace

std::string fact_text(std::string_view name, std::string_view text, int indent) {
  return hanging(pad_right(name, indent), text);
}

std::string section_text(const Section& section) {
  if (section.blocks.empty()) return {};
  std::string heading = upper(section.title);
  if (!section.note.empty()) heading += ": " + section.note;
  std::string text = "\n";
  for (const std::string& line : wrap(heading, text_columns)) text += line + "\n";
  for (const Block& block : section.blocks) {
    text += std::visit([](const auto& of_some_kind) { return block_text(of_some_kind); }, block);
  }
  return text;
}

}  // namespace ampsite
