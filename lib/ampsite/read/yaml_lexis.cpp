#include "ampsite/read/yaml_lexis.h"

namespace ampsite {

std::optional<std::uint32_t> match_ignoring_white(std::string_view text, std::uint32_t begin, std::string_view value) {
  std::size_t end = begin;
  std::size_t at = begin;
  for (const char c : value) {
    if (is_white(c)) continue;
    while (at < text.size() && is_white(text[at])) ++at;
    if (at == text.size() || text[at] != c) return std::nullopt;
    end = ++at;
  }
  return static_cast<std::uint32_t>(end);
}

std::optional<std::uint32_t> end_of_quoted(std::string_view text, std::uint32_t begin) {
  const char quote = text[begin];
  for (std::size_t at = begin + 1; at < text.size(); ++at) {
    if (text[at] == '\\' && quote == '"') {
      ++at;
    } else if (text[at] == quote) {
      const bool doubled = quote == '\'' && at + 1 < text.size() && text[at + 1] == quote;
      if (!doubled) return static_cast<std::uint32_t>(at + 1);
      ++at;
    }
  }
  return std::nullopt;
}

std::optional<std::uint32_t> colon_without_space(std::string_view text) {
  const auto in_word = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '.' ||
           c == '-';
  };
  std::size_t at = 0;
  while (at < text.size() && in_word(text[at])) ++at;
  if (at == 0 || at + 1 >= text.size() || text[at] != ':') return std::nullopt;
  if (is_white(text[at + 1]) || text[at + 1] == '/') return std::nullopt;
  return static_cast<std::uint32_t>(at);
}

}  // namespace ampsite
