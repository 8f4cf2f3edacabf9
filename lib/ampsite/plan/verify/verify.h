#pragma once
// Checks a plan against its site, trusting nothing that an optimiser computed.
//
// Everything that a plan claims is worked out anew by plain code that shares none with the optimisers (it may be slow
// where that makes it plain): constraints are checked, proofs are added up, values are computed again from their
// definitions in docs/plan.md. A plan read back from JSON has its currents rounded down to 3 decimals, so a claim may
// be up to 0.001 below the exact value, never above it.

#include <string>
#include <vector>

#include "ampsite/plan/plan.h"
#include "ampsite/plan/verify/discrepancy.h"
#include "ampsite/site/site.h"

namespace ampsite {

/// What does not hold, in the order of the plan; empty for a plan that is right. `plan` has one entry per charger,
/// node and access point of `site` in each of its lists that is indexed like the site.
///
/// `not_checked` tells, a line each, which claims could be neither borne out nor refuted within a counted number of
/// steps: bounds that rest on a long search, on large sites only.
Discrepancies verify_plan(const Site& site, const Plan& plan, std::vector<std::string>& not_checked,
                          const ElectricalTables& tables = standard_tables());
Discrepancies verify_plan(const Site& site, const Plan& plan);

}  // namespace ampsite
