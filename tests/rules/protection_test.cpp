#include "rules/marks.h"

using namespace ampsite;
using namespace ampsite::test;

TEST_CASE("AMP201: once, at the fuse of the circuit") {
  const Validation validation = check_building(tn(R"(supply:
  id: main
  fuse_a: 125
  circuits:
    - id: K1
      fuse_a: 80  # expect: AMP201
      chargers:
        - {id: A01}
        - {id: A02}
        - {id: A03, fuse_a: 40}
    - id: K2
      fuse_a: 63
      chargers:
        - {id: B01}
)"));
  const Finding& finding = only(validation, "AMP201").finding;
  CHECK(
      finding.message ==
      "charger A01 and 1 more draw through the 80 A fuse of circuit K1; at most 63 A is allowed in front of a charger");
  CHECK(finding.entity == "main/K1");
  CHECK(finding.path == "supply.circuits[0].fuse_a");
}

TEST_CASE("AMP201: a fuse above 63 A is right where no charger relies on it") {
  check_building(tn(R"(supply:
  id: main
  fuse_a: 250
  circuits:
    - id: K1
      fuse_a: 125
      chargers:
        - {id: A01, fuse_a: 40}
      circuits:
        - id: K2
          fuse_a: 63
          chargers:
            - {id: A02}
)"));
}

TEST_CASE("AMP201: the charger's own fuse, chargers at the supply, and never the internal fuse") {
  check_building(tn(R"(supply:
  id: main
  fuse_a: 125  # expect: AMP201
  chargers:
    - {id: A01, internal_fuse: c32}
    - id: A02
      fuse_a: 80  # expect: AMP201
)"));
}

TEST_CASE("AMP202: taps of a busbar above 63 A") {
  check_building(tn(R"(supply:
  id: main
  fuse_a: 250
  circuits:
    - id: B1
      kind: busbar
      rated_a: 250
      fuse_a: 160
      chargers:
        - {id: A01, fuse_a: 40}
        - id: A02  # expect: AMP202
        - id: A03
          fuse_a: 80  # expect: AMP201
    - id: B2
      kind: busbar
      rated_a: 250
      fuse_a: 63
      chargers:
        - {id: A04}
)"));
}

TEST_CASE("AMP202: a tap fuse or a kind that cannot be read is no missing fuse") {
  check_building(tn(R"(supply:
  id: main
  fuse_a: 250
  circuits:
    - id: B1
      kind: busbar
      fuse_a: 160
      chargers:
        - id: A01
          fuse_a: "40"  # expect: AMP005
    - id: B2
      kind: rail  # expect: AMP006
      fuse_a: 160
      chargers:
        - {id: A02}
)"));
}

TEST_CASE("AMP204: a fuse behind a smaller one") {
  const Validation validation = check_building(tn(R"(supply:
  id: main
  fuse_a: 40
  circuits:
    - id: K1
      fuse_a: 63  # expect: AMP204
      chargers:
        - {id: A01}
    - id: K2
      fuse_a: 40
      chargers:
        - {id: A02, fuse_a: 63}
)"));
  CHECK(only(validation, "AMP204").finding.related.size() == 1);
}

TEST_CASE("AMP204: silent where the fuse is already too large for its chargers") {
  check_building(tn(R"(supply:
  id: main
  fuse_a: 63
  circuits:
    - id: K1
      fuse_a: 70  # expect: AMP201
      chargers:
        - {id: A01}
)"));
}

TEST_CASE("AMP208: each current where it is wrong") {
  check_building(tn(R"(supply:
  id: main
  fuse_a: 63
  chargers:
    - id: A01
      min_a: 5  # expect: AMP208
    - id: A02
      max_a: 40  # expect: AMP208
    - id: A03
      min_a: 16  # expect: AMP208
      max_a: 10
    - id: A04
      max_a: 5  # expect: AMP208
    - id: A05
      min_a: 4  # expect: AMP208
      max_a: 33  # expect: AMP208
    - id: A06
      min_a: 33  # expect: AMP208
    - {id: A07, min_a: 6, max_a: 6}
    - {id: A08, min_a: 32, max_a: 32}
)"));
}

TEST_CASE("AMP208: a car takes 6 A at least") {
  check_building(tn(R"(supply:
  id: main
  fuse_a: 63
  chargers:
    - id: A01
      vehicle:
        max_a: 5.9  # expect: AMP208
    - {id: A02, vehicle: {max_a: 6}}
    - {id: A03, vehicle: {max_a: 80}}
)"));
}

TEST_CASE("AMP209: chargers that share a circuit each have a device") {
  check_building(tn(R"(supply:
  id: main
  fuse_a: 125
  circuits:
    - id: K1
      fuse_a: 63
      chargers:
        - {id: A01}
        - id: A02
          internal_fuse: none  # expect: AMP209
        - {id: A03, internal_fuse: none, fuse_a: 32}
    - id: K2
      fuse_a: 32
      chargers:
        - {id: B01, internal_fuse: none}
)"));
}

TEST_CASE("AMP210: residual current devices") {
  check_building(tn(R"(supply:
  id: main
  fuse_a: 63
  chargers:
    - id: A01
      rcd: {type: AC, ma: 30}  # expect: AMP210
    - id: A02
      rcd: {type: A, ma: 30}  # expect: AMP210
    - id: A03
      rcd: {type: F, ma: 30, dc_detection: false}  # expect: AMP210
    - id: A04
      rcd: {type: B, ma: 300}  # expect: AMP210
    - id: A05
      rcd: {type: AC, ma: 100, dc_detection: true}  # expect: AMP210, AMP210
    - {id: A06, rcd: {type: A, ma: 30, dc_detection: true}}
    - {id: A07, rcd: {type: F, ma: 10, dc_detection: true}}
    - {id: A08, rcd: {type: B, ma: 30}}
    - {id: A09, rcd: {type: EV, ma: 30}}
)"));
}

TEST_CASE("AMP211: a missing fuse, and nothing that would rest on it") {
  check_building(tn(R"(supply:
  id: main  # expect: AMP211
  limit_a: 500
  base_load_a: 30
  circuits:
    - id: K1  # expect: AMP211
      limit_a: 4
      chargers:
        - {id: A01}
        - {id: A02}
    - id: K2
      fuse_a: 63
      chargers:
        - {id: B01}
)"));
}

TEST_CASE("AMP211: a fuse that cannot be read is not missing") {
  check_building(tn(R"(supply:
  id: main
  fuse_a: "125"  # expect: AMP005
  chargers:
    - {id: A01, fuse_a: 32}
)"));
}

TEST_CASE("AMP212: standard ratings") {
  const Validation validation = check_building(tn(R"(supply:
  id: main
  fuse_a: 130  # expect: AMP212
  circuits:
    - id: K1
      fuse_a: 112
      device: {type: mccb}
      chargers:
        - id: A01
          fuse_a: 30  # expect: AMP212
    - id: K2
      fuse_a: 35
      chargers:
        - {id: B01}
    - id: K3
      fuse_a: 64  # expect: AMP201
      chargers:
        - {id: C01}
)"));
  CHECK(validation.diagnostics.front().finding.message ==
        "supply main has a fuse of 130 A, which is no standard rating; the nearest: 125 A and 160 A");
}

TEST_CASE("AMP212: the series goes on above 250 A and ends") {
  for (const char* fuse : {"224", "315", "355", "400", "500", "630"}) {
    check_building(tn("supply: {id: main, fuse_a: " + std::string(fuse) + "}\n"));
  }
  check_building(tn("supply: {id: main, fuse_a: 800}  # expect: AMP212\n"));
}
