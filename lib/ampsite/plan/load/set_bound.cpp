// How many cars can charge at once at most: bounds of single lines and sums of lines, added up along the tree.
//
// A relaxation keeps one limit of each node and forgets the others. Cars of some kinds each count with a weight times
// their least current, and what the cars below a node count together is at most the node's room:
//
// - where currents add up, on a line, or summed over all three lines (a pair counts twice, a three-phase car three
//   times);
// - with phasors, a line current is at least its part in any direction. With direction t in -30° to 30°, a three-phase
//   car counts cos t, the two pairs cos(30° - t) and cos(30° + t), none of which is negative. At t = 0 a pair counts
//   √3/2.
//
// What counts the same on a line is a multiple of the greatest common divisor of the least currents, so the room may
// be rounded down to one. Below one node and in one relaxation the most cars are the smallest ones that fit; this holds
// for every number of cars, so from the circuits upward it is enough to keep the smallest that still fit, merged with
// those of the others: no set below has k cars that count less than the k smallest kept.
//
// Besides, the bounds of disjoint sets of line sets add up to a bound of both together, and no set has more cars of
// some line sets than of more of them. `most_` is the least of all these, for each set of line sets.

#include <algorithm>
#include <bit>
#include <cmath>
#include <limits>
#include <numeric>
#include <utility>

#include "ampsite/plan/load/set_problem.h"

namespace ampsite {
namespace {

using Count = std::int32_t;
constexpr double no_room_limit = std::numeric_limits<double>::infinity();

/// Cars that count alike: the same lines, the same least current.
struct Kind {
  std::size_t type = 0;  ///< place of their lines in `Kinds::types`
  int least_a = 0;
};

struct Kinds {
  std::vector<LineSet> types;
  std::vector<Kind> kinds;
  std::vector<std::uint32_t> kind_of;  ///< of each car
};

Kinds kinds_of(const SetProblem& problem) {
  std::vector<std::pair<unsigned, int>> seen;
  seen.reserve(problem.cars.size());
  for (const SetCar& car : problem.cars) seen.emplace_back(car.lines.bits(), car.least_a);
  std::vector<std::pair<unsigned, int>> sorted = seen;
  std::sort(sorted.begin(), sorted.end());
  sorted.erase(std::unique(sorted.begin(), sorted.end()), sorted.end());
  Kinds made;
  for (const auto& [bits, least_a] : sorted) {
    LineSet lines;
    for (const Line line : all_lines) {
      if ((bits >> static_cast<unsigned>(line) & 1U) != 0) lines.insert(line);
    }
    if (made.types.empty() || made.types.back() != lines) made.types.push_back(lines);
    made.kinds.push_back({made.types.size() - 1, least_a});
  }
  made.kind_of.reserve(seen.size());
  for (const auto& key : seen) {
    const auto place = std::lower_bound(sorted.begin(), sorted.end(), key) - sorted.begin();
    made.kind_of.push_back(static_cast<std::uint32_t>(place));
  }
  return made;
}

/// One limit of every node.
struct Relaxation {
  unsigned types = 0;          ///< those that count, as bits
  std::vector<double> weight;  ///< of each type
  LineSet lines;               ///< whose limits add up to the room; just the least of them where `least_line`
  bool least_line = false;
  double step_a = 0;                 ///< what a line carries is a multiple of it; 0: of nothing
  std::vector<std::uint32_t> order;  ///< the kinds that count, by what they count
  std::vector<double> counts_a;      ///< that, in this order
  std::vector<std::uint32_t> place;  ///< of each kind that counts, in this order
};

/// What a car of these lines counts on a line in direction `degrees`.
double weight_on_line(CurrentModel model, LineSet lines, Line line, int degrees) {
  if (!lines.contains(line)) return 0;
  if (model == CurrentModel::arithmetic) return 1;
  const auto l = static_cast<unsigned>(line);
  int angle = 0;
  if (lines == LineSet{line, all_lines[(l + 1) % 3]}) angle = 30;
  if (lines == LineSet{line, all_lines[(l + 2) % 3]}) angle = -30;
  constexpr double radians = 3.14159265358979323846 / 180;
  return std::cos(radians * (angle - degrees));
}

class Relaxations {
 public:
  Relaxations(CurrentModel model, const Kinds& kinds) : model_(model), kinds_(&kinds) {}

