#pragma once
// Why nobody gets more than its fair current.

#include <vector>

#include "ampsite/plan/load/load_tree.h"

namespace ampsite {

/// What holds each consumer down at its fair current: its own maximum, else the nearest full node and line
/// (of one node L1, L2, L3) on which nobody has more. Throws std::logic_error at a consumer that nothing holds
/// down: `fair_a` is not max-min fair, and there is no proof of it.
std::vector<Bottleneck> bottlenecks(const LoadTree& tree, const std::vector<double>& fair_a,
                                    const std::vector<PerLine<double>>& line_currents_a);

}  // namespace ampsite
