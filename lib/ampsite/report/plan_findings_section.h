#pragma once
// What the rules say of a site and of its plan, and what the plan makes of it.

#include "ampsite/report/document.h"
#include "ampsite/report/plan_report.h"
#include "ampsite/report/plan_wording.h"

namespace ampsite {

/// All findings of the file and of the plan. In brief a few of each rule, and an error that remains says where it is
/// and what to do about it; in full the section "Attention" has that.
Section findings_section(const PlanReport& report, Detail detail);

}  // namespace ampsite
