#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "rules/grid_sites.h"

using namespace ampsite;
using namespace ampsite::test;

TEST_CASE("AMP305: one-phase chargers are spread over the lines with neutral") {
  const auto validation = check_grid(tn_s(R"(supply:
  id: main  # expect: AMP305
  fuse_a: 63
  chargers:
    - {id: A1, phases: [L1]}
    - {id: A2, phases: [L1]}
    - {id: A3, phases: [L2]}
    - {id: A4, phases: [L1, L2, L3]}
)"),
                                     "AMP302");
  CHECK(only(validation, "AMP305").finding.message ==
        "3 chargers fed by supply main charge on one phase: 2 on L1, 1 on L2 and 0 on L3; 1 on L1, 1 on L2 and 1 on L3 "
        "is "
        "possible");
  CHECK(only(validation, "AMP305").finding.help ==
        "wire the chargers to all lines, or rewire some, such as charger A1 to phases: [L3]");
}

TEST_CASE("AMP305: what differs by one is even") {
  check_grid(tn_s(R"(supply:
  id: main
  fuse_a: 63
  chargers: [{id: A1, phases: [L1]}, {id: A2, phases: [L1]}, {id: A3, phases: [L2]}, {id: A4, phases: [L3]}]
)"),
             "AMP302");
}

TEST_CASE("AMP305: fixed wiring is counted, but not held against the others") {
  // Three on L1 are fixed: 3, 1 and 1 is the best there is.
  check_grid(tn_s(R"(supply:
  id: main
  fuse_a: 63
  chargers:
    - {id: A1, phases: [L1], fixed: true}
    - {id: A2, phases: [L1], fixed: true}
    - {id: A3, phases: [L1], fixed: true}
    - {id: A4, phases: [L2]}
    - {id: A5, phases: [L3]}
)"),
             "AMP302");
  // 3, 2 and 0 is not, though the fixed line is the fullest.
  const auto validation = check_grid(tn_s(R"(supply:
  id: main  # expect: AMP305
  fuse_a: 63
  chargers:
    - {id: A1, phases: [L1], fixed: true}
    - {id: A2, phases: [L1], fixed: true}
    - {id: A3, phases: [L1], fixed: true}
    - {id: A4, phases: [L2]}
    - {id: A5, phases: [L2]}
)"),
                                     "AMP302");
  CHECK(only(validation, "AMP305").finding.help ==
        "wire the chargers to all lines, or rewire some, such as charger A4 to phases: [L3]");
}

