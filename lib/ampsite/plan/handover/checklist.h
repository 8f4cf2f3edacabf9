#pragma once
// The steps of putting the installation into operation, with what each has to show.

#include <vector>

#include "ampsite/plan/plan.h"

namespace ampsite {

/// The steps that apply to this plan, in the order of the work: before it, at the board, at each charger, in the
/// network, in the portal, at the end. The words of a step are the same in every plan (docs/plan.md, "Checklist", lists
/// them all); what depends on the plan stands in its value. Reads every other part of the plan. Empty without chargers.
std::vector<ChecklistStep> checklist(const Site& site, const Plan& plan);

}  // namespace ampsite
