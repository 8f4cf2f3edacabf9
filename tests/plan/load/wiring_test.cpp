#include "ampsite/plan/load/wiring.h"

#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "ampsite/plan/connectivity/reach.h"
#include "plan/site_builder.h"

using namespace ampsite;
using namespace ampsite::test;

namespace {

/// The wiring of each charger by its place in the file, such as "[L1, L2, L3] on L2".
std::vector<std::string> wired(const Site& site, const Connectivity& connectivity = {}) {
  std::vector<std::string> texts;
  for (const ChargerWiring& wiring : choose_wiring(site, connectivity).wiring) {
    texts.push_back(describe(wiring.phases) + " on " + describe(wiring.one_phase_on));
  }
  return texts;
}

using Texts = std::vector<std::string>;

/// One PLC network with these chargers on the circuit of the first.
Connectivity over_plc(const Site& site, std::vector<ChargerIndex> chargers, std::optional<LineSet> pair = {}) {
  Connectivity planned;
  PlcNetwork network;
  network.circuit = site.chargers[chargers.front()].node;
  network.pair = pair.value_or(plc_pair(site.nodes[network.circuit].lines, site.neutral()));
  network.chargers = std::move(chargers);
  planned.plc_networks.push_back(network);
  return planned;
}

Site terminal_decides(Site site) {
  site.planning.one_phase_line = stated(OnePhaseLine::terminal);
  return site;
}

Circuit fed_by(Circuit circuit, Wiring lines) {
  circuit.node.phases = stated(lines);
  return circuit;
}

}  // namespace

TEST_CASE("with neutral, chargers not wired yet get all lines, and one-phase cars take turns on L1, L2, L3") {
  const Site site = build_site(tn_grid(), circuit("main", 63, chargers("A", 4)));
  CHECK(wired(site) == Texts{"[L1, L2, L3] on L1", "[L1, L2, L3] on L2", "[L1, L2, L3] on L3", "[L1, L2, L3] on L1"});
  const ChargerWiring first = choose_wiring(site, {}).wiring.front();
  CHECK(first.wiring_id == 4);
  CHECK_FALSE(first.changed);
  CHECK_FALSE(first.fixed);
  CHECK(first.reason == "all lines of its circuit");
}

TEST_CASE("lines spread over all circuits, in natural order of ids wherever the file has them") {
  const Circuit k2 = circuit("K2", 63, {charger("B10"), charger("B9")});
  const Circuit k10 = circuit("K10", 63, {charger("B1")});
  const Site site = build_site(tn_grid(), circuit("main", 125, {charger("C1")}, {k10, k2}));
  // B1 of K10, then B9 and B10 of K2, then C1: each where its node, and then the supply, has the most left.
  CHECK(site.chargers[1].id.value == "B1");
  CHECK(wired(site) == Texts{"[L1, L2, L3] on L1", "[L1, L2, L3] on L1", "[L1, L2, L3] on L3", "[L1, L2, L3] on L2"});
}

TEST_CASE("where the charger chooses, a stated wiring stays as it is") {
  const Site site = build_site(
      tn_grid(), circuit("main", 63, {charger("A1", {L2, L3, L1}), charger("A2", {L3}), charger("A3", {L1, L2, L3})}));
  CHECK(wired(site) == Texts{"[L2, L3, L1] on L1", "[L3] on L3", "[L1, L2, L3] on L2"});
  for (const ChargerWiring& wiring : choose_wiring(site, {}).wiring) {
    CHECK_FALSE(wiring.changed);
    CHECK(wiring.reason == "as the file states");
  }
}

TEST_CASE("without neutral, the terminals take turns on the three pairs") {
  const Site site = build_site(it_grid(), circuit("main", 63, chargers("A", 4)));
  CHECK(wired(site) == Texts{"[L1, L2, L3] on L1 and L3", "[L2, L3, L1] on L1 and L2", "[L3, L1, L2] on L2 and L3",
                             "[L1, L2, L3] on L1 and L3"});
  CHECK(choose_wiring(site, {}).wiring[1].wiring_id == 14);
}

