#include <fmt/format.h>

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <random>
#include <string>
#include <vector>

#include "rules/marks.h"

using namespace ampsite;
using namespace ampsite::test;

namespace {

/// A file with nothing else to find: chargers of a supply, one a line, and what follows `network:`.
std::string site(std::string_view chargers, std::string_view network) {
  return with_grid("system: TN-S, short_circuit: {max_ka: 10, min_ka: 1.2}",
                   "supply:\n  id: main\n  fuse_a: 63\n  chargers:\n" + std::string(chargers) +
                       "network:\n  dhcp: {addresses: 20}\n  lte: {survey: doors-closed}\n" + std::string(network));
}

constexpr std::string_view one_access_point = R"(  access_points:
    - {id: ap-1, bands_ghz: [2.4], standards: [n], channel: 6}
)";
constexpr std::string_view two_access_points = R"(  access_points:
    - {id: ap-1, bands_ghz: [2.4], standards: [n], channel: 6}
    - {id: ap-2, bands_ghz: [2.4], standards: [n], channel: 11}
)";

/// A site whose one charger is on WiFi at access point ap-1, with these access points.
std::string with_access_points(std::string_view access_points) {
  return site("    - {id: A1, link: wifi, access_point: ap-1, rssi_dbm: -60}\n",
              "  access_points:\n" + std::string(access_points));
}

}  // namespace

TEST_CASE("AMP401, AMP402: exactly -75 dBm and exactly -65 dBm are enough") {
  check_marks(site(R"(    - {id: A1, link: wifi, rssi_dbm: -75.001, lte: {coverage: low}}  # expect: AMP401
    - {id: A2, link: wifi, rssi_dbm: -75}  # expect: AMP402
    - {id: A3, link: wifi, rssi_dbm: -65.001}  # expect: AMP402
    - {id: A4, link: wifi, rssi_dbm: -65}
)",
                   one_access_point));
}

TEST_CASE("AMP401: a level just below the least one does not read as that one") {
  const auto validation =
      check_marks(site(R"(    - {id: A1, link: wifi, rssi_dbm: -75.0001, lte: {coverage: low}}  # expect: AMP401
)",
                       one_access_point));
  CHECK(only(validation, "AMP401").finding.message ==
        "charger A1 has WiFi of -75.0001 dBm; at least -75 dBm is needed");
}

TEST_CASE("AMP401: of a map, the level of the charger's access point; its place and path are that entry's") {
  const auto validation = check_marks(site(R"(    - id: A1
      link: wifi
      access_point: ap-2
      rssi_dbm:
        ap-1: -50
        ap-2: -80  # expect: AMP401
)",
                                           two_access_points));
  const Finding& finding = only(validation, "AMP401").finding;
  CHECK(finding.message == "charger A1 has WiFi of -80 dBm at access point ap-2; at least -75 dBm is needed");
  CHECK(finding.help == "set it up for access point ap-1, where it has -50 dBm");
  CHECK(finding.entity == "main/A1");
  CHECK(finding.path == "supply.chargers[0].rssi_dbm.ap-2");
  CHECK(finding.key == "rssi_dbm.ap-2");
}

