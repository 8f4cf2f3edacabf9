#pragma once
// Max-min fair currents, exactly: fill all equally, and freeze whoever reaches a full line or its own maximum.
//
// No line current falls when a load rises, in either current model, so a line that is full stays full and
// the filling never has to go back. Between two events every active car has the same current t, so the
// current of a line is known in closed form: F + count * t where currents add up, |P + t * Q| with phasors
// P and Q otherwise. The next event is found by solving that for the line's limit; there is no step size.
//
// The full lines wait in a queue by the current at which they will be full. A freeze only raises that
// current, so an entry is a lower bound and is checked again when it comes to the front. n chargers in a
// tree of depth d take n * d * log(n).

#include <vector>

#include "ampsite/plan/load/load_tree.h"

namespace ampsite {

/// A car gets at least `least_a` and at most `most_a`, in ampere. One whose `most_a` is 0 gets nothing.
struct FillBounds {
  double least_a = 0;
  double most_a = 0;
};

/// The currents that fill all equally within `bounds`, by ChargerIndex: nobody can get more without one
/// that has no more getting less. `bounds[i].least_a` of all together keep every limit, least <= most.
std::vector<double> fill_a(const LoadTree& tree, const std::vector<FillBounds>& bounds);

/// What holds each consumer down at its fair current: its own maximum, else the nearest full node and line
/// (of one node L1, L2, L3) on which nobody has more. Throws std::logic_error at a consumer that nothing holds
/// down: `fair_a` is not max-min fair, and there is no proof of it.
std::vector<Bottleneck> bottlenecks(const LoadTree& tree, const std::vector<double>& fair_a,
                                    const std::vector<PerLine<double>>& line_currents_a);

}  // namespace ampsite
