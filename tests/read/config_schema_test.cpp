#include <doctest/doctest.h>

#include <nlohmann/json.hpp>
#include <string>

#include "ampsite/read/read_config.h"
#include "ampsite/read/read_site.h"
#include "read/committed_schema.h"

using namespace ampsite;
using namespace ampsite::test;
using nlohmann::json;

TEST_CASE("schemas/config.schema.json is what the reader's tables say; AMPSITE_UPDATE_GOLDEN=1 writes it anew") {
  check_committed_schema("schemas/config.schema.json", config_schema());
}

TEST_CASE("every key of a config has a description, and the words that it may have") {
  const json schema = json::parse(config_schema());
  CHECK(schema["additionalProperties"] == false);
  const json& keys = schema["properties"];
  for (const auto& [key, value] : keys.items()) {
    INFO(key);
    CHECK(value["description"].get<std::string>().ends_with("."));
  }
  CHECK(keys["severity"]["propertyNames"]["pattern"] == "^AMP[0-9]{3}$");
  CHECK(keys["severity"]["additionalProperties"]["enum"] == json{"error", "warning", "note", "off"});
  CHECK(keys["exclude"]["type"] == "array");
  CHECK(keys["fail_on"]["enum"] == json{"error", "warning", "note", "never"});
}

TEST_CASE("planning says the same in a config as in a site file") {
  const json config = json::parse(config_schema());
  const json site = json::parse(site_schema());
  CHECK(config["properties"]["planning"]["$ref"] == "#/$defs/planning");
  CHECK(config["$defs"]["planning"] == site["$defs"]["planning"]);
}
