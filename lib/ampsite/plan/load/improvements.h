#pragma once
// What would raise the smallest guaranteed current of the three_phase case.
//
// A node binds where one of its lines is full at that current. It holds the current down by its limit, where that is
// less than its fuse leaves, else by its fuse (or the conductor behind it). All that bind are listed: those for which
// the same change is meant stand together in one entry, with what the current would be after just that change.

#include <vector>

#include "ampsite/plan/plan.h"

namespace ampsite {

/// `load` has its wiring. Empty without chargers, and where a charger's own maximum is the smallest current.
///
/// - `limit`: to what the fuse and the conductor leave beside the base loads. A limit that the file states as one
///   number is raised on all lines, to the least that is left on any of them if that is more (so that the new number
///   suits every line), else on those that bind; of a map only the lines that bind.
/// - `fuse`: to the next standard rating. None where the fuse is not stated (there is no `from_a` then), above the
/// conductor's
///   ampacity, above the parent's fuse, above the series, or above 63 A where it is the nearest device in front of a
///   charger.
///
/// `why_not` names what holds the current where it is in spite of the change, and what changing all of it would give.
std::vector<Improvement> improvements(const Site& site, const Load& load);

}  // namespace ampsite
