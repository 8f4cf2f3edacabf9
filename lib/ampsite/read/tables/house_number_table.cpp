#include <fmt/format.h>

#include <array>

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
