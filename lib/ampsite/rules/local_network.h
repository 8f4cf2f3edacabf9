#pragma once
// Who reaches the servers through the site's own network: chargers on WiFi and on PLC.

#include <algorithm>

#include "ampsite/site/links.h"

namespace ampsite {

/// The first charger in the file's order that does; null where none does.
inline const Charger* first_on_local_network(const Site& site) {
  const auto found = std::find_if(site.chargers.begin(), site.chargers.end(), on_local_network);
  return found == site.chargers.end() ? nullptr : &*found;
}

}  // namespace ampsite
