#pragma once
// What the network has to let out for the chargers.

#include <vector>

#include "ampsite/plan/plan.h"

namespace ampsite {

std::vector<FirewallEntry> firewall_list(const Site& site, const Connectivity& connectivity);

}  // namespace ampsite
