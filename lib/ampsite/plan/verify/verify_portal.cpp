#include <algorithm>
#include <cmath>
#include <limits>
#include <string>
#include <utility>

#include "ampsite/plan/verify/checks.h"
#include "ampsite/plan/verify/claims.h"
#include "ampsite/plan/verify/verify_portal_caps.h"

namespace ampsite {
namespace {

double least_on(LineSet lines, const PerLine<double>& currents_a) {
  double least_a = std::numeric_limits<double>::infinity();
  for (const Line line : all_lines) {
    if (lines.contains(line)) least_a = std::min(least_a, currents_a[line]);
  }
  return lines.empty() ? 0 : least_a;
}

double most_on(LineSet lines, const PerLine<double>& currents_a) {
  double most_a = 0;
  for (const Line line : all_lines) most_a = std::max(most_a, lines.contains(line) ? currents_a[line] : 0);
  return most_a;
}

std::vector<FlatCircuit> flat_circuits(const Site& site, const std::vector<ChargerWiring>& wiring,
                                       const std::vector<PerLine<double>>& limit_a) {
  std::vector<FlatCircuit> circuits;
  for (NodeIndex v = 0; v < site.nodes.size(); ++v) {
    const Node& node = site.nodes[v];
    if (node.charger_begin == node.charger_end) continue;
    FlatCircuit circuit;
    circuit.node = v;
    LineSet used;
    for (ChargerIndex i = node.charger_begin; i < node.charger_end; ++i) {
      const LineSet wired = wiring[i].phases.lines();
      const bool usable = !wiring[i].one_phase_on.empty() && wired.size() == static_cast<int>(wiring[i].phases.size());
      const LineSet lines = usable ? wired : node.lines;
      for (const Line line : all_lines) {
        if (!lines.contains(line) || !node.lines.contains(line)) continue;
        used.insert(line);
        circuit.can_draw_a[line] += own_maximum_a(site.chargers[i], LoadCase::three_phase);
      }
    }
    // The supply's lines are kept by the installation's limits, one by one; its own chargers have no other node.
    circuit.own_cap_a = v == 0 ? most_on(used, limit_a[v]) : least_on(used, limit_a[v]);
    circuits.push_back(circuit);
  }
  return circuits;
}

/// What the site guarantees in one case, with this wiring and without the portal's caps.
struct Guarantee {
  CaseFacts facts;
  std::vector<double> fair_a;  ///< by ChargerIndex
  double smallest_a = 0;
};

std::vector<Guarantee> guarantees(const Site& site, const Plan& plan) {
  std::vector<Guarantee> all;
  if (site.chargers.empty()) return all;
  for (const LoadCase load_case : load_cases(site)) {
    CaseFacts facts = case_facts(site, plan.load.wiring, load_case, used_current_model(site));
    std::vector<double> fair_a = fair_filling_a(facts);
    const double smallest_a = *std::min_element(fair_a.begin(), fair_a.end());
    all.push_back({std::move(facts), std::move(fair_a), smallest_a});
  }
  return all;
}

/// The largest of the circuit's line currents, and of its chargers', where none has more than `most_a`.
CircuitNeed need_of(const Site& site, NodeIndex circuit, const Guarantee& guarantee, double most_a) {
  const Node& node = site.nodes[circuit];
  Flows flows;
  CircuitNeed need;
  for (ChargerIndex i = node.charger_begin; i < node.charger_end; ++i) {
    const double current_a = std::min(guarantee.fair_a[i], most_a);
    flows.add(guarantee.facts.cars[i].lines, current_a);
    need.charger_a = std::max(need.charger_a, current_a);
  }
  for (const Line line : all_lines) {
    need.cap_a = std::max(need.cap_a, flows.on(line, guarantee.facts.model).magnitude_a());
  }
  return need;
}

/// Caps, and what they leave of the smallest current of each case.
struct Sheltered {
  std::vector<FlatCircuit> circuits;
  std::vector<double> left_a;