TEST_CASE("AMP401 to AMP403 do not go by values with a finding of their own") {
  SUBCASE("a level that is no number") {
    check_marks(site("    - {id: A1, link: wifi, rssi_dbm: weak}  # expect: AMP005\n", one_access_point));
  }
  SUBCASE("a level that cannot be one") {
    check_marks(site("    - {id: A1, link: wifi, rssi_dbm: -110}  # expect: AMP410\n", two_access_points));
  }
  SUBCASE("an access point that is not there: a map does not say which level counts") {
    check_marks(
        site("    - {id: A1, link: wifi, access_point: ap-9, rssi_dbm: {ap-1: -90, ap-2: -90}}  # expect: AMP008\n",
             two_access_points));
  }
  SUBCASE("an access point that is not there: one number counts as it stands") {
    check_marks(site("    - {id: A1, link: wifi, access_point: ap-9, rssi_dbm: -90}  # expect: AMP008, AMP401\n",
                     two_access_points));
  }
  SUBCASE("an entry of the map that may be about the charger's access point") {
    check_marks(site("    - {id: A1, link: wifi, access_point: ap-1, rssi_dbm: {ap1: -61}}  # expect: AMP008\n",
                     two_access_points));
  }
  SUBCASE("a map whose best level is not known") {
    check_marks(
        site("    - {id: A1, link: wifi, rssi_dbm: {ap-1: -80, ap-2: high}}  # expect: AMP005\n", two_access_points));
  }
  SUBCASE("a broken level elsewhere does not matter") {
    check_marks(site(
        "    - {id: A1, link: wifi, access_point: ap-1, rssi_dbm: {ap-1: -80, ap-2: high}}  # expect: AMP005, AMP401\n",
        two_access_points));
  }
  SUBCASE("a link that is none") {
    check_marks(site("    - {id: A1, link: wlan, rssi_dbm: -90}  # expect: AMP006\n", one_access_point));
  }
  SUBCASE("a misspelt key is the level that is missing, another unknown key is not") {
    check_marks(site(R"(    - {id: A1, link: wifi, rsi_dbm: -60}  # expect: AMP003
    - {id: A2, link: wifi, bay: 7}  # expect: AMP003, AMP403
)",
                     one_access_point));
  }
}

TEST_CASE("AMP402: of a charger that may be a gateway AMP512 asks for the level") {
  check_marks(site(R"(    - {id: A1, link: wifi, rssi_dbm: -70, shares: all}  # expect: AMP006
    - {id: A2, link: wifi, rssi_dbm: -70}  # expect: AMP402
)",
                   one_access_point));
}

