#include "ampsite/read/read_config.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

#include "ampsite/read/shapes_of_the_site.h"
#include "ampsite/read/tables/tables.h"
#include "ampsite/source/severity_words.h"

namespace ampsite {

namespace {

/// One of some words, kept as text.
struct WordOf {
  using Value = std::string;
  std::array<std::string_view, 4> words;

  bool read(Reader& reader, YamlIndex index, std::string& value) const {
    const auto found = read_word(reader, index, words);
    if (found) value = words[*found];
    return found.has_value();
  }
  void schema(SchemaText& schema) const { schema.json().texts("enum", words); }
  void write(JsonText& json, const std::string& value) const { json.text(value); }
};

constexpr WordOf severity_level{severity_levels};
constexpr WordOf fail_level{fail_levels};

void read_severities(Reader& reader, YamlIndex index, Config& config) {
  if (!expect_mapping(reader, index)) return;
  SeenKeys seen;
  for (MappingWalk walk(reader.tree(), index); !walk.done(); walk.next()) {
    reader.enter(walk.text());
    const Span place = reader.span(walk.key());
    if (const Span* first = seen.find_or_add(walk.text(), place)) {
      report_duplicate_key(reader, place, *first, walk.text());
    } else {
      ConfigSeverity& entry = config.severity.emplace_back();
      entry.rule = stated(std::string(walk.text()), place);
      entry.rule_span = place;
      read_stated(reader, walk.value(), severity_level, entry.level);
    }
    reader.leave();
  }
}

void write_severities_schema(SchemaText& schema) {
  JsonText& json = schema.json();
  json.text("type", "object");
  json.key("propertyNames");
  json.begin_object();
  json.text("pattern", "^AMP[0-9]{3}$");
  json.end_object();
  json.key("additionalProperties");
  json.begin_object();
  severity_level.schema(schema);
  json.end_object();
}

/// "a/../b", or ".." alone.
bool leads_upward(std::string_view path) { return ("/" + std::string(path) + "/").find("/../") != std::string::npos; }

/// A pattern of paths below the config's folder, which "./" in front stands for, and "/" where it is read.
struct Glob {
  using Value = std::string;

  bool read(Reader& reader, YamlIndex index, std::string& value) const {
    if (!Text{"old/**"}.read(reader, index, value)) return false;
    if (value.starts_with('!')) {
      reader.report("AMP006", reader.span(index), "a pattern with ! in front cannot take back what another excludes",
                    "take it out, and write the others so that they leave such files alone");
      return false;
    }
    if (leads_upward(value)) {
      reader.report("AMP006", reader.span(index), "a pattern with .. leads out of the config's folder",
                    "write it from that folder, or put it into a config in the folder above");
      return false;
    }
    const bool from_here = value.starts_with("./");
    while (value.starts_with("./")) value.erase(0, 2);
    if (from_here) value.insert(0, 1, '/');
    return true;
  }
  void schema(SchemaText& schema) const {
    Text{}.schema(schema);
    schema.json().text("pattern", R"(^(?!!|(.*/)?\.\.(/|$)))");
  }
  void write(JsonText& json, const std::string& value) const { json.text(value); }
};

constexpr List<std::vector<std::string>, Glob> globs{{}, "a list of globs"};

template <class T>
bool same(const Stated<T>& a, const Stated<T>& b) {
  return a.presence == b.presence && !a.unknown() && a.value == b.value;
}

/// The two are of one table, and stand in the same place of it.
bool same_place(const HouseNumber& a, const HouseNumber& b) {
  return same(a.table, b.table) && same(a.material, b.material) && same(a.insulation, b.insulation) &&
         same(a.method, b.method) && same(a.loaded, b.loaded) && same(a.arrangement, b.arrangement) &&
         same(a.device, b.device) && same(a.at, b.at);
}

/// AMP002 at a number whose place in its table another has filled.
void report_repeated_numbers(Reader& reader, const std::vector<HouseNumber>& numbers) {
  for (std::size_t i = 0; i < numbers.size(); ++i) {
    if (!numbers[i].table.stated()) continue;
    const auto first = std::find_if(numbers.begin(), numbers.begin() + static_cast<std::ptrdiff_t>(i),
                                    [&](const HouseNumber& other) { return same_place(other, numbers[i]); });
    const auto before = first - numbers.begin();
    if (static_cast<std::size_t>(before) == i) continue;
    Finding& finding = reader.report("AMP002", numbers[i].table.span,
                                     fmt::format("the place of tables[{}] in {} stands here a second time", before,
                                                 word_for(numbers[i].table.value)),
                                     "keep one of the two numbers and take out the other");
    finding.related.push_back({first->table.span, "it stands here first"});
  }
}

ObjectList<HouseNumber> house_numbers() { return {object(house_number_table()), "a list of numbers"}; }

Field<Config> own_row(std::string_view key, std::string_view description, void (*read)(Reader&, YamlIndex, Config&),
                      void (*write_schema)(SchemaText&)) {
  Field<Config> row{key, description};
  row.read = read;
  row.mark = [](Config&, Mark) {};
  row.schema = [write_schema](SchemaText& schema, const Config&) { write_schema(schema); };
  return row;
}

const Table<Config>& config_table() {
  static const auto table = make_table<Config>(
      {"config",
       {
           own_row("severity", "The house's severity of rules: error, warning, note or off.", read_severities,
                   write_severities_schema),
           own_row(
               "exclude", "Globs of files that are not checked, relative to the config's folder.",
               [](Reader& reader, YamlIndex index, Config& config) {
                 if (!globs.read(reader, index, config.exclude)) config.exclude.clear();
               },
               [](SchemaText& schema) { globs.schema(schema); }),
           own_row(
               "planning", "The house's defaults of what plans assume.",
               [](Reader& reader, YamlIndex index, Config& config) {
                 object(planning_table()).read(reader, index, config.planning);
               },
               [](SchemaText& schema) { object(planning_table()).schema(schema); }),
           own_row(
               "tables", "Numbers of the electrical tables that the house replaces, each with its source.",
               [](Reader& reader, YamlIndex index, Config& config) {
                 house_numbers().read(reader, index, config.tables);
                 report_repeated_numbers(reader, config.tables);
               },
               [](SchemaText& schema) { house_numbers().schema(schema); }),
           field<&Config::fail_on>("fail_on", fail_level, "The least severity that makes the program fail."),
       }});
  return table;
}

/// Only blank lines and comments: every key of a config may be left out.
bool says_nothing(const SourceText& source) {
  for (int i = 1; i <= source.line_count(); ++i) {
    const std::string_view line = source.line(i);
    const std::size_t begin = line.find_first_not_of(" \t");
    if (begin != std::string_view::npos && line[begin] != '#') return false;
  }
  return true;
}

}  // namespace

ConfigResult read_config(const SourceText& source) {
  ConfigResult result;
  if (says_nothing(source)) return result;
  YamlResult yaml = parse_yaml(source);
  result.findings = std::move(yaml.findings);
  if (!yaml.tree) return result;
  Reader reader(*yaml.tree);
  object(config_table()).read(reader, yaml.tree->root(), result.config);
  result.findings = reader.take_findings();
  return result;
}

std::string config_schema() {
  return file_schema(
      "ampsite config file",
      "What a house does otherwise, .ampsite.yaml: severities of rules, files that are not checked, what "
      "plans assume. Units stand in the keys: _m metre, _h hours, _pct per cent.",
      config_table());
}

}  // namespace ampsite
