#pragma once
// The contract's facts about a site's links, written out for the tests without the planner's code.

#include <cstddef>
#include <optional>

#include "ampsite/plan/plan.h"
#include "ampsite/site/site.h"
#include "plan/connectivity/link_checker.h"

namespace ampsite::test {

/// RSSI at an access point, as far as the file says something plausible.
std::optional<double> heard(const Site& site, const Charger& charger, AccessPointIndex index);
bool can_wifi(const Site& site, const Charger& charger, AccessPointIndex index, double at_least = -75);
bool can_lte(const Charger& charger);
bool can_plc(const Site& site, const Charger& charger);
bool can_be_source(const Site& site, const PlcModule& module);
double reach_m(const Site& site);
bool near_enough(const Site& site, const Charger& charger, double position_m);
/// The link, access point or sharing is another than the file states.
bool differs(const Site& site, const Charger& charger, PlannedLink link, AccessPointIndex at, bool gateway);
/// The file states other terminals for the module than PLC on its circuit needs.
bool must_be_reconnected(const Site& site, const PlcModule& module);
/// Which entry of `link_preference` a link belongs to; those that it does not name share one more.
std::size_t entry_of(const Site& site, PlannedLink link);
/// Adds one charger's link to the levels.
void count(const Site& site, const Charger& charger, PlannedLink link, AccessPointIndex at, bool gateway,
           LinkLevels& levels);

}  // namespace ampsite::test
