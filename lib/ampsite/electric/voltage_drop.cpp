#include "ampsite/electric/voltage_drop.h"

#include <algorithm>
#include <cmath>

#include "ampsite/electric/grid_voltage.h"

namespace ampsite {

Calculated<RunDrop> drop_per_metre(const Cable& cable, double factor_b, double current_a,
                                   const ElectricalTables& tables, double cos_phi) {
  if (auto gap = gap_in(cable.size_mm2, "cable.size_mm2")) return *gap;
  if (auto gap = gap_in(cable.material, "cable.material")) return *gap;
  const SourcedNumber& resistivity = tables.warm_resistivity_ohm_mm2_per_m[cable.material.value];
  RunDrop drop;
  drop.factor_b = factor_b;
  drop.resistivity_ohm_mm2_per_m = resistivity.number;
  drop.resistivity_source = resistivity.source;
  drop.reactance_ohm_per_m = tables.reactance_ohm_per_m.number;
  drop.size_mm2 = cable.size_mm2.value;
  drop.cos_phi = cos_phi;
  drop.current_a = current_a;
  const double sin_phi = std::sqrt(std::max(0.0, 1 - cos_phi * cos_phi));
  drop.volts_per_m =
      factor_b * current_a * (resistivity.number * cos_phi / drop.size_mm2 + drop.reactance_ohm_per_m * sin_phi);
  return drop;
}

double drop_factor(LineSet lines, bool neutral) {
  if (lines.size() < 3) return 2;
  return neutral ? 1 : std::sqrt(3.0);
}

Calculated<double> reference_voltage_v(const Grid& grid) {
  if (auto gap = gap_in(grid.voltage_v, "grid.voltage_v")) return *gap;
  if (auto gap = gap_in(grid.neutral, "grid.neutral")) return *gap;
  return grid.neutral.value ? line_to_neutral_v(grid, grid.voltage_v.value) : grid.voltage_v.value;
}

}  // namespace ampsite
