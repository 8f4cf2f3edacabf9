#include "ampsite/plan/load/divided_bound.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <functional>
#include <limits>
#include <optional>
#include <queue>
#include <tuple>
#include <utility>

namespace ampsite {
namespace {

using Bits = std::uint8_t;  ///< of a LineSet

constexpr Bits all = 7;
constexpr double never = std::numeric_limits<double>::infinity();

/// A current that rises with t; the slope counts uses, so it is exact.
struct Rising {
  double at_zero_a = 0;
  double slope = 0;

  double at(double t) const { return at_zero_a + slope * t; }
  Rising& operator+=(const Rising& other) {
    at_zero_a += other.at_zero_a;
    slope += other.slope;
    return *this;
  }
  friend Rising operator-(const Rising& a, const Rising& b) { return {a.at_zero_a - b.at_zero_a, a.slope - b.slope}; }
  friend bool operator==(const Rising&, const Rising&) = default;
};

/// Cars of a node that are alike, and so get the same.
struct CarClass {
  NodeIndex node = 0;
  std::uint8_t options = 0;  ///< one bit for each LineSet among them, by its bits
  double own_maximum_a = 0;
  std::int32_t cars = 0;
  bool rising = true;
  double current_a = 0;
};

struct RankedNode {
  NodeIndex parent = no_index;
  std::array<double, 8> limit_a{};  ///< of sets of lines
  Bits live = all;                  ///< lines that are not full for good, nor cut off by a node above
  std::array<Bits, 8> kept{};       ///< by set of lines: those of the minimum; the caps of the others are full
  std::array<Rising, 8> uses{};     ///< by set of lines: of the node's cars and circuits
  std::array<Rising, 8> up{};       ///< by set of lines: those, within the caps of the node
  double next_a = never;            ///< the t at which a kept set shrinks
  std::uint32_t class_begin = 0;
  std::uint32_t class_end = 0;
  std::uint32_t child_begin = 0;
  std::uint32_t child_end = 0;
  bool stale = false;  ///< waits for its `up` to be worked out anew
};

std::uint8_t options_of(const ChoosingCar& car) {
  unsigned options = 0;
  for (const LineSet option : car.options) options |= 1U << option.bits();
  return static_cast<std::uint8_t>(options);
}

/// Grouped by node; cars that are alike are one class.
std::vector<CarClass> make_classes(const ChoiceProblem& problem) {
  std::vector<CarClass> classes;
  classes.reserve(problem.cars.size());
  for (const ChoosingCar& car : problem.cars) {
    classes.push_back({car.node, options_of(car), std::max(0.0, car.own_maximum_a), 1, true, 0});
  }
  const auto key = [](const CarClass& c) { return std::tie(c.node, c.options, c.own_maximum_a); };
  const auto before = [&](const CarClass& a, const CarClass& b) { return key(a) < key(b); };
  if (!std::is_sorted(classes.begin(), classes.end(), before)) std::sort(classes.begin(), classes.end(), before);
  std::size_t last = 0;
  for (std::size_t i = 1; i < classes.size(); ++i) {
    if (key(classes[last]) == key(classes[i])) {
      ++classes[last].cars;
    } else {
      classes[++last] = classes[i];
    }
  }
  if (!classes.empty()) classes.resize(last + 1);
  return classes;
}

/// The ranks of all sets of options that there can be, worked out as they are asked for.
class RanksByOptions {
 public:
  const Ranks& of(std::uint8_t options) {
    std::optional<Ranks>& ranks = ranks_[options];
    if (!ranks.has_value()) ranks = ranks_of_options(sets_of(options));
    return *ranks;
  }

 private:
  static LineOptions sets_of(std::uint8_t options) {
    LineOptions sets;
    for (Bits bits = 0; bits <= all; ++bits) {
      if ((options >> bits & 1U) == 0) continue;
      LineSet set;
      for (const Line line : all_lines) {
        if ((bits >> static_cast<unsigned>(line) & 1U) != 0) set.insert(line);
      }
      sets.push_back(set);
    }
    return sets;
  }

