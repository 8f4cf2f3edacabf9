#include "ampsite/plan/load/fill.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>
#include <queue>
#include <stdexcept>
#include <tuple>
#include <utility>

namespace ampsite {
namespace {

/// A line that will be full when the active cars have reached `at_a`, unless somebody freezes before.
struct FullLine {
  double at_a;
  NodeIndex node;
  Line line;

  friend bool operator>(const FullLine& a, const FullLine& b) {
    return std::tie(a.at_a, a.node, a.line) > std::tie(b.at_a, b.node, b.line);
  }
};

/// The t >= level at which |settled + t * active| = limit.
double full_at_a(const LinePhasor& settled, const LinePhasor& active, double limit_a, double level_a) {
  if (settled.across_a == 0 && active.across_a == 0) {
    return std::max(level_a, (limit_a - settled.in_phase_a) / active.in_phase_a);
  }
  const double settled_a = settled.magnitude_a();
  const double left = (limit_a - settled_a) * (limit_a + settled_a);
  if (left <= 0) return level_a;
  // All pair currents stand within 60° of each other, so the product is never negative and nothing cancels.
  const double product = settled.in_phase_a * active.in_phase_a + settled.across_a * active.across_a;
  const double square = active.in_phase_a * active.in_phase_a + active.across_a * active.across_a;
  return std::max(level_a, left / (product + std::sqrt(product * product + square * left)));
}

template <class Key>
void sort_by(std::vector<ChargerIndex>& chargers, Key key) {
  std::sort(chargers.begin(), chargers.end(),
            [&](ChargerIndex a, ChargerIndex b) { return std::pair(key(a), a) < std::pair(key(b), b); });
}

class Filling {
 public:
  Filling(const LoadTree& tree, const std::vector<FillBounds>& bounds)
      : tree_(&tree),
        bounds_(&bounds),
        state_(tree.consumers.size(), State::waiting),
        current_a_(tree.consumers.size()),
        settled_a_(tree.nodes.size()),
        active_(tree.nodes.size()) {}

  std::vector<double> run() {
    enter();
    start_due();
    for (NodeIndex v = 0; v < tree_->nodes.size(); ++v) {
      for (const Line line : all_lines) expect_full(v, line);
    }
    while (step()) {
    }
    return std::move(current_a_);
  }

 private:
  enum class State : unsigned char { waiting, active, frozen };

  /// Everybody waits at the least current, or is out.
  void enter() {
    for (ChargerIndex i = 0; i < tree_->consumers.size(); ++i) {
      const bool out = (*bounds_)[i].most_a <= 0 || tree_->consumers[i].lines.empty();
      if (out) {
        state_[i] = State::frozen;
        continue;
      }
      current_a_[i] = (*bounds_)[i].least_a;
      for_each_above(i, [&](NodeIndex v, std::size_t lines) { settled_a_[v][lines] += current_a_[i]; });
      by_least_.push_back(i);
    }
    by_most_ = by_least_;
    sort_by(by_least_, [&](ChargerIndex i) { return (*bounds_)[i].least_a; });
    sort_by(by_most_, [&](ChargerIndex i) { return (*bounds_)[i].most_a; });
    if (!by_least_.empty()) level_a_ = (*bounds_)[by_least_.front()].least_a;
  }

  /// The next event; false when there is none left.
  bool step() {
    while (next_most_ < by_most_.size() && state_[by_most_[next_most_]] == State::frozen) ++next_most_;
    if (next_most_ == by_most_.size()) return false;
    const double most_a = (*bounds_)[by_most_[next_most_]].most_a;
    constexpr double never = std::numeric_limits<double>::infinity();
    const double start_a = next_least_ < by_least_.size() ? (*bounds_)[by_least_[next_least_]].least_a : never;
    const double event_a = std::min(most_a, start_a);
    if (!full_lines_.empty() && full_lines_.top().at_a < event_a) {
      reach_full_line();
    } else if (start_a <= most_a) {
      level_a_ = start_a;
      start_due_and_expect();
    } else {
      level_a_ = most_a;
      freeze(by_most_[next_most_], most_a);
    }
    return true;
  }

  /// Those whose least current the others have reached rise with them from here on.
  std::size_t start_due() {
    const std::size_t first = next_least_;
    while (next_least_ < by_least_.size() && (*bounds_)[by_least_[next_least_]].least_a <= level_a_) {
      const ChargerIndex i = by_least_[next_least_++];
      state_[i] = State::active;
      for_each_above(i, [&](NodeIndex v, std::size_t lines) {
        settled_a_[v][lines] -= current_a_[i];
        ++active_[v][lines];
      });
    }
    return first;
  }

