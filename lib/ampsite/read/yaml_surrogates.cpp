#include "ampsite/read/yaml_surrogates.h"

#include <charconv>

namespace ampsite {

namespace {

constexpr std::string_view hidden_escapes = "\\uFDD0\\uFDD1";
constexpr std::string_view hidden_characters = "\xEF\xB7\x90\xEF\xB7\x91";
constexpr std::size_t pair_length = 12;

/// The value of \uXXXX at the start of the text; 0 where there is none.
std::uint32_t escape_at(std::string_view text) {
  if (text.size() < 6 || text[0] != '\\' || text[1] != 'u') return 0;
  std::uint32_t value = 0;
  const auto [end, error] = std::from_chars(text.data() + 2, text.data() + 6, value, 16);
  return error == std::errc() && end == text.data() + 6 ? value : 0;
}

/// The character above U+FFFF that the pair at the start of the text stands for; 0 where there is none.
std::uint32_t pair_at(std::string_view text) {
  const std::uint32_t high = escape_at(text);
  if (high < 0xD800 || high > 0xDBFF) return 0;
  const std::uint32_t low = escape_at(text.substr(6));
  if (low < 0xDC00 || low > 0xDFFF) return 0;
  return 0x10000 + ((high - 0xD800) << 10U) + (low - 0xDC00);
}

void append_utf8(std::string& out, std::uint32_t code_point) {
  out += static_cast<char>(0xF0U | (code_point >> 18U));
  out += static_cast<char>(0x80U | ((code_point >> 12U) & 0x3FU));
  out += static_cast<char>(0x80U | ((code_point >> 6U) & 0x3FU));
  out += static_cast<char>(0x80U | (code_point & 0x3FU));
}

}  // namespace

std::optional<std::uint32_t> find_surrogate_pair(std::string_view text, std::uint32_t from) {
  for (std::size_t at = text.find('\\', from); at < text.size(); at = text.find('\\', at + 2)) {
    if (pair_at(text.substr(at)) != 0) return static_cast<std::uint32_t>(at);
  }
  return std::nullopt;
}

std::optional<std::string> hide_surrogate_pairs(std::string_view text) {
  std::optional<std::uint32_t> at = find_surrogate_pair(text, 0);
  if (!at) return std::nullopt;
  std::string hidden(text);
  for (; at; at = find_surrogate_pair(text, *at + pair_length)) hidden.replace(*at, pair_length, hidden_escapes);
  return hidden;
}

std::string restore_surrogate_pairs(std::string_view value, std::string_view raw) {
  std::string restored;
  std::optional<std::uint32_t> pair = find_surrogate_pair(raw, 0);
  while (pair) {
    const std::size_t at = value.find(hidden_characters);
    if (at == std::string_view::npos) break;
    restored += value.substr(0, at);
    append_utf8(restored, pair_at(raw.substr(*pair)));
    value.remove_prefix(at + hidden_characters.size());
    pair = find_surrogate_pair(raw, *pair + pair_length);
  }
  restored += value;
  return restored;
}

}  // namespace ampsite
