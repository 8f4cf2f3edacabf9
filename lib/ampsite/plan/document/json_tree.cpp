#include "ampsite/plan/document/json_tree.h"

#include <charconv>
#include <limits>
#include <system_error>
#include <utility>

namespace ampsite {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

void append_utf8(std::uint32_t code, std::string& text) {
  const auto tail = [&](unsigned shift) { text += static_cast<char>(0x80U | ((code >> shift) & 0x3FU)); };
  if (code < 0x80) {
    text += static_cast<char>(code);
  } else if (code < 0x800) {
    text += static_cast<char>(0xC0U | (code >> 6U));
    tail(0);
  } else if (code < 0x10000) {
    text += static_cast<char>(0xE0U | (code >> 12U));
    tail(6), tail(0);
  } else {
    text += static_cast<char>(0xF0U | (code >> 18U));
    tail(12), tail(6), tail(0);
  }
}

class Parser {
 public:
  Parser(std::string_view text, const JsonLimits& limits) : text_(text), limits_(limits) {}

  JsonResult run() {
    constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";
    if (text_.starts_with(byte_order_mark)) at_ = byte_order_mark.size();
    if (value({}) && (skip_space(), at_ < text_.size())) fail("nothing more is expected here");
    if (problem_.empty()) return {std::move(tree_), {}, {}};
    return {std::nullopt, std::move(problem_), span_from(at_, at_ < text_.size() ? at_ + 1 : at_)};
  }

 private:
  static Span span_from(std::size_t begin, std::size_t end) {
    return {static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)};
  }

  /// The first problem stays.
  bool fail(std::string problem) {
    if (problem_.empty()) problem_ = std::move(problem);
    return false;
  }

  char next() const { return at_ < text_.size() ? text_[at_] : '\0'; }

  void skip_space() {
    while (at_ < text_.size() &&
           (text_[at_] == ' ' || text_[at_] == '\n' || text_[at_] == '\t' || text_[at_] == '\r')) {
      ++at_;
    }
  }

  bool take(char c) {
    if (next() != c) return false;
    ++at_;
    return true;
  }

  bool value(std::string_view key) {
    skip_space();
    const auto index = static_cast<JsonIndex>(tree_.nodes.size());
    const std::size_t begin = at_;
    tree_.nodes.emplace_back();
    tree_.nodes[index].key = key;
    if (!value_at(index)) return false;
    tree_.nodes[index].span = span_from(begin, at_);
    tree_.nodes[index].end = static_cast<JsonIndex>(tree_.nodes.size());
    return true;
  }

  bool value_at(JsonIndex index) {
    switch (next()) {
      case '{':
      case '[':
        return collection(index);
      case '"': {
        const std::optional<std::string_view> text = string();
        if (!text) return false;
        tree_.nodes[index].kind = JsonKind::string;
        tree_.nodes[index].text = *text;
        return true;
      }
      case 't':
      case 'f':
      case 'n':
        return word(index);
      default:
        return number(index);
    }
  }

  bool collection(JsonIndex index) {
    if (++depth_ > limits_.nesting) return fail("brackets are nested too deeply");
    const bool object = text_[at_++] == '{';
    const char closing = object ? '}' : ']';
    tree_.nodes[index].kind = object ? JsonKind::object : JsonKind::array;
    skip_space();
    if (!take(closing)) {
      do {
        if (!(object ? member() : value({}))) return false;
        skip_space();
      } while (take(','));
      if (!take(closing)) return fail(object ? "a comma or } is expected" : "a comma or ] is expected");
    }
    --depth_;
    return true;
  }

  bool member() {
    skip_space();
    if (next() != '"') return fail("a key in double quotes is expected");
    const std::optional<std::string_view> key = string();
    if (!key) return false;
    skip_space();
    if (!take(':')) return fail("a colon is expected");
    return value(*key);
  }

  bool word(JsonIndex index) {
    const std::string_view rest = text_.substr(at_);
    JsonNode& node = tree_.nodes[index];
    for (const std::string_view possible : {"true", "false", "null"}) {
      if (!rest.starts_with(possible)) continue;
      at_ += possible.size();
      node.kind = possible == "null" ? JsonKind::null : JsonKind::boolean;
      node.boolean = possible == "true";
      return true;
    }
    return fail("a value is expected");
  }

  bool digits() {
    if (!is_digit(next())) return fail(at_ == text_.size() ? "the text ends too early" : "a value is expected");
    while (is_digit(next())) ++at_;
    return true;
  }

  bool number(JsonIndex index) {
    const std::size_t begin = at_;
    take('-');
    if (!take('0') && !digits()) return false;
    if (take('.') && !digits()) return false;
    if (next() == 'e' || next() == 'E') {
      ++at_;
      if (!take('+')) take('-');
      if (!digits()) return false;
    }
    JsonNode& node = tree_.nodes[index];
    node.kind = JsonKind::number;
    const auto [end, error] = std::from_chars(text_.data() + begin, text_.data() + at_, node.number);
    if (error != std::errc()) node.number = std::numeric_limits<double>::quiet_NaN();
    return true;
  }

