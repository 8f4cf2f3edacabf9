#pragma once
// What a connectivity plan must keep, written straight from the contract and without the planner's code; and
// the best that any plan could reach, by trying them all.

#include <array>
#include <limits>
#include <string>
#include <utility>
#include <vector>

#include "ampsite/plan/plan.h"
#include "ampsite/site/site.h"

namespace ampsite::test {

/// Every hard constraint that a plan breaks, one line each.
std::vector<std::string> broken_constraints(const Site& site, const Connectivity& plan);

/// What is compared, in this order: levels 1 to 4 the smaller, of level 5 the larger RSSI and the smaller distance.
struct LinkLevels {
  int given_up = 0;                ///< configured links that keep_links would keep
  int without_link = 0;            ///< level 1
  std::array<int, 4> not_on = {};  ///< level 2: minus the chargers on each entry of link_preference
  double cost = 0;                 ///< level 3
  int new_modules = 0;
  int changes = 0;  ///< level 4
  double gateway_dbm = std::numeric_limits<double>::infinity();
  double weakest_dbm = std::numeric_limits<double>::infinity();
  double farthest_m = 0;
  bool on_plc = false;  ///< a charger is; not compared

  std::string text() const;
};

LinkLevels levels_of(const Site& site, const Connectivity& plan);

/// Below 0 where `a` is better.
int compare(const LinkLevels& a, const LinkLevels& b);

/// The words and values that the proof of a plan with these levels has, but for the channels.
std::vector<std::pair<std::string, double>> proof_entries(const Site& site, const LinkLevels& levels);

/// The best of all choices of links, sources, places of new modules and gateways. For a handful of chargers.
LinkLevels best_of_all(const Site& site);

/// Some access point could be asked for more chargers than it may serve.
bool max_clients_may_bind(const Site& site);

}  // namespace ampsite::test
