#pragma once
// The best links of circuits that share access points with limited room, by branch and bound over their sources.

#include "ampsite/plan/connectivity/draft.h"
#include "ampsite/plan/connectivity/shared_problem.h"

namespace ampsite::connectivity {

/// Rewrites the draft of the whole site. Exact unless the search meets its limit, which is counted, not timed, so that
/// every machine gives the same plan; then the draft's optimality says how far it is proved.
void choose_together(const Reach& reach, const Ranking& ranking, const SharedPart& part, std::size_t search_limit,
                     Draft& draft);

}  // namespace ampsite::connectivity
