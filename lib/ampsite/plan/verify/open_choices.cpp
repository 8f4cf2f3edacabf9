#include "ampsite/plan/verify/open_choices.h"

#include <algorithm>

namespace ampsite {
namespace {

/// Every order of every number of lines, of the forms that the grid has.
std::vector<Wiring> all_wirings(bool neutral) {
  std::vector<Wiring> wirings;
  for (const Line a : all_lines) {
    if (neutral) wirings.push_back({a});
    for (const Line b : all_lines) {
      if (b == a) continue;
      if (!neutral) wirings.push_back({a, b});
      for (const Line c : all_lines) {
        if (c != a && c != b) wirings.push_back({a, b, c});
      }
    }
  }
  return wirings;
}

/// The number of lines that a charger can be wired to on a circuit with these.
int most_lines(LineSet circuit, bool neutral) { return neutral && circuit.size() == 2 ? 1 : circuit.size(); }

Wiring in_order(LineSet lines) {
  Wiring wiring;
  for (const Line line : all_lines) {
    if (lines.contains(line)) wiring.push_back(line);
  }
  return wiring;
}

/// Wirings to all lines of the circuit, as far as the grid has such a form; else none at all, as an empty one. To two
/// lines in the order of the grid, or in that of `kept`: both orders are the same pair, and nothing is gained by
/// turning.
std::vector<Wiring> to_all_lines(LineSet circuit, bool neutral, const Wiring* kept) {
  std::vector<Wiring> wirings;
  for (const Wiring& wiring : all_wirings(neutral)) {
    const bool all = static_cast<int>(wiring.size()) == most_lines(circuit, neutral);
    if (!all || !circuit.contains(wiring.lines())) continue;
    const bool keeps = kept != nullptr && kept->lines() == wiring.lines();
    if (wiring.size() == 2 && wiring != (keeps ? *kept : in_order(wiring.lines()))) continue;
    wirings.push_back(wiring);
  }
  if (wirings.empty()) wirings.emplace_back();
  return wirings;
}

/// Those with the terminals on the pair; where there is none, all.
std::vector<Wiring> with_terminals_on(const std::vector<Wiring>& wirings, LineSet pair, bool neutral) {
  std::vector<Wiring> on_pair;
  for (const Wiring& wiring : wirings) {
    if (terminal_pair(wiring, neutral) == pair) on_pair.push_back(wiring);
  }
  return on_pair.empty() ? wirings : on_pair;
}

}  // namespace

std::vector<LineSet> pairs_of_plc(const Site& site, const Connectivity& connectivity) {
  std::vector<LineSet> pairs(site.chargers.size());
  for (const PlcNetwork& network : connectivity.plc_networks) {
    for (const ChargerIndex i : network.chargers) pairs[i] = network.pair;
    if (network.gateway != no_index) pairs[network.gateway] = network.pair;
  }
  return pairs;
}

bool stays_as_wired(const Charger& charger) {
  return charger.fixed.has_value() && charger.fixed.value && charger.phases.has_value();
}

bool has_form(const Wiring& wiring, bool neutral) {
  const std::vector<Wiring> forms = all_wirings(neutral);
  return std::find(forms.begin(), forms.end(), wiring) != forms.end();
}

std::vector<Wiring> allowed_wirings(const Site& site, const Charger& charger, LineSet plc_pair) {
  const bool neutral = site.neutral();
  if (stays_as_wired(charger)) return {charger.phases.value};
  const LineSet circuit = site.nodes[charger.node].lines;
  const bool stated = charger.phases.has_value() && has_form(charger.phases.value, neutral) &&
                      circuit.contains(charger.phases->lines());
  const bool by_terminal = site.planning.one_phase_line.value == OnePhaseLine::terminal;
  const bool on_pair = plc_pair.empty() || (stated && terminal_pair(charger.phases.value, neutral) == plc_pair);
  if (stated && !by_terminal && on_pair) return {charger.phases.value};
  std::vector<Wiring> wirings = to_all_lines(circuit, neutral, stated && on_pair ? &charger.phases.value : nullptr);
  if (!plc_pair.empty()) return with_terminals_on(wirings, plc_pair, neutral);
  // Where the charger switches the line itself, nothing is gained by turning its wiring.
  const bool as_they_come = !by_terminal && wirings.front().size() > 1;
  return as_they_come ? std::vector<Wiring>{in_order(circuit)} : wirings;
}

std::vector<LineSet> uses_of(const Site& site, const Charger& charger, const Wiring& wiring) {
  const bool neutral = site.neutral();
  const bool has_lines = site.nodes[charger.node].lines.contains(wiring.lines());
  if (!has_lines || !has_form(wiring, neutral)) return {LineSet{}};
  const bool charger_switches = site.planning.one_phase_line.value == OnePhaseLine::charger && wiring.size() == 3;
  if (!charger_switches) return {terminal_pair(wiring, neutral)};
  std::vector<LineSet> uses;
  for (const Wiring& other : all_wirings(neutral)) {
    if (static_cast<int>(other.size()) == (neutral ? 1 : 2)) uses.push_back(other.lines());
  }
  return uses;
}

std::vector<LineSet> open_uses(const Site& site, const Charger& charger, LineSet plc_pair) {
  std::vector<LineSet> uses;
  for (const Wiring& wiring : allowed_wirings(site, charger, plc_pair)) {
    for (const LineSet use : uses_of(site, charger, wiring)) {
      if (std::find(uses.begin(), uses.end(), use) == uses.end()) uses.push_back(use);
    }
  }
  return uses;
}

}  // namespace ampsite
