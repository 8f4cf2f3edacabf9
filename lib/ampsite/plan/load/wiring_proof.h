#pragma once
// The proof of the smallest one-phase current in the words of a plan.

#include <vector>

#include "ampsite/plan/load/line_choice.h"
#include "ampsite/plan/load/wiring_options.h"
#include "ampsite/plan/plan.h"

namespace ampsite {

/// `options` by ChargerIndex. `node` and `charger` are those of the site behind each node and car of the problem, which
/// leaves out chargers that can draw nothing. The site has chargers.
WiringProof wiring_proof(const Site& site, const std::vector<WiringOptions>& options, const ChoiceProblem& problem,
                         const LineChoice& lines, const std::vector<NodeIndex>& node,
                         const std::vector<ChargerIndex>& charger);

}  // namespace ampsite
