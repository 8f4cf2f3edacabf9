#include "ampsite/plan/load/smallest_current.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <queue>
#include <tuple>
#include <utility>

namespace ampsite {
namespace {

constexpr double never = std::numeric_limits<double>::infinity();

/// What each of n uses has on a line.
double share_a(double limit_a, std::int32_t uses) { return uses == 0 ? never : limit_a / uses; }

/// The most uses, at most `most`, that have at least `current_a` each; exact for quotients as computed.
std::int32_t uses_with(double limit_a, double current_a, std::int32_t most) {
  if (share_a(limit_a, most) >= current_a) return most;
  auto uses = static_cast<std::int32_t>(std::min(limit_a / current_a, static_cast<double>(most)));
  while (uses > 0 && share_a(limit_a, uses) < current_a) --uses;
  while (uses < most && share_a(limit_a, uses + 1) >= current_a) ++uses;
  return uses;
}

/// The most uses, at most `most`, that have more than `current_a` each.
std::int32_t uses_with_more(double limit_a, double current_a, std::int32_t most) {
  if (limit_a <= 0) return 0;
  std::int32_t uses = uses_with(limit_a, current_a, most);
  while (uses > 0 && share_a(limit_a, uses) <= current_a) --uses;
  return uses;
}

double limit_a(const ChoiceProblem& problem, NodeLine at) { return problem.nodes[at.node].limit_a[at.line]; }

/// The largest current at which the lines of the cut hold the uses that are forced on them.
double largest_allowed_a(const ChoiceProblem& problem, const UseRanks::Cut& cut) {
  double sum_a = 0;
  for (const NodeLine& at : cut.at) sum_a += limit_a(problem, at);
  if (sum_a <= 0) return 0;
  // Above the sum divided by the uses, not all of them can have it. From there down to the next quotients.
  double current_a = sum_a / cut.forced * (1 + 1e-9);
  std::int32_t held = 0;
  using Quotient = std::tuple<double, std::size_t, std::int32_t>;
  std::vector<Quotient> quotients;
  quotients.reserve(cut.at.size());
  for (std::size_t k = 0; k < cut.at.size(); ++k) {
    const std::int32_t uses = uses_with(limit_a(problem, cut.at[k]), current_a, cut.forced);
    held += uses;
    quotients.emplace_back(share_a(limit_a(problem, cut.at[k]), uses + 1), k, uses + 1);
  }
  std::priority_queue<Quotient> next({}, std::move(quotients));
  for (; held < cut.forced; ++held) {
    const auto [share, k, uses] = next.top();
    next.pop();
    current_a = share;
    next.emplace(share_a(limit_a(problem, cut.at[k]), uses + 1), k, uses + 1);
  }
  return current_a;
}

/// More than any choice can give: the lines of each node by themselves hold less. No number where that is 0 A.
double above_a(const ChoiceProblem& problem, const UseRanks& uncapped) {
  double least_a = never;
  for (NodeIndex v = 0; v < problem.nodes.size(); ++v) {
    double sum_a = 0;
    for (const Line line : all_lines) sum_a += problem.nodes[v].limit_a[line];
    if (uncapped.all_uses(v) > 0) least_a = std::min(least_a, sum_a / uncapped.all_uses(v));
  }
  return least_a > 0 ? least_a * (1 + 1e-9) : never;
}

LineCut proof(const ChoiceProblem& problem, const UseRanks::Cut& cut, double current_a) {
  LineCut proof;
  proof.forced = cut.forced;
  proof.entries.reserve(cut.at.size());
  for (const NodeLine& at : cut.at) {
    const double limit = limit_a(problem, at);
    proof.entries.push_back({at, limit, uses_with_more(limit, current_a, cut.forced)});
  }
  return proof;
}

}  // namespace

UseRanks uncapped_ranks(const ChoiceProblem& problem) {
  std::vector<NodeIndex> parents;
  parents.reserve(problem.nodes.size());
  for (const ChoiceNode& node : problem.nodes) parents.push_back(node.parent);
  std::vector<Ranks> own(problem.nodes.size());
  for (const ChoosingCar& car : problem.cars) {
    const Ranks ranks = ranks_of_options(car.options);
    for (std::size_t set = 0; set < ranks.size(); ++set) own[car.node][set] += ranks[set];
  }
  const auto unlimited = static_cast<std::int32_t>(2 * problem.cars.size());
  UseRanks::Caps caps(problem.nodes.size(), PerLine<std::int32_t>(unlimited));
  return {std::move(parents), std::move(own), std::move(caps)};
}

SmallestCurrent largest_smallest_current(const ChoiceProblem& problem, UseRanks& ranks) {
  UseRanks::Caps most(problem.nodes.size());
  for (NodeIndex v = 0; v < most.size(); ++v) {
    for (const Line line : all_lines) most[v][line] = ranks.most_uses({v, line});
  }
  // Down from above: each cut rules out all currents down to the next.
  SmallestCurrent smallest{std::min(problem.smallest_own_maximum_a(), above_a(problem, ranks)), std::nullopt};
  UseRanks::Caps caps = most;
  for (;;) {
    for (NodeIndex v = 0; v < caps.size(); ++v) {
      for (const Line line : all_lines) {
        caps[v][line] = uses_with(problem.nodes[v].limit_a[line], smallest.current_a, most[v][line]);
      }
    }
    ranks.set_caps(caps);
    if (ranks.placeable()) return smallest;
    const UseRanks::Cut cut = ranks.cut();
    smallest.current_a = largest_allowed_a(problem, cut);
    smallest.cut = proof(problem, cut, smallest.current_a);
  }
}

}  // namespace ampsite
