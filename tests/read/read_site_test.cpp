#include "ampsite/read/read_site.h"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <utility>

#include "read/reading.h"

using namespace ampsite;
using namespace ampsite::test;

TEST_CASE("a small site gets the format's defaults") {
  const Site site = read_good(small_site("chargers: [{id: 101}]"));

  CHECK(site.info->name.value == "Solsiden garage");
  CHECK(site.grid->phases.presence == Presence::defaulted);
  CHECK(site.grid->phases.value == 3);
  CHECK(site.nodes[0].kind.value == RunKind::cable);
  CHECK(site.nodes[0].load_management.value == LoadManagement::none);
  CHECK(site.nodes[0].limit_a.absent());

  const Charger& charger = site.chargers.at(0);
  CHECK(charger.id.value == "101");
  CHECK(charger.min_a.value == 6);
  CHECK(charger.max_a.value == 32);
  CHECK(charger.max_a.presence == Presence::defaulted);
  CHECK_FALSE(charger.fixed.value);
  CHECK(charger.phases.absent());
  CHECK(charger.vehicle.absent());
  CHECK(charger.vehicle->phases.value == 3);
  CHECK(charger.lte->sim.value == SimState::active);
}

TEST_CASE("neutral and voltage follow the earthing system") {
  struct Example {
    std::string grid;
    bool neutral;
    double voltage_v;
    OnePhaseLine one_phase_line;
    int lines;
  };
  const Example examples[] = {
      {"{system: TN-S}", true, 400, OnePhaseLine::charger, 3},
      {"{system: TN-C-S, phases: 1}", true, 230, OnePhaseLine::charger, 1},
      {"{system: IT}", false, 230, OnePhaseLine::terminal, 3},
      {"{system: IT, phases: 1}", false, 230, OnePhaseLine::terminal, 2},
      {"{system: IT, neutral: true}", true, 400, OnePhaseLine::charger, 3},
      {"{system: TT}", true, 400, OnePhaseLine::charger, 3},
      {"{system: TT, voltage_v: 230}", false, 230, OnePhaseLine::terminal, 3},
      {"{system: TT, voltage_v: 230, phases: 1}", true, 230, OnePhaseLine::charger, 1},
      {"{voltage_v: 230.0, system: TT}", false, 230, OnePhaseLine::terminal, 3},
  };
  for (const Example& example : examples) {
    INFO(example.grid);
    const Site site = read_good("ampsite: 1\nsite: {name: A}\ngrid: " + example.grid +
                                "\nsupply: {id: main, fuse_a: 63, chargers: [{id: A01}]}\n");
    CHECK(site.neutral() == example.neutral);
    CHECK(site.grid->voltage_v.value == example.voltage_v);
    CHECK(site.planning.one_phase_line.value == example.one_phase_line);
    CHECK(site.nodes[0].lines.size() == example.lines);
  }
}

TEST_CASE("a cable in the ground is cooler by default") {
  const Site site = read_good(small_site("cable: {method: D1}\n  circuits: [{id: K1, fuse_a: 63, cable: {}}]"));
  CHECK(site.nodes[0].cable->ambient_c.value == 20);
  CHECK(site.nodes[1].cable->ambient_c.value == 30);
}

