#pragma once
// What has to be bought and ordered to carry out a plan.

#include <vector>

#include "ampsite/plan/plan.h"

namespace ampsite {

/// New PLC modules with a protective device for each, and the activation of SIMs that are not active yet: what the
/// plan asks for and the site does not have. What the site file itself describes (chargers, cables, fuses, access
/// points) counts as there; changed wiring and channels are work, not material. An item that is not needed is left
/// out.
///
/// Source of the protective device: the maker's help pages on PLC (10 A in front of a module).
std::vector<MaterialItem> materials(const Site& site, const Connectivity& connectivity);

}  // namespace ampsite
