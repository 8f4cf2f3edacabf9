#include "ampsite/plan/electrical/electrical.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "ampsite/electric/house_tables.h"
#include "ampsite/plan/verify/verify.h"
#include "ampsite/read/read_config.h"
#include "ampsite/read/read_site.h"
#include "ampsite/source/source_text.h"

using namespace ampsite;

namespace {

Site site_of(const std::string& circuits) {
  const std::string text =
      "ampsite: 1\n"
      "grid: {system: TN-S, short_circuit: {max_ka: 10, min_ka: 1.2}}\n"
      "supply:\n"
      "  id: main\n"
      "  fuse_a: 125\n"
      "  device: {type: gg, breaking_ka: 50}\n"
      "  circuits:\n" +
      circuits;
  const ReadResult read = read_site(SourceText("site.yaml", text));
  REQUIRE(read.site);
  return *read.site;
}

const std::string run =
    "    - id: K1\n"
    "      fuse_a: 63\n"
    "      length_m: 40\n"
    "      device: {type: gg, breaking_ka: 50}\n"
    "      cable: {size_mm2: 25, pe_mm2: 16, material: copper, insulation: xlpe, method: C, grouped: 1}\n"
    "      chargers: [{id: A1}]\n";

std::string with(std::string text, const std::string& from, const std::string& to) {
  const std::size_t at = text.find(from);
  REQUIRE(at != std::string::npos);
  return text.replace(at, from.size(), to);
}

std::string last_step(const Site& site) { return make_plan(site).checklist.back().value; }

}  // namespace

TEST_CASE("a circuit with all its data is judged, and in order") {
  const Site site = site_of(run);
  const Electrical electrical = electrical_checks(site, standard_tables());
  REQUIRE(electrical.circuits.size() == 2);
  const CircuitCheck& check = electrical.circuits[1];
  CHECK(check.reason == "");
  CHECK(check.verdict == CircuitVerdict::ok);
  CHECK(check.cable == "25 mm² copper xlpe, PE 16 mm²");
  CHECK(check.method == "C");
  CHECK(check.length_m == 40);
  CHECK(check.device == "gG 63 A");
  CHECK(check.ampacity_a.value_or(0) > 63);
  CHECK(check.drop_pct.has_value());
  CHECK(check.drop_v.has_value());
  CHECK(check.largest_fault_a.value_or(0) == doctest::Approx(10000));
  CHECK(check.least_fault_a.value_or(0) < 1200);
  CHECK(check.trips_at_a.has_value());
  CHECK(check.bears_heat == true);
}

TEST_CASE("a circuit that a rule has something against is not in order, with the rule's words") {
  const Site site = site_of(with(run, "size_mm2: 25, pe_mm2: 16", "size_mm2: 6, pe_mm2: 6"));
  const CircuitCheck check = electrical_checks(site, standard_tables()).circuits[1];
  CHECK(check.verdict == CircuitVerdict::not_ok);
  CHECK(check.reason.find("AMP801: ") == 0);
}

TEST_CASE("a circuit behind a run that drops too much is not in order either, and names the run that AMP802 blames") {
  const std::string cable =
      "cable: {size_mm2: 16, pe_mm2: 16, material: copper, insulation: xlpe, method: C, grouped: 1}\n";
  const std::string device = "device: {type: gg, breaking_ka: 50}\n";
  const std::string branch = "          fuse_a: 32\n          length_m: 25\n          position_m: 200\n          " +
                             device + "          " + cable;
  const Site site = site_of("    - id: K1\n      fuse_a: 63\n      length_m: 200\n      " + device + "      " + cable +
                            "      chargers: [{id: A1}]\n      circuits:\n        - id: K1a\n" + branch +
                            "          chargers: [{id: B1}]\n        - id: K1b\n" + branch);
  const std::vector<CircuitCheck> circuits = electrical_checks(site, standard_tables()).circuits;
  REQUIRE(circuits.size() == 4);
  CHECK(circuits[1].reason.find("AMP802: the voltage drops by 7.71 % up to the end of the run of circuit K1") !=
        std::string::npos);
  CHECK(circuits[2].verdict == CircuitVerdict::not_ok);
  CHECK(circuits[2].reason.find("drop 8.2 %, above 5 %: AMP802 at K1") != std::string::npos);
  CHECK(circuits[3].verdict == CircuitVerdict::not_ok);
  CHECK(circuits[3].reason.find("drop 7.71 %, above 5 %: AMP802 at K1") != std::string::npos);
}

TEST_CASE("what a circuit lacks is named, also as the checklist's last step") {
  const Site site = site_of(with(run, "      length_m: 40\n", ""));
  const CircuitCheck check = electrical_checks(site, standard_tables()).circuits[1];
  CHECK(check.verdict == CircuitVerdict::not_verifiable);
  CHECK(check.reason.find("length_m") != std::string::npos);
  CHECK(!check.drop_pct);
  CHECK(last_step(site).find("what is not verifiable of K1") != std::string::npos);
  CHECK(last_step(site_of(run)).find("not verifiable of K1") == std::string::npos);
}

