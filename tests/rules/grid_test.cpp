#include <algorithm>
#include <array>
#include <random>

#include "rules/marks.h"

using namespace ampsite;
using namespace ampsite::test;

namespace {

/// The family's rules alone, and those of the tree and of protection, which some of them give way to.
ValidateOptions grid_rules(std::string_view also_skipped = "") {
  ValidateOptions options;
  for (const Rule& rule : all_rules()) {
    const bool kept = rule.id.starts_with("AMP3") || rule.id.starts_with("AMP1") || rule.id.starts_with("AMP2");
    if (rule.check != nullptr && (!kept || rule.id == also_skipped)) options.skipped_rules.emplace(rule.id);
  }
  return options;
}

Validation check(const std::string& yaml, std::string_view also_skipped = "") {
  return check_marks(yaml, grid_rules(also_skipped));
}

const std::string short_circuit = ", short_circuit: {max_ka: 10, min_ka: 1.2}";

std::string grid(const std::string& values, std::string_view rest) { return with_grid(values + short_circuit, rest); }
std::string tn_s(std::string_view rest) { return grid("system: TN-S", rest); }
std::string it_3(std::string_view rest) { return grid("system: IT", rest); }

const std::string one_charger = "supply:\n  id: main\n  fuse_a: 63\n  chargers:\n    - {id: A1}\n";

}  // namespace

