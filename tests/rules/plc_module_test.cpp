#include <fmt/format.h>

#include <string>
#include <string_view>

#include "rules/plc_sites.h"

using namespace ampsite;
using namespace ampsite::test;

TEST_CASE("AMP503 and AMP504: terminals are compared as a set") {
  check_marks(with_one_charger(with_neutral, "{id: plc-1, position_m: 20, terminals: [N, PE, L1], key_label: A}"));
  check_marks(with_one_charger(without_neutral, "{id: plc-1, position_m: 20, terminals: [L3, PE, L1], key_label: A}"));
}

TEST_CASE("AMP503: the finding says what to connect and what to disconnect") {
  const Validation validation = check_marks(with_one_charger(
      with_neutral, "{id: plc-1, position_m: 20, terminals: [L1, L2, L3], key_label: A}  # expect: AMP503"));
  const Finding& finding = only(validation, "AMP503").finding;
  CHECK(finding.message ==
        "PLC module plc-1 connects L1, L2 and L3; on supply main it has to connect L1, N and PE, and nothing else");
  CHECK(finding.help == "connect N and PE and disconnect L2 and L3: PLC runs over L1 and N");
  CHECK(finding.entity == "main/plc-1");
  CHECK(finding.path == "supply.plc_modules[0].terminals");
}

TEST_CASE("AMP503 and AMP504: silent on terminals, lines and a neutral that have a finding of their own") {
  check_marks(with_one_charger(with_neutral,
                               "{id: plc-1, position_m: 20, terminals: [L2, L2, PE], key_label: A}  # expect: AMP006"));
  check_marks(with_one_charger(with_neutral,
                               "{id: plc-1, position_m: 20, terminals: [L2, L4], key_label: A}  # expect: AMP006"));
  check_marks(
      "ampsite: 1\nsite: {name: Test}\ngrid:\n  system: TN-S\n  short_circuit: {max_ka: 10, min_ka: 1.2}\n"
      "  neutral: maybe  # expect: AMP005\n"
      "supply:\n  id: main\n  fuse_a: 63\n  length_m: 40\n"
      "  plc_modules: [{id: plc-1, position_m: 20, terminals: [L2, PE], key_label: A}]\n"
      "  chargers: [{id: A1, position_m: 20, link: plc}]\n" +
      std::string(plc_network));
  check_marks(run(with_neutral, R"(  length_m: 40
  phases: [L2, L2]  # expect: AMP102
  plc_modules:
    - {id: plc-1, position_m: 20, terminals: [L1, N, PE], key_label: 7F3A}
  chargers:
    - {id: A1, position_m: 20, link: plc}
)"));
}

TEST_CASE("AMP504: where no charger can charge, the terminals are not the fault") {
  check_marks(run(without_neutral, R"(  phases: [L2]  # expect: AMP206
  length_m: 40
  plc_modules:
    - {id: plc-1, position_m: 20, terminals: [L2, N, PE], key_label: 7F3A}
  chargers:
    - {id: A1, position_m: 20, link: plc}
)"));
}

TEST_CASE("AMP506: a place on the edge of a fifth of the run is near enough") {
  const auto site = [](double position_m, std::string_view mark) {
    return run(with_neutral, fmt::format(R"(  length_m: 35
  plc_modules:
    - {{id: plc-1, position_m: {}, terminals: [L1, N, PE], key_label: 7F3A}}{}
  chargers:
    - {{id: A1, position_m: 17, link: plc}}
    - {{id: A2, position_m: 18, link: plc}}
)",
                                         position_m, mark));
  };
  check_marks(site(10.5, ""));
  check_marks(site(24.5, ""));
  check_marks(site(10.4, "  # expect: AMP506"));
  check_marks(site(24.6, "  # expect: AMP506"));
}

TEST_CASE("AMP506: chargers without a link may be on PLC, those with another one are not") {
  const auto site = [](std::string_view chargers, std::string_view mark) {
    return run(with_neutral, fmt::format(R"(  length_m: 100
  plc_modules:
    - {{id: plc-1, position_m: 85, terminals: [L1, N, PE], key_label: 7F3A}}{}
  chargers:
{})",
                                         mark, chargers));
  };
  check_marks(site("    - {id: A1, position_m: 80}  # expect: AMP707\n    - {id: A2, position_m: 90}\n", ""));
  check_marks(
      site("    - {id: A1, position_m: 30, link: plc}\n    - {id: A2, position_m: 100}  # expect: AMP707\n", ""));
  const Validation validation = check_marks(
      site("    - {id: A1, position_m: 10}  # expect: AMP707\n    - {id: A2, position_m: 90}\n", "  # expect: AMP506"));
  CHECK(only(validation, "AMP506").finding.message ==
        "PLC module plc-1 is at 85 m; it belongs at 30 m to 70 m, near the middle of the chargers that may be on PLC "
        "(50 m)");
  CHECK(only(validation, "AMP506").finding.help == "move it to 50 m");
  const Validation on_plc = check_marks(site(
      "    - {id: A1, position_m: 10, link: plc}\n    - {id: A2, position_m: 20, link: plc}\n", "  # expect: AMP506"));
  CHECK(only(on_plc, "AMP506").finding.message ==
        "PLC module plc-1 is at 85 m; it belongs at 0 m to 35 m, near the middle of its PLC chargers (15 m)");
  CHECK(only(on_plc, "AMP506").finding.help == "move it to 15 m; the middle of the run will do too, at 30 m to 70 m");
  check_marks(site("    - {id: A1, position_m: 80, link: lte, lte: {coverage: high}}\n", "  # expect: AMP506"));
}

