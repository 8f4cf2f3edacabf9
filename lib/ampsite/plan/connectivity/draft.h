#pragma once
// The links of a whole site while they are being chosen.

#include <vector>

#include "ampsite/plan/connectivity/circuit_options.h"
#include "ampsite/plan/connectivity/reach.h"
#include "ampsite/plan/connectivity/value.h"

namespace ampsite::connectivity {

struct Draft {
  std::vector<LinkChoice> chargers;   ///< by ChargerIndex
  std::vector<CircuitPlan> circuits;  ///< by NodeIndex
};

/// Every circuit at its best, as if access points served any number of chargers; gateways where they gain most.
Draft draft_by_circuit(const Reach& reach, const Ranking& ranking);

/// Chooses anew, together, for the circuits that share access points of which the draft asks too much. Exact on
/// kept links and levels 1 and 2 unless the search meets its limit, which it does on large sites with long runs
/// alone; never over `max_clients`.
void respect_max_clients(const Reach& reach, const Ranking& ranking, Draft& draft);

}  // namespace ampsite::connectivity
