#include "ampsite/plan/verify/verify.h"

#include <optional>

#include "ampsite/electric/ampacity.h"
#include "ampsite/plan/verify/case_facts.h"
#include "ampsite/plan/verify/checks.h"
#include "ampsite/plan/verify/verify_connectivity.h"

namespace ampsite {

namespace {

void verify_cases(const Site& site, const Load& load, Discrepancies& found, std::vector<std::string>& not_checked) {
  for (std::size_t number = 0; number < load.cases.size(); ++number) {
    const CasePlan& plan = load.cases[number];
    const CaseFacts facts = case_facts(site, load.wiring, plan.load_case, used_current_model(site));
    verify_fair_currents(facts, plan, number, found);
    verify_settings(facts, plan, number, found);
    verify_simultaneous(facts, plan, number, found, not_checked);
    verify_capacity_curve(facts, plan, number, found);
  }
}

}  // namespace

Discrepancies verify_plan(const Site& site, const Plan& plan, std::vector<std::string>& not_checked,
                          const ElectricalTables& tables) {
  const std::optional<Site> with_ampacities = with_table_ampacities(site, tables);
  const Site& limited = with_ampacities ? *with_ampacities : site;
  Discrepancies found;
  verify_connectivity(site, plan.connectivity, found, not_checked);
  verify_wiring(limited, plan, found);
  verify_wiring_proof(limited, plan, found);
  verify_second_proof(limited, plan, found, not_checked);
  verify_cases(limited, plan.load, found, not_checked);
  verify_offline(limited, plan, found);
  verify_improvements(limited, plan, found);
  verify_electrical(site, plan, tables, found);
  verify_portal(limited, plan, found);
  verify_handover(site, plan, found);
  return found;
}

Discrepancies verify_plan(const Site& site, const Plan& plan) {
  std::vector<std::string> not_checked;
  return verify_plan(site, plan, not_checked);
}

}  // namespace ampsite
