#pragma once
// Which lines can ever be the first to be full, when some of the cars rise together from nothing.

#include <vector>

#include "ampsite/plan/load/car_counts.h"
#include "ampsite/plan/load/load_tree.h"

namespace ampsite {

/// The lines of each node that have to be looked at, by NodeIndex, where `cars` is cars_below(tree): whichever cars
/// charge, the least of their own maxima and of the currents that fill these lines is the same as over all lines.
std::vector<LineSet> lines_that_can_bind(const LoadTree& tree, const std::vector<ByLines<int>>& cars);

}  // namespace ampsite
