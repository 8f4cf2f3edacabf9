#include "ampsite/plan/load/bottlenecks.h"

#include <fmt/format.h>

#include <algorithm>
#include <stdexcept>

namespace ampsite {
namespace {

/// The largest current of anybody on each line of each node.
std::vector<PerLine<double>> largest_currents_a(const LoadTree& tree, const std::vector<double>& current_a) {
  std::vector<PerLine<double>> largest(tree.nodes.size());
  for (std::size_t i = 0; i < tree.consumers.size(); ++i) {
    const Consumer& consumer = tree.consumers[i];
    for (const Line line : all_lines) {
      if (consumer.lines.contains(line)) {
        largest[consumer.node][line] = std::max(largest[consumer.node][line], current_a[i]);
      }
    }
  }
  for (std::size_t v = tree.nodes.size(); v-- > 1;) {
    const NodeIndex parent = tree.nodes[v].parent;
    for (const Line line : all_lines) largest[parent][line] = std::max(largest[parent][line], largest[v][line]);
  }
  return largest;
}

/// Full lines of the tree; nodes without one are passed over on the way up.
struct FullLines {
  std::vector<LineSet> lines;      ///< by NodeIndex
  std::vector<NodeIndex> next_up;  ///< the nearest node with a full line, itself or above
};

FullLines full_lines(const LoadTree& tree, const std::vector<PerLine<double>>& line_currents_a) {
  FullLines full;
  full.lines.resize(tree.nodes.size());
  full.next_up.resize(tree.nodes.size());
  for (NodeIndex v = 0; v < tree.nodes.size(); ++v) {
    const LoadNode& node = tree.nodes[v];
    for (const Line line : all_lines) {
      if (line_currents_a[v][line] >= node.limit_a[line] - tolerance_a) full.lines[v].insert(line);
    }
    const NodeIndex above = node.parent == no_index ? no_index : full.next_up[node.parent];
    full.next_up[v] = full.lines[v].empty() ? above : v;
  }
  return full;
}

}  // namespace

std::vector<Bottleneck> bottlenecks(const LoadTree& tree, const std::vector<double>& fair_a,
                                    const std::vector<PerLine<double>>& line_currents_a) {
  const std::vector<PerLine<double>> largest = largest_currents_a(tree, fair_a);
  const FullLines full = full_lines(tree, line_currents_a);
  const auto nearest = [&](ChargerIndex i) -> Bottleneck {
    const Consumer& consumer = tree.consumers[i];
    const double current_a = fair_a[i];
    if (consumer.lines.empty() || current_a >= consumer.own_maximum_a - tolerance_a) return {};
    NodeIndex v = full.next_up[consumer.node];
    while (v != no_index) {
      for (const Line line : all_lines) {
        const bool holds = consumer.lines.contains(line) && full.lines[v].contains(line);
        if (holds && largest[v][line] <= current_a + tolerance_a) return {v, line};
      }
      const NodeIndex parent = tree.nodes[v].parent;
      v = parent == no_index ? no_index : full.next_up[parent];
    }
    throw std::logic_error(
        fmt::format("charger index {} could get more than its {} A: nothing holds it down", i, current_a));
  };
  std::vector<Bottleneck> found;
  found.reserve(tree.consumers.size());
  for (ChargerIndex i = 0; i < tree.consumers.size(); ++i) found.push_back(nearest(i));
  return found;
}

}  // namespace ampsite
