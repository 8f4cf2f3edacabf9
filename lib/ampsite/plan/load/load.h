#pragma once
// Which line each charger uses and which current each car is guaranteed.

#include "ampsite/plan/plan.h"
#include "ampsite/site/site.h"

namespace ampsite {

/// `connectivity` decides which chargers are bound to the PLC pair of their circuit.
Load plan_load(const Site& site, const Connectivity& connectivity);

}  // namespace ampsite
