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
    "access_points": [
      {"id": "ap-1", "channel": 6, "changed": true}
    ],
    "totals": {"wifi": 1, "plc": 1, "lte": 0, "none": 1, "gateways": 0, "new_modules": 1, "sim_activations": 0, "dhcp_addresses": 4, "mb_per_day": 6, "cost": 250},
    "proof": [
      {"level": "chargers without a link", "value": 1, "bound": 1, "argument": "B1 has no 4G coverage"},
      {"level": "interference, mW", "value": 1.25e-08, "bound": 5e-09, "argument": "no two channels are alike"}
    ]
  },
)");
  expect(R"("wiring": [
      {"charger": "A1", "phases": ["L1", "L2", "L3"], "wiring_id": 13, "one_phase_on": ["L1", "L3"], "fixed": false, "changed": true, "reason": "all lines of its circuit"},
      {"charger": "A2", "phases": ["L1", "L2", "L3"], "wiring_id": 13, "one_phase_on": ["L1", "L3"], "fixed": true, "changed": false},
      {"charger": "B1", "phases": ["L1", "L2", "L3"], "one_phase_on": ["L1", "L3"], "fixed": false, "changed": true}
    ],
    "wiring_proof": {
      "guaranteed_a": 15.666,
      "upper_bound_a": 18.09,
      "cut": [{"node": "main", "line": "L1", "limit_a": 63, "holds": 2}, {"node": "K2", "line": "L3", "limit_a": 16, "holds": 0}],
      "forced": 3,
      "argument": "3 uses, but the cut holds 2",
      "second": {"state": "reached", "bound_a": [15.666, 16, 31.666]}
    },
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
        "simultaneous": {"count": 2, "upper_bound": 2, "chargers": ["A1", "A2"], "time_share": 0.666},
        "capacity_curve": [
          {"active": 1, "guaranteed_a": 32, "typical_a": 32, "energy_kwh": 127.487},
          {"active": 2, "guaranteed_a": 23.5, "typical_a": 27.75, "energy_kwh": 93.624},
          {"active": 3, "guaranteed_a": 15.666, "typical_a": 15.666, "energy_kwh": 62.416}
        ]
)");
  expect(R"("offline": [
      {"charger": "A1", "offline_a": 16},
      {"charger": "A2", "offline_a": 16},
      {"charger": "B1", "offline_a": 0}
    ],
    "improvements": [
      {"nodes": ["main"], "change": "fuse", "from_a": 63, "to_a": 80, "guaranteed_min_a": 20.25},
      {"nodes": ["K1", "K2"], "change": "limit", "from_a": 16, "why_not": "the fuse of K2 allows no more"}
    ]
  },
  "electrical": {
    "house_numbers": [],
    "circuits": []
  },
  "portal": {
    "network_type": 2,
    "installation_max_current_a": 62.999,
    "available_current_a": {"L1": 63, "L2": 62.999, "L3": 63},
    "circuits": [
      {"id": "K1", "max_current_a": 31.5, "lowered_from_a": 32, "because": "main holds 63 A for 64 A", "chargers": ["A1", "A2"]},
      {"id": "K2", "max_current_a": 16, "chargers": ["B1"]}
    ],
    "within_caps": []
  },
  "materials": [
    {"item": "PLC module", "quantity": 1, "for": "circuit K1"}
  ],
  "firewall": [
    {"protocol": "tcp", "port": 443, "host": "*.example.com"},
    {"protocol": "udp", "port": 123, "host": "time.example.com"}
  ],
  "checklist": [
    {"step": "measure the RSSI at A1", "why": "what was planned may not be what is there", "value": "-60.5 dBm or better"},
    {"step": "open the ports", "why": "a charger without them is offline"}
  ],
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
  CHECK(keys == "current_model one_phase_line link_preference keep_links max_gateways plc cost overnight_h ");
}

TEST_CASE("a plan as JSON leaves out what its proofs do not have, and keeps the lists") {
  const Site site = read_small_site();
  Plan plan = small_plan();
  const std::vector<Diagnostic> none;
  const auto load_of = [&] { return nlohmann::ordered_json::parse(plan_json({site, plan, none, {}, "d1"}))["load"]; };
  plan.load.wiring_proof = WiringProof{};
  plan.load.wiring_proof->own_limit = 2;
  plan.load.wiring_proof->second.optimal = true;
  CHECK(load_of()["wiring_proof"].dump() ==
        R"({"guaranteed_a":0,"upper_bound_a":0,"cut":[],"own_limit":"B1","second":{"state":"optimal","bound_a":[]}})");
  plan.load.wiring_proof.reset();
  plan.load.cases[0].capacity_curve.clear();
  plan.load.improvements.clear();
  const auto load = load_of();
  CHECK_FALSE(load.contains("wiring_proof"));
  CHECK(load["cases"][0]["capacity_curve"].dump() == "[]");
  CHECK(load["improvements"].dump() == "[]");
}

TEST_CASE("a row of numbers stands on one line, however many they are") {
  const Site site = read_small_site();
  Plan plan = small_plan();
  const std::vector<Diagnostic> none;
  plan.load.wiring_proof->second.bound_a.assign(10'000, 15.5);
  const std::string text = plan_json({site, plan, none, {}, "d1"});
  const std::size_t begin = text.find("\"bound_a\": [15.5, 15.5, ");
  REQUIRE(begin != std::string::npos);
  CHECK(text.find(']', begin) < text.find('\n', begin));
}
