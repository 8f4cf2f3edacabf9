#pragma once
// The links of a whole site while they are being chosen.

#include <string>
#include <vector>

#include "ampsite/plan/connectivity/circuit_options.h"
#include "ampsite/plan/connectivity/reach.h"
#include "ampsite/plan/connectivity/value.h"

namespace ampsite::connectivity {

/// How far a draft is proved to be the best.
struct Optimality {
  Value value;                 ///< of the draft
  Value bound;                 ///< no choice of links is worth more; `value` where that is proved
  bool gateway_proved = true;  ///< level 5, each as far as the levels before it are
  bool wifi_proved = true;
  bool distance_proved = true;
  std::string argument;

  bool proved() const { return value == bound; }
};

struct Draft {
  std::vector<LinkChoice> chargers;   ///< by ChargerIndex
  std::vector<CircuitPlan> circuits;  ///< by NodeIndex
  Optimality optimality;
};

/// Gives a circuit and its chargers the links of a plan.
void put(const Terms& terms, NodeIndex circuit, const CircuitPlan& plan, Draft& draft);

/// Every circuit at its best, as if access points served any number of chargers; gateways where they gain most.
Draft draft_by_circuit(const Reach& reach, const Ranking& ranking);

/// Where the draft asks more of an access point than it may serve: chooses anew, together, for the circuits that
/// share such access points. Never over `max_clients`.
void respect_max_clients(const Reach& reach, const Ranking& ranking, std::size_t search_limit, Draft& draft);

}  // namespace ampsite::connectivity
