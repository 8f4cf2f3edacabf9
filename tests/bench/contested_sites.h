#pragma once
// Sites whose access points have too few places for the chargers that hear them.

#include <cstdint>
#include <string>
#include <vector>

#include "ampsite/site/site.h"

namespace ampsite::bench {

/// Garages of rows of chargers, 2.5 m apart, under access points that are heard by distance.
struct ContestedSite {
  std::string name;
  int row = 24;             ///< chargers on a circuit
  int rows_on_a_floor = 4;  ///< 0: all on one floor
  double spacing_m = 20;    ///< between access points, along and across
  int max_clients = 12;     ///< of each access point
  int no_lte_one_in = 1;    ///< one charger in so many has no 4G; 1: none has
  int max_gateways = 0;
  bool priced = false;      ///< modules and months of 4G have a price
  bool configured = false;  ///< half of the chargers have a link in the file, and it is to be kept
  bool one_number = false;  ///< one RSSI for all access points
  int module_one_in = 0;    ///< one circuit in so many has a module
  int max_plc_chargers = 20;
};

std::vector<ContestedSite> contested_sites();

/// The same numbers give the same site, on any machine.
Site make_contested_site(const ContestedSite& shape, int chargers, std::uint64_t seed);

}  // namespace ampsite::bench
