#include "ampsite/plan/handover/needed_caps.h"

#include <algorithm>
#include <cstddef>

#include "ampsite/plan/load/fill.h"

namespace ampsite {
namespace {

/// A node's own chargers stand in front of those of the nodes below it.
ChargerIndex own_end(const LoadTree& tree, NodeIndex node) {
  const LoadNode& of = tree.nodes[node];
  ChargerIndex end = of.consumers_begin;
  while (end < of.consumers_end && tree.consumers[end].node == node) ++end;
  return end;
}

/// No more than the cap on any line.
PerLine<double> within(const PerLine<double>& limit_a, double cap_a) {
  PerLine<double> least_a;
  for (const Line line : all_lines) least_a[line] = std::min(limit_a[line], cap_a);
  return least_a;
}

/// The tree with each circuit's cap as a limit of its own chargers: where it feeds others too, by a node of their own.
LoadTree capped_tree(const LoadTree& tree, const std::vector<CappedCircuit>& circuits,
                     const std::vector<CircuitCap>& caps) {
  LoadTree capped = tree;
  capped.nodes.clear();
  capped.nodes.reserve(tree.nodes.size() + circuits.size());
  std::vector<NodeIndex> place(tree.nodes.size());
  std::size_t next = 0;
  for (NodeIndex v = 0; v < tree.nodes.size(); ++v) {
    LoadNode node = tree.nodes[v];
    if (node.parent != no_index) node.parent = place[node.parent];
    place[v] = static_cast<NodeIndex>(capped.nodes.size());
    capped.nodes.push_back(node);
    if (next == circuits.size() || circuits[next].node != v) continue;
    const double cap_a = caps[next++].cap_a;
    const ChargerIndex end = own_end(tree, v);
    NodeIndex of_own = place[v];
    if (end == node.consumers_end) {
      capped.nodes.back().limit_a = within(node.limit_a, cap_a);
    } else {
      of_own = static_cast<NodeIndex>(capped.nodes.size());
      capped.nodes.push_back({place[v], node.lines, within(node.limit_a, cap_a), node.consumers_begin, end});
    }
    for (ChargerIndex i = node.consumers_begin; i < end; ++i) capped.consumers[i].node = of_own;
  }
  return capped;
}

}  // namespace

std::vector<CapFloor> cap_floors(const LoadTree& tree, const std::vector<CappedCircuit>& circuits,
                                 const std::vector<double>& current_a) {
  std::vector<CapFloor> needed;
  needed.reserve(circuits.size());
  for (const CappedCircuit& circuit : circuits) {
    ByLines<double> sums{};
    CapFloor floor;
    const ChargerIndex end = own_end(tree, circuit.node);
    for (ChargerIndex i = tree.nodes[circuit.node].consumers_begin; i < end; ++i) {
      sums[tree.consumers[i].lines.bits()] += current_a[i];
      floor.most_a = std::max(floor.most_a, current_a[i]);
    }
    for (const Line line : all_lines) {
      floor.cap_a = std::max(floor.cap_a, line_phasor(tree.model, sums, line).magnitude_a());
    }
    needed.push_back(floor);
  }
  return needed;
}

double least_within_caps_a(const LoadTree& tree, const std::vector<CappedCircuit>& circuits,
                           const std::vector<CircuitCap>& caps) {
  const std::vector<double> fair_a = fair_currents_a(capped_tree(tree, circuits, caps));
  return fair_a.empty() ? 0 : *std::min_element(fair_a.begin(), fair_a.end());
}

}  // namespace ampsite
