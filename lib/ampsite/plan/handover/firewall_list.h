#pragma once
// What the network has to let out for the chargers.

#include <vector>

#include "ampsite/plan/plan.h"

namespace ampsite {

/// One entry for each service that chargers on WiFi or PLC connect to: rules AMP702 and AMP704 have nothing to ask of a
/// firewall that lets out just these. Names are resolved by the servers under `network.dns`, in the order of the file,
/// and by those that a charger falls back to. Empty where no charger uses the site's own network: 4G does not pass it.
std::vector<FirewallEntry> firewall_list(const Site& site, const Connectivity& connectivity);

}  // namespace ampsite
