#include "rules/marks.h"

using namespace ampsite;
using namespace ampsite::test;

TEST_CASE("AMP203: a limit above the fuse") {
  const Validation validation = check_building(tn(R"(supply:
  id: main
  fuse_a: 63
  limit_a: 80  # expect: AMP203
)"));
  CHECK(only(validation, "AMP203").finding.message ==
        "supply main has a limit of 80 A; at most 63 A, its fuse, is allowed");
}

TEST_CASE("AMP203: on each line, at the line that is wrong") {
  const Validation validation = check_building(tn(R"(supply:
  id: main
  fuse_a: 63
  limit_a:
    L1: 63
    L2: 64  # expect: AMP203
    L3: 80
)"));
  CHECK(only(validation, "AMP203").finding.message ==
        "supply main has a limit of 64 A on L2 and 80 A on L3; at most 63 A, its fuse, is allowed");
  CHECK(only(validation, "AMP203").finding.key == "limit_a.L2");
  CHECK(only(validation, "AMP203").finding.path == "supply.limit_a.L2");
}

TEST_CASE("AMP203 speaks before AMP214") {
  check_building(tn(R"(supply:
  id: main
  fuse_a: 63
  base_load_a: 20
  limit_a: 80  # expect: AMP203
)"));
}

TEST_CASE("AMP205: other loads above the fuse, at the base load") {
  const Validation validation = check_building(tn(R"(supply:
  id: main
  fuse_a: 63
  limit_a: 30
  base_load_a: {L1: 20, L3: 70}  # expect: AMP205
  chargers:
    - {id: A01}
)"));
  CHECK(only(validation, "AMP205").finding.message ==
        "supply main carries 70 A on L3 of other loads; at most 63 A, its fuse, is possible");
}

TEST_CASE("AMP205: base loads of nodes below count, at the fuse where the node has none of its own") {
  const Validation validation = check_building(tn(R"(supply:
  id: main
  fuse_a: 63  # expect: AMP205
  limit_a: 20
  circuits:
    - id: K1
      fuse_a: 63
      limit_a: 20
      base_load_a: 40
      chargers: [{id: A01}]
    - id: K2
      fuse_a: 40
      limit_a: 10
      base_load_a: {L2: 30}
      chargers: [{id: B01}]
)"));
  CHECK(only(validation, "AMP205").finding.message ==
        "supply main carries 70 A on L2 of other loads, those of its circuits included; at most 63 A, its fuse, is "
        "possible");
}

TEST_CASE("AMP205: one fault, one error: the nodes above are silent") {
  check_building(tn(R"(supply:
  id: main
  fuse_a: 63
  limit_a: 50
  base_load_a: 10
  circuits:
    - id: K1
      fuse_a: 50
      base_load_a: 80  # expect: AMP205
      chargers: [{id: A01}]
)"));
}

TEST_CASE("AMP205: a scalar counts on the lines that feed the node, and no others") {
  check_building(tn(R"(supply:
  id: main
  fuse_a: 63
  limit_a: {L1: 3, L2: 63, L3: 63}
  base_load_a: 0
  circuits:
    - id: K1
      fuse_a: 63
      phases: [L1]
      base_load_a: 60
      limit_a: 3  # expect: AMP206
      chargers: [{id: A01}]
)"));
}

TEST_CASE("AMP205: an unknown base load silences what rests on it") {
  check_building(tn(R"(supply:
  id: main
  fuse_a: 63
  limit_a: 63
  base_load_a: 60
  circuits:
    - id: K1
      fuse_a: 63
      base_load_a: "20"  # expect: AMP005
      chargers: [{id: A01}]
)"));
}

TEST_CASE("AMP214: a limit above what the base load leaves") {
  const Validation validation = check_building(tn(R"(supply:
  id: main
  fuse_a: 125
  base_load_a: {L1: 20, L2: 15}
  limit_a: 108  # expect: AMP214
)"));
  const Diagnostic& diagnostic = only(validation, "AMP214");
  CHECK(diagnostic.severity == Severity::error);
  CHECK(diagnostic.finding.message ==
        "supply main has a limit of 108 A; the 125 A fuse less the base load leaves 105 A on L1");
  check_building(tn(R"(supply:
  id: main
  fuse_a: 125
  base_load_a: {L1: 20, L2: 15}
  limit_a: 105
)"));
}

TEST_CASE("AMP214: a line that a map leaves out has the fuse as its limit") {
  check_building(tn(R"(supply:
  id: main
  fuse_a: 125
  base_load_a: 20
  limit_a: {L1: 105, L2: 100}  # expect: AMP214
)"));
  check_building(tn(R"(supply:
  id: main
  fuse_a: 125
  base_load_a: {L1: 20}
  limit_a: {L1: 105}
)"));
}

TEST_CASE("AMP214: base loads further down count at each node above") {
  check_building(tn(R"(supply:
  id: main
  fuse_a: 125
  limit_a: 100  # expect: AMP214
  circuits:
    - id: K1
      fuse_a: 63
      limit_a: 43
      circuits:
        - id: K2
          fuse_a: 50
          limit_a: 40  # expect: AMP214
          base_load_a: 20
          chargers: [{id: A01}]
    - id: K3
      fuse_a: 63
      limit_a: 63  # expect: AMP214
      base_load_a: 10.5
      chargers: [{id: B01}]
)"));
}

TEST_CASE("AMP205 speaks before the AMP214 of a missing limit") {
  check_building(tn(R"(supply:
  id: main
  fuse_a: 63
  base_load_a: {L1: 70, L2: 10}  # expect: AMP205
)"));
}

TEST_CASE("AMP214: a warning where there is base load and no limit at the supply") {
  const Validation validation = check_building(tn(R"(supply:
  id: main  # expect: AMP214
  fuse_a: 125
  circuits:
    - id: K1
      fuse_a: 63
      base_load_a: 20
      chargers: [{id: A01}]
)"));
  const Diagnostic& diagnostic = only(validation, "AMP214");
  CHECK(diagnostic.severity == Severity::warning);
  CHECK(diagnostic.finding.message ==
        "supply main has base load but no limit_a; the 125 A fuse leaves the chargers 105 A on L1, 105 A on L2 and "
        "105 A on L3");
}

TEST_CASE("AMP214: silent with a sensor, at the fuse that the sensor watches") {
  check_building(tn(R"(supply:
  id: main
  fuse_a: 125
  limit_a: 125
  load_management: apm
  base_load_a: 40
)"));
  check_building(tn(R"(supply:
  id: main
  fuse_a: 125
  load_management: apm
  circuits:
    - id: K1
      fuse_a: 63
      limit_a: 63  # expect: AMP214
      base_load_a: 20
      chargers: [{id: A01}]
)"));
}

TEST_CASE("AMP214: sums of decimals that are equal count as equal") {
  check_building(tn(R"(supply:
  id: main
  fuse_a: 125
  base_load_a: 0.3
  limit_a: 124.7
)"));
}
