#include "ampsite/plan/load/capacity_curve.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <random>
#include <string>
#include <vector>

#include "ampsite/plan/arrival_orders.h"
#include "ampsite/plan/load/load.h"
#include "ampsite/plan/load/tree_order.h"
#include "plan/load/naive_load.h"
#include "plan/site_builder.h"

using namespace ampsite;
using namespace ampsite::test;

namespace {

struct Curve {
  std::vector<ChargerWiring> wiring;
  LoadCase load_case = LoadCase::three_phase;
  std::vector<CurvePoint> points;
};

LoadTree tree_of(const Site& site, const std::vector<ChargerWiring>& wiring, LoadCase load_case) {
  return make_load_tree(site, wiring, load_case, used_current_model(site), natural_ranks(site.chargers));
}

std::vector<Curve> curves_of(const Site& site) {
  const Load load = plan_load(site, {});
  std::vector<LoadTree> trees;
  std::vector<Curve> curves;
  for (const CasePlan& plan : load.cases) {
    trees.push_back(tree_of(site, load.wiring, plan.load_case));
    curves.push_back({load.wiring, plan.load_case, {}});
  }
  const std::vector<std::vector<CurvePoint>> points = capacity_curves(site, trees);
  for (std::size_t i = 0; i < curves.size(); ++i) curves[i].points = points[i];
  return curves;
}

Curve curve_of(const Site& site, LoadCase load_case) {
  for (const Curve& curve : curves_of(site)) {
    if (curve.load_case == load_case) return curve;
  }
  return {};
}

std::vector<double> guaranteed(const Curve& curve) {
  std::vector<double> currents;
  for (const CurvePoint& point : curve.points) currents.push_back(point.guaranteed_a);
  return currents;
}

void check_near(const std::vector<double>& a, const std::vector<double>& b) {
  CAPTURE(doctest::toString(a));
  CAPTURE(doctest::toString(b));
  REQUIRE(a.size() == b.size());
  for (std::size_t i = 0; i < a.size(); ++i) CHECK(std::abs(a[i] - b[i]) < 1e-9);
}

/// As reports print it.
double printed(double current_a) { return std::floor(current_a * 1000 + 1e-6) / 1000; }

Charger limited(std::string id, double max_a) {
  Charger made = charger(std::move(id));
  made.max_a = stated(max_a);
  return made;
}

/// The smallest max-min fair current of these cars alone: at 1 A each, how often their currents fit into each limit.
double naive_smallest_a(const NaiveCase& naive, const std::vector<bool>& charging) {
  std::vector<double> one_a(charging.size());
  double smallest_a = 1000;
  for (std::size_t i = 0; i < charging.size(); ++i) {
    if (!charging[i]) continue;
    one_a[i] = 1;
    smallest_a = std::min(smallest_a, naive.own_maximum_a[i]);
  }
  const std::vector<PerLine<double>> currents = naive_line_currents_a(naive, one_a);
  for (std::size_t v = 0; v < currents.size(); ++v) {
    for (const Line line : all_lines) {
      if (currents[v][line] > 0) smallest_a = std::min(smallest_a, naive.limit_a[v][line] / currents[v][line]);
    }
  }
  return smallest_a;
}

/// The same by bisection.
double smallest_filled_a(const NaiveCase& naive, const std::vector<bool>& charging) {
  std::vector<double> most_a = naive.own_maximum_a;
  for (std::size_t i = 0; i < most_a.size(); ++i) most_a[i] = charging[i] ? most_a[i] : 0;
  const std::vector<double> filled_a = naive_fill_a(naive, std::vector<double>(most_a.size()), most_a);
  double smallest_a = 1000;
  for (std::size_t i = 0; i < most_a.size(); ++i) {
    if (charging[i]) smallest_a = std::min(smallest_a, filled_a[i]);
  }
  return smallest_a;
}

/// For each number of chargers from 1, the smallest current in the worst choice of all.
template <class Smallest>
std::vector<double> worst_of_all_choices(const NaiveCase& naive, Smallest smallest) {
  const std::size_t count = naive.lines.size();
  std::vector<double> worst(count, 1000);
  for (unsigned subset = 1; subset < (1U << count); ++subset) {
    std::vector<bool> charging(count);
    std::size_t size = 0;
    for (std::size_t i = 0; i < count; ++i) {
      charging[i] = (subset >> i & 1U) != 0;
      size += charging[i] ? 1 : 0;
    }
    worst[size - 1] = std::min(worst[size - 1], smallest(naive, charging));
  }
  return worst;
}

NaiveCase naive_of(const Site& site, const Curve& curve) {
  return naive_case(site, curve.wiring, curve.load_case, site.planning.current_model.value == CurrentModel::phasor);
}

/// Some hundred chargers on three levels, of all wirings and own maxima; with neutral on every third seed.
Site large_site(std::uint32_t seed) {
  std::mt19937 engine(seed);
  const auto up_to = [&](std::uint32_t most) { return static_cast<std::uint32_t>(engine() % (most + 1)); };
  const bool neutral = seed % 3 == 0;
  const std::vector<Wiring> wirings{{L1, L2, L3}, {L2, L3, L1}, {L3, L1, L2}, {L1, L2, L3}};
  const std::vector<Wiring> one_phase =
      neutral ? std::vector<Wiring>{{L1}, {L2}, {L3}} : std::vector<Wiring>{{L1, L3}, {L2, L3}, {L2, L1}};
  int next_id = 1;
  std::vector<Circuit> levels;
  for (std::uint32_t level = 0; level < 3; ++level) {
    Circuit made = circuit("E" + std::to_string(level), 400);
    made.node.limit_a = on_lines({{L1, 300.0 + up_to(900)}, {L2, 300.0 + up_to(900)}, {L3, 300.0 + up_to(900)}});
    made.node.fuse_a = stated(2000.0);
    for (std::uint32_t k = 0; k < 6; ++k) {
      Circuit busbar = circuit("K" + std::to_string(next_id++), 100.0 + up_to(250));
      for (std::uint32_t i = up_to(k == 0 ? 3 : 60); i > 0; --i) {
        const Wiring phases = up_to(3) == 0 ? one_phase[up_to(2)] : wirings[up_to(3)];
        Charger own = charger("A" + std::to_string(next_id++), phases, up_to(1) == 0);
        if (up_to(9) == 0) own.max_a = stated(10.0 + up_to(20));
        own.vehicle = stated(vehicle(up_to(1) == 0 ? 1 : 3));
        busbar.chargers.push_back(own);
      }
      made.circuits.push_back(busbar);
    }
    levels.push_back(made);
  }
  return build_site(neutral ? tn_grid() : it_grid(), circuit("main", 500.0 + up_to(2000), chargers("S", 2), levels));
}

/// The least current that fills a line of any node, by the sums of the contract.
double least_filling_a(const LoadTree& tree, const std::vector<ByLines<int>>& cars) {
  double least_a = 1000;
  for (std::size_t v = 0; v < cars.size(); ++v) {
    for (const Line line : all_lines) {
      const double drawn_a = line_phasor(tree.model, cars[v], line).magnitude_a();
      if (drawn_a > 0) least_a = std::min(least_a, tree.nodes[v].limit_a[line] / drawn_a);
    }
  }
  return least_a;
}

/// Cars over all pairs, and some that use three lines, behind two circuits: without neutral and with phasors.
Site mixed_phasor_site(std::uint32_t seed) {
  std::vector<Charger> own;
  for (int i = 0; i < 9; ++i) {
    const std::uint32_t dice = (seed * 7919U + static_cast<std::uint32_t>(i) * 104729U) >> 3U;
    const std::vector<Wiring> wirings{{L1, L3}, {L2, L3}, {L2, L1}, {L1, L2, L3}};
    own.push_back(charger("A" + std::to_string(i), wirings[dice % wirings.size()], true));
  }
  const std::vector<Charger> first(own.begin(), own.begin() + 4);
  const std::vector<Charger> second(own.begin() + 4, own.end());
  Site site =
      build_site(it_grid(), circuit("main", 40, {}, {circuit("K1", 25, first), circuit("K2", 30 + seed % 3, second)}));
  site.planning.current_model = stated(CurrentModel::phasor);
  return site;
}

}  // namespace

