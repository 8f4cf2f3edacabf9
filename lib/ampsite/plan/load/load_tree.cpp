#include "ampsite/plan/load/load_tree.h"

#include <utility>

namespace ampsite {
namespace {

/// A wiring of a form that the grid does not have carries nothing that may be counted on.
LineSet lines_drawn_on(const Charger& charger, const ChargerWiring& wiring, LoadCase load_case, bool neutral) {
  const LineSet lines = wiring.phases.lines();
  const bool well_formed = !wiring.one_phase_on.empty() && lines.size() == static_cast<int>(wiring.phases.size());
  if (!well_formed) return {};
  return one_phase_car(charger, load_case, lines, neutral) ? wiring.one_phase_on : lines;
}

}  // namespace

LoadTree make_load_tree(const Site& site, const std::vector<ChargerWiring>& wiring, LoadCase load_case,
                        CurrentModel model, std::vector<std::uint32_t> natural_rank) {
  LoadTree tree;
  tree.model = site.neutral() ? CurrentModel::arithmetic : model;
  const std::vector<PerLine<double>> capacities = capacities_a(site);
  tree.nodes.reserve(site.nodes.size());
  for (std::size_t v = 0; v < site.nodes.size(); ++v) {
    const Node& node = site.nodes[v];
    tree.nodes.push_back({node.parent, node.lines, capacities[v], node.charger_begin, node.subtree_charger_end});
  }
  tree.consumers.reserve(site.chargers.size());
  for (std::size_t i = 0; i < site.chargers.size(); ++i) {
    const Charger& charger = site.chargers[i];
    const LineSet lines = lines_drawn_on(charger, wiring[i], load_case, site.neutral());
    const double own_maximum = lines.empty() ? 0 : own_maximum_a(charger, load_case);
    tree.consumers.push_back({charger.node, lines, own_maximum, own_minimum_a(charger)});
  }
  tree.natural_rank = std::move(natural_rank);
  return tree;
}

std::vector<PerLine<double>> line_currents_a(const LoadTree& tree, const std::vector<double>& current_a) {
  std::vector<ByLines<double>> sums(tree.nodes.size());
  for (std::size_t i = 0; i < tree.consumers.size(); ++i) {
    sums[tree.consumers[i].node][tree.consumers[i].lines.bits()] += current_a[i];
  }
  std::vector<PerLine<double>> currents(tree.nodes.size());
  for (std::size_t v = tree.nodes.size(); v-- > 0;) {
    for (const Line line : all_lines) currents[v][line] = line_phasor(tree.model, sums[v], line).magnitude_a();
    const NodeIndex parent = tree.nodes[v].parent;
    if (parent == no_index) continue;
    for (std::size_t lines = 1; lines < sums[v].size(); ++lines) sums[parent][lines] += sums[v][lines];
  }
  return currents;
}

}  // namespace ampsite
