#include "ampsite/report/plan_drawings.h"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <algorithm>
#include <random>
#include <string>
#include <variant>
#include <vector>

#include "ampsite/report/plan_html.h"
#include "ampsite/report/svg.h"
#include "report/markup.h"
#include "report/plan_fixture.h"

using namespace ampsite;
using namespace ampsite::test;

namespace {

struct Box {
  double left = 0;
  double right = 0;
  double base = 0;
  std::string text;
};

std::vector<Box> texts_of(const Drawing& drawing) {
  std::vector<Box> boxes;
  for (const Shape& shape : drawing.shapes) {
    const auto* text = std::get_if<DrawnText>(&shape);
    if (text == nullptr) continue;
    const double width = width_of(text->text);
    const double left = text->ends_here ? text->at.x - width : text->at.x;
    boxes.push_back({left, left + width, text->at.y, text->text});
  }
  return boxes;
}

/// No text stands on another or out of the drawing.
void check_readable(const Drawing& drawing) {
  const std::vector<Box> boxes = texts_of(drawing);
  for (std::size_t a = 0; a < boxes.size(); ++a) {
    INFO(drawing.title, ": ", boxes[a].text);
    CHECK(boxes[a].left >= 0);
    CHECK(boxes[a].right <= drawing.width);
    CHECK(boxes[a].base <= drawing.height);
    for (std::size_t b = a + 1; b < boxes.size(); ++b) {
      const bool apart = boxes[a].right <= boxes[b].left || boxes[b].right <= boxes[a].left ||
                         std::abs(boxes[a].base - boxes[b].base) >= text_size;
      if (!apart) FAIL_CHECK("stands on ", boxes[b].text);
    }
  }
  CHECK(malformed(svg(drawing)) == "");
}

void check_all_readable(const PlanReport& report) {
  for (const Drawing& drawing : tree_drawings(report)) check_readable(drawing);
  for (NodeIndex v = 0; v < report.site.nodes.size(); ++v) {
    if (const auto drawing = run_drawing(report, v)) check_readable(*drawing);
  }
  if (const auto drawing = curve_drawing(report)) check_readable(*drawing);
}

Site site_of(const std::string& text) {
  const ReadResult read = read_site(SourceText("a.site.yaml", text));
  REQUIRE(read.site.has_value());
  return *read.site;
}

struct Planned {
  explicit Planned(const std::string& text) : site(site_of(text)), plan(make_plan(site)) {}
  PlanReport report() const { return {site, plan, none, {}, "0123456789abcdef"}; }

  Site site;
  Plan plan;
  std::vector<Diagnostic> none;
};

std::string charger(const std::string& id, double position_m) {
  return fmt::format("{{id: \"{}\", position_m: {}, rssi_dbm: -60}}", id, position_m);
}

std::string circuit_of(const std::string& id, const std::vector<std::string>& chargers) {
  return fmt::format("    - {{id: {}, fuse_a: 32, length_m: 60, chargers: [{}]}}\n", id, fmt::join(chargers, ", "));
}

const std::string supply = "ampsite: 1\nsite: {name: S}\ngrid: {system: TN-S}\nsupply:\n  id: main\n  fuse_a: 63\n";

/// 25 chargers on each circuit.
std::string garage_of(int chargers) {
  std::string text = supply + "  circuits:\n";
  for (int made = 0; made < chargers;) {
    std::vector<std::string> of_circuit;
    for (int k = 0; k < 25 && made < chargers; ++k) of_circuit.push_back(charger(fmt::format("A{}", ++made), k * 2.0));
    text += circuit_of(fmt::format("K{}", made), of_circuit);
  }
  return text + "network: {access_points: [{id: ap-1}]}\n";
}

std::string page_of(const Planned& planned) { return plan_html(planned.report()); }

}  // namespace

TEST_CASE("the fuse tree shows each node with what protects it, and marks what holds the smallest current") {
  const Site site = read_small_site();
  const Plan plan = small_plan();
  const std::vector<Diagnostic> none;
  const PlanReport report{site, plan, none, {}, ""};
  const std::vector<Drawing> drawings = tree_drawings(report);
  REQUIRE(drawings.size() == 1);
  check_readable(drawings.front());
  const std::string shown = svg(drawings.front());
  CHECK(count_of(shown, ">fuse 32 A</text>") == 1);
  CHECK(count_of(shown, ">40 m</text>") == 1);
  CHECK(count_of(shown, ">2 chargers</text>") == 1);
  CHECK(count_of(shown, ">63 of 63 A</text>") == 2);
  CHECK(count_of(shown, ">62.999 of 63 A</text>") == 1);
  CHECK(count_of(shown, ">bottleneck</text>") == 1);
  CHECK(count_of(shown, "<title>main L1 holds the smallest current</title>") == 1);
}