  std::array<std::optional<Ranks>, 256> ranks_;
};

class Filling {
 public:
  explicit Filling(const ChoiceProblem& problem) : classes_(make_classes(problem)), nodes_(problem.nodes.size()) {
    for (NodeIndex v = 0; v < nodes_.size(); ++v) set_up(v, problem.nodes[v]);
    list_children();
    for (std::uint32_t c = 0; c < classes_.size(); ++c) enter(c);
    for (NodeIndex v = static_cast<NodeIndex>(nodes_.size()); v-- > 0;) {
      work_out_up(v);
      expect_next(v);
    }
    by_own_maximum_.resize(classes_.size());
    for (std::uint32_t c = 0; c < classes_.size(); ++c) by_own_maximum_[c] = c;
    std::sort(by_own_maximum_.begin(), by_own_maximum_.end(), [&](std::uint32_t a, std::uint32_t b) {
      return std::tie(classes_[a].own_maximum_a, a) < std::tie(classes_[b].own_maximum_a, b);
    });
  }

  std::vector<double> run() {
    std::size_t own = 0;
    while (rising_classes_ > 0) {
      while (own < by_own_maximum_.size() && !classes_[by_own_maximum_[own]].rising) ++own;
      const double own_a = own < by_own_maximum_.size() ? classes_[by_own_maximum_[own]].own_maximum_a : never;
      const double full_a = next_event_a();
      if (own_a <= full_a) {
        now_a_ = std::max(now_a_, own_a);
        for (; own < by_own_maximum_.size() && classes_[by_own_maximum_[own]].own_maximum_a <= own_a; ++own) {
          if (classes_[by_own_maximum_[own]].rising) stop(classes_[by_own_maximum_[own]], own_a);
        }
      } else {
        now_a_ = std::max(now_a_, full_a);
        shrink(events_.top().second);
      }
      refresh();
    }
    return sorted_currents_a();
  }

 private:
  void set_up(NodeIndex v, const ChoiceNode& from) {
    RankedNode& node = nodes_[v];
    node.parent = from.parent;
    for (Bits set = 0; set <= all; ++set) {
      node.kept[set] = set;
      for (const Line line : all_lines) {
        if ((set >> static_cast<unsigned>(line) & 1U) != 0) node.limit_a[set] += std::max(0.0, from.limit_a[line]);
      }
    }
  }

  void list_children() {
    for (const RankedNode& node : nodes_) {
      if (node.parent != no_index) ++nodes_[node.parent].child_end;
    }
    std::uint32_t begin = 0;
    for (RankedNode& node : nodes_) {
      node.child_begin = begin;
      begin += node.child_end;
      node.child_end = node.child_begin;
    }
    children_.resize(begin);
    for (NodeIndex v = 0; v < nodes_.size(); ++v) {
      if (nodes_[v].parent != no_index) children_[nodes_[nodes_[v].parent].child_end++] = v;
    }
  }

  void enter(std::uint32_t c) {
    const CarClass& entering = classes_[c];
    RankedNode& node = nodes_[entering.node];
    if (node.class_begin == node.class_end) node.class_begin = c;
    node.class_end = c + 1;
    const Ranks& ranks = ranks_.of(entering.options);
    for (Bits set = 1; set <= all; ++set) node.uses[set].slope += static_cast<double>(entering.cars) * ranks[set];
    ++rising_classes_;
  }

  /// Works out what the node lets through, and passes the change on to its parent. Whether there was one.
  bool work_out_up(NodeIndex v) {
    RankedNode& node = nodes_[v];
    bool changed = false;
    for (Bits set = 1; set <= all; ++set) {
      const Bits kept = node.kept[set & node.live];
      const Rising now{node.uses[kept].at_zero_a + node.limit_a[set & ~kept], node.uses[kept].slope};
      if (now == node.up[set]) continue;
      if (node.parent != no_index) nodes_[node.parent].uses[set] += now - node.up[set];
      node.up[set] = now;
      changed = true;
    }
    return changed && node.parent != no_index;
  }

  /// The t at which keeping `fewer` lines of a set is no more than keeping those kept now.
  static double crossing_a(const RankedNode& node, Bits kept, Bits fewer) {
    const double slope = node.uses[kept].slope - node.uses[fewer].slope;
    if (slope <= 0) return never;
    return (node.uses[fewer].at_zero_a + node.limit_a[kept & ~fewer] - node.uses[kept].at_zero_a) / slope;
  }

  void expect_next(NodeIndex v) {
    RankedNode& node = nodes_[v];
    double next_a = never;
    for (Bits set = node.live; set > 0; set = static_cast<Bits>((set - 1) & node.live)) {
      const Bits kept = node.kept[set];
      for (unsigned fewer = kept; fewer > 0;) {
        fewer = (fewer - 1) & kept;
        next_a = std::min(next_a, crossing_a(node, kept, static_cast<Bits>(fewer)));
      }
    }
    if (next_a == node.next_a) return;
    node.next_a = next_a;
    if (next_a < never) events_.emplace(next_a, v);
  }

