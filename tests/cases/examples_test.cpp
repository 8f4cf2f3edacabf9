// The examples, as a user runs them: each validates without an error or a warning, its committed plans are
// reproduced byte for byte, and the numbers that matter in them are those of a calculation by hand.

#include <doctest/doctest.h>

#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>
#include <set>
#include <string>
#include <vector>

#include "support/memory_files.h"
#include "support/repository.h"
#include "support/run_program.h"

using namespace ampsite::test;
using nlohmann::json;

namespace {

MemoryFiles files_with(const std::string& name) {
  const std::string path = "examples/" + name + ".site.yaml";
  return MemoryFiles(std::map<std::string, std::string>{{"/work/" + name + ".site.yaml", repository_file(path)}});
}

/// The plan as committed, which another test holds against the program.
json committed_plan(const std::string& name) { return json::parse(repository_file("examples/" + name + ".plan.json")); }

const json& named(const json& list, const std::string& key, const std::string& value) {
  const auto found = std::find_if(list.begin(), list.end(), [&](const json& entry) { return entry.at(key) == value; });
  if (found == list.end()) FAIL("no " << key << " " << value);
  return *found;
}

/// The load case of a plan: three_phase, single_phase or declared.
const json& load_case(const json& plan, const std::string& name) { return named(plan["load"]["cases"], "name", name); }

const json& charger(const json& load, const std::string& id) { return named(load["chargers"], "id", id); }

/// How many chargers have each setting: {10: 14, 11: 10}.
std::map<int, int> settings(const json& load) {
  std::map<int, int> count;
  for (const json& entry : load["chargers"]) ++count[entry["setpoint_a"].get<int>()];
  return count;
}

/// What holds the chargers down: "main L1" for a full line, "own" for their own maximum.
std::set<std::string> bottlenecks(const json& load) {
  std::set<std::string> places;
  for (const json& entry : load["chargers"]) {
    const json& bottleneck = entry["bottleneck"];
    places.insert(bottleneck.contains("own_limit")
                      ? "own"
                      : bottleneck["node"].get<std::string>() + " " + bottleneck["line"].get<std::string>());
  }
  return places;
}

std::map<std::string, int> one_phase_cars(const json& plan) {
  std::map<std::string, int> count;
  for (const json& entry : plan["load"]["wiring"]) ++count[entry["one_phase_on"].dump()];
  return count;
}

}  // namespace

TEST_CASE("there are examples, and each is without an error or a warning") {
  const std::vector<std::string> names = example_names();
  CHECK(names == std::vector<std::string>{"busbar", "caltech", "cooperative", "manual-figure", "norwegian-it-garage",
                                          "small-house"});
  for (const std::string& name : names) {
    CAPTURE(name);
    MemoryFiles files = files_with(name);
    const Ran ran = run_program({"validate", "--fail-on", "warning", name + ".site.yaml"}, files);
    CHECK_MESSAGE(ran.exit_code == 0, ran.out);
  }
}

TEST_CASE("an example's notes say what a reader of it may still decide") {
  // By rule. AMP207: not all cars fit at once. AMP707: chargers whose link the plan chooses.
  const std::map<std::string, std::string> notes{
      {"busbar", ""},
      {"caltech", "AMP707 "},
      {"cooperative", "AMP207 AMP707 "},
      {"manual-figure", "AMP707 "},
      {"norwegian-it-garage", "AMP707 "},
      {"small-house", ""},
  };
  for (const std::string& name : example_names()) {
    CAPTURE(name);
    std::string found;
    const json plan = committed_plan(name);
    std::set<std::string> arising;
    for (const json& finding : plan["findings"]) {
      if (finding.contains("arises_from_plan")) {
        arising.insert(finding["rule"]);
        continue;
      }
      CHECK(finding["severity"] == "note");
      found += finding["rule"].get<std::string>() + " ";
    }
    CHECK(found == notes.at(name));
    // AMP402: WiFi between -75 and -65 dBm, which the plan uses where the file leaves the link open.
    const bool weak = name == "manual-figure" || name == "norwegian-it-garage";
    CHECK(arising == (weak ? std::set<std::string>{"AMP402"} : std::set<std::string>{}));
  }
}

TEST_CASE("the committed plans of the examples are what the program writes") {
  for (const std::string& name : example_names()) {
    CAPTURE(name);
    MemoryFiles files = files_with(name);
    for (const std::string format : {"json", "text"}) {
      const Ran ran = run_program({"plan", "--format", format, name + ".site.yaml"}, files);
      // Nothing is published of the Caltech garage's network: its chargers stay without a link.
      const bool without_links = name == "caltech";
      CHECK(ran.exit_code == (without_links ? 4 : 0));
      CHECK(ran.err == (without_links ? "warning: the plan leaves 54 chargers without a link\n" : ""));
      CHECK(ran.out == repository_file("examples/" + name + ".plan." + (format == "text" ? "txt" : "json")));
    }
  }
}

