#pragma once
// Currents in whole ampere, as a charger can be set to.

#include <vector>

#include "ampsite/plan/load/load_tree.h"
#include "ampsite/plan/load/simultaneous.h"

namespace ampsite {

/// Whole amps for the chargers of `set` (which fits at `least_a`), 0 for the others; by ChargerIndex. All of
/// the set are filled equally from `least_a` to `most_a`, rounded down, and what is left is handed out in
/// rounds by remainder (ties in natural order of ids): +1 A where every limit holds, and who cannot have it
/// is out for good. Three chargers behind 35 A: 12, 12, 11.
std::vector<int> settings_a(const LoadTree& tree, const std::vector<WholeAmps>& amps,
                            const std::vector<ChargerIndex>& set);

}  // namespace ampsite
