#include <doctest/doctest.h>

#include <cstdlib>
#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>
#include <string>

#include "ampsite/read/read_config.h"
#include "ampsite/read/read_site.h"

using namespace ampsite;
using nlohmann::json;

TEST_CASE("schemas/config.schema.json is what the reader's tables say; AMPSITE_UPDATE_GOLDEN=1 writes it anew") {
  const char* const path = AMPSITE_SOURCE_DIR "/schemas/config.schema.json";
  if (std::getenv("AMPSITE_UPDATE_GOLDEN") != nullptr) {
    std::ofstream file(path, std::ios::binary);
    file << config_schema();
    REQUIRE(file.flush());
    return;
  }
  std::ifstream file(path, std::ios::binary);
  REQUIRE(file);
  std::ostringstream committed;
  committed << file.rdbuf();
  CHECK_MESSAGE(
      committed.str() == config_schema(),
      "schemas/config.schema.json is out of date: run this test with AMPSITE_UPDATE_GOLDEN=1 to write it anew");
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
