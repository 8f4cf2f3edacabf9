#pragma once
// Max-min fair currents, exactly: fill all equally, and freeze whoever reaches a full line or its own maximum.
//
// No line current falls when a load rises, in either current model, so a line that is full stays full and
// the filling never has to go back. Between two events every active car has the same current t, so the
// current of a line is known in closed form: F + count * t where currents add up, |P + t * Q| with phasors
// P and Q otherwise. The next event is found by solving that for the line's limit; there is no step size.
//
// Consumers that are alike (the same tight lines above, the same lines, the same bounds) always have the same
// current and are filled as one. The full lines wait in a queue by the current at which they will be full. A freeze
// only raises that current, so an entry is a lower bound and is checked again when it comes to the front.

#include <cstdint>
#include <vector>

#include "ampsite/plan/load/load_tree.h"
#include "ampsite/plan/load/tight_lines.h"

namespace ampsite {

/// A car gets at least `least_a` and at most `most_a`, in ampere. One whose `most_a` is 0 gets nothing.
struct FillBounds {
  double least_a = 0;
  double most_a = 0;
};

/// Consumers that are alike.
struct FillGroup {
  std::uint32_t at = no_index;  ///< the nearest tight node above; none: nothing but its bounds holds it
  LineSet lines;
  FillBounds bounds;       ///< `most_a` is no more than each of them could get alone
  std::int32_t count = 0;  ///< consumers
  double current_a = 0;    ///< what each of them gets
};

struct Filled {
  TightTree tight;
  std::vector<FillGroup> groups;        ///< in the order of the tight nodes, those below none last
  std::vector<std::uint32_t> group_of;  ///< by ChargerIndex; `no_index` where it gets nothing
};

/// Fills all equally within `bounds`, by ChargerIndex: nobody can get more without one that has no more getting less.
/// `bounds[i].least_a` of all together keep every limit, least <= most.
Filled fill(const LoadTree& tree, const std::vector<FillBounds>& bounds);

/// What each gets; by ChargerIndex.
std::vector<double> fill_a(const LoadTree& tree, const std::vector<FillBounds>& bounds);

/// The max-min fair currents: between nothing and the own maximum.
std::vector<double> fair_currents_a(const LoadTree& tree);

}  // namespace ampsite
