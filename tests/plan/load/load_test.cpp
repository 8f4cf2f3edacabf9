#include "ampsite/plan/load/load.h"

#include <doctest/doctest.h>

#include <cmath>
#include <stdexcept>
#include <string>
#include <vector>

#include "ampsite/plan/load/bottlenecks.h"
#include "ampsite/plan/load/tree_order.h"
#include "ampsite/plan/load/wiring.h"
#include "plan/site_builder.h"

using namespace ampsite;
using namespace ampsite::test;

namespace {

CasePlan planned(const Site& site, LoadCase load_case) {
  for (CasePlan& plan : plan_load(site, {}).cases) {
    if (plan.load_case == load_case) return plan;
  }
  return {};
}

CasePlan three_phase(const Site& site) { return planned(site, LoadCase::three_phase); }
CasePlan single_phase(const Site& site) { return planned(site, LoadCase::single_phase); }

void check_fair(const CasePlan& plan, const std::vector<double>& expected_a) {
  REQUIRE(plan.chargers.size() == expected_a.size());
  for (std::size_t i = 0; i < expected_a.size(); ++i) {
    CAPTURE(i);
    CAPTURE(plan.chargers[i].fair_a);
    CHECK(std::abs(plan.chargers[i].fair_a - expected_a[i]) < 1e-9);
  }
}

std::vector<int> settings(const CasePlan& plan) {
  std::vector<int> amps;
  for (const ChargerLoad& charger : plan.chargers) amps.push_back(charger.setpoint_a);
  return amps;
}

std::string bottleneck_of(const Site& site, const CasePlan& plan, std::size_t charger) {
  const Bottleneck& bottleneck = plan.chargers[charger].bottleneck;
  if (bottleneck.own_limit()) return "own limit";
  return site.nodes[bottleneck.node].id.value + " " + std::string(to_text(bottleneck.line));
}

Site with_phasors(Site site) {
  site.planning.current_model = stated(CurrentModel::phasor);
  return site;
}

Charger limited(std::string id, double max_a) {
  Charger made = charger(std::move(id));
  made.max_a = stated(max_a);
  return made;
}

}  // namespace

TEST_CASE("three chargers behind 35 A share it exactly, and are set to 12, 12 and 11 A") {
  const Site site = build_site(tn_grid(), circuit("main", 35, chargers("A", 3)));
  const CasePlan plan = three_phase(site);
  check_fair(plan, {35.0 / 3, 35.0 / 3, 35.0 / 3});
  CHECK(settings(plan) == std::vector{12, 12, 11});
  CHECK(bottleneck_of(site, plan, 0) == "main L1");
  CHECK(*plan.guaranteed_min_a == doctest::Approx(35.0 / 3));
  CHECK(plan.total_kw == doctest::Approx(0.23 * 3 * 35));
  CHECK(plan.nodes[0].utilisation == doctest::Approx(1));
  CHECK(plan.nodes[0].current_a[L2] == doctest::Approx(35));
  CHECK(plan_load(site, {}).offline_a == std::vector{12, 12, 11});
}

TEST_CASE("one-phase cars spread over the lines, so each has its own") {
  const Site site = build_site(tn_grid(), circuit("main", 35, chargers("A", 4)));
  const CasePlan plan = single_phase(site);
  check_fair(plan, {17.5, 32, 32, 17.5});
  CHECK(bottleneck_of(site, plan, 0) == "main L1");
  CHECK(bottleneck_of(site, plan, 1) == "own limit");
  CHECK(settings(plan) == std::vector{18, 32, 32, 17});
  CHECK(plan.chargers[1].power_kw == doctest::Approx(7.36));
}

