#pragma once
// What the electrical checks say of each circuit, for the plan: it decides whether the plan may be built.

#include "ampsite/electric/electrical_tables.h"
#include "ampsite/plan/plan.h"
#include "ampsite/site/site.h"

namespace ampsite {

/// The verdicts are those of the AMP8 rules, whether these are shown or not.
Electrical electrical_checks(const Site& site, const ElectricalTables& tables);

}  // namespace ampsite
