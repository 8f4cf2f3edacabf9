#include "ampsite/plan/load/fill.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <functional>
#include <limits>
#include <numeric>
#include <tuple>
#include <utility>

namespace ampsite {
namespace {

bool alike(const FillGroup& a, const FillGroup& b) {
  return a.at == b.at && a.lines == b.lines && a.bounds.least_a == b.bounds.least_a &&
         a.bounds.most_a == b.bounds.most_a;
}

/// Finds the group of each consumer in constant time; the groups are numbered in the order of their first consumer.
class Grouping {
 public:
  explicit Grouping(std::size_t consumers) : table_(std::bit_ceil(2 * consumers + 2), no_index) {}

  /// The number of the group, with this consumer in it.
  std::uint32_t add(const FillGroup& consumer) {
    if (last_ == no_index || !alike(groups[last_], consumer)) last_ = find(consumer);
    ++groups[last_].count;
    return last_;
  }

  std::vector<FillGroup> groups;

 private:
  std::uint32_t find(const FillGroup& wanted) {
    std::size_t slot = hash(wanted) & (table_.size() - 1);
    while (table_[slot] != no_index && !alike(groups[table_[slot]], wanted)) slot = (slot + 1) & (table_.size() - 1);
    if (table_[slot] == no_index) {
      table_[slot] = static_cast<std::uint32_t>(groups.size());
      groups.push_back(wanted);
    }
    return table_[slot];
  }

  static std::size_t hash(const FillGroup& group) {
    constexpr std::uint64_t odd = 0x9E3779B97F4A7C15U;
    std::uint64_t mixed = (static_cast<std::uint64_t>(group.at) << 3U) ^ group.lines.bits();
    mixed = (mixed * odd) ^ std::bit_cast<std::uint64_t>(group.bounds.least_a);
    mixed = (mixed * odd) ^ (std::bit_cast<std::uint64_t>(group.bounds.most_a) >> 7U);
    return static_cast<std::size_t>((mixed * odd) >> 32U);
  }

  std::vector<std::uint32_t> table_;
  std::uint32_t last_ = no_index;
};

/// Groups below a tight node stand together, so that a full line finds its own.
void order_by_tight_node(Filled& filled) {
  std::vector<std::uint32_t> order(filled.groups.size());
  std::iota(order.begin(), order.end(), 0U);
  const auto before = [&](std::uint32_t a, std::uint32_t b) {
    return std::pair(filled.groups[a].at, a) < std::pair(filled.groups[b].at, b);
  };
  if (std::is_sorted(order.begin(), order.end(), before)) return;
  std::sort(order.begin(), order.end(), before);
  std::vector<FillGroup> sorted;
  std::vector<std::uint32_t> place(order.size());
  sorted.reserve(order.size());
  for (const std::uint32_t g : order) {
    place[g] = static_cast<std::uint32_t>(sorted.size());
    sorted.push_back(filled.groups[g]);
  }
  for (std::uint32_t& g : filled.group_of) {
    if (g != no_index) g = place[g];
  }
  filled.groups = std::move(sorted);
}

Filled grouped(const LoadTree& tree, const std::vector<FillBounds>& bounds) {
  std::vector<double> most_a;
  most_a.reserve(bounds.size());
  for (const FillBounds& each : bounds) most_a.push_back(each.most_a);
  Filled filled;
  filled.tight = tight_lines(tree, std::move(most_a), BelowLesser::left_out);
  Grouping grouping(tree.consumers.size());
  filled.group_of.reserve(tree.consumers.size());
  for (std::size_t i = 0; i < tree.consumers.size(); ++i) {
    const Consumer& consumer = tree.consumers[i];
    const double most = std::max(bounds[i].least_a, filled.tight.most_a[i]);
    const bool nothing = most <= 0 || consumer.lines.empty();
    const FillGroup like{filled.tight.at[consumer.node], consumer.lines, {bounds[i].least_a, most}, 0, 0};
    filled.group_of.push_back(nothing ? no_index : grouping.add(like));
  }
  filled.groups = std::move(grouping.groups);
  order_by_tight_node(filled);
  return filled;
}

/// A line that will be full when the active cars have reached `at_a`, unless somebody freezes before.
struct FullLine {
  double at_a;
  std::uint32_t node;
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

class Filling {
 public:
  explicit Filling(Filled& filled)
      : filled_(&filled),
        state_(filled.groups.size(), State::waiting),
        settled_a_(filled.tight.nodes.size()),
        active_(filled.tight.nodes.size()),
        changed_(filled.tight.nodes.size()) {}

