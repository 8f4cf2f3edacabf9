#pragma once
// Which grid line each terminal of a charger is wired to, and which line or pair its one-phase car uses.

#include <optional>
#include <vector>

#include "ampsite/plan/plan.h"
#include "ampsite/site/site.h"

namespace ampsite {

/// The wiring of every charger, by ChargerIndex. One-phase cars take turns in tree order: the nodes in
/// preorder, circuits and chargers of a node in natural order of their ids, so that moving things about in
/// the file changes nothing. With neutral the turns are L1, L2, L3; without L1-L3, L1-L2, L2-L3, which are
/// the terminals L1 and N of the wirings [L1, L2, L3], [L2, L3, L1], [L3, L1, L2]. Neighbours in the tree
/// thus never use the same line, and no subtree has more than one car more on a line than on another.
///
/// `one_phase_line: charger`: a stated wiring stays, and the charger itself takes the line whose turn it is.
/// `terminal`: a charger that is neither fixed nor bound to a PLC pair is wired to all lines of its circuit,
/// turned so that its terminals lie on the line or pair whose turn it is.
///
/// Either way a charger that talks over PLC and is not fixed has its terminals on the PLC pair, and one that
/// states no wiring (or one of a form that the grid does not have) is wired to all lines of its circuit; on
/// two lines with neutral to one of them, taking turns. `changed` is true for these new wirings too.
struct WiringChoice {
  std::vector<ChargerWiring> wiring;  ///< by ChargerIndex
  std::optional<WiringProof> proof;   ///< none without chargers
};

WiringChoice choose_wiring(const Site& site, const Connectivity& connectivity);

}  // namespace ampsite
