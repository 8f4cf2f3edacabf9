#pragma once
// The steps of putting the installation into operation, with what each has to show.

#include <vector>

#include "ampsite/plan/plan.h"

namespace ampsite {

std::vector<ChecklistStep> checklist(const Site& site, const Plan& plan);

}  // namespace ampsite
