#include "ampsite/plan/verify/verify.h"

#include "ampsite/plan/verify/verify_connectivity.h"

namespace ampsite {

Discrepancies verify_plan(const Site& site, const Plan& plan) {
  Discrepancies found;
  verify_connectivity(site, plan.connectivity, found);
  return found;
}

}  // namespace ampsite
