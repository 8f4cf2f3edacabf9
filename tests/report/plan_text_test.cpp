#include "ampsite/report/plan_text.h"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <string>
#include <vector>

#include "ampsite/report/plan_wording.h"
#include "ampsite/report/terminal_text.h"
#include "ampsite/report/text_table.h"
#include "ampsite/version.h"
#include "report/findings_fixture.h"
#include "report/plan_fixture.h"

using namespace ampsite;
using namespace ampsite::test;

TEST_CASE("a plan in text says first what has to be known") {
  const Site site = read_small_site();
  const Plan plan = small_plan();
  Finding finding;
  finding.message = "limit 40 A of K1; at most 32 A";
  finding.entity = "main/K1";
  finding.help = "lower the limit";
  const std::vector<Diagnostic> diagnostics{diagnostic(limit_rule, finding), diagnostic(fuse_rule, finding)};
  CHECK(plan_text({site, plan, diagnostics, {false, true}, "0123456789abcdef"}) ==
        "ATTENTION: 1 error remains that this plan does not resolve, see below\n"
        "ATTENTION: the plan leaves 1 charger without a link, see below\n"
        "\n"
        "Plan of       Søndre garasje (P-1)\n"
        "Grid          IT, 230 V, three phases, without neutral\n"
        "Size          3 chargers on 3 fuse nodes\n"
        "Assumed       arithmetic sums; a one-phase car's line is chosen by the wiring of its terminals;\n"
        "              WiFi, then PLC, then 4G; at most 1 gateway; PLC up to 90 m and 30 chargers\n"
        "Made by       ampsite " +
            std::string(version) +
            ", from site 0123456789ab\n"
            "\n"
            "WITHOUT A LINK\n"
            "  - B1: no 4G coverage\n"
            "\n"
            "GUARANTEED CURRENT: all cars charging; in turns: a car's share where not all can charge at once\n"
            "  if every car is  each gets at least  limited by         can charge at once  power of all\n"
            "  three-phase       15.666 A in turns  main on L1 (63 A)              2 of 3     18.723 kW\n"
            "  one-phase         15.666 A in turns  main on L1 (63 A)              2 of 3     18.723 kW\n"
            "\n"
            "NOT ALL AT ONCE\n"
            "  - three-phase and one-phase: 2 of 3 can charge at once, each with its least current; more cannot,\n"
            "    which is proved. If they take turns, no order gives everybody more than 66.7 % of the time. One\n"
            "    choice: A1, A2.\n"
            "\n"
            "WHAT WOULD HELP: with all cars three-phase and taking turns, each gets at least 15.666 A now\n"
            "  - main: a fuse of 80 A instead of 63 A: every three-phase car gets at least 20.25 A\n"
            "  - K1, K2: the portal limit of 16 A stays: the fuse of K2 allows no more\n"
            "\n"
            "FUSE TREE: ampere on each line; one number where all lines have the same\n"
            "  node  lines     fuse  chargers may draw  three-phase   one-phase\n"
            "  main  L1/L2/L3  63 A  63                 63/62.999/63  63/62.999/63\n"
            "    K1  L1/L2/L3  32 A  32                 31.666        31.666\n"
            "    K2  L1/L2/L3  16 A  16                 16            16\n"
            "\n"
            "LINKS AND WIRING: the grid line on each terminal of the charger; * differs from the file\n"
            "  charger  circuit  link  from                RSSI  on L1 L2 N  wiring id  one-phase on  fixed\n"
            "  A1       K1       WiFi  ap-1           -60.5 dBm  L1 L2 L3*          13  L1-L3\n"
            "  A2       K1       PLC*  module K1-plc             L1 L2 L3           13  L1-L3         fixed\n"
            "  B1       K2       none                            L1 L2 L3*              L1-L3\n"
            "\n"
            "CURRENTS: the fair share in ampere, what holds it down, and the setting in whole ampere\n"
            "  charger  three-phase  set  held by  one-phase  set  held by  offline\n"
            "  A1            15.666   16  main L1     15.666   16  main L1       16\n"
            "  A2            16.000   16  K1 L3       16.000   16  K1 L3         16\n"
            "  B1            32.000    0  own max     32.000    0  own max        0\n"
            "  A setting is a calculated share, to check with and for chargers without load balancing. Do not\n"
            "  enter it as a charger's maximum where the portal balances. Offline is what a charger falls back to\n"
            "  when the network is down.\n"
            "\n"
            "PLC NETWORKS\n"
            "  circuit  source      id          at  connects  chargers  farthest\n"
            "  K1       new module  K1-plc  15.0 m  L1 L3 PE         1     5.0 m\n"
            "\n"
            "ACCESS POINTS: their fixed channels at 2.4 GHz; * differs from the file\n"
            "  access point  channel  chargers\n"
            "  ap-1               6*         1\n"
            "\n"
            "TOTALS\n"
            "  links    1 on WiFi, 1 on PLC and 1 without\n"
            "  to buy   1 PLC module\n"
            "  network  4 DHCP addresses and 6 MB a day\n"
            "  cost     250.00 EUR over 60 months\n"
            "\n"
            "PROOF OF THE WIRING: why no other choice of lines gives the smallest one-phase car more\n"
            "  With all cars one-phase each gets at least 15.666 A, and no choice of lines gives every car more.\n"
            "  line of       lines  each may carry  uses that fit above 15.667 A  times  uses together\n"
            "  main          L1               63 A                             2      1              2\n"
            "  K2            L3               16 A                             0      1              0\n"
            "  all of these                                                                          2\n"
            "  3 uses, but the cut holds 2\n"
            "  For the larger currents this is the best that was found; it is not proved that nothing is better.\n"
            "\n"
            "PROOF OF THE LINKS: what they are chosen by, in this order\n"
            "  - chargers without a link: 1, proved to be the best\n"
            "  - interference: 1.25e-08 mW; less than 5e-09 mW is proved to be impossible\n"
            "\n"
            "CAPACITY: what each car gets when some charge: ampere at least and as a rule; kWh at least in 10 h\n"
            "  cars  three-phase  as a rule    kWh  one-phase  as a rule    kWh\n"
            "     1       32.000     32.000  127.4     32.000     32.000  127.4\n"
            "     2       23.500     27.750   93.6     23.500     27.750   93.6\n"
            "     3       15.666     15.666   62.4     15.666     15.666   62.4\n"
            "\n"
            "PORTAL: what is entered there\n"
            "  network type  IT_3_Phase\n"
            "  installation  62.999 A maximum current, the least of its lines\n"
            "  available     L1 63.000 A, L2 62.999 A, L3 63.000 A, each line's own; both are entered\n"
            "  circuit  max current  lowered from  chargers  on L1 L2 N  wiring id\n"
            "  K1          31.500 A      32.000 A  A1, A2    L1 L2 L3           13\n"
            "  K2          16.000 A                B1        L1 L2 L3\n"
            "  - K1 lowered: main holds 63 A for 64 A\n"
            "\n"
            "MATERIALS: to buy and to order\n"
            "  - 1 x PLC module: circuit K1\n"
            "\n"
            "FIREWALL: what the chargers need open to the outside, and nothing inward\n"
            "  protocol  port  host\n"
            "  tcp        443  *.example.com\n"
            "  udp        123  time.example.com\n"
            "\n"
            "COMMISSIONING: step by step\n"
            "  - measure the RSSI at A1: -60.5 dBm or better\n"
            "  - open the ports\n"
            "\n"
            "FINDINGS\n"
            "  - error[AMP203] limit 40 A of K1; at most 32 A; at main/K1; help: lower the limit\n"
            "  - error[AMP201] limit 40 A of K1; at most 32 A (resolved by this plan)\n");
}

