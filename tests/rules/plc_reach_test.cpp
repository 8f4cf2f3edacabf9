#include <fmt/format.h>

#include <algorithm>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "rules/plc_sites.h"

using namespace ampsite;
using namespace ampsite::test;

TEST_CASE("AMP505: a charger with a fault in its wiring is not judged") {
  check_marks(with_module(R"(    - {id: A1, position_m: 10, phases: [L2, L2, L3], link: plc}  # expect: AMP102
    - {id: A2, position_m: 30, phases: [L2, L3], link: plc}  # expect: AMP104
)"));
}

TEST_CASE("AMP505: of several sources, those that are right are what the chargers are held against") {
  const Validation validation = check_marks(run(with_neutral, R"(  length_m: 40
  plc_modules:
    - {id: plc-1, position_m: 20, terminals: [L1, N, PE], key_label: 7F3A}
  chargers:
    - {id: A1, position_m: 10, phases: [L1, L3, L2], link: wifi, rssi_dbm: -50, shares: plc}  # expect: AMP513
    - {id: A2, position_m: 20, phases: [L1, L2, L3], link: plc}
    - {id: A4, position_m: 30, phases: [L3, L1, L2], link: plc}  # expect: AMP505
)"));
  CHECK(only(validation, "AMP505").finding.message ==
        "charger A4 runs PLC over L3 and N, but PLC module plc-1 over L1 and N");
  CHECK(only(validation, "AMP505").finding.help ==
        "connect line L1 to terminal L1 of charger A4, or link it by WiFi or 4G");
}

TEST_CASE("AMP505: a gateway on the wrong conductors is the fault, not the chargers that are right") {
  const Validation validation = check_marks(run(with_neutral, R"(  length_m: 40
  chargers:
    - {id: A1, position_m: 10, phases: [L2, L3, L1], link: wifi, rssi_dbm: -50, shares: plc}  # expect: AMP505
    - {id: A2, position_m: 20, phases: [L1, L2, L3], link: plc}
    - {id: A3, position_m: 25, link: plc}
)"));
  const Finding& finding = only(validation, "AMP505").finding;
  CHECK(finding.message == "gateway charger A1 runs PLC over L2 and N; on supply main PLC runs over L1 and N");
  CHECK(finding.help == "connect line L1 to terminal L1 of gateway charger A1");
  CHECK(finding.path == "supply.chargers[0].phases");
}

TEST_CASE("AMP505: gateway and chargers on one wrong line hear each other, but each has to be rewired for the plan") {
  const Validation validation = check_marks(run(without_neutral, R"(  length_m: 40
  chargers:
    - {id: A1, position_m: 10, phases: [L1, L3, L2], link: wifi, rssi_dbm: -50, shares: plc}  # expect: AMP505
    - {id: A2, position_m: 20, phases: [L1, L3, L2], link: plc}  # expect: AMP505
)"));
  REQUIRE(validation.diagnostics.size() == 2);
  CHECK(validation.diagnostics.front().finding.help ==
        "connect lines L1 and L3 to terminals L1 and N of gateway charger A1");
  CHECK(validation.diagnostics.back().finding.message ==
        "charger A2 runs PLC over L1 and L2; on supply main PLC runs over L1 and L3");
  CHECK(validation.diagnostics.back().finding.help ==
        "connect lines L1 and L3 to terminals L1 and N of charger A2, or link it by WiFi or 4G");
}

TEST_CASE("AMP505: a gateway on a circuit without the conductors of PLC cannot be rewired there") {
  const Validation validation = check_marks(run(with_neutral, R"(  phases: [L2, L3]
  length_m: 40
  chargers:
    - {id: A1, position_m: 10, phases: [L2], link: wifi, rssi_dbm: -50, shares: plc}  # expect: AMP505
    - {id: A2, position_m: 20, phases: [L3], link: plc}
)"));
  CHECK(only(validation, "AMP505").finding.message ==
        "gateway charger A1 runs PLC over L2 and N; PLC needs L1 and N, and supply main has only L2 and L3");
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
  CHECK(only(validation, "AMP508").finding.help ==
        "feed charger A3 from a circuit with a source of its own, or link it by WiFi or 4G");
}

TEST_CASE("AMP508: a module is to be moved only where it then reaches all") {
  const auto help = [](double first_m) {
    return only(check_marks(run(with_neutral, fmt::format(R"(  length_m: 300
  plc_modules:
    - {{id: plc-1, position_m: 190, terminals: [L1, N, PE], key_label: 7F3A}}
  chargers:
    - {{id: A1, position_m: {}, link: plc}}  # expect: AMP508
    - {{id: A2, position_m: 250, link: plc}}
)",
                                                          first_m))),
                "AMP508")
        .finding.help;
  };
  const std::string other = "feed charger A1 from a circuit with a source of its own, or link it by WiFi or 4G";
  CHECK(help(70) ==
        "move PLC module plc-1 towards the middle of the run, so that no charger is more than 90 m away, " + other);
  CHECK(help(69.5) == other);
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
                                       chargers + std::string(plc_network));
  };
  check_marks(site(30, ""));
  const Validation validation = check_marks(site(31, "  # expect: AMP509"));
  CHECK(only(validation, "AMP509").finding.message ==
        "gateway charger G1 serves 31 chargers on PLC; at most 30 can share one source");
}
