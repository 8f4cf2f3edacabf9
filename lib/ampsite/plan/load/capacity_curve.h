#pragma once
// What each car gets when only some of the chargers are in use.
//
// Where all cars of a set rise together from nothing, the first of them stops at the least of their own maxima and of
// the currents at which a line above them is full: that is the smallest of their max-min fair currents, in closed
// form. The guaranteed current at k takes the worst choice of k cars, the typical one those that come first in random
// orders of arrival.

#include <vector>

#include "ampsite/plan/load/load_tree.h"
#include "ampsite/plan/plan.h"

namespace ampsite {

/// The curves of several load cases of one site, in their order: at every number of chargers up to 50, at
/// k = ceil(j * n / 50) beyond; empty without chargers. The random orders are made once for all of them.
std::vector<std::vector<CurvePoint>> capacity_curves(const Site& site, const std::vector<LoadTree>& trees);

/// The curve of one load case.
std::vector<CurvePoint> capacity_curve(const Site& site, const LoadTree& tree);

}  // namespace ampsite
