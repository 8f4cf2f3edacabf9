#pragma once
// What is entered in the maker's portal, such that no node between the supply and a circuit can be overloaded.

#include <vector>

#include "ampsite/plan/plan.h"

namespace ampsite {

Portal plan_portal(const Site& site);

}  // namespace ampsite
