#include "rules/marks.h"

using namespace ampsite;
using namespace ampsite::test;

namespace {

/// `count` chargers in flow style, each with the same values.
std::string chargers(int count, const std::string& prefix, const std::string& values = "") {
  std::string text = "[";
  for (int i = 1; i <= count; ++i) {
    if (i > 1) text += ", ";
    text += "{id: " + prefix + std::to_string(i) + (values.empty() ? "" : ", " + values) + "}";
  }
  return text + "]";
}

}  // namespace

TEST_CASE("AMP206: at the limit that leaves too little, once for all chargers below") {
  const Validation validation =
      check_building(tn("supply:\n"
                        "  id: main\n"
                        "  fuse_a: 125\n"
                        "  circuits:\n"
                        "    - id: K1\n"
                        "      fuse_a: 63\n"
                        "      limit_a: 5  # expect: AMP206\n"
                        "      chargers: " +
                        chargers(3, "A") + "\n"));
  const Finding& finding = only(validation, "AMP206").finding;
  CHECK(finding.message ==
        "circuit K1 leaves 5 A on L1 for charging, but charger A1 needs at least 6 A (2 more chargers find too little "
        "too)");
  CHECK(finding.help == "raise the limit in the portal, and limit_a here, to 6 A or more");
}

TEST_CASE("of several chargers that find too little the one that needs most is named") {
  const Validation validation =
      check_building(tn("supply:\n"
                        "  id: main\n"
                        "  fuse_a: 32\n"
                        "  limit_a: 5  # expect: AMP206\n"
                        "  chargers: [{id: A1}, {id: A2, min_a: 10}, {id: A3, min_a: 8}]\n"));
  const Finding& finding = only(validation, "AMP206").finding;
  CHECK(
      finding.message ==
      "supply main leaves 5 A on L1 for charging, but charger A2 needs at least 10 A (2 more chargers find too little "
      "too)");
  CHECK(finding.help == "raise the limit in the portal, and limit_a here, to 10 A or more");
}

