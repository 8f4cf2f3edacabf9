#include "ampsite/plan/load/tight_lines.h"

#include <algorithm>
#include <limits>
#include <utility>

namespace ampsite {
namespace {

constexpr double no_limit_a = std::numeric_limits<double>::infinity();

/// The most that may flow in a line, and by how much the tolerance of the checks below may raise it.
struct MostFlow {
  double current_a = 0;
  double tolerated_a = 0;

  void operator+=(const MostFlow& other) {
    current_a += other.current_a;
    tolerated_a += other.tolerated_a;
  }
};

/// Which lines of each node may carry more than their limit, by the most that may flow below. What a line below lets
/// through counts at most; with phasors the magnitude of all together where that is less.
std::vector<LineSet> lines_that_may_overflow(const LoadTree& tree, const std::vector<double>& most_a,
                                             const std::vector<bool>& held_alone) {
  const bool phasor = tree.model == CurrentModel::phasor;
  std::vector<PerLine<double>> together_a;
  if (phasor) together_a = line_currents_a(tree, most_a);
  std::vector<PerLine<MostFlow>> flow(tree.nodes.size());
  for (std::size_t i = 0; i < tree.consumers.size(); ++i) {
    const Consumer& consumer = tree.consumers[i];
    for (const Line line : all_lines) {
      if (consumer.lines.contains(line)) flow[consumer.node][line] += {most_a[i], held_alone[i] ? tolerance_a : 0};
    }
  }
  std::vector<LineSet> overflow(tree.nodes.size());
  for (std::size_t v = tree.nodes.size(); v-- > 0;) {
    const LoadNode& node = tree.nodes[v];
    for (const Line line : all_lines) {
      MostFlow most = flow[v][line];
      if (phasor) most.current_a = std::min(most.current_a, together_a[v][line]);
      const double limit_a = node.limit_a[line];
      if (most.current_a > limit_a || most.current_a + most.tolerated_a > limit_a + tolerance_a) {
        overflow[v].insert(line);
        most = {std::min(most.current_a, limit_a), tolerance_a};
      }
      if (node.parent != no_index) flow[node.parent][line] += most;
    }
  }
  return overflow;
}

}  // namespace

std::vector<double> alone_a(const LoadTree& tree) {
  std::vector<PerLine<double>> limits;
  limits.reserve(tree.nodes.size());
  for (const LoadNode& node : tree.nodes) {
    PerLine<double> limit_a = node.limit_a;
    if (node.parent != no_index) {
      for (const Line line : all_lines) limit_a[line] = std::min(limit_a[line], limits[node.parent][line]);
    }
    limits.push_back(limit_a);
  }
  std::vector<double> alone;
  alone.reserve(tree.consumers.size());
  for (const Consumer& consumer : tree.consumers) {
    double least_a = consumer.lines.empty() ? 0 : no_limit_a;
    for (const Line line : all_lines) {
      if (consumer.lines.contains(line)) least_a = std::min(least_a, limits[consumer.node][line]);
    }
    alone.push_back(least_a);
  }
  return alone;
}

TightTree tight_lines(const LoadTree& tree, std::vector<double> most_a, BelowLesser below_lesser) {
  const std::vector<double> alone = alone_a(tree);
  std::vector<bool> held_alone(most_a.size());
  for (std::size_t i = 0; i < most_a.size(); ++i) {
    held_alone[i] = alone[i] < most_a[i];
    most_a[i] = std::min(most_a[i], alone[i]);
  }
  const std::vector<LineSet> overflow = lines_that_may_overflow(tree, most_a, held_alone);
  TightTree tight;
  tight.most_a = std::move(most_a);
  tight.model = tree.model;
  tight.at.reserve(tree.nodes.size());
  std::vector<PerLine<double>> least_a;  // by tight node: the least limit there and above
  for (NodeIndex v = 0; v < tree.nodes.size(); ++v) {
    const LoadNode& node = tree.nodes[v];
    const std::uint32_t above = node.parent == no_index ? no_index : tight.at[node.parent];
    const PerLine<double> least_above_a = above == no_index ? PerLine<double>(no_limit_a) : least_a[above];
    TightNode made{v, above, 0, {}, PerLine<double>(no_limit_a)};
    PerLine<double> least_here_a = least_above_a;
    for (const Line line : all_lines) {
      if (!overflow[v].contains(line)) continue;
      if (below_lesser == BelowLesser::left_out && node.limit_a[line] >= least_above_a[line]) continue;
      made.lines.insert(line);
      made.limit_a[line] = node.limit_a[line];
      least_here_a[line] = std::min(least_here_a[line], node.limit_a[line]);
    }
    if (made.lines.empty()) {
      tight.at.push_back(above);
      continue;
    }
    tight.at.push_back(static_cast<std::uint32_t>(tight.nodes.size()));
    tight.nodes.push_back(made);
    least_a.push_back(least_here_a);
  }
  for (std::size_t t = tight.nodes.size(); t-- > 0;) {
    TightNode& node = tight.nodes[t];
    node.subtree_end = std::max(node.subtree_end, static_cast<std::uint32_t>(t + 1));
    if (node.parent == no_index) continue;
    TightNode& parent = tight.nodes[node.parent];
    parent.subtree_end = std::max(parent.subtree_end, node.subtree_end);
  }
  return tight;
}

Room::Room(const TightTree& tight) : tight_(&tight) {
  left_a_.reserve(tight.nodes.size());
  for (const TightNode& node : tight.nodes) left_a_.push_back(node.limit_a);
  if (tight.model == CurrentModel::phasor) sums_a_.resize(tight.nodes.size());
}

/// For a line that could not carry the sum of all currents.
bool Room::fits_as_phasor(std::uint32_t at, LineSet lines, Line line, double current_a) const {
  // A line current is at least √3/2 of the sum of its currents: this is a little less.
  constexpr double least_of_sum = 0.866;
  const double most_a = tight_->nodes[at].limit_a[line] + tolerance_a;
  if ((tight_->nodes[at].limit_a[line] - left_a_[at][line] + current_a) * least_of_sum > most_a) return false;
  ByLines<double> sums = sums_a_[at];
  sums[lines.bits()] += current_a;
  const LinePhasor drawn = line_phasor(tight_->model, sums, line);
  return drawn.in_phase_a * drawn.in_phase_a + drawn.across_a * drawn.across_a <= most_a * most_a;
}

bool Room::fits_at(std::uint32_t at, LineSet lines, double current_a) const {
  const bool phasor = tight_->model == CurrentModel::phasor;
  // Currents that fit when they add up fit as phasors too, where the tolerance is left for rounding errors.
  const double tolerated_a = phasor ? 0 : tolerance_a;
  for (const Line line : all_lines) {
    if (!lines.contains(line) || current_a <= left_a_[at][line] + tolerated_a) continue;
    if (!phasor || !fits_as_phasor(at, lines, line, current_a)) return false;
  }
  return true;
}

std::uint32_t Room::first_full(std::uint32_t at, LineSet lines, double current_a) const {
  while (at != no_index && fits_at(at, lines, current_a)) at = tight_->nodes[at].parent;
  return at;
}

void Room::add(std::uint32_t at, LineSet lines, double current_a) {
  const bool phasor = tight_->model == CurrentModel::phasor;
  for (; at != no_index; at = tight_->nodes[at].parent) {
    if (phasor) sums_a_[at][lines.bits()] += current_a;
    for (const Line line : all_lines) {
      if (lines.contains(line)) left_a_[at][line] -= current_a;
    }
  }
}

}  // namespace ampsite