  bool lowers_any(const std::vector<Guarantee>& guarantees) const {
    for (std::size_t number = 0; number < left_a.size(); ++number) {
      if (left_a[number] < guarantees[number].smallest_a - tolerance_a) return true;
    }
    return false;
  }
  /// In the first case that they differ in.
  bool leaves_more_than(const Sheltered& other) const {
    for (std::size_t number = 0; number < left_a.size(); ++number) {
      if (std::abs(left_a[number] - other.left_a[number]) > tolerance_a) return left_a[number] > other.left_a[number];
    }
    return false;
  }
};

Sheltered sheltered(const Site& site, const std::vector<PerLine<double>>& limit_a, std::vector<FlatCircuit> circuits,
                    const std::vector<Guarantee>& guarantees, bool smallest_first) {
  for (FlatCircuit& circuit : circuits) {
    for (const Guarantee& guarantee : guarantees) {
      if (smallest_first) circuit.floors.push_back(need_of(site, circuit.node, guarantee, guarantee.smallest_a));
    }
    for (const Guarantee& guarantee : guarantees) {
      circuit.floors.push_back(need_of(site, circuit.node, guarantee, std::numeric_limits<double>::infinity()));
    }
  }
  Sheltered result{std::move(circuits), {}};
  shelter(site, limit_a, result.circuits);
  for (const Guarantee& guarantee : guarantees) {
    const std::vector<double> within_a = fair_filling_within_a(guarantee.facts, result.circuits);
    result.left_a.push_back(*std::min_element(within_a.begin(), within_a.end()));
  }
  return result;
}

/// Just the cases whose smallest current the caps lower are listed, in their order, with what is left.
void verify_within_caps(const std::vector<Guarantee>& guarantees, const std::vector<double>& left_by_case_a,
                        const std::vector<LoadCase>& cases, const std::vector<WithinCaps>& claims,
                        Discrepancies& found) {
  std::size_t next = 0;
  for (std::size_t number = 0; number < guarantees.size(); ++number) {
    const Guarantee& guarantee = guarantees[number];
    const double left_a = left_by_case_a[number];
    const bool listed = next < claims.size() && claims[next].load_case == cases[number];
    // What differs by rounding only may be listed or not.
    const bool lowered = left_a < guarantee.smallest_a - 2 * tolerance_a;
    const bool not_lowered = left_a > guarantee.smallest_a - tolerance_a / 2;
    const auto name = to_text(cases[number]);
    if (listed && not_lowered) {
      found.push_back({fmt::format("portal.within_caps[{}]", next),
                       fmt::format("the caps do not lower the smallest current of {}", name)});
    } else if (!listed && lowered) {
      found.push_back(
          {"portal.within_caps", fmt::format("within the caps {} guarantees {} A, not {} A: it has to be "
                                             "listed",
                                             name, measure_text(left_a), measure_text(guarantee.smallest_a))});
    } else if (listed) {
      expect_measure(
          found, claims[next].guaranteed_min_a, left_a, "A",
          [&] { return fmt::format("portal.within_caps[{}].guaranteed_min_a", next); },
          [&] { return fmt::format("the smallest current of {} within the caps", name); });
    }
    if (listed) ++next;
  }
  if (next < claims.size()) {
    found.push_back({fmt::format("portal.within_caps[{}]", next),
                     "each case whose smallest current the caps lower stands once, in the order of the cases"});
  }
}

NetworkType network_type(const Site& site) {
  const bool one_phase = site.grid->phases.has_value() && site.grid->phases.value == 1;
  if (site.neutral()) return one_phase ? NetworkType::tn_1_phase : NetworkType::tn_3_phase;
  return one_phase ? NetworkType::it_1_phase : NetworkType::it_3_phase;
}

void verify_circuit(const Site& site, const PortalCircuit& claim, std::size_t number, const FlatCircuit& is,
                    Discrepancies& found) {
  const std::string& id = site.nodes[is.node].id.value;
  const auto at = [&](std::string_view key) {
    return [number, key] { return fmt::format("portal.circuits[{}].{}", number, key); };
  };
  expect_measure(found, claim.max_current_a, is.cap_a, "A", at("max_current_a"),
                 [&] { return fmt::format("the cap of {} that shelters what is above it", id); });
  const bool as_good_as_own = std::abs(is.cap_a - is.own_cap_a) <= tolerance_a;
  const bool lowered =
      as_good_as_own ? claim.lowered_from_a.has_value() && is.cap_a < is.own_cap_a : is.cap_a < is.own_cap_a;
  if (lowered != claim.lowered_from_a.has_value()) {
    found.push_back(
        {fmt::format("portal.circuits[{}]", number), fmt::format("the cap of {} is {} what it could carry by itself",
                                                                 id, lowered ? "lowered from" : "not lower than")});
  } else if (lowered) {
    expect_measure(found, *claim.lowered_from_a, is.own_cap_a, "A", at("lowered_from_a"),
                   [&] { return fmt::format("what {} could carry by itself", id); });
  }
  if (lowered == claim.because.empty()) {
    found.push_back({at("because")(),
                     fmt::format("{} of {} is lowered",
                                 lowered ? "it has to say why the cap" : "it says why the cap, which is not,", id)});
  }
  const Node& node = site.nodes[is.node];
  std::vector<ChargerIndex> chargers;
  for (ChargerIndex i = node.charger_begin; i < node.charger_end; ++i) chargers.push_back(i);
  if (claim.chargers != chargers) {
    found.push_back({at("chargers")(), fmt::format("has to list the {} chargers of {}", chargers.size(), id)});
  }
}

}  // namespace

void verify_portal(const Site& site, const Plan& plan, Discrepancies& found) {
  const Portal& portal = plan.portal;
  expect_count(
      found, static_cast<int>(portal.network_type), static_cast<int>(network_type(site)),
      [] { return "portal.network_type"; }, [] { return "the portal's number of this grid"; });
  if (site.nodes.empty()) return;
  const std::vector<PerLine<double>> limit_a = capacities_a(site);
  for (const Line line : all_lines) {
    expect_measure(
        found, portal.available_current_a[line], limit_a[0][line], "A",
        [&] { return fmt::format("portal.available_current_a.{}", to_text(line)); },
        [&] { return fmt::format("what the chargers may draw on {} of the supply", to_text(line)); });
  }
  expect_measure(
      found, portal.installation_max_current_a, least_on(site.nodes[0].lines, limit_a[0]), "A",
      [] { return "portal.installation_max_current_a"; },
      [] { return "what the chargers may draw on each line of the supply"; });

  const std::vector<FlatCircuit> unsheltered = flat_circuits(site, plan.load.wiring, limit_a);
  const std::vector<Guarantee> guaranteed = guarantees(site, plan);
  Sheltered chosen = sheltered(site, limit_a, unsheltered, guaranteed, false);
  if (chosen.lowers_any(guaranteed)) {
    Sheltered other = sheltered(site, limit_a, unsheltered, guaranteed, true);
    if (other.leaves_more_than(chosen)) chosen = std::move(other);
  }
  const std::vector<FlatCircuit>& circuits = chosen.circuits;
  verify_within_caps(guaranteed, chosen.left_a, load_cases(site), portal.within_caps, found);
  const bool same =
      std::equal(circuits.begin(), circuits.end(), portal.circuits.begin(), portal.circuits.end(),
                 [](const FlatCircuit& is, const PortalCircuit& claim) { return is.node == claim.circuit; });
  if (!same) {
    found.push_back({"portal.circuits", fmt::format("has to list the {} circuits that have chargers, in the order of "
                                                    "the site",
                                                    circuits.size())});
    return;
  }
  for (std::size_t k = 0; k < circuits.size(); ++k) verify_circuit(site, portal.circuits[k], k, circuits[k], found);
}

}  // namespace ampsite
