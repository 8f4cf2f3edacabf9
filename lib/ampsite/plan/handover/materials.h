#pragma once
// What has to be bought and ordered to carry out a plan.

#include <vector>

#include "ampsite/plan/plan.h"

namespace ampsite {

std::vector<MaterialItem> materials(const Site& site, const Connectivity& connectivity);

}  // namespace ampsite