  double next_event_a() {
    while (!events_.empty() && events_.top().first != nodes_[events_.top().second].next_a) events_.pop();
    return events_.empty() ? never : events_.top().first;
  }

  /// Shrinks the kept sets of a node whose time has come.
  void shrink(NodeIndex v) {
    RankedNode& node = nodes_[v];
    for (Bits set = node.live; set > 0; set = static_cast<Bits>((set - 1) & node.live)) {
      const Bits kept = node.kept[set];
      for (unsigned fewer = kept; fewer > 0;) {
        fewer = (fewer - 1) & kept;
        const bool flatter = node.uses[fewer].slope < node.uses[node.kept[set]].slope;
        if (flatter && crossing_a(node, kept, static_cast<Bits>(fewer)) <= node.next_a) {
          node.kept[set] = static_cast<Bits>(fewer);
        }
      }
    }
    mark(v);
    if (node.kept[node.live] != node.live) close(v);
  }

  /// The lines of a node that are not kept are full for good, and so is what hangs on them below.
  void close(NodeIndex top) {
    closing_.emplace_back(top, nodes_[top].live);
    while (!closing_.empty()) {
      const auto [v, open] = closing_.back();
      closing_.pop_back();
      RankedNode& node = nodes_[v];
      const Bits before = node.live;
      // Sets that shrink at the same moment may do so one after the other.
      node.live = open;
      while (node.kept[node.live] != node.live) node.live = node.kept[node.live];
      for (std::uint32_t c = node.class_begin; c < node.class_end; ++c) {
        CarClass& cars = classes_[c];
        const Ranks& ranks = ranks_.of(cars.options);
        if (cars.rising && ranks[node.live] < ranks[before]) stop(cars, now_a_);
      }
      mark(v);
      for (std::uint32_t k = node.child_begin; k < node.child_end; ++k) {
        const Bits still_open = nodes_[children_[k]].live & node.live;
        if (still_open != nodes_[children_[k]].live) closing_.emplace_back(children_[k], still_open);
      }
    }
  }

  void stop(CarClass& cars, double current_a) {
    cars.rising = false;
    cars.current_a = current_a;
    --rising_classes_;
    const Ranks& ranks = ranks_.of(cars.options);
    RankedNode& node = nodes_[cars.node];
    for (Bits set = 1; set <= all; ++set) {
      const double uses = static_cast<double>(cars.cars) * ranks[set];
      node.uses[set] += {uses * current_a, -uses};
    }
    mark(cars.node);
  }

  void mark(NodeIndex v) {
    if (nodes_[v].stale) return;
    nodes_[v].stale = true;
    stale_.push(v);
  }

  /// Children before their parents.
  void refresh() {
    while (!stale_.empty()) {
      const NodeIndex v = stale_.top();
      stale_.pop();
      nodes_[v].stale = false;
      if (work_out_up(v)) mark(nodes_[v].parent);
      expect_next(v);
    }
  }

  std::vector<double> sorted_currents_a() {
    std::sort(classes_.begin(), classes_.end(),
              [](const CarClass& a, const CarClass& b) { return a.current_a < b.current_a; });
    std::vector<double> currents_a;
    for (const CarClass& cars : classes_) {
      currents_a.insert(currents_a.end(), static_cast<std::size_t>(cars.cars), cars.current_a);
    }
    return currents_a;
  }

  using Event = std::pair<double, NodeIndex>;

  std::vector<CarClass> classes_;  ///< by node
  std::vector<RankedNode> nodes_;
  std::vector<NodeIndex> children_;  ///< of each node in turn
  RanksByOptions ranks_;
  std::vector<std::uint32_t> by_own_maximum_;
  std::priority_queue<Event, std::vector<Event>, std::greater<>> events_;  ///< valid where it is the node's `next_a`
  std::priority_queue<NodeIndex> stale_;
  std::vector<std::pair<NodeIndex, Bits>> closing_;  ///< with the lines that are open above them
  std::size_t rising_classes_ = 0;
  double now_a_ = 0;
};

}  // namespace

std::vector<double> divided_currents_a(const ChoiceProblem& problem) {
  if (problem.cars.empty()) return {};
  return Filling(problem).run();
}

}  // namespace ampsite
