// What shapes and tables have to say about lists, mappings and keys.

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "ampsite/read/nearest.h"
#include "ampsite/read/table.h"

namespace ampsite {

namespace {

/// `name:Foo` where YAML needs `name: Foo`: the text before the colon, or empty.
std::string_view key_without_space(const YamlNode& node) {
  if (node.kind != YamlKind::scalar || !node.plain) return {};
  const std::size_t colon = node.text.find(':');
  if (colon == std::string_view::npos || colon == 0 || colon + 1 == node.text.size()) return {};
  const std::string_view key = node.text.substr(0, colon);
  for (const char c : key) {
    const bool of_keys = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
    if (!of_keys) return {};
  }
  return key;
}

void stop_at_missing_space(Reader& reader, Span span, std::string_view key) {
  reader.stop(span, fmt::format("there is no space behind the colon of \"{}:\"", key),
              fmt::format("write \"{}: \" with a space, and the value behind it", key));
}

std::string example_list(const YamlNode& node) {
  return node.kind == YamlKind::scalar && node.text.size() <= 20 ? fmt::format("[{}]", node.text) : "[]";
}

}  // namespace

bool expect_list(Reader& reader, YamlIndex index, std::string_view expected) {
  const YamlNode& node = reader.node(index);
  if (node.kind == YamlKind::sequence) return true;
  const std::string help = node.kind == YamlKind::mapping ? "begin each entry with a dash: \"- \""
                           : node.kind == YamlKind::null
                               ? fmt::format("write {}: [] for none, or take the key out", reader.key())
                               : fmt::format("write {}: {}", reader.key(), example_list(node));
  reader.report("AMP005", reader.span(index),
                fmt::format("{} is {}; {} belongs here", reader.subject(), describe(node), expected), help);
  return false;
}

bool expect_mapping(Reader& reader, YamlIndex index) {
  const YamlNode& node = reader.node(index);
  if (node.kind == YamlKind::mapping) return true;
  const std::string_view key = key_without_space(node);
  if (!key.empty()) {
    stop_at_missing_space(reader, reader.span(index), key);
    return false;
  }
  const std::string help = node.kind == YamlKind::sequence ? "take out the dash or the square brackets"
                           : node.kind == YamlKind::null   ? "write the keys below it, further in, or take it out"
                                                           : "write keys and values: \"key: value\"";
  reader.report("AMP005", reader.span(index),
                fmt::format("{} is {}; keys with values belong here", reader.subject(), describe(node)), help);
  return false;
}

void report_duplicate_key(Reader& reader, Span second, Span first, std::string_view key) {
  Finding& finding = reader.report("AMP002", second, fmt::format("{} stands here a second time", reader.subject()),
                                   fmt::format("keep one of the two \"{}:\" and take out the other", key));
  finding.related.push_back({first, "it stands here first"});
}

void report_repeated_entry(Reader& reader, YamlIndex entry, Span first) {
  Finding& finding = reader.report("AMP006", reader.span(entry),
                                   fmt::format("{} repeats an entry of {}", reader.subject(), reader.key()),
                                   "take out one of the two");
  finding.related.push_back({first, "it stands here first"});
}

bool check_list_size(Reader& reader, YamlIndex index, std::size_t size, const ListLimits& limits) {
  if (size < limits.at_least) {
    reader.report("AMP006", reader.span(index),
                  fmt::format("{} has no entry; it must have at least {}", reader.subject(), limits.at_least),
                  fmt::format("fill the list, or take {} out", reader.key()));
    return false;
  }
  if (size > limits.at_most) {
    reader.report("AMP006", reader.span(index),
                  fmt::format("{} has {} entries; it must have at most {}", reader.subject(), size, limits.at_most),
                  fmt::format("leave at most {} entries", limits.at_most));
    return false;
  }
  return true;
}

void write_list_limits(SchemaText& schema, const ListLimits& limits) {
  if (limits.at_least > 0) schema.json().number("minItems", static_cast<double>(limits.at_least));
  if (limits.at_most < std::numeric_limits<std::size_t>::max()) {
    schema.json().number("maxItems", static_cast<double>(limits.at_most));
  }
  if (limits.each_once) schema.json().boolean("uniqueItems", true);
}

void report_missing_key(Reader& reader, YamlIndex mapping, std::string_view key, std::string_view why) {
  Span place = reader.start_of(mapping);
  for (MappingWalk walk(reader.tree(), mapping); !walk.done(); walk.next()) {
    if (walk.text() == "id" && reader.node(walk.value()).kind == YamlKind::scalar) place = reader.span(walk.value());
  }
  const std::string owner = reader.subject();
  reader.enter(key);
  reader.report("AMP004", place, fmt::format("{} has no {}: {}", owner, key, why),
                fmt::format("add \"{}: \" with its value", key));
  reader.leave();
}

}  // namespace ampsite
