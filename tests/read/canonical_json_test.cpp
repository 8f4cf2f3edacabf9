#include <doctest/doctest.h>

#include <nlohmann/json.hpp>

#include "read/reading.h"

using namespace ampsite;
using namespace ampsite::test;

TEST_CASE("files that mean the same give the same canonical text") {
  const std::string reference =
      canonical_json(read_good(small_site("limit_a: 50\n  chargers: [{id: A01, max_a: 32, phases: [L1, L2, L3]}]")));
  const std::string same[] = {
      small_site("limit_a: 50.0   # the portal's\n  chargers:\n    - phases: [L1, L2, L3]\n      id: \"A01\""),
      small_site("limit_a: {L3: 50, L2: 5e1, L1: 50}\n  circuits: []\n  chargers: [{id: A01, min_a: 6, phases: [L1, "
                 "L2, L3]}]"),
      small_site(
          "phases: [L1, L2, L3]\n  limit_a: 50\n  chargers: [{fixed: false, id: A01, phases: &p [L1, L2, L3]}]") +
          "planning: {overnight_h: 10, one_phase_line: charger}\n",
  };
  for (const std::string& text : same) {
    INFO(text);
    nlohmann::json other = nlohmann::json::parse(canonical_json(read_good(text)));
    other["supply"].erase("phases");  // stated in one of them; `lines` says what it means
    CHECK(other == nlohmann::json::parse(reference));
  }
}

TEST_CASE("every value that is read changes the canonical text") {
  const std::string reference = canonical_json(read_good(small_site("chargers: [{id: A01}]")));
  const std::string changed[] = {
      small_site("chargers: [{id: A1}]"),
      small_site("chargers: [{id: A01, max_a: 31.5}]"),
      small_site("chargers: [{id: A01, fixed: true, phases: [L1, L2, L3]}]"),
      small_site("base_load_a: {L2: 1}\n  chargers: [{id: A01}]"),
      small_site("circuits: [{id: K1, fuse_a: 32}]\n  chargers: [{id: A01}]"),
      small_site("plc_modules: [{id: m}]\n  chargers: [{id: A01}]"),
      small_site("chargers: [{id: A01}]") + "planning: {max_gateways: 2}\n",
      small_site("chargers: [{id: A01}]") + "network: {firewall: {outbound: [{port: any}]}}\n",
      small_site("chargers: [{id: A01}]") + "network: {access_points: [{id: a, hears: {}, channel: auto}]}\n",
  };
  for (const std::string& text : changed) {
    INFO(text);
    CHECK(canonical_json(read_good(text)) != reference);
  }
}

TEST_CASE("the canonical text is one JSON text, whatever stands in the names") {
  const Site site = read_good(small_site("name: \"a \\\"b\\\" \\\\ \\n \\t \\u00e6\"\n  chargers: [{id: A01}]"));
  CHECK(nlohmann::json::parse(canonical_json(site))["supply"]["name"] == "a \"b\" \\ \n \t \u00e6");
}
