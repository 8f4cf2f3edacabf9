#include "ampsite/read/shapes.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>

#include "ampsite/read/nearest.h"
#include "ampsite/read/scalar.h"
#include "ampsite/source/ascii.h"

namespace ampsite {

namespace {

std::string_view unit_in_words(std::string_view unit) {
  struct Name {
    std::string_view unit;
    std::string_view words;
  };
  constexpr auto names = std::to_array<Name>({{"A", "ampere"},
                                              {"mA", "milliampere"},
                                              {"kA", "kiloampere"},
                                              {"V", "volt"},
                                              {"m", "metre"},
                                              {"mm²", "square millimetre"},
                                              {"h", "hours"},
                                              {"°C", "degrees Celsius"},
                                              {"A²s", "ampere squared seconds"},
                                              {"%", "per cent"}});
  for (const Name& name : names) {
    if (name.unit == unit) return name.words;
  }
  return unit;
}

std::string with_unit(std::string_view number, std::string_view unit) {
  if (unit.empty()) return std::string(number);
  return fmt::format("{} {}", number, unit);
}

std::string expected_number(std::string_view unit) {
  return unit.empty() ? "a number" : fmt::format("a number in {}", unit_in_words(unit));
}

bool same_unit(std::string_view written, std::string_view unit) {
  if (written == unit || written == unit_in_words(unit)) return true;
  return (unit == "mm²" && written == "mm2") || (unit == "A" && written == "a") || (unit == "V" && written == "v");
}

std::string help_for_slip(const Reader& reader, const YamlNode& node, std::string_view unit, std::string_view example) {
  const std::string say = write_instead(reader, example) + ", for example";
  if (!node.plain) {
    if (!is_json_number(node.text)) return say;
    return write_instead(reader, node.text) + ", without quotes";
  }
  const MeantNumber meant = meant_number(node.text);
  const std::string number = write_instead(reader, meant.number);
  switch (meant.slip) {
    case NumberSlip::none:
      return say;
    case NumberSlip::leading_zero:
      return number + ", without the leading zero";
    case NumberSlip::bare_point:
      return number + ", with digits on both sides of a decimal point";
    case NumberSlip::plus_sign:
      return number + ", without the plus sign";
    case NumberSlip::decimal_comma:
      return number + ", with a decimal point";
    case NumberSlip::separator:
      return number + ", without separators";
    case NumberSlip::hexadecimal:
      return number + ", as a decimal number";
    case NumberSlip::unit:
      if (unit.empty()) return number + ", the number alone";
      if (same_unit(meant.unit, unit)) return number + ": the unit is in the key";
      return fmt::format("write the number alone, in {}: the unit is in the key", unit_in_words(unit));
  }
  return say;
}

/// The value of a plain scalar that is a finite number: the way of nearly all values, without any text made.
std::optional<double> plain_number(const Reader& reader, YamlIndex index) {
  const YamlNode& node = reader.node(index);
  if (node.kind != YamlKind::scalar || !node.plain || !is_json_number(node.text)) return {};
  const std::optional<double> value = number_value(node.text);
  return value ? std::optional<double>(*value + 0.0) : std::nullopt;  // no -0
}

/// The finding about a value that is no finite number.
void report_no_number(Reader& reader, YamlIndex index, std::string_view expected, std::string_view unit,
                      std::string_view example) {
  const YamlNode* node = expect_scalar(reader, index, expected, example);
  if (node == nullptr) return;
  const std::string say = write_instead(reader, example) + ", for example";
  if (node->plain && is_json_number(node->text)) {
    reader.report("AMP006", reader.span(index),
                  fmt::format("{} is {}; no number of that size can be used", reader.subject(), describe(*node)), say);
  } else if (node->plain && is_not_finite_word(node->text)) {
    reader.report("AMP006", reader.span(index),
                  fmt::format("{} is {}; it must be a finite number", reader.subject(), node->text), say);
  } else {
    reader.report("AMP005", reader.span(index),
                  fmt::format("{} is {}; {} belongs here", reader.subject(), describe(*node), expected),
                  help_for_slip(reader, *node, unit, example));
  }
}

/// "above 0 A", "at least 0 m and at most 24 m".
std::string range_text(std::optional<double> above, std::optional<double> at_least, std::optional<double> at_most,
                       std::string_view unit) {
  std::vector<std::string> parts;
  if (above) parts.push_back("above " + with_unit(number_text(*above), unit));
  if (at_least) parts.push_back("at least " + with_unit(number_text(*at_least), unit));
  if (at_most) parts.push_back("at most " + with_unit(number_text(*at_most), unit));
  return fmt::format("{}", fmt::join(parts, " and "));
}

bool in_range(Reader& reader, YamlIndex index, double value, std::optional<double> above,
              std::optional<double> at_least, std::optional<double> at_most, std::string_view unit,
              std::string_view example) {
  const bool inside =
      (!above || value > *above) && (!at_least || value >= *at_least) && (!at_most || value <= *at_most);
  if (inside) return true;
  reader.report("AMP006", reader.span(index),
                fmt::format("{} is {}; it must be {}", reader.subject(), with_unit(number_text(value), unit),
                            range_text(above, at_least, at_most, unit)),
                write_instead(reader, example) + ", for example");
  return false;
}

void report_no_scalar(Reader& reader, YamlIndex index, const YamlNode& node, std::string_view expected,
                      std::string_view example) {
  std::string help = write_instead(reader, example) + ", for example";
  if (node.kind == YamlKind::null) help += reader.at_list_entry() ? ", or take the entry out" : ", or take the key out";
  reader.report("AMP005", reader.span(index),
                fmt::format("{} is {}; {} belongs here", reader.subject(), describe(node), expected), std::move(help));
}

/// "2.4, 5 or 6 GHz".
std::string one_of_numbers(const std::vector<double>& values, std::string_view unit) {
  std::string out;
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (i > 0) out += i + 1 == values.size() ? " or " : ", ";
    out += number_text(values[i]);
  }
  return with_unit(out, unit);
}

}  // namespace