TEST_CASE("what one charger cannot use is left to the others, at every level of the tree") {
  const Circuit k1 = circuit("K1", 32, {limited("A1", 6), charger("A2"), charger("A3")});
  const Circuit k2 = circuit("K2", 14, chargers("B", 2));
  const Site site = build_site(tn_grid(), circuit("main", 45, chargers("C", 1), {k1, k2}));
  const CasePlan plan = three_phase(site);
  // C1, A1 to A3, B1, B2: A1 stays at 6, K2 gives 7 each, and main leaves 45 - 6 - 14 = 25 to three.
  check_fair(plan, {25.0 / 3, 6, 25.0 / 3, 25.0 / 3, 7, 7});
  CHECK(bottleneck_of(site, plan, 2) == "main L1");
  CHECK(bottleneck_of(site, plan, 4) == "K2 L1");
}

TEST_CASE("the bottleneck is the nearest full line on which nobody has more") {
  const Circuit k1 = circuit("K1", 20, chargers("A", 2));
  const Circuit k2 = circuit("K2", 40, chargers("B", 2));
  const Site site = build_site(tn_grid(), circuit("main", 50, {}, {k1, k2}));
  const CasePlan plan = three_phase(site);
  check_fair(plan, {10, 10, 15, 15});
  CHECK(bottleneck_of(site, plan, 0) == "K1 L1");
  CHECK(bottleneck_of(site, plan, 2) == "main L1");
}

TEST_CASE("lines with different room are filled apart") {
  Circuit main = circuit("main", 63, chargers("A", 3));
  main.node.limit_a = on_lines({{L1, 10}, {L2, 20}});
  const Site site = build_site(tn_grid(), main);
  check_fair(three_phase(site), {10.0 / 3, 10.0 / 3, 10.0 / 3});
  check_fair(single_phase(site), {21, 21, 21});
  CHECK(three_phase(site).simultaneous.chargers.size() == 1);
}

TEST_CASE("without neutral, pairs that share a line") {
  const Wiring on_13{L1, L2, L3};
  const Wiring on_23{L3, L1, L2};
  const Wiring on_12{L2, L3, L1};
  const Circuit two = circuit("main", 20, {charger("A1", on_13, true), charger("A2", on_23, true)});
  SUBCASE("add up arithmetically") { check_fair(single_phase(build_site(it_grid(), two)), {10, 10}); }
  SUBCASE("add up as phasors: √3 times the pair current") {
    const CasePlan plan = single_phase(with_phasors(build_site(it_grid(), two)));
    check_fair(plan, {20 / std::sqrt(3.0), 20 / std::sqrt(3.0)});
    CHECK(plan.nodes[0].current_a[L1] == doctest::Approx(20 / std::sqrt(3.0)));
    CHECK(plan.nodes[0].current_a[L3] == doctest::Approx(20));
    CHECK(plan.chargers[0].power_kw == doctest::Approx(0.23 * 20 / std::sqrt(3.0)));
  }
  SUBCASE("16 A on each of the three pairs is 27.7 A on each line") {
    Circuit three =
        circuit("main", 63, {charger("A1", on_13, true), charger("A2", on_23, true), charger("A3", on_12, true)});
    for (Charger& made : three.chargers) made.max_a = stated(16.0);
    const CasePlan plan = single_phase(with_phasors(build_site(it_grid(), three)));
    for (const Line line : all_lines) CHECK(plan.nodes[0].current_a[line] == doctest::Approx(16 * std::sqrt(3.0)));
    CHECK(plan.nodes[0].utilisation == doctest::Approx(16 * std::sqrt(3.0) / 63));
  }
  SUBCASE("a three-phase car besides stands 30° off") {
    Circuit mixed = circuit("main", 20, {charger("A1", on_13, true), charger("A2")});
    mixed.chargers[0].vehicle = stated(vehicle(1));
    mixed.chargers[1].vehicle = stated(vehicle(3));
    const double each = 20 / std::sqrt(2 + std::sqrt(3.0));
    const CasePlan plan = planned(with_phasors(build_site(it_grid(), mixed)), LoadCase::declared);
    check_fair(plan, {each, each});
    CHECK(plan.chargers[1].power_kw == doctest::Approx(0.23 * std::sqrt(3.0) * each));
  }
}

