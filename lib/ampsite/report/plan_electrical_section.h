#pragma once
// What a plan says of cables, devices and fault currents.

#include "ampsite/report/document.h"
#include "ampsite/report/plan_report.h"
#include "ampsite/report/plan_wording.h"

namespace ampsite {

/// A row for each circuit, and below it why those that are not in order are not. In full with the cables
/// and the working.
Section electrical_section(const PlanReport& report, Detail detail);

}  // namespace ampsite