TEST_CASE("chargers without a link for the same reason stand together") {
  const Site site = read_small_site();
  Plan plan = small_plan();
  const std::vector<Diagnostic> diagnostics;
  for (const ChargerIndex i : {0U, 1U, 2U}) {
    plan.connectivity.chargers[i].link = PlannedLink::none;
    plan.connectivity.chargers[i].reason = i == 1 ? "no 4G coverage" : "no access point";
  }
  const std::string text = plan_text(make_plan_report(site, plan, diagnostics));
  const std::size_t begin = text.find("WITHOUT A LINK");
  REQUIRE(begin != std::string::npos);
  CHECK(text.substr(begin, text.find("\n\n", begin) - begin) ==
        "WITHOUT A LINK\n"
        "  - A1, B1: no access point\n"
        "  - A2: no 4G coverage");
}

TEST_CASE("a site without chargers has a short plan") {
  Site site = read_small_site();
  site.chargers.clear();
  const Plan plan;
  const std::vector<Diagnostic> none;
  const std::string text = plan_text({site, plan, none, {}, "0123456789abcdef"});
  CHECK(text.find("Size          0 chargers on 3 fuse nodes\n") != std::string::npos);
  CHECK(text.find("\nNOTHING TO PLAN\n  The site file states no charger.\n") != std::string::npos);
  CHECK(text.find("GUARANTEED") == std::string::npos);
}