TEST_CASE("three chargers behind 35 A: one gets 32 A, two 17.5 A each, three a third of 35 A") {
  const Curve curve = curve_of(build_site(tn_grid(), circuit("main", 35, chargers("A", 3))), LoadCase::three_phase);
  check_near(guaranteed(curve), {32, 17.5, 35.0 / 3});
  for (std::size_t p = 0; p < 3; ++p) {
    CHECK(curve.points[p].active == static_cast<int>(p) + 1);
    CHECK(curve.points[p].typical_a == doctest::Approx(curve.points[p].guaranteed_a));
  }
  // 32 A on three phases for the ten hours of a night.
  CHECK(curve.points[0].energy_kwh == doctest::Approx(0.23 * 3 * 32 * 10));
}

TEST_CASE("the worst choice of two crowds one circuit; most orders of arrival spread over both") {
  const Site site = build_site(tn_grid(), circuit("main", 63, {},
                                                  {circuit("K1", 32, chargers("A", 4)),  //
                                                   circuit("K2", 32, chargers("B", 4))}));
  const Curve curve = curve_of(site, LoadCase::three_phase);
  check_near(guaranteed(curve), {32, 16, 32.0 / 3, 8, 8, 8, 8, 63.0 / 8});
  CHECK(curve.points[1].typical_a > 16);
  CHECK(curve.points[1].typical_a < 31.5);
  CHECK(curve.points[7].typical_a == doctest::Approx(63.0 / 8));
}

