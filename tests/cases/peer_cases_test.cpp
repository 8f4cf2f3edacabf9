// Load-management cases that other projects published (peer-cases.json names each source), as site files:
// every case with a tree and with currents that a car can be given (6 to 32 A) has to reach the published
// result, or the better one that a per-line max-min fair plan reaches.

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <fstream>
#include <map>
#include <nlohmann/json.hpp>
#include <set>
#include <sstream>
#include <string>
#include <vector>

#include "ampsite/plan/plan.h"
#include "ampsite/rules/validate.h"

using namespace ampsite;
using nlohmann::json;

namespace {

json load_cases_file() {
  std::ifstream file(AMPSITE_SOURCE_DIR "/tests/cases/peer-cases.json");
  REQUIRE(file);
  return json::parse(file);
}

/// Published cases that are no load plan of a tree of AC chargers.
const std::map<std::string, std::string> left_out{
    {"everest-1_1", "published as a patch of 1_0 without a tree: one charger is unplugged, which a plan does not know"},
    {"everest-3", "published without a tree of fuses: a chain of limits in the source's own modules"},
    {"everest-11", "published without a tree, and with DC chargers above 32 A"},
    {"openwb-prio-cp3", "published without a tree, and with priorities among the cars"},
    {"openwb-prio-cp3-cp5", "published without a tree, and with priorities among the cars"},
};

/// The grid lines on the terminals that put a one-phase car of this charger on the line the case names.
std::string wiring_of(const json& charger) {
  if (charger.contains("rotation")) return "[" + charger["rotation"].get<std::string>() + "]";
  if (charger.contains("car_phases")) {
    if (charger["car_phases"] == json{1, 0, 0}) return "[L1, L2, L3]";
    if (charger["car_phases"] == json{0, 1, 0}) return "[L2, L3, L1]";
    if (charger["car_phases"] == json{0, 0, 1}) return "[L3, L1, L2]";
    FAIL("a car on lines that the test does not know: " << charger.dump());
  }
  return "[L1, L2, L3]";
}

bool one_phase(const json& charger) { return charger.contains("car_phases") || charger.value("car_ph", 3) == 1; }

std::string charger_id(const json& charger, std::size_t place) {
  if (charger.contains("evse")) return charger["evse"];
  for (const char* key : {"st", "cp"}) {
    if (charger.contains(key)) return std::to_string(charger[key].get<int>());
  }
  return std::to_string(place);
}

/// The site file that a user would write for the case.
std::string site_text(const json& test_case) {
  const json& tree = test_case["tree"];
  const double limit_a = tree.contains("fuse") ? tree["fuse"][0].get<double>() : tree["limit_A"].get<double>();
  if (tree.contains("fuse")) REQUIRE(tree["fuse"] == json{limit_a, limit_a, limit_a});
  std::string text = fmt::format(
      "ampsite: 1\nsite: {{name: {}}}\ngrid: {{system: TN-S}}\nplanning: {{one_phase_line: terminal}}\n"
      "supply:\n  id: root\n  fuse_a: {}\n  chargers:\n",
      test_case["id"].get<std::string>(), limit_a);
  std::size_t place = 0;
  for (const json& charger : tree["children"]) {
    text += fmt::format("    - {{id: {}, min_a: {}, max_a: {}, phases: {}, fixed: true, vehicle: {{phases: {}}}}}\n",
                        charger_id(charger, place++), charger.value("min", 6), charger["max"].get<double>(),
                        wiring_of(charger), one_phase(charger) ? 1 : 3);
  }
  return text;
}

struct Planned {
  Site site;
  CasePlan declared;

  const ChargerLoad& charger(const std::string& id) const {
    for (std::size_t i = 0; i < site.chargers.size(); ++i) {
      if (site.chargers[i].id.value == id) return declared.chargers[i];
    }
    FAIL("no charger " << id);
    return declared.chargers.front();
  }
};

Planned plan_of(const json& test_case) {
  const std::string text = site_text(test_case);
  INFO(text);
  const SourceText source(test_case["id"], text);
  const Validation validation = validate(source);
  for (const Diagnostic& diagnostic : validation.diagnostics) {
    // AMP208 among them: a case with other currents than a car can be given is no case for a plan.
    if (diagnostic.severity == Severity::error) FAIL_CHECK(diagnostic.rule->id << ": " << diagnostic.finding.message);
  }
  REQUIRE(validation.count(Severity::error) == 0);
  REQUIRE(validation.site);
  const Plan plan = make_plan(*validation.site);
  for (const CasePlan& load : plan.load.cases) {
    if (load.load_case == LoadCase::declared) return {*validation.site, load};
  }
  FAIL("no declared case");
  return {};
}

/// Expected currents by charger id, whether the case gives them as a map or as a list.
std::map<std::string, double> currents_by_id(const json& test_case, const json& currents) {
  std::map<std::string, double> by_id;
  if (currents.is_object()) {
    for (const auto& [id, current_a] : currents.items()) by_id[id] = current_a;
    return by_id;
  }
  std::size_t place = 0;
  for (const json& charger : test_case["tree"]["children"]) {
    const std::string id = charger_id(charger, place);
    by_id[id] = currents.at(place++);
  }
  return by_id;
}

}  // namespace

TEST_CASE("each published case is planned, or left out by name with its reason") {
  const json file = load_cases_file();
  std::set<std::string> ids;
  for (const json& test_case : file["cases"]) {
    const std::string id = test_case["id"];
    INFO(id);
    CHECK(ids.insert(id).second);
    CHECK(test_case.contains("tree") != left_out.contains(id));
  }
  for (const auto& [id, reason] : left_out) {
    INFO(id);
    CHECK(ids.contains(id));
  }
}

TEST_CASE("published cases reach the better of the published currents and a max-min fair plan's") {
  const json file = load_cases_file();
  for (const json& test_case : file["cases"]) {
    if (!test_case.contains("tree")) continue;
    const std::string name = test_case["id"];
    CAPTURE(name);
    const Planned planned = plan_of(test_case);
    const json& target = test_case.contains("our_target_A") ? test_case["our_target_A"] : test_case["expected_A"];
    const json& continuous = target.is_object() && target.contains("continuous") ? target["continuous"] : target;
    const std::map<std::string, double> targets = currents_by_id(test_case, continuous);
    REQUIRE_FALSE(targets.empty());
    CHECK(targets.size() == planned.site.chargers.size());
    for (const auto& [id, current_a] : targets) {
      CAPTURE(id);
      // Published figures are rounded to 3 decimals.
      CHECK(planned.charger(id).fair_a == doctest::Approx(current_a).epsilon(0.0005 / current_a));
    }
    if (target.is_object() && target.contains("integer")) {
      for (const auto& [id, current_a] : currents_by_id(test_case, target["integer"])) {
        CAPTURE(id);
        CHECK(planned.charger(id).setpoint_a == static_cast<int>(current_a));
      }
    }
  }
}

TEST_CASE("the bottleneck that EVerest names for two chargers behind 32 A") {
  const json cases = load_cases_file()["cases"];
  const json& test_case = cases.at(0);
  REQUIRE(test_case["id"] == "everest-1_0");
  const Planned planned = plan_of(test_case);
  CHECK_FALSE(planned.charger("evse1").bottleneck.own_limit());  // "GridConnection_root"
  CHECK(planned.charger("evse1").bottleneck.node == 0);
  CHECK(planned.charger("evse2").bottleneck.own_limit());  // "EVSE2_leave"
}
