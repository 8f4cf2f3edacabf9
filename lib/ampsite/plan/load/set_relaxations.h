#pragma once
// The relaxations behind the bound of how many cars can charge at once.
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
// be rounded down to one.

#include <cstddef>
#include <cstdint>
#include <vector>

#include "ampsite/plan/load/set_problem.h"

namespace ampsite {

/// Cars that count alike: the same lines, the same least current.
struct CarKind {
  std::size_t type = 0;  ///< place of their lines in `CarKinds::types`
  int least_a = 0;
};

struct CarKinds {
  std::vector<LineSet> types;
  std::vector<CarKind> kinds;
  std::vector<std::uint32_t> kind_of;  ///< of each car
};

CarKinds kinds_of(const SetProblem& problem);

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

/// All that bound how many cars there are in a set.
std::vector<Relaxation> relaxations_of_sets(CurrentModel model, const CarKinds& kinds);

/// Those of one line that count all cars there.
std::vector<Relaxation> relaxations_of_line(CurrentModel model, const CarKinds& kinds, Line line);

}  // namespace ampsite
