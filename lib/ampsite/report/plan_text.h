#pragma once
// A plan for a person at a terminal, mostly within 100 columns: what has to be known first, what each car is
// guaranteed and what holds it down, the fuse tree, the chargers, PLC, totals, and the findings.

#include <string>

#include "ampsite/report/plan_report.h"

namespace ampsite {

/// In the order of the file. Currents and powers are rounded down to 3 decimals.
std::string plan_text(const PlanReport& report);

}  // namespace ampsite
