#include "ampsite/plan/load/improvements.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include "ampsite/plan/load/load.h"
#include "plan/load/naive_load.h"
#include "plan/site_builder.h"

using namespace ampsite;
using namespace ampsite::test;

namespace {

std::vector<Improvement> improvements_of(const Site& site) { return improvements(site, plan_load(site, {})); }

Improvement only_one(const Site& site) {
  const std::vector<Improvement> list = improvements_of(site);
  REQUIRE(list.size() == 1);
  return list.front();
}

std::string nodes_of(const Site& site, const Improvement& improvement) {
  std::string ids;
  for (const NodeIndex v : improvement.nodes) ids += (ids.empty() ? "" : " ") + site.nodes[v].id.value;
  return ids;
}

Circuit limited(Circuit made, double limit_a) {
  made.node.limit_a = on_all_lines(limit_a);
  return made;
}

/// The smallest fair current of the three_phase case, the wiring as it is, by bisection.
double naive_smallest_a(const Site& site, const std::vector<ChargerWiring>& wiring) {
  const bool phasor = site.planning.current_model.value == CurrentModel::phasor;
  const std::vector<double> fair_a = naive_fair_a(naive_case(site, wiring, LoadCase::three_phase, phasor));
  return *std::min_element(fair_a.begin(), fair_a.end());
}

/// Lines on which a node is full when all of its cars have this current.
LineSet full_lines(const Site& site, const std::vector<ChargerWiring>& wiring, NodeIndex v, double current_a) {
  const bool phasor = site.planning.current_model.value == CurrentModel::phasor;
  const NaiveCase naive = naive_case(site, wiring, LoadCase::three_phase, phasor);
  const std::vector<double> all_a(site.chargers.size(), current_a);
  const PerLine<double> drawn_a = naive_line_currents_a(naive, all_a)[v];
  const std::vector<double> one_a(site.chargers.size(), 1);
  const PerLine<double> used = naive_line_currents_a(naive, one_a)[v];
  LineSet full;
  for (const Line line : all_lines) {
    if (used[line] > 0 && drawn_a[line] >= naive.limit_a[v][line] - 1e-4) full.insert(line);
  }
  return full;
}

/// The site with the change that an entry names.
Site changed(const Site& site, const Improvement& improvement) {
  Site after = site;
  for (const NodeIndex v : improvement.nodes) {
    Node& node = after.nodes[v];
    if (improvement.change == Change::fuse) {
      node.fuse_a = stated(*improvement.to_a);
      continue;
    }
    for (const Line line : all_lines) {
      Stated<double>& limit_a = node.limit_a.value.line[line];
      if (limit_a.has_value()) limit_a.value = std::max(limit_a.value, *improvement.to_a);
    }
  }
  return after;
}

}  // namespace

TEST_CASE("three chargers behind 32 A would have more behind 35 A") {
  const Site site = build_site(tn_grid(), circuit("main", 32, chargers("A", 3)));
  const Improvement improvement = only_one(site);
  CHECK(nodes_of(site, improvement) == "main");
  CHECK(improvement.change == Change::fuse);
  CHECK(improvement.from_a.value_or(0) == 32);
  CHECK(improvement.to_a.value_or(0) == 35);
  CHECK(improvement.guaranteed_min_a.value_or(0) == doctest::Approx(35.0 / 3));
}

TEST_CASE("a larger fuse is advised without a condition only where the ampacity is known") {
  Circuit main = circuit("main", 32, chargers("A", 3));
  CHECK(only_one(build_site(tn_grid(), main)).why_not ==
        "only where what it protects carries 35 A: the file states no ampacity");
  Cable cable;
  cable.ampacity_a = stated(46.0);
  main.node.cable = stated(cable);
  CHECK(only_one(build_site(tn_grid(), main)).why_not.empty());
}

