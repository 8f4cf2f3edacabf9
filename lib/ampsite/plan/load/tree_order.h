#pragma once
// Orders that do not depend on the order of the file.

#include <vector>

#include "ampsite/site/site.h"

namespace ampsite {

/// The place of each charger in natural order of ids; by ChargerIndex.
std::vector<std::uint32_t> natural_ranks(const std::vector<Charger>& chargers);

/// All nodes, each before its circuits, these in natural order of their ids and each with all below it.
std::vector<NodeIndex> natural_preorder(const Site& site);

}  // namespace ampsite