std::string write_instead(const Reader& reader, std::string_view value) {
  if (reader.at_list_entry()) return fmt::format("write {}", value);
  return fmt::format("write {}: {}", reader.key(), value);
}

const YamlNode* expect_scalar(Reader& reader, YamlIndex index, std::string_view expected, std::string_view example) {
  const YamlNode& node = reader.node(index);
  if (node.kind == YamlKind::scalar) return &node;
  report_no_scalar(reader, index, node, expected, example);
  return nullptr;
}

bool Number::read(Reader& reader, YamlIndex index, double& value) const {
  const std::optional<double> number = plain_number(reader, index);
  if (!number) report_no_number(reader, index, expected_number(unit), unit, example);
  if (!number || !in_range(reader, index, *number, above, at_least, at_most, unit, example)) return false;
  value = *number;
  return true;
}

void Number::schema(SchemaText& schema) const {
  schema.json().text("type", "number");
  if (above) schema.json().number("exclusiveMinimum", *above);
  if (at_least) schema.json().number("minimum", *at_least);
  if (at_most) schema.json().number("maximum", *at_most);
}

bool Integer::read(Reader& reader, YamlIndex index, int& value) const {
  const std::optional<double> number = plain_number(reader, index);
  if (!number) {
    report_no_number(reader, index, expected, "", example);
    return false;
  }
  if (*number != std::floor(*number)) {
    reader.report("AMP005", reader.span(index),
                  fmt::format("{} is {}; {} belongs here", reader.subject(), number_text(*number), expected),
                  write_instead(reader, example) + ", for example");
    return false;
  }
  if (!in_range(reader, index, *number, {}, at_least, at_most, "", example)) return false;
  // Where a rule judges the range, a number beyond int is as far off as the last int.
  constexpr double least = std::numeric_limits<int>::min();
  constexpr double most = std::numeric_limits<int>::max();
  value = static_cast<int>(std::clamp(*number, least, most));
  return true;
}

void Integer::schema(SchemaText& schema) const {
  schema.json().text("type", "integer");
  if (at_least) schema.json().number("minimum", *at_least);
  if (at_most) schema.json().number("maximum", *at_most);
}

bool Boolean::read(Reader& reader, YamlIndex index, bool& value) const {
  const YamlNode* node = expect_scalar(reader, index, "true or false", "true");
  if (node == nullptr) return false;
  if (node->plain && (node->text == "true" || node->text == "false")) {
    value = node->text == "true";
    return true;
  }
  const std::optional<bool> meant = meant_boolean(node->text);
  reader.report("AMP005", reader.span(index),
                fmt::format("{} is {}; true or false belongs here", reader.subject(), describe(*node)),
                meant ? write_instead(reader, *meant ? "true" : "false") : write_instead(reader, "true or false"));
  return false;
}

