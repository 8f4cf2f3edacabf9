#include "ampsite/report/plan_html.h"

#include "ampsite/report/html.h"
#include "ampsite/report/plan_document.h"

namespace ampsite {

std::string plan_html(const PlanReport& report) { return html(plan_document(report)); }

}  // namespace ampsite