TEST_CASE("how many can charge at 6 A behind a main fuse") {
  const auto at_once = [](const Grid& grid, double fuse_a, LoadCase load_case, CurrentModel model) {
    Site site = build_site(grid, circuit("main", fuse_a, chargers("A", 70)));
    site.planning.current_model = stated(model);
    return planned(site, load_case).simultaneous.chargers.size();
  };
  const auto arithmetic = CurrentModel::arithmetic;
  const auto phasor = CurrentModel::phasor;
  for (const int factor : {1, 2}) {
    const double fuse_a = factor == 1 ? 63 : 125;
    CAPTURE(fuse_a);
    const auto count = [&](int at_63) { return static_cast<std::size_t>(factor * at_63); };
    CHECK(at_once(tn_grid(), fuse_a, LoadCase::three_phase, arithmetic) == count(10));
    CHECK(at_once(tn_grid(), fuse_a, LoadCase::single_phase, arithmetic) == count(30));
    CHECK(at_once(it_grid(), fuse_a, LoadCase::three_phase, phasor) == count(10));
    CHECK(at_once(it_grid(), fuse_a, LoadCase::single_phase, arithmetic) == count(15));
    CHECK(at_once(it_grid(), fuse_a, LoadCase::single_phase, phasor) == count(18));
  }
}

TEST_CASE("when not all fit, the first in natural order charge, and the others are set to 0") {
  const Site site =
      build_site(tn_grid(), circuit("main", 20, {charger("A10"), charger("A2"), charger("A1"), charger("A3")}));
  const CasePlan plan = three_phase(site);
  CHECK(plan.simultaneous.chargers == std::vector<ChargerIndex>{1, 2, 3});
  CHECK(settings(plan) == std::vector{0, 7, 7, 6});
  check_fair(plan, {5, 5, 5, 5});
}

TEST_CASE("one-phase cars go before three-phase ones, since three of them fit in the place of one") {
  std::vector<Charger> cars = chargers("A", 24);
  for (std::size_t i = 0; i < cars.size(); ++i) cars[i].vehicle = stated(vehicle(i < 3 ? 3 : 1));
  const Site site = build_site(tn_grid(), circuit("main", 42, cars));
  CHECK(planned(site, LoadCase::declared).simultaneous.chargers.size() == 21);
}

TEST_CASE("crowded pairs do not keep others out") {
  std::vector<Charger> fixed;
  for (int i = 1; i <= 30; ++i) {
    const Wiring pair = i <= 20 ? Wiring{L1, L3} : i <= 25 ? Wiring{L1, L2} : Wiring{L2, L3};
    fixed.push_back(charger("A" + std::to_string(i), pair, true));
  }
  const Site site = build_site(it_grid(), circuit("main", 60, fixed));
  CHECK(single_phase(site).simultaneous.chargers.size() == 15);
}

TEST_CASE("settings keep to whole amps between the least rounded up and the own maximum rounded down") {
  Charger greedy = limited("A1", 13.9);
  greedy.min_a = stated(10.2);
  const Site site = build_site(tn_grid(), circuit("main", 25, {greedy, charger("A2"), limited("A3", 6.5)}));
  check_fair(three_phase(site), {9.25, 9.25, 6.5});
  // A1 needs 11, which leaves 14 to the other two.
  CHECK(settings(three_phase(site)) == std::vector{11, 8, 6});
}

