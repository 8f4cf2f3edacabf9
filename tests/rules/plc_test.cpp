#include <fmt/format.h>

#include <algorithm>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "rules/marks.h"

using namespace ampsite;
using namespace ampsite::test;

namespace {

constexpr std::string_view with_neutral = "system: TN-S, short_circuit: {max_ka: 10, min_ka: 1.2}";
constexpr std::string_view without_neutral = "system: IT, short_circuit: {max_ka: 10, min_ka: 1.2}";

constexpr std::string_view network = R"(network:
  dhcp: {addresses: 200}
  lte: {survey: doors-closed}
  access_points:
    - {id: ap-1, bands_ghz: [2.4], standards: [g, n], channel: 1}
)";

/// A supply with chargers of its own, written from its `length_m:` on.
std::string run(std::string_view grid, std::string_view rest) {
  return with_grid(grid, "supply:\n  id: main\n  fuse_a: 63\n" + std::string(rest) + std::string(network));
}

/// A run of 40 m with a module that nothing is wrong with, and these chargers.
std::string with_module(std::string_view chargers) {
  return run(with_neutral, R"(  length_m: 40
  plc_modules:
    - {id: plc-1, position_m: 20, terminals: [L1, N, PE], key_label: 7F3A}
  chargers:
)" + std::string(chargers));
}

/// A run of 40 m with one charger on PLC and this module.
std::string with_one_charger(std::string_view grid, std::string_view module) {
  return run(grid, "  length_m: 40\n  plc_modules:\n    - " + std::string(module) +
                       "\n  chargers:\n    - {id: A1, position_m: 20, link: plc}\n");
}

}  // namespace

