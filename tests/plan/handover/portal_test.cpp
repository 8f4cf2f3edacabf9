#include "ampsite/plan/handover/portal.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <limits>
#include <random>
#include <string>
#include <vector>

#include "ampsite/electric/load_case.h"
#include "ampsite/plan/handover/circuit_caps.h"
#include "ampsite/plan/load/load.h"
#include "plan/load/naive_load.h"
#include "plan/site_builder.h"

using namespace ampsite;
using namespace ampsite::test;

namespace {

Portal portal_of(const Site& site) { return plan_portal(site, plan_load(site, {})); }

std::vector<double> caps(const Portal& portal) {
  std::vector<double> caps;
  for (const PortalCircuit& circuit : portal.circuits) caps.push_back(circuit.max_current_a);
  return caps;
}

LineSet lines_of(const Site& site, const std::vector<ChargerWiring>& wiring, ChargerIndex i) {
  return wiring[i].one_phase_on.empty() ? site.nodes[site.chargers[i].node].lines : wiring[i].phases.lines();
}

/// Arithmetic sums on every line of every node, each charger on all lines that it is wired to.
std::vector<PerLine<double>> sums_a(const Site& site, const std::vector<ChargerWiring>& wiring,
                                    const std::vector<double>& current_a) {
  std::vector<PerLine<double>> sums(site.nodes.size());
  for (ChargerIndex i = 0; i < current_a.size(); ++i) {
    for (NodeIndex v = site.chargers[i].node; v != no_index; v = site.nodes[v].parent) {
      for (const Line line : all_lines) {
        if (lines_of(site, wiring, i).contains(line)) sums[v][line] += current_a[i];
      }
    }
  }
  return sums;
}

/// The most that the chargers below each node can draw within these caps.
std::vector<PerLine<double>> most_a(const Site& site, const std::vector<ChargerWiring>& wiring, const Portal& portal) {
  std::vector<double> own;
  for (const Charger& charger : site.chargers) own.push_back(own_maximum_a(charger, LoadCase::three_phase));
  std::vector<PerLine<double>> most(site.nodes.size());
  for (const PortalCircuit& circuit : portal.circuits) {
    std::vector<double> of_circuit(own.size());
    for (const ChargerIndex i : circuit.chargers) of_circuit[i] = own[i];
    const PerLine<double> can_draw_a = sums_a(site, wiring, of_circuit)[circuit.circuit];
    for (NodeIndex v = circuit.circuit; v != no_index; v = site.nodes[v].parent) {
      for (const Line line : all_lines) most[v][line] += std::min(can_draw_a[line], circuit.max_current_a);
    }
  }
  return most;
}

/// What the caps rise to, level by level: the largest line current of each circuit at the currents of each case, but no
/// more than its own cap; and the largest of these currents.
struct Level {
  std::vector<double> floor_a;
  std::vector<double> most_a;
};

/// The levels of the fair currents, one case after the other; with `smallest_first` behind those of all cases while
/// every car has the smallest current of its case.
std::vector<Level> levels_of(const Site& site, const Load& load, const Portal& portal, bool smallest_first) {
  const std::vector<double> nothing(portal.circuits.size());
  std::vector<Level> levels{{nothing, nothing}};
  const auto add = [&](const CasePlan& of_case, double limit_a) {
    const NaiveCase naive =
        naive_case(site, load.wiring, of_case.load_case, used_current_model(site) == CurrentModel::phasor);
    Level level{levels.back().floor_a, nothing};
    for (std::size_t c = 0; c < nothing.size(); ++c) {
      const PortalCircuit& circuit = portal.circuits[c];
      std::vector<double> current_a(site.chargers.size());
      for (const ChargerIndex i : circuit.chargers) {
        current_a[i] = std::min(limit_a, of_case.chargers[i].fair_a);
        level.most_a[c] = std::max(level.most_a[c], current_a[i]);
      }
      const PerLine<double> flows_a = naive_line_currents_a(naive, current_a)[circuit.circuit];
      const double own_cap_a = circuit.lowered_from_a.value_or(circuit.max_current_a);
      for (const Line line : all_lines) {
        level.floor_a[c] = std::max(level.floor_a[c], std::min(own_cap_a, flows_a[line]));
      }
    }
    levels.push_back(level);
  };
  for (const CasePlan& of_case : load.cases) {
    if (smallest_first) add(of_case, of_case.guaranteed_min_a.value_or(0));
  }
  for (const CasePlan& of_case : load.cases) add(of_case, std::numeric_limits<double>::infinity());
  return levels;
}

/// How far the caps have risen when a circuit stops: the level that it is on its way to, and the current of its
/// best-off charger there; behind the last level the cap itself.
struct Place {
  std::size_t level = 0;
  double current_a = 0;
};

Place place_of(const std::vector<Level>& levels, std::size_t c, double cap_a) {
  for (std::size_t k = 1; k < levels.size(); ++k) {
    const double to_a = levels[k].floor_a[c];
    if (cap_a < to_a - 1e-7) return {k, cap_a * levels[k].most_a[c] / to_a};
  }
  return {levels.size(), cap_a};
}

double cap_at_a(const std::vector<Level>& levels, std::size_t c, const Place& place) {
  if (place.level == levels.size()) return std::max(levels.back().floor_a[c], place.current_a);
  const double from_a = levels[place.level - 1].floor_a[c];
  const double to_a = levels[place.level].floor_a[c];
  return to_a > from_a ? std::clamp(to_a * place.current_a / levels[place.level].most_a[c], from_a, to_a) : from_a;
}

/// Whatever is drawn within the caps, a line of this node carries no more than it can, or than the supply lets through.
bool sheltered(const std::vector<PerLine<double>>& limit_a, const std::vector<PerLine<double>>& most, NodeIndex v) {
  return std::all_of(all_lines.begin(), all_lines.end(),
                     [&](Line line) { return std::min(most[v][line], limit_a[0][line]) <= limit_a[v][line] + 1e-5; });
}

bool all_sheltered(const Site& site, const std::vector<ChargerWiring>& wiring, const Portal& portal) {
  const std::vector<PerLine<double>> limit_a = capacities_a(site);
  const std::vector<PerLine<double>> most = most_a(site, wiring, portal);
  for (NodeIndex v = 0; v < site.nodes.size(); ++v) {
    if (!sheltered(limit_a, most, v)) return false;
  }
  return true;
}

Portal with_caps(Portal portal, const std::vector<double>& caps_a) {
  for (std::size_t c = 0; c < caps_a.size(); ++c) portal.circuits[c].max_current_a = caps_a[c];
  return portal;
}

/// The smallest fair current where each circuit's own chargers keep to its cap: they get a node of their own.
double least_within_caps_a(const Site& site, const Load& load, const Portal& portal, LoadCase load_case) {
  NaiveCase naive = naive_case(site, load.wiring, load_case, used_current_model(site) == CurrentModel::phasor);
  Site split = site;
  for (const PortalCircuit& circuit : portal.circuits) {
    Node own = site.nodes[circuit.circuit];
    own.parent = circuit.circuit;
    for (const ChargerIndex i : circuit.chargers) split.chargers[i].node = static_cast<NodeIndex>(split.nodes.size());
    split.nodes.push_back(own);
    naive.limit_a.emplace_back(circuit.max_current_a);
  }
  naive.site = &split;
  const std::vector<double> fair_a = naive_fair_a(naive);
  return *std::min_element(fair_a.begin(), fair_a.end());
}

/// The caps where the cases take their turns, whatever that leaves of their smallest currents.
Portal in_turn(const Site& site, const Load& load, const Portal& portal) {
  std::vector<CappedCircuit> circuits;
  for (const PortalCircuit& circuit : portal.circuits) {
    std::vector<double> own_a(site.chargers.size());
    for (const ChargerIndex i : circuit.chargers) own_a[i] = own_maximum_a(site.chargers[i], LoadCase::three_phase);
    circuits.push_back({circuit.circuit, circuit.lowered_from_a.value_or(circuit.max_current_a),
                        sums_a(site, load.wiring, own_a)[circuit.circuit]});
  }
  std::vector<std::vector<CapFloor>> floors;
  for (const Level& level : levels_of(site, load, portal, false)) {
    std::vector<CapFloor> of_level;
    for (std::size_t c = 0; c < circuits.size(); ++c) of_level.push_back({level.floor_a[c], level.most_a[c]});
    floors.push_back(of_level);
  }
  std::vector<double> caps_a;
  for (const CircuitCap& cap : sheltering_caps(site, capacities_a(site), circuits, floors)) caps_a.push_back(cap.cap_a);
  return with_caps(portal, caps_a);
}

/// No circuit could have a higher cap, raised a little from where it stopped, with all that are farther on their ways
/// through the levels brought back to it.
bool no_cap_could_be_higher(const Site& site, const Load& load, const Portal& portal,
                            const std::vector<Level>& levels) {
  const std::vector<PerLine<double>> limit_a = capacities_a(site);
  for (std::size_t c = 0; c < portal.circuits.size(); ++c) {
    const PortalCircuit& circuit = portal.circuits[c];
    if (!circuit.lowered_from_a) continue;
    const Place place = place_of(levels, c, circuit.max_current_a);
    const Place beyond{place.level, place.current_a + 0.001};
    std::vector<double> raised_a;
    for (std::size_t other = 0; other < portal.circuits.size(); ++other) {
      raised_a.push_back(
          std::min(portal.circuits[other].max_current_a, std::max(0.0, cap_at_a(levels, other, beyond))));
    }
    raised_a[c] = circuit.max_current_a + 0.001;
    const std::vector<PerLine<double>> more = most_a(site, load.wiring, with_caps(portal, raised_a));
    bool too_much = false;
    for (NodeIndex v = circuit.circuit; v != no_index; v = site.nodes[v].parent) {
      too_much = too_much || !sheltered(limit_a, more, v);
    }
    if (!too_much) return false;
  }
  return true;
}

/// Every level that shelters all nodes is reached.
bool reaches_its_levels(const Site& site, const Load& load, const Portal& portal, const std::vector<Level>& levels) {
  for (const Level& level : levels) {
    if (!all_sheltered(site, load.wiring, with_caps(portal, level.floor_a))) continue;
    for (std::size_t c = 0; c < level.floor_a.size(); ++c) {
      if (portal.circuits[c].max_current_a < level.floor_a[c] - 1e-5) return false;
    }
  }
  return true;
}

/// A level of 100 A with two circuits of 63 A behind a supply of 250 A.
Site level_with(std::vector<Charger> first, std::vector<Charger> second, double level_a = 100, double supply_a = 250) {
  return build_site(tn_grid(),
                    circuit("main", supply_a, {},
                            {circuit("E1", level_a, {},
                                     {circuit("K1", 63, std::move(first)), circuit("K2", 63, std::move(second))})}));
}

}  // namespace

