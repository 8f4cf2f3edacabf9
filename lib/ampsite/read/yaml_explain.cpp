#include "ampsite/read/yaml_explain.h"

#include <fmt/format.h>
#include <yaml-cpp/exceptions.h>

#include <algorithm>
#include <optional>
#include <utility>

#include "ampsite/read/yaml_errors.h"
#include "ampsite/read/yaml_lexis.h"
#include "ampsite/read/yaml_text.h"

namespace ampsite {

namespace {

namespace said = YAML::ErrorMsg;

/// A line of the text, without its line break.
struct Line {
  std::uint32_t begin = 0;
  std::uint32_t first = 0;  ///< of its first character that is no blank; its end where there is none
  std::string_view body;    ///< from `first`
  std::uint32_t indentation() const { return first - begin; }
};

Line line_at(std::string_view text, std::uint32_t offset) {
  const std::size_t before = offset == 0 ? std::string_view::npos : text.rfind('\n', offset - 1);
  const std::size_t begin = before == std::string_view::npos ? 0 : before + 1;
  const std::size_t end = std::min(text.find_first_of("\r\n", begin), text.size());
  const std::size_t first = std::min(text.find_first_not_of(" \t", begin), end);
  return {static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(first), text.substr(first, end - first)};
}

/// The nearest line above that holds more than a comment; none above the first.
std::optional<Line> line_above(std::string_view text, Line line) {
  while (line.begin > 0) {
    line = line_at(text, line.begin - 1);
    if (!line.body.empty() && line.body.front() != '#') return line;
  }
  return std::nullopt;
}

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

/// Where a line's text begins behind the dashes of lists.
std::uint32_t behind_dashes(const Line& line) {
  std::size_t at = 0;
  while (line.body.substr(at).starts_with("- "))
    at = std::min(line.body.find_first_not_of(' ', at + 1), line.body.size());
  return line.first + static_cast<std::uint32_t>(at);
}

/// Whether the line begins like a key or a list entry of a file written without brackets.
bool begins_an_entry(const Line& line) {
  if (line.body.starts_with("- ")) return true;
  const std::size_t colon = line.body.find(": ");
  const std::size_t word = line.body.find_first_of(" ,[]{}\"'#");
  return (colon != std::string_view::npos && colon < word) ||
         (line.body.ends_with(':') && word == std::string_view::npos);
}

/// `fuse_a:63` or `-id: K1` at the start of a line.
std::optional<Finding> missing_space_in(std::string_view text, const Line& line) {
  const std::uint32_t begin = behind_dashes(line);
  const std::string_view body = text.substr(begin, line.first + line.body.size() - begin);
  if (const auto colon = colon_without_space(body); colon && is_letter(body.front())) {
    return missing_space({begin, begin + *colon + 1}, body.substr(0, *colon));
  }
  if (body.size() > 1 && body[0] == '-' && is_letter(body[1]) && body.find(": ") != std::string_view::npos) {
    return yaml_finding({begin, begin + 1}, "no space stands after the dash",
                        "put a space between the dash and the first key of the entry");
  }
  return std::nullopt;
}

/// What is open where yaml-cpp stopped.
struct Around {
  std::optional<std::uint32_t> quote;   ///< one that is not closed, or not on its own line
  std::vector<std::uint32_t> brackets;  ///< from the outermost
};

class LookAhead {
 public:
  explicit LookAhead(ParseStop stop) : stop_(std::move(stop)), text_(stop_.text), at_(stop_.read_to) {
    around_.brackets = stop_.brackets;
  }

  Around run() {
    const Span last = stop_.last_scalar;
    if (is_quote(last.begin) && closed_too_late(last.begin, last.end)) around_.quote = last.begin;
    while (!around_.quote && at_ < stop_.offset) step();
    return std::move(around_);
  }

 private:
  bool is_quote(std::uint32_t at) const { return at < text_.size() && (text_[at] == '"' || text_[at] == '\''); }
  bool closed_too_late(std::uint32_t begin, std::uint32_t end) const {
    const std::uint32_t to = std::max(stop_.offset, end);
    return text_.substr(begin, end - begin).find('\n') != std::string_view::npos &&
           text_.substr(end, to - end).find('\n') == std::string_view::npos;
  }

