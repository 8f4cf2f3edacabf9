#include "ampsite/report/plan_markdown.h"

#include "ampsite/report/markdown.h"
#include "ampsite/report/plan_document.h"

namespace ampsite {

std::string plan_markdown(const PlanReport& report) { return markdown(plan_document(report)); }

}  // namespace ampsite
