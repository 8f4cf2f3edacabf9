#include "ampsite/plan/plan.h"

#include <algorithm>

#include "ampsite/plan/connectivity/connectivity.h"
#include "ampsite/plan/load/load.h"

namespace ampsite {

Plan make_plan(const Site& site) {
  Plan plan;
  plan.connectivity = plan_connectivity(site);
  plan.load = plan_load(site, plan.connectivity);
  return plan;
}

}  // namespace ampsite
