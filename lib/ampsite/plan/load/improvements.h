#pragma once
// What would raise the smallest guaranteed current of the three_phase case.

#include <vector>

#include "ampsite/plan/plan.h"

namespace ampsite {

/// `load` has its wiring and its cases, `three_phase` first.
std::vector<Improvement> improvements(const Site& site, const Load& load);

}  // namespace ampsite
