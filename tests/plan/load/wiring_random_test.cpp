// The wiring of random small sites, against what its words promise.

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <map>

#include "ampsite/plan/load/wiring.h"
#include "plan/load/choice_problems.h"
#include "plan/load/naive_load.h"
#include "plan/site_builder.h"

using namespace ampsite;
using namespace ampsite::test;

namespace {

std::vector<double> sorted_single_phase_a(const Site& site, const std::vector<ChargerWiring>& wiring, bool phasor) {
  std::vector<double> currents_a = naive_fair_a(naive_case(site, wiring, LoadCase::single_phase, phasor));
  std::sort(currents_a.begin(), currents_a.end());
  return currents_a;
}

/// The lines or pairs that the plan could have given the charger's one-phase car, where no PLC binds it.
std::vector<LineSet> open_to(const Site& site, ChargerIndex i, const ChargerWiring& wiring) {
  const std::vector<LineSet> lines{{Line::L1}, {Line::L2}, {Line::L3}};
  const std::vector<LineSet> pairs{{Line::L1, Line::L2}, {Line::L1, Line::L3}, {Line::L2, Line::L3}};
  const Charger& charger = site.chargers[i];
  const LineSet circuit = site.nodes[charger.node].lines;
  if (wiring.fixed && !circuit.contains(charger.phases->lines())) return {LineSet{}};
  const bool by_charger = site.planning.one_phase_line.value == OnePhaseLine::charger;
  const bool any = by_charger ? wiring.phases.size() == 3 : !wiring.fixed && circuit.size() == 3;
  if (any) return site.neutral() ? lines : pairs;
  const bool stays = wiring.fixed || (by_charger && charger.phases.has_value() && !wiring.changed);
  if (site.neutral() && circuit.size() == 2 && !stays) {
    std::vector<LineSet> either;
    std::copy_if(lines.begin(), lines.end(), std::back_inserter(either),
                 [&](LineSet line) { return circuit.contains(line); });
    return either;
  }
  return {wiring.one_phase_on};
}

int forced_uses(const Site& site, const WiringChoice& choice) {
  int forced = 0;
  for (ChargerIndex i = 0; i < site.chargers.size(); ++i) {
    int least = 1000;
    for (const LineSet lines : open_to(site, i, choice.wiring[i])) {
      int loaded = 0;
      for (const CutEntry& entry : choice.proof->cut) {
        const Node& node = site.nodes[entry.node];
        loaded += node.charger_begin <= i && i < node.subtree_charger_end && lines.contains(entry.line) ? 1 : 0;
      }
      least = std::min(least, loaded);
    }
    forced += least;
  }
  return forced;
}

/// The same installation with the chargers and circuits of each node listed the other way round.
Circuit turned_round(const Site& site, NodeIndex v) {
  Circuit made;
  made.node = site.nodes[v];
  made.node.lines = {};
  made.chargers.assign(site.chargers.begin() + site.nodes[v].charger_begin,
                       site.chargers.begin() + site.nodes[v].charger_end);
  std::reverse(made.chargers.begin(), made.chargers.end());
  for (NodeIndex child = v + 1; child < site.nodes[v].subtree_end; child = site.nodes[child].subtree_end) {
    made.circuits.insert(made.circuits.begin(), turned_round(site, child));
  }
  return made;
}

template <class Check>
void for_random_sites(std::uint32_t sites, Check check) {
  for (std::uint32_t seed = 1; seed <= sites; ++seed) {
    CAPTURE(seed);
    const Site site = random_site(seed);
    if (site.chargers.empty()) continue;
    check(site, choose_wiring(site, {}));
  }
}

}  // namespace

TEST_CASE("the proof names the smallest current that the wiring gives, and a cut that adds up or an own maximum") {
  for_random_sites(300, [](const Site& site, const WiringChoice& choice) {
    REQUIRE(choice.proof);
    const WiringProof& proof = *choice.proof;
    const std::vector<double> currents_a = sorted_single_phase_a(site, choice.wiring, false);
    CHECK(std::abs(proof.guaranteed_a - currents_a.front()) < 1e-5);
    CHECK(proof.guaranteed_a <= proof.upper_bound_a);
    CHECK(proof.cut.empty() == (proof.own_limit != no_index));
    CHECK_FALSE(proof.argument.empty());
    if (proof.own_limit != no_index) {
      const NaiveCase naive = naive_case(site, choice.wiring, LoadCase::single_phase, false);
      CHECK(naive.own_maximum_a[proof.own_limit] == proof.guaranteed_a);
      return;
    }
    const std::vector<PerLine<double>> limit_a = capacities_a(site);
    int holds = 0;
    for (const CutEntry& entry : proof.cut) {
      CHECK(entry.limit_a == limit_a[entry.node][entry.line]);
      const double left = entry.limit_a > 0 ? std::ceil(entry.limit_a / proof.guaranteed_a) - 1 : 0;
      CHECK(entry.holds == static_cast<int>(left));
      holds += entry.holds;
    }
    CHECK(proof.forced == forced_uses(site, choice));
    CHECK(proof.forced > holds);
  });
}

