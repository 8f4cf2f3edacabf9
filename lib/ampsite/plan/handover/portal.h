#pragma once
// What is entered in the maker's portal, such that no node between the supply and a circuit can be overloaded.
//
// The portal knows the installation's limit and flat circuits, nothing between the two. So each circuit that feeds
// chargers gets a cap on the current of each of its lines, and where a node above could carry less than its circuits
// may draw together, their caps are lowered: fairly, and as far as that is possible not below what the guaranteed
// currents need.

#include <vector>

#include "ampsite/plan/plan.h"

namespace ampsite {

/// `load`: the wiring, which says the lines that each charger can load, and the cases with their fair currents. A
/// charger whose wiring has no form that the grid has is taken to load all lines of its circuit. No circuits without
/// chargers.
Portal plan_portal(const Site& site, const Load& load);

}  // namespace ampsite
