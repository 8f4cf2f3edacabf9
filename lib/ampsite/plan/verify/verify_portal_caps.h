#pragma once
// The caps of the portal's circuits, worked out anew from their definition (docs/plan.md, "Portal caps").

#include <vector>

#include "ampsite/plan/verify/case_facts.h"
#include "ampsite/site/site.h"

namespace ampsite {

/// What the chargers of a circuit need in a case while each has some current.
struct CircuitNeed {
  double cap_a = 0;      ///< the largest of the circuit's line currents
  double charger_a = 0;  ///< the largest of its chargers' currents
};

/// A node with chargers of its own, as the portal knows it.
struct FlatCircuit {
  NodeIndex node = 0;
  double own_cap_a = 0;             ///< what it could carry by itself
  PerLine<double> can_draw_a;       ///< what its chargers can draw at most
  std::vector<CircuitNeed> floors;  ///< what the cap rises to, one after the other
  double cap_a = 0;

  double draws_a(Line line) const { return cap_a < can_draw_a[line] ? cap_a : can_draw_a[line]; }
};

/// Sets each circuit's `cap_a`. All circuits have the same number of floors. `limit_a` by NodeIndex; `circuits` in the
/// order of their nodes.
void shelter(const Site& site, const std::vector<PerLine<double>>& limit_a, std::vector<FlatCircuit>& circuits);

/// What each charger gets at most in fair shares; by ChargerIndex.
std::vector<double> fair_filling_a(const CaseFacts& facts);

/// The same where the chargers of each circuit keep to its cap on every line too.
std::vector<double> fair_filling_within_a(const CaseFacts& facts, const std::vector<FlatCircuit>& circuits);

}  // namespace ampsite