TEST_CASE("AMP305: PLC keeps chargers on its conductors, and those that stand elsewhere are not this rule's") {
  check_grid(tn_s(R"(supply:
  id: main
  fuse_a: 63
  length_m: 20
  chargers:
    - {id: A1, phases: [L1], link: plc, position_m: 1}
    - {id: A2, phases: [L1], link: plc, position_m: 2}
    - {id: A3, phases: [L1], link: wifi, shares: plc, position_m: 3}
)"),
             "AMP302");
  // Where A1 is put right, all is even.
  check_grid(tn_s(R"(supply:
  id: main
  fuse_a: 63
  length_m: 20
  chargers:
    - {id: A1, phases: [L3], link: plc, position_m: 1}
    - {id: A2, phases: [L2], position_m: 2}
    - {id: A3, phases: [L3], position_m: 3}
    - {id: A4, phases: [L3], position_m: 4}
)"),
             "AMP302");
  // PLC cannot run on L2 and L3: there it binds nothing, but such a charger stays where it is.
  check_grid(tn_s(R"(supply:
  id: main
  fuse_a: 63
  phases: [L2, L3]
  length_m: 20
  chargers:
    - {id: A1, phases: [L2], link: plc, position_m: 1}
    - {id: A2, phases: [L2], link: plc, position_m: 2}
)"));
}

TEST_CASE("AMP305: where a charger on PLC counts on other lines than it is wired to, the finding says so") {
  const std::string yaml = tn_s(R"(supply:
  id: main  # expect: AMP305
  fuse_a: 63
  length_m: 20
  chargers:
    - {id: A1, phases: [L3], link: plc, position_m: 1}
    - {id: A2, phases: [L1], position_m: 2}
    - {id: A3, phases: [L1], position_m: 3}
)");
  const Validation validation = check_grid(yaml, "AMP302");
  const Finding& finding = only(validation, "AMP305").finding;
  CHECK(
      finding.message ==
      "3 chargers fed by supply main charge on one phase, with those on PLC put on L1: 3 on L1, 0 on L2 and 0 on L3; 1 "
      "on L1, 1 on L2 and 1 on L3 is possible");
  REQUIRE(finding.related.size() == 2);
  CHECK(finding.related.back().message == "charger A1 is counted where PLC runs");
  CHECK(yaml.substr(finding.related.back().span.begin, 4) == "[L3]");
}

TEST_CASE("AMP105 and AMP305: a charger on 4G shares with no other, which AMP604 says, so it is bound by no PLC") {
  check_grid(tn_s(R"(supply:
  id: main
  fuse_a: 63
  chargers:
    - {id: A1, phases: [L2], link: lte, shares: plc}
    - {id: A2, phases: [L1]}
    - {id: A3, phases: [L3]}
)"),
             "AMP302");
}

TEST_CASE("AMP305: without neutral a charger loads both lines of its pair") {
  const auto validation = check_grid(it_3(R"(supply:
  id: main  # expect: AMP305
  fuse_a: 63
  chargers:
    - {id: A1, phases: [L1, L3]}
    - {id: A2, phases: [L3, L1]}
    - {id: A3, phases: [L2, L3]}
)"),
                                     "AMP302");
  CHECK(only(validation, "AMP305").finding.message ==
        "3 chargers fed by supply main charge on one phase, each on two lines: 2 on L1, 1 on L2 and 3 on L3; 2 on L1, "
        "2 on "
        "L2 and 2 on L3 is "
        "possible");
  CHECK(only(validation, "AMP305").finding.help ==
        "wire the chargers to all lines, or rewire some, such as charger A1 to phases: [L1, L2], or let ampsite plan "
        "choose the wiring");
  check_grid(it_3(R"(supply:
  id: main
  fuse_a: 63
  phases: [L1, L3]
  chargers: [{id: A1, phases: [L1, L3]}, {id: A2, phases: [L1, L3]}]
)"));
}

TEST_CASE("AMP305: where the terminal decides, one-phase cars count on three-line wirings") {
  const std::string uneven = R"(supply:
  id: main  # expect: AMP305
  fuse_a: 63
  chargers:
    - {id: A1, phases: [L1, L2, L3], vehicle: {phases: 1}}
    - {id: A2, phases: [L1, L2, L3], vehicle: {phases: 1}}
    - {id: A3, phases: [L3, L2, L1], vehicle: {phases: 1}}
    - {id: A4, phases: [L3, L1, L2]}
)";
  const auto validation = check_grid(it_3(uneven));
  CHECK(only(validation, "AMP305").finding.message ==
        "3 chargers fed by supply main charge on one phase, each on two lines: 3 on L1, 0 on L2 and 3 on L3; 2 on L1, "
        "2 on "
        "L2 and 2 on L3 is "
        "possible");
  // Counted on L1 and L2 where it was on L1 and L3.
  CHECK(only(validation, "AMP305").finding.help ==
        "rewire chargers, such as charger A1 to phases: [L3, L1, L2], or let ampsite plan choose the wiring");
  const std::string even = R"(supply:
  id: main
  fuse_a: 63
  chargers:
    - {id: A1, phases: [L1, L2, L3], vehicle: {phases: 1}}
    - {id: A2, phases: [L2, L3, L1], vehicle: {phases: 1}}
    - {id: A3, phases: [L3, L1, L2], vehicle: {phases: 1}}
)";
  check_grid(it_3(even));
  // A charger that chooses the line itself makes nothing uneven; the other way round with neutral.
  const std::string same = R"(supply:
  id: main
  fuse_a: 63
  chargers: [{id: A1, phases: [L1, L2, L3], vehicle: {phases: 1}}, {id: A2, phases: [L1, L2, L3], vehicle: {phases: 1}}]
)";
  check_grid(it_3(same + "planning: {one_phase_line: charger}\n"));
  check_grid(tn_s(same));
  check_grid(tn_s("supply:\n  id: main  # expect: AMP305\n" + same.substr(same.find("  fuse_a")) +
                  "planning: {one_phase_line: terminal}\n"));
}

