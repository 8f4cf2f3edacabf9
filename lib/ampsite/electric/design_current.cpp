#include "ampsite/electric/design_current.h"

#include <algorithm>

#include "ampsite/electric/load_case.h"

namespace ampsite {

namespace {

bool base_load_doubted(const Node& node) {
  if (node.base_load_a.unknown()) return true;
  return std::any_of(all_lines.begin(), all_lines.end(),
                     [&](Line line) { return node.base_load_a->line[line].unknown(); });
}

LineSet lines_of(const Charger& charger, const Node& node) {
  return charger.phases.has_value() ? charger.phases->lines() : node.lines;
}

}  // namespace

std::vector<Calculated<double>> design_currents_a(const Site& site) {
  const std::vector<PerLine<double>> let_through = let_through_a(site);
  const std::vector<PerLine<double>> base_loads = base_loads_a(site);
  std::vector<PerLine<double>> wanted_a(site.nodes.size());
  std::vector<NodeIndex> doubted(site.nodes.size(), no_index);
  std::vector<Calculated<double>> design_a(site.nodes.size());
  for (std::size_t v = site.nodes.size(); v-- > 0;) {
    const Node& node = site.nodes[v];
    for (ChargerIndex c = node.charger_begin; c < node.charger_end; ++c) {
      const Charger& charger = site.chargers[c];
      const LineSet used = lines_of(charger, node);
      for (const Line line : all_lines) {
        if (used.contains(line)) wanted_a[v][line] += own_maximum_a(charger, LoadCase::three_phase);
      }
    }
    if (base_load_doubted(node)) doubted[v] = static_cast<NodeIndex>(v);
    double most_a = 0;
    for (const Line line : all_lines) {
      if (node.fuse_a.has_value()) wanted_a[v][line] = std::min(wanted_a[v][line], let_through[v][line]);
      if (node.lines.contains(line)) most_a = std::max(most_a, wanted_a[v][line] + base_loads[v][line]);
      if (node.parent != no_index) wanted_a[node.parent][line] += wanted_a[v][line];
    }
    if (node.parent != no_index && doubted[v] != no_index) doubted[node.parent] = doubted[v];
    if (doubted[v] != no_index) {
      design_a[v] = NotKnown{Gap::doubted, "base_load_a", 0, {}, doubted[v]};
    } else if (const auto gap = gap_in(node.fuse_a, "fuse_a")) {
      design_a[v] = *gap;
    } else {
      design_a[v] = most_a;
    }
  }
  return design_a;
}

}  // namespace ampsite
