#pragma once
// Small sites for tests, built as values: what a reader would make of a short file.
//
//   Circuit main = circuit("main", 35, chargers("A", 3));
//   const Site site = build_site(tn_grid(), main);

#include <string>
#include <utility>
#include <vector>

#include "ampsite/site/site.h"

namespace ampsite::test {

constexpr Line L1 = Line::L1;
constexpr Line L2 = Line::L2;
constexpr Line L3 = Line::L3;

/// A node of the fuse tree with all below it.
struct Circuit {
  Node node;
  std::vector<Charger> chargers;
  std::vector<PlcModule> modules;
  std::vector<Circuit> circuits;
};

inline Grid grid(GridSystem system, int phases, double voltage_v, bool neutral) {
  Grid grid;
  grid.system = stated(system);
  grid.phases = by_default(phases);
  grid.voltage_v = by_default(voltage_v);
  grid.neutral = by_default(neutral);
  return grid;
}

inline Grid tn_grid(int phases = 3) { return grid(GridSystem::TN_S, phases, phases == 3 ? 400 : 230, true); }
inline Grid it_grid(int phases = 3) { return grid(GridSystem::IT, phases, 230, false); }

inline Charger charger(std::string id) {
  Charger charger;
  charger.id = stated(std::move(id));
  charger.min_a = by_default(6.0);
  charger.max_a = by_default(32.0);
  charger.fixed = by_default(false);
  return charger;
}

inline Charger charger(std::string id, Wiring phases, bool fixed = false) {
  Charger wired = charger(std::move(id));
  wired.phases = stated(phases);
  wired.fixed = stated(fixed);
  return wired;
}

/// "A1", "A2", …
inline std::vector<Charger> chargers(const std::string& prefix, int count) {
  std::vector<Charger> list;
  for (int i = 1; i <= count; ++i) list.push_back(charger(prefix + std::to_string(i)));
  return list;
}

inline Vehicle vehicle(int phases) {
  Vehicle vehicle;
  vehicle.phases = stated(phases);
  return vehicle;
}

/// The same for all lines, as the file's single number.
inline Stated<LineCurrents> on_all_lines(double current_a) {
  LineCurrents currents;
  for (const Line line : all_lines) currents.line[line] = stated(current_a);
  return stated(currents);
}

/// As the file's map; a line that is not listed is absent.
inline Stated<LineCurrents> on_lines(const std::vector<std::pair<Line, double>>& listed) {
  LineCurrents currents;
  currents.map = true;
  for (const auto& [line, current_a] : listed) currents.line[line] = stated(current_a);
  return stated(currents);
}

inline Circuit circuit(std::string id, double fuse_a, std::vector<Charger> own = {},
                       std::vector<Circuit> circuits = {}) {
  Circuit made;
  made.node.id = stated(std::move(id));
  made.node.fuse_a = stated(fuse_a);
  made.node.kind = by_default(RunKind::cable);
  made.chargers = std::move(own);
  made.circuits = std::move(circuits);
  return made;
}

inline void append_circuit(Site& site, const Circuit& circuit, NodeIndex parent, std::uint32_t list_index) {
  const auto index = static_cast<NodeIndex>(site.nodes.size());
  Node node = circuit.node;
  node.parent = parent;
  node.list_index = list_index;
  const LineSet fed = parent == no_index ? site.grid->lines() : site.nodes[parent].lines;
  for (const Line line : all_lines) {
    const bool wanted = !node.phases.has_value() || node.phases->lines().contains(line);
    if (wanted && fed.contains(line)) node.lines.insert(line);
  }
  node.charger_begin = static_cast<ChargerIndex>(site.chargers.size());
  for (const Charger& own : circuit.chargers) {
    site.chargers.push_back(own);
    site.chargers.back().node = index;
    site.chargers.back().list_index = static_cast<std::uint32_t>(site.chargers.size()) - 1 - node.charger_begin;
  }
  node.charger_end = static_cast<ChargerIndex>(site.chargers.size());
  node.module_begin = static_cast<ModuleIndex>(site.modules.size());
  for (const PlcModule& own : circuit.modules) {
    site.modules.push_back(own);
    site.modules.back().node = index;
    site.modules.back().list_index = static_cast<std::uint32_t>(site.modules.size()) - 1 - node.module_begin;
  }
  node.module_end = static_cast<ModuleIndex>(site.modules.size());
  site.nodes.push_back(node);
  for (std::uint32_t i = 0; i < circuit.circuits.size(); ++i) append_circuit(site, circuit.circuits[i], index, i);
  site.nodes[index].subtree_end = static_cast<NodeIndex>(site.nodes.size());
  site.nodes[index].subtree_charger_end = static_cast<ChargerIndex>(site.chargers.size());
}

/// The site with its defaults applied, `one_phase_line` too, which follows the grid.
inline Site build_site(const Grid& grid, const Circuit& supply) {
  Site site;
  site.grid = stated(grid);
  site.planning.one_phase_line = by_default(grid.neutral.value ? OnePhaseLine::charger : OnePhaseLine::terminal);
  append_circuit(site, supply, no_index, 0);
  return site;
}

}  // namespace ampsite::test
