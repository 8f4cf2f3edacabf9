// How many can charge at once: against exhaustive search on small sites, and what large sites have to keep to.

#include "ampsite/plan/load/simultaneous.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>

#include "ampsite/plan/load/load.h"
#include "ampsite/plan/load/tree_order.h"
#include "ampsite/plan/load/wiring.h"
#include "plan/load/naive_load.h"
#include "plan/site_builder.h"

using namespace ampsite;
using namespace ampsite::test;

namespace {

LoadTree tree_of(const Site& site, const std::vector<ChargerWiring>& wiring, LoadCase load_case) {
  return make_load_tree(site, wiring, load_case, used_current_model(site), natural_ranks(site.chargers));
}

/// Runs `check` on each case of many random small sites; every other site has equal least currents.
template <class Check>
void for_random_trees(std::uint32_t sites, Check check) {
  for (std::uint32_t seed = 1; seed <= sites; ++seed) {
    Site site = random_site(seed);
    const bool equal = seed % 2 == 0;
    for (Charger& charger : site.chargers) {
      if (equal) charger.min_a = by_default(6.0);
    }
    const std::vector<ChargerWiring> wiring = choose_wiring(site, {}).wiring;
    for (const LoadCase load_case : load_cases(site)) {
      INFO("seed " << seed << ", case " << std::string(to_text(load_case)));
      check(site, wiring, load_case, equal);
    }
  }
}

/// The most cars on one line of one node when nothing else limits them, and how many there are.
struct OnLine {
  int fit = 0;
  int there = 0;
};

OnLine naive_on_line(const NaiveCase& naive, const std::vector<WholeAmps>& amps, NodeIndex v, Line line) {
  NaiveCase alone = naive;
  for (NodeIndex node = 0; node < alone.limit_a.size(); ++node) alone.limit_a[node] = PerLine<double>(1e9);
  alone.limit_a[v][line] = naive.limit_a[v][line];
  const Node& node = naive.site->nodes[v];
  std::vector<ChargerIndex> cars;
  for (ChargerIndex i = node.charger_begin; i < node.subtree_charger_end; ++i) {
    if (naive.lines[i].contains(line)) cars.push_back(i);
  }
  OnLine found;
  found.there = static_cast<int>(cars.size());
  for (unsigned subset = 0; subset < (1U << cars.size()); ++subset) {
    std::vector<double> current_a(naive.lines.size());
    int size = 0;
    for (std::size_t k = 0; k < cars.size(); ++k) {
      if ((subset >> k & 1U) == 0) continue;
      current_a[cars[k]] = amps[cars[k]].least_a;
      ++size;
    }
    if (size > found.fit && naive_fits(alone, current_a)) found.fit = size;
  }
  return found;
}

Simultaneous behind(const Grid& grid, double fuse_a, LoadCase load_case, CurrentModel model, int cars) {
  Site site = build_site(grid, circuit("main", fuse_a, chargers("A", cars)));
  site.planning.current_model = stated(model);
  const LoadTree tree = tree_of(site, choose_wiring(site, {}).wiring, load_case);
  return simultaneous(tree, whole_amps(tree));
}

}  // namespace

TEST_CASE("without search: no more than the best set, and no bound below it") {
  int cases = 0;
  int set_is_best = 0;
  int bound_is_best = 0;
  for_random_trees(3000, [&](const Site& site, const auto& wiring, LoadCase load_case, bool equal) {
    const LoadTree tree = tree_of(site, wiring, load_case);
    const std::vector<WholeAmps> amps = whole_amps(tree);
    const Simultaneous best = simultaneous(tree, amps);
    const Simultaneous quick = simultaneous(tree, amps, 0);
    const int count = static_cast<int>(best.chargers.size());
    CHECK(best.upper_bound == count);
    CHECK(static_cast<int>(quick.chargers.size()) <= count);
    CHECK(quick.upper_bound >= count);
    if (equal && site.neutral()) {
      CHECK(static_cast<int>(quick.chargers.size()) == count);
      CHECK(quick.upper_bound == count);
    }
    ++cases;
    set_is_best += static_cast<int>(quick.chargers.size()) == count ? 1 : 0;
    bound_is_best += quick.upper_bound == count ? 1 : 0;
  });
  MESSAGE(cases << " cases: the set is the best in " << set_is_best << ", the bound in " << bound_is_best);
  CHECK(set_is_best >= cases * 98 / 100);
  CHECK(bound_is_best >= cases * 97 / 100);
}