TEST_CASE("the portal's network types: without neutral they are those of IT") {
  const auto type_of = [](const Grid& grid) { return portal_of(build_site(grid, circuit("main", 63))).network_type; };
  CHECK(static_cast<int>(type_of(it_grid(1))) == 1);
  CHECK(static_cast<int>(type_of(it_grid(3))) == 2);
  CHECK(static_cast<int>(type_of(tn_grid(1))) == 3);
  CHECK(static_cast<int>(type_of(tn_grid(3))) == 4);
  CHECK(static_cast<int>(type_of(grid(GridSystem::TT, 3, 230, false))) == 2);
  CHECK(static_cast<int>(type_of(grid(GridSystem::TT, 3, 400, true))) == 4);
}

TEST_CASE("the installation may draw what the supply leaves beside its base loads, by its worst line") {
  Circuit main = circuit("main", 125, chargers("A", 2));
  main.node.base_load_a = on_lines({{L1, 20}, {L2, 15}, {L3, 18}});
  const Portal portal = portal_of(build_site(tn_grid(), main));
  CHECK(portal.available_current_a == PerLine<double>(105, 110, 107));
  CHECK(portal.installation_max_current_a == 105);
  REQUIRE(portal.circuits.size() == 1);
  CHECK(portal.circuits[0].circuit == 0);
  CHECK(portal.circuits[0].max_current_a == 110);
  CHECK_FALSE(portal.circuits[0].lowered_from_a.has_value());
  CHECK(portal.circuits[0].chargers == std::vector<ChargerIndex>{0, 1});
}

