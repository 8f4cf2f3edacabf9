#include <fmt/format.h>

#include <array>
#include <optional>

#include "ampsite/read/tables/tables.h"

namespace ampsite {

namespace {

/// What tells a column and row of each table.
struct Needs {
  bool material = false;
  bool insulation = false;
  bool method = false;  ///< and the number of loaded conductors
  bool arrangement = false;
  bool device = false;
  bool at = false;
};

Needs needs_of(HouseTable table) {
  switch (table) {
    case HouseTable::ampacity_a:
      return {.material = true, .insulation = true, .method = true, .at = true};
    case HouseTable::air_temperature_factor:
    case HouseTable::ground_temperature_factor:
      return {.insulation = true, .at = true};
    case HouseTable::grouping_factor:
      return {.arrangement = true, .at = true};
    case HouseTable::cold_resistance_ohm_per_km:
      return {.material = true, .at = true};
    case HouseTable::warm_resistivity_ohm_mm2_per_m:
      return {.material = true};
    case HouseTable::heating_k:
      return {.material = true, .insulation = true};
    case HouseTable::breaker_trips_at:
      return {.device = true};
    case HouseTable::duct_grouping_factor:
    case HouseTable::gg_opens_in_5_s_a:
    case HouseTable::gg_opens_in_0_4_s_a:
      return {.at = true};
    case HouseTable::reactance_ohm_per_m:
    case HouseTable::largest_voltage_factor:
    case HouseTable::least_voltage_factor:
      return {};
  }
  return {};
}

template <class T>
void check_key(Reader& reader, YamlIndex mapping, HouseTable table, const Stated<T>& value, std::string_view key,
               bool needed) {
  if (needed && value.absent()) {
    report_missing_key(reader, mapping, key, fmt::format("{} goes by it", word_for(table)));
  } else if (!needed && value.stated()) {
    reader.report("AMP006", value.span, fmt::format("{} does not go by {}", word_for(table), key),
                  fmt::format("take {} out", key));
  }
}

/// What a number of a table can be at most and at least. Wide: it is to find a slip of the unit (percent, kiloampere,
/// ohm per metre), not to judge a house's standard.
struct Bounds {
  double least = 0;
  double most = 0;
};

std::optional<Bounds> bounds_of(const HouseNumber& entry) {
  const double at = entry.at.has_value() ? entry.at.value : 0;
  switch (entry.table.value) {
    case HouseTable::ampacity_a:
      return Bounds{0.1 * at, 40 * at};  // A/mm²: a 240 mm² cable carries about 1, one of 1.5 mm² about 17
    case HouseTable::air_temperature_factor:
    case HouseTable::ground_temperature_factor:
      return Bounds{0.05, 2};
    case HouseTable::grouping_factor:
    case HouseTable::duct_grouping_factor:
      return Bounds{0.05, 1};
    case HouseTable::cold_resistance_ohm_per_km:
      return Bounds{10 / at, 50 / at};  // Ω·mm²/km: copper about 18, aluminium about 30
    case HouseTable::warm_resistivity_ohm_mm2_per_m:
      return Bounds{0.01, 0.1};
    case HouseTable::reactance_ohm_per_m:
      return Bounds{0.000001, 0.001};
    case HouseTable::heating_k:
      return Bounds{30, 300};
    case HouseTable::gg_opens_in_5_s_a:
    case HouseTable::gg_opens_in_0_4_s_a:
      return Bounds{at, 50 * at};
    case HouseTable::largest_voltage_factor:
      return Bounds{1, 1.3};
    case HouseTable::least_voltage_factor:
      return Bounds{0.5, 1};
    case HouseTable::breaker_trips_at:
      return Bounds{2, 50};
  }
  return std::nullopt;
}

void check_row(Reader& reader, const HouseNumber& entry) {
  const bool of_temperatures = entry.table.value == HouseTable::air_temperature_factor ||
                               entry.table.value == HouseTable::ground_temperature_factor;
  if (!of_temperatures && entry.at.stated() && entry.at.value <= 0) {
    reader.report("AMP006", entry.at.span,
                  fmt::format("at is {:g}; {} has no such row", entry.at.value, word_for(entry.table.value)),
                  "write at: 16, for example");
    return;
  }
  const bool grouping =
      entry.table.value == HouseTable::grouping_factor || entry.table.value == HouseTable::duct_grouping_factor;
  if (grouping && entry.at.stated() && entry.at.value < 2) {
    reader.report("AMP006", entry.at.span,
                  fmt::format("at is {:g}; {} begins with two circuits", entry.at.value, word_for(entry.table.value)),
                  "write at: 2 or more, or take the entry out");
    return;
  }
  if (!entry.number.stated() || entry.at.unknown()) return;
  const std::optional<Bounds> bounds = bounds_of(entry);
  if (!bounds || bounds->most <= 0) return;
  if (entry.number.value >= bounds->least && entry.number.value <= bounds->most) return;
  reader.report("AMP006", entry.number.span,
                fmt::format("number is {:g}; in {} it can be {:g} to {:g} here", entry.number.value,
                            word_for(entry.table.value), bounds->least, bounds->most),
                "check the number and its unit");
}

void check_keys(Reader& reader, YamlIndex mapping, HouseNumber& entry) {
  if (!entry.table.stated()) return;
  const HouseTable table = entry.table.value;
  const Needs needs = needs_of(table);
  check_key(reader, mapping, table, entry.material, "material", needs.material);
  check_key(reader, mapping, table, entry.insulation, "insulation", needs.insulation);
  check_key(reader, mapping, table, entry.method, "method", needs.method);
  check_key(reader, mapping, table, entry.loaded, "loaded", needs.method);
  check_key(reader, mapping, table, entry.arrangement, "arrangement", needs.arrangement);
  check_key(reader, mapping, table, entry.device, "device", needs.device);
  check_key(reader, mapping, table, entry.at, "at", needs.at);
  if (needs.at == entry.at.stated()) check_row(reader, entry);
  const bool breaker =
      entry.device.stated() && entry.device.value != DeviceType::gg && entry.device.value != DeviceType::mccb;
  if (needs.device && entry.device.stated() && !breaker) {
    reader.report("AMP006", entry.device.span,
                  fmt::format("{} is of mcb-b, mcb-c and mcb-d, not of {}", word_for(table), word_for(*entry.device)),
                  "write mcb-b, mcb-c or mcb-d");
  }
}

}  // namespace

const Table<HouseNumber>& house_number_table() {
  static const auto table = make_table<HouseNumber>(
      {"house_number",
       {
           field<&HouseNumber::table>("table", Enumeration<HouseTable>{}, "Table of the number.").required(),
           field<&HouseNumber::material>("material", Enumeration<Material>{}, "Conductor material of its column."),
           field<&HouseNumber::insulation>("insulation", Enumeration<Insulation>{}, "Insulation of its column."),
           field<&HouseNumber::method>("method", Enumeration<InstallationMethod>{},
                                       "Reference method of its column, for ampacity_a."),
           field<&HouseNumber::loaded>("loaded", OneOf<int>{"", {2, 3}},
                                       "Conductors that carry current, for ampacity_a: 2 or 3."),
           field<&HouseNumber::arrangement>("arrangement", Enumeration<Arrangement>{},
                                            "How grouped circuits lie, for grouping_factor."),
           field<&HouseNumber::device>("device", Enumeration<DeviceType>{},
                                       "Breaker, for breaker_trips_at: mcb-b, mcb-c or mcb-d."),
           field<&HouseNumber::at>("at", Number{"", "16", {}, -50.0, 100'000.0},
                                   "Row of the number: size in mm², temperature in °C, number of circuits, or rating "
                                   "in ampere."),
           field<&HouseNumber::number>("number", positive("", "78", 1'000'000), "The house's number.").required(),
           field<&HouseNumber::source>("source", Text{"NEK 400:2022"}, "Where it stands, with its edition.").required(),
       },
       check_keys});
  return table;
}

}  // namespace ampsite