TEST_CASE("a limit below the fuse is raised to what the fuse leaves beside the base loads") {
  Circuit main = limited(circuit("main", 63, chargers("A", 4)), 40);
  main.node.base_load_a = on_lines({{L1, 3}, {L2, 10}});
  const Site site = build_site(tn_grid(), main);
  const Improvement improvement = only_one(site);
  CHECK(improvement.change == Change::limit);
  CHECK(improvement.from_a.value_or(0) == 40);
  // One number for all lines: what L2 leaves.
  CHECK(improvement.to_a.value_or(0) == 53);
  CHECK(improvement.guaranteed_min_a.value_or(0) == doctest::Approx(53.0 / 4));
}

TEST_CASE("one limit for all lines does not rise where a line leaves no more") {
  Circuit main = limited(circuit("main", 50, chargers("A", 4)), 27);
  main.node.base_load_a = on_lines({{L1, 3}, {L2, 23}});
  const Improvement improvement = only_one(build_site(tn_grid(), main));
  CHECK(improvement.change == Change::limit);
  CHECK_FALSE(improvement.to_a.has_value());
  CHECK_FALSE(improvement.guaranteed_min_a.has_value());
  CHECK(improvement.why_not ==
        "its fuse of 50 A leaves no more than 27 A on L2 beside the base load; a fuse of 63 A and a limit of 40 A "
        "together give every car 10 A");
}

TEST_CASE("of limits for each line, every one rises to what those that bind leave") {
  Circuit main = circuit("main", 63, {charger("A1", {L1}), charger("A2", {L1}), charger("A3", {L2})});
  main.node.limit_a = on_lines({{L1, 20}, {L2, 15}, {L3, 5}});
  const Improvement improvement = only_one(build_site(tn_grid(), main));
  CHECK(improvement.change == Change::limit);
  CHECK(improvement.from_a.value_or(0) == 20);
  CHECK(improvement.to_a.value_or(0) == 63);
  CHECK(improvement.guaranteed_min_a.value_or(0) == doctest::Approx(31.5));
}

TEST_CASE("nodes that bind together and need the same are one entry") {
  const Site site =
      build_site(tn_grid(), circuit("main", 125, {},
                                    {circuit("K1", 20, chargers("A", 2)), circuit("K2", 20, chargers("B", 2)),
                                     circuit("K3", 63, chargers("C", 2))}));
  const Improvement improvement = only_one(site);
  CHECK(nodes_of(site, improvement) == "K1 K2");
  CHECK(improvement.to_a.value_or(0) == 25);
  CHECK(improvement.guaranteed_min_a.value_or(0) == doctest::Approx(12.5));
}

TEST_CASE("where another node holds it as well, the entry says so, and what changing all would give") {
  const Site site = build_site(tn_grid(), circuit("main", 125, {},
                                                  {circuit("K1", 50, chargers("A", 4)),  //
                                                   limited(circuit("K2", 63, chargers("B", 4)), 50)}));
  const std::vector<Improvement> list = improvements_of(site);
  REQUIRE(list.size() == 2);
  CHECK(nodes_of(site, list[0]) == "K1");
  CHECK(list[0].change == Change::fuse);
  CHECK(list[0].to_a.value_or(0) == 63);
  CHECK(list[0].guaranteed_min_a.value_or(0) == 12.5);
  CHECK(list[0].why_not == "circuit K2 holds it at 12.5 A as well; changing all that binds gives every car 15.625 A");
  CHECK(nodes_of(site, list[1]) == "K2");
  CHECK(list[1].change == Change::limit);
  CHECK(list[1].to_a.value_or(0) == 63);
  CHECK(list[1].why_not == "circuit K1 holds it at 12.5 A as well; changing all that binds gives every car 15.625 A");
}

TEST_CASE("a limit as large as the fuse has to be raised with it") {
  const Site site = build_site(tn_grid(), limited(circuit("main", 50, chargers("A", 4)), 50));
  const Improvement improvement = only_one(site);
  CHECK(improvement.change == Change::fuse);
  CHECK(improvement.to_a.value_or(0) == 63);
  CHECK(improvement.guaranteed_min_a.value_or(0) == 12.5);
  CHECK(improvement.why_not ==
        "its limit has to be raised with it; a fuse of 63 A and a limit of 63 A together give every car 15.75 A");
}