TEST_CASE("without neutral, a charger that chooses takes turns on the same pairs") {
  Site site = build_site(it_grid(), circuit("main", 63, chargers("A", 3)));
  site.planning.one_phase_line = stated(OnePhaseLine::charger);
  CHECK(wired(site) == Texts{"[L1, L2, L3] on L1 and L3", "[L1, L2, L3] on L1 and L2", "[L1, L2, L3] on L2 and L3"});
}

TEST_CASE("where the terminal decides") {
  SUBCASE("a fixed wiring stays, and the others keep off its line") {
    const Site site = terminal_decides(
        build_site(tn_grid(), circuit("main", 63, {charger("A1"), charger("A2", {L1, L3, L2}, true), charger("A3")})));
    CHECK(wired(site) == Texts{"[L2, L3, L1] on L2", "[L1, L3, L2] on L1", "[L3, L1, L2] on L3"});
    const ChargerWiring fixed = choose_wiring(site, {}).wiring[1];
    CHECK(fixed.fixed);
    CHECK_FALSE(fixed.changed);
    CHECK(fixed.reason == "fixed in the file");
  }
  SUBCASE("a charger with fewer lines than its circuit is wired to all of them") {
    const Site site = terminal_decides(build_site(tn_grid(), circuit("main", 63, {charger("A1", {L1})})));
    CHECK(wired(site) == Texts{"[L1, L2, L3] on L1"});
    CHECK(choose_wiring(site, {}).wiring.front().changed);
  }
  SUBCASE("a stated wiring stays where nobody gains by another") {
    const Site site = terminal_decides(
        build_site(tn_grid(), circuit("main", 63, {charger("A1", {L1, L3, L2}), charger("A2", {L1, L2, L3})})));
    CHECK(wired(site) == Texts{"[L1, L3, L2] on L1", "[L2, L3, L1] on L2"});
    CHECK_FALSE(choose_wiring(site, {}).wiring[0].changed);
    CHECK(choose_wiring(site, {}).wiring[1].changed);
  }
}

TEST_CASE("on two lines with neutral, chargers take turns on one of them") {
  const Site site =
      build_site(tn_grid(), circuit("main", 63, {}, {fed_by(circuit("K1", 32, chargers("A", 3)), {L1, L2})}));
  CHECK(wired(site) == Texts{"[L1] on L1", "[L2] on L2", "[L1] on L1"});
  CHECK(wired(site, over_plc(site, {1})) == Texts{"[L1] on L1", "[L1] on L1", "[L2] on L2"});
}

TEST_CASE("on two lines without neutral, chargers have that pair") {
  const Site site = build_site(
      it_grid(),
      circuit("main", 63, {}, {fed_by(circuit("K1", 32, {charger("A1"), charger("A2", {L3, L2})}), {L2, L3})}));
  CHECK(wired(site) == Texts{"[L2, L3] on L2 and L3", "[L3, L2] on L2 and L3"});
  CHECK_FALSE(choose_wiring(site, {}).wiring[1].changed);
  CHECK(wired(site, over_plc(site, {0})).front() == "[L2, L3] on L2 and L3");
}

TEST_CASE("one-phase grids have one line, or one pair") {
  const Site tn = build_site(tn_grid(1), circuit("main", 63, chargers("A", 2)));
  CHECK(wired(tn) == Texts{"[L1] on L1", "[L1] on L1"});
  CHECK(choose_wiring(tn, {}).wiring.front().wiring_id == 1);
  const Site it = build_site(it_grid(1), circuit("main", 63, chargers("A", 2)));
  CHECK(wired(it) == Texts{"[L1, L3] on L1 and L3", "[L1, L3] on L1 and L3"});
  CHECK(choose_wiring(it, {}).wiring.front().wiring_id == 10);
}

