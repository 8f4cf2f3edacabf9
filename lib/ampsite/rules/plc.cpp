#include "ampsite/rules/checks.h"

namespace ampsite {

void check_plc_no_source(const RuleContext& /*context*/, Findings& /*findings*/) {}
void check_plc_several_modules(const RuleContext& /*context*/, Findings& /*findings*/) {}
void check_plc_terminals_tn(const RuleContext& /*context*/, Findings& /*findings*/) {}
void check_plc_terminals_it(const RuleContext& /*context*/, Findings& /*findings*/) {}
void check_plc_pair_mismatch(const RuleContext& /*context*/, Findings& /*findings*/) {}
void check_plc_off_centre(const RuleContext& /*context*/, Findings& /*findings*/) {}
void check_plc_standard(const RuleContext& /*context*/, Findings& /*findings*/) {}
void check_plc_too_far(const RuleContext& /*context*/, Findings& /*findings*/) {}
void check_plc_too_many(const RuleContext& /*context*/, Findings& /*findings*/) {}
void check_plc_shared_key(const RuleContext& /*context*/, Findings& /*findings*/) {}
void check_plc_several_gateways(const RuleContext& /*context*/, Findings& /*findings*/) {}
void check_plc_gateway_weak(const RuleContext& /*context*/, Findings& /*findings*/) {}
void check_plc_gateway_and_module(const RuleContext& /*context*/, Findings& /*findings*/) {}
void check_plc_wifi_sharing(const RuleContext& /*context*/, Findings& /*findings*/) {}
void check_plc_module_fuse(const RuleContext& /*context*/, Findings& /*findings*/) {}

}  // namespace ampsite
