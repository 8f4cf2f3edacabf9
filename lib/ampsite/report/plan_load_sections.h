#pragma once
// What a plan says of currents, section by section.

#include "ampsite/report/document.h"
#include "ampsite/report/plan_report.h"
#include "ampsite/report/plan_wording.h"

namespace ampsite {

/// The smallest current of each case, what holds it down, and how many can charge at once.
Section guaranteed_section(const PlanReport& report);
/// The cases in which not all can charge at once: how many can, which, and what taking turns gives.
Section turns_section(const PlanReport& report);
/// The fuse tree with what its lines may carry and do carry; in full also what the file states of each node.
Section tree_section(const PlanReport& report, Detail detail);
/// Fair currents, settings and bottlenecks of each charger, and what the settings are.
Section currents_section(const PlanReport& report);
/// Why no choice of lines gives the smallest one-phase car more, to be added up by hand.
Section wiring_proof_section(const PlanReport& report, Detail detail);
/// What cars get when only some charge.
Section capacity_section(const PlanReport& report, Detail detail);
/// What larger fuses or limits would bring.
Section improvements_section(const PlanReport& report);

}  // namespace ampsite
