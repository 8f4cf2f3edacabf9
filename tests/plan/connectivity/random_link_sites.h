#pragma once
// Random sites for the connectivity plan. The same seed gives the same site on every machine.

#include <cstdint>

#include "ampsite/site/site.h"

namespace ampsite::test {

struct RandomLinkSite {
  int max_chargers = 6;
  int max_circuits = 3;
  int max_access_points = 2;
  int max_clients = 3;
  double longest_run_m = 320;
  bool crowded = false;  ///< few places on WiFi, long runs for a short reach: sources compete for whom WiFi leaves
};

Site random_link_site(std::uint64_t seed, const RandomLinkSite& shape = {});

/// The same installation with chargers, circuits, modules and access points in another order in the file.
Site shuffled(const Site& site, std::uint64_t seed);

}  // namespace ampsite::test
