#pragma once
// Which chargers can charge at once: as many as possible, each at its least current.

#include <vector>

#include "ampsite/plan/load/load_tree.h"

namespace ampsite {

/// What a charger can be set to, in whole ampere: `min_a` rounded up to its own maximum rounded down. It can
/// charge at all where least_a <= most_a and least_a fits with nobody else charging.
struct WholeAmps {
  int least_a = 0;
  int most_a = 0;
};

std::vector<WholeAmps> whole_amps(const LoadTree& tree);

/// Whether each charger can charge at all; by ChargerIndex.
std::vector<bool> can_charge_alone(const LoadTree& tree, const std::vector<WholeAmps>& amps);

/// Up to this many chargers that compete for lines the set is proved to be the largest, in any grid and current model.
inline constexpr std::size_t searched_exhaustively = 20;

/// A set of chargers that can charge at once at `least_a`, ascending by ChargerIndex: all that can charge alone, if
/// they fit together. Otherwise each part of the tree that has no tight line in common with the rest is looked at by
/// itself, and greedily: that is the largest set with neutral and equal least currents. Where it may not be, a part of
/// up to `search_up_to` chargers is searched: the largest set, of several the first in natural order of ids. On sites
/// of more, and in parts of somewhat more, the search is cut off after a counted number of steps.
///
/// `upper_bound`: no set is larger; it is the set's own size where that is proved. `time_share`: a car shares a line of
/// which k cars fit at once with n in all; whoever takes turns, the shares of the n add up to k at most, so that one of
/// them has k/n or less. The least over all lines, each by itself; 0 where a charger can never charge, 1 without any.
Simultaneous simultaneous(const LoadTree& tree, const std::vector<WholeAmps>& amps,
                          std::size_t search_up_to = searched_exhaustively);

}  // namespace ampsite
