#pragma once
// Writes JSON, compact or indented, in the order in which it is told. Numbers stand in their shortest form
// that reads back the same.

#include <cstddef>
#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>

namespace ampsite {

enum class JsonLayout { compact, indented };

class JsonText {
 public:
  explicit JsonText(JsonLayout layout) : indented_(layout == JsonLayout::indented) {}

  void begin_object() { open('{'); }
  void end_object() { close('}'); }
  /// An array of scalars stays on one line in either layout.
  void begin_array() { open('['); }
  void begin_short_array();
  void end_array() { close(']'); }
  void key(std::string_view name);

  void text(std::string_view value);
  void number(double value);
  void boolean(bool value);

  void text(std::string_view name, std::string_view value) { key(name), text(value); }
  void number(std::string_view name, double value) { key(name), number(value); }
  void boolean(std::string_view name, bool value) { key(name), boolean(value); }
  template <class Texts = std::initializer_list<std::string_view>>
  void texts(std::string_view name, const Texts& values) {
    key(name);
    begin_short_array();
    for (const auto& value : values) text(value);
    end_array();
  }

  std::string take() { return std::move(out_); }

 private:
  void separate();
  void new_line();
  void open(char bracket);
  void close(char bracket);

  std::string out_;
  std::size_t depth_ = 0;
  bool indented_;
  bool first_ = true;  ///< nothing stands in the innermost bracket yet
  bool after_key_ = false;
  bool short_ = false;  ///< inside an array that stays on one line
};

}  // namespace ampsite
