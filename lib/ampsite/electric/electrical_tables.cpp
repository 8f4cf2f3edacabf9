#include "ampsite/electric/electrical_tables.h"

#include <algorithm>

#include "ampsite/electric/standard_ampacities.h"

namespace ampsite {

namespace {

std::size_t loaded_index(int loaded_conductors) { return loaded_conductors == 2 ? 0 : 1; }

// Factors: found alike in jacho35/protectionpro, a Belgian (NBN HD 60364-5-52) and a French copy; grouping also in
// TomLXXVI/python-electric.
void fill_factors(ElectricalTables& tables) {
  const std::string air = "IEC 60364-5-52:2009 table B.52.14";
  tables.air_temperature_factor[Insulation::pvc] = {{{10, 1.22},
                                                     {15, 1.17},
                                                     {20, 1.12},
                                                     {25, 1.06},
                                                     {30, 1.0},
                                                     {35, 0.94},
                                                     {40, 0.87},
                                                     {45, 0.79},
                                                     {50, 0.71},
                                                     {55, 0.61},
                                                     {60, 0.5}},
                                                    air};
  tables.air_temperature_factor[Insulation::xlpe] = {{{10, 1.15},
                                                      {15, 1.12},
                                                      {20, 1.08},
                                                      {25, 1.04},
                                                      {30, 1.0},
                                                      {35, 0.96},
                                                      {40, 0.91},
                                                      {45, 0.87},
                                                      {50, 0.82},
                                                      {55, 0.76},
                                                      {60, 0.71}},
                                                     air};
  const std::string ground = "IEC 60364-5-52:2009 table B.52.15";
  tables.ground_temperature_factor[Insulation::pvc] = {
      {{10, 1.1}, {15, 1.05}, {20, 1.0}, {25, 0.95}, {30, 0.89}, {35, 0.84}, {40, 0.77}}, ground};
  tables.ground_temperature_factor[Insulation::xlpe] = {
      {{10, 1.07}, {15, 1.04}, {20, 1.0}, {25, 0.96}, {30, 0.93}, {35, 0.89}, {40, 0.85}}, ground};
}

constexpr std::array<double, 12> grouped_circuits{1, 2, 3, 4, 5, 6, 7, 8, 9, 12, 16, 20};

struct GroupingLine {
  Grouping grouping;
  std::array<double, grouped_circuits.size()> factor;
};

constexpr std::array<GroupingLine, 4> grouping_lines{{
    {Grouping::bunched, {1, 0.8, 0.7, 0.65, 0.6, 0.57, 0.54, 0.52, 0.5, 0.45, 0.41, 0.38}},
    {Grouping::single_layer, {1, 0.85, 0.79, 0.75, 0.73, 0.72, 0.72, 0.71, 0.7, 0.7, 0.7, 0.7}},
    {Grouping::perforated_tray, {1, 0.88, 0.82, 0.77, 0.75, 0.73, 0.73, 0.72, 0.72, 0.72, 0.72, 0.72}},
    {Grouping::ladder, {1, 0.87, 0.82, 0.8, 0.8, 0.79, 0.79, 0.78, 0.78, 0.78, 0.78, 0.78}},
}};

void fill_grouping(ElectricalTables& tables) {
  for (const GroupingLine& line : grouping_lines) {
    TableColumn& column = tables.grouping_factor[static_cast<std::size_t>(line.grouping)];
    column.source = "IEC 60364-5-52:2009 table B.52.17";
    for (std::size_t i = 0; i < grouped_circuits.size(); ++i) {
      column.rows.push_back({grouped_circuits[i], line.factor[i]});
    }
  }
  tables.grouping_factor[static_cast<std::size_t>(Grouping::ducts_touching)] = {
      {{1, 1}, {2, 0.85}, {3, 0.75}, {4, 0.7}, {5, 0.65}, {6, 0.6}},
      "IEC 60364-5-52:2009 table B.52.19, ducts touching"};
}

// Resistances: found alike in four lists of IEC 60228, class 2. ρ1 and λ: NBN HD 60364-5-52, annex G;
// electrical-installation.org. k: electrical-installation.org; datele.no.
void fill_conductors(ElectricalTables& tables) {
  const std::string conductors = "IEC 60228:2004 class 2, ";
  tables.cold_resistance_ohm_per_km[Material::copper] = {{{1.5, 12.1},
                                                          {2.5, 7.41},
                                                          {4, 4.61},
                                                          {6, 3.08},
                                                          {10, 1.83},
                                                          {16, 1.15},
                                                          {25, 0.727},
                                                          {35, 0.524},
                                                          {50, 0.387},
                                                          {70, 0.268},
                                                          {95, 0.193},
                                                          {120, 0.153},
                                                          {150, 0.124},
                                                          {185, 0.0991},
                                                          {240, 0.0754}},
                                                         conductors + "copper"};
  tables.cold_resistance_ohm_per_km[Material::aluminium] = {{{10, 3.08},
                                                             {16, 1.91},
                                                             {25, 1.2},
                                                             {35, 0.868},
                                                             {50, 0.641},
                                                             {70, 0.443},
                                                             {95, 0.32},
                                                             {120, 0.253},
                                                             {150, 0.206},
                                                             {185, 0.164},
                                                             {240, 0.125}},
                                                            conductors + "aluminium"};
  const std::string annex_g = "IEC 60364-5-52:2009 annex G";
  tables.warm_resistivity_ohm_mm2_per_m[Material::copper] = {0.0225, annex_g};
  tables.warm_resistivity_ohm_mm2_per_m[Material::aluminium] = {0.036, annex_g};
  tables.reactance_ohm_per_m = {0.00008, annex_g};
  const std::string heating = "IEC 60364-4-43:2008 table 43A";
  tables.heating_k[Material::copper][Insulation::pvc] = {115, heating};
  tables.heating_k[Material::copper][Insulation::xlpe] = {143, heating};
  tables.heating_k[Material::aluminium][Insulation::pvc] = {76, heating};
  tables.heating_k[Material::aluminium][Insulation::xlpe] = {94, heating};
}

// gG: the gates of IEC 60269-1 (longest pre-arcing) from 16 A at 5 s in jacho35/protectionpro and in a Swedish grid
// model that names EN 60269; the rest in a manual of Kewtech, a maker of testers. Breakers: several.
void fill_devices(ElectricalTables& tables) {
  tables.gg_opens_in_5_s_a = {{{6, 28},
                               {10, 46},
                               {16, 65},
                               {20, 85},
                               {25, 110},
                               {32, 150},
                               {40, 190},
                               {50, 250},
                               {63, 320},
                               {80, 425},
                               {100, 580},
                               {125, 715},
                               {160, 950},
                               {200, 1250},
                               {250, 1650}},
                              "IEC 60269-1:2006, gG gates at 5 s; 6 and 10 A: manual of a Kewtech loop tester"};
  tables.gg_opens_in_0_4_s_a = {{{6, 47},
                                 {10, 82},
                                 {16, 110},
                                 {20, 147},
                                 {25, 183},
                                 {32, 275},
                                 {40, 320},
                                 {50, 470},
                                 {63, 550},
                                 {80, 840},
                                 {100, 1020}},
                                "manual of a Kewtech loop tester, gG at 0.4 s"};
  const std::string breakers = "IEC 60898-1:2015";
  const std::string factors = "IEC 60909-0:2001 table 1";
  tables.largest_voltage_factor = {1.1, factors};
  tables.least_voltage_factor = {0.95, factors};
  tables.breaker_trips_at = {{{5, breakers}, {10, breakers}, {20, breakers}}};
}

}  // namespace

std::optional<double> TableColumn::exactly(double at) const {
  const Row* row = at_or_above(at);
  if (row == nullptr || row->at != at) return std::nullopt;
  return row->number;
}

const TableColumn::Row* TableColumn::at_or_above(double at) const {
  const auto found =
      std::lower_bound(rows.begin(), rows.end(), at, [](const Row& row, double value) { return row.at < value; });
  return found == rows.end() ? nullptr : &*found;
}

TableColumn& ElectricalTables::ampacity_of(Material material, Insulation insulation, InstallationMethod method,
                                           int loaded_conductors) {
  return ampacity_a[material][insulation][static_cast<std::size_t>(method)][loaded_index(loaded_conductors)];
}

const TableColumn& ElectricalTables::ampacity_of(Material material, Insulation insulation, InstallationMethod method,
                                                 int loaded_conductors) const {
  return ampacity_a[material][insulation][static_cast<std::size_t>(method)][loaded_index(loaded_conductors)];
}

const TableColumn& ElectricalTables::grouping_of(Grouping grouping) const {
  return grouping_factor[static_cast<std::size_t>(grouping)];
}

const ElectricalTables& standard_tables() {
  static const ElectricalTables tables = [] {
    ElectricalTables made;
    fill_standard_ampacities(made);
    fill_factors(made);
    fill_grouping(made);
    fill_conductors(made);
    fill_devices(made);
    return made;
  }();
  return tables;
}

}  // namespace ampsite
