// How many cars can charge at once at most: bounds of single lines and sums of lines, added up along the tree
// (see set_relaxations.h).
//
// Below one node and in one relaxation the most cars are the smallest ones that fit; this holds for every number of
// cars, so from the circuits upward it is enough to keep the smallest that still fit, merged with those of the others:
// no set below has k cars that count less than the k smallest kept.
//
// Besides, the bounds of disjoint sets of line sets add up to a bound of both together, and no set has more cars of
// some line sets than of more of them. `most_` is the least of all these, for each set of line sets.

#include <algorithm>
#include <bit>
#include <cmath>
#include <limits>
#include <numeric>

#include "ampsite/plan/load/set_problem.h"
#include "ampsite/plan/load/set_relaxations.h"

namespace ampsite {
namespace {

using Count = std::uint32_t;
using Word = std::uint32_t;  ///< of bits; stands among the counts
constexpr std::size_t bits_of_word = 32;
constexpr double no_room_limit = std::numeric_limits<double>::infinity();

/// Whether the node limits what the relaxation adds up.
bool limits(const TightNode& node, const Relaxation& relaxation) {
  for (const Line line : all_lines) {
    if (relaxation.lines.contains(line) && node.lines.contains(line) == relaxation.least_line) {
      return relaxation.least_line;
    }
  }
  return !relaxation.least_line;
}

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
  BoundUpTheTree(const SetProblem& problem, const CarKinds& kinds, bool just_lines)
      : problem_(&problem), kinds_(&kinds), subsets_(std::size_t{1} << kinds.types.size()) {
    if (!just_lines) relaxations_ = relaxations_of_sets(problem.tight.model, kinds);
    for (const Line line : all_lines) of_line_[line] = relaxations_of_line(problem.tight.model, kinds, line);
    const std::size_t kind_count = kinds.kinds.size();
    mask_words_ = (kind_count + bits_of_word - 1) / bits_of_word;
    masks_begin_ = kind_count + subsets_;
    totals_begin_ = masks_begin_ + relaxations_.size() * mask_words_;
    lists_begin_ = totals_begin_ + relaxations_.size();
    frame_size_ = lists_begin_ + relaxations_.size() * kind_count;
    for (const CarKind& kind : kinds.kinds) largest_least_a_ = std::max(largest_least_a_, kind.least_a);
  }

  SetBound run() {
    const std::vector<TightNode>& nodes = problem_->tight.nodes;
    sort_by_node();
    share_time_at_top();
    std::vector<std::uint32_t> open;
    for (std::uint32_t t = 0; t < nodes.size(); ++t) {
      while (!open.empty() && open.back() != nodes[t].parent) close(open);
      open.push_back(t);
      frames_.resize(std::max(frames_.size(), open.size() * frame_size_));
      frame_ = frames_.data() + (open.size() - 1) * frame_size_;
      std::fill(frame_, frame_ + lists_begin_, 0);
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
  // relaxation the smallest cars that still fit, in its order, and how many these are together. Few of its places have
  // any, so a bit for each place tells which ones do; what stands in the others means nothing.
  Count* there() { return frame_; }
  Count* most() { return frame_ + kinds_->kinds.size(); }
  Word* mask(std::size_t relaxation) { return frame_ + masks_begin_ + relaxation * mask_words_; }
  Count& total(std::size_t relaxation) { return frame_[totals_begin_ + relaxation]; }
  Count* kept(std::size_t relaxation) { return frame_ + lists_begin_ + relaxation * kinds_->kinds.size(); }

  /// Each place with cars, ascending, until `visit` says false; from there on none has cars any more.
  template <class Visit>
  void visit_places(std::size_t relaxation, Visit visit) {
    Word* const words = mask(relaxation);
    for (std::size_t w = 0; w < mask_words_; ++w) {
      for (Word left = words[w]; left != 0; left &= left - 1) {
        if (visit(w * bits_of_word + static_cast<std::size_t>(std::countr_zero(left)))) continue;
        words[w] &= ~left;
        std::fill(words + w + 1, words + mask_words_, 0);
        return;
      }
    }
  }

  void add_cars(std::size_t relaxation, std::size_t place, Count cars) {
    Word& word = mask(relaxation)[place / bits_of_word];
    const Word bit = Word{1} << (place % bits_of_word);
    Count& count = kept(relaxation)[place];
    count = (word & bit) != 0 ? count + cars : cars;
    word |= bit;
  }

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
        add_cars(r, relaxations_[r].place[kind], cars);
        total(r) += cars;
      }
    }
  }

