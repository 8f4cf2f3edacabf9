#pragma once
// Voltage drop by IEC 60364-5-52:2009 annex G: u = b (ρ1 L cosφ / S + λ L sinφ) I, from the supply to the far end of a
// run, over all runs in between.
//
// Volts are to neutral where there is a neutral, else from line to line, so that those of three-phase and one-phase
// runs add up and share one reference. The current of a run is taken to flow to its far end, or to where the next run
// leaves it; three-line runs are taken as balanced. cosφ is 1: chargers correct their power factor.

#include <string_view>

#include "ampsite/electric/electrical_tables.h"
#include "ampsite/electric/not_known.h"
#include "ampsite/site/site.h"

namespace ampsite {

struct DropOfLength {
  double length_m = 0;
  double volts = 0;
};

/// A run's own part. Texts live as long as the tables.
struct RunDrop {
  double factor_b =
      0;  ///< 1: three-phase, to neutral; 2: one-phase, or between two lines; √3: three-phase, between lines
  double resistivity_ohm_mm2_per_m = 0;
  double reactance_ohm_per_m = 0;
  double size_mm2 = 0;
  double cos_phi = 1;
  double current_a = 0;
  double volts_per_m = 0;
  std::string_view resistivity_source;
};

/// Annex G for one metre. Not known where the cable's size or material is.
Calculated<RunDrop> drop_per_metre(const Cable& cable, double factor_b, double current_a,
                                   const ElectricalTables& tables, double cos_phi = 1);

/// b for a run of these lines.
double drop_factor(LineSet lines, bool neutral);

/// The voltage that drops are a share of: to neutral with neutral (230 V on a 400 V grid, IEC 60038), else the line
/// voltage.
Calculated<double> reference_voltage_v(const Grid& grid);

/// The drop from the supply to the far end of a run.
struct VoltageDrop {
  double volts = 0;
  double percent = 0;
  double reference_v = 0;
  double upstream_volts = 0;     ///< of it, over the runs above
  double upstream_length_m = 0;  ///< of the run that this one leaves, from its start to there
  double length_m = 0;           ///< of this run; 0 where the node is a board at the supply terminals
  RunDrop run;
};

}  // namespace ampsite
