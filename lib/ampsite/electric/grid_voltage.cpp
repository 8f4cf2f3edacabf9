#include "ampsite/electric/grid_voltage.h"

#include <cmath>

namespace ampsite {

double line_to_neutral_v(const Grid& grid, double voltage_v) {
  if (grid.phases.has_value() && grid.phases.value == 1 && grid.neutral.value) return voltage_v;
  constexpr double nominal_v = 400;
  if (voltage_v == nominal_v) return 230;
  return voltage_v / std::sqrt(3.0);
}

}  // namespace ampsite
