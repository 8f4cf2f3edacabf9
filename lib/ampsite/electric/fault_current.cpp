#include "ampsite/electric/fault_current.h"

#include <algorithm>
#include <cmath>

#include "ampsite/electric/grid_voltage.h"

namespace ampsite {

namespace {

constexpr double a_per_ka = 1000;

/// The current that the file states at the supply terminals, in ampere.
Calculated<double> stated_at_supply(const Grid& grid, Stated<double> ShortCircuit::* current_ka, std::string_view key) {
  if (auto gap = gap_in(grid.short_circuit, "grid.short_circuit")) return *gap;
  const Stated<double>& stated_ka = grid.short_circuit.value.*current_ka;
  if (auto gap = gap_in(stated_ka, key)) return *gap;
  if (stated_ka.value <= 0) return NotKnown{Gap::zero, key, 0, {}, no_index};
  if (const auto misfit = misfit_of(grid.short_circuit.value)) return *misfit;
  return stated_ka.value * a_per_ka;
}

std::optional<NotKnown> gap_in_grid(const Grid& grid) {
  if (auto gap = gap_in(grid.voltage_v, "grid.voltage_v")) return gap;
  if (auto gap = gap_in(grid.phases, "grid.phases")) return gap;
  if (auto gap = gap_in(grid.neutral, "grid.neutral")) return gap;
  return gap_in(grid.system, "grid.system");
}

FaultCurrent least(FaultKind kind, double voltage_v, double supply_a, Impedance cables, const SourcedNumber& factor) {
  FaultCurrent fault{kind, 0, false, factor.number, factor.source, voltage_v, supply_a, 0, cables, 0};
  fault.supply_ohm = fault.voltage_factor * voltage_v / supply_a;
  fault.loop_ohm = largest_sum_ohm(fault.supply_ohm, cables);
  fault.current_a = fault.voltage_factor * voltage_v / fault.loop_ohm;
  return fault;
}

FaultCurrent largest(FaultKind kind, double voltage_v, double supply_a, double supply_ohm, Impedance cables,
                     const SourcedNumber& factor) {
  FaultCurrent fault{kind, 0, true, factor.number, factor.source, voltage_v, supply_a, supply_ohm, cables, 0};
  fault.loop_ohm = least_sum_ohm(supply_ohm, cables);
  fault.current_a = fault.voltage_factor * voltage_v / fault.loop_ohm;
  return fault;
}

Impedance warm_metre(Material material, double size_mm2, const ElectricalTables& tables) {
  const SourcedNumber& resistivity = tables.warm_resistivity_ohm_mm2_per_m[material];
  Impedance metre{resistivity.number / size_mm2, tables.reactance_ohm_per_m.number};
  metre.resistance_source[material] = resistivity.source;
  metre.reactance_source = tables.reactance_ohm_per_m.source;
  return metre;
}

std::string_view either(std::string_view a, std::string_view b) { return a.empty() ? b : a; }

}  // namespace

bool is_tn(GridSystem system) {
  return system == GridSystem::TN || system == GridSystem::TN_S || system == GridSystem::TN_C ||
         system == GridSystem::TN_C_S;
}

Impedance operator+(const Impedance& a, const Impedance& b) {
  Impedance sum{a.r_ohm + b.r_ohm, a.x_ohm + b.x_ohm};
  for (const Material material : {Material::copper, Material::aluminium}) {
    sum.resistance_source[material] = either(a.resistance_source[material], b.resistance_source[material]);
  }
  sum.reactance_source = either(a.reactance_source, b.reactance_source);
  return sum;
}

Impedance operator*(double times, Impedance a) {
  a.r_ohm *= times;
  a.x_ohm *= times;
  return a;
}

double Impedance::magnitude_ohm() const { return std::sqrt(r_ohm * r_ohm + x_ohm * x_ohm); }

std::optional<NotKnown> misfit_of(const ShortCircuit& supply) {
  if (!supply.max_ka.has_value() || !supply.min_ka.has_value()) return std::nullopt;
  if (supply.min_ka.value <= supply.max_ka.value) return std::nullopt;
  return NotKnown{Gap::does_not_fit, "grid.short_circuit.min_ka", 0, "grid.short_circuit.max_ka", no_index};
}

double least_sum_ohm(double amount_ohm, Impedance known) {
  // |z∠φ + r + jx|² = z² + r² + x² + 2z (r cosφ + x sinφ) is least at one of the ends of 0° to 90°.
  const double least_product = amount_ohm * std::min(known.r_ohm, known.x_ohm);
  return std::sqrt(amount_ohm * amount_ohm + known.r_ohm * known.r_ohm + known.x_ohm * known.x_ohm + 2 * least_product);
}

double largest_sum_ohm(double amount_ohm, Impedance known) { return amount_ohm + known.magnitude_ohm(); }

Calculated<Impedance> cold_conductor(const Cable& cable, const ElectricalTables& tables) {
  if (auto gap = gap_in(cable.size_mm2, "cable.size_mm2")) return *gap;
  if (auto gap = gap_in(cable.material, "cable.material")) return *gap;
  const TableColumn& column = tables.cold_resistance_ohm_per_km[cable.material.value];
  const std::optional<double> ohm_per_km = column.exactly(cable.size_mm2.value);
  if (!ohm_per_km) return NotKnown{Gap::not_in_table, "cable.size_mm2", cable.size_mm2.value, column.source, no_index};
  Impedance metre{*ohm_per_km / 1000, tables.reactance_ohm_per_m.number};
  metre.resistance_source[cable.material.value] = column.source;
  metre.reactance_source = tables.reactance_ohm_per_m.source;
  return metre;
}

Calculated<Impedance> warm_conductor(const Cable& cable, const ElectricalTables& tables) {
  if (auto gap = gap_in(cable.size_mm2, "cable.size_mm2")) return *gap;
  if (auto gap = gap_in(cable.material, "cable.material")) return *gap;
  return warm_metre(cable.material.value, cable.size_mm2.value, tables);
}

Calculated<Impedance> warm_protective_conductor(const Cable& cable, const ElectricalTables& tables) {
  if (auto gap = gap_in(cable.pe_mm2, "cable.pe_mm2")) return *gap;
  if (auto gap = gap_in(cable.material, "cable.material")) return *gap;
  return warm_metre(cable.material.value, cable.pe_mm2.value, tables);
}

Calculated<FaultCurrent> largest_fault(const Grid& grid, LineSet lines, Impedance cold_line,
                                       const ElectricalTables& tables) {
  if (const auto gap = gap_in_grid(grid)) return *gap;
  const Calculated<double> supply_a = stated_at_supply(grid, &ShortCircuit::max_ka, "grid.short_circuit.max_ka");
  if (!supply_a.known()) return supply_a.why_not;
  const bool neutral = grid.neutral.value;
  const double line_v = grid.voltage_v.value;
  const double neutral_v = line_to_neutral_v(grid, line_v);
  const SourcedNumber& factor = tables.largest_voltage_factor;
  const Impedance there_and_back = 2 * cold_line;
  if (grid.phases.value == 1) {
    const FaultKind kind = neutral ? FaultKind::line_to_neutral : FaultKind::line_to_line;
    return largest(kind, line_v, *supply_a, factor.number * line_v / *supply_a, there_and_back, factor);
  }
  const double supply_ohm = factor.number * neutral_v / *supply_a;
  if (lines.size() == 3) return largest(FaultKind::three_phase, neutral_v, *supply_a, supply_ohm, cold_line, factor);
  if (lines.empty() || (lines.size() == 1 && !neutral)) {
    return NotKnown{Gap::does_not_fit, "phases", 0, "grid.neutral", no_index};
  }
  const FaultCurrent to_neutral =
      largest(FaultKind::line_to_neutral, neutral_v, *supply_a, supply_ohm, there_and_back, factor);
  if (lines.size() == 1) return to_neutral;
  const FaultCurrent between_lines =
      largest(FaultKind::line_to_line, line_v, *supply_a, 2 * supply_ohm, there_and_back, factor);
  return neutral && to_neutral.current_a > between_lines.current_a ? to_neutral : between_lines;
}

Calculated<FaultCurrent> least_fault(const Grid& grid, const Calculated<Impedance>& warm_line,
                                     const Calculated<Impedance>& warm_protective, const ElectricalTables& tables) {
  if (const auto gap = gap_in_grid(grid)) return *gap;
  const bool neutral = grid.neutral.value;
  const GridSystem system = grid.system.value;
  if (system == GridSystem::TT && neutral) {
    return NotKnown{Gap::left_to_rcd, "grid.system", 0, {}, no_index};
  }
  const Calculated<double> supply_a = stated_at_supply(grid, &ShortCircuit::min_ka, "grid.short_circuit.min_ka");
  if (!supply_a.known()) return supply_a.why_not;
  if (!warm_line.known()) return warm_line.why_not;
  const double line_v = grid.voltage_v.value;
  const double neutral_v = line_to_neutral_v(grid, line_v);
  if (is_tn(system)) {
    if (!warm_protective.known()) return warm_protective.why_not;
    return least(FaultKind::line_to_earth, neutral_v, *supply_a, *warm_line + *warm_protective,
                 tables.least_voltage_factor);
  }
  if (neutral)
    return least(FaultKind::line_to_neutral, neutral_v, *supply_a, 2 * *warm_line, tables.least_voltage_factor);
  return least(FaultKind::line_to_line, line_v, *supply_a, 2 * *warm_line, tables.least_voltage_factor);
}

Calculated<FaultCurrent> double_earth_fault(const Grid& grid, const Calculated<Impedance>& warm_line,
                                            const Calculated<Impedance>& warm_protective,
                                            const ElectricalTables& tables) {
  if (const auto gap = gap_in_grid(grid)) return *gap;
  if (grid.system.value != GridSystem::IT) return NotKnown{Gap::does_not_fit, "grid.system", 0, "IT", no_index};
  const Calculated<double> supply_a = stated_at_supply(grid, &ShortCircuit::min_ka, "grid.short_circuit.min_ka");
  if (!supply_a.known()) return supply_a.why_not;
  if (!warm_line.known()) return warm_line.why_not;
  if (!warm_protective.known()) return warm_protective.why_not;
  // With a neutral the second fault may be one of N, which is driven by the lower voltage.
  const double voltage_v = grid.neutral.value ? line_to_neutral_v(grid, grid.voltage_v.value) : grid.voltage_v.value;
  return least(FaultKind::double_earth, voltage_v, *supply_a, 2 * (*warm_line + *warm_protective),
               tables.least_voltage_factor);
}

}  // namespace ampsite