  /// From its opening quote to behind its closing one.
  std::optional<std::string_view> string() {
    const std::size_t begin = ++at_;
    std::string* unescaped = nullptr;
    for (std::size_t plain = begin;;) {
      while (at_ < text_.size() && text_[at_] != '"' && text_[at_] != '\\' &&
             static_cast<unsigned char>(text_[at_]) >= 0x20) {
        ++at_;
      }
      const std::string_view run = text_.substr(plain, at_ - plain);
      if (unescaped != nullptr) *unescaped += run;
      if (take('"')) return unescaped != nullptr ? std::string_view(*unescaped) : run;
      if (next() != '\\') {
        fail("a closing quote is expected");
        return std::nullopt;
      }
      if (unescaped == nullptr) unescaped = &tree_.unescaped.emplace_back(run);
      ++at_;
      if (!escape(*unescaped)) return std::nullopt;
      plain = at_;
    }
  }

  bool escape(std::string& text) {
    constexpr std::string_view letters = "\"\\/bfnrt";
    constexpr std::string_view meanings = "\"\\/\b\f\n\r\t";
    if (take('u')) return code_point(text);
    const std::size_t which = at_ < text_.size() ? letters.find(text_[at_]) : std::string_view::npos;
    if (which == std::string_view::npos) return fail("no escape of JSON");
    text += meanings[which];
    ++at_;
    return true;
  }

  bool code_point(std::string& text) {
    std::uint32_t code = 0;
    if (!four_digits(code)) return false;
    const bool first_half = code >= 0xD800 && code < 0xDC00;
    if (first_half && take('\\')) {
      std::uint32_t low = 0;
      if (!take('u') || !four_digits(low) || low < 0xDC00 || low > 0xDFFF) return fail("half of a code point");
      code = 0x10000 + ((code - 0xD800) << 10U) + (low - 0xDC00);
    } else if (code >= 0xD800 && code < 0xE000) {
      return fail("half of a code point");
    }
    append_utf8(code, text);
    return true;
  }

  bool four_digits(std::uint32_t& code) {
    if (text_.size() - at_ < 4) return fail("four hexadecimal digits are expected");
    const char* begin = text_.data() + at_;
    constexpr int hexadecimal = 16;
    const auto [end, error] = std::from_chars(begin, begin + 4, code, hexadecimal);
    if (error != std::errc() || end != begin + 4) return fail("four hexadecimal digits are expected");
    at_ += 4;
    return true;
  }

  std::string_view text_;
  JsonLimits limits_;
  std::size_t at_ = 0;
  int depth_ = 0;
  JsonTree tree_;
  std::string problem_;
};

}  // namespace

std::optional<JsonIndex> JsonTree::member(JsonIndex object, std::string_view key) const {
  if (nodes[object].kind != JsonKind::object) return std::nullopt;
  for (JsonIndex i = object + 1; i < nodes[object].end; i = nodes[i].end) {
    if (nodes[i].key == key) return i;
  }
  return std::nullopt;
}

std::vector<JsonIndex> JsonTree::children(JsonIndex parent) const {
  std::vector<JsonIndex> list;
  for (JsonIndex i = parent + 1; i < nodes[parent].end; i = nodes[i].end) list.push_back(i);
  return list;
}

std::string JsonTree::path_of(JsonIndex index) const {
  std::string path;
  JsonIndex at = 0;
  while (at != index) {
    const bool array = nodes[at].kind == JsonKind::array;
    std::size_t position = 0;
    JsonIndex child = at + 1;
    for (; index >= nodes[child].end; child = nodes[child].end) ++position;
    if (array) {
      path += "[" + std::to_string(position) + "]";
    } else {
      if (!path.empty()) path += ".";
      path += nodes[child].key;
    }
    at = child;
  }
  return path;
}

JsonIndex JsonTree::find(std::string_view path) const {
  JsonIndex at = 0;
  while (!path.empty()) {
    const bool element = path.front() == '[';
    if (element || path.front() == '.') path.remove_prefix(1);
    const std::string_view step = path.substr(0, path.find_first_of(element ? "]" : ".["));
    std::optional<JsonIndex> next;
    if (element) {
      std::size_t position = 0;
      std::from_chars(step.data(), step.data() + step.size(), position);
      const std::vector<JsonIndex> elements = children(at);
      if (nodes[at].kind == JsonKind::array && position < elements.size()) next = elements[position];
    } else {
      next = member(at, step);
    }
    if (!next) return at;
    at = *next;
    path.remove_prefix(std::min(path.size(), step.size() + (element ? 1 : 0)));
  }
  return at;
}

JsonResult parse_json(std::string_view text, const JsonLimits& limits) { return Parser(text, limits).run(); }

}  // namespace ampsite
