// What holds for the load plan of any site, on sites of hundreds and thousands of chargers.

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <complex>
#include <map>
#include <random>
#include <string>
#include <vector>

#include "ampsite/electric/load_case.h"
#include "ampsite/plan/load/load.h"
#include "plan/site_builder.h"

using namespace ampsite;
using namespace ampsite::test;

namespace {

class Dice {
 public:
  explicit Dice(std::uint32_t seed) : engine_(seed) {}
  int between(int low, int high) {
    return low + static_cast<int>(engine_() % static_cast<std::uint32_t>(high - low + 1));
  }
  bool one_in(int times) { return between(1, times) == 1; }
  template <class T>
  void shuffle(std::vector<T>& list) {
    for (std::size_t i = list.size(); i > 1; --i) {
      std::swap(list[i - 1], list[static_cast<std::size_t>(between(0, static_cast<int>(i) - 1))]);
    }
  }

 private:
  std::mt19937 engine_;
};

struct LargeSite {
  Circuit supply;
  Grid grid;
  OnePhaseLine decides = OnePhaseLine::terminal;
  CurrentModel model = CurrentModel::arithmetic;
};

Stated<LineCurrents> random_limit(Dice& dice, int low, int high) {
  if (dice.one_in(2)) return on_all_lines(dice.between(low, high));
  return on_lines({{Line::L1, dice.between(low, high)}, {Line::L2, dice.between(low, high)}, {Line::L3, high}});
}

Charger random_charger(Dice& dice, int number) {
  static constexpr std::array<Wiring, 3> rotations{
      Wiring{Line::L1, Line::L2, Line::L3}, Wiring{Line::L2, Line::L3, Line::L1}, Wiring{Line::L3, Line::L1, Line::L2}};
  const std::string id = "A" + std::to_string(number);
  const Wiring& wiring = rotations[static_cast<std::size_t>(dice.between(0, 2))];
  Charger made = dice.one_in(3) ? charger(id, wiring, true) : dice.one_in(3) ? charger(id, wiring) : charger(id);
  if (dice.one_in(4)) made.max_a = stated<double>(dice.between(10, 32));
  if (dice.one_in(3)) made.vehicle = stated(vehicle(dice.one_in(2) ? 1 : 3));
  return made;
}

LargeSite random_large_site(std::uint32_t seed, int chargers) {
  Dice dice(seed);
  LargeSite site;
  const bool neutral = dice.one_in(2);
  site.grid = neutral ? tn_grid() : it_grid();
  site.decides = dice.one_in(2) ? OnePhaseLine::charger : OnePhaseLine::terminal;
  site.model = dice.one_in(3) ? CurrentModel::phasor : CurrentModel::arithmetic;
  site.supply = circuit("main", 8 * chargers);
  site.supply.node.limit_a = random_limit(dice, 3 * chargers, 6 * chargers);
  int circuits = 0;
  for (int placed = 0; placed < chargers;) {
    Circuit level = circuit("E" + std::to_string(site.supply.circuits.size() + 1), 1600);
    level.node.limit_a = random_limit(dice, 600, 1500);
    level.node.base_load_a = on_all_lines(dice.between(0, 30));
    for (int k = 0; k < 6 && placed < chargers; ++k) {
      Circuit busbar = circuit("K" + std::to_string(++circuits), 250);
      busbar.node.limit_a = random_limit(dice, dice.one_in(8) ? 0 : 80, 250);
      for (int left = dice.between(15, 40); left > 0 && placed < chargers; --left) {
        busbar.chargers.push_back(random_charger(dice, ++placed));
      }
      level.circuits.push_back(busbar);
    }
    site.supply.circuits.push_back(level);
  }
  return site;
}

Site built(const LargeSite& large) {
  Site site = build_site(large.grid, large.supply);
  site.planning.one_phase_line = stated(large.decides);
  site.planning.current_model = stated(large.model);
  return site;
}

int number_of(const Charger& charger) { return std::stoi(charger.id->substr(1)); }

/// One charger in five talks over PLC, whichever its place in the file.
Connectivity a_fifth_over_plc(const Site& site) {
  Connectivity planned;
  for (NodeIndex v = 0; v < site.nodes.size(); ++v) {
    PlcNetwork network;
    network.circuit = v;
    network.pair = site.neutral() ? LineSet{Line::L1} : LineSet{Line::L1, Line::L3};
    for (ChargerIndex i = site.nodes[v].charger_begin; i < site.nodes[v].charger_end; ++i) {
      if (number_of(site.chargers[i]) % 5 == 0 && !site.chargers[i].fixed.value) network.chargers.push_back(i);
    }
    if (!network.chargers.empty()) planned.plc_networks.push_back(network);
  }
  return planned;
}

Load load_of(const Site& site) { return plan_load(site, a_fifth_over_plc(site)); }

LineSet drawn_on(const Site& site, const Load& load, LoadCase load_case, ChargerIndex i) {
  const ChargerWiring& wiring = load.wiring[i];
  const bool one_phase = one_phase_car(site.chargers[i], load_case, wiring.phases.lines(), site.neutral());
  return one_phase ? wiring.one_phase_on : wiring.phases.lines();
}

constexpr double degrees_30 = 0.52359877559829887308;

/// The current of a car as a phasor on one of its lines, turned so that the voltage of the line lies at 0.
std::complex<double> on_line(const Site& site, CurrentModel model, LineSet lines, Line line, double current_a) {
  if (site.neutral() || model == CurrentModel::arithmetic || lines.size() != 2) return current_a;
  // The pair's voltage leads or lags the line's by 30 degrees: the next line in turn lags, the one before leads.
  const Line next = all_lines[(static_cast<std::size_t>(line) + 1) % 3];
  return std::polar(current_a, lines.contains(next) ? degrees_30 : -degrees_30);
}

/// What flows through each node.
std::vector<PerLine<double>> flows_a(const Site& site, const Load& load, LoadCase load_case, CurrentModel model,
                                     const std::vector<double>& current_a) {
  std::vector<PerLine<std::complex<double>>> sums(site.nodes.size());
  for (ChargerIndex i = 0; i < site.chargers.size(); ++i) {
    const LineSet lines = drawn_on(site, load, load_case, i);
    for (const Line line : all_lines) {
      if (!lines.contains(line)) continue;
      sums[site.chargers[i].node][line] += on_line(site, model, lines, line, current_a[i]);
    }
  }
  std::vector<PerLine<double>> flows(site.nodes.size());
  for (std::size_t v = site.nodes.size(); v-- > 0;) {
    for (const Line line : all_lines) {
      flows[v][line] = std::abs(sums[v][line]);
      if (site.nodes[v].parent != no_index) sums[site.nodes[v].parent][line] += sums[v][line];
    }
  }
  return flows;
}

bool within(const std::vector<PerLine<double>>& flows_a, const std::vector<PerLine<double>>& limits_a) {
  for (std::size_t v = 0; v < flows_a.size(); ++v) {
    for (const Line line : all_lines) {
      if (flows_a[v][line] > limits_a[v][line] + tolerance_a) return false;
    }
  }
  return true;
}

/// The largest current of the cars on each line of each node.
std::vector<PerLine<double>> most_a(const Site& site, const Load& load, const CasePlan& plan) {
  std::vector<PerLine<double>> most(site.nodes.size(), PerLine<double>(0.0));
  for (ChargerIndex i = 0; i < site.chargers.size(); ++i) {
    const LineSet lines = drawn_on(site, load, plan.load_case, i);
    for (const Line line : all_lines) {
      if (!lines.contains(line)) continue;
      double& on_node = most[site.chargers[i].node][line];
      on_node = std::max(on_node, plan.chargers[i].fair_a);
    }
  }
  for (std::size_t v = site.nodes.size(); v-- > 1;) {
    for (const Line line : all_lines) {
      double& above = most[site.nodes[v].parent][line];
      above = std::max(above, most[v][line]);
    }
  }
  return most;
}

bool is_below(const Site& site, ChargerIndex charger, NodeIndex node) {
  return site.nodes[node].charger_begin <= charger && charger < site.nodes[node].subtree_charger_end;
}

template <class Check>
void for_large_sites(std::uint32_t sites, int chargers, Check check) {
  for (std::uint32_t seed = 1; seed <= sites; ++seed) {
    INFO("seed " << seed << ", " << chargers << " chargers");
    check(random_large_site(seed, chargers), seed);
  }
}

std::vector<double> fair_a(const CasePlan& plan) {
  std::vector<double> currents_a;
  for (const ChargerLoad& charger : plan.chargers) currents_a.push_back(charger.fair_a);
  return currents_a;
}

std::vector<double> setpoints_a(const CasePlan& plan) {
  std::vector<double> currents_a;
  for (const ChargerLoad& charger : plan.chargers) currents_a.push_back(charger.setpoint_a);
  return currents_a;
}

/// All of a load plan by ids, so that it can be compared with that of the same site in another order.
std::map<std::string, std::string> by_ids(const Site& site, const Load& load) {
  const auto amps = [](double current_a) { return std::to_string(std::round(current_a * 1e6) / 1e6); };
  std::map<std::string, std::string> facts;
  for (ChargerIndex i = 0; i < site.chargers.size(); ++i) {
    const std::string& id = *site.chargers[i].id;
    facts[id] = describe(load.wiring[i].phases) + " on " + describe(load.wiring[i].one_phase_on) + ", offline " +
                std::to_string(load.offline_a[i]);
    for (const CasePlan& plan : load.cases) {
      const ChargerLoad& charger = plan.chargers[i];
      const std::string held_by = charger.bottleneck.own_limit() ? "itself"
                                                                 : *site.nodes[charger.bottleneck.node].id + " on " +
                                                                       std::string(to_text(charger.bottleneck.line));
      facts[id + " " + std::string(to_text(plan.load_case))] =
          amps(charger.fair_a) + " fair, " + std::to_string(charger.setpoint_a) + " set, held by " + held_by;
    }
  }
  for (const CasePlan& plan : load.cases) {
    std::string curve = amps(plan.guaranteed_min_a.value_or(0)) + ", " + amps(plan.simultaneous.upper_bound);
    for (const CurvePoint& point : plan.capacity_curve) curve += ", " + amps(point.guaranteed_a);
    facts[std::string(to_text(plan.load_case))] = curve;
  }
  for (const Improvement& improvement : load.improvements) {
    std::vector<std::string> ids;
    for (const NodeIndex v : improvement.nodes) ids.push_back(*site.nodes[v].id);
    std::sort(ids.begin(), ids.end());
    facts["improvement of " + listed(ids)] = amps(improvement.guaranteed_min_a.value_or(-1)) + improvement.why_not;
  }
  if (load.wiring_proof.has_value()) facts["proof"] = amps(load.wiring_proof->guaranteed_a);
  return facts;
}

void shuffle_all(Circuit& circuit, Dice& dice) {
  dice.shuffle(circuit.chargers);
  dice.shuffle(circuit.circuits);
  for (Circuit& below : circuit.circuits) shuffle_all(below, dice);
}

double smallest_a(const CasePlan& plan) { return plan.guaranteed_min_a.value_or(0); }

}  // namespace