TEST_CASE("one charger with a small maximum is in the worst choice from the first car on") {
  const Site site = build_site(tn_grid(), circuit("main", 125, {charger("A1"), limited("A2", 10), charger("A3")}));
  const Curve curve = curve_of(site, LoadCase::three_phase);
  check_near(guaranteed(curve), {10, 10, 10});
  CHECK(curve.points[0].typical_a > 10);
  CHECK(curve.points[0].typical_a < 32);
  CHECK(curve.points[2].typical_a == doctest::Approx(10));
}

TEST_CASE("the energy is that of the car that uses the fewest lines") {
  const Site site = build_site(tn_grid(), circuit("main", 20, {charger("A1", {L1, L2, L3}), charger("A2", {L1})}));
  const Curve curve = curve_of(site, LoadCase::three_phase);
  check_near(guaranteed(curve), {20, 10});
  CHECK(curve.points[1].energy_kwh == doctest::Approx(0.23 * 10 * 10));
}

TEST_CASE("the energy follows the hours of a night") {
  Site site = build_site(tn_grid(), circuit("main", 20, chargers("A", 1)));
  site.planning.overnight_h = stated(7.5);
  CHECK(curve_of(site, LoadCase::three_phase).points[0].energy_kwh == doctest::Approx(0.23 * 3 * 20 * 7.5));
}

TEST_CASE("with phasors the worst two of three cars on a line are those on the same pair") {
  Site site = build_site(it_grid(), circuit("main", 20,
                                            {charger("A1", {L1, L3}, true), charger("A2", {L1, L3}, true),
                                             charger("A3", {L2, L1}, true)}));
  site.planning.current_model = stated(CurrentModel::phasor);
  const Curve curve = curve_of(site, LoadCase::single_phase);
  // Two on one pair add up; |2∠30° + 1∠-30°| = √7.
  check_near(guaranteed(curve), {20, 10, 20 / std::sqrt(7.0)});
}

TEST_CASE("no charger, no curve") {
  const Site site = build_site(tn_grid(), circuit("main", 63));
  for (const Curve& curve : curves_of(site)) CHECK(curve.points.empty());
}

TEST_CASE("a limit of 0 guarantees nothing") {
  Circuit main = circuit("main", 63, chargers("A", 3));
  main.node.limit_a = on_all_lines(0);
  for (const Curve& curve : curves_of(build_site(tn_grid(), main))) {
    check_near(guaranteed(curve), {0, 0, 0});
    for (const CurvePoint& point : curve.points) CHECK(point.typical_a == 0);
  }
}

