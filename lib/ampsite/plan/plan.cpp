#include "ampsite/plan/plan.h"

#include <algorithm>

#include "ampsite/plan/connectivity/connectivity.h"
#include "ampsite/plan/load/load.h"

namespace ampsite {

namespace {

/// The most that a charger alone may draw on all its lines, in ampere.
double room_alone_a(const Site& site, const std::vector<PerLine<double>>& capacity_a, const Charger& charger,
                    LineSet lines) {
  if (lines.empty()) return 0;
  double room_a = own_maximum_a(charger, LoadCase::three_phase);
  for (NodeIndex v = charger.node; v != no_index; v = site.nodes[v].parent) {
    for (const Line line : all_lines) {
      if (lines.contains(line)) room_a = std::min(room_a, capacity_a[v][line]);
    }
  }
  return room_a;
}

}  // namespace

std::vector<ChargerIndex> chargers_without_link(const Plan& plan) {
  std::vector<ChargerIndex> without;
  for (ChargerIndex i = 0; i < plan.connectivity.chargers.size(); ++i) {
    if (plan.connectivity.chargers[i].link == PlannedLink::none) without.push_back(i);
  }
  return without;
}

std::vector<ChargerIndex> chargers_without_room(const Site& site, const Plan& plan) {
  const std::vector<PerLine<double>> capacity_a = capacities_a(site);
  std::vector<ChargerIndex> without;
  for (ChargerIndex i = 0; i < site.chargers.size(); ++i) {
    const Charger& charger = site.chargers[i];
    const double room_a = room_alone_a(site, capacity_a, charger, plan.load.wiring[i].phases.lines());
    if (room_a + tolerance_a < own_minimum_a(charger)) without.push_back(i);
  }
  return without;
}

bool Plan::leaves_a_charger_out(const Site& site) const {
  return !chargers_without_link(*this).empty() || !chargers_without_room(site, *this).empty();
}

Plan make_plan(const Site& site) {
  Plan plan;
  plan.connectivity = plan_connectivity(site);
  plan.load = plan_load(site, plan.connectivity);
  return plan;
}

}  // namespace ampsite