namespace {

std::string plan_text_of(const std::string& grid, const std::string& supply) {
  const SourceText source("some.site.yaml",
                          "ampsite: 1\nsite: {name: A}\ngrid: " + grid + "\nsupply: " + supply + "\n");
  const Site site = *read_site(source).site;
  const Plan plan = make_plan(site);
  const std::vector<Diagnostic> none;
  return plan_text({site, plan, none, {}, "0123456789abcdef"});
}

/// From the heading that begins so to the next empty line.
std::string section(const std::string& text, const std::string& heading) {
  const std::size_t begin = text.find("\n" + heading);
  if (begin == std::string::npos) return "no " + heading + " in\n" + text;
  return text.substr(begin + 1, text.find("\n\n", begin) - begin);
}

}  // namespace

TEST_CASE("a charger without room is told what holds it") {
  const std::string text = plan_text_of(
      "{system: TN-S}",
      "{id: main, fuse_a: 63, circuits: [{id: K1, fuse_a: 16, chargers: [{id: A1, max_a: 10, min_a: 12}]}, "
      "{id: K2, fuse_a: 16, base_load_a: {L1: 8, L2: 8, L3: 2}, chargers: [{id: B10, min_a: 9.5}, {id: B9, min_a: "
      "9.5}, "
      "{id: B11, phases: [L3]}]}]}");
  CHECK(section(text, "WITHOUT ROOM") ==
        "WITHOUT ROOM TO CHARGE\n"
        "  - A1: a min_a of 12 A is more than the own maximum of 10 A\n"
        "  - B9, B10: a min_a of 9.5 A, 10 A in whole ampere, is more than the 8 A that K2 leaves on L1/L2,\n"
        "    even with nobody else charging\n");
}

TEST_CASE("where no charger can charge even alone, nothing is said of taking turns") {
  const std::string text =
      plan_text_of("{system: TN-S}", "{id: main, fuse_a: 10, chargers: [{id: A1, min_a: 12}, {id: A2, min_a: 12}]}");
  CHECK(text.starts_with(
      "ATTENTION: the plan leaves 2 chargers without a link and 2 chargers without room for their min_a,\n"
      "           see below\n"));
  CHECK(section(text, "NOT ALL AT ONCE") ==
        "NOT ALL AT ONCE\n"
        "  - three-phase and one-phase: none can charge with its least current, not even alone.\n");
}

TEST_CASE("where the grid has one phase, nothing is said of three") {
  const std::string text = plan_text_of("{system: TN-S, voltage_v: 230, phases: 1}",
                                        "{id: main, fuse_a: 25, chargers: [{id: A1}, {id: A2}]}");
  CHECK(section(text, "GUARANTEED CURRENT") ==
        "GUARANTEED CURRENT: all cars charging\n"
        "  if every car is  each gets at least  limited by         can charge at once  power of all\n"
        "  one-phase                  12.500 A  main on L1 (25 A)              2 of 2      5.750 kW\n");
  CHECK(section(text, "LINKS AND WIRING").find("link  on L1  wiring id") != std::string::npos);
  CHECK(
      section(text, "WHAT WOULD HELP").find("  - main: a fuse of 32 A instead of 25 A: every car gets at least 16 A") !=
      std::string::npos);
  INFO(text);
  CHECK(text.find("three-phase") == std::string::npos);
}

TEST_CASE("what the portal's caps take stands beside the guarantee, in front of all, and with its reason") {
  const std::string fixed = ", phases: [L2], fixed: true}";
  const std::string text = plan_text_of(
      "{system: TN-S}",
      "{id: main, fuse_a: 63, circuits: [{id: K1, fuse_a: 32, limit_a: {L1: 12, L2: 32, L3: 32}, chargers: [{id: A1}, "
      "{id: A2" +
          fixed + ", {id: A3" + fixed + ", {id: A4" + fixed + "]}]}");
  CHECK(text.find(
            "ATTENTION: within the portal's caps not every charger is sure to get its min_a at once, see below\n") !=
        std::string::npos);
  CHECK(section(text, "GUARANTEED").find("  Within the portal's caps: three-phase 3 A, one-phase 4 A.\n") !=
        std::string::npos);
  const std::string portal = section(text, "PORTAL");
  const std::size_t remarks = portal.find("  - ");
  REQUIRE(remarks != std::string::npos);
  CHECK(portal.substr(remarks) ==
        "  - K1: no more than 12 A on all lines, because L1 carries no more; L2 could carry 32 A and L3 could\n"
        "    carry 32 A\n"
        "  - with every car three-phase, each gets at least 3 A within these limits, not 8 A\n"
        "  - with every car one-phase, each gets at least 4 A within these limits, not 10.666 A\n");
}