TEST_CASE("the cap of chargers at the supply takes nothing from them: the installation's limits hold each line") {
  Circuit main = circuit("main", 40, {charger("A1"), charger("A2"), charger("A3", {L2})});
  main.chargers[2].fixed = stated(true);
  main.node.limit_a = on_lines({{L1, 15}, {L2, 32}, {L3, 32}});
  const Site site = build_site(tn_grid(), main);
  const Load load = plan_load(site, {});
  const Portal portal = plan_portal(site, load);
  REQUIRE(*load.cases.front().guaranteed_min_a == doctest::Approx(7.5));
  CHECK(portal.installation_max_current_a == 15);
  CHECK(caps(portal) == std::vector{32.0});
  CHECK(portal.within_caps.empty());
}

TEST_CASE("a one-phase grid has the current of its one line") {
  const Portal portal = portal_of(build_site(tn_grid(1), circuit("main", 40, chargers("A", 2))));
  CHECK(portal.installation_max_current_a == 40);
  CHECK(caps(portal) == std::vector{40.0});
}

TEST_CASE("two circuits of 63 A behind 100 A are lowered to 50 A each, and the plan says why") {
  const Portal portal = portal_of(level_with(chargers("A", 4), chargers("B", 4)));
  CHECK(caps(portal) == std::vector{50.0, 50.0});
  CHECK(portal.circuits[0].lowered_from_a.value_or(0) == 63);
  CHECK(portal.circuits[0].because ==
        "circuit E1 carries 100 A on L1; the chargers below it could draw 126 A without lower caps");
}

