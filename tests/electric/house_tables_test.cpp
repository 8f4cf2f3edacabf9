#include "ampsite/electric/house_tables.h"

#include <doctest/doctest.h>

#include <regex>

#include "ampsite/electric/fault_current.h"
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
  - {table: least_voltage_factor, number: 0.9, source: House 8}
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
  CHECK(own.least_voltage_factor.number == 0.9);
  CHECK(own.largest_voltage_factor.number == 1.1);
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

TEST_CASE("two numbers for one place of a table are an error that names both") {
  const std::string entry =
      "  - {table: ampacity_a, material: copper, insulation: pvc, method: C, loaded: 3, at: 16, number: 7";
  const std::string config = "tables:\n" + entry + "0, source: x}\n" + entry + "5, source: y}\n";
  const Findings found = read_config(SourceText(".ampsite.yaml", config)).findings;
  REQUIRE(found.size() == 1);
  CHECK(found[0].rule == "AMP002");
  CHECK(found[0].message == "the place of tables[0] in ampacity_a stands here a second time");
  CHECK(found[0].span.begin > found[0].related.at(0).span.begin);
  CHECK(findings_of("tables:\n  - {table: reactance_ohm_per_m, number: 0.00008, source: x}\n"
                    "  - {table: reactance_ohm_per_m, number: 0.00009, source: x}\n") ==
        "AMP002 the place of tables[0] in reactance_ohm_per_m stands here a second time\n");
  CHECK(findings_of("tables:\n  - {table: grouping_factor, arrangement: tray, at: 2, number: 0.9, source: x}\n"
                    "  - {table: grouping_factor, arrangement: ladder, at: 2, number: 0.9, source: x}\n"
                    "  - {table: grouping_factor, arrangement: tray, at: 3, number: 0.8, source: x}\n") == "");
}

TEST_CASE("a factor of one circuit alone is none of grouping") {
  for (const std::string table : {"grouping_factor, arrangement: tray", "duct_grouping_factor"}) {
    CHECK(findings_of("tables:\n  - {table: " + table + ", at: 1, number: 0.9, source: x}\n") ==
          "AMP006 at is 1; " + table.substr(0, table.find(',')) + " begins with two circuits\n");
  }
}

TEST_CASE("a number that its table cannot have is a slip of the unit") {
  const auto finding = [](const std::string& entry) {
    return findings_of("tables:\n  - {" + entry + ", source: x}\n");
  };
  CHECK(finding("table: air_temperature_factor, insulation: xlpe, at: 40, number: 91") ==
        "AMP006 number is 91; in air_temperature_factor it can be 0.05 to 2 here\n");
  CHECK(finding("table: grouping_factor, arrangement: tray, at: 2, number: 1.2") ==
        "AMP006 number is 1.2; in grouping_factor it can be 0.05 to 1 here\n");
  CHECK(finding("table: ampacity_a, material: copper, insulation: pvc, method: C, loaded: 3, at: 25, number: 9600") ==
        "AMP006 number is 9600; in ampacity_a it can be 2.5 to 1000 here\n");
  CHECK(finding("table: cold_resistance_ohm_per_km, material: copper, at: 25, number: 0.000727") ==
        "AMP006 number is 0.000727; in cold_resistance_ohm_per_km it can be 0.4 to 2 here\n");
  CHECK(finding("table: warm_resistivity_ohm_mm2_per_m, material: copper, number: 22.5") ==
        "AMP006 number is 22.5; in warm_resistivity_ohm_mm2_per_m it can be 0.01 to 0.1 here\n");
  CHECK(finding("table: reactance_ohm_per_m, number: 0.08") ==
        "AMP006 number is 0.08; in reactance_ohm_per_m it can be 1e-06 to 0.001 here\n");
  CHECK(finding("table: heating_k, material: copper, insulation: xlpe, number: 143000") ==
        "AMP006 number is 143000; in heating_k it can be 30 to 300 here\n");
  CHECK(finding("table: gg_opens_in_5_s_a, at: 63, number: 10") ==
        "AMP006 number is 10; in gg_opens_in_5_s_a it can be 63 to 3150 here\n");
  CHECK(finding("table: breaker_trips_at, device: mcb-b, number: 0.5") ==
        "AMP006 number is 0.5; in breaker_trips_at it can be 2 to 50 here\n");
  CHECK(finding("table: grouping_factor, arrangement: tray, at: -2, number: 0.8") ==
        "AMP006 at is -2; grouping_factor has no such row\n");
}

TEST_CASE("every column names its edition; what stands in no standard, the maker whose manual has it") {
  const auto check = [](const std::string& source) {
    CAPTURE(source);
    const bool has_edition = std::regex_search(source, std::regex(":(19|20)[0-9][0-9]\\b"));
    CHECK((has_edition || source.starts_with("manual of a Kewtech")));
  };
  const ElectricalTables& tables = standard_tables();
  for (const Material material : {Material::copper, Material::aluminium}) {
    check(tables.cold_resistance_ohm_per_km[material].source);
    check(tables.warm_resistivity_ohm_mm2_per_m[material].source);
    for (const Insulation insulation : {Insulation::pvc, Insulation::xlpe}) {
      check(tables.heating_k[material][insulation].source);
      for (const auto& method : tables.ampacity_a[material][insulation]) {
        for (const TableColumn& column : method) check(column.source);
      }
    }
  }
  for (const Insulation insulation : {Insulation::pvc, Insulation::xlpe}) {
    check(tables.air_temperature_factor[insulation].source);
    check(tables.ground_temperature_factor[insulation].source);
  }
  for (const TableColumn& column : tables.grouping_factor) check(column.source);
  check(tables.reactance_ohm_per_m.source);
  check(tables.gg_opens_in_5_s_a.source);
  check(tables.gg_opens_in_0_4_s_a.source);
  for (const SourcedNumber& breaker : tables.breaker_trips_at) check(breaker.source);
  check(tables.largest_voltage_factor.source);
  check(tables.least_voltage_factor.source);
}

TEST_CASE("every number of the standards is one that a house may write") {
  for (const auto* column : {&standard_tables().gg_opens_in_5_s_a, &standard_tables().gg_opens_in_0_4_s_a}) {
    for (const TableColumn::Row& row : column->rows) CHECK((row.number >= row.at && row.number <= 50 * row.at));
  }
  for (const Material material : {Material::copper, Material::aluminium}) {
    for (const TableColumn::Row& row : standard_tables().cold_resistance_ohm_per_km[material].rows) {
      CHECK((row.number * row.at >= 10 && row.number * row.at <= 50));
    }
    for (const Insulation insulation : {Insulation::pvc, Insulation::xlpe}) {
      for (const auto& method : standard_tables().ampacity_a[material][insulation]) {
        for (const TableColumn& column : method) {
          for (const TableColumn::Row& row : column.rows) {
            CHECK((row.number >= 0.1 * row.at && row.number <= 40 * row.at));
          }
        }
      }
    }
  }
}
