#pragma once
// The numbers of standards that the electrical checks rest on, each with its source and edition. They are values: a
// house may replace any of them by its own (its national standard, a maker's sheet), with its own source.
//
// The defaults were taken from public re-publications that agree with one another, not from the purchased standards:
// IEC 60364-5-52:2009 (HD 60364-5-52:2011) for currents, factors and voltage drop, IEC 60228:2004 for resistances, IEC
// 60364-4-43:2008 for k, IEC 60269-1:2006 for gG fuses, IEC 60898-1:2015 for miniature circuit breakers. What was not
// found in two places that agree is left out, save for the gG currents at 0.4 s, and those of 6 and 10 A at 5 s, which
// stand on one.

#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "ampsite/site/site.h"

namespace ampsite {

/// A column of a table: the number at each size, temperature, count or rating, ascending.
struct TableColumn {
  struct Row {
    double at = 0;
    double number = 0;
  };
  std::vector<Row> rows;
  std::string source;  ///< "IEC 60364-5-52:2009 table B.52.4"

  /// The number listed for exactly this value.
  std::optional<double> exactly(double at) const;
  /// The first row at this value or above it: the careful side where numbers fall.
  const Row* at_or_above(double at) const;
};

struct SourcedNumber {
  double number = 0;
  std::string source;
};

template <class T>
struct PerMaterial {
  std::array<T, 2> of;
  T& operator[](Material material) { return of[static_cast<std::size_t>(material)]; }
  const T& operator[](Material material) const { return of[static_cast<std::size_t>(material)]; }
};

template <class T>
struct PerInsulation {
  std::array<T, 2> of;
  T& operator[](Insulation insulation) { return of[static_cast<std::size_t>(insulation)]; }
  const T& operator[](Insulation insulation) const { return of[static_cast<std::size_t>(insulation)]; }
};

/// How loaded circuits lie together, in the words of tables B.52.17 and B.52.19.
enum class Grouping : unsigned char { bunched, single_layer, perforated_tray, ladder, ducts_touching };
inline constexpr std::size_t grouping_count = 5;
inline constexpr std::size_t method_count = 6;

/// Current-carrying capacities of one kind of cable, by cross-section in mm²: [method][0: two, 1: three loaded
/// conductors].
using AmpacityColumns = std::array<std::array<TableColumn, 2>, method_count>;

struct ElectricalTables {
  /// At 30 °C in air, 20 °C in the ground, soil of 2.5 K·m/W, alone.
  PerMaterial<PerInsulation<AmpacityColumns>> ampacity_a;
  PerInsulation<TableColumn> air_temperature_factor;        ///< by °C
  PerInsulation<TableColumn> ground_temperature_factor;     ///< by °C
  std::array<TableColumn, grouping_count> grouping_factor;  ///< by Grouping, then by number of circuits

  PerMaterial<TableColumn> cold_resistance_ohm_per_km;        ///< at 20 °C, by mm²
  PerMaterial<SourcedNumber> warm_resistivity_ohm_mm2_per_m;  ///< ρ1 = 1.25 ρ20, in use
  SourcedNumber reactance_ohm_per_m;
  PerMaterial<PerInsulation<SourcedNumber>> heating_k;  ///< k of k²S², in A·√s/mm²

  /// Currents at which a gG fuse has opened, by its rating in ampere.
  TableColumn gg_opens_in_5_s_a;
  TableColumn gg_opens_in_0_4_s_a;
  SourcedNumber largest_voltage_factor;           ///< c_max of IEC 60909-0, low voltage
  SourcedNumber least_voltage_factor;             ///< c_min
  std::array<SourcedNumber, 3> breaker_trips_at;  ///< B, C, D: times the rating, at once

  std::vector<std::string> house_numbers;  ///< what a house has put in place of the standards', for people

  /// Two loaded conductors, or three: any other number counts as three.
  TableColumn& ampacity_of(Material material, Insulation insulation, InstallationMethod method, int loaded_conductors);
  const TableColumn& ampacity_of(Material material, Insulation insulation, InstallationMethod method,
                                 int loaded_conductors) const;
  const TableColumn& grouping_of(Grouping grouping) const;
};

/// The numbers that are compiled in.
const ElectricalTables& standard_tables();

}  // namespace ampsite
