#include "ampsite/plan/load/line_shares.h"

#include <algorithm>
#include <limits>
#include <numeric>
#include <utility>

#include "ampsite/electric/load_case.h"

namespace ampsite {

int compare(const SortedCurrents& a, const SortedCurrents& b) {
  std::size_t i = 0;
  std::size_t j = 0;
  std::int32_t done_a = 0;
  std::int32_t done_b = 0;
  while (i < a.size() && j < b.size()) {
    if (a[i].current_a < b[j].current_a - tolerance_a) return -1;
    if (a[i].current_a > b[j].current_a + tolerance_a) return 1;
    const std::int32_t both = std::min(a[i].cars - done_a, b[j].cars - done_b);
    done_a += both;
    done_b += both;
    if (done_a == a[i].cars) {
      ++i;
      done_a = 0;
    }
    if (done_b == b[j].cars) {
      ++j;
      done_b = 0;
    }
  }
  return 0;
}

LineShares::LineShares(const ChoiceProblem& problem, const CarClasses& classes)
    : problem_(&problem), classes_(&classes) {
  const std::size_t nodes = problem.nodes.size();
  classes_begin_.assign(nodes + 1, 0);
  for (const CarClass& cars : classes.classes) ++classes_begin_[cars.node + 1];
  std::partial_sum(classes_begin_.begin(), classes_begin_.end(), classes_begin_.begin());
  by_own_maximum_.resize(classes.classes.size());
  std::iota(by_own_maximum_.begin(), by_own_maximum_.end(), 0U);
  const auto less = [&](std::uint32_t a, std::uint32_t b) {
    return std::pair(classes.classes[a].own_maximum_a, a) < std::pair(classes.classes[b].own_maximum_a, b);
  };
  if (!std::is_sorted(by_own_maximum_.begin(), by_own_maximum_.end(), less)) {
    std::sort(by_own_maximum_.begin(), by_own_maximum_.end(), less);
  }
  first_child_.assign(nodes, no_index);
  next_sibling_.assign(nodes, no_index);
  for (auto v = static_cast<NodeIndex>(nodes); v-- > 0;) {
    const NodeIndex parent = problem.nodes[v].parent;
    if (parent == no_index) continue;
    next_sibling_[v] = first_child_[parent];
    first_child_[parent] = v;
  }
  std::vector<std::size_t> depth(nodes);
  for (NodeIndex v = 0; v < nodes; ++v) {
    const NodeIndex parent = problem.nodes[v].parent;
    depth[v] = parent == no_index ? 1 : depth[parent] + 1;
  }
  steps_ = nodes;
  for (const CarClass& cars : classes.classes) steps_ += depth[cars.node];
}

void LineShares::start(const ClassCounts& counts, double most_a) {
  active_ = counts;
  rising_ = 0;
  flow_.assign(problem_->nodes.size(), PerLine<Flow>());
  full_lines_.clear();
  currents_.clear();
  compared_ = 0;
  compared_cars_ = 0;
  for (std::size_t c = 0; c < counts.size(); ++c) {
    const CarClass& cars = classes_->classes[c];
    for (std::size_t k = 0; k < cars.options.size(); ++k) {
      if (counts[c][k] == 0) continue;
      rising_ += counts[c][k];
      for (const Line line : all_lines) {
        if (cars.options[k].contains(line)) flow_[cars.node][line].active += counts[c][k];
      }
    }
  }
  for (NodeIndex v = static_cast<NodeIndex>(flow_.size()); v-- > 0;) {
    const NodeIndex parent = problem_->nodes[v].parent;
    for (const Line line : all_lines) {
      const std::int32_t active = flow_[v][line].active;
      if (active == 0) continue;
      if (parent != no_index) flow_[parent][line].active += active;
      const double at_a = problem_->nodes[v].limit_a[line] / active;
      if (at_a < most_a) full_lines_.push_back({at_a, {v, line}});
    }
  }
  const auto later = [](const FullLine& a, const FullLine& b) { return a.at_a > b.at_a; };
  std::make_heap(full_lines_.begin(), full_lines_.end(), later);
}

/// The next line that is full before the active cars reach `before_a`. Cars that settle only put that off, so an entry
/// is a lower bound.
bool LineShares::pop_full(double before_a, FullLine& full) {
  const auto later = [](const FullLine& a, const FullLine& b) { return a.at_a > b.at_a; };
  while (!full_lines_.empty() && full_lines_.front().at_a < before_a) {
    std::pop_heap(full_lines_.begin(), full_lines_.end(), later);
    full = full_lines_.back();
    full_lines_.pop_back();
    const Flow& flow = flow_[full.at.node][full.at.line];
    if (flow.active == 0) continue;
    const double at_a = (problem_->nodes[full.at.node].limit_a[full.at.line] - flow.settled_a) / flow.active;
    if (at_a <= full.at_a) return true;
    full_lines_.push_back({at_a, full.at});
    std::push_heap(full_lines_.begin(), full_lines_.end(), later);
  }
  return false;
}

void LineShares::settle_option(std::uint32_t c, std::size_t option, double current_a) {
  const CarClass& cars = classes_->classes[c];
  const std::int32_t count = active_[c][option];
  active_[c][option] = 0;
  rising_ -= count;
  for (NodeIndex v = cars.node; v != no_index; v = problem_->nodes[v].parent) {
    for (const Line line : all_lines) {
      if (!cars.options[option].contains(line)) continue;
      flow_[v][line].active -= count;
      flow_[v][line].settled_a += count * current_a;
    }
  }
}

void LineShares::settle_class(std::uint32_t c, double current_a) {
  for (std::size_t k = 0; k < 3; ++k) {
    if (active_[c][k] > 0) settle_option(c, k, current_a);
  }
}

void LineShares::settle_below(NodeLine at, double current_a) {
  to_visit_.assign(1, at.node);
  while (!to_visit_.empty()) {
    const NodeIndex v = to_visit_.back();
    to_visit_.pop_back();
    for (std::uint32_t c = classes_begin_[v]; c < classes_begin_[v + 1]; ++c) {
      const LineOptions& options = classes_->classes[c].options;
      for (std::size_t k = 0; k < options.size(); ++k) {
        if (active_[c][k] > 0 && options[k].contains(at.line)) settle_option(c, k, current_a);
      }
    }
    for (NodeIndex child = first_child_[v]; child != no_index; child = next_sibling_[child]) {
      if (flow_[child][at.line].active > 0) to_visit_.push_back(child);
    }
  }
}

/// Takes note of cars that have settled. True where the currents so far are worse than those to compare with.
bool LineShares::found_worse(double current_a, std::int32_t cars, const SortedCurrents* than) {
  if (cars == 0) return false;
  if (!currents_.empty() && currents_.back().current_a == current_a) {
    currents_.back().cars += cars;
  } else {
    currents_.push_back({current_a, cars});
  }
  if (than == nullptr) return false;
  while (cars > 0 && compared_ < than->size()) {
    const EqualCurrents& other = (*than)[compared_];
    if (current_a < other.current_a - tolerance_a) return true;
    if (current_a > other.current_a + tolerance_a) {
      compared_ = than->size();
      return false;
    }
    const std::int32_t both = std::min(cars, other.cars - compared_cars_);
    cars -= both;
    compared_cars_ += both;
    if (compared_cars_ == other.cars) {
      ++compared_;
      compared_cars_ = 0;
    }
  }
  return false;
}

const SortedCurrents& LineShares::currents(const ClassCounts& counts, const SortedCurrents* than) {
  const double most_a = by_own_maximum_.empty() ? 0 : classes_->classes[by_own_maximum_.back()].own_maximum_a;
  start(counts, most_a);
  double level_a = 0;
  std::size_t next = 0;
  while (rising_ > 0) {
    while (active_[by_own_maximum_[next]] == OptionCounts{}) ++next;
    const double own_a = classes_->classes[by_own_maximum_[next]].own_maximum_a;
    const std::int32_t before = rising_;
    FullLine full{};
    if (pop_full(own_a, full)) {
      level_a = std::max(level_a, full.at_a);
      settle_below(full.at, level_a);
    } else if (own_a == most_a) {
      level_a = own_a;
      rising_ = 0;
    } else {
      level_a = own_a;
      settle_class(by_own_maximum_[next], level_a);
    }
    if (found_worse(level_a, before - rising_, than)) break;
  }
  return currents_;
}

const SortedCurrents& LineShares::spread(const ClassCounts& counts) {
  constexpr double never = std::numeric_limits<double>::infinity();
  start(counts, never);
  double level_a = 0;
  FullLine full{};
  while (pop_full(never, full)) {
    const std::int32_t before = rising_;
    level_a = std::max(level_a, full.at_a);
    settle_below(full.at, level_a);
    found_worse(level_a, before - rising_, nullptr);
  }
  return currents_;
}

}  // namespace ampsite
