#pragma once
// What each car gets when only some of the chargers are in use.

#include <vector>

#include "ampsite/plan/load/load_tree.h"
#include "ampsite/plan/plan.h"

namespace ampsite {

/// The curve of one load case: at every number of chargers up to 50, at k = ceil(j * n / 50) beyond.
std::vector<CurvePoint> capacity_curve(const Site& site, const LoadTree& tree);

}  // namespace ampsite
