#include "ampsite/read/json_text.h"

#include <fmt/format.h>

#include "ampsite/read/scalar.h"

namespace ampsite {

void JsonText::new_line() {
  out_ += '\n';
  out_.append(2 * depth_, ' ');
}

void JsonText::separate() {
  if (after_key_) {
    after_key_ = false;
    return;
  }
  if (!first_) out_ += ',';
  if (short_) {
    if (!first_ && indented_) out_ += ' ';
  } else if (indented_ && depth_ > 0) {
    new_line();
  }
  first_ = false;
}

void JsonText::open(char bracket) {
  separate();
  out_ += bracket;
  ++depth_;
  first_ = true;
}

void JsonText::begin_short_array() {
  open('[');
  short_ = true;
}

void JsonText::close(char bracket) {
  --depth_;
  if (indented_ && !first_ && !short_) new_line();
  short_ = false;
  out_ += bracket;
  first_ = false;
}

void JsonText::key(std::string_view name) {
  text(name);
  out_ += indented_ ? ": " : ":";
  after_key_ = true;
}

void JsonText::text(std::string_view value) {
  separate();
  out_ += '"';
  for (const char c : value) {
    if (c == '"' || c == '\\') {
      out_ += '\\';
      out_ += c;
    } else if (static_cast<unsigned char>(c) < 0x20) {
      out_ += fmt::format("\\u{:04x}", static_cast<unsigned>(c));
    } else {
      out_ += c;
    }
  }
  out_ += '"';
}

void JsonText::number(double value) {
  separate();
  out_ += number_text(value);
}

void JsonText::boolean(bool value) {
  separate();
  out_ += value ? "true" : "false";
}

}  // namespace ampsite