TEST_CASE("on TT the heat of an earth fault is not known, save what the device states") {
  Site site = site_of(run);
  site.grid.value.system = stated(GridSystem::TT);
  const auto check = [&] { return electrical_checks(site, standard_tables()).circuits; };
  CHECK(check()[0].verdict == CircuitVerdict::ok);  // a board has no cable to heat
  CHECK(check()[1].verdict == CircuitVerdict::not_verifiable);
  CHECK(check()[1].reason ==
        "on TT earth faults are left to residual current devices, and the heat of the cable at the least fault is not "
        "known");
  site.nodes[1].device.value.i2t_a2s = stated(100'000.0);
  CHECK(check()[1].verdict == CircuitVerdict::ok);
  CHECK(check()[1].reason == "");
}

TEST_CASE("a site without electrical data has no circuits to tell of, and the checklist says what that leaves open") {
  const SourceText bare("site.yaml",
                        "ampsite: 1\ngrid: {system: TN-S}\nsupply: {id: main, fuse_a: 63, chargers: [{id: A1}]}\n");
  const Site site = *read_site(bare).site;
  CHECK(electrical_checks(site, standard_tables()).circuits.empty());
  CHECK(last_step(site).find("sizes of cables, voltage drop") == 0);
}

TEST_CASE("a plan made with other tables does not hold, and says which numbers it was made with") {
  const Site site = site_of(run);
  const std::string config =
      "tables:\n"
      "  - {table: ampacity_a, material: copper, insulation: xlpe, method: C, loaded: 3, at: 25, number: 90, "
      "source: our own}\n";
  const ElectricalTables house =
      with_house_numbers(standard_tables(), read_config(SourceText(".ampsite.yaml", config)).config.tables);
  const Plan plan = make_plan(site, house);
  REQUIRE(plan.electrical.house_numbers.size() == 1);
  CHECK(plan.electrical.house_numbers[0] == "ampacity_a copper xlpe C 3 loaded at 25: 90 (our own)");
  std::vector<std::string> not_checked;
  CHECK(verify_plan(site, plan, not_checked, house).empty());
  const Discrepancies found = verify_plan(site, plan, not_checked);
  REQUIRE(!found.empty());
  CHECK(found[0].path == "electrical.house_numbers");
}

TEST_CASE("what the tables let a cable carry limits the currents, with the house's numbers too") {
  const Site site = site_of(with(run, "size_mm2: 25, pe_mm2: 16", "size_mm2: 6, pe_mm2: 6"));
  const Plan plan = make_plan(site);
  const double carries_a = plan.electrical.circuits[1].ampacity_a.value_or(0);
  REQUIRE(carries_a > 0);
  REQUIRE(carries_a < 63);
  CHECK(plan.load.cases[0].nodes[1].limit_a[Line::L1] == doctest::Approx(carries_a));

  std::vector<std::string> not_checked;
  CHECK(verify_plan(site, plan, not_checked).empty());
  Plan ignoring = plan;
  ignoring.load.cases[0].nodes[1].limit_a[Line::L1] = 63;
  CHECK_FALSE(verify_plan(site, ignoring, not_checked).empty());

  const std::string config =
      "tables:\n"
      "  - {table: ampacity_a, material: copper, insulation: xlpe, method: C, loaded: 3, at: 6, number: 21, "
      "source: our own}\n";
  const ElectricalTables house =
      with_house_numbers(standard_tables(), read_config(SourceText(".ampsite.yaml", config)).config.tables);
  CHECK(make_plan(site, house).load.cases[0].nodes[1].limit_a[Line::L1] == doctest::Approx(21));
}

TEST_CASE("a cable in a bundle and in heat limits its circuit to what is left, less one whose bundle nobody stated") {
  const std::string bundled = with(run, "method: C, grouped: 1", "method: B2, grouped: 2, ambient_c: 40");
  const Plan plan = make_plan(site_of(bundled));
  const double carries_a = 105 * 0.91 * 0.8;  // tables B.52.5, B.52.14 and B.52.17
  CHECK(plan.load.cases[0].nodes[1].limit_a[Line::L1] == doctest::Approx(std::min(63.0, carries_a)));

  const Plan thin = make_plan(site_of(with(bundled, "size_mm2: 25, pe_mm2: 16", "size_mm2: 10, pe_mm2: 10")));
  CHECK(thin.load.cases[0].nodes[1].limit_a[Line::L1] == doctest::Approx(60 * 0.91 * 0.8));
  CHECK(thin.portal.circuits[0].max_current_a == doctest::Approx(60 * 0.91 * 0.8));

  const std::string not_stated = with(run, "25, pe_mm2: 16, material: copper, insulation: xlpe, method: C, grouped: 1",
                                      "6, pe_mm2: 6, material: copper, insulation: xlpe, method: C");
  const Plan open = make_plan(site_of(not_stated));
  CHECK(open.load.cases[0].nodes[1].limit_a[Line::L1] == 63);
  CHECK(open.electrical.circuits[1].reason.find("cable.grouped") != std::string::npos);
}
