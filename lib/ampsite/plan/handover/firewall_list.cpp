#include "ampsite/plan/handover/firewall_list.h"

namespace ampsite {

std::vector<FirewallEntry> firewall_list(const Site& /*site*/, const Connectivity& /*connectivity*/) { return {}; }

}  // namespace ampsite