  void run() {
    enter();
    start_due();
    for (std::uint32_t t = 0; t < filled_->tight.nodes.size(); ++t) expect_full(t);
    while (step()) {
    }
  }

 private:
  enum class State : unsigned char { waiting, active, frozen };

  /// Everybody waits at the least current. Those below no tight node have what they want at once.
  void enter() {
    groups_begin_.assign(filled_->tight.nodes.size() + 1, 0);
    for (std::uint32_t g = 0; g < filled_->groups.size(); ++g) {
      FillGroup& group = filled_->groups[g];
      if (group.at == no_index) {
        group.current_a = group.bounds.most_a;
        state_[g] = State::frozen;
        continue;
      }
      ++groups_begin_[group.at + 1];
      group.current_a = group.bounds.least_a;
      for_each_above(group, [&](std::uint32_t t, std::size_t lines) {
        settled_a_[t][lines] += group.count * group.bounds.least_a;
      });
      by_least_.push_back(g);
    }
    std::partial_sum(groups_begin_.begin(), groups_begin_.end(), groups_begin_.begin());
    by_most_ = by_least_;
    sort_by(by_least_, [](const FillGroup& group) { return group.bounds.least_a; });
    sort_by(by_most_, [](const FillGroup& group) { return group.bounds.most_a; });
    if (!by_least_.empty()) level_a_ = filled_->groups[by_least_.front()].bounds.least_a;
  }

  template <class Key>
  void sort_by(std::vector<std::uint32_t>& numbers, Key key) {
    std::vector<std::pair<double, std::uint32_t>> keys;
    keys.reserve(numbers.size());
    for (const std::uint32_t g : numbers) keys.emplace_back(key(filled_->groups[g]), g);
    if (std::is_sorted(keys.begin(), keys.end())) return;
    std::sort(keys.begin(), keys.end());
    for (std::size_t k = 0; k < keys.size(); ++k) numbers[k] = keys[k].second;
  }

