#include "ampsite/plan/load/line_levels.h"

#include <algorithm>
#include <array>
#include <functional>
#include <limits>
#include <queue>
#include <tuple>
#include <utility>

namespace ampsite {
namespace {

class Lowering {
 public:
  Lowering(const ChoiceProblem& problem, const CarClasses& classes, UseRanks& ranks)
      : problem_(&problem), ranks_(&ranks), lines_(problem.nodes.size()) {
    for (const CarClass& cars : classes.classes) most_a_ = std::max(most_a_, cars.own_maximum_a);
    // One line: L1, L2, L3. A pair: L1-L3 comes first, so L2 is the last.
    if (!problem.cars.empty() && problem.cars.front().options[0].size() == 2) turn_ = {0, 2, 1};
    count_wanted(classes);
    list_children();
  }

  void run() {
    fill_queue();
    while (!next_.empty()) {
      const Entry entry = next_.top();
      next_.pop();
      if (state(entry.at).settled) continue;
      if (entry_of(entry.at) > entry) {
        expect(entry.at);
      } else {
        lower(entry.at);
      }
    }
  }

 private:
  struct LineState {
    std::int32_t wanted = 0;        ///< uses by the file's wiring
    std::int32_t settled_uses = 0;  ///< by cars below that are settled, and what they get
    double settled_a = 0;
    bool settled = false;  ///< it or one above
  };

  /// A line and what it gives each car that is not settled. Of equal ones those go last that the first cars are to
  /// have.
  struct Entry {
    double gives_a;
    bool wanted;
    NodeLine at;
    int turn;

    friend bool operator>(const Entry& a, const Entry& b) {
      return std::tie(a.gives_a, a.wanted, b.at.node, b.turn) > std::tie(b.gives_a, b.wanted, a.at.node, a.turn);
    }
  };

  using Queue = std::priority_queue<Entry, std::vector<Entry>, std::greater<>>;

  void count_wanted(const CarClasses& classes) {
    for (const CarClass& cars : classes.classes) {
      for (std::size_t k = 0; k < cars.options.size(); ++k) {
        for (const Line line : all_lines) {
          if (cars.options[k].contains(line)) lines_[cars.node][line].wanted += cars.wanted[k];
        }
      }
    }
    for (auto v = static_cast<NodeIndex>(lines_.size()); v-- > 0;) {
      const NodeIndex parent = problem_->nodes[v].parent;
      if (parent == no_index) continue;
      for (const Line line : all_lines) lines_[parent][line].wanted += lines_[v][line].wanted;
    }
  }

  void list_children() {
    first_child_.assign(lines_.size(), no_index);
    next_sibling_.assign(lines_.size(), no_index);
    for (auto v = static_cast<NodeIndex>(lines_.size()); v-- > 0;) {
      const NodeIndex parent = problem_->nodes[v].parent;
      if (parent != no_index) next_sibling_[v] = std::exchange(first_child_[parent], v);
    }
  }

  LineState& state(NodeLine at) { return lines_[at.node][at.line]; }
  const LineState& state(NodeLine at) const { return lines_[at.node][at.line]; }

  Entry entry_of(NodeLine at) const {
    const LineState& line = state(at);
    const std::int32_t cap = ranks_->cap(at);
    const double left_a = problem_->nodes[at.node].limit_a[at.line] - line.settled_a;
    return {std::max(0.0, left_a) / (cap - line.settled_uses), line.wanted >= cap, at, turn_[at.line]};
  }

  void fill_queue() {
    std::vector<Entry> entries;
    entries.reserve(3 * lines_.size());
    for (NodeIndex v = 0; v < lines_.size(); ++v) {
      for (const Line line : all_lines) {
        if (holds_somebody_down({v, line})) entries.push_back(entry_of({v, line}));
      }
    }
    next_ = Queue({}, std::move(entries));
  }

  bool holds_somebody_down(NodeLine at) {
    // What cannot be used anyway is no use of it: such a cap cuts nothing off.
    ranks_->clip_cap(at, ranks_->most_uses(at));
    return ranks_->cap(at) > state(at).settled_uses && entry_of(at).gives_a < most_a_;
  }

  void expect(NodeLine at) {
    if (holds_somebody_down(at)) next_.push(entry_of(at));
  }

  void lower(NodeLine at) {
    const std::int32_t cap = ranks_->cap(at);
    ranks_->set_cap(at, cap - 1);
    if (ranks_->placeable()) {
      expect(at);
    } else {
      ranks_->set_cap(at, cap);
      settle(at);
    }
  }