TEST_CASE("AMP206: the tightest node above, at its fuse where it has no limit") {
  check_building(tn(R"(supply:
  id: main
  fuse_a: 125
  circuits:
    - id: K1
      fuse_a: 63
      limit_a: 20
      circuits:
        - id: K2
          fuse_a: 10  # expect: AMP206
          chargers: [{id: A01, min_a: 16}]
        - id: K3
          fuse_a: 32
          chargers: [{id: A02, min_a: 16}]
)"));
}

TEST_CASE("AMP206: what the base load leaves, with the way out") {
  const Validation validation = check_building(tn(R"(supply:
  id: main
  fuse_a: 63
  limit_a: 3  # expect: AMP206
  base_load_a: {L2: 60}
  chargers: [{id: A01}]
)"));
  CHECK(only(validation, "AMP206").finding.help ==
        "the 63 A fuse carries 60 A of other loads on L2: move some of them, or fit a larger fuse where the cable "
        "carries it");
}

TEST_CASE("AMP206: only the lines of the charger count") {
  check_building(tn(R"(supply:
  id: main
  fuse_a: 63
  limit_a:
    L1: 60
    L2: 4  # expect: AMP206
    L3: 60
  chargers:
    - {id: A01, phases: [L1]}
    - {id: A02, phases: [L2]}
)"));
}

TEST_CASE("AMP206: between two lines with neutral a charger is wired to the better one") {
  check_building(tn(R"(supply:
  id: main
  fuse_a: 63
  limit_a: {L1: 4, L2: 60, L3: 60}
  circuits:
    - id: K1
      fuse_a: 32
      phases: [L1, L2]
      chargers: [{id: A01}]
)"));
}

TEST_CASE("AMP206: without neutral a pair needs both of its lines") {
  check_building(it(R"(supply:
  id: main
  fuse_a: 63
  limit_a: {L1: 60, L2: 60, L3: 5}  # expect: AMP206
  circuits:
    - id: K1
      fuse_a: 32
      phases: [L1, L3]
      chargers: [{id: A01}]
    - id: K2
      fuse_a: 32
      phases: [L1, L2]
      chargers: [{id: A02}]
)"));
}

TEST_CASE("AMP206: a charger's own fuse below its least current") {
  check_building(tn(R"(supply:
  id: main
  fuse_a: 63
  chargers:
    - id: A01
      fuse_a: 10  # expect: AMP206
      min_a: 16
)"));
}

TEST_CASE("AMP207 leaves out chargers that cannot charge even alone") {
  const Validation validation = check_building(tn(R"(supply:
  id: main
  fuse_a: 20  # expect: AMP207
  circuits:
    - id: K1
      fuse_a: 16
      limit_a: 5  # expect: AMP206
      chargers: [{id: A01}]
    - id: K2
      fuse_a: 20
      chargers: [{id: B01}, {id: B02}]
    - id: K3
      fuse_a: 20
      chargers: [{id: C01}, {id: C02}]
)"));
  CHECK(only(validation, "AMP207").finding.message ==
        "supply main leaves 20 A on L1, but those 4 of its 5 chargers that can at all need 24 A to charge all at once: "
        "3 can with three-phase cars, 4 with one-phase cars");
}

TEST_CASE("AMP206 is silent where what it rests on has a finding") {
  SUBCASE("the lines of the charger") {
    check_building(tn(R"(supply:
  id: main
  fuse_a: 63
  limit_a: 3
  chargers:
    - id: A01
      phases: [L1, L2]  # expect: AMP104
    - id: A02
      phases: [L1, L1, L1]  # expect: AMP102
)"));
  }
  SUBCASE("its least current") {
    check_building(tn(R"(supply:
  id: main
  fuse_a: 63
  limit_a: 3
  chargers:
    - id: A01
      min_a: 4  # expect: AMP208
    - id: A02
      min_a: "6"  # expect: AMP005
)"));
  }
  SUBCASE("the limit") {
    check_building(tn(R"(supply:
  id: main
  fuse_a: 63
  limit_a: low  # expect: AMP005
  chargers: [{id: A01, min_a: 32}]
)"));
  }
  SUBCASE("the limit of one line only silences that line") {
    check_building(tn(R"(supply:
  id: main
  fuse_a: 63
  limit_a:
    L1: low  # expect: AMP005
    L2: 4  # expect: AMP206
  chargers:
    - {id: A01, phases: [L1]}
    - {id: A02, phases: [L2]}
)"));
  }
  SUBCASE("the grid") {
    check_building("# expect-at 4: AMP006\n" + with_grid("system: TNS", R"(supply:
  id: main
  fuse_a: 63
  limit_a: 3
  chargers: [{id: A01}]
)"));
  }
}

TEST_CASE("AMP207: how many can, with three-phase and with one-phase cars") {
  const Validation validation =
      check_building(tn("supply:\n"
                        "  id: main\n"
                        "  fuse_a: 125\n"
                        "  limit_a: 80  # expect: AMP207\n"
                        "  circuits:\n"
                        "    - {id: K1, fuse_a: 63, chargers: " +
                        chargers(10, "A") +
                        "}\n"
                        "    - {id: K2, fuse_a: 63, chargers: " +
                        chargers(10, "B") +
                        "}\n"
                        "    - {id: K3, fuse_a: 63, chargers: " +
                        chargers(10, "C") + "}\n"));
  CHECK(only(validation, "AMP207").severity == Severity::note);
  CHECK(only(validation, "AMP207").finding.message ==
        "supply main leaves 80 A on L1, but its 30 chargers need 180 A to charge all at once: 13 can with three-phase "
        "cars, 30 with one-phase cars");
}

TEST_CASE("AMP207: behind 63 A, 10 three-phase cars with neutral and 30 one-phase ones") {
  const std::string all = chargers(31, "A");
  const Validation validation =
      check_building(tn("supply:\n  id: main\n  fuse_a: 63  # expect: AMP207\n  chargers: " + all + "\n"));
  CHECK(only(validation, "AMP207").finding.message.find("10 can with three-phase cars, 30 with one-phase cars") !=
        std::string::npos);
}

TEST_CASE("AMP207: without neutral one-phase cars take two lines each") {
  const std::string supply =
      "supply:\n  id: main\n  fuse_a: 63  # expect: AMP207\n  chargers: " + chargers(31, "A") + "\n";
  SUBCASE("arithmetic sums: 15 pairs of 6 A on three lines of 63 A") {
    const Validation validation = check_building(it(supply));
    CHECK(only(validation, "AMP207").finding.message.find("10 can with three-phase cars, 15 with one-phase cars") !=
          std::string::npos);
  }
  SUBCASE("phasor sums: 6 on each pair draw 62.4 A on each line") {
    const Validation validation = check_building(it(supply + "planning: {current_model: phasor}\n"));
    CHECK(only(validation, "AMP207").finding.message.find("10 can with three-phase cars, 18 with one-phase cars") !=
          std::string::npos);
  }
}

TEST_CASE("AMP207: a circuit that passes on less than its chargers ask for does not burden the supply") {
  check_building(
      tn("supply:\n"
         "  id: main\n"
         "  fuse_a: 125\n"
         "  circuits:\n"
         "    - id: K1\n"
         "      fuse_a: 63  # expect: AMP207\n"
         "      chargers: " +
         chargers(30, "A") + "\n"));
}

TEST_CASE("AMP207: smallest minima first") {
  const Validation validation = check_building(tn(R"(supply:
  id: main
  fuse_a: 32
  limit_a: 30  # expect: AMP207
  chargers:
    - {id: A01, min_a: 16}
    - {id: A02, min_a: 16}
    - {id: A03, min_a: 8}
    - {id: A04, min_a: 6}
)"));
  CHECK(
      only(validation, "AMP207").finding.message.find("need 46 A to charge all at once: 3 can with three-phase cars") !=
      std::string::npos);
}

TEST_CASE("AMP207: one-phase cars stay on the line to which a fixed terminal or a single line binds them") {
  const std::string fixed = "phases: [L1, L2, L3], fixed: true";
  const std::string supply =
      "supply:\n  id: main\n  fuse_a: 16  # expect: AMP207\n  chargers: " + chargers(4, "A", fixed) + "\n";
  const Validation by_charger = check_building(tn(supply));
  CHECK(only(by_charger, "AMP207").finding.message.find("2 can with three-phase cars, 4 with one-phase cars") !=
        std::string::npos);
  const Validation by_terminal = check_building(tn(supply + "planning: {one_phase_line: terminal}\n"));
  CHECK(only(by_terminal, "AMP207").finding.message.find("2 can with three-phase cars, 2 with one-phase cars") !=
        std::string::npos);
}

TEST_CASE("AMP207: chargers spread over two lines with neutral need less on each") {
  check_building(tn("supply: {id: main, fuse_a: 16, phases: [L1, L2], chargers: " + chargers(4, "A") + "}\n"));
  check_building(
      tn("supply: {id: main, fuse_a: 16, phases: [L1, L2], chargers: " + chargers(5, "A") + "}  # expect: AMP207\n"));
}

TEST_CASE("AMP207 is silent where AMP206 speaks, and where its sum is not known") {
  check_building(tn(R"(supply:
  id: main
  fuse_a: 63
  limit_a: 5  # expect: AMP206
  chargers: [{id: A01}, {id: A02}]
)"));
  check_building(tn(R"(supply:
  id: main
  fuse_a: 10
  circuits:
    - id: K1
      fuse_a: 10
      chargers: [{id: A01}]
    - id: K2  # expect: AMP211
      chargers: [{id: A02}]
)"));
}