TEST_CASE("AMP401: the help names what the charger could use") {
  const auto help = [](std::string_view circuit, std::string_view charger, std::string_view grid = "system: TN-S") {
    const SourceText source(
        "test.site.yaml", with_grid(grid, "supply:\n  id: main\n  fuse_a: 63\n" + std::string(circuit) +
                                              "  chargers:\n    - {id: A1, link: wifi, rssi_dbm: -90" +
                                              std::string(charger) + "}\nnetwork:\n" + std::string(one_access_point)));
    return only(validate(source), "AMP401").finding.help;
  };
  const std::string module_at_10_m = "  length_m: 150\n  plc_modules: [{id: plc-1, position_m: 10}]\n";
  const std::string measure_4g = ", or measure its 4G coverage";

  CHECK(help(module_at_10_m, ", position_m: 100") == "link it by PLC (PLC module plc-1 is 90 m of cable away)");
  CHECK(help(module_at_10_m, ", position_m: 100.5") == "move an access point closer" + measure_4g);
  CHECK(help("  length_m: 150\n", ", position_m: 100.5") == "link it by PLC with a module on supply main");
  // Of several sources the nearest one counts, whichever the file names first.
  CHECK(help("  length_m: 150\n  plc_modules: [{id: plc-1, position_m: 10}, {id: plc-2, position_m: 90}]\n",
             ", position_m: 120") == "link it by PLC (PLC module plc-2 is 30 m of cable away)");
  // A module that speaks no HomePlug is no way out, nor is a place beyond the run.
  CHECK(help("  length_m: 150\n  plc_modules: [{id: plc-1, position_m: 10, standard: g.hn}]\n", ", position_m: 9") ==
        "move an access point closer" + measure_4g);
  CHECK(help("  length_m: 150\n", ", position_m: 151") == "move an access point closer" + measure_4g);

  // Wiring with a finding of its own is not certain to be on L1.
  CHECK(help("  length_m: 50\n", ", position_m: 9, phases: [L1, L1, L2]") ==
        "move an access point closer" + measure_4g);

  // The pair that PLC runs on: L1 with neutral, L1 and L3 without.
  CHECK(help("  length_m: 50\n", ", position_m: 9, fixed: true, phases: [L2, L3, L1]") ==
        "move an access point closer" + measure_4g);
  CHECK(help("  length_m: 50\n", ", position_m: 9, fixed: true, phases: [L1, L2, L3]") ==
        "link it by PLC with a module on supply main");
  CHECK(help("  length_m: 50\n", ", position_m: 9, phases: [L3, L2, L1]", "system: IT") ==
        "link it by PLC with a module on supply main");
  CHECK(help("  length_m: 50\n", ", position_m: 9, fixed: true, phases: [L1, L3, L2]", "system: IT") ==
        "move an access point closer" + measure_4g);
  // What is not fixed can be rewired.
  CHECK(help("  length_m: 50\n", ", position_m: 9, phases: [L2, L3, L1]") ==
        "link it by PLC with a module on supply main (connect line L1 to its terminal L1)");
  CHECK(help(module_at_10_m, ", position_m: 100, phases: [L2]") ==
        "link it by PLC (PLC module plc-1 is 90 m of cable away; connect line L1 to its terminal L1)");
  CHECK(help("  length_m: 50\n", ", position_m: 9, phases: [L1, L3, L2]", "system: IT") ==
        "link it by PLC with a module on supply main (connect lines L1 and L3 to its terminals L1 and N)");
  CHECK(help("", ", phases: [L2], lte: {coverage: none}") ==
        "move an access point closer, or add position_m and the run's length_m to see whether PLC reaches it");

  // Without neutral PLC reaches less far.
  CHECK(help(module_at_10_m, ", position_m: 70", "system: IT") ==
        "link it by PLC (PLC module plc-1 is 60 m of cable away)");
  CHECK(help(module_at_10_m, ", position_m: 70.5", "system: IT") == "move an access point closer" + measure_4g);

  CHECK(help("", ", lte: {coverage: low}") == "link it by 4G (coverage low)");
  CHECK(help("", ", lte: {coverage: high, sim: inactive}") == "link it by 4G (coverage high, once its SIM is active)");
  CHECK(help("  length_m: 50\n", ", position_m: 9, lte: {coverage: medium}") ==
        "link it by PLC with a module on supply main, or link it by 4G (coverage medium)");
  // On 4G a charger shares with no other.
  CHECK(help("  length_m: 50\n", ", position_m: 9, shares: plc, lte: {coverage: high}") ==
        "link it by PLC with a module on supply main");
  CHECK(help("", ", lte: {coverage: none}") ==
        "move an access point closer, or add position_m and the run's length_m to see whether PLC reaches it");
}

TEST_CASE("AMP401: PLC is offered as far as rule AMP508 lets it reach, or the house plans") {
  const auto help = [](double max_distance_m, double position_m) {
    const SourceText source(
        "test.site.yaml",
        with_grid("system: TN-S", fmt::format("supply:\n  id: main\n  fuse_a: 63\n  length_m: 150\n"
                                              "  plc_modules: [{{id: plc-1, position_m: 10}}]\n  chargers:\n"
                                              "    - {{id: A1, link: wifi, rssi_dbm: -90, position_m: {}}}\n"
                                              "planning: {{plc: {{max_distance_m: {}}}}}\nnetwork:\n{}",
                                              position_m, max_distance_m, one_access_point)));
    return only(validate(source), "AMP401").finding.help;
  };
  const std::string no_plc = "move an access point closer, or measure its 4G coverage";
  CHECK(help(130, 130) == no_plc);
  CHECK(help(130, 100) == "link it by PLC (PLC module plc-1 is 90 m of cable away)");
  CHECK(help(40, 51) == no_plc);
  CHECK(help(40, 50) == "link it by PLC (PLC module plc-1 is 40 m of cable away)");
}

