#pragma once
// What a charger connects to outside the site's own network: the rules ask the firewall for it, and the plan lists it.
//
// Source: the manual, "Network security": every connection goes outward. DHCP (UDP 67 and 68) stays in the local
// network, so it is not among them.

#include <array>
#include <string_view>

#include "ampsite/site/site.h"

namespace ampsite {

struct CloudService {
  Protocol protocol = Protocol::tcp;
  int port = 0;
  std::string_view host;  ///< in lower case; empty for a service of any host
  std::string_view use;   ///< "control by the portal"
};

inline constexpr CloudService name_resolution{Protocol::udp, 53, "", "name resolution"};

/// Without the right time a charger cannot authenticate itself. Its user cannot choose another host.
inline constexpr CloudService clock_service{Protocol::udp, 123, "no.pool.ntp.org", "the clock"};

inline constexpr std::array cloud_services{
    CloudService{Protocol::tcp, 8883, "zapcloud.azure-devices.net", "control by the portal"},
    CloudService{Protocol::tcp, 443, "zapcloud-api.azurewebsites.net", "firmware updates"},
    CloudService{Protocol::tcp, 443, "devices.zaptec.com", "firmware updates"},
    CloudService{Protocol::tcp, 443, "api.zaptec.com", "firmware updates"},
    clock_service,
    name_resolution,
};

/// Where a charger asks too when DHCP names no resolver, or that one does not answer in time.
inline constexpr std::array<std::string_view, 2> fallback_resolvers{"8.8.8.8", "1.1.1.1"};

}  // namespace ampsite
