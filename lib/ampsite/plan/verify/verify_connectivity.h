#pragma once
// The links, PLC networks, channels, totals and level proofs of a plan, checked against its site.

#include <string>
#include <vector>

#include "ampsite/plan/plan.h"
#include "ampsite/plan/verify/discrepancy.h"
#include "ampsite/site/site.h"

namespace ampsite {

/// Adds what does not hold to `found`, and bounds that could be neither borne out nor refuted to `not_checked`.
void verify_connectivity(const Site& site, const Connectivity& connectivity, Discrepancies& found,
                         std::vector<std::string>& not_checked);

}  // namespace ampsite
