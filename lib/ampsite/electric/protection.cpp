#include "ampsite/electric/protection.h"

#include <algorithm>

#include "ampsite/electric/grid_voltage.h"

namespace ampsite {

namespace {

constexpr double final_circuit_s = 0.4;
constexpr double high_voltage_s = 0.2;  ///< of a final circuit with more than 230 V to earth
constexpr double distribution_circuit_s = 5;
constexpr double breaker_s = 0.1;  ///< IEC 60898-1: instantaneous tripping

bool is_final(const Node& node, NodeIndex index) {
  return node.charger_end > node.charger_begin || node.subtree_end == index + 1;
}

const SourcedNumber& multiple_of(DeviceType type, const ElectricalTables& tables) {
  if (type == DeviceType::mcb_b) return tables.breaker_trips_at[0];
  return tables.breaker_trips_at[type == DeviceType::mcb_c ? 1 : 2];
}

NotKnown does_not_fit(std::string_view key, std::string_view with) {
  return {Gap::does_not_fit, key, 0, with, no_index};
}

/// Times the rating: the lower end of the band of instantaneous tripping, IEC 60898-1:2015.
double must_not_trip_below(DeviceType type) {
  if (type == DeviceType::mcb_b) return 3;
  return type == DeviceType::mcb_c ? 5 : 10;
}

Calculated<TripCurrent> fuse_trips_at(TripCurrent trip, const ElectricalTables& tables) {
  if (trip.within_s < final_circuit_s) return does_not_fit("fuse_a", "grid.voltage_v");
  const TableColumn& column =
      trip.within_s < distribution_circuit_s ? tables.gg_opens_in_0_4_s_a : tables.gg_opens_in_5_s_a;
  const std::optional<double> current_a = column.exactly(trip.rating_a);
  if (!current_a) return NotKnown{Gap::not_in_table, "fuse_a", trip.rating_a, column.source, no_index};
  trip.from = TripCurrent::From::table;
  trip.current_a = *current_a;
  trip.source = column.source;
  return trip;
}

bool runs_through_protective(FaultKind kind) {
  return kind == FaultKind::line_to_earth || kind == FaultKind::double_earth;
}

/// Of the conductors that the fault runs through.
Calculated<double> smallest_conductor_mm2(const Cable& cable, bool through_protective) {
  if (auto gap = gap_in(cable.size_mm2, "cable.size_mm2")) return *gap;
  if (!through_protective) return cable.size_mm2.value;
  if (auto gap = gap_in(cable.pe_mm2, "cable.pe_mm2")) return *gap;
  return std::min(cable.size_mm2.value, cable.pe_mm2.value);
}

/// What the smallest conductor bears, not heated yet.
Calculated<Heating> bearing_of(const Cable& cable, bool through_protective, const ElectricalTables& tables) {
  const Calculated<double> size_mm2 = smallest_conductor_mm2(cable, through_protective);
  if (!size_mm2.known()) return size_mm2.why_not;
  if (auto gap = gap_in(cable.material, "cable.material")) return *gap;
  if (auto gap = gap_in(cable.insulation, "cable.insulation")) return *gap;
  constexpr double largest_of_pvc_mm2 = 300;
  const SourcedNumber& k = tables.heating_k[cable.material.value][cable.insulation.value];
  const bool own = k.source != standard_tables().heating_k[cable.material.value][cable.insulation.value].source;
  if (cable.insulation.value == Insulation::pvc && *size_mm2 > largest_of_pvc_mm2 && !own) {
    return NotKnown{Gap::not_in_table, "cable.size_mm2", *size_mm2, k.source, no_index};
  }
  Heating heating;
  heating.k = k.number;
  heating.source = k.source;
  heating.size_mm2 = *size_mm2;
  heating.bears_a2s = k.number * k.number * *size_mm2 * *size_mm2;
  return heating;
}

/// How long the fault heats, and at which current.
std::optional<NotKnown> fill_heat(const FaultCurrent& fault, const TripCurrent& trip, const ElectricalTables& tables,
                                  Heating& heating) {
  const NotKnown not_tripped{Gap::not_tripped, "device", 0, {}, no_index};
  if (trip.from != TripCurrent::From::table) {
    if (!trips(fault.current_a, trip.current_a)) return not_tripped;
    heating.heats_a = fault.current_a;
    heating.heats_s = breaker_s;
    return std::nullopt;
  }
  const std::optional<double> fast_a = tables.gg_opens_in_0_4_s_a.exactly(trip.rating_a);
  const std::optional<double> slow_a = tables.gg_opens_in_5_s_a.exactly(trip.rating_a);
  if (fast_a && trips(fault.current_a, *fast_a)) {
    heating.heats_a = *fast_a;
    heating.heats_s = final_circuit_s;
    return std::nullopt;
  }
  if (!slow_a || !trips(fault.current_a, *slow_a)) return not_tripped;
  heating.heats_a = *slow_a;
  heating.heats_s = distribution_circuit_s;
  return std::nullopt;
}

}  // namespace

double disconnection_time_s(const Grid& grid, const Node& node, NodeIndex index) {
  constexpr double largest_final_a = 32;
  constexpr double largest_usual_v = 231;  // 400 V between lines
  const bool small = !node.fuse_a.has_value() || node.fuse_a.value <= largest_final_a;
  if (!small || !is_final(node, index)) return distribution_circuit_s;
  const bool high = grid.voltage_v.has_value() && line_to_neutral_v(grid, grid.voltage_v.value) > largest_usual_v;
  return high ? high_voltage_s : final_circuit_s;
}

bool can_be_set(const Device& device) { return !device.type.has_value() || device.type.value == DeviceType::mccb; }

bool trips(double fault_a, double trip_a) {
  constexpr double rounding = 1e-9;
  return fault_a >= trip_a * (1 - rounding);
}

std::optional<NotKnown> setting_misfit_of(const Node& node) {
  if (!node.device.has_value() || !node.device->setting_a.has_value() || !node.fuse_a.has_value()) return std::nullopt;
  const bool set = can_be_set(*node.device);
  const double setting_a = node.device->setting_a.value;
  const bool fits = set ? setting_a <= node.fuse_a.value : setting_a == node.fuse_a.value;
  if (fits) return std::nullopt;
  return does_not_fit("device.setting_a", set ? "fuse_a" : "device.type");
}

std::optional<NotKnown> instant_misfit_of(const Node& node) {
  if (!node.device.has_value() || !node.device->instant_a.has_value()) return std::nullopt;
  const Device& device = node.device.value;
  if (device.type.has_value() && device.type.value == DeviceType::gg) {
    return does_not_fit("device.instant_a", "device.type");
  }
  const bool set = can_be_set(device) && device.setting_a.has_value();
  const Stated<double>& rating_a = set ? device.setting_a : node.fuse_a;
  if (!rating_a.has_value()) return std::nullopt;
  if (can_be_set(device)) {
    if (device.instant_a.value > rating_a.value) return std::nullopt;
    return does_not_fit("device.instant_a", set ? "device.setting_a" : "fuse_a");
  }
  if (device.instant_a.value >= must_not_trip_below(device.type.value) * rating_a.value) return std::nullopt;
  return does_not_fit("device.instant_a", "device.type");
}

Calculated<double> device_rating_a(const Node& node) {
  if (node.device.has_value() && !node.device->setting_a.absent() && can_be_set(*node.device)) {
    if (auto gap = gap_in(node.device->setting_a, "device.setting_a")) return *gap;
    if (const auto misfit = setting_misfit_of(node)) return *misfit;
    return node.device->setting_a.value;
  }
  if (auto gap = gap_in(node.fuse_a, "fuse_a")) return *gap;
  return node.fuse_a.value;
}

Calculated<TripCurrent> trip_current(const Node& node, double within_s, const ElectricalTables& tables) {
  if (auto gap = gap_in(node.device, "device")) return *gap;
  const Device& device = node.device.value;
  if (auto gap = gap_in(device.type, "device.type")) return *gap;
  TripCurrent trip;
  trip.type = device.type.value;
  trip.within_s = within_s;
  const bool fuse = trip.type == DeviceType::gg;
  const bool mccb = trip.type == DeviceType::mccb;
  const std::optional<NotKnown> misfit = instant_misfit_of(node);
  if (mccb && misfit) return *misfit;
  if (!fuse && !misfit && !device.instant_a.absent()) {
    if (auto gap = gap_in(device.instant_a, "device.instant_a")) return *gap;
    trip.from = TripCurrent::From::stated;
    trip.current_a = device.instant_a.value;
    return trip;
  }
  if (mccb) return *gap_in(device.instant_a, "device.instant_a");
  if (auto gap = gap_in(node.fuse_a, "fuse_a")) return *gap;
  trip.rating_a = node.fuse_a.value;
  if (fuse) return fuse_trips_at(trip, tables);
  const SourcedNumber& multiple = multiple_of(trip.type, tables);
  trip.multiple = multiple.number;
  trip.source = multiple.source;
  trip.current_a = multiple.number * trip.rating_a;
  return trip;
}

Calculated<Heating> heating_at(const FaultCurrent& fault, const TripCurrent& trip, const Cable& cable,
                               const ElectricalTables& tables) {
  Calculated<Heating> bearing = bearing_of(cable, runs_through_protective(fault.kind), tables);
  if (!bearing.known()) return bearing.why_not;
  Heating heating = *bearing;
  if (const auto gap = fill_heat(fault, trip, tables, heating)) return *gap;
  heating.heat_a2s = heating.heats_a * heating.heats_a * heating.heats_s;
  return heating;
}

Calculated<Heating> heating_let_through(const Node& node, const Grid& grid, const ElectricalTables& tables) {
  if (auto gap = gap_in(node.device, "device")) return *gap;
  if (auto gap = gap_in(node.device->i2t_a2s, "device.i2t_a2s")) return *gap;
  if (auto gap = gap_in(node.cable, "cable")) return *gap;
  if (auto gap = gap_in(grid.system, "grid.system")) return *gap;
  const Calculated<Heating> bearing = bearing_of(node.cable.value, is_tn(grid.system.value), tables);
  if (!bearing.known()) return bearing.why_not;
  Heating heating = *bearing;
  heating.heat_a2s = node.device->i2t_a2s.value;
  return heating;
}

Calculated<Selectivity> selectivity(const Site& site, NodeIndex upstream, NodeIndex downstream) {
  for (const NodeIndex v : {upstream, downstream}) {
    const Node& node = site.nodes[v];
    std::optional<NotKnown> gap = gap_in(node.device, "device");
    if (!gap) gap = gap_in(node.device->type, "device.type");
    if (!gap) gap = gap_in(node.fuse_a, "fuse_a");
    if (!gap && node.device->type.value != DeviceType::gg) {
      gap = NotKnown{Gap::other_devices, "device.type", 0, {}, no_index};
    }
    if (gap) {
      gap->node = v;
      return *gap;
    }
  }
  // 25/16, 50/32 and 125/80 are 1.5625: two steps of the series of ratings, which the ratio of 1.6 stands for.
  constexpr double least_ratio = 1.55;
  return site.nodes[upstream].fuse_a.value >= least_ratio * site.nodes[downstream].fuse_a.value
             ? Selectivity::selective
             : Selectivity::not_selective;
}

}  // namespace ampsite
