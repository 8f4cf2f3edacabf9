#include "ampsite/plan/plan.h"

#include "ampsite/electric/ampacity.h"
#include "ampsite/plan/connectivity/connectivity.h"
#include "ampsite/plan/electrical/electrical.h"
#include "ampsite/plan/handover/checklist.h"
#include "ampsite/plan/handover/firewall_list.h"
#include "ampsite/plan/handover/materials.h"
#include "ampsite/plan/handover/portal.h"
#include "ampsite/plan/load/load.h"
#include "ampsite/plan/load/simultaneous.h"

namespace ampsite {

std::vector<ChargerIndex> chargers_without_link(const Plan& plan) {
  std::vector<ChargerIndex> without;
  for (ChargerIndex i = 0; i < plan.connectivity.chargers.size(); ++i) {
    if (plan.connectivity.chargers[i].link == PlannedLink::none) without.push_back(i);
  }
  return without;
}

std::vector<ChargerIndex> chargers_without_room(const Site& site, const Plan& plan) {
  std::vector<bool> has_room(site.chargers.size(), true);
  for (const CasePlan& load : plan.load.cases) {
    if (load.load_case == LoadCase::single_phase) continue;
    LoadTree tree = make_load_tree(site, plan.load.wiring, load.load_case, used_current_model(site), {});
    for (NodeIndex v = 0; v < tree.nodes.size(); ++v) tree.nodes[v].limit_a = load.nodes[v].limit_a;
    const std::vector<bool> can_charge = can_charge_alone(tree, whole_amps(tree));
    for (ChargerIndex i = 0; i < can_charge.size(); ++i) has_room[i] = has_room[i] && can_charge[i];
  }
  std::vector<ChargerIndex> without;
  for (ChargerIndex i = 0; i < has_room.size(); ++i) {
    if (!has_room[i]) without.push_back(i);
  }
  return without;
}

bool Plan::leaves_a_charger_out(const Site& site) const {
  return !chargers_without_link(*this).empty() || !chargers_without_room(site, *this).empty();
}

std::string_view to_text(CircuitVerdict verdict) {
  switch (verdict) {
    case CircuitVerdict::ok:
      return "ok";
    case CircuitVerdict::not_ok:
      return "not_ok";
    case CircuitVerdict::not_verifiable:
      return "not_verifiable";
  }
  return {};
}

Plan make_plan(const Site& site, const ElectricalTables& tables) {
  const std::optional<Site> with_ampacities = with_table_ampacities(site, tables);
  const Site& limited = with_ampacities ? *with_ampacities : site;
  Plan plan;
  plan.connectivity = plan_connectivity(site);
  plan.load = plan_load(limited, plan.connectivity);
  plan.electrical = electrical_checks(site, tables);
  plan.portal = plan_portal(limited, plan.load);
  plan.materials = materials(site, plan.connectivity);
  plan.firewall = firewall_list(site, plan.connectivity);
  plan.checklist = checklist(site, plan);
  return plan;
}

}  // namespace ampsite
