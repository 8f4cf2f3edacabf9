#pragma once
// A plan as a page of HTML, to be carried to the garage, signed and kept.

#include <string>

#include "ampsite/report/plan_report.h"

namespace ampsite {

std::string plan_html(const PlanReport& report);

}  // namespace ampsite
