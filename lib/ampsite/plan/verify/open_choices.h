#pragma once
// Which wirings the contract allows a charger, and which line or pair its one-phase car may use with them.

#include <vector>

#include "ampsite/plan/plan.h"
#include "ampsite/site/site.h"

namespace ampsite {

/// The pair that each charger's PLC runs on by the plan's links; by ChargerIndex, empty where it uses none.
std::vector<LineSet> pairs_of_plc(const Site& site, const Connectivity& connectivity);

/// The charger stays as the file wires it: `fixed: true` and a wiring.
bool stays_as_wired(const Charger& charger);

/// A wiring of a form that the grid has, with no line twice.
bool has_form(const Wiring& wiring, bool neutral);

/// The wirings that the charger may get; an empty one where the grid has none for its circuit.
std::vector<Wiring> allowed_wirings(const Site& site, const Charger& charger, LineSet plc_pair);

/// What its one-phase car may use with this wiring: the lines (with neutral) or pairs (without). One empty set for a
/// wiring that the grid does not have, or with a line that its circuit does not have.
std::vector<LineSet> uses_of(const Site& site, const Charger& charger, const Wiring& wiring);

/// What its one-phase car may use with any of the wirings that the charger may get, each once.
std::vector<LineSet> open_uses(const Site& site, const Charger& charger, LineSet plc_pair);

}  // namespace ampsite
