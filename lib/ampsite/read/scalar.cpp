#include "ampsite/read/scalar.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <cstdint>
#include <system_error>

#include "ampsite/source/ascii.h"

namespace ampsite {

namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

std::string lower(std::string_view text) {
  std::string out(text);
  std::transform(out.begin(), out.end(), out.begin(), lower_ascii);
  return out;
}

std::size_t skip_digits(std::string_view text, std::size_t at) {
  while (at < text.size() && is_digit(text[at])) ++at;
  return at;
}

/// The length of the longest beginning that is a JSON number; 0 where none is.
std::size_t json_number_length(std::string_view text) {
  std::size_t at = 0;
  if (at < text.size() && text[at] == '-') ++at;
  const std::size_t whole = at;
  at = skip_digits(text, at);
  if (at == whole) return 0;
  if (text[whole] == '0' && at > whole + 1) return 0;
  if (at + 1 < text.size() && text[at] == '.' && is_digit(text[at + 1])) at = skip_digits(text, at + 1);
  if (at < text.size() && (text[at] == 'e' || text[at] == 'E')) {
    std::size_t exponent = at + 1;
    if (exponent < text.size() && (text[exponent] == '+' || text[exponent] == '-')) ++exponent;
    const std::size_t end = skip_digits(text, exponent);
    if (end > exponent) at = end;
  }
  return at;
}

MeantNumber slip_if_number(NumberSlip slip, std::string number) {
  if (!is_json_number(number)) return {};
  return {slip, std::move(number), {}};
}

std::string without(std::string_view text, std::string_view characters) {
  std::string out;
  for (const char c : text) {
    if (characters.find(c) == std::string_view::npos) out.push_back(c);
  }
  return out;
}

MeantNumber meant_hexadecimal(std::string_view text) {
  std::uint32_t value = 0;
  const auto [end, error] = std::from_chars(text.data() + 2, text.data() + text.size(), value, 16);
  if (error != std::errc() || end != text.data() + text.size()) return {};
  return {NumberSlip::hexadecimal, std::to_string(value), {}};
}

/// 063 as 63, -.5 as -0.5, 5. as 5.
std::string tidied(std::string_view text) {
  std::string sign;
  if (text.starts_with('-')) {
    sign = "-";
    text.remove_prefix(1);
  }
  while (text.size() > 1 && text[0] == '0' && is_digit(text[1])) text.remove_prefix(1);
  std::string out = text.starts_with('.') ? "0" + std::string(text) : std::string(text);
  if (out.ends_with('.')) out.pop_back();
  return sign + out;
}

}  // namespace

bool is_json_number(std::string_view text) {
  const std::size_t length = json_number_length(text);
  return length > 0 && length == text.size();
}

std::optional<double> number_value(std::string_view json_number) {
  double value = 0;
  const auto [end, error] = std::from_chars(json_number.data(), json_number.data() + json_number.size(), value);
  if (error != std::errc() || end != json_number.data() + json_number.size() || !std::isfinite(value)) return {};
  return value;
}

bool is_not_finite_word(std::string_view text) {
  if (text.starts_with('+') || text.starts_with('-')) text.remove_prefix(1);
  constexpr std::array<std::string_view, 6> words{".nan", ".NaN", ".NAN", ".inf", ".Inf", ".INF"};
  return std::find(words.begin(), words.end(), text) != words.end();
}

MeantNumber meant_number(std::string_view text) {
  if (text.empty() || text.size() > 40) return {};
  if (text.size() > 2 && text[0] == '0' && (text[1] == 'x' || text[1] == 'X')) return meant_hexadecimal(text);
  if (text[0] == '+') return slip_if_number(NumberSlip::plus_sign, tidied(text.substr(1)));
  if (std::count(text.begin(), text.end(), ',') == 1) {
    std::string point(text);
    point[point.find(',')] = '.';
    return slip_if_number(NumberSlip::decimal_comma, tidied(point));
  }
  if (text.find_first_of("_'") != std::string_view::npos) {
    return slip_if_number(NumberSlip::separator, tidied(without(text, "_'")));
  }
  const std::string tidy = tidied(text);
  if (tidy != text && is_json_number(tidy)) {
    const bool point = text.starts_with('.') || text.starts_with("-.") || text.ends_with('.');
    return {point ? NumberSlip::bare_point : NumberSlip::leading_zero, tidy, {}};
  }
  const std::size_t length = json_number_length(text);
  if (length == 0 || length == text.size()) return {};
  std::string_view unit = text.substr(length);
  while (unit.starts_with(' ')) unit.remove_prefix(1);
  // Beyond ASCII there are the degree sign, the micro sign and the small two.
  const bool is_unit = !unit.empty() && unit.size() <= 8 &&
                       (is_letter(unit[0]) || unit[0] == '%' || (static_cast<unsigned char>(unit[0]) & 0x80U) != 0);
  if (!is_unit) return {};
  return {NumberSlip::unit, std::string(text.substr(0, length)), std::string(unit)};
}

std::optional<bool> meant_boolean(std::string_view text) {
  const std::string word = lower(text);
  if (word == "true" || word == "yes" || word == "on" || word == "y" || word == "1") return true;
  if (word == "false" || word == "no" || word == "off" || word == "n" || word == "0") return false;
  return {};
}

std::string number_text(double value) {
  if (value == 0) return "0";  // never "-0"
  // 100000 is no harder to read than 1e+05, and people write it so.
  const double size = std::fabs(value);
  const auto format = size >= 1e-4 && size < 1e15 ? std::chars_format::fixed : std::chars_format::general;
  std::array<char, 32> buffer{};
  const auto result = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value, format);
  return {buffer.data(), result.ptr};
}

}  // namespace ampsite
