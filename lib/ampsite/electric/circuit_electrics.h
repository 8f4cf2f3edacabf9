#pragma once
// All electrical quantities of each circuit, worked out once for rules, plan and reports.
//
// A node's run begins at its device, where it leaves the parent's run, and is `length_m` long. A supply without cable
// and length is a board at the supply terminals.

#include <string_view>
#include <vector>

#include "ampsite/electric/ampacity.h"
#include "ampsite/electric/electrical_tables.h"
#include "ampsite/electric/fault_current.h"
#include "ampsite/electric/not_known.h"
#include "ampsite/electric/protection.h"
#include "ampsite/electric/voltage_drop.h"
#include "ampsite/site/site.h"

namespace ampsite {

struct CircuitElectrics {
  /// The most that limits, devices and the chargers' own maxima let through on its most loaded line, base loads
  /// included; not known without a fuse.
  Calculated<double> design_a;
  Calculated<double> device_a;
  Calculated<Ampacity> ampacity;
  Calculated<VoltageDrop> drop;
  Calculated<FaultCurrent> largest_at_device;  ///< what the device has to break
  Calculated<FaultCurrent> largest_at_end;
  Calculated<FaultCurrent> least_at_end;
  Calculated<FaultCurrent> double_earth_at_end;  ///< without neutral
  Calculated<TripCurrent> trip;
  Calculated<Heating> heating;      ///< at the least fault; behind a breaker by `let_through` where 0.1 s were too long
  Calculated<Heating> let_through;  ///< where the device states `i2t_a2s`
  Calculated<Selectivity> selective;  ///< with the device above; not asked of the supply
};

/// By NodeIndex; one pass up the tree and one down. Text in the values lives as long as the tables.
std::vector<CircuitElectrics> circuit_electrics(const Site& site, const ElectricalTables& tables);

/// A supply without cable and length: it has no run, and nothing of one to be judged.
bool is_board(const Node& node);

/// The node has data that electrical checks rest on: cable or device.
bool has_electrical_data(const Node& node);

/// What the checks need of a node and the grid and the file does not say, by key: all of it, in the file's order.
std::vector<std::string_view> missing_electrical_data(const Site& site, const Node& node,
                                                      const CircuitElectrics& electrics);

}  // namespace ampsite
