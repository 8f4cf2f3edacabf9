#pragma once
// Which lines one-phase cars use, such that the smallest current is as large as it can be: exactly, and with proof.
//
// Currents add up: n cars on a line that gives C have C/n each. For a current t, node v may hold at most floor(C/t)
// uses of line l (UseRanks); where that cannot be, its cut gives the next smaller t that it does not rule out, so the
// search ends after a few passes at the largest t that can be, with the last cut as the proof.
//
// From there the currents are made larger level by level: the lowest limit/cap of all lines is raised by lowering
// that cap by one, where no choice allows it the cap stays for good. This is exact for the smallest current, and near
// the best for the others, which is NP-hard. Of choices with the same currents those come first with which the fewest
// cars use lines that could not give them their least current even alone, then those that keep most of the file's.

#include <cstdint>
#include <optional>
#include <vector>

#include "ampsite/plan/load/use_ranks.h"

namespace ampsite {

struct ChoosingCar {
  NodeIndex node = 0;
  LineOptions options;                     ///< what it can use, the first is natural order's; at least one
  std::optional<std::uint32_t> preferred;  ///< the option that keeps the file's wiring
  double own_maximum_a = 0;
  /// A bit for each option at which it would not get its least current even alone; none where that is all of them.
  std::uint8_t starving = 0;

  bool starves(std::size_t k) const { return (starving >> k & 1U) != 0; }
};

struct ChoiceNode {
  NodeIndex parent = no_index;
  PerLine<double> limit_a;
};

struct ChoiceProblem {
  std::vector<ChoiceNode> nodes;  ///< each before its children, in the order in which ties are decided
  std::vector<ChoosingCar> cars;  ///< in the order in which ties are decided

  /// No smallest current is larger than the smallest own maximum.
  double smallest_own_maximum_a() const;
};

struct LineCut {
  struct Entry {
    NodeLine at;
    double limit_a = 0;
    std::int32_t holds = 0;  ///< the most uses that would leave each of them more than the guaranteed current
  };
  std::vector<Entry> entries;
  std::int32_t forced = 0;  ///< uses that no choice keeps off these lines: more than they hold together
};

struct LineChoice {
  std::vector<std::uint32_t> option;  ///< of each car
  double smallest_a = 0;              ///< the largest that any choice can give
  std::optional<LineCut> cut;         ///< the proof; none where the smallest own maximum decides
  bool optimal = false;               ///< no choice gives sorted currents that are lexicographically larger
  std::vector<double> bound_a;  ///< sorted currents that no choice exceeds; the reached ones where they are optimal
};

LineChoice choose_lines(const ChoiceProblem& problem);

}  // namespace ampsite