TEST_CASE("AMP401: PLC is not offered where its source serves as many chargers as it can") {
  const auto help = [](int on_plc) {
    std::string text =
        "supply:\n  id: main\n  fuse_a: 63\n  length_m: 40\n  plc_modules: [{id: plc-1, position_m: 20}]\n";
    text += "  chargers:\n    - {id: W, link: wifi, rssi_dbm: -90, position_m: 20}\n";
    for (int i = 0; i < on_plc; ++i) text += fmt::format("    - {{id: P{}, link: plc, position_m: 20}}\n", i);
    const SourceText source("test.site.yaml", tn(text + "network:\n" + std::string(one_access_point)));
    return only(validate(source), "AMP401").finding.help;
  };
  CHECK(help(29) == "link it by PLC (PLC module plc-1 is 0 m of cable away)");
  CHECK(help(30) == "move an access point closer, or measure its 4G coverage");
}

TEST_CASE("AMP401: a gateway offers PLC on the conductors that it is wired to") {
  const auto help = [](std::string_view phases) {
    const SourceText source(
        "test.site.yaml",
        site(fmt::format("    - {{id: A1, link: wifi, rssi_dbm: -90, position_m: 9}}\n"
                         "    - {{id: A2, link: wifi, rssi_dbm: -60, shares: plc, position_m: 20, phases: {}}}\n",
                         phases),
             one_access_point));
    std::string text(source.text());
    text.replace(text.find("  chargers:"), 0, "  length_m: 40\n");
    return only(validate(SourceText("test.site.yaml", text)), "AMP401").finding.help;
  };
  CHECK(help("[L1, L2, L3]") == "link it by PLC (gateway charger A2 is 11 m of cable away)");
  CHECK(help("[L2, L3, L1]") == "link it by PLC with a module on supply main");
}

TEST_CASE("AMP403: what is missing stands at the charger's id, and what was measured beside it") {
  const auto validation = check_marks(site(R"(    - id: A1  # expect: AMP403
      link: wifi
      access_point: ap-1
      rssi_dbm: {ap-2: -61}
)",
                                           two_access_points));
  const Finding& finding = only(validation, "AMP403").finding;
  CHECK(finding.message == "charger A1 links by WiFi at access point ap-1, but its RSSI was measured only at ap-2");
  CHECK(finding.key == "rssi_dbm.ap-1");
  REQUIRE(finding.related.size() == 1);
  CHECK(finding.related[0].message == "what was measured");
}