TEST_CASE("what the circuits need for the guaranteed currents comes first, the rest is shared out equally") {
  // 80 A, 63 A on K2: A1 gets 17 A, each of K2's four 15.75 A.
  const Portal full = portal_of(level_with(chargers("A", 1), chargers("B", 4), 80));
  CHECK(caps(full) == std::vector{17.0, 63.0});
  CHECK(full.circuits[0].lowered_from_a.value_or(0) == 63);
  CHECK_FALSE(full.circuits[1].lowered_from_a.has_value());
  // A one-phase car at A1 could have 31.5 A like the others; with its cap it has 17 A.
  REQUIRE(full.within_caps.size() == 1);
  CHECK(full.within_caps[0].load_case == LoadCase::single_phase);
  CHECK(full.within_caps[0].guaranteed_min_a == doctest::Approx(17));
  // At most 10 A each leave 50 A over: 10 A and 40 A are needed, then both rise to what their cars can draw.
  std::vector<Charger> small = chargers("A", 1);
  small.front().max_a = stated(20.0);
  const Portal spare = portal_of(level_with(std::move(small), chargers("B", 2), 80));
  CHECK(caps(spare) == std::vector{63.0, 60.0});
}

TEST_CASE("caps keep to what the guaranteed currents need where circuits are of unlike size") {
  // S1 needs 3 x 12.6 A = 37.8 A on L2, S2 2 x 12.6 A: together the 63 A of S. Equal caps would leave S1 10.5 A a car.
  std::vector<Charger> of_s1 = chargers("a", 3);
  of_s1[2].phases = stated(Wiring{L2});
  of_s1[2].fixed = stated(true);
  const Site site = build_site(
      tn_grid(),
      circuit("main", 125, {},
              {circuit("S", 63, {}, {circuit("S1", 50, std::move(of_s1)), circuit("S2", 50, chargers("b", 2))})}));
  const Load load = plan_load(site, {});
  const Portal portal = plan_portal(site, load);
  REQUIRE(load.cases.front().guaranteed_min_a.has_value());
  CHECK(*load.cases.front().guaranteed_min_a == doctest::Approx(12.6));
  CHECK(portal.circuits[0].max_current_a == doctest::Approx(37.8));
  CHECK(portal.circuits[1].max_current_a == doctest::Approx(25.2));
  // Nothing is left for what one-phase cars could have beyond that.
  REQUIRE(portal.within_caps.size() == 1);
  CHECK(portal.within_caps[0].load_case == LoadCase::single_phase);
  CHECK(portal.within_caps[0].guaranteed_min_a == doctest::Approx(25.2));
}