  void step() {
    const char c = text_[at_];
    const bool white_before = at_ == 0 || is_white(text_[at_ - 1]);
    if (c == '#' && white_before) {
      at_ = static_cast<std::uint32_t>(std::min(text_.find('\n', at_), text_.size()));
      return;
    }
    if (is_quote(at_) && value_may_begin_) return step_over_quoted();
    const bool in_brackets = !around_.brackets.empty();
    if ((c == '[' || c == '{') && (value_may_begin_ || in_brackets)) around_.brackets.push_back(at_);
    if ((c == ']' || c == '}') && in_brackets) around_.brackets.pop_back();
    const bool separates = c == '\n' || c == '[' || c == '{' || (c == ',' && in_brackets) ||
                           ((c == ':' || c == '-' || c == '?') && (in_brackets || white_at(text_, at_ + 1)));
    value_may_begin_ = separates || (value_may_begin_ && is_white(c));
    ++at_;
  }

  void step_over_quoted() {
    const std::optional<std::uint32_t> end = end_of_quoted(text_, at_);
    if (!end || closed_too_late(at_, *end)) around_.quote = at_;
    at_ = end.value_or(stop_.offset);
    value_may_begin_ = false;
  }

  ParseStop stop_;
  std::string_view text_;
  std::uint32_t at_;
  bool value_may_begin_ = true;
  Around around_;
};

Finding one_character(std::uint32_t offset, std::string message, std::string help) {
  return yaml_finding({offset, offset + 1}, std::move(message), std::move(help));
}

Finding unclosed_bracket(std::string_view text, std::uint32_t offset) {
  return one_character(offset, fmt::format("the {} that begins here is not closed", text[offset]),
                       fmt::format("put a {} behind its last value", text[offset] == '[' ? ']' : '}'));
}

/// Errors whose place and meaning are the same wherever they stand.
std::optional<Finding> explain_by_message(const ParseStop& stop) {
  struct Meaning {
    std::string_view said;
    const char* message;
    const char* help;
  };
  const Meaning meanings[] = {
      {said::UNKNOWN_ANCHOR, "no anchor (&) of this name stands above this alias (*)",
       "name an anchor that stands above, or put the text in quotes"},
      {said::BLOCK_ENTRY, "a list begins here in the middle of a line", "begin the list on the next line, indented"},
      {said::FLOW_END, "the bracket that is closed here was never opened",
       "delete it, or write the opening bracket before the first value"},
      {said::MULTIPLE_ANCHORS, "a value has two anchors (&)", "leave one of them"},
      {said::MULTIPLE_TAGS, "a value has two tags (!)", "leave one of them"},
      {said::ALIAS_CONTENT, "an alias (*) has an anchor or a tag of its own", "write the alias alone"},
      {said::CHAR_IN_BLOCK, "text stands behind the | or > that begins a text of several lines",
       "begin the text on the next line, or put it in quotes"},
      {said::ZERO_INDENT_IN_BLOCK, "the number behind the | or > is 0", "leave the number out"},
      {said::ALIAS_NOT_FOUND, "no name stands behind the * of an alias", "put the text in quotes if it begins with *"},
      {said::ANCHOR_NOT_FOUND, "no name stands behind the & of an anchor",
       "put the text in quotes if it begins with &"},
      {said::CHAR_IN_ALIAS, "the name of this alias (*) holds a character that it may not",
       "put the text in quotes if it begins with *"},
      {said::CHAR_IN_ANCHOR, "the name of this anchor (&) holds a character that it may not",
       "put the text in quotes if it begins with &"},
      {said::CHAR_IN_TAG_HANDLE, "the tag (!) here is not well formed", "put the text in quotes if it begins with !"},
      {said::TAG_WITH_NO_SUFFIX, "the tag (!) here is not well formed", "put the text in quotes if it begins with !"},
      {said::END_OF_VERBATIM_TAG, "the tag (!) here is not well formed", "put the text in quotes if it begins with !"},
  };
  for (const Meaning& meaning : meanings) {
    if (meaning.said == stop.message) return one_character(stop.offset, meaning.message, meaning.help);
  }
  return std::nullopt;
}

std::optional<Finding> explain_escape(const ParseStop& stop) {
  const std::string_view message = stop.message;
  if (!message.starts_with(said::INVALID_ESCAPE) && !message.starts_with(said::INVALID_UNICODE) &&
      !message.starts_with(said::INVALID_HEX)) {
    return std::nullopt;
  }
  const std::size_t backslash = stop.offset == 0 ? std::string_view::npos : stop.text.rfind('\\', stop.offset - 1);
  if (backslash == std::string_view::npos) return std::nullopt;
  const auto at = static_cast<std::uint32_t>(backslash);
  return yaml_finding({at, std::max(at + 1, stop.offset)}, "the backslash here begins no escape that YAML knows",
                      "write \\\\ for a backslash, or put the text between single quotes");
}

/// At a colon that has no key to itself.
Finding explain_colon(const ParseStop& stop, const Line& line) {
  const std::string_view before = stop.text.substr(line.first, stop.offset - line.first);
  if ((before.starts_with('[') && before.ends_with(']')) || (before.starts_with('{') && before.ends_with('}'))) {
    return yaml_finding({line.first, stop.offset},
                        "a value in brackets stands here as a key; a key must be a plain word",
                        "write key: value, with the key a single word");
  }
  if (before.find(": ") != std::string_view::npos) {
    return one_character(stop.offset, "a second colon with a space after it stands in this line",
                         "put a text that holds a colon in quotes, or give each key a line of its own");
  }
  const std::optional<Line> above = line_above(stop.text, line);
  const std::uint32_t begin = behind_dashes(line);
  if (above && line.indentation() > above->first - above->begin) {
    return yaml_finding({begin, stop.offset},
                        "this key is indented deeper than the line above, which has its value already",
                        "indent it like the line above");
  }
  if (above && above->body.find(':') == std::string_view::npos) {
    const std::uint32_t word = behind_dashes(*above);
    return missing_colon({word, above->first + static_cast<std::uint32_t>(above->body.size())});
  }
  return one_character(stop.offset, "this colon has no key of its own", "write key: value on a line of its own");
}

/// At what is neither a key nor the end of a mapping; or neither a dash nor the end of a list.
Finding explain_block(const ParseStop& stop, const Line& line, bool in_mapping) {
  const std::uint32_t at = stop.offset;
  if (at > line.first) {
    return one_character(at, "this text does not belong behind the value before it",
                         "put the whole value in quotes, and write a ' between single quotes twice");
  }
  if (line.body.starts_with("- ") || line.body == "-") {
    return one_character(at, "a list entry stands among keys",
                         "indent the dash deeper than the key that the list belongs to");
  }
  if (begins_an_entry(line)) {
    return one_character(at,
                         in_mapping ? "this key is not in line with the keys above it"
                                    : "this key stands in line with the dashes of a list",
                         "indent the line by as many spaces as the lines it belongs to");
  }
  const Span word{at, at + static_cast<std::uint32_t>(line.body.size())};
  return in_mapping ? missing_colon(word)
                    : yaml_finding(word, "this line is no entry of the list above",
                                   "begin each entry with a dash and a space");
}

Finding explain_flow(const ParseStop& stop, const std::vector<std::uint32_t>& brackets) {
  const std::string_view text = stop.text;
  const std::uint32_t at = stop.offset;
  if (!brackets.empty()) {
    const std::uint32_t bracket = brackets.back();
    if (at >= text.size()) return unclosed_bracket(text, bracket);
    if (auto finding = bracket_left_open(text, at, brackets)) return *std::move(finding);
    const char closing = text[bracket] == '[' ? ']' : '}';
    if ((text[at] == ']' || text[at] == '}') && text[at] != closing) {
      return one_character(at,
                           fmt::format("a {} stands where the {} of line {} needs a {}", text[at], text[bracket],
                                       1 + std::count(text.begin(), text.begin() + bracket, '\n'), closing),
                           fmt::format("put a {} before it, or replace it", closing));
    }
  }
  if (at < text.size() && text[at] == '?') {
    return one_character(at, "a ? stands in a text between brackets", "put the text in quotes");
  }
  if (at < text.size() && text[at] == ':') {
    return one_character(at, "this colon has no key of its own",
                         "put a comma before its key, or put the text in quotes");
  }
  return missing_comma(at);
}

/// A character that begins nothing.
Finding explain_token(const ParseStop& stop) {
  if (stop.offset >= stop.text.size())
    return yaml_finding({stop.offset, stop.offset}, "the file ends too early", "write the rest of the value");
  const char c = stop.text[stop.offset];
  if (c == '\t') return tab_in_indentation(stop.offset);
  return one_character(stop.offset, fmt::format("a text cannot begin with {}", c), "put the text in quotes");
}

}  // namespace

Finding explain_parse_stop(const ParseStop& stop) {
  const Line line = line_at(stop.text, stop.offset);
  const Around around = LookAhead(stop).run();
  const std::string_view message = stop.message;
  if (auto finding = explain_escape(stop)) return *std::move(finding);
  if (around.quote) return unclosed_quote(*around.quote);
  const std::size_t tab = stop.text.substr(0, std::min(line.first, stop.offset + 1)).find('\t', line.begin);
  if (tab != std::string_view::npos && around.brackets.empty())
    return tab_in_indentation(static_cast<std::uint32_t>(tab));
  const bool flow = message == said::END_OF_MAP_FLOW || message == said::END_OF_SEQ_FLOW ||
                    (message == said::FLOW_END && !around.brackets.empty());
  if (flow) return explain_flow(stop, around.brackets);
  if (auto finding = explain_by_message(stop)) return *std::move(finding);
  if (message == said::MAP_VALUE || message == said::END_OF_MAP) {
    if (auto finding = missing_space_in(stop.text, line)) return *std::move(finding);
    const std::optional<Line> above = line_above(stop.text, line);
    if (auto finding = above ? missing_space_in(stop.text, *above) : std::nullopt) return *std::move(finding);
  }
  if (message == said::MAP_VALUE) return explain_colon(stop, line);
  if (message == said::END_OF_MAP || message == said::END_OF_SEQ)
    return explain_block(stop, line, message == said::END_OF_MAP);
  if (message == said::UNKNOWN_TOKEN) return explain_token(stop);
  if (line.body.starts_with('%')) {
    return yaml_finding({line.first, line.first + static_cast<std::uint32_t>(line.body.size())},
                        "a line that begins with % is not read here", "delete the line, or put the text in quotes");
  }
  return one_character(stop.offset, "this text cannot be read as YAML",
                       "check the quotes, brackets and colons of this line");
}

std::optional<Finding> quote_left_open(std::string_view text, std::uint32_t offset) {
  const auto line_end = static_cast<std::uint32_t>(std::min(text.find('\n', offset), text.size()));
  const Around around = LookAhead({text, {}, line_end, offset, {offset, offset}, {}}).run();
  if (!around.quote) return std::nullopt;
  return unclosed_quote(*around.quote);
}

std::optional<Finding> bracket_left_open(std::string_view text, std::uint32_t offset,
                                         const std::vector<std::uint32_t>& brackets) {
  if (offset < text.size() && (text[offset] == '[' || text[offset] == '{')) {
    // yaml-cpp takes a bracket that runs to the end of the file for a key.
    const auto end = static_cast<std::uint32_t>(text.size());
    const Around around = LookAhead({text, {}, end, offset, {offset, offset}, {}}).run();
    if (!around.quote && !around.brackets.empty()) return unclosed_bracket(text, around.brackets.front());
  }
  if (brackets.empty()) return std::nullopt;
  const Line line = line_at(text, offset);
  const Line opened = line_at(text, brackets.back());
  if (opened.begin >= line.begin || !begins_an_entry(line) || line.indentation() > opened.indentation())
    return std::nullopt;
  const std::optional<Line> above = line_above(text, line);
  if (above && (above->body.ends_with(',') || above->body.ends_with('{') || above->body.ends_with('[')))
    return std::nullopt;
  return unclosed_bracket(text, brackets.back());
}

}  // namespace ampsite
