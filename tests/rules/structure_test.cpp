#include "rules/marks.h"

using namespace ampsite::test;

TEST_CASE("AMP101: chargers and modules stand on their run") {
  check_building(tn(R"(supply:
  id: main
  fuse_a: 125
  circuits:
    - id: K1
      fuse_a: 63
      length_m: 80
      plc_modules:
        - id: plc-1
          position_m: 80.5  # expect: AMP101
        - {id: plc-2, position_m: 80}
      chargers:
        - {id: A01, position_m: 0}
        - id: A02
          position_m: 81  # expect: AMP101
        - {id: A03, position_m: 80}
)"));
}

TEST_CASE("AMP101: without a length of the run only what is before its beginning is off it") {
  check_building(tn(R"(supply:
  id: main
  fuse_a: 63
  chargers:
    - {id: A01, position_m: 500}
)"));
}

TEST_CASE("AMP102: a line that the parent has not") {
  const auto validation = check_building(tn(R"(supply:
  id: main
  fuse_a: 125
  circuits:
    - id: K1
      fuse_a: 63
      phases: [L1, L2]
      chargers:
        - {id: A01, phases: [L1]}
        - id: A02
          phases: [L3]  # expect: AMP102
)"));
  CHECK(only(validation, "AMP102").finding.message ==
        "charger A02 is connected to L3, but circuit K1 has only L1 and L2");
  CHECK(only(validation, "AMP102").finding.entity == "main/K1/A02");
  CHECK(only(validation, "AMP102").finding.path == "supply.circuits[0].chargers[1].phases");
}

TEST_CASE("AMP102: what hangs below a circuit with wrong lines is not held against them") {
  check_building(tn(R"(supply:
  id: main
  fuse_a: 125
  phases: [L1]
  circuits:
    - id: K1
      fuse_a: 63
      phases: [L1, L2]  # expect: AMP102
      circuits:
        - id: K2
          fuse_a: 63
          limit_a: 3
          phases: [L2, L3]
          chargers:
            - {id: A01, phases: [L3]}
)"));
}

TEST_CASE("AMP102: a line twice, and only that where its count is wrong too") {
  check_building(tn(R"(supply:
  id: main
  fuse_a: 63
  chargers:
    - id: A01
      phases: [L1, L1, L2]  # expect: AMP102
    - id: A02
      phases: [L2, L2]  # expect: AMP102
)"));
}

TEST_CASE("AMP102: the supply has the lines of the grid") {
  check_building(with_grid("system: TN-S, phases: 1", R"(supply:
  id: main
  fuse_a: 63
  phases: [L1, L2, L3]  # expect: AMP102
  chargers:
    - {id: A01, phases: [L1]}
)"));
  check_building(with_grid("system: IT, phases: 1", R"(supply:
  id: main
  fuse_a: 63
  chargers:
    - {id: A01, phases: [L1, L3]}
    - id: A02
      phases: [L1, L2]  # expect: AMP102
)"));
}

TEST_CASE("AMP103: a circuit feeds something") {
  check_building(tn(R"(supply:
  id: main
  fuse_a: 125
  circuits:
    - id: K1  # expect: AMP103
      fuse_a: 63
    - id: K2
      fuse_a: 63
      circuits:
        - id: K3  # expect: AMP103
          fuse_a: 32
)"));
}

TEST_CASE("AMP103: a circuit whose chargers cannot be read is not called empty") {
  check_building(tn(R"(supply:
  id: main
  fuse_a: 125
  circuits:
    - id: K1
      fuse_a: 63
      chargers: 10  # expect: AMP005
    - id: K2
      fuse_a: 63
      chargres: []  # expect: AMP003
)"));
}

TEST_CASE("AMP104: with neutral one line or three") {
  check_building(tn(R"(supply:
  id: main
  fuse_a: 63
  chargers:
    - {id: A01, phases: [L2]}
    - {id: A02, phases: [L2, L3, L1]}
    - id: A03
      phases: [L1, L2]  # expect: AMP104
)"));
}

TEST_CASE("AMP104: without neutral two lines or three") {
  check_building(it(R"(supply:
  id: main
  fuse_a: 63
  chargers:
    - {id: A01, phases: [L2, L1]}
    - {id: A02, phases: [L2, L3, L1]}
    - id: A03
      phases: [L1]  # expect: AMP104
)"));
  // 230 V TT is without neutral too.
  check_building(with_grid("system: TT, voltage_v: 230", R"(supply:
  id: main
  fuse_a: 63
  chargers:
    - id: A01
      phases: [L1]  # expect: AMP104
)"));
  check_building(with_grid("system: TT, voltage_v: 400", R"(supply:
  id: main
  fuse_a: 63
  chargers:
    - {id: A01, phases: [L1]}
)"));
}

TEST_CASE("AMP105: on a circuit with PLC every place is needed") {
  check_building(tn(R"(supply:
  id: main
  fuse_a: 125
  circuits:
    - id: K1  # expect: AMP105
      fuse_a: 63
      plc_modules:
        - id: plc-1  # expect: AMP105
      chargers:
        - id: A01  # expect: AMP105
        - {id: A02, position_m: 4}
    - id: K2
      fuse_a: 63
      chargers:
        - {id: B01}
)"));
}

TEST_CASE("AMP105: a charger that uses or shares PLC makes it a circuit with PLC") {
  check_building(tn(R"(supply:
  id: main
  fuse_a: 125
  circuits:
    - id: K1  # expect: AMP105
      fuse_a: 63
      chargers:
        - id: A01  # expect: AMP105
          link: plc
    - id: K2
      fuse_a: 63
      length_m: 20
      chargers:
        - {id: B01, link: wifi, shares: plc, position_m: 3}
        - id: B02  # expect: AMP105
)"));
}