TEST_CASE("large sites: fair currents, settings and what chargers fall back to keep every limit") {
  const auto check = [](const LargeSite& large, std::uint32_t) {
    const Site site = built(large);
    const Load load = load_of(site);
    const std::vector<PerLine<double>> limits_a = capacities_a(site);
    for (const CasePlan& plan : load.cases) {
      INFO("case " << std::string(to_text(plan.load_case)));
      const std::vector<double> fair = fair_a(plan);
      CHECK(within(flows_a(site, load, plan.load_case, large.model, fair), limits_a));
      CHECK(within(flows_a(site, load, plan.load_case, large.model, setpoints_a(plan)), limits_a));
      for (ChargerIndex i = 0; i < fair.size(); ++i) {
        CHECK(fair[i] <= own_maximum_a(site.chargers[i], plan.load_case) + tolerance_a);
      }
    }
    const std::vector<double> offline_a(load.offline_a.begin(), load.offline_a.end());
    CHECK(within(flows_a(site, load, LoadCase::three_phase, CurrentModel::arithmetic, offline_a), limits_a));
  };
  for_large_sites(6, 300, check);
  for_large_sites(2, 2500, check);
}

TEST_CASE("large sites: whoever is below its own maximum stands before a full line on which nobody has more") {
  const auto check = [](const LargeSite& large, std::uint32_t) {
    const Site site = built(large);
    const Load load = load_of(site);
    const std::vector<PerLine<double>> limits_a = capacities_a(site);
    for (const CasePlan& plan : load.cases) {
      INFO("case " << std::string(to_text(plan.load_case)));
      const std::vector<PerLine<double>> flows = flows_a(site, load, plan.load_case, large.model, fair_a(plan));
      const std::vector<PerLine<double>> most = most_a(site, load, plan);
      for (ChargerIndex i = 0; i < site.chargers.size(); ++i) {
        const ChargerLoad& charger = plan.chargers[i];
        CAPTURE(*site.chargers[i].id);
        if (charger.bottleneck.own_limit()) {
          CHECK(charger.fair_a == doctest::Approx(own_maximum_a(site.chargers[i], plan.load_case)));
          continue;
        }
        const NodeIndex v = charger.bottleneck.node;
        const Line line = charger.bottleneck.line;
        CHECK(is_below(site, i, v));
        CHECK(drawn_on(site, load, plan.load_case, i).contains(line));
        CHECK(std::abs(flows[v][line] - limits_a[v][line]) <= 10 * tolerance_a);
        CHECK(most[v][line] <= charger.fair_a + 10 * tolerance_a);
      }
    }
  };
  for_large_sites(6, 300, check);
  for_large_sites(2, 2500, check);
}

