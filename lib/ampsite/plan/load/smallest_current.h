#pragma once
// The largest smallest current that any choice of lines can give, and the cut that proves it.

#include "ampsite/plan/load/line_choice.h"
#include "ampsite/plan/load/use_ranks.h"

namespace ampsite {

/// The ranks of a problem's cars, with no caps.
UseRanks uncapped_ranks(const ChoiceProblem& problem);

struct SmallestCurrent {
  double current_a = 0;
  std::optional<LineCut> cut;  ///< none where the smallest own maximum decides
};

/// Leaves `ranks` with the caps at which each use has at least that current. The problem has cars.
SmallestCurrent largest_smallest_current(const ChoiceProblem& problem, UseRanks& ranks);

}  // namespace ampsite
