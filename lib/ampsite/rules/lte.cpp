#include "ampsite/rules/checks.h"

namespace ampsite {

void check_lte_no_coverage(const RuleContext& /*context*/, Findings& /*findings*/) {}
void check_lte_low_coverage(const RuleContext& /*context*/, Findings& /*findings*/) {}
void check_lte_sim_inactive(const RuleContext& /*context*/, Findings& /*findings*/) {}
void check_lte_shared(const RuleContext& /*context*/, Findings& /*findings*/) {}
void check_lte_survey(const RuleContext& /*context*/, Findings& /*findings*/) {}
void check_lte_unmeasured(const RuleContext& /*context*/, Findings& /*findings*/) {}

}  // namespace ampsite
