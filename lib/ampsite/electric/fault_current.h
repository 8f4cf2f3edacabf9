#pragma once
// Largest and least short-circuit currents, from those stated at the supply terminals and the impedances of the
// cables on the way (in the manner of IEC 60909-0: an equivalent voltage source, c times the voltage).
//
// Largest: cold conductors (20 °C). The file does not tell the angle of the supply's impedance, so the one between 0°
// and 90° counts that gives the most. Least: conductors as warm as in use (ρ1 = 1.25 ρ20), and the supply's impedance
// and the cables' added up as amounts, which is never less than their true sum.

#include <optional>
#include <string_view>

#include "ampsite/electric/electrical_tables.h"
#include "ampsite/electric/not_known.h"
#include "ampsite/site/site.h"

namespace ampsite {

/// Texts live as long as the tables.
struct Impedance {
  double r_ohm = 0;
  double x_ohm = 0;
  PerMaterial<std::string_view> resistance_source{};  ///< of the materials on the way
  std::string_view reactance_source{};

  double magnitude_ohm() const;
};
Impedance operator+(const Impedance& a, const Impedance& b);
Impedance operator*(double times, Impedance a);

/// A lowest current above the highest: one of the two is wrong, and nothing is worked out from either.
std::optional<NotKnown> misfit_of(const ShortCircuit& supply);

/// The exposed parts are connected to the earth of the source: an earth fault is a short circuit through PE.
bool is_tn(GridSystem system);

/// Which conductors the fault joins.
enum class FaultKind : unsigned char {
  three_phase,      ///< all three lines
  line_to_line,     ///< two lines
  line_to_neutral,  ///< a line and N
  line_to_earth,    ///< a line and PE, on TN
  double_earth,     ///< on IT: two lines, each to PE, in two circuits as long as this one
};

/// A fault current with all that was put in: I = c·U / Z, with Z of the supply's amount and the cables' impedance. Its
/// text lives as long as the tables.
struct FaultCurrent {
  FaultKind kind = FaultKind::three_phase;
  double current_a = 0;
  bool largest = false;  ///< the supply's angle is the one that gives the most
  double voltage_factor = 1;
  std::string_view voltage_factor_source;
  double voltage_v = 0;   ///< that drives it, before the factor
  double supply_a = 0;    ///< the stated current at the supply terminals
  double supply_ohm = 0;  ///< from it, in the same loop
  Impedance cables;       ///< of all runs up to here, there and back
  double loop_ohm = 0;    ///< of both together
};

/// The amount of the sum of an impedance known by its amount only and one that is known, where the unknown angle is
/// the one between 0° and 90° that makes the sum least, and an upper bound of it at any angle.
double least_sum_ohm(double amount_ohm, Impedance known);
double largest_sum_ohm(double amount_ohm, Impedance known);

/// Of one conductor, per metre: cold by the table of sizes, or warm by resistivity.
Calculated<Impedance> cold_conductor(const Cable& cable, const ElectricalTables& tables);
Calculated<Impedance> warm_conductor(const Cable& cable, const ElectricalTables& tables);
/// Of the protective conductor, of the same material; not known without `pe_mm2`.
Calculated<Impedance> warm_protective_conductor(const Cable& cable, const ElectricalTables& tables);

/// The largest fault on a run of these lines, at the end of one conductor's cold impedance. `grid.short_circuit.max_ka`
/// is the three-phase fault at the supply terminals; on a one-phase grid that of its two conductors. N is taken to be
/// as large as the lines, and the supply to have the same impedance to N as in a line.
Calculated<FaultCurrent> largest_fault(const Grid& grid, LineSet lines, Impedance cold_line,
                                       const ElectricalTables& tables);

/// The least fault that the device has to see: line to PE on TN, between two lines without neutral, line to N on IT
/// with neutral; TT with neutral is left to residual current devices. `grid.short_circuit.min_ka` is that same fault at
/// the supply terminals. The impedances are those of the conductors from there, warm.
Calculated<FaultCurrent> least_fault(const Grid& grid, const Calculated<Impedance>& warm_line,
                                     const Calculated<Impedance>& warm_protective, const ElectricalTables& tables);

/// On IT, two earth faults at once in two circuits like this one (IEC 60364-4-41 clause 411.6.4).
Calculated<FaultCurrent> double_earth_fault(const Grid& grid, const Calculated<Impedance>& warm_line,
                                            const Calculated<Impedance>& warm_protective,
                                            const ElectricalTables& tables);

}  // namespace ampsite