TEST_CASE(
    "one number for three lines: where it cannot shelter what uneven lines guarantee, the plan says what is left") {
  // K1 draws on L1 only, K2 on all lines, and S has less on L1 than on the others: K1 needs x on L1, K2 x on L1.
  Circuit s = circuit("S", 63, {},
                      {circuit("K1", 63, {charger("A1", {L1}), charger("A2", {L2}), charger("A3", {L2})}),
                       circuit("K2", 63, {charger("B1", {L1}), charger("B2", {L1})})});
  s.node.limit_a = on_lines({{L1, 30}, {L2, 40}, {L3, 63}});
  const Site site = build_site(tn_grid(), circuit("main", 125, {}, {s}));
  const Load load = plan_load(site, {});
  const Portal portal = plan_portal(site, load);
  // A1, B1, B2 share 30 A on L1, A2 and A3 get 20 A each: K1 needs 40 A, of which 32 A could flow on L1.
  REQUIRE(*load.cases.front().guaranteed_min_a == doctest::Approx(10));
  REQUIRE(all_sheltered(site, load.wiring, portal));
  // With x for each of A2, A3, B1 and B2 both need 2 x: 30 A on L1 are full at 7.5 A.
  CHECK(portal.circuits[0].max_current_a == doctest::Approx(15));
  CHECK(portal.circuits[1].max_current_a == doctest::Approx(15));
  REQUIRE(portal.within_caps.size() == 2);
  CHECK(portal.within_caps[0].load_case == LoadCase::three_phase);
  CHECK(portal.within_caps[0].guaranteed_min_a == doctest::Approx(7.5));
  CHECK(portal.within_caps[1].load_case == LoadCase::single_phase);
  CHECK(portal.within_caps[1].guaranteed_min_a == doctest::Approx(7.5));
}

TEST_CASE("a charger that the file puts on a line which its circuit lacks does not take the circuit's cap away") {
  Circuit k1 = circuit("K1", 63, {charger("A1", {L2}), charger("A2")});
  k1.chargers.front().fixed = stated(true);
  k1.node.phases = stated(Wiring{L1});
  CHECK(caps(portal_of(build_site(tn_grid(), circuit("main", 125, {}, {k1})))) == std::vector{63.0});
}

TEST_CASE("nothing is lowered where the chargers cannot draw too much") {
  CHECK(caps(portal_of(level_with(chargers("A", 1), chargers("B", 2)))) == std::vector{63.0, 63.0});
}

TEST_CASE("nothing is lowered for a node that carries no less than the supply: the installation's limit shelters it") {
  CHECK(caps(portal_of(level_with(chargers("A", 4), chargers("B", 4), 100, 80))) == std::vector{63.0, 63.0});
}

TEST_CASE("a node's own chargers share with the circuits below it") {
  const Site site = build_site(
      tn_grid(),
      circuit("main", 250, {}, {circuit("E1", 63, chargers("A", 3), {circuit("K1", 40, chargers("B", 3))})}));
  CHECK(caps(portal_of(site)) == std::vector{31.5, 31.5});
}

TEST_CASE("one-phase circuits on different lines do not take from each other") {
  Circuit k1 = circuit("K1", 63, chargers("A", 3));
  Circuit k2 = circuit("K2", 63, chargers("B", 3));
  Circuit k3 = circuit("K3", 63, chargers("C", 3));
  k1.node.phases = stated(Wiring{L1});
  k2.node.phases = stated(Wiring{L2});
  k3.node.phases = stated(Wiring{L1});
  const Site site = build_site(tn_grid(), circuit("main", 250, {}, {circuit("E1", 80, {}, {k1, k2, k3})}));
  const Portal portal = portal_of(site);
  CHECK(caps(portal) == std::vector{40.0, 63.0, 40.0});
  CHECK(portal.circuits[2].because ==
        "circuit E1 carries 80 A on L1; the chargers below it could draw 126 A without lower caps");
}

