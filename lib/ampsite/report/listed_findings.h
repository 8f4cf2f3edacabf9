#pragma once
// The findings that a plan lists, held against those of its site: a plan that is silent about what is wrong is wrong.

#include <vector>

#include "ampsite/plan/document/read_plan.h"
#include "ampsite/plan/verify/discrepancy.h"
#include "ampsite/report/plan_report.h"

namespace ampsite {

/// Adds the first of the `claimed` findings that `report` does not have, or has otherwise, to `found`. `report` is
/// that of the plan that was read.
void verify_findings(const PlanReport& report, const std::vector<ListedFinding>& claimed, Discrepancies& found);

}  // namespace ampsite