  /// All that bound how many cars there are in a set.
  std::vector<Relaxation> of_sets() {
    const unsigned all = (1U << kinds_->types.size()) - 1;
    for (std::size_t type = 0; type < kinds_->types.size(); ++type) {
      add(1U << type, kinds_->types[type], true, 0);
    }
    for (const Line line : all_lines) {
      for (unsigned types = 1; types <= all; ++types) {
        if ((types & (types - 1)) != 0 && (types & ~on(line)) == 0) add_directions(types, line);
      }
    }
    const unsigned pairs = of_size(2);
    const unsigned three = pairs | of_size(3);
    if (std::popcount(pairs) == 3) add(pairs, LineSet::all(), false, 0);
    if (three != pairs && std::popcount(three) > 2) add(three, LineSet::all(), false, 0);
    if (all != three && std::popcount(all) > 2) add(all, LineSet::all(), false, 0);
    return std::move(made_);
  }

  /// Those of one line that count all cars there.
  std::vector<Relaxation> of_line(Line line) {
    if (on(line) == 0) return {};
    if (model_ == CurrentModel::arithmetic) {
      add(on(line), {line}, false, 0);
    } else {
      for (const int degrees : {-30, -15, 0, 15, 30}) add(on(line), {line}, false, degrees);
    }
    return std::exchange(made_, {});
  }

 private:
  unsigned on(Line line) const {
    unsigned types = 0;
    for (std::size_t type = 0; type < kinds_->types.size(); ++type) {
      if (kinds_->types[type].contains(line)) types |= 1U << type;
    }
    return types;
  }

  bool has(unsigned types, LineSet lines) const {
    const auto type = std::find(kinds_->types.begin(), kinds_->types.end(), lines) - kinds_->types.begin();
    return (types >> type & 1U) != 0;
  }

  unsigned of_size(int lines) const {
    unsigned types = 0;
    for (std::size_t type = 0; type < kinds_->types.size(); ++type) {
      if (kinds_->types[type].size() == lines) types |= 1U << type;
    }
    return types;
  }

  /// With phasors the directions that lie between or on those of the cars.
  void add_directions(unsigned types, Line line) {
    add(types, {line}, false, 0);
    if (model_ == CurrentModel::arithmetic) return;
    const auto l = static_cast<unsigned>(line);
    const bool ahead = has(types, {line, all_lines[(l + 1) % 3]});
    const bool behind = has(types, {line, all_lines[(l + 2) % 3]});
    const bool between = (types & of_size(2)) != types;
    if (ahead) add(types, {line}, false, 30);
    if (behind) add(types, {line}, false, -30);
    if (ahead && between) add(types, {line}, false, 15);
    if (behind && between) add(types, {line}, false, -15);
  }

  void add(unsigned types, LineSet lines, bool least_line, int degrees) {
    Relaxation made;
    made.types = types;
    made.lines = lines;
    made.least_line = least_line;
    double on_a_line = 0;  // what each type counts on each line, where that is always the same
    int divisor_a = 0;
    for (std::size_t type = 0; type < kinds_->types.size(); ++type) {
      made.weight.push_back(0);
      if ((types >> type & 1U) == 0) continue;
      for (const Line line : all_lines) {
        if (!lines.contains(line) || !kinds_->types[type].contains(line)) continue;
        const double weight = least_line ? 1 : weight_on_line(model_, kinds_->types[type], line, degrees);
        const bool same = on_a_line == 0 || std::abs(on_a_line - weight) < 1e-12;
        on_a_line = same ? weight : -1;
        made.weight.back() = least_line ? 1 : made.weight.back() + weight;
      }
    }
    for (std::uint32_t kind = 0; kind < kinds_->kinds.size(); ++kind) {
      if ((types >> kinds_->kinds[kind].type & 1U) == 0) continue;
      made.order.push_back(kind);
      divisor_a = std::gcd(divisor_a, kinds_->kinds[kind].least_a);
    }
    if (on_a_line > 0) made.step_a = on_a_line * divisor_a;
    const auto counts = [&](std::uint32_t kind) {
      return made.weight[kinds_->kinds[kind].type] * kinds_->kinds[kind].least_a;
    };
    std::sort(made.order.begin(), made.order.end(),
              [&](std::uint32_t a, std::uint32_t b) { return std::pair(counts(a), a) < std::pair(counts(b), b); });
    made.place.resize(kinds_->kinds.size());
    for (const std::uint32_t kind : made.order) {
      made.place[kind] = static_cast<std::uint32_t>(made.counts_a.size());
      made.counts_a.push_back(counts(kind));
    }
    made_.push_back(std::move(made));
  }