  /// A start brings lines nearer to being full: their entries in the queue are no longer lower bounds.
  void start_due_and_expect() {
    for (std::size_t k = start_due(); k < next_least_; ++k) {
      const Consumer& consumer = tree_->consumers[by_least_[k]];
      for (NodeIndex v = consumer.node; v != no_index; v = tree_->nodes[v].parent) {
        for (const Line line : all_lines) {
          if (consumer.lines.contains(line)) expect_full(v, line);
        }
      }
    }
  }

  void expect_full(NodeIndex v, Line line) {
    const LinePhasor active = line_phasor(tree_->model, active_[v], line);
    if (active.in_phase_a <= 0) return;
    const LinePhasor settled = line_phasor(tree_->model, settled_a_[v], line);
    full_lines_.push({full_at_a(settled, active, tree_->nodes[v].limit_a[line], level_a_), v, line});
  }

  void reach_full_line() {
    const FullLine entry = full_lines_.top();
    full_lines_.pop();
    const LinePhasor active = line_phasor(tree_->model, active_[entry.node], entry.line);
    if (active.in_phase_a <= 0) return;
    const LinePhasor settled = line_phasor(tree_->model, settled_a_[entry.node], entry.line);
    const double at_a = full_at_a(settled, active, tree_->nodes[entry.node].limit_a[entry.line], level_a_);
    if (at_a > entry.at_a && at_a > level_a_) {
      full_lines_.push({at_a, entry.node, entry.line});
      return;
    }
    level_a_ = at_a;
    const LoadNode& node = tree_->nodes[entry.node];
    for (ChargerIndex i = node.consumers_begin; i < node.consumers_end; ++i) {
      if (state_[i] == State::active && tree_->consumers[i].lines.contains(entry.line)) freeze(i, at_a);
    }
  }

  void freeze(ChargerIndex i, double current_a) {
    current_a_[i] = current_a;
    state_[i] = State::frozen;
    for_each_above(i, [&](NodeIndex v, std::size_t lines) {
      settled_a_[v][lines] += current_a;
      --active_[v][lines];
    });
  }

  template <class Function>
  void for_each_above(ChargerIndex i, Function function) {
    const Consumer& consumer = tree_->consumers[i];
    for (NodeIndex v = consumer.node; v != no_index; v = tree_->nodes[v].parent) function(v, consumer.lines.bits());
  }

  const LoadTree* tree_;
  const std::vector<FillBounds>* bounds_;
  double level_a_ = 0;
  std::vector<State> state_;
  std::vector<double> current_a_;
  std::vector<ByLines<double>> settled_a_;  ///< of those that wait or are frozen, by node
  std::vector<ByLines<int>> active_;        ///< how many rise, by node
  std::vector<ChargerIndex> by_least_;
  std::vector<ChargerIndex> by_most_;
  std::size_t next_least_ = 0;
  std::size_t next_most_ = 0;
  std::priority_queue<FullLine, std::vector<FullLine>, std::greater<>> full_lines_;
};

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

}  // namespace

std::vector<double> fill_a(const LoadTree& tree, const std::vector<FillBounds>& bounds) {
  return Filling(tree, bounds).run();
}

std::vector<Bottleneck> bottlenecks(const LoadTree& tree, const std::vector<double>& fair_a,
                                    const std::vector<PerLine<double>>& line_currents_a) {
  const std::vector<PerLine<double>> largest = largest_currents_a(tree, fair_a);
  const auto holds = [&](NodeIndex v, Line line, double current_a) {
    const bool full = line_currents_a[v][line] >= tree.nodes[v].limit_a[line] - tolerance_a;
    return full && largest[v][line] <= current_a + tolerance_a;
  };
  const auto nearest = [&](ChargerIndex i) -> Bottleneck {
    const Consumer& consumer = tree.consumers[i];
    const double current_a = fair_a[i];
    if (consumer.lines.empty() || current_a >= consumer.own_maximum_a - tolerance_a) return {};
    for (NodeIndex v = consumer.node; v != no_index; v = tree.nodes[v].parent) {
      for (const Line line : all_lines) {
        if (consumer.lines.contains(line) && holds(v, line, current_a)) return {v, line};
      }
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