void Boolean::schema(SchemaText& schema) const { schema.json().text("type", "boolean"); }

bool Text::read(Reader& reader, YamlIndex index, std::string& value) const {
  const YamlNode* node = expect_scalar(reader, index, "a text", example);
  if (node == nullptr) return false;
  value = node->text;
  return true;
}

void Text::schema(SchemaText& schema) const { schema.json().texts("type", {"string", "number", "boolean"}); }

bool Id::read(Reader& reader, YamlIndex index, std::string& value) const {
  const YamlNode* node = expect_scalar(reader, index, "an id", example);
  if (node == nullptr) return false;
  if (is_id(node->text)) {
    value = node->text;
    return true;
  }
  reader.report("AMP006", reader.span(index),
                fmt::format("{} is {}; an id begins with a letter or digit and has at most 64 letters, digits, '.', "
                            "'_' or '-'",
                            reader.key(), quoted(node->text)),
                fmt::format("write an id without blanks and special letters, for example {}", example));
  return false;
}

void Id::schema(SchemaText& schema) const {
  JsonText& json = schema.json();
  json.key("anyOf");
  json.begin_array();
  json.begin_object();
  json.text("type", "string");
  json.text("pattern", "^[A-Za-z0-9][A-Za-z0-9._-]*$");
  json.number("maxLength", 64);
  json.end_object();
  json.begin_object();
  json.text("type", "number");
  json.number("minimum", 0);
  json.end_object();
  json.begin_object();
  json.text("type", "boolean");
  json.end_object();
  json.end_array();
}

namespace {

std::string help_for_word(std::string_view text, std::span<const std::string_view> words,
                          std::span<const Misnomer> misnomers) {
  const auto same = [&](const Misnomer& misnomer) {
    return std::equal(text.begin(), text.end(), misnomer.text.begin(), misnomer.text.end(),
                      [](char written, char small) { return lower_ascii(written) == small; });
  };
  const auto misnomer = std::find_if(misnomers.begin(), misnomers.end(), same);
  if (misnomer != misnomers.end()) return fmt::format("write {}", misnomer->word);
  const std::string_view near = nearest(text, words);
  return near.empty() ? "choose one of these words" : fmt::format("did you mean {}?", near);
}

}  // namespace

std::optional<std::size_t> read_word(Reader& reader, YamlIndex index, std::span<const std::string_view> words,
                                     std::span<const Misnomer> misnomers) {
  const YamlNode& node = reader.node(index);
  if (node.kind == YamlKind::scalar) {
    const auto found = std::find(words.begin(), words.end(), node.text);
    if (found != words.end()) return static_cast<std::size_t>(found - words.begin());
  }
  const std::string one_of =
      words.size() == 1 ? std::string(words[0]) : fmt::format("one of {}", fmt::join(words, ", "));
  if (expect_scalar(reader, index, one_of, words[0]) == nullptr) return {};
  reader.report("AMP006", reader.span(index),
                fmt::format("{} is {}; it must be {}", reader.subject(), quoted(node.text), one_of),
                help_for_word(node.text, words, misnomers));
  return {};
}

template <class T>
bool OneOf<T>::read(Reader& reader, YamlIndex index, T& value) const {
  const std::optional<double> number = plain_number(reader, index);
  if (!number) {
    report_no_number(reader, index, expected_number(unit), unit, number_text(values.front()));
    return false;
  }
  if (std::find(values.begin(), values.end(), *number) != values.end()) {
    value = static_cast<T>(*number);
    return true;
  }
  reader.report("AMP006", reader.span(index),
                fmt::format("{} is {}; it must be {}", reader.subject(), with_unit(number_text(*number), unit),
                            one_of_numbers(values, unit)),
                help.empty() ? write_instead(reader, one_of_numbers(values, "")) : std::string(help));
  return false;
}

template <class T>
void OneOf<T>::schema(SchemaText& schema) const {
  schema.json().text("type", "number");
  schema.json().key("enum");
  schema.json().begin_short_array();
  for (const double value : values) schema.json().number(value);
  schema.json().end_array();
}

template struct OneOf<int>;
template struct OneOf<double>;

}  // namespace ampsite
