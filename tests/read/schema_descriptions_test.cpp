#include <doctest/doctest.h>

#include <cstddef>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "ampsite/read/read_config.h"
#include "ampsite/read/read_site.h"

using namespace ampsite;
using nlohmann::json;

namespace {

/// Where the schema has a key without a description, however deep; what stands below `if` and `contains` asks for
/// a key of elsewhere and is none of its own. `count` is raised by the keys looked at.
std::vector<std::string> keys_without_description(const json& schema, const std::string& at, std::size_t& count) {
  std::vector<std::string> found;
  if (schema.is_object() && schema.contains("properties") && schema["properties"].is_object()) {
    for (const auto& [key, value] : schema["properties"].items()) {
      ++count;
      if (!value.contains("description") || !value["description"].get<std::string>().ends_with(".")) {
        found.push_back(at + "/" + key);
      }
    }
  }
  for (const auto& [key, value] : schema.items()) {
    if (!value.is_structured() || key == "if" || key == "contains") continue;
    for (std::string& place : keys_without_description(value, at + "/" + key, count)) found.push_back(place);
  }
  return found;
}

void check_descriptions(const json& schema, std::size_t least_keys) {
  std::size_t count = 0;
  const auto found = keys_without_description(schema, "", count);
  INFO(json(found).dump(2));
  CHECK(found.empty());
  CHECK(count >= least_keys);
}

}  // namespace

TEST_CASE("an editor can tell what every key of a site file means, at every depth") {
  check_descriptions(json::parse(site_schema()), 100);
}

TEST_CASE("an editor can tell what every key of a config means, at every depth") {
  check_descriptions(json::parse(config_schema()), 30);
}

TEST_CASE("a key without a description is found below an anyOf, and a condition is no key") {
  const json schema = json::parse(R"({
    "properties": {"a": {"description": "A.", "anyOf": [{"properties": {"b": {"type": "number"}}}]}},
    "if": {"properties": {"a": {"const": 1}}}
  })");
  std::size_t count = 0;
  CHECK(keys_without_description(schema, "", count) == std::vector<std::string>{"/properties/a/anyOf/0/b"});
  CHECK(count == 2);
}
