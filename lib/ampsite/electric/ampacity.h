#pragma once
// The current that a cable can carry for good: Iz = Itab · kT · kG (IEC 60364-5-52:2009 clause 523 and annex B).

#include <optional>
#include <string_view>

#include "ampsite/electric/electrical_tables.h"
#include "ampsite/electric/not_known.h"
#include "ampsite/site/site.h"

namespace ampsite {

/// A current-carrying capacity, with all that was put in. Texts live as long as the tables.
struct Ampacity {
  enum class From : unsigned char { stated, busbar, tables };

  double current_a = 0;
  From from = From::tables;  ///< the members below are for `tables` only
  int loaded_conductors = 0;
  double table_a = 0;
  double temperature_factor = 1;
  double temperature_row_c = 0;  ///< the row used: the cable's own temperature, or the next warmer one listed
  double grouping_factor = 1;
  double grouping_row = 1;  ///< the row used: the cable's own number of circuits, or the next larger one listed
  std::string_view table_source;
  std::string_view temperature_source;
  std::string_view grouping_source;
};

/// What the tables give for a cable, or its `ampacity_a`, which is final. Between the rows of a table of factors the
/// careful row counts (warmer, more circuits); sizes are never interpolated. Not known: a size in no table, a place
/// warmer or a bundle larger than the tables go, an arrangement that the method does not have, data missing.
Calculated<Ampacity> ampacity_of(const Cable& cable, int loaded_conductors, const ElectricalTables& tables);

/// Of a run: its cable's, or its busbar's `rated_a`.
Calculated<Ampacity> ampacity_of(const Grid& grid, const Node& node, const ElectricalTables& tables);

/// The site with what the tables give for each cable whose `ampacity_a` the file leaves out, so that it limits what may
/// be drawn through it. None where that changes nothing.
std::optional<Site> with_table_ampacities(const Site& site, const ElectricalTables& tables);

/// Conductors that carry current in a run of these lines, as the tables count them: three for three lines, and for two
/// lines with a neutral, which carries what the two do not balance; else two.
int loaded_conductors(LineSet lines, bool neutral);

/// What the ampacity has to be, as a multiple of a device's rating, for the device to switch off an overload in time
/// (I2 <= 1.45 Iz, IEC 60364-4-43): 1 for breakers (I2 = 1.45 In); for gG fuses 1.10 from 16 A (I2 = 1.6 In), 1.31
/// below (I2 = 1.9 In).
double overload_factor(DeviceType type, double rating_a);

}  // namespace ampsite
