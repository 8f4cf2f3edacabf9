#include "ampsite/report/json_report.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace ampsite {

namespace {

/// Whether a text stands in JSON as it is: most do, and need no serializer.
bool is_plain(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return c >= ' ' && c <= '~' && c != '"' && c != '\\'; });
}

std::string in_quotes(std::string_view text) {
  std::string result;
  result.reserve(text.size() + 2);
  return result.append(1, '"').append(text).append(1, '"');
}

std::string scalar_text(const Json& value) {
  if (value.is_string()) {
    const auto& text = value.get_ref<const std::string&>();
    if (is_plain(text)) return in_quotes(text);
  }
  return value.dump(-1, ' ', false, nlohmann::detail::error_handler_t::replace);
}

std::string key_text(std::string_view key) { return (is_plain(key) ? in_quotes(key) : scalar_text(Json(key))) + ": "; }

/// The value on one line, with a space behind each colon and comma.
std::string one_line(const Json& value) {
  if (!value.is_structured()) return scalar_text(value);
  std::string text(1, value.is_object() ? '{' : '[');
  bool first = true;
  for (auto member = value.begin(); member != value.end(); ++member) {
    if (!std::exchange(first, false)) text += ", ";
    if (value.is_object()) text += key_text(member.key());
    text += one_line(member.value());
  }
  return text + (value.is_object() ? '}' : ']');
}

/// A row of numbers is read as one thing, and may have thousands of them.
bool is_row_of_numbers(const Json& value) {
  return value.is_array() && std::all_of(value.begin(), value.end(), [](const Json& v) { return v.is_number(); });
}

}  // namespace

double rounded_down(double value) { return std::floor(value * 1000 + 1e-6) / 1000; }

Json json_number(double value) {
  constexpr double exact_integers = 9007199254740992.0;
  if (std::trunc(value) == value && std::abs(value) < exact_integers) return static_cast<std::int64_t>(value);
  return value;
}

Json json_rounded_down(double value) { return json_number(rounded_down(value)); }

void JsonReport::start_line(std::string_view key) {
  if (!has_members_.empty()) {
    if (has_members_.back()) text_ += ',';
    has_members_.back() = true;
    text_ += '\n';
    text_.append(2 * has_members_.size(), ' ');
  }
  if (!key.empty()) text_ += key_text(key);
}

void JsonReport::begin(std::string_view key, char bracket) {
  start_line(key);
  text_ += bracket;
  has_members_.push_back(false);
}

void JsonReport::end(char bracket) {
  const bool filled = has_members_.back();
  has_members_.pop_back();
  if (filled) {
    text_ += '\n';
    text_.append(2 * has_members_.size(), ' ');
  }
  text_ += bracket;
}

void JsonReport::add(std::string_view key, const Json& value) {
  start_line(key);
  const std::size_t line_start = text_.rfind('\n') + 1;  // 0 on the first line: npos + 1
  write(value, has_members_.size(), text_.size() - line_start);
}

void JsonReport::write(const Json& value, std::size_t depth, std::size_t column) {
  std::string line = one_line(value);
  if (!value.is_structured() || value.empty() || column + line.size() <= line_columns_ || is_row_of_numbers(value)) {
    text_ += line;
    return;
  }
  text_ += value.is_object() ? '{' : '[';
  bool first = true;
  for (auto member = value.begin(); member != value.end(); ++member) {
    text_ += std::exchange(first, false) ? "\n" : ",\n";
    const std::string key = value.is_object() ? key_text(member.key()) : "";
    text_.append(2 * (depth + 1), ' ');
    text_ += key;
    write(member.value(), depth + 1, 2 * (depth + 1) + key.size());
  }
  text_ += '\n';
  text_.append(2 * depth, ' ');
  text_ += value.is_object() ? '}' : ']';
}

std::string JsonReport::take() {
  text_ += '\n';
  return std::exchange(text_, {});
}

}  // namespace ampsite