TEST_CASE("large sites: raising any limit never lowers the smallest guaranteed current") {
  for_large_sites(4, 300, [](const LargeSite& large, std::uint32_t seed) {
    const Site before = built(large);
    const Load lower = load_of(before);
    Dice dice(seed + 1000);
    for (int raises = 0; raises < 12; ++raises) {
      Site after = before;
      // The supply and the first level hold most chargers down, so they are raised most.
      const int last = raises < 3 ? 2 : static_cast<int>(after.nodes.size()) - 1;
      const auto v = static_cast<std::size_t>(raises == 0 ? 0 : dice.between(0, last));
      Node& node = after.nodes[v];
      for (const Line line : all_lines) {
        if (dice.one_in(2)) continue;
        Stated<double>& limit_a = node.limit_a.value.line[line];
        limit_a = stated(limit_a.value + dice.between(1, 100));
      }
      INFO("raised at " << *node.id);
      const Load higher = load_of(after);
      CHECK(smallest_a(higher.cases[0]) >= smallest_a(lower.cases[0]) - tolerance_a);
      REQUIRE(higher.wiring_proof.has_value());
      CHECK(higher.wiring_proof->guaranteed_a >= lower.wiring_proof->guaranteed_a - tolerance_a);
      // With phasors the lines are chosen by currents that add up, and may turn out a little worse.
      if (used_current_model(before) == CurrentModel::phasor) continue;
      CHECK(smallest_a(higher.cases[1]) >= smallest_a(lower.cases[1]) - tolerance_a);
    }
  });
}

TEST_CASE("large sites: circuits and chargers in another order get the same plan") {
  const auto check = [](LargeSite large, std::uint32_t seed) {
    const Site site = built(large);
    const auto expected = by_ids(site, load_of(site));
    Dice dice(seed + 2000);
    shuffle_all(large.supply, dice);
    const Site shuffled = built(large);
    REQUIRE(*shuffled.chargers.front().id != *site.chargers.front().id);
    const auto found = by_ids(shuffled, load_of(shuffled));
    CHECK(found.size() == expected.size());
    int differing = 0;
    for (const auto& [name, fact] : expected) {
      const auto other = found.find(name);
      const std::string text = other == found.end() ? "nothing" : other->second;
      if (text == fact || ++differing > 5) continue;
      CAPTURE(name);
      CHECK(text == fact);
    }
    CHECK(differing == 0);
  };
  for_large_sites(6, 300, check);
  for_large_sites(2, 2500, check);
}