TEST_CASE("without neutral, chargers on PLC have terminals L1 and N on L1 and L3") {
  const Site site =
      build_site(it_grid(), circuit("main", 63,
                                    {charger("A1"), charger("A2", {L2, L3, L1}), charger("A3", {L3, L2, L1}),
                                     charger("A4", {L1, L3}), charger("A5")}));
  const Connectivity connectivity = over_plc(site, {0, 1, 2, 3});
  CHECK(wired(site, connectivity) == Texts{"[L1, L2, L3] on L1 and L3", "[L1, L2, L3] on L1 and L3",
                                           "[L3, L2, L1] on L1 and L3", "[L1, L2, L3] on L1 and L3",
                                           "[L2, L3, L1] on L1 and L2"});
  const std::vector<ChargerWiring> wiring = choose_wiring(site, connectivity).wiring;
  CHECK(wiring[1].changed);
  CHECK(wiring[1].reason == "terminals L1 and N on L1 and L3, where the circuit's PLC is");
  CHECK_FALSE(wiring[2].changed);
  CHECK(wiring[2].reason == "as the file states; its terminals are on the PLC pair");
}

TEST_CASE("with neutral, chargers on PLC have terminal L1 on L1, and a one-phase car still any line") {
  const Site site =
      build_site(tn_grid(), circuit("main", 63, {charger("A1", {L2, L3, L1}), charger("A2", {L1}), charger("A3")}));
  CHECK(wired(site, over_plc(site, {0, 1, 2})) == Texts{"[L1, L2, L3] on L2", "[L1] on L1", "[L1, L2, L3] on L3"});
  CHECK(choose_wiring(site, over_plc(site, {0})).wiring.front().reason ==
        "terminal L1 on L1, where the circuit's PLC is");
}

TEST_CASE("a PLC source that is connected elsewhere takes its chargers along") {
  const Site site = build_site(tn_grid(), circuit("main", 63, chargers("A", 1)));
  const Connectivity connectivity = over_plc(site, {0}, LineSet{L2});
  CHECK(wired(site, connectivity) == Texts{"[L2, L3, L1] on L1"});
}

TEST_CASE("a gateway is bound to the pair as those it serves are") {
  const Site site = terminal_decides(build_site(tn_grid(), circuit("main", 63, chargers("A", 3))));
  Connectivity connectivity = over_plc(site, {2});
  connectivity.plc_networks.front().gateway = 1;
  CHECK(wired(site, connectivity) == Texts{"[L2, L3, L1] on L2", "[L1, L2, L3] on L1", "[L1, L2, L3] on L1"});
}

TEST_CASE("a wiring that the grid does not have is wired anew, unless it is fixed") {
  const Site site = build_site(
      tn_grid(),
      circuit("main", 63, {charger("A1", {L1, L2}), charger("A2", {L1, L2}, true), charger("A3", {L1, L1, L1})}));
  CHECK(wired(site) == Texts{"[L1, L2, L3] on L1", "[L1, L2] on no line", "[L1, L2, L3] on L2"});
  CHECK(choose_wiring(site, {}).wiring[1].reason == "fixed in the file, in a form that the grid does not have");
}

TEST_CASE("a wiring to a line that the circuit does not have is wired anew, unless it is fixed") {
  const Circuit one = fed_by(circuit("K1", 32, {charger("A1", {L2}), charger("A2", {L2}, true), charger("A3")}), {L1});
  for (const OnePhaseLine decides : {OnePhaseLine::charger, OnePhaseLine::terminal}) {
    Site site = build_site(tn_grid(), circuit("main", 63, {}, {one}));
    site.planning.one_phase_line = stated(decides);
    CHECK(wired(site) == Texts{"[L1] on L1", "[L2] on no line", "[L1] on L1"});
    const std::vector<ChargerWiring> wiring = choose_wiring(site, {}).wiring;
    CHECK(wiring[0].changed);
    CHECK(wiring[1].fixed);
    CHECK(wiring[1].reason == "fixed in the file, where its circuit has only L1");
  }
}

TEST_CASE("on one line without neutral there is no wiring") {
  const Site site = build_site(
      it_grid(), circuit("main", 63, {}, {fed_by(circuit("K1", 32, {charger("A1"), charger("A2", {L1})}), {L1})}));
  CHECK(wired(site) == Texts{"[] on no line", "[] on no line"});
  CHECK(choose_wiring(site, {}).wiring[0].reason ==
        "its circuit has only L1, and without neutral a car needs two lines");
}