TEST_CASE("busbar: 24 chargers share 250 A, three-phase 250/24 = 10.416 A, one-phase 8 a line: 250/8 = 31.25 A") {
  const json plan = committed_plan("busbar");
  const json& three_phase = load_case(plan, "three_phase");
  CHECK(three_phase["guaranteed_min_a"] == 10.416);
  CHECK(bottlenecks(three_phase) == std::set<std::string>{"S1 L1"});
  CHECK(three_phase["simultaneous"]["count"] == 24);
  CHECK(settings(three_phase) == std::map<int, int>{{10, 14}, {11, 10}});  // 14 x 10 + 10 x 11 = 250

  const json& single_phase = load_case(plan, "single_phase");
  CHECK(single_phase["guaranteed_min_a"] == 31.25);
  CHECK(bottlenecks(single_phase) == std::set<std::string>{"S1 L1", "S1 L2", "S1 L3"});
  CHECK(one_phase_cars(plan) == std::map<std::string, int>{{"[\"L1\"]", 8}, {"[\"L2\"]", 8}, {"[\"L3\"]", 8}});

  // The supply is no bottleneck: its portal limit is 280 A, its fuse leaves 400 A - 110 A = 290 A on L2.
  CHECK(named(three_phase["nodes"], "id", "main")["limit_a"]["L2"] == 280);
  CHECK(plan["connectivity"]["totals"]["wifi"] == 24);
  CHECK(plan["connectivity"]["totals"]["dhcp_addresses"] == 24);
}

TEST_CASE("small house: two chargers share the 40 A - 15 A that the household leaves") {
  const json plan = committed_plan("small-house");
  for (const std::string name : {"three_phase", "single_phase"}) {
    CAPTURE(name);
    const json& load = load_case(plan, name);
    CHECK(load["guaranteed_min_a"] == 12.5);
    CHECK(bottlenecks(load) == std::set<std::string>{"main L1"});
    CHECK(settings(load) == std::map<int, int>{{12, 1}, {13, 1}});
    CHECK(load["total_kw"] == 5.75);  // 25 A x 230 V
    CHECK(load["simultaneous"]["count"] == 2);
  }
  CHECK(plan["connectivity"]["totals"]["wifi"] == 2);
}

TEST_CASE("cooperative: 160 A for 40 cars is 4 A each, so 160/6 = 26 charge at once; one-phase 160/14 = 11.428 A") {
  const json plan = committed_plan("cooperative");
  const json& three_phase = load_case(plan, "three_phase");
  CHECK(three_phase["guaranteed_min_a"] == 4);
  CHECK(bottlenecks(three_phase) == std::set<std::string>{"main L1"});
  CHECK(three_phase["simultaneous"]["count"] == 26);

  const json& single_phase = load_case(plan, "single_phase");
  CHECK(single_phase["guaranteed_min_a"] == 11.428);  // 14 cars on one line, 13 on the others
  CHECK(single_phase["simultaneous"]["count"] == 40);
  std::multiset<int> cars;
  for (const auto& [line, count] : one_phase_cars(plan)) cars.insert(count);
  CHECK(cars == std::multiset<int>{13, 13, 14});
}

TEST_CASE("cooperative: the plan keeps every link of the file and finds one for the four new places") {
  const json plan = committed_plan("cooperative");
  const json& chargers = plan["connectivity"]["chargers"];
  CHECK(chargers.size() == 40);
  for (const json& entry : chargers) {
    CAPTURE(entry["id"].get<std::string>());
    CHECK(entry["changed"] == false);
  }
  CHECK(named(chargers, "id", "110")["access_point"] == "ap-1n");
  CHECK(named(chargers, "id", "120")["source"] == "plc-k2");
  // On 4G or 40 m and more from the gateway: where all else is equal the shorter PLC counts.
  CHECK(named(chargers, "id", "309")["link"] == "lte");
  CHECK(named(chargers, "id", "310")["link"] == "lte");
  const json& totals = plan["connectivity"]["totals"];
  CHECK(totals["wifi"] == 19);  // K1: 10, K2: 5, K3: 3, K4: the gateway
  CHECK(totals["plc"] == 14);   // K2: 5, K3: 7, K4: 2
  CHECK(totals["lte"] == 7);    // K4
  CHECK(totals["none"] == 0);
  CHECK(totals["gateways"] == 1);
  CHECK(totals["new_modules"] == 0);
  CHECK(totals["sim_activations"] == 2);
  CHECK(totals["dhcp_addresses"] == 35);  // 19 + 14 and two modules
}

TEST_CASE("caltech: 80 A / 8 in the pods, and what two lines of 150 kVA leave for the others") {
  const json plan = committed_plan("caltech");
  for (const std::string name : {"three_phase", "single_phase"}) {
    CAPTURE(name);
    const json& load = load_case(plan, name);
    CHECK(load["guaranteed_min_a"] == 10);
    CHECK(bottlenecks(load) == std::set<std::string>{"av-pod L1", "cc-pod L1", "secondary L1", "secondary L2"});
    CHECK(charger(load, "CA-324")["fair_a"] == 10);  // AV Pod
    CHECK(charger(load, "CA-322")["fair_a"] == 10);  // CC Pod
    // On line A the 10 stations and two pods between A and B, and at 60 degrees to them 14 between C and A:
    // |10x + 160 + 14x at 60 degrees| = 416.6667 gives 436 x² + 5440 x + 25600 = 416.6667², x = 13.2138 A.
    // Line B is the same with B and C. Line C carries sqrt(3) x 14 x 13.2138 A = 320.4 A only.
    CHECK(charger(load, "CA-308")["fair_a"] == 13.213);
    CHECK(charger(load, "CA-308")["bottleneck"] == json{{"node", "secondary"}, {"line", "L1"}});
    CHECK(charger(load, "CA-304")["fair_a"] == 13.213);
    CHECK(charger(load, "CA-304")["bottleneck"] == json{{"node", "secondary"}, {"line", "L2"}});
    CHECK(charger(load, "CA-307")["fair_a"] == 13.213);
    CHECK(named(load["nodes"], "id", "secondary")["current_a"]["L3"].get<double>() ==
          doctest::Approx(320.4).epsilon(0.0002));
    CHECK(load["simultaneous"]["count"] == 54);
  }
  CHECK(plan["connectivity"]["totals"]["none"] == 54);
}
