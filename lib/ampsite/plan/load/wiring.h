#pragma once
// Which grid line each terminal of a charger is wired to, and which line or pair its one-phase car uses.

#include <optional>
#include <vector>

#include "ampsite/plan/plan.h"
#include "ampsite/site/site.h"

namespace ampsite {

struct WiringChoice {
  std::vector<ChargerWiring> wiring;  ///< by ChargerIndex
  std::optional<WiringProof> proof;   ///< none without chargers
};

/// The wiring of every charger, out of those open to it (wiring_options.h), such that one-phase cars with currents that
/// add up are given the most (line_choice.h), with the proof for the smallest current. What does not gain by another
/// wiring keeps the file's, and natural order of ids settles the rest: moving things about in the file changes nothing.
/// `changed` is true for any wiring that differs from a stated one, for PLC and for its form too.
///
/// A charger that can draw nothing (no line, or 0 A as its own maximum) does not count against the others, and the
/// guaranteed current is then 0.
WiringChoice choose_wiring(const Site& site, const Connectivity& connectivity);

}  // namespace ampsite
