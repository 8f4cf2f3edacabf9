#include "ampsite/rules/checks.h"

namespace ampsite {

void check_wifi_band(const RuleContext& /*context*/, Findings& /*findings*/) {}
void check_wifi_standard(const RuleContext& /*context*/, Findings& /*findings*/) {}
void check_wifi_channel_auto(const RuleContext& /*context*/, Findings& /*findings*/) {}
void check_wifi_channel_range(const RuleContext& /*context*/, Findings& /*findings*/) {}
void check_wifi_channel_not_1_6_11(const RuleContext& /*context*/, Findings& /*findings*/) {}
void check_wifi_channel_overlap(const RuleContext& /*context*/, Findings& /*findings*/) {}
void check_wifi_clients(const RuleContext& /*context*/, Findings& /*findings*/) {}
void check_no_access_point(const RuleContext& /*context*/, Findings& /*findings*/) {}
void check_wifi_channel_unstated(const RuleContext& /*context*/, Findings& /*findings*/) {}

}  // namespace ampsite
