#pragma once
// How each charger reaches the internet: WiFi, PLC over its own circuit's cable, or 4G.

#include "ampsite/plan/plan.h"
#include "ampsite/site/site.h"

namespace ampsite {

Connectivity plan_connectivity(const Site& site);

}  // namespace ampsite
