#include "rules/electrics_sites.h"

using namespace ampsite;
using namespace ampsite::test;

namespace {

/// A good run behind 63 A with this device, and a mark on its fuse.
std::string run_behind(std::string_view device, std::string_view mark = "") {
  std::string run(good_run);
  constexpr std::string_view gg = "{type: gg, breaking_ka: 50}";
  run.replace(run.find(gg), gg.size(), device);
  return "    - id: K1\n      fuse_a: 63" + std::string(mark) + "\n" + run;
}

}  // namespace

TEST_CASE("AMP803: the workings of current and device stand beside the finding") {
  const Validation validation =
      check_electrics(board(run_behind("{type: mcb-d, breaking_ka: 10}", "  # expect: AMP803")));
  const Finding& finding = only(validation, "AMP803").finding;
  CHECK(finding.message ==
        "a fault at the end of the run of circuit K1, line to PE, draws 795 A; its device needs 1260 A to switch off "
        "within 5 s");
  REQUIRE(finding.related.size() == 2);
  CHECK(finding.related[0].message.starts_with("I = c·U/Z = 0.95 × 230 V / 0.2746 Ω = 795.8 A, line to PE"));
  CHECK(finding.related[1].message == "Ia = 20 × 63 A = 1260 A (mcb-d, IEC 60898-1:2015)");
}

TEST_CASE("AMP803: an instant current that the breaker's type cannot have is not believed") {
  const std::string run = run_behind(
      "\n        type: mcb-d\n        breaking_ka: 10\n"
      "        instant_a: 70  # expect: AMP807",
      "  # expect: AMP803");
  const Validation validation = check_electrics(board(run));
  CHECK(only(validation, "AMP803").finding.message.ends_with("its device needs 1260 A to switch off within 5 s"));
  CHECK(only(validation, "AMP807").finding.message ==
        "device.instant_a of circuit K1 does not go with device.type; it is not used");
}

TEST_CASE("AMP803: what cannot be judged is no error") {
  check_electrics(board("    - id: K1  # expect: AMP807\n" + run_behind("{type: mccb, breaking_ka: 10}").substr(13)));
  check_electrics(board(run_behind("{type: mcb-d, breaking_ka: 10}"), "max_ka: 10"));
  check_electrics(with_grid("system: TT, short_circuit: {max_ka: 10, min_ka: 0.02}",
                            "supply:\n  id: main\n  fuse_a: 125\n  device: {type: gg, breaking_ka: 50}\n  circuits:\n" +
                                run_behind("{type: mcb-d, breaking_ka: 10}")));
}

TEST_CASE("AMP804: a device upstream that breaks the current makes it a warning") {
  const std::string weak =
      "    - id: K1\n      fuse_a: 63\n      length_m: 40\n      device:\n        type: mcb-b\n"
      "        breaking_ka: 6  # expect: AMP804\n" +
      std::string(good_run.substr(good_run.find("      cable")));
  const Validation backed = check_electrics(board(weak));
  CHECK(only(backed, "AMP804").severity == Severity::warning);
  CHECK(only(backed, "AMP804").finding.related.at(1).message == "the device of supply main breaks it");
  const Validation alone =
      check_electrics(with_grid("system: TN-S, short_circuit: {max_ka: 10, min_ka: 1.2}",
                                "supply:\n  id: main  # expect: AMP807\n  fuse_a: 125\n  circuits:\n" + weak));
  CHECK(only(alone, "AMP804").severity == Severity::error);
  CHECK(only(alone, "AMP804").finding.message ==
        "the device of circuit K1 breaks 6 kA; up to 10 kA flow where it stands");
}

TEST_CASE("AMP805: silent where the fuse is larger than the one above it, which AMP204 says") {
  const auto behind = [](std::string_view main_a, std::string_view mark) {
    return with_grid("system: TN-S, short_circuit: {max_ka: 10, min_ka: 1.2}",
                     "supply:\n  id: main\n  fuse_a: " + std::string(main_a) +
                         "\n  device: {type: gg, breaking_ka: 50}\n  circuits:\n" +
                         run_behind("{type: gg, breaking_ka: 50}", mark));
  };
  check_electrics(behind("100", ""));
  check_electrics(behind("80", "  # expect: AMP805"));
  check_electrics(behind("63", "  # expect: AMP805"));
  check_electrics(behind("50", "  # expect: AMP204"));
}

TEST_CASE("AMP806: silent where the fault does not trip the device in time, which AMP803 says") {
  const auto run = [](std::string_view fuse_mark, double length_m, std::string_view pe_mark) {
    return board("    - id: K1\n      fuse_a: 32" + std::string(fuse_mark) +
                 "\n      length_m: " + std::to_string(length_m) +
                 "\n      device: {type: gg, breaking_ka: 50}\n      cable:\n        size_mm2: 10\n"
                 "        pe_mm2: 1" +
                 std::string(pe_mark) +
                 "\n        material: copper\n        insulation: pvc\n        method: C\n        grouped: 1\n"
                 "      chargers: [{id: A1}]\n");
  };
  check_electrics(run("", 10, "  # expect: AMP806"));
  check_electrics(run("  # expect: AMP803", 40, ""));
}

TEST_CASE("AMP803: a fault of just the trip current is enough") {
  // 0.95 × 230 V / (0.95 × 230 V / 425 A) is a little less than 425 A in binary fractions.
  check_electrics(with_grid("system: TN-S, short_circuit: {max_ka: 10, min_ka: 0.425}",
                            "supply:\n  id: main\n  fuse_a: 80\n  device: {type: gg, breaking_ka: 50}\n"));
}

TEST_CASE("AMP803: stands at the rating of a gG fuse, which has no instant current") {
  const std::string run = run_behind("{type: gg, breaking_ka: 50, instant_a: 100}", "  # expect: AMP803, AMP807");
  std::string marked = run;
  marked.replace(marked.find(", AMP807"), 8, "");
  marked.replace(marked.find("{type: gg, breaking_ka: 50, instant_a: 100}"), 43,
                 "\n        type: gg\n        breaking_ka: 50\n        instant_a: 100  # expect: AMP807");
  marked.replace(marked.find("length_m: 40"), 12, "length_m: 380");
  check_electrics(board(marked));
}

TEST_CASE("AMP806: what the device lets through is judged without a least fault current") {
  const std::string run = run_behind(
      "\n        type: mcb-b\n        breaking_ka: 50\n"
      "        i2t_a2s: 20000000  # expect: AMP806");
  const std::string supply = "supply:\n  id: main\n  fuse_a: 125\n  device: {type: gg, breaking_ka: 50}\n  circuits:\n";
  const Validation on_tt =
      check_electrics(with_grid("system: TT, short_circuit: {max_ka: 10, min_ka: 0.02}", supply + run));
  CHECK(only(on_tt, "AMP806").finding.message ==
        "the device of circuit K1 lets 20000000 A²s through at the largest fault current; its smallest conductor, of "
        "25 mm², bears 12780625 A²s");
  CHECK(only(on_tt, "AMP806").finding.related.at(0).message.ends_with("I²t = 20000000 A²s, as the file states it"));
  const Validation without_least = check_electrics(board(run, "max_ka: 10"));
  CHECK(only(without_least, "AMP806").finding.message.ends_with("of 16 mm², bears 5234944 A²s"));
}
