#pragma once
// What the chargers draw from the lines, and what the lines can give: the one place where cars, wiring,
// fuses, limits and base loads are turned into currents. Pure functions of a Site.
//
// Source: the plan's contract, docs/plan.md section "Limits and line currents"; IEC 61851-1 for the least
// current that a car can be given (6 A).

#include <vector>

#include "ampsite/site/site.h"

namespace ampsite {

/// The one tolerance of currents: what differs by less than this many ampere is taken as equal. Far
/// above what rounding adds up to over 100,000 chargers, far below anything that a meter shows.
inline constexpr double tolerance_a = 1e-6;

/// A car that charges is given at least 6 A (IEC 61851-1: the least current of the control pilot); the charger gives
/// at most 32 A (its rating: 22 kW on three phases).
inline constexpr double least_charging_a = 6;
inline constexpr double most_charging_a = 32;

/// What the cars are taken to be.
enum class LoadCase {
  three_phase,   ///< every car uses all lines of its charger
  single_phase,  ///< every car is one-phase
  declared,      ///< each car as its `vehicle` says; three-phase where none is given
};

/// "three_phase", "single_phase" or "declared".
std::string_view to_text(LoadCase load_case);

/// The cases that a site is planned for, `three_phase` first: `declared` only where some charger states a vehicle.
std::vector<LoadCase> load_cases(const Site& site);

/// A car at this charger uses one phase (one line with neutral, one pair without) in this case.
bool one_phase_car(const Charger& charger, LoadCase load_case, LineSet charger_lines, bool neutral);

/// Base loads of each node with those of the nodes below it, in ampere; by NodeIndex.
std::vector<PerLine<double>> base_loads_a(const Site& site);

/// What the node's device is set to, infinite where it cannot be set or the file does not say.
double setting_a(const Node& node);

/// What the node's cable (`ampacity_a`; that of the tables in a site of with_table_ampacities) or busbar (`rated_a`)
/// carries, infinite where the file does not say.
double conductor_a(const Node& node);

/// What the chargers below each node may draw on each line: C(v,l) = max(0, min(limit, min(fuse, setting, conductor) -
/// base loads of the node and of all below it)); by NodeIndex. 0 on a line that does not feed the node, and where the
/// fuse is not known: nothing may be guaranteed there.
std::vector<PerLine<double>> capacities_a(const Site& site);

/// The same, but that conductors do not count: what limits and devices let through, whether the conductors bear it or
/// not.
std::vector<PerLine<double>> let_through_a(const Site& site);

/// The most a charger may give its car: the least of `max_a`, what any charger can give (32 A, so that an
/// internal fuse of 32 or 40 A never holds it down), its own fuse, and in the declared case its vehicle's `max_a`.
double own_maximum_a(const Charger& charger, LoadCase load_case);

/// The least current a charger gives while it charges: `min_a`.
double own_minimum_a(const Charger& charger);

/// A line current as a phasor: its part in phase with the voltage to neutral of the line, and across it.
struct LinePhasor {
  double in_phase_a = 0;
  double across_a = 0;

  double magnitude_a() const;
};

/// The phasor of a line that carries three-phase current `three_phase_a` and the pair currents `pair_a` and
/// `pair_b` of the two pairs that share it: z + a∠30° + b∠-30° at unity power factor and balanced voltages.
/// With `arithmetic` the three add up, as if all were in phase. With neutral there are no pairs: one-phase
/// currents count as three-phase ones, and the sum is arithmetic in either model.
LinePhasor line_phasor(CurrentModel model, double three_phase_a, double pair_a, double pair_b);

/// The model that a site's currents are added up by: the one it asks for, arithmetic with neutral.
CurrentModel used_current_model(const Site& site);

/// The magnitude of that phasor, in ampere.
double line_current_a(CurrentModel model, double three_phase_a, double pair_a, double pair_b);

/// Power that a car draws at `current_a` over the lines it uses, in kilowatt: with neutral the voltage to
/// neutral (230 V on a 400 V grid, IEC 60038) for each line; without, the line voltage for a pair and
/// √3 times it for three lines.
double power_kw(const Grid& grid, int lines_used, double current_a);

/// The series of standard ratings of protective devices, in ampere, ascending
/// (IEC 60898-1, IEC 60269, IEC 60059).
const std::vector<double>& standard_ratings_a();

}  // namespace ampsite