TEST_CASE("a charger that cannot get its least current even alone is in no set") {
  SUBCASE("because its own maximum is lower") {
    Charger narrow = limited("A1", 6.5);
    narrow.min_a = stated(6.2);
    const Site site = build_site(tn_grid(), circuit("main", 63, {narrow, charger("A2")}));
    CHECK(three_phase(site).simultaneous.chargers == std::vector<ChargerIndex>{1});
    CHECK(settings(three_phase(site)) == std::vector{0, 32});
    check_fair(three_phase(site), {6.5, 32});
  }
  SUBCASE("because its circuit gives less") {
    const Site site =
        build_site(tn_grid(), circuit("main", 63, chargers("A", 1), {circuit("K1", 5, chargers("B", 1))}));
    CHECK(three_phase(site).simultaneous.chargers == std::vector<ChargerIndex>{0});
  }
}

TEST_CASE("offline currents hold for any cars, so they add up arithmetically over all lines") {
  const Site site = with_phasors(build_site(it_grid(), circuit("main", 63, chargers("A", 6))));
  CHECK(plan_load(site, {}).offline_a == std::vector{11, 11, 11, 10, 10, 10});
  CHECK(settings(single_phase(site)) == std::vector{18, 18, 18, 18, 18, 18});
}

TEST_CASE("sites with little in them") {
  SUBCASE("no charger: empty lists and no guaranteed current") {
    const Load load = plan_load(build_site(tn_grid(), circuit("main", 63)), {});
    CHECK(load.wiring.empty());
    CHECK(load.offline_a.empty());
    REQUIRE(load.cases.size() == 2);
    CHECK_FALSE(load.cases[0].guaranteed_min_a.has_value());
    CHECK(load.cases[0].nodes.size() == 1);
    CHECK(load.cases[0].simultaneous.chargers.empty());
  }
  SUBCASE("no node: nothing to plan") {
    Site site = build_site(tn_grid(), circuit("main", 63));
    site.nodes.clear();
    CHECK(plan_load(site, {}).cases[0].nodes.empty());
  }
  SUBCASE("a limit of 0, no fuse, or base load above the fuse: everybody gets 0, and by what") {
    Circuit main = circuit("main", 63, chargers("A", 2));
    SUBCASE("limit") { main.node.limit_a = on_all_lines(0); }
    SUBCASE("fuse") { main.node.fuse_a = {}; }
    SUBCASE("base load") { main.node.base_load_a = on_all_lines(80); }
    const Site site = build_site(tn_grid(), main);
    const CasePlan plan = three_phase(site);
    check_fair(plan, {0, 0});
    CHECK(bottleneck_of(site, plan, 1) == "main L1");
    CHECK(plan.nodes[0].utilisation == 0);
    CHECK(plan.simultaneous.chargers.empty());
    CHECK(settings(plan) == std::vector{0, 0});
  }
  SUBCASE("a charger fixed on a line that its circuit lacks gets 0; the others do not suffer") {
    Circuit k1 = circuit("K1", 32, {charger("A1", {L1, L2, L3}, true), charger("A2", {L2})});
    k1.node.phases = stated(Wiring{L2});
    const Site site = build_site(tn_grid(), circuit("main", 63, {}, {k1}));
    const CasePlan plan = three_phase(site);
    check_fair(plan, {0, 32});
    CHECK(bottleneck_of(site, plan, 0) == "own limit");
  }
  SUBCASE("an own maximum of 0") {
    const Site site = build_site(tn_grid(), circuit("main", 63, {limited("A1", 0), charger("A2")}));
    check_fair(three_phase(site), {0, 32});
    CHECK(bottleneck_of(site, three_phase(site), 0) == "own limit");
  }
}