TEST_CASE("the proof says who was not free, because the file wires it to fewer lines than its circuit has") {
  const Circuit two = fed_by(circuit("K1", 7, {charger("A1", {L1}), charger("A2", {L1})}), {L1, L2});
  Site site = build_site(tn_grid(), circuit("main", 63, {charger("B1")}, {two}));
  const auto argument = [&] { return choose_wiring(site, {}).proof->argument; };
  CHECK(argument() ==
        "Whichever lines are chosen, one-phase cars make at least 2 uses of K1 L1. At more than 3.5 A for each use "
        "there is room for 1. A1 and A2 were not free to choose: with one_phase_line: charger the plan leaves them on "
        "the lines that the file states, fewer than their circuit has.");
  site.chargers[2].fixed = stated(true);
  CHECK(argument().find(" A1 was not free to choose") != std::string::npos);
  site.planning.one_phase_line = stated(OnePhaseLine::terminal);
  CHECK(argument().find("not free") == std::string::npos);
}

TEST_CASE("a charger is not wired for good to a line that cannot give it its least current, where another can") {
  Circuit two = fed_by(circuit("K1", 16, chargers("A", 2)), {L2, L3});
  two.node.base_load_a = on_lines({{L2, 8}});
  SUBCASE("the second needs more than L2 has") { two.chargers[1].min_a = stated(10.0); }
  SUBCASE("the first does") {
    two.chargers[0].min_a = stated(8.5);
    std::swap(two.chargers[0], two.chargers[1]);
  }
  const Site site = build_site(tn_grid(), circuit("main", 63, {}, {two}));
  CHECK(wired(site) == Texts{"[L2] on L2", "[L3] on L3"});
}

TEST_CASE("where a charger cannot charge on any line, nobody gives way to it") {
  Circuit two = fed_by(circuit("K1", 16, chargers("A", 2)), {L2, L3});
  two.node.base_load_a = on_lines({{L3, 8}});
  SUBCASE("by the lines") { two.chargers[1].min_a = stated(20.0); }
  SUBCASE("by itself") {
    two.chargers[1].min_a = stated(10.0);
    two.chargers[0].max_a = two.chargers[1].max_a = stated(9.0);
  }
  const Site site = build_site(tn_grid(), circuit("main", 63, {}, {two}));
  CHECK(wired(site) == Texts{"[L2] on L2", "[L3] on L3"});
}

TEST_CASE("the proof says 0 A, not -0 A, where nothing is left") {
  Circuit full = circuit("K1", 16, chargers("A", 2));
  full.node.base_load_a = on_all_lines(16);
  const std::string argument =
      choose_wiring(build_site(tn_grid(), circuit("main", 40, {}, {full})), {}).proof->argument;
  CAPTURE(argument);
  CHECK(argument.find("At more than 0 A for each use") != std::string::npos);
}

TEST_CASE("the proof names the charger whose own maximum is less than the bound by phasors") {
  Circuit three = circuit("K2", 25, chargers("B", 3));
  for (Charger& own : three.chargers) own.max_a = stated(13.0);
  Site site = build_site(it_grid(), circuit("main", 63, {}, {three}));
  site.planning.current_model = stated(CurrentModel::phasor);
  const WiringProof proof = *choose_wiring(site, {}).proof;
  CHECK(proof.upper_bound_a == 13);
  CAPTURE(proof.argument);
  CHECK(proof.argument.find("but charger B1 gives at most 13 A itself, so no choice gives every car more.") !=
        std::string::npos);
}

TEST_CASE("only what stands otherwise than in the order of the grid is called turned") {
  const Site site = terminal_decides(build_site(tn_grid(), circuit("main", 63, chargers("A", 2))));
  const auto wiring = choose_wiring(site, {}).wiring;
  CHECK(wiring[0].reason == "wired so that one-phase cars spread over the lines");
  CHECK(wiring[1].reason == "turned so that one-phase cars spread over the lines");
}
