#include <string>
#include <string_view>

#include "rules/grid_sites.h"

using namespace ampsite;
using namespace ampsite::test;

namespace {

const std::string one_charger = "supply:\n  id: main\n  fuse_a: 63\n  chargers:\n    - {id: A1}\n";

}  // namespace

TEST_CASE("AMP303: both short-circuit currents are stated") {
  const auto place = [](const std::string& values) {
    const std::string yaml = with_grid(values, one_charger);
    const SourceText source("test.site.yaml", yaml);
    const Validation validation = validate(source, grid_rules());
    const Finding& finding = only(validation, "AMP303").finding;
    return finding.path + " " + yaml.substr(finding.span.begin, finding.span.end - finding.span.begin);
  };
  CHECK(place("system: TN-S") == "grid.short_circuit TN-S");
  CHECK(place("system: TN-S, short_circuit: {max_ka: 10}") == "grid.short_circuit.min_ka {max_ka: 10}");
  CHECK(place("system: TN-S, short_circuit: {min_ka: 1}") == "grid.short_circuit.max_ka {min_ka: 1}");
  CHECK(place("system: TN-S, short_circuit: {}") == "grid.short_circuit {}");
  check_grid(tn_s(one_charger));
  check_marks("# expect-at 4: AMP005\nampsite: 1\nsite: {name: Test}\ngrid: 7\n" + one_charger, grid_rules());
  check_grid(with_grid("system: TN-S, short_circuit: 10", "# expect-at 3: AMP005\n" + one_charger));
  check_grid(with_grid("system: TN-S, short_circuit: {max_ka: x, min_ka: 1}", "# expect-at 3: AMP005\n" + one_charger));
}

TEST_CASE("AMP304: without neutral, three-phase cars are noted once") {
  const std::string_view cars = R"(supply:
  id: main
  fuse_a: 63
  chargers:
    - {id: A1, vehicle: {max_a: 16}}
    - {id: A2, vehicle: {phases: 1}}
    - {id: A3, phases: [L1, L3], vehicle: {phases: 3}}
    - id: A4
      vehicle: {phases: 3}  # expect: AMP304
    - {id: A5, vehicle: {phases: 3}}
)";
  const auto validation = check_grid(it_3(cars), "AMP302");
  CHECK(only(validation, "AMP304").finding.message ==
        "charger A4 and 1 more are planned with a car on three phases; without neutral, many cars charge on one phase "
        "only");
  check_grid(tn_s("supply:\n  id: main\n  fuse_a: 63\n  chargers: [{id: A1, vehicle: {phases: 3}}]\n"));
}

