#pragma once
// How each charger reaches the internet: WiFi, PLC over its own circuit's cable, or 4G.

#include <cstddef>

#include "ampsite/plan/plan.h"
#include "ampsite/site/site.h"

namespace ampsite {

/// Where `max_clients` binds, the best is searched for; the limit is counted in links weighed, not timed, so that every
/// machine gives the same plan.
inline constexpr std::size_t usual_search_limit = 100'000;

Connectivity plan_connectivity(const Site& site, std::size_t search_limit = usual_search_limit);

}  // namespace ampsite
