#pragma once
// The shapes that single values of the site file can have: one description of each that the reader reads
// by, the JSON Schema is written from, and the canonical text is written with.
//
// A shape has
//   Value                            what the value becomes
//   bool read(reader, index, value)  true where the value is of the shape, else a finding is added
//   void schema(SchemaText&)         the members of its schema
//   void write(JsonText&, value)     the value as canonical JSON

#include <array>
#include <limits>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "ampsite/read/json_text.h"
#include "ampsite/read/reader.h"
#include "ampsite/read/schema_text.h"
#include "ampsite/read/vocabulary.h"

namespace ampsite {

/// The node where it is a scalar; else null, with an AMP005 that says `expected` ("a number in ampere").
/// `example` is a value to write instead.
const YamlNode* expect_scalar(Reader& reader, YamlIndex index, std::string_view expected, std::string_view example);

/// True where the node is a list; else an AMP005, or an AMP001 for `key:rest`.
bool expect_list(Reader& reader, YamlIndex index, std::string_view expected);

/// True where the node is a mapping; else an AMP005, or an AMP001 for `key:rest`.
bool expect_mapping(Reader& reader, YamlIndex index);

/// "write fuse_a: 63", or "write 63" in a list.
std::string write_instead(const Reader& reader, std::string_view value);

/// AMP002 at a key that stands a second time.
void report_duplicate_key(Reader& reader, Span second, Span first, std::string_view key);

/// A finite number, in its unit.
struct Number {
  using Value = double;
  std::string_view unit;     ///< "A"; empty where it has none
  std::string_view example;  ///< as one would write it
  std::optional<double> above{};
  std::optional<double> at_least{};
  std::optional<double> at_most{};

  bool read(Reader& reader, YamlIndex index, double& value) const;
  void schema(SchemaText& schema) const;
  void write(JsonText& json, double value) const { json.number(value); }
};

/// Any finite number in its unit: its range is a rule's to judge.
constexpr Number number(std::string_view unit, std::string_view example) { return {unit, example}; }
constexpr Number positive(std::string_view unit, std::string_view example, double at_most) {
  return {unit, example, 0.0, {}, at_most};
}
constexpr Number not_negative(std::string_view unit, std::string_view example, double at_most) {
  return {unit, example, {}, 0.0, at_most};
}

/// The largest current, in ampere, and length, in metre: far beyond any installation, so that what is larger is
/// a slip of the pen, and small enough that no sum or product of a plan overflows.
inline constexpr double largest_current_a = 100'000;
inline constexpr double largest_length_m = 100'000;

/// A whole number.
struct Integer {
  using Value = int;
  std::string_view example;
  std::optional<int> at_least{};
  std::optional<int> at_most{};
  std::string_view expected = "a whole number";

  bool read(Reader& reader, YamlIndex index, int& value) const;
  void schema(SchemaText& schema) const;
  void write(JsonText& json, int value) const { json.number(value); }
};

struct Boolean {
  using Value = bool;

  bool read(Reader& reader, YamlIndex index, bool& value) const;
  void schema(SchemaText& schema) const;
  void write(JsonText& json, bool value) const { json.boolean(value); }
};

/// Any scalar, as written.
struct Text {
  using Value = std::string;
  std::string_view example;

  bool read(Reader& reader, YamlIndex index, std::string& value) const;
  void schema(SchemaText& schema) const;
  void write(JsonText& json, const std::string& value) const { json.text(value); }
};

/// An id: a text of the form that ids have.
struct Id {
  using Value = std::string;
  std::string_view example;

  bool read(Reader& reader, YamlIndex index, std::string& value) const;
  void schema(SchemaText& schema) const;
  void write(JsonText& json, const std::string& value) const { json.text(value); }
};

/// A text that is a code of a list: a country, a currency.
struct Code {
  using Value = std::string;
  std::string_view what;   ///< "a country code of two capital letters"
  std::string_view codes;  ///< all of them, each followed by a space
  std::string_view example;

