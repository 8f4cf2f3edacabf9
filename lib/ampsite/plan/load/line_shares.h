#pragma once
// The currents that cars get whose lines are chosen, currents adding up: max-min fair, as counts of equal ones.
//
// The same filling as fill.h, on classes of equal cars instead of cars, for choices of lines to be compared in
// microseconds.

#include <cstdint>
#include <utility>
#include <vector>

#include "ampsite/plan/load/line_choice.h"
#include "ampsite/plan/load/line_classes.h"

namespace ampsite {

/// Cars that get the same current.
struct EqualCurrents {
  double current_a = 0;
  std::int32_t cars = 0;
};

/// Ascending. Of different choices, or of a part of the cars: the lexicographically larger is the better.
using SortedCurrents = std::vector<EqualCurrents>;

/// Below 0 where `a` is worse than `b`, above where it is better; currents within the tolerance are equal, and so are
/// lists as far as both go.
int compare(const SortedCurrents& a, const SortedCurrents& b);

class LineShares {
 public:
  LineShares(const ChoiceProblem& problem, const CarClasses& classes);

  /// The currents with these counts. Where they are found to be worse than `than`, they end there.
  const SortedCurrents& currents(const ClassCounts& counts, const SortedCurrents* than = nullptr);
  /// The currents with these counts if no car had an own maximum: how evenly the lines are used.
  const SortedCurrents& spread(const ClassCounts& counts);
  /// What one evaluation takes: a step for each node, and for each class those up to the first node.
  std::size_t steps() const { return steps_; }

 private:
  struct FullLine {
    double at_a = 0;
    NodeLine at;
  };
  struct Flow {
    std::int32_t active = 0;
    double settled_a = 0;
  };

  void start(const ClassCounts& counts, double most_a);
  void expect_full(NodeLine at);
  bool pop_full(double before_a, FullLine& full);
  void settle_below(NodeLine at, double current_a);
  void settle_option(std::uint32_t cars, std::size_t option, double current_a);
  void settle_class(std::uint32_t cars, double current_a);
  bool found_worse(double current_a, std::int32_t cars, const SortedCurrents* than);

  const ChoiceProblem* problem_;
  const CarClasses* classes_;
  std::vector<std::uint32_t> classes_begin_;  ///< of each node's, and one more
  std::vector<std::uint32_t> by_own_maximum_;
  std::vector<NodeIndex> first_child_;
  std::vector<NodeIndex> next_sibling_;
  std::size_t steps_ = 0;

  ClassCounts active_;  ///< those that still rise
  std::int32_t rising_ = 0;
  std::vector<PerLine<Flow>> flow_;
  std::vector<FullLine> full_lines_;  ///< a heap: the first to be full on top
  std::vector<NodeIndex> to_visit_;
  SortedCurrents currents_;
  std::size_t compared_ = 0;  ///< with `than`: the place, and the cars of it that are compared already
  std::int32_t compared_cars_ = 0;
};

}  // namespace ampsite
