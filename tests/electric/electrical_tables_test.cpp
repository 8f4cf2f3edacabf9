// Every number of the standards' tables, held by two sums a column that were added up from another copy of them: the
// numbers alone, and each times what it stands at, so that no number changes and no two change places unseen.

#include "ampsite/electric/electrical_tables.h"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <string>

#include "ampsite/read/vocabulary.h"

using namespace ampsite;

namespace {

std::string sums_of(const TableColumn& column) {
  double sum = 0;
  double weighted = 0;
  for (const TableColumn::Row& row : column.rows) {
    sum += row.number;
    weighted += row.at * row.number;
  }
  return fmt::format("{} {:.6g} {:.8g}", column.rows.size(), sum, weighted);
}

std::string ampacity_sums(Material material, Insulation insulation, InstallationMethod method) {
  const ElectricalTables& tables = standard_tables();
  return fmt::format("{} {} {}: {}; {}\n", word_for(material), word_for(insulation), word_for(method),
                     sums_of(tables.ampacity_of(material, insulation, method, 2)),
                     sums_of(tables.ampacity_of(material, insulation, method, 3)));
}

}  // namespace

TEST_CASE("ampacities of two and of three loaded conductors") {
  std::string text;
  for (const Material material : {Material::copper, Material::aluminium}) {
    for (const Insulation insulation : {Insulation::pvc, Insulation::xlpe}) {
      for (std::size_t m = 0; m < method_count; ++m) {
        text += ampacity_sums(material, insulation, static_cast<InstallationMethod>(m));
      }
    }
  }
  CHECK(text ==
        "copper pvc A2: 15 1722.5 209501.25; 15 1550.5 188041.25\n"
        "copper pvc B1: 15 2358.5 288541.25; 15 2072.5 252181.75\n"
        "copper pvc B2: 15 2059.5 249184.25; 15 1812 217561.5\n"
        "copper pvc C: 15 2661.5 328596.75; 15 2315.5 285811.25\n"
        "copper pvc D1: 15 2127 249037.5; 15 1764 207049\n"
        "copper pvc E: 15 2923 362823; 15 2463.5 304789.25\n"
        "copper xlpe A2: 15 2277.5 277295.25; 15 2041.5 248465.75\n"
        "copper xlpe B1: 15 3103 379914; 15 2702 328194\n"
        "copper xlpe B2: 15 2711 328100; 15 2384.5 288478.25\n"
        "copper xlpe C: 15 3390 422393.5; 15 2880 355066\n"
        "copper xlpe D1: 15 2492 292331; 15 2051 240024.5\n"
        "copper xlpe E: 15 3641 452783; 15 3086 381641.5\n"
        "aluminium pvc A2: 14 1335 164278.25; 14 1211 148467.75\n"
        "aluminium pvc B1: 14 1826.5 225093.25; 14 1601.5 196130.25\n"
        "aluminium pvc B2: 14 1596.5 194643.75; 14 1400.5 169677.75\n"
        "aluminium pvc C: 14 2003 249461.5; 14 1749.5 216952.25\n"
        "aluminium pvc D1: 14 1642 194278; 14 1364.5 161557.25\n"
        "aluminium pvc E: 14 2166 269393.5; 14 1876.5 234021.75\n"
        "aluminium xlpe A2: 14 1792.5 220365.75; 14 1611 196847\n"
        "aluminium xlpe B1: 14 2424 297906.5; 14 2126 258495\n"
        "aluminium xlpe B2: 14 2113 257198.5; 14 1897 231123.5\n"
        "aluminium xlpe C: 14 2486 310024; 14 2186 270700\n"
        "aluminium xlpe D1: 14 1920 227390; 14 1589 187686\n"
        "aluminium xlpe E: 14 2661 331597; 14 2333 290347\n");
}

TEST_CASE("factors, resistances and currents of fuses") {
  const ElectricalTables& tables = standard_tables();
  std::string text;
  for (const Insulation insulation : {Insulation::pvc, Insulation::xlpe}) {
    text += fmt::format("air {0}: {1}\nground {0}: {2}\n", word_for(insulation),
                        sums_of(tables.air_temperature_factor[insulation]),
                        sums_of(tables.ground_temperature_factor[insulation]));
  }
  for (const TableColumn& grouping : tables.grouping_factor) text += fmt::format("grouping {}\n", sums_of(grouping));
  for (const Material material : {Material::copper, Material::aluminium}) {
    text += fmt::format("R20 {}: {}\n", word_for(material), sums_of(tables.cold_resistance_ohm_per_km[material]));
  }
  text +=
      fmt::format("gG 5 s: {}\ngG 0.4 s: {}\n", sums_of(tables.gg_opens_in_5_s_a), sums_of(tables.gg_opens_in_0_4_s_a));
  CHECK(text ==
        "air pvc: 11 9.99 310.95\n"
        "ground pvc: 7 6.6 157.4\n"
        "air xlpe: 11 10.42 340.45\n"
        "ground xlpe: 7 6.74 163.35\n"
        "grouping 12 7.12 45.72\n"
        "grouping 12 9.07 66.66\n"
        "grouping 12 9.28 68.34\n"
        "grouping 12 9.77 73.37\n"
        "grouping 6 4.55 14.6\n"
        "R20 copper: 15 32.7305 276.6445\n"
        "R20 aluminium: 11 9.21 336.8\n"
        "gG 5 s: 15 6814 1047053\n"
        "gG 0.4 s: 11 4044 259327\n");
}

TEST_CASE("single numbers") {
  const ElectricalTables& tables = standard_tables();
  CHECK(tables.warm_resistivity_ohm_mm2_per_m[Material::copper].number == 0.0225);
  CHECK(tables.warm_resistivity_ohm_mm2_per_m[Material::aluminium].number == 0.036);
  CHECK(tables.reactance_ohm_per_m.number == 8e-5);
  CHECK(tables.largest_voltage_factor.number == 1.1);
  CHECK(tables.least_voltage_factor.number == 0.95);
  CHECK(tables.heating_k[Material::copper][Insulation::pvc].number == 115);
  CHECK(tables.heating_k[Material::copper][Insulation::xlpe].number == 143);
  CHECK(tables.heating_k[Material::aluminium][Insulation::pvc].number == 76);
  CHECK(tables.heating_k[Material::aluminium][Insulation::xlpe].number == 94);
  CHECK(tables.breaker_trips_at[0].number == 5);
  CHECK(tables.breaker_trips_at[1].number == 10);
  CHECK(tables.breaker_trips_at[2].number == 20);
}