TEST_CASE("the tree is flat, parents first, chargers of a node before those of its circuits, in any order of keys") {
  const Site site = read_good(small_site(R"(circuits:
    - circuits:
        - {id: K1a, fuse_a: 32, chargers: [{id: D}]}
      chargers: [{id: B}, {id: C}]
      plc_modules: [{id: plc-1}]
      fuse_a: 40
      id: K1
    - {id: K2, fuse_a: 40, chargers: [{id: E}]}
  chargers: [{id: A}])"));

  std::string nodes;
  for (const Node& node : site.nodes) {
    nodes +=
        fmt::format("{} parent {} subtree {} chargers {}-{}-{} modules {}-{}\n", node.id.value,
                    node.parent == no_index ? -1 : static_cast<int>(node.parent), node.subtree_end, node.charger_begin,
                    node.charger_end, node.subtree_charger_end, node.module_begin, node.module_end);
  }
  CHECK(nodes ==
        "main parent -1 subtree 4 chargers 0-1-5 modules 0-0\n"
        "K1 parent 0 subtree 3 chargers 1-3-4 modules 0-1\n"
        "K1a parent 1 subtree 3 chargers 3-4-4 modules 1-1\n"
        "K2 parent 0 subtree 4 chargers 4-5-5 modules 1-1\n");
  std::string chargers;
  for (const Charger& charger : site.chargers) chargers += path_of(site, charger) + "\n";
  CHECK(chargers ==
        "supply.chargers[0]\n"
        "supply.circuits[0].chargers[0]\n"
        "supply.circuits[0].chargers[1]\n"
        "supply.circuits[0].circuits[0].chargers[0]\n"
        "supply.circuits[1].chargers[0]\n");
}

TEST_CASE("a circuit is fed by its own lines, as far as its parent has them") {
  const Site site = read_good(small_site(
      "phases: [L1, L2]\n  circuits: [{id: K1, fuse_a: 40, phases: [L2, L3], circuits: [{id: K2, fuse_a: 32}]}]"));
  CHECK(describe(site.nodes[0].lines) == "L1 and L2");
  CHECK(describe(site.nodes[1].lines) == "L2");
  CHECK(describe(site.nodes[2].lines) == "L2");
}

TEST_CASE("a current for all lines, and one for each") {
  const Site site = read_good(small_site("limit_a: 50\n  base_load_a: {L1: 8, L3: 0}"));
  const LineCurrents& limit = site.nodes[0].limit_a.value;
  CHECK_FALSE(limit.map);
  for (const Line line : all_lines) CHECK(limit.line[line].value == 50);
  const LineCurrents& base_load = site.nodes[0].base_load_a.value;
  CHECK(base_load.map);
  CHECK(base_load.line[Line::L1].value == 8);
  CHECK(base_load.line[Line::L2].absent());
  CHECK(base_load.line[Line::L3].stated());
}

TEST_CASE("a text key takes any scalar as written") {
  const Site site = read_good(
      "ampsite: 1\nsite: {name: 1_000, country: NO, owner: null, address: ~, date: 2026-03-01, installer: 0x1F}\n"
      "grid: {system: TN-S}\nsupply: {id: 007, fuse_a: 63, chargers: [{id: yes, name: 1.50}]}\n");
  CHECK(site.info->name.value == "1_000");
  CHECK(site.info->country.value == "NO");
  CHECK(site.info->owner.value == "null");
  CHECK(site.info->address.value == "~");
  CHECK(site.info->date.value == "2026-03-01");
  CHECK(site.info->installer.value == "0x1F");
  CHECK(site.nodes[0].id.value == "007");
  CHECK(site.chargers[0].id.value == "yes");
  CHECK(site.chargers[0].name.value == "1.50");
}

TEST_CASE("currents, channels and levels outside the manual's range are no shape errors") {
  const Site site =
      read_good(small_site("chargers: [{id: A01, min_a: -1, max_a: 99.5, vehicle: {max_a: 0}, rssi_dbm: 5}]") +
                "network: {access_points: [{id: ap-1, channel: 140}, {id: ap-2, channel: -3}]}\n");
  CHECK(site.chargers[0].min_a.value == -1);
  CHECK(site.chargers[0].max_a.value == 99.5);
  CHECK(site.chargers[0].vehicle->max_a.value == 0);
  CHECK(site.chargers[0].rssi_dbm->dbm.value == 5);
  CHECK(site.access_points()[0].channel->number == 140);
  CHECK(site.access_points()[1].channel->number == -3);
}

TEST_CASE("a JSON file of the same shape is read the same way") {
  const Site yaml = read_good(small_site("chargers: [{id: A01, phases: [L1], fixed: true}]"));
  const Site json = read_good(
      R"({"ampsite": 1, "site": {"name": "Solsiden garage"}, "grid": {"system": "TN-S"},
 "supply": {"id": "main", "fuse_a": 63, "chargers": [{"id": "A01", "phases": ["L1"], "fixed": true}]}})");
  CHECK(canonical_json(yaml) == canonical_json(json));
}

