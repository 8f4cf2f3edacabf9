// A plan has only finite numbers, whatever numbers a file has that can be planned.

#include <doctest/doctest.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <random>
#include <regex>
#include <string>
#include <string_view>
#include <vector>

#include "ampsite/plan/plan.h"
#include "ampsite/report/plan_json.h"
#include "ampsite/report/plan_text.h"
#include "ampsite/rules/validate.h"
#include "support/repository.h"

using namespace ampsite;
using namespace ampsite::test;

namespace {

struct Place {
  std::size_t begin;
  std::size_t size;
};

bool part_of_number(char c) { return (c >= '0' && c <= '9') || c == '.' || c == '-'; }

/// Where the values that are numbers stand in a text without comments.
std::vector<Place> numbers_of(const std::string& text) {
  std::vector<Place> places;
  for (std::size_t at = text.find(": "); at != std::string::npos; at = text.find(": ", at)) {
    at += 2;
    std::size_t end = at;
    while (end < text.size() && part_of_number(text[end])) ++end;
    const bool number = end > at && end < text.size() && std::string_view(",}\n").find(text[end]) != std::string::npos;
    if (number) places.push_back({at, end - at});
  }
  return places;
}

/// The rules that a plan cannot do with: the file itself is not understood.
bool can_be_planned(const Validation& validation) {
  if (!validation.site) return false;
  for (const Diagnostic& diagnostic : validation.diagnostics) {
    const std::string_view rule = diagnostic.rule->id;
    if (rule >= "AMP001" && rule <= "AMP008") return false;
  }
  return true;
}

bool any_null(const nlohmann::json& json) {
  if (json.is_null()) return true;
  if (!json.is_structured()) return false;
  return std::any_of(json.begin(), json.end(), any_null);
}

/// False where the text cannot be planned.
bool check_plan_of(const std::string& text) {
  const Validation validation = validate(SourceText("extreme.site.yaml", text));
  if (!can_be_planned(validation)) return false;
  const Plan plan = make_plan(*validation.site);
  const PlanReport report = make_plan_report(*validation.site, plan, validation.diagnostics);
  CHECK_FALSE(any_null(nlohmann::json::parse(plan_json(report))));
  static const std::regex not_finite("[ /](-?inf|-?nan)\\b");
  CHECK_FALSE(std::regex_search(plan_text(report), not_finite));
  return true;
}

const std::string all_numbers =
    "ampsite: 1\n"
    "site: {name: A}\n"
    "grid: {system: IT, phases: 3, voltage_v: 230, short_circuit: {max_ka: 10, min_ka: 1.2}}\n"
    "supply:\n"
    "  id: main\n"
    "  fuse_a: 63\n"
    "  limit_a: 60\n"
    "  base_load_a: {L1: 3, L2: 4, L3: 5}\n"
    "  length_m: 5\n"
    "  circuits:\n"
    "    - id: K1\n"
    "      fuse_a: 40\n"
    "      length_m: 80\n"
    "      base_load_a: 1\n"
    "      cable: {size_mm2: 16, pe_mm2: 16, cores: 5, ambient_c: 30, grouped: 1, ampacity_a: 38}\n"
    "      plc_modules: [{id: m1, position_m: 40, fuse_a: 10}]\n"
    "      chargers:\n"
    "        - {id: A1, position_m: 10, fuse_a: 40, min_a: 6, max_a: 32, vehicle: {phases: 1, max_a: 16}}\n"
    "        - {id: A2, position_m: 20, min_a: 8, max_a: 20, rssi_dbm: {ap-1: -60, ap-2: -70}}\n"
    "        - {id: A3, position_m: 30, rssi_dbm: -70, rcd: {ma: 30}}\n"
    "    - id: K2\n"
    "      position_m: 0\n"
    "      fuse_a: 40\n"
    "      kind: busbar\n"
    "      rated_a: 63\n"
    "      length_m: 30\n"
    "      limit_a: {L1: 20, L2: 21, L3: 22}\n"
    "      chargers:\n"
    "        - {id: B1, position_m: 10, rssi_dbm: -90, lte: {coverage: high, sim: inactive}}\n"
    "        - {id: B2, position_m: 20, rssi_dbm: -80}\n"
    "network:\n"
    "  access_points: [{id: ap-1, channel: 6, max_clients: 1, hears: {ap-2: -60}}, {id: ap-2}]\n"
    "  dhcp: {addresses: 60}\n"
    "planning:\n"
    "  current_model: phasor\n"
    "  link_preference: [[wifi, plc, lte]]\n"
    "  max_gateways: 1\n"
    "  plc: {max_distance_m: 90, max_chargers: 30}\n"
    "  overnight_h: 10\n"
    "  max_voltage_drop_pct: 5\n"
    "  cost: {plc_module: 120, lte_month: 3, months: 60}\n";

}  // namespace

TEST_CASE("an overflowing cost is a finding, not a plan") {
  const std::string cost = "{plc_module: 120, lte_month: 3, months: 60}";
  std::string text = all_numbers;
  text.replace(text.find(cost), cost.size(), "{lte_month: 1e200, months: 1e200}");
  const Validation validation = validate(SourceText("extreme.site.yaml", text));
  CHECK(std::count_if(validation.diagnostics.begin(), validation.diagnostics.end(), [](const Diagnostic& diagnostic) {
          return std::string_view(diagnostic.rule->id) == "AMP006";
        }) == 2);
}

TEST_CASE("plans of sites with numbers at their extremes have finite numbers only") {
  const std::vector<std::string> extremes{"1e300",  "1e308", "0",    "1e-300", "5e-324", "1e-7",   "2147483648",
                                          "-1e300", "1e15",  "1000", "100000", "1200",   "1000000"};
  const std::vector<Place> places = numbers_of(all_numbers);
  REQUIRE(places.size() > 50);
  REQUIRE(check_plan_of(all_numbers));
  int planned = 0;
  for (const Place& place : places) {
    for (const std::string& extreme : extremes) {
      std::string text = all_numbers;
      text.replace(place.begin, place.size, extreme);
      INFO(text);
      planned += check_plan_of(text) ? 1 : 0;
    }
  }
  CHECK(planned > 100);
}

TEST_CASE("so do plans of sites with several such numbers") {
  const std::vector<std::string> extremes{"1e300", "0", "1e-300", "5e-324", "1000", "100000", "-5"};
  const std::vector<Place> places = numbers_of(all_numbers);
  int planned = 0;
  for (unsigned seed = 1; seed <= 400; ++seed) {
    INFO("seed ", seed);
    std::mt19937 random(seed);
    std::string text = all_numbers;
    for (auto place = places.rbegin(); place != places.rend(); ++place) {
      if (random() % 12 == 0) text.replace(place->begin, place->size, extremes[random() % extremes.size()]);
    }
    INFO(text);
    planned += check_plan_of(text) ? 1 : 0;
  }
  CHECK(planned > 20);
}
