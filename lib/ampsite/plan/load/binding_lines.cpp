#include "ampsite/plan/load/binding_lines.h"

#include <algorithm>
#include <limits>

namespace ampsite {
namespace {

// A line at node v fills at the current C/w of each of its cars, where w, the line's current for each ampere of its
// cars, never falls when a car joins, and is at most the sum of what parts of the cars would have (both models). So a
// line is of no account
//
// - beside another line of the same node that carries all of its cars within no larger a limit;
// - below a node whose limit on the line is no larger, for that carries all of its cars and more;
// - above lines and cars whose limits and own maxima add up to no more than its limit: were it full at t, so
//   C = t * w <= t * (w1 + w2 + …), then of the parts of the sum one would have a limit of at most t * wi;
// - where even all of its cars at the largest of all own maxima do not fill it.
//
// The first two leave a line out for one beside or above it, so by themselves they end at a line that is kept. The
// third rests on lines below, of those that the first two have kept: none is left out for one that is left out for it.

/// All cars of line `a` are cars of line `b` too.
bool carries_all(const ByLines<int>& cars, Line a, Line b) {
  for (std::size_t lines = 1; lines < cars.size(); ++lines) {
    const auto has = [&](Line line) { return (lines & LineSet{line}.bits()) != 0; };
    if (cars[lines] > 0 && has(a) && !has(b)) return false;
  }
  return true;
}

bool bound_beside(const PerLine<double>& limit_a, const ByLines<int>& cars, Line line) {
  return std::any_of(all_lines.begin(), all_lines.end(), [&](Line other) {
    if (other == line || !carries_all(cars, line, other)) return false;
    const bool other_first = other < line || !carries_all(cars, other, line);
    return limit_a[other] < limit_a[line] || (limit_a[other] == limit_a[line] && other_first);
  });
}

/// Those that no line beside or above makes superfluous.
std::vector<LineSet> kept_downwards(const LoadTree& tree, const std::vector<ByLines<int>>& cars) {
  double largest_own_a = 0;
  for (const Consumer& consumer : tree.consumers) largest_own_a = std::max(largest_own_a, consumer.own_maximum_a);
  std::vector<LineSet> kept(tree.nodes.size());
  std::vector<PerLine<double>> least_a(tree.nodes.size());  // of the limits of the node and of all above it
  for (NodeIndex v = 0; v < tree.nodes.size(); ++v) {
    const LoadNode& node = tree.nodes[v];
    for (const Line line : all_lines) {
      const double above_a =
          node.parent == no_index ? std::numeric_limits<double>::infinity() : least_a[node.parent][line];
      const double limit_a = node.limit_a[line];
      least_a[v][line] = std::min(above_a, limit_a);
      const int count = cars_on(cars[v], line).count();
      if (count == 0 || above_a <= limit_a || limit_a / count >= largest_own_a) continue;
      if (!bound_beside(node.limit_a, cars[v], line)) kept[v].insert(line);
    }
  }
  return kept;
}

}  // namespace

std::vector<LineSet> lines_that_can_bind(const LoadTree& tree, const std::vector<ByLines<int>>& cars) {
  const std::vector<LineSet> kept = kept_downwards(tree, cars);
  std::vector<LineSet> binding(tree.nodes.size());
  std::vector<PerLine<double>> below_a(tree.nodes.size());
  for (const Consumer& consumer : tree.consumers) {
    for (const Line line : all_lines) {
      if (consumer.lines.contains(line)) below_a[consumer.node][line] += consumer.own_maximum_a;
    }
  }
  for (std::size_t v = tree.nodes.size(); v-- > 0;) {
    const LoadNode& node = tree.nodes[v];
    for (const Line line : all_lines) {
      double most_a = below_a[v][line];
      if (kept[v].contains(line) && node.limit_a[line] < most_a) {
        most_a = node.limit_a[line];
        binding[v].insert(line);
      }
      if (node.parent != no_index) below_a[node.parent][line] += most_a;
    }
  }
  return binding;
}

}  // namespace ampsite
