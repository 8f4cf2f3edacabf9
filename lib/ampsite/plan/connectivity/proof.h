#pragma once
// What the links reach on each level, and what no links can do better (docs/plan.md, "Connectivity").

#include <vector>

#include "ampsite/plan/connectivity/draft.h"
#include "ampsite/plan/plan.h"

namespace ampsite::connectivity {

/// One entry a level in the order in which they count, those of the channels left out. `plan` is whole but for it.
std::vector<LevelProof> proof_of(const Reach& reach, const Ranking& ranking, const Optimality& optimality,
                                 const Connectivity& plan);

}  // namespace ampsite::connectivity