  /// The next event; false when there is none left.
  bool step() {
    while (next_most_ < by_most_.size() && state_[by_most_[next_most_]] == State::frozen) ++next_most_;
    if (next_most_ == by_most_.size()) return false;
    const double most_a = filled_->groups[by_most_[next_most_]].bounds.most_a;
    constexpr double never = std::numeric_limits<double>::infinity();
    const bool some_wait = next_least_ < by_least_.size();
    const double start_a = some_wait ? filled_->groups[by_least_[next_least_]].bounds.least_a : never;
    const double event_a = std::min(most_a, start_a);
    if (!full_lines_.empty() && full_lines_.front().at_a < event_a) {
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
    while (next_least_ < by_least_.size() && filled_->groups[by_least_[next_least_]].bounds.least_a <= level_a_) {
      const std::uint32_t g = by_least_[next_least_++];
      const FillGroup& group = filled_->groups[g];
      state_[g] = State::active;
      for_each_above(group, [&](std::uint32_t t, std::size_t lines) {
        settled_a_[t][lines] -= group.count * group.current_a;
        active_[t][lines] += group.count;
      });
    }
    return first;
  }

  /// A start brings lines nearer to being full: their entries in the queue are no longer lower bounds.
  void start_due_and_expect() {
    std::vector<std::uint32_t> nearer;
    for (std::size_t k = start_due(); k < next_least_; ++k) {
      for_each_above(filled_->groups[by_least_[k]], [&](std::uint32_t t, std::size_t) {
        if (changed_[t] == 0) nearer.push_back(t);
        changed_[t] = 1;
      });
    }
    for (const std::uint32_t t : nearer) {
      expect_full(t);
      changed_[t] = 0;
    }
  }

  void push(const FullLine& entry) {
    full_lines_.push_back(entry);
    std::push_heap(full_lines_.begin(), full_lines_.end(), std::greater<>());
  }

  void expect_full(std::uint32_t t) {
    const TightNode& node = filled_->tight.nodes[t];
    for (const Line line : all_lines) {
      if (!node.lines.contains(line)) continue;
      const LinePhasor active = line_phasor(filled_->tight.model, active_[t], line);
      if (active.in_phase_a <= 0) continue;
      const LinePhasor settled = line_phasor(filled_->tight.model, settled_a_[t], line);
      push({full_at_a(settled, active, node.limit_a[line], level_a_), t, line});
    }
  }

  void reach_full_line() {
    const FullLine entry = full_lines_.front();
    std::pop_heap(full_lines_.begin(), full_lines_.end(), std::greater<>());
    full_lines_.pop_back();
    const LinePhasor active = line_phasor(filled_->tight.model, active_[entry.node], entry.line);
    if (active.in_phase_a <= 0) return;
    const TightNode& node = filled_->tight.nodes[entry.node];
    const LinePhasor settled = line_phasor(filled_->tight.model, settled_a_[entry.node], entry.line);
    const double at_a = full_at_a(settled, active, node.limit_a[entry.line], level_a_);
    if (at_a > entry.at_a && at_a > level_a_) {
      push({at_a, entry.node, entry.line});
      return;
    }
    level_a_ = at_a;
    for (std::uint32_t g = groups_begin_[entry.node]; g < groups_begin_[node.subtree_end]; ++g) {
      if (state_[g] == State::active && filled_->groups[g].lines.contains(entry.line)) freeze(g, at_a);
    }
  }

  void freeze(std::uint32_t g, double current_a) {
    FillGroup& group = filled_->groups[g];
    group.current_a = current_a;
    state_[g] = State::frozen;
    for_each_above(group, [&](std::uint32_t t, std::size_t lines) {
      settled_a_[t][lines] += group.count * current_a;
      active_[t][lines] -= group.count;
    });
  }

  template <class Function>
  void for_each_above(const FillGroup& group, Function function) {
    for (std::uint32_t t = group.at; t != no_index; t = filled_->tight.nodes[t].parent) {
      function(t, group.lines.bits());
    }
  }

  Filled* filled_;
  double level_a_ = 0;
  std::vector<State> state_;                   ///< of the groups
  std::vector<ByLines<double>> settled_a_;     ///< of those that wait or are frozen, by tight node
  std::vector<ByLines<std::int32_t>> active_;  ///< how many rise, by tight node
  std::vector<unsigned char> changed_;
  std::vector<std::uint32_t> groups_begin_;  ///< by tight node
  std::vector<std::uint32_t> by_least_;
  std::vector<std::uint32_t> by_most_;
  std::size_t next_least_ = 0;
  std::size_t next_most_ = 0;
  std::vector<FullLine> full_lines_;  ///< a heap, the nearest in front
};

}  // namespace

Filled fill(const LoadTree& tree, const std::vector<FillBounds>& bounds) {
  Filled filled = grouped(tree, bounds);
  Filling(filled).run();
  return filled;
}

std::vector<double> fill_a(const LoadTree& tree, const std::vector<FillBounds>& bounds) {
  const Filled filled = fill(tree, bounds);
  std::vector<double> current_a;
  current_a.reserve(filled.group_of.size());
  for (const std::uint32_t g : filled.group_of) {
    current_a.push_back(g == no_index ? 0 : filled.groups[g].current_a);
  }
  return current_a;
}

std::vector<double> fair_currents_a(const LoadTree& tree) {
  std::vector<FillBounds> bounds;
  bounds.reserve(tree.consumers.size());
  for (const Consumer& consumer : tree.consumers) bounds.push_back({0, consumer.own_maximum_a});
  return fill_a(tree, bounds);
}

}  // namespace ampsite