TEST_CASE("nothing helps where a charger's own maximum is the smallest current") {
  CHECK(improvements_of(build_site(tn_grid(), circuit("main", 63, chargers("A", 1)))).empty());
  CHECK(improvements_of(build_site(tn_grid(), circuit("main", 32, chargers("A", 1)))).empty());
  CHECK(improvements_of(build_site(tn_grid(), circuit("main", 63))).empty());
}

TEST_CASE("nothing goes above 63 A in front of a charger, unless that has a fuse of its own") {
  const Improvement improvement = only_one(build_site(tn_grid(), circuit("main", 63, chargers("A", 10))));
  CHECK(improvement.from_a.value_or(0) == 63);
  CHECK_FALSE(improvement.to_a.has_value());
  CHECK_FALSE(improvement.guaranteed_min_a.has_value());
  CHECK(improvement.why_not == "at most 63 A may stand in front of a charger");

  Circuit tapped = circuit("main", 63, chargers("A", 10));
  for (Charger& charger : tapped.chargers) charger.fuse_a = stated(32.0);
  CHECK(only_one(build_site(tn_grid(), tapped)).to_a.value_or(0) == 80);
}

TEST_CASE("nothing goes above what the conductor carries") {
  Circuit main = circuit("main", 40, chargers("A", 4));
  Cable cable;
  cable.ampacity_a = stated(46.0);
  main.node.cable = stated(cable);
  CHECK(only_one(build_site(tn_grid(), main)).why_not == "its cable carries no more than 46 A");

  Circuit busbar = circuit("main", 63, chargers("A", 4));
  for (Charger& charger : busbar.chargers) charger.fuse_a = stated(32.0);
  busbar.node.kind = stated(RunKind::busbar);
  busbar.node.rated_a = stated(63.0);
  CHECK(only_one(build_site(tn_grid(), busbar)).why_not == "its busbar carries no more than 63 A");
}

TEST_CASE("a fuse is not raised in front of a device that is set to less") {
  Circuit main = circuit("main", 40, chargers("A", 4));
  Device device;
  device.setting_a = stated(36.0);
  main.node.device = stated(device);
  CHECK(only_one(build_site(tn_grid(), main)).why_not == "its device is set to 36 A");
  main.node.limit_a = on_all_lines(36);
  CHECK(only_one(build_site(tn_grid(), main)).why_not == "its device is set to 36 A");
  main.node.limit_a = on_all_lines(20);
  const Improvement raised = only_one(build_site(tn_grid(), main));
  CHECK(raised.change == Change::limit);
  CHECK(raised.to_a.value_or(0) == 36);
}

TEST_CASE("nothing goes above the parent's fuse") {
  const Site site = build_site(tn_grid(), circuit("main", 40, {},
                                                  {circuit("K1", 35, chargers("A", 3)),  //
                                                   circuit("K2", 32, chargers("B", 1))}));
  const std::vector<Improvement> list = improvements_of(site);
  REQUIRE(list.size() == 1);
  CHECK(nodes_of(site, list[0]) == "main");
  CHECK(list[0].to_a.value_or(0) == 50);

  Circuit full = circuit("main", 40, {}, {limited(circuit("K1", 40, chargers("A", 4)), 40)});
  const std::vector<Improvement> both = improvements_of(build_site(tn_grid(), full));
  REQUIRE(both.size() == 2);
  CHECK(both[0].why_not ==
        "circuit K1 holds it at 10 A as well; changing all that binds (circuit K1: a fuse of 50 A and a limit of 50 A) "
        "gives every car 12.5 A");
  CHECK(both[1].why_not == "the fuse of supply main is 40 A");
}

