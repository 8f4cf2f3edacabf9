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

/// Up to this many chargers the set is proved to be the largest, in any grid and current model.
inline constexpr std::size_t searched_exhaustively = 20;

/// A set of chargers that can charge at once at `least_a`, ascending by ChargerIndex: all that can charge
/// alone, if they fit together; otherwise the largest set, of several the first in natural order of ids,
/// found by search among up to `search_up_to` chargers. Beyond that greedily: exact with neutral and equal
/// least currents (one-phase cars first, then three-phase, each if it fits), since then the sets that fit
/// on parallel trees are the independent sets of a laminar matroid; else the best of a few fixed orders.
std::vector<ChargerIndex> simultaneous_set(const LoadTree& tree, const std::vector<WholeAmps>& amps,
                                           std::size_t search_up_to = searched_exhaustively);

}  // namespace ampsite
