#pragma once
// How each charger reaches the internet: WiFi, PLC over its own circuit's cable, or 4G.

#include <cstddef>

#include "ampsite/plan/plan.h"
#include "ampsite/site/site.h"

namespace ampsite {

/// Where `max_clients` binds, the best is searched for; the limit is counted in links weighed, not timed, so that every
/// machine gives the same plan.
/// Small sites get all that most searches need to end; large ones so much per charger.
constexpr std::size_t usual_search_limit(std::size_t chargers) {
  constexpr std::size_t small_site = 300;
  constexpr std::size_t for_small_site = 100'000;
  constexpr std::size_t per_charger = 10;
  return for_small_site * small_site / (chargers > small_site ? chargers : small_site) + per_charger * chargers;
}

Connectivity plan_connectivity(const Site& site, std::size_t search_limit);
Connectivity plan_connectivity(const Site& site);

}  // namespace ampsite