TEST_CASE("AMP305: chargers that are not wired yet, or whose wiring is in doubt, make no count") {
  check_grid(it_3(R"(supply:
  id: main
  fuse_a: 63
  chargers: [{id: A1, vehicle: {phases: 1}}, {id: A2, vehicle: {phases: 1}}, {id: A3, vehicle: {phases: 1}}]
)"));
  check_grid(tn_s(R"(supply:
  id: main
  fuse_a: 63
  chargers:
    - {id: A1, phases: [L1]}
    - {id: A2, phases: [L1]}
    - {id: A3, phases: [L4]}  # expect: AMP006
)"),
             "AMP302");
}

TEST_CASE("AMP305: the lines of a node carry the circuits below it too") {
  // One, one and two.
  check_grid(tn_s(R"(supply:
  id: main
  fuse_a: 125
  circuits:
    - {id: K1, fuse_a: 63, chargers: [{id: A, phases: [L2]}, {id: B, phases: [L3]}]}
    - {id: K2, fuse_a: 63, chargers: [{id: X, phases: [L1]}]}
    - {id: K3, fuse_a: 63, chargers: [{id: Y, phases: [L1]}]}
)"),
             "AMP302");
  const auto validation = check_grid(tn_s(R"(supply:
  id: main  # expect: AMP305
  fuse_a: 63
  circuits:
    - {id: K1, fuse_a: 20, chargers: [{id: A, phases: [L1]}]}
    - {id: K2, fuse_a: 20, chargers: [{id: B, phases: [L1]}]}
    - {id: K3, fuse_a: 20, circuits: [{id: K3-1, fuse_a: 20, chargers: [{id: C, phases: [L1]}]}]}
    - {id: K4, fuse_a: 20, chargers: [{id: D, phases: [L1]}]}
)"),
                                     "AMP302");
  CHECK(only(validation, "AMP305").finding.message ==
        "4 chargers fed by supply main charge on one phase: 4 on L1, 0 on L2 and 0 on L3; 2 on L1, 1 on L2 and 1 on L3 "
        "is possible");
}

TEST_CASE("AMP305: a node is not reported where one below it is, which comes first") {
  check_grid(tn_s(R"(supply:
  id: main
  fuse_a: 125
  circuits:
    - id: K1  # expect: AMP305
      fuse_a: 63
      chargers: [{id: A, phases: [L1]}, {id: B, phases: [L1]}]
    - {id: K2, fuse_a: 63, chargers: [{id: C, phases: [L1]}]}
)"),
             "AMP302");
}

TEST_CASE("AMP305: chargers on a circuit of fewer lines choose among those") {
  // On a line of its own nothing can be chosen.
  check_grid(tn_s(R"(supply:
  id: main
  fuse_a: 125
  circuits:
    - {id: K1, fuse_a: 63, phases: [L1], chargers: [{id: A, phases: [L1]}, {id: B, phases: [L1]}]}
    - {id: K2, fuse_a: 63, phases: [L1, L2], chargers: [{id: C, phases: [L2]}]}
)"),
             "AMP302");
  const auto validation = check_grid(tn_s(R"(supply:
  id: main  # expect: AMP305
  fuse_a: 125
  circuits:
    - {id: K1, fuse_a: 63, phases: [L1], chargers: [{id: A, phases: [L1]}, {id: B, phases: [L1]}]}
    - {id: K2, fuse_a: 63, phases: [L1, L2], chargers: [{id: C, phases: [L1]}]}
)"),
                                     "AMP302");
  CHECK(only(validation, "AMP305").finding.message ==
        "3 chargers fed by supply main charge on one phase: 3 on L1, 0 on L2 and 0 on L3; 2 on L1, 1 on L2 and 0 on L3 "
        "is possible");
  CHECK(only(validation, "AMP305").finding.help == "rewire chargers, such as charger C to phases: [L2]");
  // Without neutral, two lines are the only pair.
  check_grid(it_3(R"(supply:
  id: main
  fuse_a: 125
  circuits:
    - {id: K1, fuse_a: 63, phases: [L1, L3], chargers: [{id: A, phases: [L1, L3]}, {id: B, phases: [L3, L1]}]}
)"),
             "AMP302");
}

TEST_CASE("AMP305: what is not known below a node leaves the node unjudged, not its other circuits") {
  check_grid(tn_s(R"(supply:
  id: main
  fuse_a: 125
  circuits:
    - {id: K1, fuse_a: 63, chargers: [{id: A, phases: [L1]}]}
    - {id: K2, fuse_a: 63, chargers: [{id: B, phases: [L1]}]}
    - id: K3
      fuse_a: 63
      chargers:
        - {id: C, phases: [L4]}  # expect: AMP006
    - id: K4  # expect: AMP305
      fuse_a: 63
      chargers: [{id: D, phases: [L1]}, {id: E, phases: [L1]}]
)"),
             "AMP302");
}

TEST_CASE("AMP305: a charger without a link is not sent off the conductors of a circuit that has PLC") {
  const auto site = [](std::string_view id, std::string_view first) {
    return tn_s("supply:\n  id: " + std::string(id) + R"(
  fuse_a: 63
  length_m: 20
  plc_modules: [{id: plc-1, position_m: 10}]
  chargers:
    - {id: A1, position_m: 1, phases: )" +
                std::string(first) + R"(}
    - {id: A2, position_m: 2, phases: [L1]}
    - {id: A3, position_m: 3, phases: [L1], link: plc}
)");
  };
  check_grid(site("main", "[L1]"), "AMP302");
  // What is known to be on another link may go.
  const auto validation = check_grid(site("main  # expect: AMP305", "[L1], link: wifi"), "AMP302");
  CHECK(only(validation, "AMP305").finding.help ==
        "wire the chargers to all lines, or rewire some, such as charger A1 to phases: [L2]");
}

namespace {

struct OnePhaseCharger {
  std::size_t circuit = 0;  ///< 0 is the supply, which feeds the others
  std::size_t place = 0;    ///< the line with neutral, without the line left out
  bool fixed = false;
};

int difference(const std::vector<std::size_t>& places, bool neutral) {
  std::array<int, 3> load{};
  for (const std::size_t place : places) {
    for (std::size_t line = 0; line < 3; ++line) load[line] += (line == place) == neutral ? 1 : 0;
  }
  return *std::max_element(load.begin(), load.end()) - *std::min_element(load.begin(), load.end());
}

/// By enumeration of all other wirings.
bool is_uneven(const std::vector<OnePhaseCharger>& chargers, bool neutral) {
  std::vector<std::size_t> places;
  std::size_t choices = 1;
  for (const OnePhaseCharger& charger : chargers) {
    places.push_back(charger.place);
    choices *= 3;
  }
  const int stated = difference(places, neutral);
  int best = stated;
  for (std::size_t choice = 0; choice < choices; ++choice) {
    std::size_t rest = choice;
    for (std::size_t i = 0; i < chargers.size(); ++i, rest /= 3) {
      if (!chargers[i].fixed) places[i] = rest % 3;
    }
    best = std::min(best, difference(places, neutral));
  }
  return stated > std::max(1, best);
}

std::string as_yaml(const std::vector<OnePhaseCharger>& chargers, std::size_t circuit, bool neutral) {
  constexpr std::array<std::string_view, 3> lines{"L1", "L2", "L3"};
  std::string yaml = "[";
  for (std::size_t i = 0; i < chargers.size(); ++i) {
    if (chargers[i].circuit != circuit) continue;
    std::string phases;
    for (std::size_t line = 0; line < 3; ++line) {
      if ((line == chargers[i].place) != neutral) continue;
      phases += (phases.empty() ? "" : ", ") + std::string(lines[line]);
    }
    yaml += (yaml.size() > 1 ? ", " : "") + std::string("{id: A") + std::to_string(i) + ", phases: [" + phases + "]" +
            (chargers[i].fixed ? ", fixed: true}" : "}");
  }
  return yaml + "]";
}

}  // namespace

TEST_CASE("AMP305: it warns where, and only where, another wiring is more even, and first where that is deepest") {
  for (std::uint32_t seed = 1; seed <= 300; ++seed) {
    INFO("seed " << seed);
    std::mt19937 random(seed);
    const bool neutral = random() % 2 == 0;
    const std::size_t count = 1 + random() % 6;
    std::vector<OnePhaseCharger> chargers;
    for (std::size_t i = 0; i < count; ++i) {
      const std::size_t circuit = random() % 3 * (random() % 2);
      chargers.push_back({circuit, random() % 3 * (random() % 2), random() % 3 == 0});
    }
    const std::string yaml = "supply:\n  id: main\n  fuse_a: 63\n  chargers: " + as_yaml(chargers, 0, neutral) +
                             "\n  circuits:\n    - {id: K1, fuse_a: 63, chargers: " + as_yaml(chargers, 1, neutral) +
                             "}\n    - {id: K2, fuse_a: 63, chargers: " + as_yaml(chargers, 2, neutral) + "}\n";
    std::string below;
    for (std::size_t circuit = 1; circuit <= 2; ++circuit) {
      std::vector<OnePhaseCharger> own;
      std::copy_if(chargers.begin(), chargers.end(), std::back_inserter(own),
                   [&](const OnePhaseCharger& charger) { return charger.circuit == circuit; });
      if (is_uneven(own, neutral)) below += circuit == 1 ? "9 AMP305\n" : "10 AMP305\n";
    }
    const std::string expected = !below.empty() ? below : is_uneven(chargers, neutral) ? "5 AMP305\n" : "";
    INFO(yaml);
    const SourceText source("test.site.yaml", neutral ? tn_s(yaml) : it_3(yaml));
    ValidateOptions options = grid_rules("AMP302");
    options.skipped_rules.emplace("AMP103");  // a circuit may have got none
    const Validation validation = validate(source, options);
    CHECK(to_text(found_marks(source, validation)) == expected);
  }
}
