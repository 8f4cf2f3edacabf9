#include <fmt/format.h>

#include <string>
#include <string_view>

#include "rules/plc_sites.h"

using namespace ampsite;
using namespace ampsite::test;

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

TEST_CASE("AMP501: only a misspelt plc_modules, of this circuit, may be the module that is missing") {
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
          colour: blue  # expect: AMP003
          chargers:
            - {id: B1, position_m: 20, link: plc}  # expect: AMP501
)" + std::string(plc_network)));
}

TEST_CASE("AMP502: what stands in the list but is no module is not counted") {
  check_marks(run(with_neutral, R"(  length_m: 40
  plc_modules:
    - {id: plc-1, position_m: 20, terminals: [L1, N, PE], key_label: 7F3A}
    - plc-2  # expect: AMP005
  chargers:
    - {id: A1, position_m: 20, link: plc}
)"));
  const Validation validation = check_marks(run(with_neutral, R"(  length_m: 40
  plc_modules:
    - plc-0  # expect: AMP005
    - {id: plc-1, position_m: 20, terminals: [L1, N, PE], key_label: 7F3A}
    - {id: plc-2, position_m: 30, terminals: [L1, N, PE], key_label: 8B10}  # expect: AMP502
  chargers:
    - {id: A1, position_m: 20, link: plc}
)"));
  const Finding& finding = only(validation, "AMP502").finding;
  CHECK(finding.message == "PLC module plc-2 is number 2 on supply main; a circuit has at most 1 PLC module");
  CHECK(finding.path == "supply.plc_modules[2]");
}

TEST_CASE("AMP501, AMP506 and AMP513: what stands in the list but is no module may be one, and is none to judge") {
  check_marks(run(with_neutral, R"(  length_m: 40
  plc_modules:
    - plc-0  # expect: AMP005
  chargers:
    - {id: A1, position_m: 20, link: plc}
)"));
  check_marks(run(with_neutral, R"(  length_m: 40
  plc_modules:
    - plc-0  # expect: AMP005
    - {id: plc-1, position_m: 2, terminals: [L1, N, PE], key_label: 7F3A}  # expect: AMP506
  chargers:
    - {id: A1, position_m: 20, link: plc}
)"));
  const std::string_view gateway = R"(  chargers:
    - {id: A1, position_m: 10, link: wifi, rssi_dbm: -50, shares: plc}
    - {id: A2, position_m: 20, link: plc}
)";
  check_marks(
      run(with_neutral, "  length_m: 40\n  plc_modules:\n    - plc-0  # expect: AMP005\n" + std::string(gateway)));
}

TEST_CASE("AMP511: the first gateway is the first by id, wherever it stands") {
  const Validation validation = check_marks(with_grid(with_neutral, R"(supply:
  id: main
  fuse_a: 63
  length_m: 40
  circuits:
    - id: K1
      fuse_a: 32
      length_m: 40
      chargers:
        - {id: B1, position_m: 10, link: wifi, rssi_dbm: -50, shares: plc}  # expect: AMP511
  chargers:
    - {id: A1, position_m: 10, link: wifi, rssi_dbm: -50, shares: plc}
)" + std::string(plc_network)));
  CHECK(only(validation, "AMP511").finding.entity == "main/K1/B1");
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

TEST_CASE("AMP512: of several levels the best is named, and that it is") {
  const auto validation = check_marks(with_grid(with_neutral, R"(supply:
  id: main
  fuse_a: 63
  length_m: 40
  chargers:
    - id: A1
      position_m: 10
      link: wifi
      shares: plc
      rssi_dbm:
        ap-1: -70  # expect: AMP512
        ap-2: -80
    - {id: A2, position_m: 30, link: plc}
network: {access_points: [{id: ap-1, channel: 1}, {id: ap-2, channel: 6}], dhcp: {addresses: 20}}
)"));
  CHECK(only(validation, "AMP512").finding.message ==
        "gateway charger A1 has WiFi of -70 dBm, its best, at access point ap-1; a gateway needs -65 dBm or more");
}

TEST_CASE("AMP512: an access point that is loud enough is named first") {
  const auto help = [](std::string_view levels) {
    const SourceText source("test.site.yaml", with_grid(with_neutral, fmt::format(R"(supply:
  id: main
  fuse_a: 63
  length_m: 40
  chargers:
    - {{id: A1, position_m: 10, link: wifi, shares: plc, access_point: ap-1, rssi_dbm: {{{}}}}}
    - {{id: A2, position_m: 30, link: plc}}
network: {{access_points: [{{id: ap-1, channel: 1}}, {{id: ap-2, channel: 6}}], dhcp: {{addresses: 20}}}}
)",
                                                                                  levels)));
    return only(validate(source, {}), "AMP512").finding.help;
  };
  CHECK(help("ap-1: -70, ap-2: -65") ==
        "set it up for access point ap-2, where it has -65 dBm, let a charger with -65 dBm or more share its WiFi, or "
        "fit a PLC module instead");
  CHECK(help("ap-1: -70, ap-2: -66") ==
        "let a charger with -65 dBm or more share its WiFi, move an access point closer, or fit a PLC module instead");
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

TEST_CASE("AMP501: without neutral no car charges on a circuit of one line, which AMP206 says") {
  check_marks(run(without_neutral, R"(  phases: [L2]  # expect: AMP206
  length_m: 40
  chargers:
    - {id: A1, position_m: 20, link: plc}
)"));
}
