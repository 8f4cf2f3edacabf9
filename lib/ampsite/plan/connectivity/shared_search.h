#pragma once
// The links of circuits that share access points with limited room.
//
// For given PLC sources the best choice of links is an assignment, found exactly. Which stretch of a long run
// a new module serves, or which of several modules is the source, is searched: a branch leaves such circuits
// open (any charger that some source could reach may have PLC, up to `max_chargers`), and what it reaches
// bounds everything below it.

#include <vector>

#include "ampsite/plan/connectivity/draft.h"

namespace ampsite::connectivity {

struct SharedPart {
  std::vector<NodeIndex> circuits;     ///< in natural order
  std::vector<ChargerIndex> chargers;  ///< in natural order
};

/// Rewrites the draft for this part with at most `max_gateways` gateways; returns how many it uses.
int choose_together(const Reach& reach, const Ranking& ranking, const SharedPart& part, int max_gateways, Draft& draft);

}  // namespace ampsite::connectivity
