#pragma once
// Orders that do not depend on the order of the file.

#include <vector>

#include "ampsite/site/site.h"

namespace ampsite {

/// The place of each charger in natural order of ids; by ChargerIndex.
std::vector<std::uint32_t> natural_ranks(const std::vector<Charger>& chargers);

/// All chargers: nodes in preorder with circuits in natural order of ids, at each node its own chargers in
/// natural order before those of its circuits.
std::vector<ChargerIndex> tree_order(const Site& site);

}  // namespace ampsite
