#include <doctest/doctest.h>

#include <nlohmann/json.hpp>
#include <string>

#include "ampsite/read/read_site.h"
#include "read/committed_schema.h"

using namespace ampsite;
using namespace ampsite::test;
using nlohmann::json;

TEST_CASE("schemas/site.schema.json is what the reader's tables say; AMPSITE_UPDATE_GOLDEN=1 writes it anew") {
  check_committed_schema("schemas/site.schema.json", site_schema());
}

TEST_CASE("every key of the schema has a description, and numbers with a unit name it") {
  const json schema = json::parse(site_schema());
  for (const auto& [name, definition] : schema["$defs"].items()) {
    CHECK(definition["additionalProperties"] == false);
    for (const auto& [key, value] : definition["properties"].items()) {
      INFO(name << "." << key);
      const std::string description = value["description"];
      CHECK(description.ends_with("."));
      if (key.ends_with("_a")) CHECK(description.find("ampere") != std::string::npos);
      if (key.ends_with("_m")) CHECK(description.find("metre") != std::string::npos);
      if (key.ends_with("_ka")) CHECK(description.find("kiloampere") != std::string::npos);
      if (key.ends_with("_dbm")) CHECK(description.find("dBm") != std::string::npos);
    }
  }
}

TEST_CASE("defaults, ranges and words stand in the schema; ranges that rules judge do not") {
  const json definitions = json::parse(site_schema())["$defs"];
  const json& charger = definitions["charger"]["properties"];
  CHECK(charger["max_a"]["default"] == 32);
  CHECK_FALSE(charger["max_a"].contains("maximum"));
  CHECK_FALSE(charger["min_a"].contains("minimum"));
  CHECK(charger["rssi_dbm"]["anyOf"][0] == json{{"type", "number"}});
  CHECK(charger["link"]["enum"] == json{"wifi", "plc", "lte"});
  CHECK(definitions["access_point"]["properties"]["channel"]["anyOf"][0] == json{{"type", "integer"}});
  CHECK(definitions["planning"]["properties"]["link_preference"]["default"] ==
        json::parse(R"([["wifi"], ["plc"], ["lte"]])"));
  CHECK(definitions["circuit"]["properties"].contains("position_m"));
  CHECK_FALSE(definitions["supply"]["properties"].contains("position_m"));
  CHECK(definitions["circuit"]["required"] == json{"id"});
}