TEST_CASE("AMP506: silent where a place or the length is not known, or several modules stand there") {
  check_marks(run(with_neutral, R"(  plc_modules:
    - {id: plc-1, position_m: 0, terminals: [L1, N, PE], key_label: 7F3A}
  chargers:
    - {id: A1, position_m: 30, link: plc}
# expect-at 5: AMP105
)"));
  check_marks(run(with_neutral, R"(  length_m: 80
  plc_modules:
    - {id: plc-1, position_m: 0, terminals: [L1, N, PE], key_label: 7F3A}
  chargers:
    - {id: A1, link: plc}  # expect: AMP105
    - {id: A2, position_m: 60, link: plc}
)"));
  check_marks(run(with_neutral, R"(  length_m: 80
  plc_modules:
    - {id: plc-1, position_m: 81, terminals: [L1, N, PE], key_label: 7F3A}  # expect: AMP101
  chargers:
    - {id: A1, position_m: 40, link: plc}
)"));
}

TEST_CASE("AMP510: a key label with a finding of its own is neither missing nor shared") {
  check_marks(run(with_neutral, R"(  length_m: 40
  plc_modules:
    - {id: plc-1, position_m: 20, terminals: [L1, N, PE], key_label: []}  # expect: AMP005
  chargers:
    - {id: A1, position_m: 20, link: plc}
)"));
}

TEST_CASE("AMP515: at most 10 A in front of a module") {
  check_marks(
      with_one_charger(with_neutral, "{id: plc-1, position_m: 20, terminals: [L1, N, PE], key_label: A, fuse_a: 10}"));
  const Validation validation = check_marks(with_one_charger(
      with_neutral, "{id: plc-1, position_m: 20, terminals: [L1, N, PE], key_label: A, fuse_a: 13}  # expect: AMP515"));
  CHECK(only(validation, "AMP515").severity == Severity::note);
  CHECK(only(validation, "AMP515").finding.message ==
        "PLC module plc-1 has a fuse of 13 A in front; at most 10 A is asked for");
}

TEST_CASE("AMP504 shows where the lines of the circuit are written, also where it has them from above") {
  const std::string yaml = with_grid(without_neutral, R"(supply:
  id: main
  fuse_a: 63
  phases: [L1, L2]
  circuits:
    - id: K1
      fuse_a: 32
      length_m: 40
      plc_modules:
        - {id: plc-1, position_m: 20, terminals: [L1, L3, PE], key_label: 7F3A}  # expect: AMP504
      chargers:
        - {id: A1, position_m: 20, link: plc}
)" + std::string(plc_network));
  const Validation validation = check_marks(yaml);
  const Finding& finding = only(validation, "AMP504").finding;
  REQUIRE(finding.related.size() == 1);
  CHECK(yaml.substr(finding.related.front().span.begin, 8) == "[L1, L2]");
}