  CurrentModel model_;
  const Kinds* kinds_;
  std::vector<Relaxation> made_;
};

/// A set may overdraw a line by the tolerance of currents; twice that leaves place for rounding errors.
double room_a(const TightNode& node, const Relaxation& relaxation) {
  double sum_a = 0;
  double least_a = no_room_limit;
  for (const Line line : all_lines) {
    if (!relaxation.lines.contains(line)) continue;
    double line_a = node.limit_a[line] + 2 * tolerance_a;
    if (relaxation.step_a > 0) line_a = std::floor(line_a / relaxation.step_a) * relaxation.step_a + tolerance_a;
    sum_a += line_a;
    least_a = std::min(least_a, line_a);
  }
  return relaxation.least_line ? least_a : sum_a;
}

class BoundUpTheTree {
 public:
  BoundUpTheTree(const SetProblem& problem, const Kinds& kinds, bool just_lines)
      : problem_(&problem), kinds_(&kinds), subsets_(std::size_t{1} << kinds.types.size()) {
    Relaxations make(problem.tight.model, kinds);
    if (!just_lines) relaxations_ = make.of_sets();
    for (const Line line : all_lines) of_line_[line] = make.of_line(line);
    const std::size_t kind_count = kinds.kinds.size();
    frame_size_ = kind_count + subsets_ + relaxations_.size() * (1 + kind_count);
  }

  SetBound run() {
    const std::vector<TightNode>& nodes = problem_->tight.nodes;
    sort_by_node();
    std::vector<std::uint32_t> open;
    for (std::uint32_t t = 0; t < nodes.size(); ++t) {
      while (!open.empty() && open.back() != nodes[t].parent) close(open);
      open.push_back(t);
      frames_.resize(open.size() * frame_size_);
      frame_ = frames_.data() + (open.size() - 1) * frame_size_;
      std::fill(frame_, frame_ + frame_size_, 0);
      enter(t);
    }
    while (!open.empty()) close(open);
    return bound_;
  }

 private:
  void sort_by_node() {
    begin_.assign(problem_->tight.nodes.size() + 1, 0);
    for (const SetCar& car : problem_->cars) ++begin_[car.at + 1];
    std::partial_sum(begin_.begin(), begin_.end(), begin_.begin());
    std::vector<std::uint32_t> next(begin_.begin(), begin_.end() - 1);
    kind_by_node_.resize(problem_->cars.size());
    for (std::size_t k = 0; k < problem_->cars.size(); ++k) {
      kind_by_node_[next[problem_->cars[k].at]++] = kinds_->kind_of[k];
    }
  }

  // The frame of a node that is being added up: all cars there by kind, the bound by set of types, and for each
  // relaxation the smallest cars that still fit, in its order, after the number of places behind which there are none.
  Count* there() { return frame_; }
  Count* most() { return frame_ + kinds_->kinds.size(); }
  Count* kept(std::size_t relaxation) { return most() + subsets_ + relaxation * (1 + kinds_->kinds.size()); }

  /// The cars of the node itself.
  void enter(std::uint32_t t) {
    for (std::uint32_t k = begin_[t]; k < begin_[t + 1]; ++k) ++there()[kind_by_node_[k]];
    for (std::size_t kind = 0; kind < kinds_->kinds.size(); ++kind) {
      const Count cars = there()[kind];
      if (cars == 0) continue;
      const std::size_t type = kinds_->kinds[kind].type;
      for (std::size_t types = 0; types < subsets_; ++types) {
        if ((types >> type & 1U) != 0) most()[types] += cars;
      }
      for (std::size_t r = 0; r < relaxations_.size(); ++r) {
        if ((relaxations_[r].types >> type & 1U) == 0) continue;
        Count* const list = kept(r);
        const auto place = static_cast<Count>(relaxations_[r].place[kind]);
        list[0] = std::max(list[0], place + 1);
        list[1 + place] += cars;
      }
    }
  }

  /// The node at the end of `open` has all that is below it.
  void close(std::vector<std::uint32_t>& open) {
    const TightNode& node = problem_->tight.nodes[open.back()];
    share_time(node);
    for (std::size_t r = 0; r < relaxations_.size(); ++r) {
      const Relaxation& relaxation = relaxations_[r];
      const Count fit = keep_smallest(relaxation, kept(r), room_a(node, relaxation));
      most()[relaxation.types] = std::min(most()[relaxation.types], fit);
    }
    if (!relaxations_.empty()) put_together();
    for (std::size_t r = 0; r < relaxations_.size(); ++r) {
      keep_first(kept(r), most()[relaxations_[r].types]);
    }
    open.pop_back();
    if (open.empty()) {
      bound_.most_cars = static_cast<std::size_t>(most()[subsets_ - 1]);
      return;
    }
    add_to_frame_above();
  }

