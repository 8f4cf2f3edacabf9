#include <string>

#include "ampsite/plan/verify/checks.h"
#include "ampsite/plan/verify/claims.h"
#include "ampsite/plan/verify/verify_sets.h"

namespace ampsite {
namespace {

/// Those that are given anything.
std::vector<ChargerIndex> set_of(const std::vector<int>& offline_a) {
  std::vector<ChargerIndex> set;
  for (ChargerIndex i = 0; i < offline_a.size(); ++i) {
    if (offline_a[i] != 0) set.push_back(i);
  }
  return set;
}

}  // namespace

void verify_offline(const Site& site, const Plan& plan, Discrepancies& found) {
  const std::vector<int>& offline_a = plan.load.offline_a;
  const CaseFacts facts = case_facts(site, plan.load.wiring, LoadCase::three_phase, CurrentModel::arithmetic);
  const std::vector<ChargerIndex> set = set_of(offline_a);
  for (const std::string& fault : set_faults(facts, set)) found.push_back({"load.offline", fault});
  if (set.size() < largest_sets(facts, set).least) {
    found.push_back({"load.offline", fmt::format("{} chargers have a current, but more could", set.size())});
  }
  for (const SettingFault& fault : setting_faults(facts, set, offline_a)) {
    const bool of_all = fault.charger == no_index;
    found.push_back(
        {of_all ? "load.offline" : fmt::format("load.offline[{}].offline_a", fault.charger), fault.message});
  }
}

}  // namespace ampsite
