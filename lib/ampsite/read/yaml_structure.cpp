// The part of YamlTreeBuilder that walks from one node to the next.

#include <fmt/format.h>

#include "ampsite/read/yaml_builder.h"
#include "ampsite/read/yaml_errors.h"
#include "ampsite/read/yaml_explain.h"
#include "ampsite/read/yaml_lexis.h"
#include "ampsite/read/yaml_text.h"

namespace ampsite {

void YamlTreeBuilder::stop(Span span, std::string message, std::string help) const {
  throw YamlStop{yaml_finding(span, std::move(message), std::move(help))};
}

void YamlTreeBuilder::stop_at_unexpected() const { throw YamlStop{unexpected_text(cursor_)}; }

void YamlTreeBuilder::stop_too_deep(Span span) const {
  stop(span,
       fmt::format("values are nested more than {} levels deep here; at most {} levels are read", nesting_limit_,
                   nesting_limit_),
       "put circuits into circuits only as deep as the switchboards are");
}

void YamlTreeBuilder::expect_at(std::uint32_t offset) const {
  if (cursor_.at() != offset) stop_at_unexpected();
}

void YamlTreeBuilder::begin_child(std::uint32_t offset, bool block_list) {
  if (!skip_separator()) stop_at_unexpected();
  const std::uint32_t line = cursor_.line_start();
  cursor_.skip_white();
  expect_at(offset);
  check_indented(line, block_list);
}

void YamlTreeBuilder::check_indented(std::uint32_t line_before, bool block_list) const {
  if (cursor_.line_start() == line_before) return;
  if (open_.empty() || open_.back().form != Form::block || is_key_next()) return;
  // Of all values only a list may begin as far left as its key.
  const Open& parent = open_.back();
  const bool aligned_list = block_list && parent.mapping && cursor_.column() == parent.column;
  if (cursor_.column() <= parent.column && !aligned_list) throw YamlStop{value_not_indented(cursor_.at())};
}

bool YamlTreeBuilder::skip_separator() {
  if (open_.empty()) {
    skip_to_root();
    return true;
  }
  Open& parent = open_.back();
  if (parent.mapping && parent.value_next) return skip_colon(parent);
  cursor_.skip_white();
  if (parent.form == Form::flow) skip_comma(parent);
  if (parent.form != Form::block) return true;
  if (cursor_.column() != parent.column) {
    throw YamlStop{wrong_indentation(cursor_, parent.column, parent.mapping)};
  }
  if (!parent.mapping) {
    if (cursor_.peek() != '-' || !white_at(cursor_.text(), cursor_.at() + 1)) stop_at_unexpected();
    cursor_.skip_mark_only();
    cursor_.set_indenting(true);
  }
  return true;
}

void YamlTreeBuilder::skip_comma(const Open& parent) {
  if (!parent.empty) {
    if (cursor_.peek() != ',') throw YamlStop{missing_comma(cursor_.at())};
    cursor_.skip_mark();
  }
  if (cursor_.peek() == ',') stop_at_unexpected();
}

bool YamlTreeBuilder::skip_colon(const Open& parent) {
  const std::uint32_t line = cursor_.line_start();
  cursor_.skip_white();
  if (cursor_.peek() != ':') return false;
  if (parent.form == Form::block && cursor_.line_start() != line) stop_at_unexpected();
  const YamlNode& key = tree_.nodes_.back();
  // Only a key in quotes within brackets, as in JSON, needs no space.
  const bool adjacent = parent.form != Form::block && !key.plain;
  if (!adjacent && !white_at(cursor_.text(), cursor_.at() + 1)) {
    throw YamlStop{missing_space({key.span.begin, cursor_.at() + 1}, key.text)};
  }
  cursor_.skip_mark_only();
  cursor_.set_indenting(false);
  return true;
}

void YamlTreeBuilder::skip_to_root() {
  if (root_done_) stop_at_unexpected();
  cursor_.skip_white();
  bool directive = false;
  while (cursor_.peek() == '%' && cursor_.column() == 0) {
    const std::string_view rest = cursor_.rest();
    const std::string_view line = rest.substr(0, rest.find_first_of("\r\n"));
    const auto end = cursor_.at() + static_cast<std::uint32_t>(line.size());
    if (directive || (line != "%YAML 1.1" && line != "%YAML 1.2")) {
      stop({cursor_.at(), end}, "a line that begins with % is not read here",
           "delete the line, or put the text in quotes");
    }
    directive = true;
    cursor_.jump(end);
    cursor_.skip_white();
  }
  if (cursor_.column() == 0 && cursor_.rest().starts_with("---") && white_at(cursor_.text(), cursor_.at() + 3)) {
    document_line_ = cursor_.line_start();
    cursor_.jump(cursor_.at() + 3);
    cursor_.skip_white();
  } else if (directive) {
    stop({cursor_.at(), cursor_.at() + 1}, "the %YAML line above is not followed by ---", "delete the %YAML line");
  }
}

void YamlTreeBuilder::check_key(const YamlNode& node) const {
  const std::string_view raw = cursor_.text().substr(node.span.begin, node.span.end - node.span.begin);
  if (raw.find('\n') != std::string_view::npos) {
    stop(node.span, "a key goes over more than one line", "write the key and its colon on one line");
  }
  if (!node.plain) return;
  if (node.text == "<<") {
    stop(node.span, "merge keys (<<) are not read", "write the values out in each place");
  }
  if (node.text.find(':') == std::string_view::npos) return;
  if (auto finding = missing_space_after_colon(node)) throw YamlStop{*std::move(finding)};
  if (node.text.ends_with(':')) throw YamlStop{missing_space(node.span, node.text.substr(0, node.text.size() - 1))};
  stop(node.span, fmt::format("the key \"{}\" holds a colon", node.text),
       "put a space after the colon that ends the key, or put the key in quotes");
}

void YamlTreeBuilder::check_not_key(const char* what, std::uint32_t offset) const {
  if (!is_key_next()) return;
  if (auto finding = quote_left_open(cursor_.text(), offset)) throw YamlStop{*std::move(finding)};
  stop({offset, offset + 1}, fmt::format("{} stands here as a key; a key must be a plain word", what),
       "write key: value, with the key a single word");
}

}  // namespace ampsite
