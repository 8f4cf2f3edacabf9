#pragma once
// The voltages of a grid.

#include "ampsite/site/site.h"

namespace ampsite {

/// The voltage to neutral, or to earth, of a grid that states `voltage_v`: the same on one phase with neutral, else a
/// √3th of it, where IEC 60038 names 230 V for a 400 V grid, not 230.94 V.
double line_to_neutral_v(const Grid& grid, double voltage_v);

}  // namespace ampsite
