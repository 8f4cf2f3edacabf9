#include "ampsite/plan/load/line_choice.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <queue>
#include <tuple>
#include <utility>

namespace ampsite {
namespace {

constexpr double never = std::numeric_limits<double>::infinity();

/// What each of n cars has on a line.
double share_a(double limit_a, std::int32_t cars) { return cars == 0 ? never : limit_a / cars; }

/// The most cars, at most `most`, that have at least `current_a` each; exact for quotients as computed.
std::int32_t cars_with(double limit_a, double current_a, std::int32_t most) {
  if (share_a(limit_a, most) >= current_a) return most;
  auto cars = static_cast<std::int32_t>(std::min(limit_a / current_a, static_cast<double>(most)));
  while (cars > 0 && share_a(limit_a, cars) < current_a) --cars;
  while (cars < most && share_a(limit_a, cars + 1) >= current_a) ++cars;
  return cars;
}

/// The most cars that have more than `current_a` each.
std::int32_t cars_with_more(double limit_a, double current_a, std::int32_t most) {
  std::int32_t cars = cars_with(limit_a, current_a, most);
  while (cars > 0 && share_a(limit_a, cars) <= current_a) --cars;
  return cars;
}

class Chooser {
 public:
  explicit Chooser(const ChoiceProblem& problem) : problem_(&problem), ranks_(make_ranks(problem)) {
    for (NodeIndex v = 0; v < problem.nodes.size(); ++v) {
      most_.emplace_back(uses_below(v, Line::L1), uses_below(v, Line::L2), uses_below(v, Line::L3));
    }
  }

  LineChoice run() {
    LineChoice choice;
    if (problem_->cars.empty()) return choice;
    find_smallest(choice);
    raise_the_others();
    choose_each(choice.option);
    return choice;
  }

 private:
  static UseRanks make_ranks(const ChoiceProblem& problem) {
    std::vector<NodeIndex> parents;
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

  std::int32_t uses_below(NodeIndex v, Line line) const { return ranks_.most_uses({v, line}); }

  /// Caps that leave at least `current_a` to each use.
  UseRanks::Caps caps_for(double current_a) const {
    UseRanks::Caps caps(problem_->nodes.size());
    for (NodeIndex v = 0; v < caps.size(); ++v) {
      for (const Line line : all_lines) {
        caps[v][line] = cars_with(problem_->nodes[v].limit_a[line], current_a, most_[v][line]);
      }
    }
    return caps;
  }

  /// Down from above: each cut rules out all currents down to the next.
  void find_smallest(LineChoice& choice) {
    choice.smallest_a = problem_->smallest_own_maximum_a();
    for (;;) {
      ranks_.set_caps(caps_for(choice.smallest_a));
      if (ranks_.placeable()) break;
      const UseRanks::Cut cut = ranks_.cut();
      choice.smallest_a = largest_allowed_a(cut);
      choice.cut = proof(cut, choice.smallest_a);
    }
  }

  /// The largest current at which the lines of the cut hold the uses that are forced on them.
  double largest_allowed_a(const UseRanks::Cut& cut) const {
    double sum_a = 0;
    for (const NodeLine& at : cut.at) sum_a += limit_a(at);
    if (sum_a <= 0) return 0;
    const double start_a = sum_a / cut.forced * (1 + 1e-9);
    std::int32_t held = 0;
    std::priority_queue<std::tuple<double, std::size_t, std::int32_t>> next;
    for (std::size_t k = 0; k < cut.at.size(); ++k) {
      const double limit = limit_a(cut.at[k]);
      const std::int32_t cars = cars_with(limit, start_a, std::numeric_limits<std::int32_t>::max() / 2);
      held += cars;
      next.emplace(share_a(limit, cars + 1), k, cars + 1);
    }
    double current_a = start_a;
    while (held < cut.forced) {
      const auto [share, k, cars] = next.top();
      next.pop();
      current_a = share;
      ++held;
      next.emplace(share_a(limit_a(cut.at[k]), cars + 1), k, cars + 1);
    }
    return current_a;
  }

  LineCut proof(const UseRanks::Cut& cut, double smallest_a) const {
    LineCut proof;
    proof.forced = cut.forced;
    for (const NodeLine& at : cut.at) {
      proof.entries.push_back({at, limit_a(at), cars_with_more(limit_a(at), smallest_a, cut.forced)});
    }
    return proof;
  }

  /// A line that can be given to fewer cars.
  struct Raise {
    double share_a;
    NodeLine at;

    friend bool operator>(const Raise& a, const Raise& b) {
      return std::tie(a.share_a, a.at.node, a.at.line) > std::tie(b.share_a, b.at.node, b.at.line);
    }
  };

  void raise_the_others() {
    std::priority_queue<Raise, std::vector<Raise>, std::greater<>> raises;
    const auto expect = [&](NodeLine at) {
      const std::int32_t cap = std::min(ranks_.cap(at), ranks_.most_uses(at));
      if (cap != ranks_.cap(at)) ranks_.set_cap(at, cap);
      if (cap > 0) raises.push({share_a(limit_a(at), cap), at});
    };
    for (NodeIndex v = static_cast<NodeIndex>(problem_->nodes.size()); v-- > 0;) {
      for (const Line line : all_lines) expect({v, line});
    }
    while (!raises.empty()) {
      const NodeLine at = raises.top().at;
      raises.pop();
      const std::int32_t cap = ranks_.cap(at);
      ranks_.set_cap(at, cap - 1);
      if (ranks_.placeable()) {
        expect(at);
      } else {
        ranks_.set_cap(at, cap);
      }
    }
  }

  /// The file's wiring where it can stay, then natural order.
  void choose_each(std::vector<std::uint32_t>& option) {
    const std::vector<ChoosingCar>& cars = problem_->cars;
    constexpr std::uint32_t open = 0xFFFFFFFFU;
    option.assign(cars.size(), open);
    for (std::size_t i = 0; i < cars.size(); ++i) {
      if (cars[i].preferred && settle(cars[i], *cars[i].preferred)) option[i] = *cars[i].preferred;
    }
    for (std::size_t i = 0; i < cars.size(); ++i) {
      for (std::uint32_t k = 0; option[i] == open; ++k) {
        if (settle(cars[i], k)) option[i] = k;
      }
    }
  }

  bool settle(const ChoosingCar& car, std::uint32_t option) {
    const Ranks before = ranks_of_options(car.options);
    const Ranks after = ranks_of_options({car.options[option]});
    ranks_.replace(car.node, before, after);
    if (ranks_.placeable()) return true;
    ranks_.replace(car.node, after, before);
    return false;
  }

  double limit_a(NodeLine at) const { return problem_->nodes[at.node].limit_a[at.line]; }

  const ChoiceProblem* problem_;
  UseRanks ranks_;
  std::vector<PerLine<std::int32_t>> most_;  ///< uses that the cars below can make at all
};

}  // namespace

double ChoiceProblem::smallest_own_maximum_a() const {
  double smallest_a = never;
  for (const ChoosingCar& car : cars) smallest_a = std::min(smallest_a, car.own_maximum_a);
  return smallest_a;
}

LineChoice choose_lines(const ChoiceProblem& problem) { return Chooser(problem).run(); }

}  // namespace ampsite