TEST_CASE("a line that no charger can use does not count in a circuit's cap") {
  Circuit main = circuit("main", 125, {charger("A1", {L2}), charger("A2", {L3})});
  main.node.limit_a = on_lines({{L1, 10}, {L2, 50}, {L3, 60}});
  const Portal portal = portal_of(build_site(tn_grid(), main));
  CHECK(portal.installation_max_current_a == 10);
  CHECK(caps(portal) == std::vector{60.0});
  Circuit k1 = circuit("K1", 125, {charger("A1", {L2}), charger("A2", {L3})});
  k1.node.limit_a = on_lines({{L1, 10}, {L2, 50}, {L3, 60}});
  CHECK(caps(portal_of(build_site(tn_grid(), circuit("supply", 125, {}, {k1})))) == std::vector{50.0});
}

TEST_CASE("an unknown fuse carries nothing, and nothing without chargers is a circuit") {
  Circuit k1 = circuit("K1", 63, chargers("A", 2));
  k1.node.fuse_a = {};
  const Portal portal = portal_of(build_site(tn_grid(), circuit("main", 125, {}, {k1, circuit("K2", 63)})));
  CHECK(caps(portal) == std::vector{0.0});
  CHECK(portal.installation_max_current_a == 125);
  CHECK(portal_of(build_site(tn_grid(), circuit("main", 125))).circuits.empty());
}

TEST_CASE("whatever is drawn within the caps, no node is overloaded; and no cap could be higher") {
  int lowered = 0;
  int smallest_first = 0;
  for (std::uint32_t seed = 1; seed <= 1500; ++seed) {
    INFO("seed " << seed);
    const Site site = random_site(seed);
    const Load load = plan_load(site, {});
    const Portal portal = plan_portal(site, load);
    REQUIRE(all_sheltered(site, load.wiring, portal));
    for (const PortalCircuit& circuit : portal.circuits) {
      CHECK(circuit.lowered_from_a.has_value() == !circuit.because.empty());
      if (!circuit.lowered_from_a) continue;
      ++lowered;
      CHECK(circuit.max_current_a < *circuit.lowered_from_a);
    }
    const auto highest = [&](const std::vector<Level>& levels) {
      return reaches_its_levels(site, load, portal, levels) && no_cap_could_be_higher(site, load, portal, levels);
    };
    if (highest(levels_of(site, load, portal, false))) continue;
    ++smallest_first;
    CHECK(highest(levels_of(site, load, portal, true)));
  }
  CHECK(lowered > 100);
  CHECK(smallest_first > 10);
}

TEST_CASE("the smallest current of a case goes before what another case guarantees beyond its own smallest") {
  // Three-phase: K0 leaves 8 A a car, and 10 A each fill the 50 A of E1: 10 A and 40 A. One-phase cars have 16 A at K0,
  // so A1 needs 16 A, and 34 A are left for K2.
  const Site site = build_site(
      tn_grid(),
      circuit("main", 125, {},
              {circuit("K0", 16, chargers("C", 2)),
               circuit("E1", 50, {}, {circuit("K1", 63, chargers("A", 1)), circuit("K2", 63, chargers("B", 4))})}));
  const Load load = plan_load(site, {});
  REQUIRE(*load.cases[0].guaranteed_min_a == doctest::Approx(8));
  REQUIRE(*load.cases[1].guaranteed_min_a == doctest::Approx(16));
  const Portal portal = plan_portal(site, load);
  CHECK(caps(portal) == std::vector{16.0, 16.0, 34.0});
  CHECK(portal.within_caps.empty());
  CHECK(caps(in_turn(site, load, portal)) == std::vector{16.0, 10.0, 40.0});
}

