#include "ampsite/electric/house_tables.h"

#include <doctest/doctest.h>

#include "ampsite/read/read_config.h"

using namespace ampsite;

namespace {

ElectricalTables tables_of(std::string text) {
  const ConfigResult read = read_config(SourceText(".ampsite.yaml", std::move(text)));
  for (const Finding& finding : read.findings) CHECK(finding.message == "");
  return with_house_numbers(standard_tables(), read.config.tables);
}

std::string findings_of(std::string text) {
  std::string out;
  for (const Finding& finding : read_config(SourceText(".ampsite.yaml", std::move(text))).findings) {
    out += finding.rule + " " + finding.message + "\n";
  }
  return out;
}

}  // namespace

TEST_CASE("a house replaces numbers of the tables, with its source") {
  const ElectricalTables own = tables_of(R"(tables:
  - {table: ampacity_a, material: copper, insulation: pvc, method: C, loaded: 3, at: 16, number: 70, source: House 4}
  - {table: ampacity_a, material: copper, insulation: pvc, method: C, loaded: 3, at: 25, number: 90, source: House 4}
  - {table: air_temperature_factor, insulation: xlpe, at: 65, number: 0.65, source: House 5}
  - {table: grouping_factor, arrangement: ladder, at: 2, number: 0.86, source: House 6}
  - {table: gg_opens_in_5_s_a, at: 35, number: 170, source: Maker's sheet}
  - {table: breaker_trips_at, device: mcb-d, number: 14, source: Maker's sheet}
  - {table: heating_k, material: aluminium, insulation: pvc, number: 74, source: House 7}
  - {table: warm_resistivity_ohm_mm2_per_m, material: copper, number: 0.023, source: UTE C 15-105}
)");
  const TableColumn& ampacity = own.ampacity_of(Material::copper, Insulation::pvc, InstallationMethod::C, 3);
  CHECK(*ampacity.exactly(16) == 70);
  CHECK(*ampacity.exactly(25) == 90);
  CHECK(*ampacity.exactly(35) == 119);
  CHECK(ampacity.source == "IEC 60364-5-52:2009 table B.52.4, with numbers of House 4");
  CHECK(*own.air_temperature_factor[Insulation::xlpe].exactly(65) == 0.65);
  CHECK(own.air_temperature_factor[Insulation::xlpe].at_or_above(61)->at == 65);
  CHECK(*own.grouping_of(Grouping::ladder).exactly(2) == 0.86);
  CHECK(*own.gg_opens_in_5_s_a.exactly(35) == 170);
  CHECK(*own.gg_opens_in_5_s_a.exactly(40) == 190);
  CHECK(own.breaker_trips_at[2].number == 14);
  CHECK(own.breaker_trips_at[2].source == "Maker's sheet");
  CHECK(own.heating_k[Material::aluminium][Insulation::pvc].number == 74);
  CHECK(own.warm_resistivity_ohm_mm2_per_m[Material::copper].number == 0.023);
}

TEST_CASE("a number without its column, row or source is none") {
  CHECK(findings_of("tables:\n  - {table: heating_k, material: copper, insulation: pvc, number: 110}\n") ==
        "AMP004 tables[0] has no source: the key must be there\n");
  CHECK(findings_of("tables:\n  - {table: gg_opens_in_5_s_a, number: 170, source: x}\n") ==
        "AMP004 tables[0] has no at: gg_opens_in_5_s_a goes by it\n");
  CHECK(findings_of("tables:\n  - {table: reactance_ohm_per_m, at: 1, number: 0.1, source: x}\n") ==
        "AMP006 reactance_ohm_per_m does not go by at\n");
  CHECK(findings_of("tables:\n  - {table: breaker_trips_at, device: gg, number: 9, source: x}\n") ==
        "AMP006 breaker_trips_at is of mcb-b, mcb-c and mcb-d, not of gg\n");
}
