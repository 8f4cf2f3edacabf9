// The load plan of random small sites, against what its words promise and against a slow reference.

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>

#include "ampsite/plan/load/load.h"
#include "ampsite/plan/load/load_tree.h"
#include "ampsite/plan/load/simultaneous.h"
#include "ampsite/plan/load/tree_order.h"
#include "plan/load/naive_load.h"

using namespace ampsite;
using namespace ampsite::test;

namespace {

std::vector<double> fair_currents_a(const CasePlan& plan) {
  std::vector<double> currents;
  for (const ChargerLoad& load : plan.chargers) currents.push_back(load.fair_a);
  return currents;
}

bool same_within(const std::vector<double>& a, const std::vector<double>& b, double tolerance) {
  return a.size() == b.size() &&
         std::equal(a.begin(), a.end(), b.begin(), [&](double x, double y) { return std::abs(x - y) <= tolerance; });
}

NaiveCase naive_of(const Site& site, const Load& load, const CasePlan& plan) {
  return naive_case(site, load.wiring, plan.load_case, site.planning.current_model.value == CurrentModel::phasor);
}

/// Runs `check` on each case of many random sites, naming the seed where it fails.
template <class Check>
void for_random_cases(std::uint32_t sites, Check check) {
  for (std::uint32_t seed = 1; seed <= sites; ++seed) {
    const Site site = random_site(seed);
    const Load load = plan_load(site, {});
    for (const CasePlan& plan : load.cases) {
      INFO("seed " << seed << ", case " << std::string(to_text(plan.load_case)));
      check(site, load, plan);
    }
  }
}

}  // namespace

TEST_CASE("fair currents are those of raising all together by bisection") {
  for_random_cases(1000, [](const Site& site, const Load& load, const CasePlan& plan) {
    const std::vector<double> fair_a = fair_currents_a(plan);
    const std::vector<double> reference_a = naive_fair_a(naive_of(site, load, plan));
    CAPTURE(doctest::toString(fair_a));
    CHECK(same_within(fair_a, reference_a, 1e-5));
    const double least = fair_a.empty() ? 0 : *std::min_element(fair_a.begin(), fair_a.end());
    CHECK(plan.guaranteed_min_a.has_value() == !fair_a.empty());
    CHECK(plan.guaranteed_min_a.value_or(0) == least);
  });
}

TEST_CASE("each charger has its own maximum or a full line on which nobody has more") {
  for_random_cases(1000, [](const Site& site, const Load& load, const CasePlan& plan) {
    const NaiveCase naive = naive_of(site, load, plan);
    const std::vector<double> fair_a = fair_currents_a(plan);
    const std::vector<PerLine<double>> currents_a = naive_line_currents_a(naive, fair_a);
    REQUIRE(naive_fits(naive, fair_a));
    for (std::size_t i = 0; i < fair_a.size(); ++i) {
      const Bottleneck bottleneck = plan.chargers[i].bottleneck;
      if (bottleneck.own_limit()) {
        CHECK(fair_a[i] == doctest::Approx(naive.own_maximum_a[i]));
        continue;
      }
      CHECK(naive.lines[i].contains(bottleneck.line));
      CHECK(currents_a[bottleneck.node][bottleneck.line] ==
            doctest::Approx(naive.limit_a[bottleneck.node][bottleneck.line]));
      const Node& node = site.nodes[bottleneck.node];
      CHECK((node.charger_begin <= i && i < node.subtree_charger_end));
      for (std::size_t other = node.charger_begin; other < node.subtree_charger_end; ++other) {
        if (naive.lines[other].contains(bottleneck.line)) CHECK(fair_a[other] <= fair_a[i] + 1e-6);
      }
    }
  });
}

TEST_CASE("nodes report what flows through them and how full their worst line is") {
  for_random_cases(200, [](const Site& site, const Load& load, const CasePlan& plan) {
    const NaiveCase naive = naive_of(site, load, plan);
    const std::vector<PerLine<double>> currents_a = naive_line_currents_a(naive, fair_currents_a(plan));
    for (std::size_t v = 0; v < site.nodes.size(); ++v) {
      double utilisation = 0;
      for (const Line line : all_lines) {
        CHECK(std::abs(plan.nodes[v].current_a[line] - currents_a[v][line]) < 1e-9);
        const double limit_a = naive.limit_a[v][line];
        if (limit_a > 0) utilisation = std::max(utilisation, currents_a[v][line] / limit_a);
      }
      CHECK(plan.nodes[v].utilisation == doctest::Approx(utilisation));
      CHECK(plan.nodes[v].utilisation <= 1 + 1e-9);
    }
  });
}