TEST_CASE("planning of the file stands over the house's, which counts as a default") {
  Planning house;
  house.overnight_h = stated(12.0, Span{3, 5});
  house.plc.value.max_distance_m = stated(70.0, Span{7, 9});
  const SourceText source("a", small_site("chargers: []") + "planning: {plc: {max_chargers: 20}, keep_links: true}\n");
  const ReadResult result = read_site(source, house);
  REQUIRE(result.site);
  const Planning& planning = result.site->planning;
  CHECK(planning.overnight_h.value == 12);
  CHECK(planning.overnight_h.presence == Presence::defaulted);
  CHECK(planning.overnight_h.span == Span{});
  CHECK(planning.plc->max_distance_m.value == 70);
  CHECK(planning.plc->max_distance_m.presence == Presence::defaulted);
  CHECK(planning.plc->max_chargers.value == 20);
  CHECK(planning.plc->max_chargers.stated());
  CHECK(planning.keep_links.value);
}

TEST_CASE("link_preference is a list of links and of groups") {
  const Site site = read_good(small_site("chargers: []") + "planning: {link_preference: [wifi, [plc, lte]]}\n");
  CHECK(site.planning.link_preference.value == std::vector<LinkGroup>{{Link::wifi}, {Link::plc, Link::lte}});
}

TEST_CASE("a finding says where, whose and which key") {
  const Read read =
      read_text(small_site("circuits: [{id: K1, fuse_a: 40, cable: {cores: \"5\"}, chargers: [{id: A01}, "
                           "{vehicle: {max_a: x}, id: A02}]}]"));
  REQUIRE(read.result.findings.size() == 2);
  const Finding& cores = read.result.findings[0];
  CHECK(cores.rule == "AMP005");
  CHECK(read.source.slice(cores.span) == "\"5\"");
  CHECK(cores.entity == "main/K1");
  CHECK(cores.path == "supply.circuits[0].cable.cores");
  CHECK(cores.key == "cable.cores");
  CHECK(cores.message == "cable.cores of circuit K1 is the text \"5\"; a whole number belongs here");
  CHECK(cores.help == "write cores: 5, without quotes");
  const Finding& vehicle = read.result.findings[1];
  CHECK(vehicle.entity == "main/K1/A02");
  CHECK(vehicle.path == "supply.circuits[0].chargers[1].vehicle.max_a");
  CHECK(vehicle.key == "vehicle.max_a");
}

TEST_CASE("a value with a finding is unknown, never a default") {
  const Read read =
      read_text(small_site("limit_a: {L1: x, L2: 20}\n  chargers: [{id: A01, max_a: \"16\", phases: [L1, L9], "
                           "mn_a: 8, rcd: 5}]"));
  CHECK(rules_of(read) == "AMP003 AMP005 AMP005 AMP005 AMP006");
  const Site& site = *read.result.site;
  CHECK(site.nodes[0].limit_a.stated());
  CHECK(site.nodes[0].limit_a->line[Line::L1].unknown());
  CHECK(site.nodes[0].limit_a->line[Line::L2].stated());
  CHECK(site.chargers[0].max_a.unknown());
  CHECK(site.chargers[0].phases.unknown());
  CHECK(site.chargers[0].rcd.unknown());
  CHECK(site.chargers[0].rcd->ma.unknown());
  CHECK_MESSAGE(site.chargers[0].min_a.unknown(), "the key that was meant by mn_a");
}