TEST_CASE("AMP405: silent where the access point has no 2.4 GHz, which AMP404 says") {
  const auto validation =
      check_marks(with_access_points(R"(    - {id: ap-1, bands_ghz: [5], standards: [ac], channel: 6}  # expect: AMP404
    - {id: ap-2, standards: [ac], channel: 6}  # expect: AMP405
)"));
  CHECK(only(validation, "AMP405").finding.help ==
        "allow 802.11n (or b/g) on 2.4 GHz in the access point, and add n to standards");
}

TEST_CASE("AMP404 to AMP407, AMP413: keys that are not stated, or not understood, are no fault") {
  check_marks(with_access_points(R"(    - {id: ap-1, channel: 6}
    - {id: ap-2, bands_ghz: 5, standards: ac, channel: x}  # expect: AMP005, AMP005, AMP005
    - {id: ap-3, chanel: 6}  # expect: AMP003
    - {id: ap-4, ceiling: true}  # expect: AMP003, AMP413
)"));
}

TEST_CASE("AMP407, AMP408: what the band of an access point is, is not known where its bands have a finding") {
  check_marks(with_access_points(R"(    - {id: ap-1, channel: 3}
    - {id: ap-2, bands_ghz: [5, 7], channel: 36}  # expect: AMP006
)"));
}

TEST_CASE("AMP408: one with 5 GHz only does not make several") {
  check_marks(with_access_points(R"(    - {id: ap-1, channel: 3}
    - {id: ap-2, bands_ghz: [5], channel: 44}  # expect: AMP404
)"));
}

TEST_CASE("AMP409: a finding for each wrong channel, however many it overlaps with") {
  const auto validation = check_marks(with_access_points(R"(    - {id: ap-1, channel: 1}
    - {id: ap-2, channel: 6}
    - {id: ap-3, channel: 1, hears: {ap-4: -90}}
    - {id: ap-4, channel: 4}  # expect: AMP409
)"));
  const Diagnostic& diagnostic = only(validation, "AMP409");
  CHECK(diagnostic.severity == Severity::warning);
  CHECK(diagnostic.finding.message ==
        "channel 4 of access point ap-4 overlaps in part with channel 1 of access point ap-1 and 1 more: 3 apart, "
        "where 5 are needed");
  CHECK(diagnostic.finding.entity == "ap-4");
  CHECK(diagnostic.finding.path == "network.access_points[3].channel");
  CHECK(diagnostic.finding.related.size() == 1);
}

TEST_CASE("AMP409: a level is asked for only where none is stated") {
  const auto help = [](std::string_view hears) {
    const SourceText source(
        "test.site.yaml",
        with_access_points(fmt::format("    - {{id: ap-1, channel: 1}}\n    - {{id: ap-2, channel: 3{}}}\n", hears)));
    return only(validate(source), "AMP409").finding.help;
  };
  CHECK(help("") == "set channel 1, 6 or 11; where the two hear each other below -85 dBm, write the level in hears");
  CHECK(help(", hears: {ap-1: -60}") == "set channel 1, 6 or 11");
}

TEST_CASE("AMP409: the same channel is a note, and only where it is stated to be loud") {
  const auto validation = check_marks(with_access_points(R"(    - {id: ap-1, channel: 6, hears: {ap-2: -75.5}}
    - {id: ap-2, channel: 6}
    - {id: ap-3, channel: 6, hears: {ap-2: -75, ap-3: -30}}  # expect: AMP409
)"));
  CHECK(only(validation, "AMP409").severity == Severity::note);
  CHECK(only(validation, "AMP409").finding.help == "use the one of 1, 6 and 11 that is heard weakest here");
}

namespace {

struct Drawn {
  int channel = 0;
  std::vector<std::vector<int>> heard;  ///< levels at which it hears each other one: none or one
};

bool clear(int channel) { return channel == 1 || channel == 6 || channel == 11; }

/// Straight from the rule's text: nothing stated, or something from -85 dBm on.
bool may_hear(const std::vector<Drawn>& drawn, std::size_t a, std::size_t b) {
  std::vector<int> levels = drawn[a].heard[b];
  levels.insert(levels.end(), drawn[b].heard[a].begin(), drawn[b].heard[a].end());
  return levels.empty() || *std::max_element(levels.begin(), levels.end()) >= -85;
}

bool at_fault(const std::vector<Drawn>& drawn, std::size_t own) {
  for (std::size_t other = 0; other < drawn.size(); ++other) {
    const int apart = std::abs(drawn[own].channel - drawn[other].channel);
    if (apart < 1 || apart > 4 || !may_hear(drawn, own, other)) continue;
    if (!clear(drawn[own].channel) && (clear(drawn[other].channel) || other < own)) return true;
  }
  return false;
}

bool shares_loudly(const std::vector<Drawn>& drawn, std::size_t own) {
  for (std::size_t other = 0; other < own; ++other) {
    if (drawn[own].channel != drawn[other].channel || !clear(drawn[own].channel)) continue;
    const auto loud = [](int level) { return level >= -75; };
    const std::vector<int>& here = drawn[own].heard[other];
    const std::vector<int>& there = drawn[other].heard[own];
    if (std::any_of(here.begin(), here.end(), loud) || std::any_of(there.begin(), there.end(), loud)) return true;
  }
  return false;
}

}  // namespace

TEST_CASE("AMP408, AMP409: as by comparing all pairs") {
  for (std::uint32_t seed = 1; seed <= 200; ++seed) {
    CAPTURE(seed);
    std::mt19937 random(seed);
    const auto below = [&](std::uint32_t end) { return static_cast<int>(random() % end); };
    const auto count = 2 + static_cast<std::size_t>(below(7));
    std::vector<Drawn> drawn(count);
    for (Drawn& access_point : drawn) {
      access_point.channel = 1 + below(11);
      access_point.heard.resize(count);
      for (std::vector<int>& level : access_point.heard) {
        if (below(3) == 0) level.push_back(-100 + below(50));
      }
    }
    std::string access_points;
    for (std::size_t i = 0; i < count; ++i) {
      std::string hears;
      for (std::size_t j = 0; j < count; ++j) {
        if (i == j || drawn[i].heard[j].empty()) continue;
        hears += (hears.empty() ? "" : ", ") + std::string("ap-") + std::to_string(j + 1) + ": " +
                 std::to_string(drawn[i].heard[j][0]);
      }
      access_points += "    - {id: ap-" + std::to_string(i + 1) + ", channel: " + std::to_string(drawn[i].channel) +
                       ", hears: {" + hears + "}}";
      if (at_fault(drawn, i) || shares_loudly(drawn, i)) {
        access_points += "  # expect: AMP409";
      } else if (!clear(drawn[i].channel)) {
        access_points += "  # expect: AMP408";
      }
      access_points += "\n";
    }
    check_marks(with_access_points(access_points));
  }
}

TEST_CASE("AMP411: whom an access point serves") {
  const std::string chargers = R"(    - {id: A1, link: wifi, access_point: ap-1, rssi_dbm: -60}
    - {id: A2, link: wifi, rssi_dbm: {ap-1: -60, ap-2: -60}}
)";
  SUBCASE("chargers that name none fit somewhere") {
    check_marks(site(chargers, R"(  access_points:
    - {id: ap-1, channel: 1, max_clients: 1}
    - {id: ap-2, channel: 6, max_clients: 1}
)"));
  }
  SUBCASE("or they do not") {
    const auto validation = check_marks(site(chargers, R"(  access_points:
    - {id: ap-1, channel: 1, max_clients: 1}  # expect: AMP411
    - {id: ap-2, channel: 6, max_clients: 0}
)"));
    CHECK(only(validation, "AMP411").finding.message ==
          "2 chargers link by WiFi; the 2 access points serve at most 1 together");
  }
  SUBCASE("one alone may be too many") {
    const auto validation =
        check_marks(with_access_points("    - {id: ap-1, channel: 1, max_clients: 0}  # expect: AMP411\n"));
    CHECK(only(validation, "AMP411").finding.message ==
          "1 charger links by WiFi at access point ap-1; it serves at most 0");
  }
  SUBCASE("what one of them can serve is not known") {
    check_marks(site(chargers, R"(  access_points:
    - {id: ap-1, channel: 1, max_clients: 1}
    - {id: ap-2, channel: 6, max_clients: few}  # expect: AMP005
)"));
  }
  SUBCASE("a charger whose access point is not there counts nowhere") {
    check_marks(site("    - {id: A1, link: wifi, access_point: ap-3, rssi_dbm: -60}  # expect: AMP008\n",
                     "  access_points:\n    - {id: ap-1, channel: 1, max_clients: 0}\n"));
  }
}

TEST_CASE("AMP412: once a file, at the first link") {
  const auto validation = check_marks(site(R"(    - {id: A1, link: lte, lte: {coverage: high}}
    - id: A2
      link: wifi  # expect: AMP412
    - {id: A3, link: wifi}
)",
                                           ""));
  const Finding& finding = only(validation, "AMP412").finding;
  CHECK(finding.message ==
        "charger A2 and 1 more link by WiFi, but the file has no access point; at least one is needed");
  CHECK(finding.entity.empty());
  CHECK(finding.path == "supply.chargers[1].link");
  CHECK(finding.key == "link");
}

TEST_CASE("AMP412: an access point that could not be read is not missing") {
  const std::string chargers = "    - {id: A1, link: wifi, rssi_dbm: -60}\n";
  check_marks(site(chargers, "  acces_points: []  # expect: AMP003\n"));
  check_marks(site(chargers, "  access_points: ap-1  # expect: AMP005\n"));
}

TEST_CASE("AMP412: a key that means something else hides no access point") {
  check_marks(site("    - {id: A1, link: wifi, rssi_dbm: -60}  # expect: AMP412\n", "  vlan: 7  # expect: AMP003\n"));
}
