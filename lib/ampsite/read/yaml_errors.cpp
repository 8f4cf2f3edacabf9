#include "ampsite/read/yaml_errors.h"

#include <fmt/format.h>

#include <algorithm>

#include "ampsite/read/yaml_lexis.h"
#include "ampsite/read/yaml_text.h"

namespace ampsite {

namespace {

bool starts_document_mark(const YamlCursor& cursor, std::string_view mark) {
  return cursor.column() == 0 && cursor.rest().starts_with(mark) && white_at(cursor.text(), cursor.at() + mark.size());
}

Finding one_character(std::uint32_t offset, std::string message, std::string help) {
  return yaml_finding({offset, offset + 1}, std::move(message), std::move(help));
}

Finding second_document(std::uint32_t offset) {
  return yaml_finding({offset, offset + 3}, "a second document begins here; a file describes one installation",
                      "move what follows into a file of its own, or delete the --- line");
}

}  // namespace

Finding empty_file(std::uint32_t offset) {
  return yaml_finding({offset, offset}, "the file is empty: it holds no site", "begin the file with ampsite: 1");
}

Finding merge_mark(Span line) {
  return yaml_finding(line, "a mark of an unfinished merge stands here",
                      "settle the merge: keep one side and delete the marks");
}

Finding unclosed_quote(std::uint32_t offset) {
  return one_character(offset, "the quote that begins here is not closed", "put the same quote at the end of the text");
}

Finding tab_in_indentation(std::uint32_t offset) {
  return one_character(offset, "a tab stands in the indentation", "indent with spaces only");
}

Finding missing_colon(Span key) {
  return yaml_finding(key, "a colon and a value are missing after this word",
                      "write key: value, with a space after the colon");
}

Finding missing_space(Span key, std::string_view text) {
  return yaml_finding(key, fmt::format("no space stands after the colon of {}", text),
                      fmt::format("write \"{}: \" and then the value", text));
}

Finding missing_comma(std::uint32_t offset) {
  return one_character(offset, "a comma is missing before this value", "put a comma between two values");
}

Finding wrong_indentation(const YamlCursor& cursor, std::uint32_t column, bool mapping) {
  return one_character(cursor.at(),
                       fmt::format("the line is indented by {} spaces; the {} it belongs to is indented by {}",
                                   cursor.column(), mapping ? "key" : "list", column),
                       "indent it like the lines it belongs to");
}

Finding value_not_indented(std::uint32_t offset) {
  return one_character(offset, "the value on this line is not indented deeper than its key",
                       "put the value behind the colon of its key, or indent it by two more spaces");
}

Finding unexpected_text(const YamlCursor& cursor) {
  const std::uint32_t at = cursor.at();
  if (cursor.at_end()) return yaml_finding({at, at}, "the file ends too early", "write the rest of the value");
  if (starts_document_mark(cursor, "---")) return second_document(at);
  switch (cursor.peek()) {
    case '"':
    case '\'': {
      const auto end = end_of_quoted(cursor.text(), at);
      if (!end || cursor.text().substr(at, *end - at).find('\n') != std::string_view::npos) return unclosed_quote(at);
      return one_character(at, "this text in quotes does not belong here", "put a comma or a colon between two values");
    }
    case '?':
      return one_character(at, "a ? stands where a key is due", "write key: value, with the key a single word");
    case ',':
      return one_character(at, "no value stands before this comma", "delete the comma, or write the value");
    case ':':
      return one_character(at, "no key stands before this colon", "write the key before the colon");
    case '-':
      return one_character(at, "a dash stands where none may be", "begin each entry of a list on its own line");
    case ']':
    case '}':
    case '[':
    case '{':
      return one_character(at, fmt::format("the {} does not belong here", cursor.peek()),
                           "check that each bracket has its partner, and that commas stand between the values");
    default:
      return one_character(at, "this text does not belong here", "put a text with special characters in quotes");
  }
}

Finding text_after_root(const YamlCursor& cursor) {
  if (starts_document_mark(cursor, "---")) return second_document(cursor.at());
  return one_character(cursor.at(), "this text stands after the end of the site",
                       "indent the line like the lines it belongs to, or delete it");
}

Finding brackets_too_large(std::uint32_t offset, std::size_t marks) {
  return one_character(offset, fmt::format("more than {} values or brackets follow here within one bracket", marks),
                       "write the large lists with dashes and indentation, without brackets");
}

}  // namespace ampsite