TEST_CASE("with phasors the smallest current is at least the one that is proved, and at most the bound") {
  for_random_sites(300, [](const Site& site, const WiringChoice& choice) {
    const bool phasor = used_current_model(site) == CurrentModel::phasor;
    const double smallest_a = sorted_single_phase_a(site, choice.wiring, phasor).front();
    CHECK(smallest_a >= choice.proof->guaranteed_a - 1e-5);
    CHECK(smallest_a <= choice.proof->upper_bound_a + 1e-5);
  });
}

TEST_CASE("the sorted currents stay below their bound, and reach it where they are said to be optimal") {
  for_random_sites(300, [](const Site& site, const WiringChoice& choice) {
    const SecondProof& second = choice.proof->second;
    const std::vector<double> currents_a = sorted_single_phase_a(site, choice.wiring, false);
    REQUIRE(second.bound_a.size() == currents_a.size());
    bool differs = false;
    for (std::size_t i = 0; i < currents_a.size() && !differs; ++i) {
      differs = std::abs(currents_a[i] - second.bound_a[i]) > 1e-4;
      if (differs) CHECK(currents_a[i] < second.bound_a[i]);
    }
    CHECK((!second.optimal || !differs));
  });
}

TEST_CASE("each charger has a wiring that is open to it") {
  for_random_sites(300, [](const Site& site, const WiringChoice& choice) {
    for (ChargerIndex i = 0; i < site.chargers.size(); ++i) {
      const Charger& charger = site.chargers[i];
      const ChargerWiring& wiring = choice.wiring[i];
      const std::vector<LineSet> open = open_to(site, i, wiring);
      CHECK(std::count(open.begin(), open.end(), wiring.one_phase_on) == 1);
      CHECK(wiring.changed == (charger.phases.has_value() && charger.phases.value != wiring.phases));
      if (wiring.fixed) CHECK_FALSE(wiring.changed);
      if (site.planning.one_phase_line.value == OnePhaseLine::terminal && !wiring.one_phase_on.empty()) {
        CHECK(wiring.one_phase_on == terminal_pair(wiring.phases, site.neutral()));
      }
    }
  });
}

TEST_CASE("listing chargers and circuits in another order changes no wiring") {
  for_random_sites(200, [](const Site& site, const WiringChoice& choice) {
    Site other = build_site(site.grid.value, turned_round(site, 0));
    other.planning = site.planning;
    const WiringChoice turned = choose_wiring(other, {});
    std::map<std::string, const ChargerWiring*> by_id;
    for (ChargerIndex i = 0; i < other.chargers.size(); ++i) by_id[other.chargers[i].id.value] = &turned.wiring[i];
    for (ChargerIndex i = 0; i < site.chargers.size(); ++i) {
      const ChargerWiring& same = *by_id[site.chargers[i].id.value];
      CHECK(same.phases == choice.wiring[i].phases);
      CHECK(same.one_phase_on == choice.wiring[i].one_phase_on);
    }
    CHECK(turned.proof->guaranteed_a == choice.proof->guaranteed_a);
    CHECK(turned.proof->cut.size() == choice.proof->cut.size());
    CHECK(turned.proof->forced == choice.proof->forced);
  });
}

TEST_CASE("a higher fuse and limit never lower the guaranteed current") {
  for_random_sites(100, [](const Site& site, const WiringChoice& choice) {
    for (NodeIndex v = 0; v < site.nodes.size(); ++v) {
      Site raised = site;
      raised.nodes[v].fuse_a = stated(raised.nodes[v].fuse_a.value + 7);
      if (raised.nodes[v].limit_a.has_value()) {
        for (const Line line : all_lines) {
          Stated<double>& limit_a = raised.nodes[v].limit_a.value.line[line];
          if (limit_a.has_value()) limit_a.value += 7;
        }
      }
      CHECK(choose_wiring(raised, {}).proof->guaranteed_a >= choice.proof->guaranteed_a);
    }
  });
}

TEST_CASE("a plan that is carried out is not changed by the next") {
  for_random_sites(300, [](const Site& site, const WiringChoice& choice) {
    if (!choice.proof->second.optimal) return;
    Site done = site;
    for (ChargerIndex i = 0; i < site.chargers.size(); ++i) {
      if (!site.nodes[site.chargers[i].node].lines.empty()) done.chargers[i].phases = stated(choice.wiring[i].phases);
    }
    const WiringChoice again = choose_wiring(done, {});
    for (ChargerIndex i = 0; i < site.chargers.size(); ++i) {
      const bool can_be_wired = !site.nodes[site.chargers[i].node].lines.empty();
      CHECK_FALSE((can_be_wired && again.wiring[i].changed));
    }
  });
}