TEST_CASE("a missing or wrong grid leaves unknown what rests on it") {
  for (const std::string grid : {"", "grid: TN-S\n", "grid: {system: TNX}\n", "grid: {system: TT, phases: 2}\n"}) {
    INFO(grid);
    const Read read = read_text("ampsite: 1\nsite: {name: A}\n" + grid + "supply: {id: main, fuse_a: 63}\n");
    CHECK(read.result.findings.size() == 1);
    CHECK_FALSE(read.result.site->grid->neutral.has_value());
    CHECK_FALSE(read.result.site->planning.one_phase_line.has_value());
  }
}

TEST_CASE("what is wrong behind an anchor is found once, and a charger given twice by alias has its id twice") {
  const Read cable = read_text(
      small_site("circuits: [{id: K1, fuse_a: 40, cable: &c {cores: five}}, {id: K2, fuse_a: 40, cable: *c}]"));
  CHECK(rules_of(cable) == "AMP005");
  CHECK(cable.result.site->nodes[2].cable->cores.unknown());

  const Read charger = read_text(small_site("chargers: [&a {id: A01}, *a]"));
  CHECK(rules_of(charger) == "AMP007");
  CHECK(charger.source.slice(charger.result.findings[0].span) == "*a");
}

TEST_CASE("a number far beyond any installation is a slip of the pen") {
  struct Example {
    std::string keys;
    std::string message;
  };
  const Example examples[] = {
      {"limit_a: {L1: 1e300}", "limit_a.L1 of supply main is 1e+300 A; it must be at least 0 A and at most 100000 A"},
      {"length_m: 100001", "length_m of supply main is 100001 m; it must be at least 0 m and at most 100000 m"},
      {"chargers: []\nplanning: {cost: {plc_module: 1000001}}",
       "planning.cost.plc_module is 1000001; it must be at least 0 and at most 1000000"},
      {"chargers: []\nplanning: {cost: {lte_month: 1e200}}",
       "planning.cost.lte_month is 1e+200; it must be at least 0 and at most 1000000"},
      {"chargers: []\nplanning: {cost: {months: 1201}}",
       "planning.cost.months is 1201; it must be at least 0 and at most 1200"},
  };
  for (const Example& example : examples) {
    INFO(example.keys);
    const Read read = read_text(small_site(example.keys));
    REQUIRE(rules_of(read) == "AMP006");
    CHECK(read.result.findings[0].message == example.message);
  }
  read_good(small_site("chargers: []\nplanning: {cost: {plc_module: 1000000, lte_month: 1000000, months: 1200}}"));
}

TEST_CASE("an id that stands twice names both that have it") {
  const Read read =
      read_text(small_site("circuits: [{id: K1, fuse_a: 40, chargers: [{id: A1}]}, {id: K2, fuse_a: 40, chargers: "
                           "[{id: A1}, {id: main}]}]"));
  REQUIRE(rules_of(read) == "AMP007 AMP007");
  CHECK(read.result.findings[0].message == "id A1 of charger main/K2/A1 is used already by charger main/K1/A1");
  CHECK(read.result.findings[0].path == "supply.circuits[1].chargers[0].id");
  CHECK(read.result.findings[1].message == "id main of charger main/K2/main is used already by supply main");
}

TEST_CASE("a word without its hyphens is meant as the whole word") {
  for (const auto& [written, meant] : {std::pair{"TNS", "TN-S"}, {"TNC", "TN-C"}, {"TNCS", "TN-C-S"}, {"tn", "TN"}}) {
    INFO(written);
    const Read read = read_text(std::string("ampsite: 1\nsite: {name: A}\ngrid: {system: ") + written +
                                "}\nsupply: {id: main, fuse_a: 63}\n");
    REQUIRE(rules_of(read) == "AMP006");
    CHECK(read.result.findings[0].help == std::string("did you mean ") + meant + "?");
  }
}

