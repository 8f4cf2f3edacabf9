#include "ampsite/plan/handover/firewall_list.h"

#include <algorithm>
#include <set>
#include <string>
#include <string_view>

#include "ampsite/site/cloud_services.h"

namespace ampsite {

namespace {

/// Each server that a charger may ask for names, once.
std::vector<std::string> resolvers(const Network& network) {
  std::vector<std::string> hosts;
  std::set<std::string_view> seen;
  const auto add = [&](std::string_view host) {
    if (seen.insert(host).second) hosts.emplace_back(host);
  };
  if (network.dns.stated()) {
    for (const std::string& host : network.dns.value) add(host);
  }
  for (const std::string_view host : fallback_resolvers) add(host);
  return hosts;
}

}  // namespace

std::vector<FirewallEntry> firewall_list(const Site& site, const Connectivity& connectivity) {
  const bool used = std::any_of(
      connectivity.chargers.begin(), connectivity.chargers.end(),
      [](const ChargerLink& link) { return link.link == PlannedLink::wifi || link.link == PlannedLink::plc; });
  std::vector<FirewallEntry> entries;
  if (!used) return entries;
  for (const CloudService& service : cloud_services) {
    if (!service.host.empty()) {
      entries.push_back({service.protocol, service.port, std::string(service.host)});
      continue;
    }
    for (const std::string& host : resolvers(*site.network)) entries.push_back({service.protocol, service.port, host});
  }
  return entries;
}

}  // namespace ampsite