TEST_CASE("the order of the file does not matter") {
  const Circuit k1 = circuit("K1", 20, chargers("A", 3));
  const Circuit k2 = circuit("K2", 40, {charger("B1"), limited("B2", 10)});
  Circuit k1_backwards = k1;
  std::swap(k1_backwards.chargers[0], k1_backwards.chargers[2]);
  const Site site = build_site(it_grid(), circuit("main", 45, {}, {k1, k2}));
  const Site other = build_site(it_grid(), circuit("main", 45, {}, {k2, k1_backwards}));
  const std::vector<ChargerIndex> same_charger{4, 3, 2, 0, 1};
  for (const LoadCase load_case : {LoadCase::three_phase, LoadCase::single_phase}) {
    const CasePlan a = planned(site, load_case);
    const CasePlan b = planned(other, load_case);
    for (std::size_t i = 0; i < same_charger.size(); ++i) {
      CHECK(a.chargers[i].fair_a == doctest::Approx(b.chargers[same_charger[i]].fair_a));
      CHECK(a.chargers[i].setpoint_a == b.chargers[same_charger[i]].setpoint_a);
    }
  }
}

TEST_CASE("a charger has room where min_a in whole ampere fits, as in the simultaneous set") {
  struct Example {
    double min_a;
    double max_a;
    double limit_a;
    bool room;
  };
  const Example examples[] = {{6, 32, 6, true},      {6.2, 32, 6.8, false}, {6.2, 32, 7, true},
                              {6.2, 6.9, 63, false}, {6.2, 7, 63, true},    {10, 9, 63, false}};
  for (const Example& example : examples) {
    INFO("min_a ", example.min_a, ", max_a ", example.max_a, ", limit ", example.limit_a);
    Charger one = limited("A1", example.max_a);
    one.min_a = stated(example.min_a);
    Circuit supply = circuit("main", 63, {one});
    supply.node.limit_a = on_all_lines(example.limit_a);
    const Site site = build_site(tn_grid(), supply);
    const Plan plan = make_plan(site);
    CHECK(chargers_without_room(site, plan).empty() == example.room);
    CHECK(plan.load.cases.front().simultaneous.chargers.empty() == !example.room);
  }
}

TEST_CASE("a charger has no room where its car or the cable takes less than min_a") {
  Charger one = limited("A1", 32);
  one.min_a = stated(7.2);
  Circuit supply = circuit("main", 63, {one, limited("A2", 32)});
  CHECK(chargers_without_room(build_site(tn_grid(), supply), make_plan(build_site(tn_grid(), supply))).empty());

  Circuit with_car = supply;
  Vehicle car;
  car.max_a = stated(7.8);
  with_car.chargers[0].vehicle = stated(car);
  const Site declared = build_site(tn_grid(), with_car);
  CHECK(chargers_without_room(declared, make_plan(declared)) == std::vector<ChargerIndex>{0});

  Cable thin;  // 14 A by the table, of which nine circuits together leave half
  thin.size_mm2 = stated(1.5);
  thin.cores = stated(5);
  thin.material = stated(Material::copper);
  thin.insulation = stated(Insulation::pvc);
  thin.method = stated(InstallationMethod::B2);
  thin.ambient_c = stated(30.0);
  thin.grouped = stated(9);
  Circuit with_cable = circuit("K1", 32, supply.chargers);
  with_cable.node.length_m = stated(20.0);
  with_cable.node.cable = stated(thin);
  const Site cabled = build_site(tn_grid(), circuit("main", 63, {}, {with_cable}));
  const Plan plan = make_plan(cabled);
  INFO("carries ", plan.load.cases.front().nodes.back().limit_a[Line::L1], " A");
  CHECK(chargers_without_room(cabled, plan) == std::vector<ChargerIndex>{0});
}

TEST_CASE("currents that nothing explains are an error, not an own maximum") {
  const Site site = build_site(tn_grid(), circuit("main", 63, chargers("A", 1)));
  const LoadTree tree = make_load_tree(site, choose_wiring(site, {}).wiring, LoadCase::three_phase,
                                       CurrentModel::arithmetic, natural_ranks(site.chargers));
  const std::vector<double> too_little{10};
  CHECK_THROWS_AS(bottlenecks(tree, too_little, line_currents_a(tree, too_little)), std::logic_error);
  const std::vector<double> most{32};
  CHECK(bottlenecks(tree, most, line_currents_a(tree, most)).front().own_limit());
}
