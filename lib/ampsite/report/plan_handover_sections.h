#pragma once
// What a plan says to those who carry it out, section by section.

#include "ampsite/report/document.h"
#include "ampsite/report/plan_report.h"
#include "ampsite/report/plan_wording.h"

namespace ampsite {

/// What is entered in the maker's portal.
Section portal_section(const PlanReport& report);
Section materials_section(const PlanReport& report);
Section firewall_section(const PlanReport& report);
/// The steps of putting into operation: in brief what to do and the values, in full with the reasons and room to sign.
Section checklist_section(const PlanReport& report, Detail detail);

}  // namespace ampsite