TEST_CASE("a fuse that is not stated is what has to be found out first") {
  Circuit k1 = circuit("K1", 63, chargers("A", 2));
  k1.node.fuse_a = {};
  const Improvement improvement =
      only_one(build_site(tn_grid(), circuit("main", 125, {}, {k1, circuit("K2", 63, chargers("B", 2))})));
  CHECK_FALSE(improvement.from_a.has_value());
  CHECK_FALSE(improvement.to_a.has_value());
  CHECK(improvement.why_not == "its fuse is not stated, so nothing can be guaranteed behind it");
}

TEST_CASE("there is no fuse above the series") {
  Circuit main = circuit("main", 630, {}, {circuit("K1", 630, chargers("A", 30))});
  for (Charger& charger : main.circuits[0].chargers) charger.fuse_a = stated(32.0);
  CHECK(only_one(build_site(tn_grid(), main)).why_not == "there is no standard fuse above 630 A");
}

TEST_CASE("base loads that take the next fuse too leave nothing") {
  Circuit main = circuit("main", 10, chargers("A", 2));
  main.node.base_load_a = on_all_lines(30);
  const Improvement improvement = only_one(build_site(tn_grid(), main));
  CHECK(improvement.to_a.value_or(0) == 13);
  CHECK(improvement.guaranteed_min_a.value_or(-1) == 0);
  CHECK(improvement.why_not == "its limit or base loads leave no more");
}

TEST_CASE("planned anew after the change, the smallest current is what the entry says") {
  int raised = 0;
  int held = 0;
  for (std::uint32_t seed = 1; seed <= 500; ++seed) {
    INFO("seed " << seed);
    Site site = random_site(seed);
    if (seed % 3 == 0) {  // a third with fuses of the series and chargers with fuses of their own
      for (Charger& charger : site.chargers) charger.fuse_a = stated(32.0);
    }
    if (site.chargers.empty()) continue;
    const Load load = plan_load(site, {});
    const double smallest_a = naive_smallest_a(site, load.wiring);
    for (const Improvement& improvement : improvements(site, load)) {
      CAPTURE(nodes_of(site, improvement));
      CAPTURE(improvement.why_not);
      CHECK(improvement.to_a.has_value() == improvement.guaranteed_min_a.has_value());
      if (!improvement.to_a) {
        CHECK_FALSE(improvement.why_not.empty());
        continue;
      }
      CHECK(*improvement.to_a > improvement.from_a.value_or(0));
      const Site after = changed(site, improvement);
      CHECK(std::abs(naive_smallest_a(after, load.wiring) - *improvement.guaranteed_min_a) < 1e-5);
      const bool helps = *improvement.guaranteed_min_a > smallest_a + 1e-5;
      if (!helps) CHECK_FALSE(improvement.why_not.empty());
      (helps ? raised : held) += 1;
    }
  }
  CHECK(raised > 40);
  CHECK(held > 10);
}

TEST_CASE("each node that is full at the smallest current is in one entry, and no other is") {
  for (std::uint32_t seed = 1; seed <= 500; ++seed) {
    INFO("seed " << seed);
    const Site site = random_site(seed);
    if (site.chargers.empty()) continue;
    const Load load = plan_load(site, {});
    const double smallest_a = naive_smallest_a(site, load.wiring);
    std::vector<NodeIndex> listed;
    for (const Improvement& improvement : improvements(site, load)) {
      listed.insert(listed.end(), improvement.nodes.begin(), improvement.nodes.end());
    }
    std::sort(listed.begin(), listed.end());
    const NaiveCase naive =
        naive_case(site, load.wiring, LoadCase::three_phase, site.planning.current_model.value == CurrentModel::phasor);
    const double own_a = *std::min_element(naive.own_maximum_a.begin(), naive.own_maximum_a.end());
    std::vector<NodeIndex> full;
    for (NodeIndex v = 0; v < site.nodes.size() && own_a > smallest_a + 1e-5; ++v) {
      if (!full_lines(site, load.wiring, v, smallest_a).empty()) full.push_back(v);
    }
    CHECK(listed == full);
  }
}
