#include "ampsite/electric/house_tables.h"

#include <fmt/format.h>

#include <algorithm>
#include <string>

#include "ampsite/read/vocabulary.h"

namespace ampsite {

namespace {

void add_source(std::string& source, const std::string& own) {
  if (source.find(own) == std::string::npos) source += ", with numbers of " + own;
}

void put(TableColumn& column, const HouseNumber& own) {
  if (!own.at.has_value()) return;
  const auto row = std::lower_bound(column.rows.begin(), column.rows.end(), own.at.value,
                                    [](const TableColumn::Row& listed, double at) { return listed.at < at; });
  if (row != column.rows.end() && row->at == own.at.value) {
    row->number = own.number.value;
  } else {
    column.rows.insert(row, {own.at.value, own.number.value});
  }
  add_source(column.source, own.source.value);
}

void put(SourcedNumber& number, const HouseNumber& own) { number = {own.number.value, own.source.value}; }

Grouping grouping_of(Arrangement arrangement) {
  switch (arrangement) {
    case Arrangement::bunched:
      return Grouping::bunched;
    case Arrangement::wall:
      return Grouping::single_layer;
    case Arrangement::tray:
      return Grouping::perforated_tray;
    case Arrangement::ladder:
      return Grouping::ladder;
  }
  return Grouping::bunched;
}

TableColumn& column_of(ElectricalTables& tables, Grouping grouping) {
  return tables.grouping_factor[static_cast<std::size_t>(grouping)];
}

/// A key that the entry states is known; one that its table does not go by is absent.
bool all_known(const HouseNumber& own) {
  return own.table.has_value() && own.number.has_value() && own.source.has_value() && !own.material.unknown() &&
         !own.insulation.unknown() && !own.method.unknown() && !own.loaded.unknown() && !own.arrangement.unknown() &&
         !own.device.unknown() && !own.at.unknown();
}

void apply(ElectricalTables& tables, const HouseNumber& own) {
  const Material material = own.material.value;
  const Insulation insulation = own.insulation.value;
  switch (own.table.value) {
    case HouseTable::ampacity_a:
      return put(tables.ampacity_of(material, insulation, own.method.value, own.loaded.value), own);
    case HouseTable::air_temperature_factor:
      return put(tables.air_temperature_factor[insulation], own);
    case HouseTable::ground_temperature_factor:
      return put(tables.ground_temperature_factor[insulation], own);
    case HouseTable::grouping_factor:
      return put(column_of(tables, grouping_of(own.arrangement.value)), own);
    case HouseTable::duct_grouping_factor:
      return put(column_of(tables, Grouping::ducts_touching), own);
    case HouseTable::cold_resistance_ohm_per_km:
      return put(tables.cold_resistance_ohm_per_km[material], own);
    case HouseTable::warm_resistivity_ohm_mm2_per_m:
      return put(tables.warm_resistivity_ohm_mm2_per_m[material], own);
    case HouseTable::reactance_ohm_per_m:
      return put(tables.reactance_ohm_per_m, own);
    case HouseTable::heating_k:
      return put(tables.heating_k[material][insulation], own);
    case HouseTable::gg_opens_in_5_s_a:
      return put(tables.gg_opens_in_5_s_a, own);
    case HouseTable::gg_opens_in_0_4_s_a:
      return put(tables.gg_opens_in_0_4_s_a, own);
    case HouseTable::largest_voltage_factor:
      return put(tables.largest_voltage_factor, own);
    case HouseTable::least_voltage_factor:
      return put(tables.least_voltage_factor, own);
    case HouseTable::breaker_trips_at:
      if (own.device.value == DeviceType::mcb_b) return put(tables.breaker_trips_at[0], own);
      return put(tables.breaker_trips_at[own.device.value == DeviceType::mcb_c ? 1 : 2], own);
  }
}

template <class E>
void add_word(std::string& text, const Stated<E>& value) {
  if (value.has_value()) text += fmt::format(" {}", word_for(value.value));
}

/// "ampacity_a copper xlpe C 3 loaded at 16: 79 (NEK 400)".
std::string text_of(const HouseNumber& own) {
  std::string text(word_for(own.table.value));
  add_word(text, own.material);
  add_word(text, own.insulation);
  add_word(text, own.method);
  if (own.loaded.has_value()) text += fmt::format(" {} loaded", own.loaded.value);
  add_word(text, own.arrangement);
  add_word(text, own.device);
  if (own.at.has_value()) text += fmt::format(" at {}", own.at.value);
  return text + fmt::format(": {} ({})", own.number.value, own.source.value);
}

}  // namespace

ElectricalTables with_house_numbers(ElectricalTables tables, const std::vector<HouseNumber>& numbers) {
  for (const HouseNumber& own : numbers) {
    if (!all_known(own)) continue;
    apply(tables, own);
    tables.house_numbers.push_back(text_of(own));
  }
  return tables;
}

}  // namespace ampsite