TEST_CASE("the simultaneous set is the largest of all, and of those the first in natural order") {
  for_random_cases(400, [](const Site& site, const Load& load, const CasePlan& plan) {
    const NaiveCase naive = naive_of(site, load, plan);
    const std::size_t count = site.chargers.size();
    if (count > 10) return;
    const std::vector<std::uint32_t> rank = natural_ranks(site.chargers);
    // The charger of rank 0 stands in the highest bit, so that the first in natural order is the greatest number.
    unsigned best = 0;
    int best_size = 0;
    for (unsigned subset = 1; subset < (1U << count); ++subset) {
      std::vector<double> current_a(count);
      int size = 0;
      bool possible = true;
      for (std::size_t i = 0; i < count; ++i) {
        if ((subset >> (count - 1 - rank[i]) & 1U) == 0) continue;
        ++size;
        current_a[i] = std::ceil(own_minimum_a(site.chargers[i]));
        possible = possible && !naive.lines[i].empty() && current_a[i] <= std::floor(naive.own_maximum_a[i]);
      }
      if (size < best_size || !possible || !naive_fits(naive, current_a)) continue;
      best = subset;
      best_size = size;
    }
    std::vector<ChargerIndex> expected;
    for (ChargerIndex i = 0; i < count; ++i) {
      if ((best >> (count - 1 - rank[i]) & 1U) != 0) expected.push_back(i);
    }
    CHECK(plan.simultaneous.chargers == expected);
  });
}

TEST_CASE("beyond exhaustive search a set still fits; with neutral and equal least currents it is as large") {
  for (std::uint32_t seed = 1; seed <= 1000; ++seed) {
    INFO("seed " << seed);
    Site site = random_site(seed);
    const bool equal = seed % 2 == 0;
    if (equal) {
      for (Charger& charger : site.chargers) charger.min_a = by_default(6.0);
    }
    const Load load = plan_load(site, {});
    for (const CasePlan& plan : load.cases) {
      const LoadTree tree = make_load_tree(site, load.wiring, plan.load_case, site.planning.current_model.value,
                                           natural_ranks(site.chargers));
      const std::vector<WholeAmps> amps = whole_amps(tree);
      const std::vector<ChargerIndex> greedy = simultaneous(tree, amps, 0).chargers;
      std::vector<double> current_a(site.chargers.size());
      for (const ChargerIndex i : greedy) current_a[i] = amps[i].least_a;
      CHECK(naive_fits(naive_of(site, load, plan), current_a));
      CHECK(greedy.size() <= plan.simultaneous.chargers.size());
      if (equal && site.neutral()) CHECK(greedy.size() == plan.simultaneous.chargers.size());
    }
  }
}

TEST_CASE("settings fit, keep within each charger's range, and leave no ampere that anybody could have") {
  for_random_cases(1000, [](const Site& site, const Load& load, const CasePlan& plan) {
    const NaiveCase naive = naive_of(site, load, plan);
    std::vector<double> settings;
    for (const ChargerLoad& charger : plan.chargers) settings.push_back(charger.setpoint_a);
    CHECK(naive_fits(naive, settings));
    const std::vector<ChargerIndex>& set = plan.simultaneous.chargers;
    for (ChargerIndex i = 0; i < settings.size(); ++i) {
      CAPTURE(i);
      if (!std::binary_search(set.begin(), set.end(), i)) {
        CHECK(settings[i] == 0);
        continue;
      }
      CHECK(settings[i] >= own_minimum_a(site.chargers[i]));
      CHECK(settings[i] <= naive.own_maximum_a[i]);
      std::vector<double> more = settings;
      more[i] += 1;
      const bool could_have_more = more[i] <= naive.own_maximum_a[i] && naive_fits(naive, more);
      CHECK_FALSE(could_have_more);
    }
  });
}

TEST_CASE("settings are those that the contract's words give") {
  for_random_cases(1000, [](const Site& site, const Load& load, const CasePlan& plan) {
    std::vector<int> settings;
    for (const ChargerLoad& charger : plan.chargers) settings.push_back(charger.setpoint_a);
    CHECK(settings == naive_settings_a(naive_of(site, load, plan), plan.simultaneous.chargers));
    if (plan.load_case != LoadCase::three_phase) return;
    const LoadTree adding_up =
        make_load_tree(site, load.wiring, plan.load_case, CurrentModel::arithmetic, natural_ranks(site.chargers));
    const std::vector<ChargerIndex> set = simultaneous(adding_up, whole_amps(adding_up)).chargers;
    CHECK(load.offline_a == naive_settings_a(naive_case(site, load.wiring, plan.load_case, false), set));
  });
}

TEST_CASE("whatever the cars are, all may fall back to their offline currents at once") {
  for_random_cases(400, [](const Site& site, const Load& load, const CasePlan& plan) {
    std::vector<double> offline(load.offline_a.begin(), load.offline_a.end());
    REQUIRE(offline.size() == site.chargers.size());
    CHECK(naive_fits(naive_of(site, load, plan), offline));
  });
}
