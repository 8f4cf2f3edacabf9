#pragma once
// The current that each run is to carry at most.

#include <vector>

#include "ampsite/electric/not_known.h"
#include "ampsite/site/site.h"

namespace ampsite {

/// What limits, devices and the chargers' own maxima below let through on the most loaded line of each node, with its
/// base loads: by NodeIndex. What the conductors carry does not lower it. Each charger counts with its own maximum on
/// every line it may use, so that any choice of wiring and cars is covered. Not known for a node without a fuse, or
/// with base loads in doubt at or below it.
std::vector<Calculated<double>> design_currents_a(const Site& site);

}  // namespace ampsite