TEST_CASE("AMP301: without neutral, a three-line run to chargers has a spare conductor") {
  const auto validation = check(it_3(R"(supply:
  id: main
  fuse_a: 125
  cable: {cores: 4}
  circuits:
    - id: K1
      fuse_a: 63
      cable:
        cores: 4  # expect: AMP301
      chargers: [{id: A1}]
    - {id: K2, fuse_a: 63, cable: {cores: 5}, chargers: [{id: B1}]}
    - {id: K3, fuse_a: 63, cable: {size_mm2: 16}, chargers: [{id: C1}]}
    - {id: K4, fuse_a: 63, chargers: [{id: D1}]}
)"));
  CHECK(only(validation, "AMP301").finding.message ==
        "the run of circuit K1 has 4 conductors; 5 leave one for a later neutral");
  CHECK(only(validation, "AMP301").finding.key == "cable.cores");
}

TEST_CASE("AMP301 does not ask a two-line run for a spare one") {
  check(it_3(R"(supply:
  id: main
  fuse_a: 63
  phases: [L1, L3]
  cable: {cores: 3}
  chargers: [{id: A1}]
)"));
  check(grid("system: IT, phases: 1", R"(supply:
  id: main
  fuse_a: 63
  cable: {cores: 3}
  chargers: [{id: A1}]
)"));
}

TEST_CASE("AMP309: with neutral a run to chargers has its lines, N and PE") {
  const auto validation = check(tn_s(R"(supply:
  id: main
  fuse_a: 125
  cable: {cores: 4}
  circuits:
    - id: K1
      fuse_a: 63
      cable:
        cores: 4  # expect: AMP309
      chargers: [{id: A1}]
    - {id: K2, fuse_a: 63, cable: {cores: 5}, chargers: [{id: B1}]}
)"));
  CHECK(only(validation, "AMP309").finding.message ==
        "the run of circuit K1 has 4 conductors; 5 are needed for L1, L2, L3, N and PE");
}

TEST_CASE("AMP309: fewer lines need fewer conductors") {
  const auto site = [](std::string_view phases, std::string_view cores) {
    return tn_s("supply:\n  id: main\n  fuse_a: 63\n  phases: " + std::string(phases) +
                "\n  cable:\n    cores: " + std::string(cores) + "\n  chargers: [{id: A1}]\n");
  };
  check(site("[L2]", "3"));
  check(site("[L2]", "2  # expect: AMP309"));
  check(site("[L1, L2]", "4"));
  check(site("[L1, L2]", "3  # expect: AMP309"));
  check(site("[L1, L2, L2]  # expect: AMP102", "2"));
}

TEST_CASE("AMP302: chargers use the lines of their circuit") {
  const auto validation = check(tn_s(R"(supply:
  id: main
  fuse_a: 63
  chargers:
    - id: A1
      phases: [L1]  # expect: AMP302
    - {id: A2, phases: [L2, L3, L1]}
    - {id: A3}
    - id: A4
      phases: [L1, L2]  # expect: AMP104
    - id: A5
      phases: [L3, L3]  # expect: AMP102
)"));
  CHECK(only(validation, "AMP302").finding.message == "charger A1 is wired to L1; supply main has L1, L2 and L3");
  CHECK(only(validation, "AMP302").finding.help == "wire it to all lines and write phases: [L1, L2, L3]");
  check(it_3(R"(supply:
  id: main
  fuse_a: 63
  chargers:
    - id: A1
      phases: [L1, L3]  # expect: AMP302
    - {id: A2, phases: [L1, L2, L3]}
)"));
}

TEST_CASE("AMP302: of two lines with neutral a charger can use but one") {
  check(tn_s(R"(supply:
  id: main
  fuse_a: 63
  phases: [L1, L2]
  chargers: [{id: A1, phases: [L1]}, {id: A2, phases: [L2]}]
)"));
  check(it_3(R"(supply:
  id: main
  fuse_a: 63
  phases: [L1, L2]
  chargers: [{id: A1, phases: [L1, L2]}]
)"));
}

TEST_CASE("AMP302: a circuit that feeds chargers has all lines of its parent, and speaks for those below") {
  const auto validation = check(tn_s(R"(supply:
  id: main
  fuse_a: 125
  circuits:
    - id: K1
      fuse_a: 63
      phases: [L2]  # expect: AMP302
      circuits:
        - id: K1-1
          fuse_a: 63
          phases: [L2]
          chargers: [{id: A1, phases: [L2]}, {id: A2}]
    - id: K2
      fuse_a: 63
      phases: [L3, L2, L1]
      chargers: [{id: B1}]
)"));
  CHECK(only(validation, "AMP302").finding.message == "circuit K1 is connected to L2; supply main has L1, L2 and L3");
}

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
  check(tn_s(one_charger));
  check(with_grid("system: TN-S, short_circuit: 10", "# expect-at 3: AMP005\n" + one_charger));
  check(with_grid("system: TN-S, short_circuit: {max_ka: x, min_ka: 1}", "# expect-at 3: AMP005\n" + one_charger));
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
  const auto validation = check(it_3(cars), "AMP302");
  CHECK(only(validation, "AMP304").finding.message ==
        "charger A4 and 1 more are planned with a car on three phases; without neutral, many cars charge on one phase "
        "only");
  check(tn_s("supply:\n  id: main\n  fuse_a: 63\n  chargers: [{id: A1, vehicle: {phases: 3}}]\n"));
}

TEST_CASE("AMP305: one-phase chargers are spread over the lines with neutral") {
  const auto validation = check(tn_s(R"(supply:
  id: main  # expect: AMP305
  fuse_a: 63
  chargers:
    - {id: A1, phases: [L1]}
    - {id: A2, phases: [L1]}
    - {id: A3, phases: [L2]}
    - {id: A4, phases: [L1, L2, L3]}
)"),
                                "AMP302");
  CHECK(only(validation, "AMP305").finding.message ==
        "3 chargers of supply main charge on one phase: 2 on L1, 1 on L2 and 0 on L3; 1 on L1, 1 on L2 and 1 on L3 is "
        "possible");
  CHECK(only(validation, "AMP305").finding.help ==
        "rewire chargers, such as charger A1 to phases: [L3], or let ampsite plan choose the wiring");
}

TEST_CASE("AMP305: what differs by one is even") {
  check(tn_s(R"(supply:
  id: main
  fuse_a: 63
  chargers: [{id: A1, phases: [L1]}, {id: A2, phases: [L1]}, {id: A3, phases: [L2]}, {id: A4, phases: [L3]}]
)"),
        "AMP302");
}

TEST_CASE("AMP305: fixed wiring is counted, but not held against the others") {
  // Three on L1 are fixed: 3, 1 and 1 is the best there is.
  check(tn_s(R"(supply:
  id: main
  fuse_a: 63
  chargers:
    - {id: A1, phases: [L1], fixed: true}
    - {id: A2, phases: [L1], fixed: true}
    - {id: A3, phases: [L1], fixed: true}
    - {id: A4, phases: [L2]}
    - {id: A5, phases: [L3]}
)"),
        "AMP302");
  // 3, 2 and 0 is not, though the fixed line is the fullest.
  const auto validation = check(tn_s(R"(supply:
  id: main  # expect: AMP305
  fuse_a: 63
  chargers:
    - {id: A1, phases: [L1], fixed: true}
    - {id: A2, phases: [L1], fixed: true}
    - {id: A3, phases: [L1], fixed: true}
    - {id: A4, phases: [L2]}
    - {id: A5, phases: [L2]}
)"),
                                "AMP302");
  CHECK(only(validation, "AMP305").finding.help ==
        "rewire chargers, such as charger A4 to phases: [L3], or let ampsite plan choose the wiring");
}

TEST_CASE("AMP305: PLC keeps chargers on its conductors, and those that stand elsewhere are not this rule's") {
  check(tn_s(R"(supply:
  id: main
  fuse_a: 63
  length_m: 20
  chargers:
    - {id: A1, phases: [L1], link: plc, position_m: 1}
    - {id: A2, phases: [L1], link: plc, position_m: 2}
    - {id: A3, phases: [L1], link: wifi, shares: plc, position_m: 3}
)"),
        "AMP302");
  // Where A1 is put right, all is even.
  check(tn_s(R"(supply:
  id: main
  fuse_a: 63
  length_m: 20
  chargers:
    - {id: A1, phases: [L3], link: plc, position_m: 1}
    - {id: A2, phases: [L2], position_m: 2}
    - {id: A3, phases: [L3], position_m: 3}
    - {id: A4, phases: [L3], position_m: 4}
)"),
        "AMP302");
  // PLC cannot run on L2 and L3: there it binds nothing, but such a charger stays where it is.
  check(tn_s(R"(supply:
  id: main
  fuse_a: 63
  phases: [L2, L3]
  length_m: 20
  chargers:
    - {id: A1, phases: [L2], link: plc, position_m: 1}
    - {id: A2, phases: [L2], link: plc, position_m: 2}
)"));
}

TEST_CASE("AMP305: without neutral a charger loads both lines of its pair") {
  const auto validation = check(it_3(R"(supply:
  id: main  # expect: AMP305
  fuse_a: 63
  chargers:
    - {id: A1, phases: [L1, L3]}
    - {id: A2, phases: [L3, L1]}
    - {id: A3, phases: [L2, L3]}
)"),
                                "AMP302");
  CHECK(only(validation, "AMP305").finding.message ==
        "3 chargers of supply main charge on one phase, each on two lines: 2 on L1, 1 on L2 and 3 on L3; 2 on L1, 2 on "
        "L2 and 2 on L3 is "
        "possible");
  CHECK(only(validation, "AMP305").finding.help ==
        "rewire chargers, such as charger A1 to phases: [L1, L2], or let ampsite plan choose the wiring");
  check(it_3(R"(supply:
  id: main
  fuse_a: 63
  phases: [L1, L3]
  chargers: [{id: A1, phases: [L1, L3]}, {id: A2, phases: [L1, L3]}]
)"));
}

TEST_CASE("AMP305: where the terminal decides, one-phase cars count on three-line wirings") {
  const std::string uneven = R"(supply:
  id: main  # expect: AMP305
  fuse_a: 63
  chargers:
    - {id: A1, phases: [L1, L2, L3], vehicle: {phases: 1}}
    - {id: A2, phases: [L1, L2, L3], vehicle: {phases: 1}}
    - {id: A3, phases: [L3, L2, L1], vehicle: {phases: 1}}
    - {id: A4, phases: [L3, L1, L2]}
)";
  const auto validation = check(it_3(uneven));
  CHECK(only(validation, "AMP305").finding.message ==
        "3 chargers of supply main charge on one phase, each on two lines: 3 on L1, 0 on L2 and 3 on L3; 2 on L1, 2 on "
        "L2 and 2 on L3 is "
        "possible");
  // Counted on L1 and L2 where it was on L1 and L3.
  CHECK(only(validation, "AMP305").finding.help ==
        "rewire chargers, such as charger A1 to phases: [L3, L1, L2], or let ampsite plan choose the wiring");
  const std::string even = R"(supply:
  id: main
  fuse_a: 63
  chargers:
    - {id: A1, phases: [L1, L2, L3], vehicle: {phases: 1}}
    - {id: A2, phases: [L2, L3, L1], vehicle: {phases: 1}}
    - {id: A3, phases: [L3, L1, L2], vehicle: {phases: 1}}
)";
  check(it_3(even));
  // A charger that chooses the line itself makes nothing uneven; the other way round with neutral.
  const std::string same = R"(supply:
  id: main
  fuse_a: 63
  chargers: [{id: A1, phases: [L1, L2, L3], vehicle: {phases: 1}}, {id: A2, phases: [L1, L2, L3], vehicle: {phases: 1}}]
)";
  check(it_3(same + "planning: {one_phase_line: charger}\n"));
  check(tn_s(same));
  check(tn_s("supply:\n  id: main  # expect: AMP305\n" + same.substr(same.find("  fuse_a")) +
             "planning: {one_phase_line: terminal}\n"));
}

TEST_CASE("AMP305: chargers that are not wired yet, or whose wiring is in doubt, make no count") {
  check(it_3(R"(supply:
  id: main
  fuse_a: 63
  chargers: [{id: A1, vehicle: {phases: 1}}, {id: A2, vehicle: {phases: 1}}, {id: A3, vehicle: {phases: 1}}]
)"));
  check(tn_s(R"(supply:
  id: main
  fuse_a: 63
  chargers:
    - {id: A1, phases: [L1]}
    - {id: A2, phases: [L1]}
    - {id: A3, phases: [L4]}  # expect: AMP006
)"),
        "AMP302");
}

TEST_CASE("AMP305: it warns where, and only where, another wiring is more even") {
  const std::array<std::string_view, 3> lines{"L1", "L2", "L3"};
  for (std::uint32_t seed = 1; seed <= 300; ++seed) {
    INFO("seed " << seed);
    std::mt19937 random(seed);
    const bool neutral = random() % 2 == 0;
    const std::size_t count = 1 + random() % 6;
    std::vector<std::size_t> places;  // the line (or the line left out) of each charger
    std::vector<bool> fixed;
    std::string yaml = "supply:\n  id: main\n  fuse_a: 63\n  chargers:\n";
    for (std::size_t i = 0; i < count; ++i) {
      places.push_back(random() % 3 * (random() % 2));
      fixed.push_back(random() % 3 == 0);
      std::string phases;
      for (std::size_t line = 0; line < 3; ++line) {
        if ((line == places[i]) != neutral) continue;
        phases += (phases.empty() ? "" : ", ") + std::string(lines[line]);
      }
      yaml +=
          "    - {id: A" + std::to_string(i) + ", phases: [" + phases + "]" + (fixed[i] ? ", fixed: true" : "") + "}\n";
    }
    // By enumeration, counted as loads of lines.
    const auto difference = [&](const std::vector<std::size_t>& choice) {
      std::array<int, 3> load{};
      for (const std::size_t place : choice) {
        for (std::size_t line = 0; line < 3; ++line) load[line] += (line == place) == neutral ? 1 : 0;
      }
      return *std::max_element(load.begin(), load.end()) - *std::min_element(load.begin(), load.end());
    };
    int best = difference(places);
    std::size_t choices = 1;
    for (std::size_t i = 0; i < count; ++i) choices *= 3;
    for (std::size_t choice = 0; choice < choices; ++choice) {
      std::vector<std::size_t> other = places;
      std::size_t rest = choice;
      for (std::size_t i = 0; i < count; ++i, rest /= 3) {
        if (!fixed[i]) other[i] = rest % 3;
      }
      best = std::min(best, difference(other));
    }
    const bool uneven = difference(places) > std::max(1, best);
    INFO(yaml);
    const SourceText source("test.site.yaml", neutral ? tn_s(yaml) : it_3(yaml));
    const Validation validation = validate(source, grid_rules("AMP302"));
    CHECK(to_text(found_marks(source, validation)) == (uneven ? "5 AMP305\n" : ""));
  }
}

TEST_CASE("AMP306: a one-phase charger stays within the country's limit of imbalance") {
  const auto site = [](const std::string& country, const std::string& chargers) {
    std::string yaml = grid("system: TN-S, phases: 1", "supply:\n  id: main\n  fuse_a: 63\n  chargers:\n" + chargers);
    return yaml.replace(yaml.find("Test}"), 4, "Test, country: " + country);
  };
  const auto validation = check(site("DE", R"(    - id: A1
      phases: [L1]
      max_a: 20.5  # expect: AMP306
    - {id: A2, phases: [L1], max_a: 20}
    - id: A3  # expect: AMP306
    - id: A4
      max_a: 40  # expect: AMP208
)"));
  CHECK(validation.diagnostics.front().finding.message ==
        "charger A1 is wired to one phase and may draw 20.5 A; in Germany at most 20 A is allowed on one phase");
  for (const std::string country : {"AT", "CH"}) {
    check(site(country, R"(    - {id: A1, max_a: 16}
    - {id: A2, max_a: 17}  # expect: AMP306
)"));
  }
  check(site("NO", "    - {id: A1, phases: [L1]}\n"));
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
  check(yaml.replace(yaml.find("Test}"), 4, "Test, country: DE"), "AMP302");
}

TEST_CASE("AMP307: chargers need PE and N apart") {
  const auto site = [](std::string_view system, std::string_view supply) {
    return "ampsite: 1\nsite: {name: Test}\ngrid:\n  short_circuit: {max_ka: 10, min_ka: 1}\n  system: " +
           std::string(system) + "\n" + std::string(supply);
  };
  const auto validation = check(site("TN-C  # expect: AMP307", one_charger));
  CHECK(only(validation, "AMP307").finding.message ==
        "the grid is TN-C, where PE and N are one conductor; 1 charger needs them apart");
  for (const std::string_view system : {"TN", "TN-S", "TN-C-S", "TT", "IT"}) check(site(system, one_charger));
  check(site("TN-C", "supply: {id: main, fuse_a: 63}\n"));
  // The cable of a run with a PEN conductor is not a second fault.
  check(site("TN-C  # expect: AMP307",
             "supply:\n  id: main\n  fuse_a: 63\n  cable: {cores: 4}\n  chargers: [{id: A1}]\n"));
}

TEST_CASE("AMP308: the voltage fits the system") {
  const auto fits = [](const std::string& values) { check(grid(values, one_charger)); };
  const auto warns = [](const std::string& values) {
    return check(grid(values, "# expect-at 3: AMP308\n" + one_charger));
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
  warns("system: TT, voltage_v: 208");
  warns("system: TT, neutral: true, voltage_v: 230");
  warns("system: TT, neutral: false, voltage_v: 400");
  warns("system: IT, voltage_v: 208");
  warns("system: TN-S, voltage_v: 415");
}

TEST_CASE("AMP3xx is silent on a grid that has a finding of its own") {
  check(with_grid("system: TNS" + short_circuit, R"(# expect-at 3: AMP006
supply:
  id: main
  fuse_a: 63
  cable: {cores: 3}
  chargers: [{id: A1, phases: [L1]}, {id: A2, phases: [L1]}, {id: A3, vehicle: {phases: 3}}]
)"));
  check(with_grid("system: TN-S, phases: 2, voltage_v: 230" + short_circuit, R"(# expect-at 3: AMP006
supply:
  id: main
  fuse_a: 63
  cable: {cores: 3}
  chargers: [{id: A1, phases: [L1]}, {id: A2, phases: [L1]}]
)"));
}
