#pragma once
// A number of the electrical tables that a house replaces by its own, with its source: from its national standard, say,
// or a maker's sheet.

#include <string>

#include "ampsite/site/site.h"

namespace ampsite {

enum class HouseTable {
  ampacity_a,
  air_temperature_factor,
  ground_temperature_factor,
  grouping_factor,
  duct_grouping_factor,
  cold_resistance_ohm_per_km,
  warm_resistivity_ohm_mm2_per_m,
  reactance_ohm_per_m,
  heating_k,
  gg_opens_in_5_s_a,
  gg_opens_in_0_4_s_a,
  largest_voltage_factor,
  least_voltage_factor,
  breaker_trips_at,
};

/// The column of the table is told by those of the middle keys that it needs; others are absent.
struct HouseNumber {
  Span span;
  Stated<HouseTable> table;
  Stated<Material> material;
  Stated<Insulation> insulation;
  Stated<InstallationMethod> method;
  Stated<int> loaded;  ///< conductors that carry current, 2 or 3
  Stated<Arrangement> arrangement;
  Stated<DeviceType> device;
  Stated<double> at;  ///< the row: mm², °C, number of circuits, or rating in ampere
  Stated<double> number;
  Stated<std::string> source;
};

}  // namespace ampsite
