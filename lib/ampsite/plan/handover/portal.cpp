#include "ampsite/plan/handover/portal.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

#include "ampsite/electric/load_case.h"
#include "ampsite/plan/handover/circuit_caps.h"
#include "ampsite/plan/handover/needed_caps.h"
#include "ampsite/plan/load/load_tree.h"
#include "ampsite/rules/wording.h"

namespace ampsite {
namespace {

NetworkType network_type(const Site& site) {
  const bool one_phase = site.grid->phases.has_value() && site.grid->phases.value == 1;
  if (site.neutral()) return one_phase ? NetworkType::tn_1_phase : NetworkType::tn_3_phase;
  return one_phase ? NetworkType::it_1_phase : NetworkType::it_3_phase;
}

double least_over(LineSet lines, const PerLine<double>& current_a) {
  double least_a = std::numeric_limits<double>::infinity();
  for (const Line line : all_lines) {
    if (lines.contains(line)) least_a = std::min(least_a, current_a[line]);
  }
  return lines.empty() ? 0 : least_a;
}

double most_over(LineSet lines, const PerLine<double>& current_a) {
  double most_a = 0;
  for (const Line line : all_lines) {
    if (lines.contains(line)) most_a = std::max(most_a, current_a[line]);
  }
  return most_a;
}

LineSet lines_of(const Site& site, const Charger& charger, const ChargerWiring& wiring) {
  const LineSet wired = wiring.phases.lines();
  const bool well_formed = !wiring.one_phase_on.empty() && wired.size() == static_cast<int>(wiring.phases.size());
  return well_formed ? wired : site.nodes[charger.node].lines;
}

/// The nodes that feed chargers, with what these can draw from each line.
std::vector<CappedCircuit> capped_circuits(const Site& site, const std::vector<ChargerWiring>& wiring,
                                           const std::vector<PerLine<double>>& capacity_a) {
  std::vector<CappedCircuit> circuits;
  for (NodeIndex v = 0; v < site.nodes.size(); ++v) {
    const Node& node = site.nodes[v];
    if (node.charger_begin == node.charger_end) continue;
    CappedCircuit circuit;
    circuit.node = v;
    LineSet used;
    for (ChargerIndex i = node.charger_begin; i < node.charger_end; ++i) {
      const LineSet lines = lines_of(site, site.chargers[i], wiring[i]);
      for (const Line line : all_lines) {
        // Nothing flows on a line that the circuit does not have, whatever the file says.
        if (!lines.contains(line) || !node.lines.contains(line)) continue;
        used.insert(line);
        circuit.can_draw_a[line] += own_maximum_a(site.chargers[i], LoadCase::three_phase);
      }
    }
    // At the supply itself the portal keeps to each line's own limit: a cap has nothing to shelter there.
    circuit.own_cap_a = v == 0 ? most_over(used, capacity_a[v]) : least_over(used, capacity_a[v]);
    circuits.push_back(circuit);
  }
  return circuits;
}

/// What the plan guarantees in one case, and the caps that this needs.
struct NeededCaps {
  LoadCase load_case = LoadCase::three_phase;
  LoadTree tree;
  double guaranteed_min_a = 0;
  std::vector<CapFloor> for_smallest;  ///< by circuit, while every car has the smallest current
  std::vector<CapFloor> for_all;       ///< by circuit, while each car has its own
};

std::vector<NeededCaps> needed_caps(const Site& site, const Load& load, const std::vector<CappedCircuit>& circuits) {
  std::vector<NeededCaps> needed;
  for (const CasePlan& plan : load.cases) {
    if (!plan.guaranteed_min_a) continue;
    LoadTree tree = make_load_tree(site, load.wiring, plan.load_case, used_current_model(site), {});
    std::vector<double> fair_a;
    fair_a.reserve(plan.chargers.size());
    for (const ChargerLoad& charger : plan.chargers) fair_a.push_back(charger.fair_a);
    std::vector<CapFloor> for_all = cap_floors(tree, circuits, fair_a);
    const std::vector<double> smallest_a(fair_a.size(), *plan.guaranteed_min_a);
    std::vector<CapFloor> for_smallest = cap_floors(tree, circuits, smallest_a);
    needed.push_back(
        {plan.load_case, std::move(tree), *plan.guaranteed_min_a, std::move(for_smallest), std::move(for_all)});
  }
  return needed;
}

/// What of each case's smallest current the caps leave. Where every circuit has the cap that its fair currents need,
/// they stay the fair ones.
std::vector<double> left_a(const std::vector<NeededCaps>& needed, const std::vector<CappedCircuit>& circuits,
                           const std::vector<CircuitCap>& caps) {
  std::vector<double> left;
  left.reserve(needed.size());
  for (const NeededCaps& of_case : needed) {
    const bool enough =
        std::equal(caps.begin(), caps.end(), of_case.for_all.begin(),
                   [](const CircuitCap& cap, const CapFloor& floor) { return cap.cap_a >= floor.cap_a - tolerance_a; });
    left.push_back(enough ? of_case.guaranteed_min_a : least_within_caps_a(of_case.tree, circuits, caps));
  }
  return left;
}

std::vector<WithinCaps> lowered_guarantees(const std::vector<NeededCaps>& needed, const std::vector<double>& left) {
  std::vector<WithinCaps> lowered;
  for (std::size_t k = 0; k < needed.size(); ++k) {
    if (left[k] < needed[k].guaranteed_min_a - tolerance_a) lowered.push_back({needed[k].load_case, left[k]});
  }
  return lowered;
}

/// The first case that the two differ in decides.
bool leaves_more(const std::vector<double>& left, const std::vector<double>& than) {
  for (std::size_t k = 0; k < left.size(); ++k) {
    if (std::abs(left[k] - than[k]) > tolerance_a) return left[k] > than[k];
  }
  return false;
}

struct Caps {
  std::vector<CircuitCap> of_circuits;
  std::vector<WithinCaps> lowered;
};

/// One case after the other; where that lowers the smallest current of any, those of all cases first, if that leaves
/// more.
Caps choose_caps(const Site& site, const std::vector<PerLine<double>>& capacity_a,
                 const std::vector<CappedCircuit>& circuits, const std::vector<NeededCaps>& needed) {
  std::vector<std::vector<CapFloor>> in_turn;
  std::vector<std::vector<CapFloor>> smallest_first;
  for (const NeededCaps& of_case : needed) {
    in_turn.push_back(of_case.for_all);
    smallest_first.push_back(of_case.for_smallest);
  }
  smallest_first.insert(smallest_first.end(), in_turn.begin(), in_turn.end());
  const std::vector<CircuitCap> caps = sheltering_caps(site, capacity_a, circuits, in_turn);
  const std::vector<double> left = left_a(needed, circuits, caps);
  std::vector<WithinCaps> lowered = lowered_guarantees(needed, left);
  if (lowered.empty()) return {caps, {}};
  const std::vector<CircuitCap> others = sheltering_caps(site, capacity_a, circuits, smallest_first);
  const std::vector<double> left_by_others = left_a(needed, circuits, others);
  if (!leaves_more(left_by_others, left)) return {caps, std::move(lowered)};
  return {others, lowered_guarantees(needed, left_by_others)};
}

/// Rounded down like all currents of a plan.
std::string shown(double current_a) { return amps(std::floor(current_a * 1000 + tolerance_a) / 1000); }

}  // namespace

Portal plan_portal(const Site& site, const Load& load) {
  Portal portal;
  portal.network_type = network_type(site);
  if (site.nodes.empty()) return portal;
  const std::vector<PerLine<double>> capacity_a = capacities_a(site);
  portal.available_current_a = capacity_a.front();
  portal.installation_max_current_a = least_over(site.nodes.front().lines, capacity_a.front());

  const std::vector<CappedCircuit> circuits = capped_circuits(site, load.wiring, capacity_a);
  Caps chosen = choose_caps(site, capacity_a, circuits, needed_caps(site, load, circuits));
  const std::vector<CircuitCap>& caps = chosen.of_circuits;
  portal.within_caps = std::move(chosen.lowered);
  for (std::size_t i = 0; i < circuits.size(); ++i) {
    PortalCircuit circuit;
    circuit.circuit = circuits[i].node;
    circuit.max_current_a = caps[i].cap_a;
    const Node& node = site.nodes[circuit.circuit];
    for (ChargerIndex c = node.charger_begin; c < node.charger_end; ++c) circuit.chargers.push_back(c);
    if (caps[i].lowered_by != no_index && caps[i].cap_a < circuits[i].own_cap_a - tolerance_a) {
      circuit.lowered_from_a = circuits[i].own_cap_a;
      circuit.because = fmt::format("{} carries {} on {}; the chargers below it could draw {} without lower caps",
                                    name_of(site, site.nodes[caps[i].lowered_by]),
                                    shown(capacity_a[caps[i].lowered_by][caps[i].line]), to_text(caps[i].line),
                                    shown(caps[i].could_be_a));
    }
    portal.circuits.push_back(std::move(circuit));
  }
  return portal;
}

}  // namespace ampsite
