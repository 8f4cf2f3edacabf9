#include <algorithm>
#include <cmath>
#include <limits>
#include <string>

#include "ampsite/plan/verify/checks.h"
#include "ampsite/plan/verify/claims.h"

namespace ampsite {
namespace {

constexpr double never = std::numeric_limits<double>::infinity();

double least_on(LineSet lines, const PerLine<double>& currents_a) {
  double least_a = never;
  for (const Line line : all_lines) {
    if (lines.contains(line)) least_a = std::min(least_a, currents_a[line]);
  }
  return lines.empty() ? 0 : least_a;
}

/// A node with chargers of its own, as the portal knows it.
struct FlatCircuit {
  NodeIndex node = 0;
  double own_cap_a = 0;        ///< what it could carry by itself
  PerLine<double> can_draw_a;  ///< what its chargers can draw at most
  PerLine<bool> rises{true};   ///< loads the line more as its cap rises
  double cap_a = 0;

  double draws_a(Line line) const { return std::min(own_cap_a, can_draw_a[line]); }
};

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
        if (!lines.contains(line)) continue;
        used.insert(line);
        circuit.can_draw_a[line] += own_maximum_a(site.chargers[i], LoadCase::three_phase);
      }
    }
    circuit.own_cap_a = least_on(used, limit_a[v]);
    circuit.cap_a = circuit.own_cap_a;
    circuits.push_back(circuit);
  }
  return circuits;
}

/// Raises all caps together; where a line of a node between supply and circuits is full, those stop that load it.
class Sheltering {
 public:
  Sheltering(const Site& site, const std::vector<PerLine<double>>& limit_a, std::vector<FlatCircuit>& circuits)
      : site_(site),
        limit_a_(limit_a),
        circuits_(circuits),
        settled_a_(site.nodes.size()),
        rising_(site.nodes.size()) {}

  void run() {
    std::vector<double> marks;
    for (const FlatCircuit& circuit : circuits_) {
      for (const Line line : all_lines) {
        marks.push_back(circuit.draws_a(line));
        add(circuit.node, line, 0, 1);
      }
    }
    std::sort(marks.begin(), marks.end());
    marks.erase(std::unique(marks.begin(), marks.end()), marks.end());
    for (const double mark_a : marks) {
      for (bool full = true; full;) full = stop_at_next_full_line(mark_a);
      for (FlatCircuit& circuit : circuits_) {
        for (const Line line : all_lines) {
          if (circuit.rises[line] && circuit.draws_a(line) <= mark_a) settle(circuit, line, circuit.draws_a(line));
        }
      }
    }
  }

 private:
  void add(NodeIndex node, Line line, double settled_a, int rising) {
    for (NodeIndex v = node; v != no_index; v = site_.nodes[v].parent) {
      settled_a_[v][line] += settled_a;
      rising_[v][line] += rising;
    }
  }

  void settle(FlatCircuit& circuit, Line line, double at_a) {
    circuit.rises[line] = false;
    add(circuit.node, line, at_a, -1);
  }

  /// The portal itself keeps what the supply has.
  bool kept_by_the_portal(NodeIndex v, Line line) const { return v == 0 || limit_a_[v][line] >= limit_a_[0][line]; }

  bool stop_at_next_full_line(double mark_a) {
    double first_a = never;
    NodeIndex node = 0;
    Line full = Line::L1;
    for (NodeIndex v = 1; v < site_.nodes.size(); ++v) {
      for (const Line line : all_lines) {
        if (rising_[v][line] == 0 || kept_by_the_portal(v, line)) continue;
        const double at_a = std::max(0.0, (limit_a_[v][line] - settled_a_[v][line]) / rising_[v][line]);
        if (at_a >= first_a) continue;
        first_a = at_a;
        node = v;
        full = line;
      }
    }
    if (first_a >= mark_a) return false;
    for (FlatCircuit& circuit : circuits_) {
      const bool below = node <= circuit.node && circuit.node < site_.nodes[node].subtree_end;
      if (!below || !circuit.rises[full]) continue;
      circuit.cap_a = first_a;
      for (const Line line : all_lines) {
        if (circuit.rises[line]) settle(circuit, line, std::min(first_a, circuit.draws_a(line)));
      }
    }
    return true;
  }

  const Site& site_;
  const std::vector<PerLine<double>>& limit_a_;
  std::vector<FlatCircuit>& circuits_;
  std::vector<PerLine<double>> settled_a_;
  std::vector<PerLine<int>> rising_;
};

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

  std::vector<FlatCircuit> circuits = flat_circuits(site, plan.load.wiring, limit_a);
  Sheltering(site, limit_a, circuits).run();
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
