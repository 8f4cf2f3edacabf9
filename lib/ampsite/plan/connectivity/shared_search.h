#pragma once
// The best links of circuits that share access points with limited room: each part that shares nothing with another but
// the number of gateways by branch and bound over its sources, and the gateways where they gain most.

#include "ampsite/plan/connectivity/draft.h"
#include "ampsite/plan/connectivity/shared_problem.h"

namespace ampsite::connectivity {

struct SiteParts {
  std::vector<SharedPart> shared;  ///< circuits that share access points
  std::vector<SharedPart> alone;   ///< single circuits that share none
};

/// Rewrites the draft of the whole site. Exact unless the search meets its limit, which is counted, not timed, so that
/// every machine gives the same plan; then the draft's optimality says how far it is proved.
void choose_together(const Reach& reach, const Ranking& ranking, SiteParts parts, std::size_t search_limit,
                     Draft& draft);

}  // namespace ampsite::connectivity