TEST_CASE("up to 50 chargers each number has its point; beyond, 50 points that end at all of them") {
  for (const int count : {1, 2, 49, 50, 51, 52, 99, 100, 101, 137}) {
    CAPTURE(count);
    const Curve curve =
        curve_of(build_site(tn_grid(), circuit("main", 630, chargers("A", count))), LoadCase::three_phase);
    std::vector<int> expected;
    for (int j = 1; j <= std::min(count, 50); ++j) {
      expected.push_back(count <= 50 ? j : static_cast<int>(std::ceil(j * count / 50.0)));
    }
    std::vector<int> active;
    for (const CurvePoint& point : curve.points) active.push_back(point.active);
    CHECK(active == expected);
    CHECK(active.back() == count);
  }
}

TEST_CASE("the guaranteed current is that of the worst of all choices, each filled by bisection") {
  for (std::uint32_t seed = 1; seed <= 300; ++seed) {
    const Site site = random_site(seed);
    if (site.chargers.size() > 5) continue;
    for (const Curve& curve : curves_of(site)) {
      INFO("seed " << seed << ", case " << std::string(to_text(curve.load_case)));
      const std::vector<double> worst = worst_of_all_choices(naive_of(site, curve), smallest_filled_a);
      REQUIRE(worst.size() == curve.points.size());
      for (std::size_t p = 0; p < worst.size(); ++p) {
        CAPTURE(p);
        CHECK(std::abs(curve.points[p].guaranteed_a - worst[p]) < 1e-6);
      }
    }
  }
}

TEST_CASE("the guaranteed current is that of the worst of all choices, on sites of up to nine chargers") {
  for (std::uint32_t seed = 1; seed <= 150; ++seed) {
    const Site site = seed <= 12 ? mixed_phasor_site(seed) : random_site(seed);
    if (site.chargers.size() > 9) continue;
    for (const Curve& curve : curves_of(site)) {
      INFO("seed " << seed << ", case " << std::string(to_text(curve.load_case)));
      check_near(guaranteed(curve), worst_of_all_choices(naive_of(site, curve), naive_smallest_a));
    }
  }
}

TEST_CASE("the typical current is the mean over the orders of arrival, each worked out afresh") {
  for (std::uint32_t seed = 1; seed <= 60; ++seed) {
    const Site site = seed % 10 == 0 ? mixed_phasor_site(seed) : random_site(seed);
    const std::vector<std::uint32_t> rank = natural_ranks(site.chargers);
    std::vector<ChargerIndex> by_rank(rank.size());
    for (ChargerIndex i = 0; i < rank.size(); ++i) by_rank[rank[i]] = i;
    for (const Curve& curve : curves_of(site)) {
      INFO("seed " << seed << ", case " << std::string(to_text(curve.load_case)));
      const NaiveCase naive = naive_of(site, curve);
      std::vector<double> mean_a(rank.size());
      for (std::uint32_t number = 0; number < arrival_orders; ++number) {
        const std::vector<std::uint32_t> order = arrival_order(rank.size(), number);
        std::vector<bool> charging(rank.size());
        for (std::size_t k = 0; k < order.size(); ++k) {
          charging[by_rank[order[k]]] = true;
          mean_a[k] += naive_smallest_a(naive, charging) / arrival_orders;
        }
      }
      REQUIRE(curve.points.size() == mean_a.size());
      for (std::size_t k = 0; k < mean_a.size(); ++k) {
        CAPTURE(k);
        CHECK(std::abs(curve.points[k].typical_a - mean_a[k]) < 1e-9);
      }
    }
  }
}

