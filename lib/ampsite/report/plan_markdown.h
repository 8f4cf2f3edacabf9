#pragma once
// A plan as Markdown.

#include <string>

#include "ampsite/report/plan_report.h"

namespace ampsite {

std::string plan_markdown(const PlanReport& report);

}  // namespace ampsite
