#pragma once
// What protective devices do at a fault: the current at which they switch off in time, the heat that they let
// through against what the cable bears (k²S², IEC 60364-4-43 clause 434.5.2), and which of two switches off.

#include <string_view>

#include "ampsite/electric/electrical_tables.h"
#include "ampsite/electric/fault_current.h"
#include "ampsite/electric/not_known.h"
#include "ampsite/site/site.h"

namespace ampsite {

/// A run with chargers of its own, or without circuits below it, is a final circuit. Up to 32 A it is to be switched
/// off in 0.4 s, with more than 230 V to earth in 0.2 s, all else in 5 s (IEC 60364-4-41 clause 411.3.2, TN).
double disconnection_time_s(const Grid& grid, const Node& node, NodeIndex index);

/// A gG fuse and a breaker of type B, C or D are what they are; a device of a type that is not stated may be set.
bool can_be_set(const Device& device);

/// The rating that protects the run against overload: `device.setting_a`, else `fuse_a`. A gG fuse and a breaker of
/// type B, C or D cannot be set: theirs is `fuse_a` whatever the file says. Not known where the setting is above
/// `fuse_a`: no device can be set so.
Calculated<double> device_rating_a(const Node& node);

/// The current at which the device in front of a run has switched off for certain. Texts live as long as the tables.
struct TripCurrent {
  enum class From : unsigned char { stated, multiple, table };

  double current_a = 0;
  double within_s = 0;  ///< the time that is asked for
  From from = From::multiple;
  DeviceType type = DeviceType::gg;
  double rating_a = 0;
  double multiple = 0;
  std::string_view source;
};

/// Breakers by `device.instant_a` where it is stated, else B, C, D by their multiples, as where they cannot have it; gG
/// by the table. Not known: a moulded-case breaker without `instant_a`, a gG rating or a time that the tables do not
/// list, data missing.
Calculated<TripCurrent> trip_current(const Node& node, double within_s, const ElectricalTables& tables);

/// A fault of this current, or of less by no more than rounding, makes the device switch off.
bool trips(double fault_a, double trip_a);

/// A `setting_a` that contradicts what the device is: above `fuse_a`; on a gG fuse or a breaker of type B, C or D,
/// which cannot be set, any other than `fuse_a`.
std::optional<NotKnown> setting_misfit_of(const Node& node);

/// An `instant_a` that contradicts what the device is: on a gG fuse; below 3, 5 or 10 times the rating on a breaker of
/// type B, C or D, which must not trip there; on any other no more than the rating.
std::optional<NotKnown> instant_misfit_of(const Node& node);

/// What a conductor bears, and what reaches it at the least fault current.
struct Heating {
  double k = 0;
  double size_mm2 = 0;  ///< of the smallest conductor that the fault runs through
  double bears_a2s = 0;
  double heats_a = 0;   ///< a breaker: the fault current; a fuse: that of the table's row at or below it, since the
                        ///< heat that a fuse lets through falls as the current rises
  double heats_s = 0;   ///< until the device has switched off at that current; 0 where the heat itself is stated
  double heat_a2s = 0;  ///< of both, I²t
  std::string_view source;

  bool withstood() const { return heat_a2s <= bears_a2s; }
};

/// At the least fault current. Not known where that does not trip the device, since it lasts one does not know how
/// long; and above 300 mm² with PVC, where k is another.
Calculated<Heating> heating_at(const FaultCurrent& fault, const TripCurrent& trip, const Cable& cable,
                               const ElectricalTables& tables);

/// At the largest fault current, by `device.i2t_a2s`, which the device lets through then: of the lines, and on TN of PE
/// too. It needs neither the least fault current nor the trip current.
Calculated<Heating> heating_let_through(const Node& node, const Grid& grid, const ElectricalTables& tables);

enum class Selectivity : unsigned char { selective, not_selective };

/// Two devices in a row: gG above gG is selective from a ratio of 1.6 on (IEC 60269-1), as the standard ratings round
/// it: 100/63, 63/40 and 125/80 are. What else stands in a row needs its maker's tables: not known.
Calculated<Selectivity> selectivity(const Site& site, NodeIndex upstream, NodeIndex downstream);

}  // namespace ampsite
