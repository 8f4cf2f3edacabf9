#include "rules/electrics_sites.h"

using namespace ampsite;
using namespace ampsite::test;

TEST_CASE("AMP801: the device against the cable, with the working at the cable") {
  const Validation validation = check_electrics(board(R"(    - id: K1
      fuse_a: 63  # expect: AMP801
      limit_a: 32
      length_m: 40
      device: {type: gg, breaking_ka: 50}
      cable: {size_mm2: 16, pe_mm2: 16, material: copper, insulation: pvc, method: B2, ambient_c: 40, grouped: 1}
      chargers: [{id: A1}]
)"));
  const Diagnostic& diagnostic = only(validation, "AMP801");
  CHECK(diagnostic.severity == Severity::error);
  CHECK(diagnostic.finding.message ==
        "circuit K1 has a device of 63 A in front of a cable that carries 53.94 A; at most that is allowed");
  CHECK(diagnostic.finding.help ==
        "fit a device of 40 A or less, or lay a larger cable; limit_a is no protection against overload");
  CHECK(diagnostic.finding.related.at(0).message ==
        "Iz = 62 A × 0.87 × 1 = 53.94 A (3 loaded conductors, IEC 60364-5-52:2009 table B.52.4; 40 °C, IEC "
        "60364-5-52:2009 table B.52.14)");
}

TEST_CASE("AMP801: a gG fuse needs a tenth more, a breaker does not") {
  const auto run = [](std::string_view type, std::string_view mark) {
    return board("    - id: K1\n      fuse_a: 63" + std::string(mark) +
                 "\n      length_m: 40\n      device: {type: " + std::string(type) +
                 ", breaking_ka: 50}\n      cable: {size_mm2: 16, pe_mm2: 16, material: copper, insulation: xlpe, "
                 "method: C, ampacity_a: 66, grouped: 1}\n      chargers: [{id: A1}]\n");
  };
  CHECK(only(check_electrics(run("gg", "  # expect: AMP801")), "AMP801").severity == Severity::warning);
  check_electrics(run("mcb-b", ""));
}

TEST_CASE("AMP801: a setting counts in place of the rating, and a busbar by its rated current") {
  check_electrics(board(R"(    - id: S1
      kind: busbar
      rated_a: 80
      fuse_a: 125
      device:
        type: mccb
        setting_a: 100  # expect: AMP801
      chargers: [{id: A1, fuse_a: 32}]
    - id: S2
      kind: busbar
      rated_a: 80
      fuse_a: 125
      device: {type: mccb, setting_a: 80}
      chargers: [{id: B1, fuse_a: 32}]
    - id: S3
      kind: busbar
      rated_a: 80
      fuse_a: 125  # expect: AMP801
      chargers: [{id: C1, fuse_a: 32}]
)"));
}

TEST_CASE("AMP807: a setting above the rating protects nothing, and AMP201 speaks of it in front of chargers") {
  const auto behind = [](std::string_view mark, std::string_view charger) {
    return board(
        "    - id: K1\n      fuse_a: 63\n      length_m: 40\n      device:\n        type: mccb\n"
        "        breaking_ka: 50\n        instant_a: 700\n        setting_a: 250" +
        std::string(mark) +
        "\n      cable: {size_mm2: 25, pe_mm2: 16, material: copper, insulation: xlpe, method: C, grouped: 1}\n"
        "      chargers: [" +
        std::string(charger) + "]\n");
  };
  const Validation own_fuse = check_electrics(behind("  # expect: AMP801, AMP807", "{id: A1, fuse_a: 32}"));
  CHECK(only(own_fuse, "AMP807").finding.message ==
        "device.setting_a of circuit K1 does not go with fuse_a; what rests on both cannot be judged");
  const Validation none = check_electrics(behind("  # expect: AMP201", "{id: A1}"));
  CHECK(
      only(none, "AMP201").finding.message ==
      "charger A1 draws through the device of circuit K1, which is set to 250 A; at most 63 A is allowed in front of a "
      "charger");
  CHECK(only(none, "AMP201").finding.path == "supply.circuits[0].device.setting_a");
}

TEST_CASE("AMP801 and AMP802: silent where the fuse or the lines are at fault themselves") {
  check_electrics(board(R"(    - id: K1
      fuse_a: 80  # expect: AMP201
      length_m: 400
      device: {type: mcb-b, breaking_ka: 50}
      cable: {size_mm2: 10, pe_mm2: 10, material: copper, insulation: pvc, method: C, grouped: 1}
      chargers: [{id: A1}]
    - id: K2
      phases: [L1, L1]  # expect: AMP102
      fuse_a: 63
      length_m: 400
      device: {type: gg, breaking_ka: 50}
      cable: {size_mm2: 10, pe_mm2: 10, material: copper, insulation: pvc, method: C, grouped: 1}
      chargers: [{id: B1}]
    - id: K3
      fuse_a: "63"  # expect: AMP005
      length_m: 400
      device: {type: gg, breaking_ka: 50}
      cable: {size_mm2: 10, pe_mm2: 10, material: copper, insulation: pvc, method: C, grouped: 1}
      chargers: [{id: C1}]
)"));
}

TEST_CASE("AMP802: the limit lowers the drop, and the site says how much may drop") {
  const auto run = [](std::string_view limit, std::string_view mark, std::string_view rest) {
    return board("    - id: K1\n      fuse_a: 63\n" + std::string(limit) + "      length_m: 150" + std::string(mark) +
                 "\n      cable: {size_mm2: 16, pe_mm2: 16, ampacity_a: 90}\n      chargers: [{id: A1}, {id: A2}]\n" +
                 std::string(rest));
  };
  const std::string lacking = "AMP807";
  ValidateOptions options;
  options.skipped_rules.emplace(lacking);
  check_electrics(run("", "", ""), options);  // without the material nothing can be said
  const auto copper = [&](std::string text) { return text.replace(text.find("ampacity_a"), 0, "material: copper, "); };
  const Validation validation = check_electrics(copper(run("", "  # expect: AMP802", "")), options);
  CHECK(only(validation, "AMP802").finding.message ==
        "the voltage drops by 5.78 % up to the end of the run of circuit K1, at 63 A; at most 5 % is allowed");
  check_electrics(copper(run("      limit_a: 50\n", "", "")), options);
  check_electrics(copper(run("", "", "planning: {max_voltage_drop_pct: 6}\n")), options);
}

TEST_CASE("AMP802: a run that leaves a bad one is blamed for what drops on itself alone") {
  ValidateOptions options;
  options.skipped_rules.emplace("AMP807");
  const auto feeder = [](std::string_view leaves_at_m, std::string_view mark) {
    return board(
        "    - id: K1\n      fuse_a: 63\n      length_m: 150  # expect: AMP802\n"
        "      cable: {size_mm2: 16, pe_mm2: 16, material: copper, ampacity_a: 90}\n      chargers: [{id: A1}]\n"
        "      circuits:\n        - id: K2\n          fuse_a: 32\n          position_m: " +
        std::string(leaves_at_m) + "\n          length_m: 75" + std::string(mark) +
        "\n          cable: {size_mm2: 4, pe_mm2: 4, material: copper, ampacity_a: 40}\n"
        "          chargers: [{id: B1}]\n");
  };
  check_electrics(feeder("20", "  # expect: AMP802"), options);  // the feeder is still good where it leaves
  check_electrics(feeder("145", ""), options);                   // the feeder alone is at fault
}

TEST_CASE("AMP802: a slip of the unit reads like one") {
  const Validation validation = check_electrics(board(R"(    - id: K1  # expect: AMP807
      fuse_a: 63
      length_m: 40  # expect: AMP802
      device: {type: mcb-c, breaking_ka: 50}
      cable: {size_mm2: 1e-300, material: copper, ampacity_a: 80}
      chargers: [{id: A1}]
)",
                                                      "max_ka: 10"));
  const Finding& finding = only(validation, "AMP802").finding;
  CHECK(finding.message ==
        "the voltage drops by more than 100 % up to the end of the run of circuit K1, at 32 A; at most 5 % is allowed");
  CHECK(finding.related.at(0).message.size() < 200);
}

TEST_CASE("AMP801: a gG fuse cannot be set lower, so its rating counts") {
  const Validation validation = check_electrics(board(R"(    - id: K1
      fuse_a: 63  # expect: AMP801
      length_m: 40
      device:
        type: gg
        breaking_ka: 50
        setting_a: 16  # expect: AMP807
      cable: {size_mm2: 10, pe_mm2: 10, material: copper, insulation: pvc, method: C, grouped: 1}
      chargers: [{id: A1}]
)"));
  CHECK(only(validation, "AMP801").finding.message ==
        "circuit K1 has a device of 63 A in front of a cable that carries 57 A; at most that is allowed");
  CHECK(only(validation, "AMP801").finding.help ==
        "fit a device of 50 A or less, or lay a larger cable; limit_a is no protection against overload");
  CHECK(only(validation, "AMP807").finding.message ==
        "device.setting_a of circuit K1 does not go with device.type; it is not used");
}