TEST_CASE("on large sites, too, the typical current is the mean over the orders of arrival, each counted afresh") {
  for (std::uint32_t seed = 1; seed <= 6; ++seed) {
    Site site = large_site(seed);
    site.planning.current_model = stated(seed % 2 == 0 ? CurrentModel::phasor : CurrentModel::arithmetic);
    const std::vector<std::uint32_t> rank = natural_ranks(site.chargers);
    std::vector<ChargerIndex> by_rank(rank.size());
    for (ChargerIndex i = 0; i < rank.size(); ++i) by_rank[rank[i]] = i;
    for (const Curve& curve : curves_of(site)) {
      INFO("seed " << seed << ", case " << std::string(to_text(curve.load_case)));
      const LoadTree tree = tree_of(site, curve.wiring, curve.load_case);
      std::vector<double> mean_a(curve.points.size());
      for (std::uint32_t number = 0; number < arrival_orders; ++number) {
        const std::vector<std::uint32_t> order = arrival_order(rank.size(), number);
        std::vector<ByLines<int>> cars(tree.nodes.size());
        double own_a = 1000;
        std::size_t come = 0;
        for (std::size_t p = 0; p < mean_a.size(); ++p) {
          for (; come < static_cast<std::size_t>(curve.points[p].active); ++come) {
            const Consumer& consumer = tree.consumers[by_rank[order[come]]];
            own_a = std::min(own_a, consumer.own_maximum_a);
            for (NodeIndex v = consumer.node; v != no_index; v = tree.nodes[v].parent) {
              ++cars[v][consumer.lines.bits()];
            }
          }
          mean_a[p] += std::min(own_a, least_filling_a(tree, cars)) / arrival_orders;
        }
      }
      for (std::size_t p = 0; p < mean_a.size(); ++p) {
        CAPTURE(p);
        CHECK(std::abs(curve.points[p].typical_a - mean_a[p]) < 1e-9);
      }
    }
  }
}

TEST_CASE("the curve never rises, is never above what is typical, and ends at the smallest fair current") {
  for (std::uint32_t seed = 1; seed <= 1000; ++seed) {
    const Site site = random_site(seed);
    const Load load = plan_load(site, {});
    for (const CasePlan& plan : load.cases) {
      INFO("seed " << seed << ", case " << std::string(to_text(plan.load_case)));
      const std::vector<CurvePoint> points = capacity_curve(site, tree_of(site, load.wiring, plan.load_case));
      REQUIRE(points.empty() == !plan.guaranteed_min_a.has_value());
      for (std::size_t p = 0; p < points.size(); ++p) {
        CHECK(points[p].guaranteed_a <= points[p].typical_a + 1e-9);
        if (p > 0) CHECK(points[p].guaranteed_a <= points[p - 1].guaranteed_a);
        if (p > 0) CHECK(points[p].typical_a <= points[p - 1].typical_a + 1e-9);
      }
      if (points.empty()) continue;
      CHECK(printed(points.back().guaranteed_a) == printed(*plan.guaranteed_min_a));
      CHECK(printed(points.back().typical_a) == printed(*plan.guaranteed_min_a));
    }
  }
}

TEST_CASE("the order of the file plays no part") {
  for (std::uint32_t seed = 1; seed <= 100; ++seed) {
    INFO("seed " << seed);
    const Site site = random_site(seed);
    if (site.chargers.empty()) continue;
    Site turned = site;
    const Load load = plan_load(site, {});
    std::vector<ChargerWiring> wiring = load.wiring;
    for (const Node& node : site.nodes) {
      std::reverse(turned.chargers.begin() + node.charger_begin, turned.chargers.begin() + node.charger_end);
      std::reverse(wiring.begin() + node.charger_begin, wiring.begin() + node.charger_end);
    }
    const std::vector<CurvePoint> curve = capacity_curve(site, tree_of(site, load.wiring, LoadCase::single_phase));
    const std::vector<CurvePoint> again = capacity_curve(turned, tree_of(turned, wiring, LoadCase::single_phase));
    REQUIRE(curve.size() == again.size());
    for (std::size_t p = 0; p < curve.size(); ++p) {
      CHECK(curve[p].guaranteed_a == again[p].guaranteed_a);
      CHECK(curve[p].typical_a == again[p].typical_a);
      CHECK(curve[p].energy_kwh == again[p].energy_kwh);
    }
  }
}