  void add_to_frame_above() {
    const Count* below = frame_;
    frame_ -= frame_size_;
    const std::size_t counts = kinds_->kinds.size() + subsets_;
    for (std::size_t k = 0; k < counts; ++k) frame_[k] += below[k];
    for (std::size_t r = 0; r < relaxations_.size(); ++r) {
      Count* const list = kept(r);
      const Count* const list_below = list + frame_size_;
      list[0] = std::max(list[0], list_below[0]);
      for (Count place = 1; place <= list_below[0]; ++place) list[place] += list_below[place];
    }
  }

  /// Cars that fit / cars there, on each line by itself.
  void share_time(const TightNode& node) {
    for (const Line line : all_lines) {
      if (!node.lines.contains(line) || of_line_[line].empty()) continue;
      Count all = 0;
      for (const std::uint32_t kind : of_line_[line].front().order) all += there()[kind];
      Count fit = all;
      for (const Relaxation& relaxation : of_line_[line]) {
        fit = std::min(fit, smallest_that_fit(relaxation, there(), room_a(node, relaxation)));
      }
      if (all > 0) bound_.time_share = std::min(bound_.time_share, static_cast<double>(fit) / all);
    }
  }

  /// How many fit of as many of a kind.
  static Count that_fit(Count cars, double counts_a, double left_a) {
    if (counts_a <= 0 || counts_a * cars <= left_a) return cars;
    return counts_a > left_a ? 0 : static_cast<Count>(std::floor(left_a / counts_a));
  }

  /// How many of the smallest of these cars fit, given by kind.
  static Count smallest_that_fit(const Relaxation& relaxation, const Count* cars, double left_a) {
    Count fit = 0;
    for (std::size_t place = 0; place < relaxation.order.size(); ++place) {
      const double counts_a = relaxation.counts_a[place];
      if (counts_a > 0 && counts_a > left_a) break;  // those behind count no less
      const Count here = that_fit(cars[relaxation.order[place]], counts_a, left_a);
      left_a -= counts_a * here;
      fit += here;
    }
    return fit;
  }

  /// No car from this place on.
  static void end_list(Count* list, Count place) {
    std::fill(list + place, list + 1 + list[0], 0);
    list[0] = place - 1;
  }

  /// Leaves of the listed cars the smallest that fit, and tells how many they are.
  static Count keep_smallest(const Relaxation& relaxation, Count* list, double left_a) {
    Count kept_cars = 0;
    for (Count place = 1; place <= list[0]; ++place) {
      const double counts_a = relaxation.counts_a[static_cast<std::size_t>(place - 1)];
      if (counts_a > 0 && counts_a > left_a) {
        end_list(list, place);
        break;
      }
      list[place] = that_fit(list[place], counts_a, left_a);
      left_a -= counts_a * list[place];
      kept_cars += list[place];
    }
    return kept_cars;
  }

  static void keep_first(Count* list, Count most_cars) {
    for (Count place = 1; place <= list[0]; ++place) {
      if (most_cars == 0) return end_list(list, place);
      list[place] = std::min(list[place], most_cars);
      most_cars -= list[place];
    }
  }

  void put_together() {
    Count* const value = most();
    for (std::size_t types = 1; types < subsets_; ++types) {
      for (std::size_t part = (types - 1) & types; part > types - part; part = (part - 1) & types) {
        value[types] = std::min(value[types], value[part] + value[types - part]);
      }
    }
    for (std::size_t types = subsets_ - 1; types > 0; --types) {
      for (std::size_t type = 0; type < kinds_->types.size(); ++type) {
        const std::size_t part = types & ~(std::size_t{1} << type);
        if (part != 0) value[part] = std::min(value[part], value[types]);
      }
    }
  }

  const SetProblem* problem_;
  const Kinds* kinds_;
  std::size_t subsets_;
  std::vector<Relaxation> relaxations_;
  PerLine<std::vector<Relaxation>> of_line_;
  std::vector<std::uint32_t> begin_;         ///< by tight node: its own in `kind_by_node_`
  std::vector<std::uint32_t> kind_by_node_;  ///< of the cars in the order of the tight nodes
  std::size_t frame_size_ = 0;
  std::vector<Count> frames_;  ///< of the nodes on the way down to the one at hand
  Count* frame_ = nullptr;
  SetBound bound_;
};

}  // namespace

SetBound set_bound(const SetProblem& problem) {
  const Kinds kinds = kinds_of(problem);
  return BoundUpTheTree(problem, kinds, greedy_is_exact(problem)).run();
}

}  // namespace ampsite
