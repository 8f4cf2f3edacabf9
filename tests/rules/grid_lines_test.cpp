#include "rules/grid_sites.h"

using namespace ampsite;
using namespace ampsite::test;

TEST_CASE("AMP301: without neutral, a three-line run to chargers has a spare conductor") {
  const auto validation = check_grid(it_3(R"(supply:
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
        "the cable of circuit K1 has 4 conductors, PE counted; 5 are needed to have a spare one for a neutral later");
  CHECK(only(validation, "AMP301").finding.key == "cable.cores");
}

TEST_CASE("AMP301 does not ask a two-line run for a spare one") {
  check_grid(it_3(R"(supply:
  id: main
  fuse_a: 63
  phases: [L1, L3]
  cable: {cores: 3}
  chargers: [{id: A1}]
)"));
  check_grid(grid("system: IT, phases: 1", R"(supply:
  id: main
  fuse_a: 63
  cable: {cores: 3}
  chargers: [{id: A1}]
)"));
}

TEST_CASE("AMP309: with neutral a run to chargers has its lines, N and PE") {
  const auto validation = check_grid(tn_s(R"(supply:
  id: main
  fuse_a: 125
  cable: {cores: 5}
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
  CHECK(only(validation, "AMP309").finding.help ==
        "lay a cable of 5 cores; or correct cores: PE and a concentric screen count too");
}

TEST_CASE("AMP309: where N and PE part at the supply, what a run lacks is missing behind it too") {
  const auto site = [](std::string_view system, std::string_view cores) {
    return grid("system: " + std::string(system), R"(supply:
  id: main
  fuse_a: 125
  cable:
    cores: )" + std::string(cores) + R"(
  circuits:
    - {id: K1, fuse_a: 63, cable: {cores: 5}, chargers: [{id: A1}]}
)");
  };
  for (const std::string_view system : {"TN-S", "TT"}) {
    check_grid(site(system, "4  # expect: AMP309"));
    check_grid(site(system, "5"));
  }
  // One conductor may be N and PE down to where they part.
  for (const std::string_view system : {"TN", "TN-C-S"}) check_grid(site(system, "4"));
  // What feeds no charger is not asked.
  check_grid(tn_s("supply: {id: main, fuse_a: 125, cable: {cores: 4}}\n"));
}

TEST_CASE("AMP309: fewer lines need fewer conductors") {
  const auto site = [](std::string_view phases, std::string_view cores) {
    return tn_s("supply:\n  id: main\n  fuse_a: 63\n  phases: " + std::string(phases) +
                "\n  cable:\n    cores: " + std::string(cores) + "\n  chargers: [{id: A1}]\n");
  };
  check_grid(site("[L2]", "3"));
  check_grid(site("[L2]", "2  # expect: AMP309"));
  check_grid(site("[L1, L2]", "4"));
  check_grid(site("[L1, L2]", "3  # expect: AMP309"));
  check_grid(site("[L1, L2, L2]  # expect: AMP102", "2"));
}

TEST_CASE("AMP302: chargers use the lines of their circuit") {
  const auto validation = check_grid(tn_s(R"(supply:
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
  check_grid(it_3(R"(supply:
  id: main
  fuse_a: 63
  chargers:
    - id: A1
      phases: [L1, L3]  # expect: AMP302
    - {id: A2, phases: [L1, L2, L3]}
)"));
}

TEST_CASE("AMP302: the help says where the plan will not do it") {
  const auto validation = check_grid(tn_s(R"(supply:
  id: main
  fuse_a: 63
  chargers:
    - {id: A1, phases: [L1], fixed: true}  # expect: AMP302
)"));
  CHECK(only(validation, "AMP302").finding.help ==
        "wire it to all lines and write phases: [L1, L2, L3]; it is fixed, so the plan will not change it");
}

TEST_CASE("AMP302: of two lines with neutral a charger can use but one") {
  check_grid(tn_s(R"(supply:
  id: main
  fuse_a: 63
  phases: [L1, L2]
  chargers: [{id: A1, phases: [L1]}, {id: A2, phases: [L2]}]
)"));
  check_grid(it_3(R"(supply:
  id: main
  fuse_a: 63
  phases: [L1, L2]
  chargers: [{id: A1, phases: [L1, L2]}]
)"));
}

TEST_CASE("AMP302: a circuit that feeds chargers has all lines of its parent, and speaks for those below") {
  const auto validation = check_grid(tn_s(R"(supply:
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

TEST_CASE("AMP302: without neutral a circuit of one line is AMP206's") {
  check_grid(it_3(R"(supply:
  id: main
  fuse_a: 125
  circuits:
    - id: K1
      fuse_a: 63
      phases: [L2]  # expect: AMP206
      chargers: [{id: A1}]
)"));
}

TEST_CASE("AMP302 shows where the lines are written, also where the circuit has them from above") {
  const std::string yaml = tn_s(R"(supply:
  id: main
  fuse_a: 125
  phases: [L2, L3, L1]
  circuits:
    - id: K1
      fuse_a: 63
      circuits:
        - id: K1-1
          fuse_a: 63
          phases: [L2]  # expect: AMP302
          chargers: [{id: A1}]
      chargers:
        - id: B1
          phases: [L3]  # expect: AMP302
)");
  const Validation validation = check_grid(yaml, "AMP305");
  REQUIRE(validation.diagnostics.size() == 2);
  for (const Diagnostic& diagnostic : validation.diagnostics) {
    REQUIRE(diagnostic.finding.related.size() == 1);
    const Span span = diagnostic.finding.related.front().span;
    CHECK(yaml.substr(span.begin, span.end - span.begin) == "[L2, L3, L1]");
  }
}
