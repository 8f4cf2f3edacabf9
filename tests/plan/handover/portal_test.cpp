#include "ampsite/plan/handover/portal.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <random>
#include <string>
#include <vector>

#include "ampsite/electric/load_case.h"
#include "ampsite/plan/load/load.h"
#include "plan/load/naive_load.h"
#include "plan/site_builder.h"

using namespace ampsite;
using namespace ampsite::test;

namespace {

constexpr Line L1 = Line::L1;
constexpr Line L2 = Line::L2;
constexpr Line L3 = Line::L3;

Portal portal_of(const Site& site) { return plan_portal(site, plan_load(site, {}).wiring); }

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
  CHECK(portal.circuits[0].max_current_a == 105);
  CHECK_FALSE(portal.circuits[0].lowered_from_a.has_value());
  CHECK(portal.circuits[0].chargers == std::vector<ChargerIndex>{0, 1});
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

TEST_CASE("a circuit whose chargers cannot draw its share keeps its cap, and leaves the rest to the other") {
  const Portal portal = portal_of(level_with(chargers("A", 1), chargers("B", 4), 80));
  CHECK(caps(portal) == std::vector{63.0, 48.0});
  CHECK_FALSE(portal.circuits[0].lowered_from_a.has_value());
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
  CHECK(caps(portal) == std::vector{50.0});
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
  for (std::uint32_t seed = 1; seed <= 3000; ++seed) {
    INFO("seed " << seed);
    const Site site = random_site(seed);
    const std::vector<ChargerWiring> wiring = plan_load(site, {}).wiring;
    const Portal portal = plan_portal(site, wiring);
    const std::vector<PerLine<double>> limit_a = capacities_a(site);
    const std::vector<PerLine<double>> most = most_a(site, wiring, portal);
    const auto sheltered = [&](NodeIndex v, Line line, double drawn_a) {
      return std::min(drawn_a, limit_a[0][line]) <= limit_a[v][line] + 1e-6;
    };
    for (NodeIndex v = 0; v < site.nodes.size(); ++v) {
      for (const Line line : all_lines) CHECK(sheltered(v, line, most[v][line]));
    }
    for (std::size_t c = 0; c < portal.circuits.size(); ++c) {
      CAPTURE(c);
      const PortalCircuit& circuit = portal.circuits[c];
      CHECK(circuit.lowered_from_a.has_value() == !circuit.because.empty());
      if (!circuit.lowered_from_a) continue;
      ++lowered;
      CHECK(circuit.max_current_a < *circuit.lowered_from_a);
      // Raised a little, with all that have more brought down to it, it is too much somewhere above.
      Portal raised = portal;
      raised.circuits[c].max_current_a += 0.001;
      for (PortalCircuit& other : raised.circuits) {
        other.max_current_a = std::min(other.max_current_a, raised.circuits[c].max_current_a);
      }
      const std::vector<PerLine<double>> more = most_a(site, wiring, raised);
      bool too_much = false;
      for (NodeIndex v = circuit.circuit; v != no_index; v = site.nodes[v].parent) {
        for (const Line line : all_lines) too_much = too_much || !sheltered(v, line, more[v][line]);
      }
      CHECK(too_much);
    }
  }
  CHECK(lowered > 200);
}

TEST_CASE("random loads that the portal lets through overload nothing") {
  for (std::uint32_t seed = 1; seed <= 400; ++seed) {
    INFO("seed " << seed);
    std::mt19937 dice(seed);
    const Site site = random_site(seed);
    const Load load = plan_load(site, {});
    const Portal portal = plan_portal(site, load.wiring);
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
