#pragma once
// What a plan says of links and the network, section by section.

#include "ampsite/report/document.h"
#include "ampsite/report/plan_report.h"
#include "ampsite/report/plan_wording.h"

namespace ampsite {

/// Link and wiring of each charger.
Section links_section(const PlanReport& report);
/// Why each link, and why each wiring where there is more to say than balance; equal reasons together.
Section reasons_section(const PlanReport& report);
Section plc_section(const PlanReport& report);
Section channels_section(const PlanReport& report);
Section totals_section(const PlanReport& report);
/// What the links are chosen by, level by level; in brief without the arguments.
Section link_proof_section(const PlanReport& report, Detail detail);
/// Chargers that the plan leaves without a link, with the reasons.
Section linkless_section(const PlanReport& report);
/// Chargers that cannot charge even alone, with what holds each of them.
Section roomless_section(const PlanReport& report);
/// Of a site without chargers that there is nothing to plan.
Section nothing_section(const PlanReport& report);

}  // namespace ampsite
