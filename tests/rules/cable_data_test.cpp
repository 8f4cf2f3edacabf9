#include "rules/electrics_sites.h"

using namespace ampsite;
using namespace ampsite::test;

TEST_CASE("AMP807: names all that is missing, once for each circuit") {
  const Validation validation = check_electrics(board(R"(    - id: K1  # expect: AMP807
      fuse_a: 63
      cable: {size_mm2: 16, material: copper}
      chargers: [{id: A1}]
)"));
  CHECK(only(validation, "AMP807").finding.message ==
        "circuit K1 states some data of its cable; for the electrical checks it lacks device.type, "
        "device.breaking_ka, length_m, cable.pe_mm2, cable.insulation, cable.method and cable.grouped");
}

TEST_CASE("AMP807: short-circuit currents of the grid are AMP303's to ask for") {
  check_electrics(board("    - id: K1\n      fuse_a: 63\n" + std::string(good_run), ""));
}

TEST_CASE("AMP807: not asked without data of the cable, nor of a busbar") {
  check_electrics(board(R"(    - id: K1
      fuse_a: 63
      length_m: 40
      device: {type: gg}
      cable: {cores: 5}
      chargers: [{id: A1}]
    - id: S1
      kind: busbar
      rated_a: 160
      fuse_a: 125
      device: {type: mccb}
      chargers: [{id: B1, fuse_a: 32}]
)"));
}

TEST_CASE("AMP807: a value that is in no table, or goes with no other, is named at its place") {
  const Validation validation = check_electrics(board(R"(    - id: K1
      fuse_a: 63
      length_m: 40
      device: {type: gg, breaking_ka: 50}
      cable:
        size_mm2: 17  # expect: AMP807
        pe_mm2: 16
        material: copper
        insulation: xlpe
        method: C
        grouped: 1
      chargers: [{id: A1}]
)"));
  CHECK(only(validation, "AMP807").finding.message ==
        "cable.size_mm2 of circuit K1 is 17, which no table has; what rests on it cannot be judged");
  check_electrics(board(R"(    - id: K1
      fuse_a: 63
      length_m: 0  # expect: AMP807
      device: {type: gg, breaking_ka: 50}
      cable:
        size_mm2: 25
        pe_mm2: 16
        material: copper
        insulation: xlpe
        method: E
        grouped: 3
        arrangement: wall  # expect: AMP807
      chargers: [{id: A1}]
)"));
}

TEST_CASE("AMP807: a value that cannot be read is not missing") {
  check_electrics(board(R"(    - id: K1
      fuse_a: 63
      length_m: 40 m  # expect: AMP005
      device: gg  # expect: AMP005
      cable:
        size_mm2: "25"  # expect: AMP005
        pe_mm2: 16
        material: steel  # expect: AMP006
        insulation: xlpe
        method: C
        grouped: 1
      chargers: [{id: A1}]
)"));
}

TEST_CASE("AMP807: of a rating that is no standard one AMP212 speaks, of one that only the table lacks this rule") {
  const std::string run(good_run);
  check_electrics(board("    - id: K1\n      fuse_a: 60  # expect: AMP212\n" + run));
  std::string large = with_grid("system: TN-S, short_circuit: {max_ka: 10, min_ka: 4}",
                                "supply:\n  id: main\n  fuse_a: 500\n  circuits:\n    - id: K1\n"
                                "      fuse_a: 315  # expect: AMP807\n" +
                                    run);
  large.replace(large.find("size_mm2: 25, pe_mm2: 16"), 24, "size_mm2: 240, pe_mm2: 120, ampacity_a: 420");
  large.replace(large.find("{id: A1}"), 8, "{id: A1, fuse_a: 32}");
  check_electrics(large);
}
