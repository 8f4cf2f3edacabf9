#pragma once
// Caps on circuits that shelter every node above them, as high as they can be.

#include <vector>

#include "ampsite/plan/plan.h"

namespace ampsite {

/// A node that feeds chargers of its own. What it draws from a line is at most its cap, and at most what its chargers
/// can draw.
struct CappedCircuit {
  NodeIndex node = 0;
  double own_cap_a = 0;
  PerLine<double> can_draw_a;  ///< the own maxima of its chargers, added up
};

struct CircuitCap {
  double cap_a = 0;
  NodeIndex lowered_by =
      no_index;  ///< the node that is full at this cap; `no_index` where the cap is the circuit's own
  Line line = Line::L1;
  double could_be_a = 0;  ///< what that line would carry at most with every circuit at its own cap
};

/// What the chargers of a circuit need while each has its fair current.
struct CapFloor {
  double cap_a = 0;   ///< the largest of the circuit's line currents
  double most_a = 0;  ///< the largest of its chargers' currents
};

/// Caps at most `own_cap_a` with which no node below the supply is overloaded, whatever the chargers draw. They rise
/// first to `floors.front()`, then to the floors behind it, and at last all to the same cap; who would load a full line
/// more stops there. On the way to a floor all have the same current for their best-off charger. So a circuit gets less
/// than its floor only where nobody on its full line who could do with less has more. `capacity_a` by NodeIndex;
/// `circuits` in the order of the nodes; `floors` by level, then by circuit.
std::vector<CircuitCap> sheltering_caps(const Site& site, const std::vector<PerLine<double>>& capacity_a,
                                        const std::vector<CappedCircuit>& circuits,
                                        const std::vector<std::vector<CapFloor>>& floors);

}  // namespace ampsite
