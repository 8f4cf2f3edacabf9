#pragma once
// The links, PLC networks, channels, totals and level proofs of a plan, checked against its site.

#include "ampsite/plan/plan.h"
#include "ampsite/plan/verify/discrepancy.h"
#include "ampsite/site/site.h"

namespace ampsite {

/// Adds what does not hold to `found`.
void verify_connectivity(const Site& site, const Connectivity& connectivity, Discrepancies& found);

}  // namespace ampsite
