#include "ampsite/read/yaml_cursor.h"

#include <fmt/format.h>

#include <algorithm>

#include "ampsite/read/yaml_errors.h"
#include "ampsite/read/yaml_lexis.h"
#include "ampsite/read/yaml_text.h"

namespace ampsite {

namespace {

constexpr std::string_view comment_mark = "ampsite:";

/// What libyaml allows in a name, so that a file which is read here is read elsewhere too.
bool in_name(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '-';
}

}  // namespace

void YamlCursor::skip_white_until(std::uint32_t limit) {
  for (; at_ < limit; ++at_) {
    switch (text_[at_]) {
      case ' ':
      case '\r':
        break;
      case '\n':
        line_start_ = at_ + 1;
        indenting_ = true;
        break;
      case '\t':
        if (indenting_ && flow_depth_ == 0) {
          throw YamlStop{tab_in_indentation(at_)};
        }
        break;
      case '#':
        read_comment();
        break;
      default:
        return;
    }
  }
}

void YamlCursor::read_comment() {
  if (at_ != line_start_ && !is_white(text_[at_ - 1])) {
    throw YamlStop{yaml_finding({at_, at_ + 1}, "the # here touches the text before it",
                                "put a space before the # of a comment, or put a text that holds a # in quotes")};
  }
  const std::size_t end = std::min(text_.find('\n', at_), text_.size());
  std::string_view body = text_.substr(at_ + 1, end - at_ - 1);
  while (!body.empty() && is_white(body.back())) body.remove_suffix(1);
  const Span span{at_, at_ + 1 + static_cast<std::uint32_t>(body.size())};
  while (!body.empty() && is_white(body.front())) body.remove_prefix(1);
  if (body.starts_with(comment_mark)) comments_.push_back({span, body});
  at_ = static_cast<std::uint32_t>(end) - 1;
}

void YamlCursor::jump(std::uint32_t to) {
  const std::size_t line_break = text_.substr(at_, to - at_).rfind('\n');
  if (line_break != std::string_view::npos) line_start_ = at_ + static_cast<std::uint32_t>(line_break) + 1;
  at_ = to;
  indenting_ = false;
}

std::uint32_t YamlCursor::end_of_word() const {
  std::uint32_t end = at_ + 1;
  while (end < text_.size() && in_name(text_[end])) ++end;
  return end;
}

std::uint32_t YamlCursor::skip_property() {
  if (peek() == '!') {
    std::uint32_t end = at_;
    while (end < text_.size() && (text_[end] == '!' || in_name(text_[end]))) ++end;
    throw YamlStop{yaml_finding(
        {at_, end}, fmt::format("a tag ({}) stands here; the format has none", text_.substr(at_, end - at_)),
        "take it out, or put the text in quotes if it begins with !")};
  }
  const std::uint32_t end = end_of_word();
  if (end == at_ + 1 || !(white_at(text_, end) || (in_flow() && is_flow_mark(text_[end])))) {
    throw YamlStop{yaml_finding({at_, end}, "the anchor (&) here is not well formed",
                                "put the text in quotes if it begins with &")};
  }
  at_ = end;
  indenting_ = false;
  skip_white();
  return end;
}

void YamlCursor::skip_alias() {
  const std::uint32_t end = end_of_word();
  if (end == at_ + 1 || !(white_at(text_, end) || is_flow_mark(text_[end]))) {
    throw YamlStop{yaml_finding({at_, end}, "the alias (*) here is not well formed",
                                "put the text in quotes if it begins with *")};
  }
  at_ = end;
  indenting_ = false;
}

}  // namespace ampsite