TEST_CASE("the share of time is the least of cars that fit / cars there, where currents add up") {
  int compared = 0;
  for_random_trees(500, [&](const Site& site, const auto& wiring, LoadCase load_case, bool) {
    if (site.chargers.size() > 9) return;
    const LoadTree tree = tree_of(site, wiring, load_case);
    const std::vector<WholeAmps> amps = whole_amps(tree);
    const double time_share = simultaneous(tree, amps).time_share;
    const std::vector<bool> able = can_charge_alone(tree, amps);
    if (std::find(able.begin(), able.end(), false) != able.end()) {
      CHECK(time_share == 0);
      return;
    }
    const bool phasor = tree.model == CurrentModel::phasor;
    const NaiveCase naive = naive_case(site, wiring, load_case, phasor);
    double expected = 1;
    for (NodeIndex v = 0; v < site.nodes.size(); ++v) {
      for (const Line line : all_lines) {
        const OnLine on_line = naive_on_line(naive, amps, v, line);
        if (on_line.there > 0) expected = std::min(expected, static_cast<double>(on_line.fit) / on_line.there);
      }
    }
    ++compared;
    CAPTURE(expected);
    CHECK(time_share >= expected - 1e-12);
    if (!phasor) CHECK(time_share <= expected + 1e-12);
  });
  CHECK(compared > 100);
}

TEST_CASE("many alike behind one fuse: the set is proved to be the largest") {
  const auto arithmetic = CurrentModel::arithmetic;
  const auto phasor = CurrentModel::phasor;
  struct Example {
    Grid grid;
    LoadCase load_case;
    CurrentModel model;
    int at_63_a;
  };
  const Example examples[] = {{tn_grid(), LoadCase::three_phase, arithmetic, 10},
                              {tn_grid(), LoadCase::single_phase, arithmetic, 30},
                              {it_grid(), LoadCase::three_phase, phasor, 10},
                              {it_grid(), LoadCase::single_phase, arithmetic, 15},
                              {it_grid(), LoadCase::single_phase, phasor, 18}};
  for (const Example& example : examples) {
    const Simultaneous found = behind(example.grid, 63, example.load_case, example.model, 90);
    CHECK(static_cast<int>(found.chargers.size()) == example.at_63_a);
    CHECK(found.upper_bound == example.at_63_a);
    CHECK(found.time_share >= example.at_63_a / 90.0);
  }
  CHECK(behind(tn_grid(), 63, LoadCase::three_phase, arithmetic, 40).time_share == doctest::Approx(0.25));
  CHECK(behind(it_grid(), 63, LoadCase::single_phase, arithmetic, 40).time_share == doctest::Approx(10.0 / 27));
}

TEST_CASE("who can never charge has no share of the time") {
  Site site = build_site(tn_grid(), circuit("main", 63, chargers("A", 2)));
  site.chargers[1].max_a = stated(5.0);
  const LoadTree tree = tree_of(site, choose_wiring(site, {}).wiring, LoadCase::three_phase);
  const Simultaneous found = simultaneous(tree, whole_amps(tree));
  CHECK(found.chargers == std::vector<ChargerIndex>{0});
  CHECK(found.upper_bound == 1);
  CHECK(found.time_share == 0);
}

TEST_CASE("nobody there, or room for all: all of the time") {
  for (const int cars : {0, 3}) {
    const Simultaneous found = behind(tn_grid(), 63, LoadCase::three_phase, CurrentModel::arithmetic, cars);
    CHECK(static_cast<int>(found.chargers.size()) == cars);
    CHECK(found.upper_bound == cars);
    CHECK(found.time_share == 1);
  }
}

TEST_CASE("parts that share no tight line are decided each by itself") {
  std::vector<Circuit> circuits;
  for (int k = 1; k <= 4; ++k) {
    const std::string id = "K" + std::to_string(k);
    circuits.push_back(circuit(id, 25, chargers(id + "-", 8)));
    for (int i = 0; i < 8; ++i) circuits.back().chargers[static_cast<std::size_t>(i)].min_a = stated(6.0 + i % 5);
  }
  Site site = build_site(it_grid(), circuit("main", 630, {}, circuits));
  site.planning.current_model = stated(CurrentModel::phasor);
  const LoadTree tree = tree_of(site, choose_wiring(site, {}).wiring, LoadCase::single_phase);
  const Simultaneous found = simultaneous(tree, whole_amps(tree));
  CHECK(site.chargers.size() > searched_exhaustively);
  CHECK(found.upper_bound == static_cast<int>(found.chargers.size()));
}