TEST_CASE("AMP306: a one-phase charger stays within the country's limit of imbalance") {
  const auto site = [](const std::string& country, const std::string& chargers) {
    std::string yaml = grid("system: TN-S, phases: 1", "supply:\n  id: main\n  fuse_a: 63\n  chargers:\n" + chargers);
    return yaml.replace(yaml.find("Test}"), 4, "Test, country: " + country);
  };
  const auto validation = check_grid(site("DE", R"(    - id: A1
      phases: [L1]
      max_a: 20.5  # expect: AMP306
    - {id: A2, phases: [L1], max_a: 20}
    - id: A3  # expect: AMP306
    - id: A4
      max_a: 40  # expect: AMP208
)"));
  CHECK(validation.diagnostics.front().finding.message ==
        "charger A1 is wired to one phase with max_a of 20.5 A; in Germany at most 20 A is allowed on one phase");
  CHECK(validation.diagnostics.front().finding.help == "set its largest current, and max_a here, to 20 A");
  for (const std::string country : {"AT", "CH"}) {
    check_grid(site(country, R"(    - {id: A1, max_a: 16}
    - {id: A2, max_a: 17}  # expect: AMP306
)"));
  }
  check_grid(site("NO", "    - {id: A1, phases: [L1]}\n"));
}

TEST_CASE("AMP306: on three phases only a charger that is wired to one counts") {
  std::string yaml = tn_s(R"(supply:
  id: main
  fuse_a: 63
  chargers:
    - {id: A1, phases: [L1, L2, L3]}
    - {id: A2}
    - id: A3  # expect: AMP306
      phases: [L2]
)");
  const auto validation = check_grid(yaml.replace(yaml.find("Test}"), 4, "Test, country: DE"), "AMP302");
  CHECK(only(validation, "AMP306").finding.help ==
        "set its largest current, and max_a here, to 20 A, or wire it to three lines");
}

TEST_CASE("AMP306: a circuit of fewer lines than the grid has has to get them first") {
  std::string yaml = tn_s(R"(supply:
  id: main
  fuse_a: 63
  circuits:
    - id: K1
      fuse_a: 63
      phases: [L2]
      chargers: [{id: A1}]  # expect: AMP306
)");
  const auto validation = check_grid(yaml.replace(yaml.find("Test}"), 4, "Test, country: DE"), "AMP302");
  CHECK(only(validation, "AMP306").finding.help ==
        "set its largest current, and max_a here, to 20 A, or feed circuit K1 with three lines");
}

TEST_CASE("AMP307: chargers need PE and N apart") {
  const auto site = [](std::string_view system, std::string_view supply) {
    return "ampsite: 1\nsite: {name: Test}\ngrid:\n  short_circuit: {max_ka: 10, min_ka: 1}\n  system: " +
           std::string(system) + "\n" + std::string(supply);
  };
  const auto validation = check_grid(site("TN-C  # expect: AMP307", one_charger));
  CHECK(only(validation, "AMP307").finding.message ==
        "the grid is TN-C, where PE and N are one conductor; 1 charger needs them apart");
  for (const std::string_view system : {"TN", "TN-S", "TN-C-S", "TT", "IT"}) check_grid(site(system, one_charger));
  check_grid(site("TN-C", "supply: {id: main, fuse_a: 63}\n"));
  // The cable of a run with a PEN conductor is not a second fault.
  check_grid(site("TN-C  # expect: AMP307",
                  "supply:\n  id: main\n  fuse_a: 63\n  cable: {cores: 4}\n  chargers: [{id: A1}]\n"));
}

TEST_CASE("AMP308: the voltage fits the system") {
  const auto fits = [](const std::string& values) { check_grid(grid(values, one_charger)); };
  const auto warns = [](const std::string& values) {
    return check_grid(grid(values, "# expect-at 3: AMP308\n" + one_charger));
  };
  for (const std::string system : {"TN", "TN-S", "TN-C-S", "TT", "IT"}) fits("system: " + system);
  fits("system: TN-S, voltage_v: 400");
  fits("system: TN-S, phases: 1, voltage_v: 230");
  fits("system: IT, voltage_v: 230");
  fits("system: IT, phases: 1, voltage_v: 230");
  fits("system: IT, neutral: true, voltage_v: 400");
  fits("system: TT, voltage_v: 230");  // without neutral, then
  fits("system: TT, phases: 1, voltage_v: 230");
  fits("system: TN-S, neutral: false, voltage_v: 230");

  CHECK(only(warns("system: TN-S, voltage_v: 230"), "AMP308").finding.message ==
        "the grid is stated with 230 V; with neutral it has 400 V from line to line");
  CHECK(only(warns("system: IT, voltage_v: 400"), "AMP308").finding.message ==
        "the grid is stated with 400 V; without neutral it has 230 V from line to line");
  CHECK(only(warns("system: TN-S, phases: 1, voltage_v: 400"), "AMP308").finding.message ==
        "the grid is stated with 400 V; on one phase with neutral it has 230 V from line to neutral");
  // On one phase without neutral 230 V belong, whatever else is changed.
  CHECK(only(warns("system: IT, phases: 1, voltage_v: 400"), "AMP308").finding.help == "write voltage_v: 230");
  warns("system: TT, voltage_v: 208");
  warns("system: TT, neutral: true, voltage_v: 230");
  warns("system: TT, neutral: false, voltage_v: 400");
  warns("system: IT, voltage_v: 208");
  warns("system: TN-S, voltage_v: 415");
}

TEST_CASE("AMP3xx is silent on a grid that has a finding of its own") {
  check_grid(with_grid("system: TNS" + std::string(short_circuit), R"(# expect-at 3: AMP006
supply:
  id: main
  fuse_a: 63
  cable: {cores: 3}
  chargers: [{id: A1, phases: [L1]}, {id: A2, phases: [L1]}, {id: A3, vehicle: {phases: 3}}]
)"));
  check_grid(with_grid("system: TN-S, phases: 2, voltage_v: 230" + std::string(short_circuit), R"(# expect-at 3: AMP006
supply:
  id: main
  fuse_a: 63
  cable: {cores: 3}
  chargers: [{id: A1, phases: [L1]}, {id: A2, phases: [L1]}]
)"));
}
