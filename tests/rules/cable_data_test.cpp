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
        "cable.size_mm2 of circuit K1 is 17, which IEC 60364-5-52:2009 table B.52.5 does not list; what rests on it "
        "cannot "
        "be judged");
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

TEST_CASE("AMP807: a resistance that only circuits behind the run would need is asked for where there are some") {
  const auto run = [](std::string_view size, std::string_view below) {
    return board(
        "    - id: K1\n      fuse_a: 16\n      length_m: 20\n      device: {type: gg, breaking_ka: 50}\n"
        "      cable:\n        size_mm2: " +
        std::string(size) +
        "\n        pe_mm2: 4\n"
        "        material: aluminium\n        insulation: xlpe\n        method: C\n        grouped: 1\n" +
        "      chargers: [{id: A1}]\n" + std::string(below));
  };
  check_electrics(run("4", ""));
  const Validation feeds = check_electrics(run("4  # expect: AMP807", R"(      circuits:
        - id: K2
          fuse_a: 10
          length_m: 5
          position_m: 10
          device: {type: gg, breaking_ka: 50}
          cable: {size_mm2: 4, pe_mm2: 4, material: copper, insulation: xlpe, method: C, grouped: 1}
          chargers: [{id: B1}]
)"));
  CHECK(only(feeds, "AMP807").finding.message ==
        "cable.size_mm2 of circuit K1 is 4, which IEC 60228:2004 class 2, aluminium does not list; what rests on it "
        "cannot be judged");
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
                                "supply:\n  id: main\n  fuse_a: 500\n  device: {type: mccb, breaking_ka: 50, "
                                "instant_a: 3000}\n  circuits:\n    - id: K1\n"
                                "      fuse_a: 315  # expect: AMP807\n" +
                                    run);
  large.replace(large.find("size_mm2: 25, pe_mm2: 16"), 24, "size_mm2: 240, pe_mm2: 120, ampacity_a: 420");
  large.replace(large.find("{id: A1}"), 8, "{id: A1, fuse_a: 32}");
  check_electrics(large);
}

TEST_CASE("AMP807: what a circuit's checks need of those above it is asked for there, once") {
  const auto below = [](std::string_view feeder) {
    return board(std::string(feeder) + R"(      device: {type: gg, breaking_ka: 50}
      circuits:
        - id: K2
          fuse_a: 50
          position_m: 0
          length_m: 40
          device: {type: gg, breaking_ka: 50}
          cable: {size_mm2: 25, pe_mm2: 16, material: copper, insulation: xlpe, method: C, grouped: 1}
          chargers: [{id: A1}]
        - id: K3
          fuse_a: 50
          position_m: 0
          length_m: 40
          device: {type: gg, breaking_ka: 50}
          cable: {size_mm2: 25, pe_mm2: 16, material: copper, insulation: xlpe, method: C, grouped: 1}
          chargers: [{id: B1}]
)");
  };
  const Validation bare = check_electrics(below("    - id: K1  # expect: AMP807\n      fuse_a: 80\n"));
  CHECK(only(bare, "AMP807").finding.message ==
        "circuit K1 feeds circuits that state data of their cables; for the electrical checks it lacks length_m, "
        "cable.size_mm2, cable.pe_mm2, cable.material, cable.insulation, cable.method and cable.grouped");
  const Validation busbar = check_electrics(
      below("    - id: K1\n      fuse_a: 80\n      kind: busbar  # expect: AMP807\n      rated_a: 160\n"));
  CHECK(
      only(busbar, "AMP807").finding.message ==
      "circuit K1 is a busbar, whose impedance is its maker's to tell; the voltage drop and the fault currents behind "
      "it cannot be judged");
}

TEST_CASE("AMP807: a supply's device is asked for where circuits behind it state their cables") {
  const Validation validation =
      check_electrics(with_grid("system: TN-S, short_circuit: {max_ka: 10, min_ka: 1.2}",
                                "supply:\n  id: main  # expect: AMP807\n  fuse_a: 125\n  circuits:\n    - id: K1\n"
                                "      fuse_a: 63\n" +
                                    std::string(good_run)));
  CHECK(
      only(validation, "AMP807").finding.message ==
      "supply main feeds circuits that state data of their cables; for the electrical checks it lacks device.type and "
      "device.breaking_ka");
  CHECK(only(validation, "AMP807").finding.path == "supply.device");
}

TEST_CASE("AMP807: a run that leaves another behind its end is told with both lengths") {
  const Validation validation = check_electrics(board(R"(    - id: K1
      fuse_a: 80
      length_m: 30
      device: {type: gg, breaking_ka: 50}
      cable: {size_mm2: 50, pe_mm2: 25, material: copper, insulation: xlpe, method: C, grouped: 1}
      circuits:
        - id: K2
          fuse_a: 50
          position_m: 31  # expect: AMP807
          length_m: 40
          device: {type: gg, breaking_ka: 50}
          cable: {size_mm2: 25, pe_mm2: 16, material: copper, insulation: xlpe, method: C, grouped: 1}
          chargers: [{id: A1}]
)"));
  CHECK(only(validation, "AMP807").finding.message ==
        "circuit K2 leaves the run of circuit K1 at 31 m, behind its end at 30 m; what rests on both cannot be judged");
}

TEST_CASE("AMP807: a lowest short-circuit current above the highest") {
  const Validation validation = check_electrics(R"(ampsite: 1
site: {name: x}
grid:
  system: TN-S
  short_circuit:
    max_ka: 1.2
    min_ka: 10  # expect: AMP807
supply:
  id: main
  fuse_a: 125
  device: {type: gg, breaking_ka: 1}
)");
  CHECK(only(validation, "AMP807").finding.message ==
        "the lowest short-circuit current of the grid is 10 kA, above the highest, 1.2 kA; no fault current can be "
        "judged");
}
