#pragma once
// The site as it will be once a plan is carried out.

#include "ampsite/plan/plan.h"
#include "ampsite/site/site.h"

namespace ampsite {

/// The site with the plan's links, PLC sources and wiring in the place of its own. A charger that the plan
/// leaves without a link keeps what the file says of it. Inactive SIMs of chargers on 4G count as activated:
/// the plan lists that as work.
Site planned_site(const Site& site, const Plan& plan);

}  // namespace ampsite