  void settle(NodeLine at) {
    LineState& line = state(at);
    settle_below(at);
    const std::int32_t uses = ranks_->cap(at) - line.settled_uses;
    const double left_a = std::max(0.0, problem_->nodes[at.node].limit_a[at.line] - line.settled_a);
    for (NodeIndex v = problem_->nodes[at.node].parent; v != no_index; v = problem_->nodes[v].parent) {
      state({v, at.line}).settled_uses += uses;
      state({v, at.line}).settled_a += left_a;
    }
  }

  /// The line of the node and of all nodes below it.
  void settle_below(NodeLine at) {
    to_settle_.assign(1, at.node);
    while (!to_settle_.empty()) {
      const NodeIndex v = to_settle_.back();
      to_settle_.pop_back();
      state({v, at.line}).settled = true;
      for (NodeIndex child = first_child_[v]; child != no_index; child = next_sibling_[child]) {
        if (!state({child, at.line}).settled) to_settle_.push_back(child);
      }
    }
  }

  const ChoiceProblem* problem_;
  UseRanks* ranks_;
  std::vector<PerLine<LineState>> lines_;
  std::vector<NodeIndex> first_child_;
  std::vector<NodeIndex> next_sibling_;
  std::vector<NodeIndex> to_settle_;
  double most_a_ = 0;
  PerLine<int> turn_{0, 1, 2};  ///< in which lines are given to cars
  Queue next_;
};

/// Cars choose one after the other.
class Settling {
 public:
  Settling(const ChoiceProblem& problem, UseRanks ranks)
      : problem_(&problem), ranks_(std::move(ranks)), uses_(problem.nodes.size()), option_(problem.cars.size(), open) {}

  std::vector<std::uint32_t> run() {
    const std::vector<ChoosingCar>& cars = problem_->cars;
    for (std::size_t i = 0; i < cars.size(); ++i) {
      if (cars[i].options.size() == 1) take(i, 0);
    }
    for (std::size_t i = 0; i < cars.size(); ++i) {
      if (option_[i] == open && cars[i].preferred) attempt(i, *cars[i].preferred);
    }
    for (std::size_t i = 0; i < cars.size(); ++i) {
      if (option_[i] == open) choose(i);
    }
    return std::move(option_);
  }

 private:
  static constexpr std::uint32_t open = 0xFFFFFFFFU;

  void take(std::size_t i, std::uint32_t k) {
    const ChoosingCar& car = problem_->cars[i];
    option_[i] = k;
    for (NodeIndex v = car.node; v != no_index; v = problem_->nodes[v].parent) {
      for (const Line line : all_lines) uses_[v][line] += car.options[k].contains(line) ? 1 : 0;
    }
  }

  bool attempt(std::size_t i, std::uint32_t k) {
    const ChoosingCar& car = problem_->cars[i];
    const Ranks before = ranks_of_options(car.options);
    const Ranks after = ranks_of_options({car.options[k]});
    ranks_.replace(car.node, before, after);
    if (!ranks_.placeable()) {
      ranks_.replace(car.node, after, before);
      return false;
    }
    take(i, k);
    return true;
  }

  void choose(std::size_t i) {
    const LineOptions& options = problem_->cars[i].options;
    std::array<std::uint32_t, 3> order{0, 1, 2};
    for (std::size_t place = 1; place < options.size(); ++place) {
      for (std::size_t k = place; k > 0 && has_more(i, options[order[k]], options[order[k - 1]]); --k) {
        std::swap(order[k], order[k - 1]);
      }
    }
    for (std::size_t place = 0; place < options.size(); ++place) {
      if (attempt(i, order[place])) return;
    }
  }

  bool has_more(std::size_t i, LineSet a, LineSet b) const {
    for (NodeIndex v = problem_->cars[i].node; v != no_index; v = problem_->nodes[v].parent) {
      const double left_a = left(v, a);
      const double left_b = left(v, b);
      if (left_a != left_b) return left_a > left_b;
    }
    return false;
  }

  /// What the lines of a node would give each car with one more of them.
  double left(NodeIndex v, LineSet lines) const {
    double least_a = std::numeric_limits<double>::infinity();
    for (const Line line : all_lines) {
      if (lines.contains(line)) least_a = std::min(least_a, problem_->nodes[v].limit_a[line] / (uses_[v][line] + 1));
    }
    return least_a;
  }

  const ChoiceProblem* problem_;
  UseRanks ranks_;
  std::vector<PerLine<std::int32_t>> uses_;
  std::vector<std::uint32_t> option_;
};

}  // namespace

void lower_caps(const ChoiceProblem& problem, const CarClasses& classes, UseRanks& ranks) {
  Lowering(problem, classes, ranks).run();
}

std::vector<std::uint32_t> options_within(const ChoiceProblem& problem, UseRanks ranks) {
  return Settling(problem, std::move(ranks)).run();
}

}  // namespace ampsite
