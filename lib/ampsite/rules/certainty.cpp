#include "ampsite/rules/certainty.h"

#include <algorithm>

#include "ampsite/electric/load_case.h"
#include "ampsite/electric/protection.h"
#include "ampsite/rules/context.h"

namespace ampsite {
namespace {

LineFault fault_of(const Wiring& wiring, LineSet fed, bool fed_certain) {
  LineFault fault;
  LineSet seen;
  for (const Line line : wiring) {
    if (seen.contains(line) && !fault.twice) fault.twice = line;
    seen.insert(line);
    if (fed_certain && !fed.contains(line)) fault.not_fed.insert(line);
  }
  return fault;
}

/// The lines on which the value of the node itself is known: stated, or its default.
LineSet known_lines(const Stated<LineCurrents>& currents, LineSet of_node, bool lines_are_certain) {
  if (currents.unknown()) return {};
  if (!currents.has_value()) return LineSet::all();
  if (!lines_are_certain) return {};
  LineSet known;
  for (const Line line : all_lines) {
    if (!of_node.contains(line) || !currents->line[line].unknown()) known.insert(line);
  }
  return known;
}

/// The wiring of a charger has no finding, where the lines of its node have none.
bool wiring_fits(const Site& site, const Charger& charger) {
  return site.grid->neutral.has_value() && !charger.phases.unknown() && !line_fault(site, charger, true).any() &&
         !has_form_fault(site, charger);
}

bool fuse_and_run_known(const Node& node) {
  if (!node.fuse_a.has_value()) return false;
  return !node.kind.unknown() && !node.rated_a.unknown() && !node.cable.unknown() && !node.cable->ampacity_a.unknown();
}

}  // namespace

bool grid_lines_certain(const Site& site) {
  const Grid& grid = site.grid.value;
  if (!grid.phases.has_value()) return false;
  return grid.phases.value == 3 || grid.neutral.has_value();
}

LineSet common(LineSet a, LineSet b) {
  LineSet both;
  for (const Line line : all_lines) {
    if (a.contains(line) && b.contains(line)) both.insert(line);
  }
  return both;
}

LineSet parent_lines(const Site& site, const Node& node) {
  return node.parent == no_index ? site.grid->lines() : site.nodes[node.parent].lines;
}

LineFault line_fault(const Site& site, const Node& node, bool parent_certain) {
  if (!node.phases.stated()) return {};
  return fault_of(node.phases.value, parent_lines(site, node), parent_certain);
}

LineFault line_fault(const Site& site, const Charger& charger, bool node_certain) {
  if (!charger.phases.stated()) return {};
  return fault_of(charger.phases.value, site.nodes[charger.node].lines, node_certain);
}

std::vector<bool> lines_certain(const Site& site) {
  std::vector<bool> certain(site.nodes.size());
  for (std::size_t v = 0; v < site.nodes.size(); ++v) {
    const Node& node = site.nodes[v];
    const bool parent_certain = node.parent == no_index ? grid_lines_certain(site) : certain[node.parent];
    certain[v] = parent_certain && !node.phases.unknown() && !line_fault(site, node, true).any();
  }
  return certain;
}

bool has_form_fault(const Site& site, const Charger& charger) {
  if (!charger.phases.stated() || !site.grid->neutral.has_value()) return false;
  const std::size_t count = charger.phases->size();
  if (count == 3) return false;
  return count != (site.neutral() ? 1U : 2U);
}

bool leaves_lines_unused(const Site& site, const Charger& charger) {
  const auto lines = static_cast<std::size_t>(site.nodes[charger.node].lines.size());
  // With neutral a charger takes one line or three, so that of two lines it can use but one.
  const std::size_t usable = site.neutral() && lines < 3 ? 1 : lines;
  return charger.phases.stated() && charger.phases->size() < usable;
}

bool lacks_second_line(const Site& site, const Node& node) {
  return site.grid->neutral.has_value() && !site.neutral() && node.lines.size() < 2;
}

const Stated<Wiring>* stated_phases(const Site& site, NodeIndex from) {
  for (NodeIndex v = from; v != no_index; v = site.nodes[v].parent) {
    if (site.nodes[v].phases.stated()) return &site.nodes[v].phases;
  }
  return nullptr;
}

bool conductors_certain(const RuleContext& context, NodeIndex node) {
  return context.lines_certain[node] && context.site.grid->neutral.has_value();
}

bool wiring_certain(const RuleContext& context, const Charger& charger) {
  return conductors_certain(context, charger.node) && wiring_fits(context.site, charger);
}

bool has_current_fault(const Charger& charger) {
  if (!charger.min_a.has_value() || !charger.max_a.has_value()) return false;
  const double min_a = charger.min_a.value;
  const double max_a = charger.max_a.value;
  return !(least_charging_a <= min_a && min_a <= max_a && max_a <= most_charging_a);
}

bool relies_on_circuit_fuse(const Charger& charger) { return charger.fuse_a.absent(); }

bool fuse_too_large(const Charger& charger) {
  return charger.fuse_a.stated() && charger.fuse_a.value > largest_charger_fuse_a;
}

LargestRating largest_rating(const Node& node) {
  LargestRating largest;
  if (node.fuse_a.stated()) largest = {"fuse_a", node.fuse_a.value, node.fuse_a.span};
  const Stated<double>& setting_a = node.device->setting_a;
  if (can_be_set(*node.device) && setting_a.stated() && setting_a.value > largest.rating_a) {
    largest = {"device.setting_a", setting_a.value, setting_a.span};
  }
  return largest;
}

bool fuse_too_large_for_chargers(const Site& site, const Node& node) {
  if (largest_rating(node).rating_a <= largest_charger_fuse_a) return false;
  if (node.kind.unknown() || (node.kind.has_value() && node.kind.value == RunKind::busbar)) return false;
  const auto begin = site.chargers.begin();
  return std::any_of(begin + node.charger_begin, begin + node.charger_end, relies_on_circuit_fuse);
}

BaseLoads sum_base_loads(const Site& site, const std::vector<bool>& node_lines_certain) {
  BaseLoads loads{base_loads_a(site), {}, {}};
  loads.over_fuse.resize(site.nodes.size());
  loads.certain.assign(site.nodes.size(), LineSet::all());
  for (std::size_t v = site.nodes.size(); v-- > 0;) {
    const Node& node = site.nodes[v];
    LineSet& certain = loads.certain[v];
    certain = common(certain, known_lines(node.base_load_a, node.lines, node_lines_certain[v]));
    LineSet within;
    for (const Line line : all_lines) {
      const bool over = node.fuse_a.has_value() && node.lines.contains(line) &&
                        loads.sum_a[v][line] > node.fuse_a.value + tolerance_a;
      if (!over) within.insert(line);
      if (over && certain.contains(line)) loads.over_fuse[v].insert(line);
    }
    certain = common(certain, within);
    if (node.parent != no_index) loads.certain[node.parent] = common(loads.certain[node.parent], certain);
  }
  return loads;
}

Capacities certain_capacities(const Site& site, const std::vector<bool>& node_lines_certain, const BaseLoads& loads) {
  Capacities capacities{capacities_a(site), loads.certain};
  for (std::size_t v = 0; v < site.nodes.size(); ++v) {
    const Node& node = site.nodes[v];
    LineSet& certain = capacities.certain[v];
    if (!node_lines_certain[v] || !fuse_and_run_known(node)) {
      certain = {};
    } else {
      certain = common(certain, known_lines(node.limit_a, node.lines, true));
    }
  }
  return capacities;
}

bool is_certain(const Site& site, const Charger& charger) {
  return wiring_fits(site, charger) && !charger.min_a.unknown() && !has_current_fault(charger);
}

}  // namespace ampsite
