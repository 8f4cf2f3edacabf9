#pragma once
// How many chargers can charge at once behind one node.

#include <array>
#include <cstddef>
#include <vector>

#include "ampsite/electric/load_case.h"
#include "ampsite/site/site.h"

namespace ampsite {

/// The lines that a car at a charger may use: one of these sets. None where the charger's lines are too few.
struct CarChoices {
  std::array<LineSet, 3> lines;
  std::size_t count = 0;

  const LineSet* begin() const { return lines.data(); }
  const LineSet* end() const { return lines.data() + count; }
};

/// Three-phase cars use all lines of the charger: those it states, else those of its circuit (where these are
/// two, with neutral, one of them: that is how it will be wired). One-phase cars use any of its lines, without
/// neutral any pair; where its wiring is fixed and the terminal decides, the one at terminal L1.
CarChoices car_choices(const Site& site, const Charger& charger, LoadCase load_case);

/// How many of some chargers can each have their `min_a` at once within `capacity_a`, that of a node above them:
/// smallest minima first, each on the lines that have most left. Never too many; with equal minima the most that
/// can, save that without neutral it may be one fewer where some chargers are bound to pairs of lines.
std::size_t how_many_fit(const Site& site, const std::vector<ChargerIndex>& chargers, const PerLine<double>& capacity_a,
                         LoadCase load_case);

}  // namespace ampsite
