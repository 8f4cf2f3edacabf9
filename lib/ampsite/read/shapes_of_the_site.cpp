#include "ampsite/read/shapes_of_the_site.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "ampsite/read/table.h"

namespace ampsite {

namespace {

constexpr Number line_current = not_negative("A", "16", largest_current_a);
constexpr Number level = number("dBm", "-61");
constexpr Integer channel_number{"6", {}, {}, "a whole number or auto"};
constexpr Integer port_number{"443", 1, 65535, "a port from 1 to 65535 or any"};

bool is_word(const Reader& reader, YamlIndex index, std::string_view word) {
  const YamlNode& node = reader.node(index);
  return node.kind == YamlKind::scalar && node.text == word;
}

bool is_mapping(const Reader& reader, YamlIndex index) { return reader.node(index).kind == YamlKind::mapping; }

/// Calls `read(key, value)` for each key of a mapping with free keys, once; the keys that stand twice.
template <class Read>
std::vector<std::string_view> read_free_keys(Reader& reader, YamlIndex mapping, const Read& read) {
  SeenKeys seen;
  std::vector<std::string_view> twice;
  for (MappingWalk walk(reader.tree(), mapping); !walk.done(); walk.next()) {
    reader.enter(walk.text());
    if (const Span* first = seen.find_or_add(walk.text(), reader.span(walk.key()))) {
      report_duplicate_key(reader, reader.span(walk.key()), *first, walk.text());
      twice.push_back(walk.text());
    } else {
      read(walk.key(), walk.value());
    }
    reader.leave();
  }
  return twice;
}

/// Levels by access point, as `rssi_dbm` and `hears` have them; false where a key stands twice.
template <class Entry>
bool read_levels(Reader& reader, YamlIndex mapping, std::vector<Entry>& levels) {
  return read_free_keys(reader, mapping,
                        [&](YamlIndex key, YamlIndex value) {
                          Entry& entry = levels.emplace_back();
                          entry.access_point = stated(std::string(reader.node(key).text), reader.span(key));
                          read_stated(reader, value, level, entry.dbm);
                        })
      .empty();
}

template <class Entry>
void write_levels(JsonText& json, std::vector<Entry> levels) {
  std::sort(levels.begin(), levels.end(),
            [](const Entry& a, const Entry& b) { return a.access_point.value < b.access_point.value; });
  json.begin_object();
  for (const Entry& entry : levels) {
    if (entry.dbm.has_value()) json.number(entry.access_point.value, entry.dbm.value);
  }
  json.end_object();
}

void write_level_map_schema(JsonText& json) {
  json.text("type", "object");
  json.key("additionalProperties");
  json.begin_object();
  json.text("type", "number");
  json.end_object();
}

/// AMP005 at a list where a number or a mapping belongs.
bool is_list(Reader& reader, YamlIndex index, std::string_view expected, std::string_view example) {
  if (reader.node(index).kind != YamlKind::sequence) return false;
  reader.report("AMP005", reader.span(index), fmt::format("{} is a list; {} belongs here", reader.subject(), expected),
                write_instead(reader, example));
  return true;
}

/// {"anyOf": [<a number>, {"const": word}]}
template <class Shape>
void write_or_word(SchemaText& schema, const Shape& shape, std::string_view word) {
  JsonText& json = schema.json();
  json.key("anyOf");
  json.begin_array();
  json.begin_object();
  shape.schema(schema);
  json.end_object();
  json.begin_object();
  json.text("const", word);
  json.end_object();
  json.end_array();
}

}  // namespace

bool LineCurrentsShape::read(Reader& reader, YamlIndex index, LineCurrents& value) const {
  if (is_list(reader, index, "a number in ampere, or one for each line,", "{L1: 16, L2: 16, L3: 16}")) return false;
  if (!is_mapping(reader, index)) {
    Stated<double> current;
    read_stated(reader, index, line_current, current);
    value.line = PerLine<Stated<double>>(current);
    return current.stated();
  }
  value.map = true;
  const auto twice = read_free_keys(reader, index, [&](YamlIndex key, YamlIndex current) {
    constexpr auto lines = Enumeration<Line>::words;
    const std::string_view text = reader.node(key).text;
    const auto line =
        std::find_if(lines.begin(), lines.end(), [&](const Word<Line>& word) { return word.text == text; });
    if (line == lines.end()) {
      report_unknown_key(reader, key, {lines[0].text, lines[1].text, lines[2].text});
    } else {
      read_stated(reader, current, line_current, value.line[line->value]);
    }
  });
  return twice.empty();
}

void LineCurrentsShape::schema(SchemaText& schema) const {
  JsonText& json = schema.json();
  json.key("anyOf");
  json.begin_array();
  json.begin_object();
  line_current.schema(schema);
  json.end_object();
  json.begin_object();
  json.text("type", "object");
  json.key("properties");
  json.begin_object();
  for (const auto& word : Enumeration<Line>::words) {
    json.key(word.text);
    json.begin_object();
    json.text("description", fmt::format("On line {}, in ampere.", word.text));
    line_current.schema(schema);
    json.end_object();
  }
  json.end_object();
  json.boolean("additionalProperties", false);
  json.end_object();
  json.end_array();
}

void LineCurrentsShape::write(JsonText& json, const LineCurrents& value) const {
  json.begin_object();
  for (const auto& word : Enumeration<Line>::words) {
    const Stated<double>& current = value.line[word.value];
    if (current.has_value()) json.number(word.text, current.value);
  }
  json.end_object();
}

bool RssiShape::read(Reader& reader, YamlIndex index, Rssi& value) const {
  if (is_list(reader, index, "a number in dBm, or one for each access point,", "{ap-1: -61}")) return false;
  if (!is_mapping(reader, index)) {
    read_stated(reader, index, level, value.dbm);
    return value.dbm.stated();
  }
  value.map = true;
  return read_levels(reader, index, value.at);
}

void RssiShape::schema(SchemaText& schema) const {
  JsonText& json = schema.json();
  json.key("anyOf");
  json.begin_array();
  json.begin_object();
  level.schema(schema);
  json.end_object();
  json.begin_object();
  write_level_map_schema(json);
  json.end_object();
  json.end_array();
}

void RssiShape::write(JsonText& json, const Rssi& value) const {
  if (value.map) {
    write_levels(json, value.at);
  } else {
    json.number(value.dbm.value);
  }
}

bool HearsShape::read(Reader& reader, YamlIndex index, Value& value) const {
  if (!expect_mapping(reader, index)) return false;
  return read_levels(reader, index, value);
}

void HearsShape::schema(SchemaText& schema) const { write_level_map_schema(schema.json()); }

void HearsShape::write(JsonText& json, const Value& value) const { write_levels(json, value); }

bool ChannelShape::read(Reader& reader, YamlIndex index, Channel& value) const {
  value.automatic = is_word(reader, index, "auto");
  return value.automatic || channel_number.read(reader, index, value.number);
}

void ChannelShape::schema(SchemaText& schema) const { write_or_word(schema, channel_number, "auto"); }

void ChannelShape::write(JsonText& json, Channel value) const {
  if (value.automatic) {
    json.text("auto");
  } else {
    json.number(value.number);
  }
}

bool PortShape::read(Reader& reader, YamlIndex index, int& value) const {
  value = 0;
  return is_word(reader, index, "any") || port_number.read(reader, index, value);
}

void PortShape::schema(SchemaText& schema) const { write_or_word(schema, port_number, "any"); }

void PortShape::write(JsonText& json, int value) const {
  if (value == 0) {
    json.text("any");
  } else {
    json.number(value);
  }
}

namespace {

constexpr Enumeration<Link> link;

/// Reads one link; false with a finding where it stands already.
bool read_link(Reader& reader, YamlIndex index, std::vector<std::pair<Link, Span>>& seen, LinkGroup& group) {
  Link value{};
  if (!link.read(reader, index, value)) return false;
  const auto first = std::find_if(seen.begin(), seen.end(), [&](const auto& other) { return other.first == value; });
  if (first != seen.end()) {
    report_repeated_entry(reader, index, first->second);
    return false;
  }
  seen.emplace_back(value, reader.span(index));
  group.push_back(value);
  return true;
}

/// At most once among the links and the groups of links.
void write_once_schema(JsonText& json, std::string_view word) {
  json.begin_object();
  json.key("contains");
  json.begin_object();
  json.key("anyOf");
  json.begin_array();
  json.begin_object();
  json.text("const", word);
  json.end_object();
  json.begin_object();
  json.text("type", "array");
  json.key("contains");
  json.begin_object();
  json.text("const", word);
  json.end_object();
  json.end_object();
  json.end_array();
  json.end_object();
  json.number("minContains", 0);
  json.number("maxContains", 1);
  json.end_object();
}

}  // namespace

bool LinkPreferenceShape::read(Reader& reader, YamlIndex index, Value& value) const {
  if (!expect_list(reader, index, "a list of links")) return false;
  std::vector<std::pair<Link, Span>> seen;
  Value groups;
  bool good = true;
  for (ListWalk walk(reader.tree(), index); !walk.done(); walk.next()) {
    reader.enter(walk.list_index());
    LinkGroup group;
    if (reader.node(walk.entry()).kind == YamlKind::sequence) {
      std::size_t size = 0;
      for (ListWalk inner(reader.tree(), walk.entry()); !inner.done(); inner.next(), ++size) {
        reader.enter(inner.list_index());
        good = read_link(reader, inner.entry(), seen, group) && good;
        reader.leave();
      }
      good = check_list_size(reader, walk.entry(), size, {.at_least = 1}) && good;
    } else {
      good = read_link(reader, walk.entry(), seen, group) && good;
    }
    groups.push_back(std::move(group));
    reader.leave();
  }
  if (!check_list_size(reader, index, groups.size(), {.at_least = 1}) || !good) return false;
  value = std::move(groups);
  return true;
}

void LinkPreferenceShape::schema(SchemaText& schema) const {
  JsonText& json = schema.json();
  json.text("type", "array");
  json.key("items");
  json.begin_object();
  json.key("anyOf");
  json.begin_array();
  json.begin_object();
  link.schema(schema);
  json.end_object();
  json.begin_object();
  List<LinkGroup, Enumeration<Link>>{link, "", {.at_least = 1, .each_once = true}}.schema(schema);
  json.end_object();
  json.end_array();
  json.end_object();
  write_list_limits(schema, {.at_least = 1, .each_once = true});
  json.key("allOf");
  json.begin_array();
  for (const auto& word : Enumeration<Link>::words) write_once_schema(json, word.text);
  json.end_array();
}

void LinkPreferenceShape::write(JsonText& json, const Value& value) const {
  json.begin_array();
  for (LinkGroup group : value) {
    std::sort(group.begin(), group.end());
    json.begin_short_array();
    for (const Link each : group) link.write(json, each);
    json.end_array();
  }
  json.end_array();
}

}  // namespace ampsite