  /// The node at the end of `open` has all that is below it.
  void close(std::vector<std::uint32_t>& open) {
    const TightNode& node = problem_->tight.nodes[open.back()];
    share_time(node, there());
    for (std::size_t r = 0; r < relaxations_.size(); ++r) {
      const Relaxation& relaxation = relaxations_[r];
      if (limits(node, relaxation)) total(r) = keep_smallest(r, room_a(node, relaxation));
      most()[relaxation.types] = std::min(most()[relaxation.types], total(r));
    }
    if (!relaxations_.empty()) put_together();
    for (std::size_t r = 0; r < relaxations_.size(); ++r) {
      const Count most_cars = most()[relaxations_[r].types];
      if (most_cars >= total(r)) continue;
      keep_first(r, most_cars);
      total(r) = most_cars;
    }
    open.pop_back();
    if (open.empty()) {
      bound_.most_cars = static_cast<std::size_t>(most()[subsets_ - 1]);
      return;
    }
    add_to_frame_above();
  }

  void add_to_frame_above() {
    const Count* const below = frame_;
    frame_ -= frame_size_;
    for (std::size_t k = 0; k < masks_begin_; ++k) frame_[k] += below[k];
    for (std::size_t k = totals_begin_; k < lists_begin_; ++k) frame_[k] += below[k];
    for (std::size_t r = 0; r < relaxations_.size(); ++r) {
      const Word* const words = mask(r) + frame_size_;
      const Count* const list = kept(r) + frame_size_;
      for (std::size_t w = 0; w < mask_words_; ++w) {
        for (Word left = words[w]; left != 0; left &= left - 1) {
          const std::size_t place = w * bits_of_word + static_cast<std::size_t>(std::countr_zero(left));
          add_cars(r, place, list[place]);
        }
      }
    }
  }

  /// The least share is mostly that of the top, so that it is known first, and most others need not be worked out.
  void share_time_at_top() {
    std::vector<Count> all(kinds_->kinds.size());
    for (const std::uint32_t kind : kinds_->kind_of) ++all[kind];
    share_time(problem_->tight.nodes.front(), all.data());
  }

  /// Cars that fit / cars there, on each line by itself.
  void share_time(const TightNode& node, const Count* cars) {
    for (const Line line : all_lines) {
      if (!node.lines.contains(line) || of_line_[line].empty()) continue;
      Count all = 0;
      for (const std::uint32_t kind : of_line_[line].front().order) all += cars[kind];
      if (all == 0 || sure_share(node.limit_a[line], all) >= bound_.time_share) continue;
      Count fit = all;
      for (const Relaxation& relaxation : of_line_[line]) {
        fit = std::min(fit, smallest_that_fit(relaxation, cars, room_a(node, relaxation)));
      }
      bound_.time_share = std::min(bound_.time_share, static_cast<double>(fit) / all);
    }
  }

  /// At least this share of the cars fits, whichever they are: none counts more than its least current.
  double sure_share(double limit_a, Count all) const {
    const double fit = largest_least_a_ > 0 ? std::floor(limit_a / largest_least_a_) : all;
    return std::min(fit, static_cast<double>(all)) / all;
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

  /// Leaves of the listed cars the smallest that fit, and tells how many they are.
  Count keep_smallest(std::size_t relaxation, double left_a) {
    const double* const counts_a = relaxations_[relaxation].counts_a.data();
    Count* const list = kept(relaxation);
    Count kept_cars = 0;
    visit_places(relaxation, [&](std::size_t place) {
      if (counts_a[place] > 0 && counts_a[place] > left_a) return false;
      list[place] = that_fit(list[place], counts_a[place], left_a);
      left_a -= counts_a[place] * list[place];
      kept_cars += list[place];
      return true;
    });
    return kept_cars;
  }

  void keep_first(std::size_t relaxation, Count most_cars) {
    Count* const list = kept(relaxation);
    visit_places(relaxation, [&](std::size_t place) {
      if (most_cars == 0) return false;
      list[place] = std::min(list[place], most_cars);
      most_cars -= list[place];
      return true;
    });
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
  const CarKinds* kinds_;
  std::size_t subsets_;
  std::vector<Relaxation> relaxations_;
  PerLine<std::vector<Relaxation>> of_line_;
  std::vector<std::uint32_t> begin_;         ///< by tight node: its own in `kind_by_node_`
  std::vector<std::uint32_t> kind_by_node_;  ///< of the cars in the order of the tight nodes
  int largest_least_a_ = 0;
  std::size_t mask_words_ = 0;
  std::size_t masks_begin_ = 0;  ///< in a frame
  std::size_t totals_begin_ = 0;
  std::size_t lists_begin_ = 0;
  std::size_t frame_size_ = 0;
  std::vector<Count> frames_;  ///< of the nodes on the way down to the one at hand
  Count* frame_ = nullptr;
  SetBound bound_;
};

}  // namespace

SetBound set_bound(const SetProblem& problem) {
  const CarKinds kinds = kinds_of(problem);
  return BoundUpTheTree(problem, kinds, greedy_is_exact(problem)).run();
}

}  // namespace ampsite