TEST_CASE("a finding about all chargers says whom the plan leaves without a link") {
  const Site site = read_small_site();
  Finding finding;
  finding.message = "3 of 3 chargers have no link";
  const std::vector<Diagnostic> diagnostics{{find_rule("AMP707"), Severity::note, finding}};
  CHECK(section(plan_text({site, small_plan(), diagnostics, {false}, "0123456789abcdef"}), "FINDINGS") ==
        "FINDINGS\n  - note[AMP707] 3 of 3 chargers have no link (this plan leaves only B1 without)\n");
}

TEST_CASE("a list that makes a table too wide is wrapped within its column") {
  std::string list;
  for (int i = 1; i <= 40; i += 2) list += fmt::format("{}A{}", i == 1 ? "" : ", ", i);
  Table table({{"circuit"}, {"chargers"}, {"A", Table::Align::right}});
  table.add({"K1", list, "16"});
  table.add({"K2", "B1, B2", "6"});
  CHECK(text_table(table, 100) ==
        "  circuit  chargers                                                                                A\n"
        "  K1       A1, A3, A5, A7, A9, A11, A13, A15, A17, A19, A21, A23, A25, A27, A29, A31, A33, A35,   16\n"
        "           A37, A39\n"
        "  K2       B1, B2                                                                                  6\n");
}

TEST_CASE("where lists are not what is too wide, words are wrapped, and ids and places in a tree never are") {
  Table table({{"node"}, {"name"}, {"A", Table::Align::right}});
  table.add({"  K-of-the-hall-in-the-east", "Hall in the east, second floor, beside the ramp", "16"});
  table.add({"  K2", "West", "6"});
  CHECK(text_table(table, 60) ==
        "  node                         name                        A\n"
        "    K-of-the-hall-in-the-east  Hall in the east, second   16\n"
        "                               floor, beside the ramp\n"
        "    K2                         West                        6\n");

  Table tree({{"node"}, {"lines"}});
  tree.add({"    K-of-the-hall-in-the-east", "L1/L2/L3"});
  CHECK(text_table(tree, 30) == "  node                           lines\n      K-of-the-hall-in-the-east  L1/L2/L3\n");
}

TEST_CASE("chargers are named in natural order, whatever their order in the file") {
  Site site = read_small_site();
  site.chargers[0].id.value = "A10";
  site.chargers[1].id.value = "A9";
  site.chargers[2].id.value = "A8";
  CHECK(charger_ranges(site, {0, 1, 2}) == "A8 to A10");
}

TEST_CASE("a table keeps its columns straight, whatever letters stand in them") {
  Table table({{"name"}, {"empty"}, {"A", Table::Align::right}});
  table.add({"Ærø", "", "6"});
  table.add({"東京", "", "16"});
  table.add({"⚡ ⛽", "", "32"});
  CHECK(text_table(table) ==
        "  name    A\n"
        "  Ærø     6\n"
        "  東京   16\n"
        "  ⚡ ⛽  32\n");
}

TEST_CASE("three ids or more that count on by one become a range") {
  CHECK(id_ranges({}).empty());
  CHECK(id_ranges({"A1", "A2"}) == "A1, A2");
  CHECK(id_ranges({"A8", "A9", "A10", "B1", "C"}) == "A8 to A10, B1, C");
  CHECK(id_ranges({"A008", "A009", "A010", "A11"}) == "A008 to A010, A11");
  CHECK(id_ranges({"1-1", "1-2", "1-3", "2-1"}) == "1-1 to 1-3, 2-1");
  CHECK(id_ranges({"A3", "A2", "A1"}) == "A3, A2, A1");
  CHECK(id_ranges({"9999999999", "10000000000"}) == "9999999999, 10000000000");
}

TEST_CASE("text is wrapped at spaces") {
  CHECK(wrap("one two  three", 7) == std::vector<std::string>{"one two", "three"});
  CHECK(wrap("incomprehensible x", 5) == std::vector<std::string>{"incomprehensible", "x"});
  CHECK(wrap("", 5).empty());
}