TEST_CASE("a link by another name of the trade is told the word of the file") {
  for (const auto& [written, meant] : {std::pair{"4g", "lte"},
                                       {"4G", "lte"},
                                       {"LTE-M", "lte"},
                                       {"lte-m", "lte"},
                                       {"WLAN", "wifi"},
                                       {"powerline", "plc"}}) {
    INFO(written);
    const Read read = read_text(small_site(std::string("chargers: [{id: A01, link: ") + written + "}]"));
    REQUIRE(rules_of(read) == "AMP006");
    CHECK(read.result.findings[0].help == std::string("write ") + meant);
    const Read preferred = read_text(small_site("chargers: []") + "planning: {link_preference: [" + written + "]}\n");
    REQUIRE(rules_of(preferred) == "AMP006");
    CHECK(preferred.result.findings[0].help == std::string("write ") + meant);
  }
  const Read slip = read_text(small_site("chargers: [{id: A01, link: wfi}]"));
  REQUIRE(rules_of(slip) == "AMP006");
  CHECK(slip.result.findings[0].help == "did you mean wifi?");
}

TEST_CASE("a reference is judged against the ids that are known") {
  const std::string chargers = small_site("chargers: [{id: A01, access_point: ap-9}]");
  CHECK(rules_of(read_text(chargers + "network: {access_points: [{id: ap-1}]}\n")) == "AMP008");
  // The access point that is meant may be the one whose id is wrong.
  CHECK(rules_of(read_text(chargers + "network: {access_points: [{id: 'ap 9'}]}\n")) == "AMP006");
  CHECK(rules_of(read_text(chargers + "network: {access_points: 5}\n")) == "AMP005");
}

TEST_CASE("a repeated key that holds entities is one finding, and none of them is there twice") {
  CHECK(rules_of(read_text(small_site("chargers: [{id: A01}]\n  chargers: [{id: A01}]"))) == "AMP002");
  CHECK(rules_of(read_text(small_site("circuits: [{id: K1, fuse_a: 63}]\n  circuits: [{id: K1}]"))) == "AMP002");
  const std::string network = "network: {access_points: [{id: ap-1}]}\n";
  const Read twice = read_text(small_site("chargers: [{id: A01, access_point: ap-1}]") + network + network);
  CHECK(rules_of(twice) == "AMP002");
  CHECK(twice.result.site->access_points().size() == 1);
}

TEST_CASE("a value keeps the place of its key too") {
  const Read read = read_text(small_site("chargers: [{id: A01, 'max_a': 16}, {id: A02, max_a: nine}]") +
                              "network:\n  dns: &dns\n    - 10.0.0.1\n");
  REQUIRE(read.result.site);
  const Site& site = *read.result.site;
  CHECK(read.source.slice(site.chargers[0].max_a.key) == "'max_a'");
  CHECK(read.source.slice(site.chargers[1].max_a.key) == "max_a");
  CHECK(read.source.slice(site.network.key) == "network");
  CHECK(read.source.slice(site.network->dns.key) == "dns");
  CHECK(read.source.slice(site.network->dns.span).starts_with("- 10.0.0.1"));
  CHECK(site.chargers[0].min_a.key.begin == site.chargers[0].min_a.key.end);
}

TEST_CASE("a colon without its space ends everything, at its place") {
  const Read list = read_text(small_site("chargers: [{id: A01, max_a: x}]\n  circuits:\n    - id:K1"));
  CHECK(rules_of(list) == "AMP001");
  CHECK_FALSE(list.result.site);
  CHECK(list.source.slice(list.result.findings[0].span) == "id:K1");
  CHECK(rules_of(read_text("ampsite: 1\nsite:\n  name:Foo\n")) == "AMP001");
}

/// Of the findings of a rule.
std::string entities_of(const Read& read, std::string_view rule) {
  std::string entities;
  for (const Finding& finding : read.result.findings) {
    if (finding.rule == rule) entities += (entities.empty() ? "" : " ") + finding.entity;
  }
  return entities;
}