TEST_CASE("a node has its limits, cable and base load whole, and the currents of three cases with what they may be") {
  const Planned planned(
      "ampsite: 1\nsite: {name: S}\ngrid: {system: TN-S}\nsupply:\n  id: main\n  fuse_a: 125\n"
      "  limit_a: {L1: 62.999, L2: 62.998, L3: 62.997}\n  base_load_a: {L1: 20, L2: 15, L3: 18}\n  length_m: 30.5\n"
      "  cable: {cores: 5, size_mm2: 50, material: aluminium}\n"
      "  circuits: [{id: K1, fuse_a: 63, kind: busbar, rated_a: 250, length_m: 60, chargers: "
      "[{id: A1, vehicle: {phases: 1, max_a: 16}}, {id: A2}, {id: A3}]}]\n");
  const std::vector<Drawing> drawings = tree_drawings(planned.report());
  REQUIRE(drawings.size() == 1);
  check_readable(drawings.front());
  const std::string shown = svg(drawings.front());
  INFO(shown);
  CHECK(count_of(shown, "\u2026") == 0);
  CHECK(count_of(shown, ">fuse 125 A, limit 62.999/62.998/62.997 A</text>") == 1);
  CHECK(count_of(shown, ">5x50 mm² aluminium, 30.5 m</text>") == 1);
  CHECK(count_of(shown, ">3 chargers below, base load 20/15/18 A</text>") == 1);
  CHECK(count_of(shown, ">busbar 250 A, 60 m</text>") == 1);
  CHECK(count_of(shown, " of 62.999 A</text>") == 1);
}

TEST_CASE("a run shows its chargers at their places, and what has none is said") {
  const Planned planned(supply + "  circuits:\n    - id: K1\n      fuse_a: 32\n      length_m: 60\n      chargers: [" +
                        charger("A1", 0) + ", " + charger("A2", 30) + ", {id: A3}]\n" +
                        "network: {access_points: [{id: ap-1}]}\n");
  const auto drawing = run_drawing(planned.report(), 1);
  REQUIRE(drawing.has_value());
  check_readable(*drawing);
  const std::string shown = svg(*drawing);
  CHECK(count_of(shown, "<title>A1: WiFi at 0 m</title>") == 1);
  CHECK(count_of(shown, "<title>A2: WiFi at 30 m</title>") == 1);
  CHECK(count_of(shown, ">middle 30 m</text>") == 1);
  CHECK(count_of(shown, ">Not drawn, since no place on the run is known: A3.</text>") == 1);
  CHECK(drawing->table->rows().back() == std::vector<std::string>{"not known", "A3", "none", "", ""});
  CHECK_FALSE(run_drawing(planned.report(), 0).has_value());
}

TEST_CASE("a run in words has all that its drawing shows, in its order") {
  const Planned planned(
      supply + "  circuits:\n    - id: K1\n      fuse_a: 32\n      length_m: 60\n" +
      "      plc_modules: [{id: a-module-with-a-long-name, position_m: 10, terminals: [L1, N, PE]}]\n" +
      "      chargers: [{id: A1, position_m: 20}, {id: A2, position_m: 40}]\n" +
      "      circuits: [{id: K2, fuse_a: 16, position_m: 50, chargers: [{id: B1}]}]\n");
  const auto drawing = run_drawing(planned.report(), 1);
  REQUIRE(drawing.has_value());
  std::vector<std::string> told;
  for (const std::vector<std::string>& row : drawing->table->rows()) told.push_back(row[0] + " " + row[1]);
  CHECK(told == std::vector<std::string>{"10 m module a-module-with-a-long-name", "20 m A1", "30 m middle of the run",
                                         "40 m A2", "50 m circuit K2"});
}

TEST_CASE("chargers on one spot, and more than a page has room for, stay readable") {
  std::vector<std::string> chargers;
  for (int i = 1; i <= 60; ++i) chargers.push_back(charger(fmt::format("A{}", i), 60));
  const Planned planned(supply + "  circuits:\n" + circuit_of("K1", chargers) +
                        "network: {access_points: [{id: ap-1}]}\n");
  const auto drawing = run_drawing(planned.report(), 1);
  REQUIRE(drawing.has_value());
  check_readable(*drawing);
  CHECK(count_of(svg(*drawing), ">No room for 20 more, which the table of this run has.</text>") == 1);
  CHECK(drawing->table->rows().size() == 61);  // and the middle of the run
}

