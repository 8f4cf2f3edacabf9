#pragma once
// What caps on circuits mean for the currents that a plan guarantees.

#include <vector>

#include "ampsite/plan/handover/circuit_caps.h"
#include "ampsite/plan/load/load_tree.h"
#include "ampsite/plan/plan.h"

namespace ampsite {

/// What each circuit needs when its own chargers draw `current_a` (by ChargerIndex), in the tree's current model: with
/// this cap, or a higher one, the portal does not stop them.
std::vector<CapFloor> cap_floors(const LoadTree& tree, const std::vector<CappedCircuit>& circuits,
                                 const std::vector<double>& current_a);

/// The smallest max-min fair current where each circuit's own chargers also keep to its cap on every line.
double least_within_caps_a(const LoadTree& tree, const std::vector<CappedCircuit>& circuits,
                           const std::vector<CircuitCap>& caps);

}  // namespace ampsite
