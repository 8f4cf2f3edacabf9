#include "ampsite/report/plan_json.h"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "ampsite/source/sha256.h"
#include "ampsite/version.h"
#include "report/findings_fixture.h"
#include "report/plan_fixture.h"

using namespace ampsite;
using namespace ampsite::test;

TEST_CASE("a plan as JSON has every member of the format, currents rounded down") {
  const Site site = read_small_site();
  const Plan plan = small_plan();
  Finding finding;
  finding.message = "limit \xFF";
  finding.entity = "main/K1";
  finding.path = "supply.circuits[0].limit_a";
  finding.help = "lower it";
  const std::vector<Diagnostic> diagnostics{diagnostic(limit_rule, finding)};
  PlanReport report{site, plan, diagnostics, {false}, "d1"};
  const std::string text = plan_json(report);
  const auto expect = [&](const std::string& part) {
    INFO("missing: ", part, "\nin: ", text);
    CHECK(text.find(part) != std::string::npos);
  };
  expect("{\n  \"format\": \"ampsite-plan/1\",\n  \"ampsite\": \"" + std::string(version) +
         "\",\n  \"site\": {\"name\": \"Søndre garasje\", \"reference\": \"P-1\", \"digest\": \"d1\"},\n");
  expect(R"("link_preference": ["wifi", "plc", "lte"],)");
  expect(R"("one_phase_line": "terminal",)");
  expect(R"("connectivity": {
    "chargers": [
      {"id": "A1", "link": "wifi", "access_point": "ap-1", "rssi_dbm": -60.5, "reason": "RSSI -60.5 dBm at ap-1", "changed": false},
      {"id": "A2", "link": "plc", "source": "K1-plc", "reason": "WiFi too weak; 5 m from K1-plc", "changed": true},
      {"id": "B1", "link": "none", "reason": "no 4G coverage", "changed": false}
    ],
    "plc_networks": [
      {"circuit": "K1", "source": "module", "id": "K1-plc", "new": true, "position_m": 15, "terminals": ["L1", "L3", "PE"], "chargers": ["A2"], "farthest_m": 5}
    ],
    "totals": {"wifi": 1, "plc": 1, "lte": 0, "none": 1, "gateways": 0, "new_modules": 1, "sim_activations": 0, "dhcp_addresses": 4, "mb_per_day": 6, "cost": 250}
  },
)");
  expect(R"("wiring": [
      {"charger": "A1", "phases": ["L1", "L2", "L3"], "wiring_id": 13, "one_phase_on": ["L1", "L3"], "fixed": false, "changed": true, "reason": "all lines of its circuit"},
      {"charger": "A2", "phases": ["L1", "L2", "L3"], "wiring_id": 13, "one_phase_on": ["L1", "L3"], "fixed": true, "changed": false},
      {"charger": "B1", "phases": ["L1", "L2", "L3"], "one_phase_on": ["L1", "L3"], "fixed": false, "changed": true}
    ],
)");
  expect(R"("name": "three_phase",
        "guaranteed_min_a": 15.666,
        "total_kw": 18.723,
        "chargers": [
          {"id": "A1", "fair_a": 15.666, "setpoint_a": 16, "power_kw": 6.241, "bottleneck": {"node": "main", "line": "L1"}},
          {"id": "A2", "fair_a": 16, "setpoint_a": 16, "power_kw": 6.241, "bottleneck": {"node": "K1", "line": "L3"}},
          {"id": "B1", "fair_a": 32, "setpoint_a": 0, "power_kw": 6.241, "bottleneck": {"own_limit": true}}
        ],
        "nodes": [
          {"id": "main", "limit_a": {"L1": 63, "L2": 63, "L3": 63}, "current_a": {"L1": 63, "L2": 62.999, "L3": 63}, "utilisation": 1},
          {"id": "K1", "limit_a": {"L1": 32, "L2": 32, "L3": 32}, "current_a": {"L1": 31.666, "L2": 31.666, "L3": 31.666}, "utilisation": 0.989},
          {"id": "K2", "limit_a": {"L1": 16, "L2": 16, "L3": 16}, "current_a": {"L1": 16, "L2": 16, "L3": 16}, "utilisation": 1}
        ],
        "simultaneous": {"count": 2, "chargers": ["A1", "A2"]}
)");
  expect(R"("offline": [
      {"charger": "A1", "offline_a": 16},
      {"charger": "A2", "offline_a": 16},
      {"charger": "B1", "offline_a": 0}
    ]
  },
  "findings": [
)");
  expect("\"message\": \"limit \xEF\xBF\xBD\"");
  expect(R"("resolved_by_plan": false)");
}

TEST_CASE("the digest is that of the canonical site: comments and layout do not change it") {
  const Plan plan = small_plan();
  const std::vector<Diagnostic> none;
  const Site site = read_small_site();
  const Site moved = *read_site(SourceText("b", "# moved\n\n" + small_site)).site;
  const PlanReport report = make_plan_report(site, plan, none);
  CHECK(report.digest == sha256_hex(canonical_json(site)));
  CHECK(make_plan_report(moved, plan, none).digest == report.digest);
}

TEST_CASE("a plan as JSON states the assumptions that it was made with, and no other") {
  const Site site = read_small_site();
  const Plan plan = small_plan();
  const std::vector<Diagnostic> none;
  const auto json = nlohmann::ordered_json::parse(plan_json({site, plan, none, {}, "d1"}));
  std::string keys;
  for (const auto& [key, unused_value] : json["assumptions"].items()) keys += key + " ";
  CHECK(keys == "current_model one_phase_line link_preference keep_links max_gateways plc cost ");
}