TEST_CASE("AMP501: the first charger on PLC of a circuit without a source is named, with the count") {
  const Validation validation = check_marks(run(with_neutral, R"(  length_m: 40
  chargers:
    - {id: A1, position_m: 5, link: wifi, rssi_dbm: -50}
    - {id: A2, position_m: 10, link: plc}  # expect: AMP501
    - {id: A3, position_m: 15, link: plc}
    - {id: A4, position_m: 20, link: plc}
)"));
  const Finding& finding = only(validation, "AMP501").finding;
  CHECK(finding.message ==
        "charger A2 and 2 other chargers are on PLC, but supply main has no PLC module and no gateway");
  // About the circuit, so that it stays the same finding whichever charger is the first.
  CHECK(finding.entity == "main");
  CHECK(finding.path == "supply.chargers[1].link");
  CHECK(finding.key == "chargers.link");
}

TEST_CASE("AMP501: nobody knows whether a charger is a gateway where its link or its sharing is not known") {
  check_marks(run(with_neutral, R"(  length_m: 40
  chargers:
    - {id: A1, position_m: 5, shares: plc}  # expect: AMP707
    - {id: A2, position_m: 10, link: plc}
)"));
  check_marks(run(with_neutral, R"(  length_m: 40
  chargers:
    - {id: A1, position_m: 5, link: wfi, rssi_dbm: -50, shares: plc}  # expect: AMP006
    - {id: A2, position_m: 10, link: plc}
)"));
  check_marks(run(with_neutral, R"(  length_m: 40
  chargers:
    - {id: A1, position_m: 5, link: wifi, rssi_dbm: -50, shares: pcl}  # expect: AMP006
    - {id: A2, position_m: 10, link: plc}
)"));
}

TEST_CASE("AMP501: a charger on 4G is no gateway, which AMP604 says too") {
  check_marks(run(with_neutral, R"(  length_m: 40
  chargers:
    - {id: A1, position_m: 5, link: lte, lte: {coverage: high}, shares: plc}  # expect: AMP604
    - {id: A2, position_m: 10, link: plc}  # expect: AMP501
)"));
}

TEST_CASE("AMP501: where PLC cannot run, no module is asked for") {
  const Validation validation = check_marks(run(with_neutral, R"(  phases: [L2, L3]
  length_m: 40
  chargers:
    - {id: A1, position_m: 20, phases: [L2], link: plc}  # expect: AMP501
)"));
  CHECK(only(validation, "AMP501").finding.help ==
        "link by WiFi or 4G: PLC needs L1 and N, and supply main has only L2 and L3");
}

TEST_CASE("AMP501: an unknown key of another circuit hides no module of this one") {
  check_marks(with_grid(with_neutral, R"(supply:
  id: main
  fuse_a: 63
  circuits:
    - id: K1
      fuse_a: 32
      length_m: 40
      plc_module: []  # expect: AMP003
      chargers:
        - {id: A1, position_m: 20, link: plc}
      circuits:
        - id: K2
          fuse_a: 20
          length_m: 40
          chargers:
            - {id: B1, position_m: 20, link: plc}  # expect: AMP501
)" + std::string(network)));
}

TEST_CASE("AMP502: what stands in the list but is no module is not counted") {
  check_marks(run(with_neutral, R"(  length_m: 40
  plc_modules:
    - {id: plc-1, position_m: 20, terminals: [L1, N, PE], key_label: 7F3A}
    - plc-2  # expect: AMP005
  chargers:
    - {id: A1, position_m: 20, link: plc}
)"));
}

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
      std::string(network));
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

TEST_CASE("AMP505: a charger with a fault in its wiring is not judged") {
  check_marks(with_module(R"(    - {id: A1, position_m: 10, phases: [L2, L2, L3], link: plc}  # expect: AMP102
    - {id: A2, position_m: 30, phases: [L2, L3], link: plc}  # expect: AMP104
)"));
}

TEST_CASE("AMP505: of several sources one with the same conductors is enough") {
  const std::string_view sources = R"(  length_m: 40
  plc_modules:
    - {id: plc-1, position_m: 20, terminals: [L1, N, PE], key_label: 7F3A}
  chargers:
    - {id: A1, position_m: 10, phases: [L2, L3, L1], link: wifi, rssi_dbm: -50, shares: plc}  # expect: AMP513
)";
  check_marks(run(with_neutral, std::string(sources) +
                                    R"(    - {id: A2, position_m: 20, phases: [L1, L2, L3], link: plc}
    - {id: A3, position_m: 25, phases: [L2, L1, L3], link: plc}
    - {id: A4, position_m: 30, phases: [L3, L1, L2], link: plc}  # expect: AMP505
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
  CHECK(
      only(validation, "AMP506").finding.message ==
      "PLC module plc-1 is at 85 m, more than 20 m from the middle of its run at 50 m and of its chargers that may be "
      "on PLC at 50 m");
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

TEST_CASE("AMP508: more than 90 m is an error on any grid, more than 60 m a warning without neutral") {
  const auto site = [](std::string_view grid, double position_m, std::string_view mark) {
    return run(grid, fmt::format(R"(  length_m: 200
  plc_modules:
    - {{id: plc-1, position_m: 100, key_label: 7F3A}}
  chargers:
    - {{id: A1, position_m: {}, link: plc}}{}
)",
                                 position_m, mark));
  };
  constexpr std::string_view found = "  # expect: AMP508";
  check_marks(site(with_neutral, 190, ""));
  CHECK(only(check_marks(site(with_neutral, 190.5, found)), "AMP508").severity == Severity::error);
  check_marks(site(without_neutral, 40, ""));
  CHECK(only(check_marks(site(without_neutral, 39.5, found)), "AMP508").severity == Severity::warning);
  CHECK(only(check_marks(site(without_neutral, 10, found)), "AMP508").severity == Severity::warning);
  CHECK(only(check_marks(site(without_neutral, 9.5, found)), "AMP508").severity == Severity::error);
}

TEST_CASE("AMP508: each charger is held against the nearest of several sources") {
  const Validation validation = check_marks(run(with_neutral, R"(  length_m: 500
  plc_modules:
    - {id: plc-1, position_m: 400, terminals: [L1, N, PE], key_label: 7F3A}
    - {id: plc-2, position_m: 100, terminals: [L1, N, PE], key_label: 8B10}  # expect: AMP502
  chargers:
    - {id: A1, position_m: 10, link: plc}
    - {id: A2, position_m: 190, link: plc}
    - {id: A3, position_m: 290, link: plc}  # expect: AMP508
    - {id: A4, position_m: 310, link: plc}
    - {id: A5, position_m: 490, link: plc}
)"));
  CHECK(only(validation, "AMP508").finding.message ==
        "charger A3 is 110 m of cable from the nearest source, PLC module plc-1; at most 90 m is allowed");
}

TEST_CASE("AMP508: the chargers found are those too far from every source") {
  constexpr unsigned seed = 508;
  CAPTURE(seed);
  std::mt19937 random(seed);
  for (int round = 0; round < 40; ++round) {
    CAPTURE(round);
    std::vector<unsigned> sources;
    std::string modules;
    const auto count = 1 + static_cast<unsigned>(random() % 4);
    for (unsigned m = 0; m < count; ++m) {
      sources.push_back(static_cast<unsigned>(random() % 600));
      modules += fmt::format("    - {{id: plc-{}, position_m: {}, terminals: [L1, N, PE], key_label: K{}}}\n", m,
                             sources.back(), m);
    }
    std::string chargers;
    std::vector<std::string> expected;
    for (int c = 0; c < 20; ++c) {
      const auto position = static_cast<unsigned>(random() % 600);
      chargers += fmt::format("    - {{id: A{}, position_m: {}, link: plc}}\n", c, position);
      const bool reached = std::any_of(sources.begin(), sources.end(), [&](unsigned source) {
        return std::max(source, position) - std::min(source, position) <= 90;
      });
      if (!reached) expected.push_back(fmt::format("main/A{}", c));
    }
    const SourceText source("test.site.yaml", run(with_neutral, "  length_m: 600\n  plc_modules:\n" + modules +
                                                                    "  chargers:\n" + chargers));
    std::vector<std::string> found;
    for (const Diagnostic& diagnostic : validate(source, {}).diagnostics) {
      if (diagnostic.rule->id == "AMP508") found.push_back(diagnostic.finding.entity);
    }
    CHECK(found == expected);
  }
}

TEST_CASE("AMP508: silent where a place is not known, for the nearest source may be there") {
  check_marks(run(with_neutral, R"(  length_m: 500
  plc_modules:
    - {id: plc-1, position_m: 10, terminals: [L1, N, PE], key_label: 7F3A}
    - {id: plc-2, terminals: [L1, N, PE], key_label: 8B10}  # expect: AMP105, AMP502
  chargers:
    - {id: A1, position_m: 400, link: plc}
    - {id: A2, link: plc}  # expect: AMP105
)"));
  check_marks(run(with_neutral, R"(  length_m: 500
  plc_modules:
    - {id: plc-1, position_m: 250, terminals: [L1, N, PE], key_label: 7F3A}
  chargers:
    - {id: A1, position_m: 10, link: plc}
    - {id: A2, position_m: 40, shares: plc}  # expect: AMP707
)"));
}

TEST_CASE("AMP509: thirty chargers on a source, the gateway not counted") {
  const auto site = [](int count, std::string_view mark) {
    std::string chargers =
        fmt::format("    - {{id: G1, fuse_a: 32, position_m: 0, link: wifi, rssi_dbm: -50, shares: plc}}{}\n", mark);
    for (int i = 1; i <= count; ++i) {
      chargers += fmt::format("    - {{id: A{}, fuse_a: 32, position_m: {}, link: plc}}\n", i, i);
    }
    return with_grid(with_neutral, "supply:\n  id: main\n  fuse_a: 250\n  kind: busbar\n  length_m: 80\n  chargers:\n" +
                                       chargers + std::string(network));
  };
  check_marks(site(30, ""));
  const Validation validation = check_marks(site(31, "  # expect: AMP509"));
  CHECK(only(validation, "AMP509").finding.message ==
        "gateway charger G1 serves 31 chargers on PLC; at most 30 can share one source");
}

TEST_CASE("AMP510: a key label with a finding of its own is neither missing nor shared") {
  check_marks(run(with_neutral, R"(  length_m: 40
  plc_modules:
    - {id: plc-1, position_m: 20, terminals: [L1, N, PE], key_label: []}  # expect: AMP005
  chargers:
    - {id: A1, position_m: 20, link: plc}
)"));
}

TEST_CASE("AMP511: the first gateway is the first in the text, also where circuits stand before chargers") {
  const Validation validation = check_marks(with_grid(with_neutral, R"(supply:
  id: main
  fuse_a: 63
  length_m: 40
  circuits:
    - id: K1
      fuse_a: 32
      length_m: 40
      chargers:
        - {id: B1, position_m: 10, link: wifi, rssi_dbm: -50, shares: plc}
  chargers:
    - {id: A1, position_m: 10, link: wifi, rssi_dbm: -50, shares: plc}  # expect: AMP511
)" + std::string(network)));
  CHECK(only(validation, "AMP511").finding.entity == "main/A1");
}

TEST_CASE("AMP512: judged between the least for WiFi and the least for a gateway") {
  const auto site = [](std::string_view level, std::string_view mark) {
    return run(with_neutral, fmt::format(R"(  length_m: 40
  chargers:
    - {{id: A1, position_m: 10, link: wifi, rssi_dbm: {}, shares: plc}}{}
    - {{id: A2, position_m: 30, link: plc}}
)",
                                         level, mark));
  };
  check_marks(site("-65", ""));
  check_marks(site("-65.1", "  # expect: AMP512"));
  check_marks(site("-75", "  # expect: AMP512"));
  check_marks(site("-75.1", "  # expect: AMP401"));
  check_marks(site("-120", "  # expect: AMP410"));
}

TEST_CASE("AMP513: a charger that shares nothing is no second source") {
  check_marks(with_module(R"(    - {id: A1, position_m: 10, link: plc, shares: plc}
    - {id: A2, position_m: 30, shares: plc}  # expect: AMP511, AMP707
)"));
}

TEST_CASE("AMP514: 4G is AMP604's, and what is unknown is nobody's") {
  check_marks(
      with_module(R"(    - {id: A1, position_m: 10, link: lte, lte: {coverage: high}, shares: wifi}  # expect: AMP604
    - {id: A2, position_m: 30, link: plc, shares: wfi}  # expect: AMP006
    - {id: A3, position_m: 35, shares: wifi}  # expect: AMP514, AMP707
)"));
}

TEST_CASE("AMP515: at most 10 A in front of a module") {
  check_marks(
      with_one_charger(with_neutral, "{id: plc-1, position_m: 20, terminals: [L1, N, PE], key_label: A, fuse_a: 10}"));
  const Validation validation = check_marks(with_one_charger(
      with_neutral, "{id: plc-1, position_m: 20, terminals: [L1, N, PE], key_label: A, fuse_a: 13}  # expect: AMP515"));
  CHECK(only(validation, "AMP515").severity == Severity::note);
}