  bool read(Reader& reader, YamlIndex index, std::string& value) const;
  void schema(SchemaText& schema) const;
  void write(JsonText& json, const std::string& value) const { json.text(value); }
};

/// What people write, in small letters, for a word of the file.
struct Misnomer {
  std::string_view text;
  std::string_view word;
};

/// Reads one of some words; its index, or none with a finding.
std::optional<std::size_t> read_word(Reader& reader, YamlIndex index, std::span<const std::string_view> words,
                                     std::span<const Misnomer> misnomers = {});

/// One word of an enumeration's vocabulary.
template <class E>
struct Enumeration {
  using Value = E;
  static constexpr auto words = words_of(E{});
  static constexpr auto texts = [] {
    std::array<std::string_view, words.size()> out;
    for (std::size_t i = 0; i < words.size(); ++i) out[i] = words[i].text;
    return out;
  }();
  static constexpr auto misnomers = [] {
    constexpr auto from = misnomers_of(E{});
    std::array<Misnomer, from.size()> out{};
    for (std::size_t i = 0; i < from.size(); ++i) out[i] = {from[i].text, word_for(from[i].value)};
    return out;
  }();

  bool read(Reader& reader, YamlIndex index, E& value) const {
    const std::optional<std::size_t> found = read_word(reader, index, texts, misnomers);
    if (found) value = words[*found].value;
    return found.has_value();
  }
  void schema(SchemaText& schema) const { schema.json().texts("enum", texts); }
  void write(JsonText& json, E value) const { json.text(word_for(value)); }
};

/// One of a few numbers.
template <class T>
struct OneOf {
  using Value = T;
  std::string_view unit;
  std::vector<double> values;
  std::string_view help{};  ///< what to do about another number, where that is not plain

  bool read(Reader& reader, YamlIndex index, T& value) const;
  void schema(SchemaText& schema) const;
  void write(JsonText& json, T value) const { json.number(static_cast<double>(value)); }
};

extern template struct OneOf<int>;
extern template struct OneOf<double>;

/// What a list may hold.
struct ListLimits {
  std::size_t at_least = 0;
  std::size_t at_most = std::numeric_limits<std::size_t>::max();
  bool each_once = false;
};

bool check_list_size(Reader& reader, YamlIndex index, std::size_t size, const ListLimits& limits);
void report_repeated_entry(Reader& reader, YamlIndex entry, Span first);
void write_list_limits(SchemaText& schema, const ListLimits& limits);

/// A list of values. One entry with a finding leaves the whole list unknown.
template <class Container, class Element>
struct List {
  using Value = Container;
  Element element;
  std::string_view expected;  ///< "a list of lines"
  ListLimits limits{};

  bool read(Reader& reader, YamlIndex index, Container& values) const {
    if (!expect_list(reader, index, expected)) return false;
    values = Container();
    bool all_good = true;
    std::vector<typename Element::Value> seen;
    std::vector<Span> places;
    std::size_t size = 0;
    for (ListWalk walk(reader.tree(), index); !walk.done(); walk.next(), ++size) {
      reader.enter(walk.list_index());
      typename Element::Value value{};
      bool good = element.read(reader, walk.entry(), value);
      if (good && limits.each_once) good = is_new(reader, walk.entry(), value, seen, places);
      if (good) values.push_back(value);
      all_good = all_good && good;
      reader.leave();
    }
    return check_list_size(reader, index, size, limits) && all_good;
  }

  void schema(SchemaText& schema) const {
    schema.json().text("type", "array");
    schema.json().key("items");
    schema.json().begin_object();
    element.schema(schema);
    schema.json().end_object();
    write_list_limits(schema, limits);
  }

  void write(JsonText& json, const Container& values) const {
    json.begin_short_array();
    for (const auto& value : values) element.write(json, value);
    json.end_array();
  }

 private:
  /// The vocabularies of such lists are short, so what was seen stays short too.
  static bool is_new(Reader& reader, YamlIndex entry, const typename Element::Value& value,
                     std::vector<typename Element::Value>& seen, std::vector<Span>& places) {
    for (std::size_t i = 0; i < seen.size(); ++i) {
      if (!(seen[i] == value)) continue;
      report_repeated_entry(reader, entry, places[i]);
      return false;
    }
    seen.push_back(value);
    places.push_back(reader.span(entry));
    return true;
  }
};

/// Reads a value and says what became of it.
template <class Shape, class T>
void read_stated(Reader& reader, YamlIndex index, const Shape& shape, Stated<T>& out) {
  out.span = reader.span(index);
  out.presence = shape.read(reader, index, out.value) ? Presence::stated : Presence::unknown;
}

}  // namespace ampsite