TEST_CASE("long ids are cut with a mark, and whole in a title") {
  const std::string id(64, 'W');
  const Planned planned(supply + "  circuits:\n" + circuit_of("K" + id.substr(1), {charger(id, 5), charger("שער", 6)}) +
                        "network: {access_points: [{id: ap-1}]}\n");
  check_all_readable(planned.report());
  const std::string shown = svg(*run_drawing(planned.report(), 1));
  CHECK(count_of(shown, "<title>" + id + "</title>WWWWWWWWWWWWW\u2026") == 1);
  CHECK(malformed(page_of(planned)) == "");
}

TEST_CASE("a tree of 20 levels keeps to its drawings") {
  std::string text = supply;
  std::string indent = "  ";
  for (int level = 1; level < 20; ++level) {
    text += indent + "circuits:\n" + indent + fmt::format("- id: level-{}\n", level);
    indent += "  ";
    text += indent + "fuse_a: 32\n" + indent + "limit_a: {L1: 31.5, L2: 30.5, L3: 30}\n";
    text += indent + "cable: {cores: 5, size_mm2: 16, material: aluminium}\n" + indent + "length_m: 30\n";
  }
  const Planned planned(text + indent + "chargers: [" + charger("A1", 5) + "]\n");
  const std::vector<Drawing> drawings = tree_drawings(planned.report());
  REQUIRE(drawings.size() == 2);
  check_all_readable(planned.report());
  const std::string last = svg(drawings.back());
  CHECK(count_of(last, ">5x16 mm² aluminium, 30 m</text>") == 10);
  CHECK(count_of(last, ">fed by level-9, 1 charger below</text>") == 1);
}

TEST_CASE("short runs and small currents have scales that can be read") {
  for (const double length_m : {0.7, 1.5, 3.3, 90.0}) {
    CAPTURE(length_m);
    const std::string run = fmt::format("fuse_a: 32, length_m: {}, chargers: [{}]", length_m, charger("A1", 0.5));
    const Planned planned(supply + "  limit_a: 0.7\n  circuits: [{id: K1, " + run + "}]\n" +
                          "network: {access_points: [{id: ap-1}]}\n");
    check_all_readable(planned.report());
    CHECK(count_of(svg(*curve_drawing(planned.report())), ">0.6 A</text>") == 1);
  }
}

TEST_CASE("each case marks both its curves, hollow where it is as a rule, and no mark stands on another's") {
  const Site site = site_of(supply + "  chargers: [{id: A1}, {id: A2}, {id: A3}, {id: A4}, {id: A5}, {id: A6}]\n");
  Plan plan = make_plan(site);
  plan.load.cases.resize(2);
  for (CasePlan& of_case : plan.load.cases) {
    of_case.capacity_curve.clear();
    for (int cars = 1; cars <= 6; ++cars) of_case.capacity_curve.push_back({cars, 60.0 / cars, 90.0 / cars, 0});
  }
  const std::vector<Diagnostic> none;
  const Drawing drawing = *curve_drawing({site, plan, none, {}, ""});
  check_readable(drawing);
  std::vector<std::string> places;
  int hollow = 0;
  for (const Shape& shape : drawing.shapes) {
    const auto* mark = std::get_if<DrawnMark>(&shape);
    if (mark == nullptr || mark->tip.empty()) continue;
    places.push_back(fmt::format("{:.1f} {:.1f}", mark->at.x, mark->at.y));
    if (mark->hollow) ++hollow;
  }
  CHECK(places.size() == 12);
  CHECK(hollow == 6);
  std::sort(places.begin(), places.end());
  CHECK(std::unique(places.begin(), places.end()) == places.end());
}

TEST_CASE("chargers anywhere on a run never stand on each other") {
  const unsigned seed = 20;
  CAPTURE(seed);
  std::mt19937 random(seed);
  for (int round = 0; round < 20; ++round) {
    std::vector<std::string> chargers;
    const int count = 1 + static_cast<int>(random() % 40);
    for (int i = 0; i < count; ++i) {
      const std::string id = fmt::format("{}-{}", std::string(random() % 20 + 1, 'x'), i);
      chargers.push_back(charger(id, static_cast<double>(random() % 601) / 10));
    }
    check_all_readable(
        Planned(supply + "  circuits:\n" + circuit_of("K1", chargers) + "network: {access_points: [{id: ap-1}]}\n")
            .report());
  }
}

TEST_CASE("pages of 1, 50 and 1,000 chargers hold together and stay small") {
  for (const int chargers : {1, 50, 1000}) {
    CAPTURE(chargers);
    const Planned planned(garage_of(chargers));
    const std::string page = page_of(planned);
    CHECK(malformed(page) == "");
    CHECK(page.size() < 5'000'000);
    CHECK(count_of(page, "<p class=\"kind\">charger</p>") == static_cast<std::size_t>(chargers));
    for (const Drawing& drawing : tree_drawings(planned.report())) check_readable(drawing);
    check_readable(*curve_drawing(planned.report()));
  }
}
