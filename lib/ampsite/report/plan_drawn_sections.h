#pragma once
// What a plan says where a page can be drawn on or cut up.

#include "ampsite/report/document.h"
#include "ampsite/report/plan_report.h"

namespace ampsite {

/// Each circuit's run to scale.
Section runs_section(const PlanReport& report);
/// A label for each charger.
Section labels_section(const PlanReport& report);

}  // namespace ampsite