TEST_CASE("the caps leave the first case that differs no less than cases in turn would") {
  int more = 0;
  for (std::uint32_t seed = 1; seed <= 1000; ++seed) {
    INFO("seed " << seed);
    const Site site = random_site(seed);
    if (site.chargers.empty()) continue;
    const Load load = plan_load(site, {});
    const Portal portal = plan_portal(site, load);
    const Portal turns = in_turn(site, load, portal);
    for (const CasePlan& plan : load.cases) {
      CAPTURE(to_text(plan.load_case));
      const double left_a = least_within_caps_a(site, load, portal, plan.load_case);
      const double in_turn_a = least_within_caps_a(site, load, turns, plan.load_case);
      CHECK(left_a >= in_turn_a - 1e-5);
      if (left_a > in_turn_a + 1e-5) {
        ++more;
        break;
      }
    }
  }
  CHECK(more > 5);
}

TEST_CASE("the portal says just those guarantees that its caps lower, and what is left of them") {
  int said = 0;
  for (std::uint32_t seed = 1; seed <= 500; ++seed) {
    INFO("seed " << seed);
    const Site site = random_site(seed);
    if (site.chargers.empty()) continue;
    const Load load = plan_load(site, {});
    const Portal portal = plan_portal(site, load);
    std::size_t next = 0;
    for (const CasePlan& plan : load.cases) {
      CAPTURE(to_text(plan.load_case));
      const double left_a = least_within_caps_a(site, load, portal, plan.load_case);
      if (next == portal.within_caps.size() || portal.within_caps[next].load_case != plan.load_case) {
        CHECK(left_a == doctest::Approx(*plan.guaranteed_min_a).epsilon(1e-5));
        continue;
      }
      ++said;
      CHECK(portal.within_caps[next].guaranteed_min_a < *plan.guaranteed_min_a);
      CHECK(portal.within_caps[next].guaranteed_min_a == doctest::Approx(left_a).epsilon(1e-5));
      ++next;
    }
    CHECK(next == portal.within_caps.size());
  }
  CHECK(said > 20);
}

TEST_CASE("random loads that the portal lets through overload nothing") {
  for (std::uint32_t seed = 1; seed <= 400; ++seed) {
    INFO("seed " << seed);
    std::mt19937 dice(seed);
    const Site site = random_site(seed);
    const Load load = plan_load(site, {});
    const Portal portal = plan_portal(site, load);
    const std::vector<PerLine<double>> limit_a = capacities_a(site);
    for (int draw = 0; draw < 20; ++draw) {
      std::vector<double> current_a;
      for (const Charger& charger : site.chargers) {
        const double most = own_maximum_a(charger, LoadCase::three_phase);
        current_a.push_back(dice() % 3 == 0 ? most : most * static_cast<double>(dice() % 1000) / 999);
      }
      // The portal lowers what is above a cap, by the same factor for all of the circuit, then of the installation.
      const auto lower = [&](const std::vector<ChargerIndex>& who, NodeIndex node, const PerLine<double>& cap_a) {
        const PerLine<double> drawn_a = sums_a(site, load.wiring, current_a)[node];
        double factor = 1;
        for (const Line line : all_lines) {
          if (drawn_a[line] > cap_a[line]) factor = std::min(factor, cap_a[line] / drawn_a[line]);
        }
        for (const ChargerIndex i : who) current_a[i] *= factor;
      };
      std::vector<ChargerIndex> everybody;
      for (const PortalCircuit& circuit : portal.circuits) {
        std::vector<double> others = current_a;
        std::vector<double> alone(current_a.size());
        for (const ChargerIndex i : circuit.chargers) alone[i] = current_a[i];
        current_a = alone;
        lower(circuit.chargers, circuit.circuit, PerLine<double>(circuit.max_current_a));
        for (const ChargerIndex i : circuit.chargers) others[i] = current_a[i];
        current_a = others;
        everybody.insert(everybody.end(), circuit.chargers.begin(), circuit.chargers.end());
      }
      lower(everybody, 0, portal.available_current_a);
      const std::vector<PerLine<double>> drawn_a = sums_a(site, load.wiring, current_a);
      for (NodeIndex v = 0; v < site.nodes.size(); ++v) {
        for (const Line line : all_lines) CHECK(drawn_a[v][line] <= limit_a[v][line] + 1e-6);
      }
    }
  }
}
