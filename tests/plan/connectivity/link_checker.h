#pragma once
// What a connectivity plan must keep, written straight from the contract and without the planner's code; and
// the best that any plan could reach, by trying them all.

#include <array>
#include <string>
#include <vector>

#include "ampsite/plan/plan.h"
#include "ampsite/site/site.h"

namespace ampsite::test {

/// Every hard constraint that a plan breaks, one line each.
std::vector<std::string> broken_constraints(const Site& site, const Connectivity& plan);

/// What is compared, in this order: the smaller is better.
struct LinkLevels {
  int given_up = 0;                ///< configured links that keep_links would keep
  int without_link = 0;            ///< level 1
  std::array<int, 4> not_on = {};  ///< level 2: minus the chargers on each entry of link_preference
  double cost = 0;                 ///< level 3
  int new_modules = 0;

  std::string text() const;
};

LinkLevels levels_of(const Site& site, const Connectivity& plan);

/// Below 0 where `a` is better. `with_cost`: level 3 too.
int compare(const LinkLevels& a, const LinkLevels& b, bool with_cost);

/// The best of all choices of links, sources, places of new modules and gateways. For a handful of chargers.
LinkLevels best_of_all(const Site& site);

/// Some access point could be asked for more chargers than it may serve.
bool max_clients_may_bind(const Site& site);

}  // namespace ampsite::test
