#pragma once
// JSON as reports write it: two spaces of indent, keys in the order given, a list or an object on one line
// where it fits there, and a list of numbers always. Large reports are written row by row, so that only one row is held
// as a value.

#include <cstdint>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <vector>

namespace ampsite {

using Json = nlohmann::ordered_json;

/// A number that prints as short as it can: 16, not 16.0. Not for infinities and NaN.
Json json_number(double value);

/// A current, power or other measure in a plan: rounded down to 3 decimals, forgiving the last bits of a sum.
Json json_rounded_down(double value);

/// `value` rounded down to 3 decimals.
double rounded_down(double value);

class JsonReport {
 public:
  /// `line_columns` is how long a line may become before what stands on it is broken up.
  explicit JsonReport(std::size_t line_columns = 120) : line_columns_(line_columns) {}

  void begin_object(std::string_view key = {}) { begin(key, '{'); }
  void end_object() { end('}'); }
  void begin_list(std::string_view key = {}) { begin(key, '['); }
  void end_list() { end(']'); }

  /// A member of the innermost object, or without a key an element of the innermost list.
  void add(std::string_view key, const Json& value);
  void add(const Json& value) { add({}, value); }

  /// The whole text, with a line break at its end. Invalid UTF-8 in strings became U+FFFD.
  std::string take();

 private:
  void start_line(std::string_view key);
  void begin(std::string_view key, char bracket);
  void end(char bracket);
  void write(const Json& value, std::size_t depth, std::size_t column);

  std::size_t line_columns_;
  std::string text_;
  std::vector<bool> has_members_;  // by depth of what is open
};

}  // namespace ampsite