TEST_CASE("an id in doubt still tells whose the findings are, so that mending it moves none") {
  for (const std::string& id : std::initializer_list<std::string>{"id: K1", "id: K1, id: K1", "id: K1, id: K2",
                                                                  "id: ' K1 '", "id: K 1", "id: '#K1!'"}) {
    CAPTURE(id);
    const Read read = read_text(small_site(std::string("circuits: [{chargers: [{id: A1, max_a: x}], fuse_a: x, ") + id +
                                           "}]\nnetwork: {access_points: [{channel: x, " + id + "}]}"));
    CHECK(entities_of(read, "AMP005") == "main/K1/A1 main/K1 K1");
    REQUIRE(read.result.site);
    CHECK(entity_of(*read.result.site, read.result.site->chargers[0]) == "main/K1/A1");
    CHECK(entity_of(*read.result.site, read.result.site->access_points()[0]) == "K1");
  }
  CHECK(entities_of(read_text(small_site("chargers: [{id: '--', max_a: x}, {id: [K1], max_a: x}, {max_a: x}]")),
                    "AMP005") == "main/? main/? main/? main/?");
  CHECK(entities_of(read_text(small_site("chargers: [{id: " + std::string(1000, 'A') + ", max_a: x}]")), "AMP005") ==
        "main/" + std::string(64, 'A'));
}

TEST_CASE("ids that differ in characters that no id can have are no one entity; the proper one keeps its name") {
  const auto entities = [](const std::string& ids) {
    return entities_of(read_text(small_site("circuits: [" + ids + "]")), "AMP005");
  };
  const std::string both = entities("{id: K1, fuse_a: x}, {id: K 1, fuse_a: x}");
  CHECK(both.starts_with("main/K1 main/K1?"));
  CHECK(both.size() == std::string("main/K1 main/K1?01234567").size());
  // Neither place nor order says which is which.
  CHECK(entities("{id: K 1, fuse_a: x}, {id: K1, fuse_a: x}") == both.substr(8) + " main/K1");
  const std::string three = entities("{id: K 1, fuse_a: x}, {id: K%1, fuse_a: x}, {id: K+1, fuse_a: x}");
  CHECK(three.starts_with(both.substr(8) + " main/K1?"));
  CHECK(three.substr(17, 16) != three.substr(34));
  const std::string nothing_left = entities("{id: '--', fuse_a: x}, {id: '++', fuse_a: x}");
  CHECK(nothing_left.substr(0, 14) != nothing_left.substr(15));
  CHECK(entities("{id: 'K 1', fuse_a: x}, {id: K 1, fuse_a: x}") == "main/K1 main/K1");
}

TEST_CASE("of equal ids the second is told by what they belong to, not by the order of keys and entries") {
  CHECK(entities_of(read_text("ampsite: 1\nsupply: {circuits: [{id: main}], id: main}"), "AMP007") == "main/main");
  CHECK(entities_of(read_text(small_site("circuits: [{id: K2, chargers: [{id: A1}]}, {id: K1, chargers: [{id: A1}]}]")),
                    "AMP007") == "main/K2/A1");
}

TEST_CASE("more chargers than the limit end everything") {
  const SourceText source("a", small_site("chargers: [{id: A}, {id: B}, {id: C, max_a: x}]"));
  ReadLimits limits;
  limits.chargers = 3;
  CHECK(read_site(source, {}, limits).findings.size() == 1);
  limits.chargers = 2;
  const ReadResult result = read_site(source, {}, limits);
  REQUIRE(result.findings.size() == 1);
  CHECK(result.findings[0].rule == "AMP001");
  CHECK(result.findings[0].message == "the file has more than 2 chargers");
  CHECK(source.slice(result.findings[0].span).starts_with("{id: C"));
  CHECK_FALSE(result.site);
}

TEST_CASE("of very many errors the first are listed, with their number") {
  std::string text = "ampsite: 1\npassword: x\n";
  for (int i = 0; i < 25'000; ++i) text += "k" + std::to_string(i) + ": 1\n";
  const ReadResult result = read_site(SourceText("a.site.yaml", text));
  CHECK(result.findings.size() == 10'001);
  CHECK(std::count_if(result.findings.begin(), result.findings.end(), [](const Finding& finding) {
          return finding.help.find("errors in the form of this file 10000 are listed") != std::string::npos;
        }) == 1);
}