TEST_CASE("what limits a case does not depend on the order of the file") {
  const std::string begin =
      "ampsite: 1\nsite: {name: A}\ngrid: {system: TN-S}\nsupply: {id: main, fuse_a: 125, circuits: [";
  const std::string k1 = "{id: K1, fuse_a: 20, chargers: [{id: A1}, {id: A2}, {id: A3}]}";
  const std::string k2 = "{id: K2, fuse_a: 40, chargers: [{id: B2, max_a: 6.666666666666}, {id: B10}]}";
  const auto limits = [&](const std::string& circuits) {
    const Site site = *read_site(SourceText("order.site.yaml", begin + circuits + "]}\n")).site;
    const Plan plan = make_plan(site);
    const std::vector<Diagnostic> none;
    const std::string text = plan_text({site, plan, none, {}, "0123456789abcdef"});
    const std::size_t at = text.find("  three-phase  ");
    REQUIRE(at != std::string::npos);
    return text.substr(at, text.find('\n', at) - at);
  };
  const std::string in_order = limits(k1 + ", " + k2);
  CHECK(in_order.find("K1 on L1 (20 A)") != std::string::npos);
  CHECK(limits(k2 + ", " + k1) == in_order);
}

TEST_CASE("what limits a case is called by what of the node is weakest") {
  const auto limited = [](const std::string& keys) {
    const Site site = *read_site(SourceText("weakest.site.yaml",
                                            "ampsite: 1\nsite: {name: A}\ngrid: {system: TN-S}\n"
                                            "supply: {id: main, fuse_a: 63, chargers: [{id: A1}, {id: A2}], " +
                                                keys + "}\n"))
                           .site;
    const Plan plan = make_plan(site);
    const std::vector<Diagnostic> none;
    return limited_by({site, plan, none, {}, "0123456789abcdef"}, plan.load.cases[0]);
  };
  CHECK(limited("length_m: 10") == "main on L1 (63 A)");
  CHECK(limited("cable: {ampacity_a: 46}") == "cable of main on L1 (46 A)");
  CHECK(limited("cable: {size_mm2: 6, material: copper, insulation: xlpe, method: C, grouped: 1}") ==
        "cable of main on L1 (52 A)");
  CHECK(limited("kind: busbar, rated_a: 40") == "busbar of main on L1 (40 A)");
  CHECK(limited("device: {setting_a: 40}") == "setting of main on L1 (40 A)");
  CHECK(limited("device: {type: gg, setting_a: 40}") == "main on L1 (63 A)");
  CHECK(limited("device: {setting_a: 40}, cable: {ampacity_a: 36}") == "cable of main on L1 (36 A)");
  CHECK(limited("device: {setting_a: 40}, limit_a: 40") == "main on L1 (40 A)");
}

TEST_CASE("cables are shown where there is no charger yet") {
  Site site = read_small_site();
  site.chargers.clear();
  Plan plan;
  plan.electrical.circuits.resize(3);
  CHECK(section(plan_text({site, plan, {}, {}, ""}), "ELECTRICAL").find("not verifiable") != std::string::npos);
}

TEST_CASE("the electrical table keeps to 100 columns with ids of 22 letters, and its reasons with longer ones") {
  Site site = read_small_site();
  Plan plan = small_plan();
  const std::vector<Diagnostic> none;
  CircuitCheck checked;
  checked.device = "MCB C 125 A";
  checked.design_a = 1250.5;
  checked.ampacity_a = 1340.25;
  checked.drop_pct = 100.125;
  checked.largest_fault_a = 50000;
  checked.least_fault_a = 12345;
  checked.trips_at_a = 12500;
  checked.reason = "lacks cable, length_m, device, position_m; what the device above lets through is not known";
  plan.electrical.circuits = {3, checked};
  const auto widest_line = [&](const std::string& id) {
    for (Node& node : site.nodes) node.id = stated(id);
    const std::string text = section(plan_text({site, plan, none, {}, ""}), "ELECTRICAL");
    INFO(text);
    CHECK(text.find("  not verifiable\n") != std::string::npos);
    int widest = 0;
    for (std::size_t at = 0; at < text.size(); at = text.find('\n', at) + 1) {
      const std::string line = text.substr(at, text.find('\n', at) - at);
      const bool of_table = line.ends_with("not verifiable");
      if (id.size() <= 22 || !of_table) widest = std::max(widest, display_width(line));
    }
    return widest;
  };
  CHECK(widest_line("K1") <= 100);
  CHECK(widest_line(std::string(22, 'K')) <= 100);
}
