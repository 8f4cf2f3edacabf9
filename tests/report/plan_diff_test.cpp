#include "ampsite/report/plan_diff.h"

#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "ampsite/plan/document/json_tree.h"

using namespace ampsite;

namespace {

using Lines = std::vector<std::string>;

PlanDiff diff_of(const std::string& written, const std::string& now, std::size_t most_lines = 20) {
  const JsonResult before = parse_json(written);
  const JsonResult after = parse_json(now);
  REQUIRE(before.tree);
  REQUIRE(after.tree);
  return compare_plans(*before.tree, *after.tree, "p.json", most_lines);
}

Lines lines_of(const std::string& written, const std::string& now) {
  const PlanDiff diff = diff_of(written, now);
  CHECK(diff.count == diff.lines.size());
  return diff.lines;
}

std::string connectivity(const std::string& chargers) { return R"("connectivity": {"chargers": [)" + chargers + "]}"; }

std::string replaced(std::string text, const std::string& what, const std::string& with) {
  return text.replace(text.find(what), what.size(), with);
}

const std::string plan = R"({
  "format": "ampsite-plan/1", "ampsite": "1.0.0", "site": {"name": "Garage", "digest": "aa"},
  "connectivity": {"chargers": [{"id": "A1", "link": "wifi", "rssi_dbm": -60}, {"id": "A2", "link": "lte"}]},
  "load": {
    "wiring": [{"charger": "A1", "phases": ["L1", "L2", "L3"]}, {"charger": "A2", "phases": ["L1", "L2", "L3"]}],
    "cases": [{"name": "three_phase", "chargers": [{"id": "A1", "fair_a": 12.5}, {"id": "A2", "fair_a": 16}],
               "simultaneous": {"count": 2, "chargers": ["A1", "A2"]}}]},
  "checklist": [{"step": "Take the course", "why": "manual"}, {"step": "Measure", "why": "manual", "value": "1 kA"}]
})";

}  // namespace

TEST_CASE("a plan that is the same has no difference, whatever its layout, order of members and version") {
  CHECK(diff_of(plan, plan).count == 0);
  CHECK(diff_of(replaced(plan, "1.0.0", "0.9.0"), plan).count == 0);
  CHECK(diff_of(R"({"b": [1.0, 2], "a": {"y": "x",
                    "x": true}})",
                R"({"a":{"x":true,"y":"x"},"b":[1,2e0]})")
            .count == 0);
}

TEST_CASE("a value that differs is told with its place, what was written and what is now") {
  CHECK(lines_of(plan, replaced(plan, "12.5", "11.25")) ==
        Lines{"load.cases[three_phase].chargers[A1].fair_a: 12.5 in p.json, 11.25 now"});
  CHECK(lines_of(plan, replaced(plan, "wifi", "plc")) ==
        Lines{R"(connectivity.chargers[A1].link: "wifi" in p.json, "plc" now)"});
  CHECK(lines_of(plan, replaced(plan, R"(["L1", "L2", "L3"])", R"(["L2", "L3", "L1"])")) ==
        Lines{"load.wiring[A1].phases: [L1, L2, L3] in p.json, [L2, L3, L1] now"});
  CHECK(lines_of(R"({"a": {"b": 1}})", R"({"a": [1]})") == Lines{"a: an object in p.json, [1] now"});
  CHECK(lines_of(R"({"a": null, "b": false})", R"({"a": "null", "b": true})") ==
        Lines{R"(a: null in p.json, "null" now)", "b: false in p.json, true now"});
}

TEST_CASE("a value that only one of the plans has is told so") {
  CHECK(lines_of(plan, replaced(plan, R"(, "rssi_dbm": -60)", "")) ==
        Lines{"connectivity.chargers[A1].rssi_dbm: -60 in p.json, nothing now"});
  CHECK(lines_of(replaced(plan, R"(, "value": "1 kA")", ""), plan) ==
        Lines{R"(checklist[Measure].value: "1 kA" now, nothing in p.json)"});
  CHECK(lines_of(R"({"a": 1, "portal": {}})", R"({"a": 1, "materials": [{"item": "x"}]})") ==
        Lines{"materials: a list of 1 now, nothing in p.json", "portal: an object in p.json, nothing now"});
}

TEST_CASE("a changed site is said first") {
  const std::string now = replaced(replaced(plan, R"("aa")", R"("bb")"), "Garage", "Parking");
  CHECK(lines_of(plan, now) == Lines{"site.digest: the site file or its config has changed",
                                     R"(site.name: "Garage" in p.json, "Parking" now)"});
}

TEST_CASE("chargers that are new or gone are named once, not in each list") {
  const std::string one = R"({"connectivity": {"chargers": [{"id": "A1"}, {"id": "A10"}, {"id": "A2"}]},
    "load": {"wiring": [{"charger": "A1"}, {"charger": "A10"}, {"charger": "A2"}], "offline": [{"charger": "A10"}],
             "simultaneous": {"chargers": ["A1", "A10", "A2"]}}})";
  const std::string other = R"({"connectivity": {"chargers": [{"id": "A1"}, {"id": "A4"}]},
    "load": {"wiring": [{"charger": "A1"}, {"charger": "A4"}], "offline": [], "simultaneous": {"chargers": ["A1", "A4"]}}})";
  CHECK(lines_of(one, other) == Lines{"charger A4 is new", "charger A2 is gone", "charger A10 is gone"});
  // A charger that both plans have, but not in the set.
  const std::string without = replaced(one, R"("chargers": ["A1", "A10", "A2"])", R"("chargers": ["A1", "A2"])");
  CHECK(lines_of(one, without) == Lines{"load.simultaneous.chargers: [A1, A10, A2] in p.json, [A1, A2] now"});
}

TEST_CASE("a list that is the same is no difference, although it names a charger that is new or gone") {
  const std::string renamed = replaced(plan, R"({"id": "A1", "link")", R"({"id": "X1", "link")");
  CHECK(lines_of(renamed, plan) == Lines{"charger A1 is new", "charger X1 is gone"});
}

TEST_CASE("long texts that begin alike are shown where they differ") {
  const std::string same(100, 'x');
  CHECK(lines_of(R"({"why": ")" + same + R"( measured"})", R"({"why": ")" + same + R"( stated"})") ==
        Lines{"why: \"…xxxxxxxxxxxxxxxxxxx measured\" in p.json, \"…xxxxxxxxxxxxxxxxxxx stated\" now"});
  CHECK(lines_of(R"({"why": ")" + same + R"("})", R"({"why": ")" + same + R"(x"})") ==
        Lines{"why: \"…xxxxxxxxxxxxxxxxxxxx\" in p.json, \"…xxxxxxxxxxxxxxxxxxxxx\" now"});
  CHECK(lines_of(R"({"why": "\u0001"})", R"({"why": "\u0002"})") ==
        Lines{"why: differs from now in what is not shown"});
}

TEST_CASE("elements are matched by what they are about, not by their place") {
  const std::string shuffled = "{" + connectivity(R"({"id": "A2", "link": "lte"}, {"id": "A1", "link": "plc"})") + "}";
  const std::string straight = "{" + connectivity(R"({"id": "A1", "link": "wifi"}, {"id": "A2", "link": "lte"})") + "}";
  CHECK(lines_of(shuffled, straight) == Lines{R"(connectivity.chargers[A1].link: "plc" in p.json, "wifi" now)",
                                              "connectivity.chargers: in another order now"});
  CHECK(lines_of(R"({"firewall": [{"protocol": "udp", "port": 53, "host": "a"}]})",
                 R"({"firewall": [{"protocol": "udp", "port": 53, "host": "b"}]})") ==
        Lines{"firewall[udp 53 b]: new", "firewall[udp 53 a]: only in p.json"});
  CHECK(lines_of(R"({"findings": [{"rule": "AMP702", "message": "x"}, {"rule": "AMP702", "message": "y"}]})",
                 R"({"findings": [{"rule": "AMP702", "message": "x"}, {"rule": "AMP702", "message": "z"}]})") ==
        Lines{R"(findings[AMP702 #2].message: "y" in p.json, "z" now)"});
  CHECK(lines_of(R"({"improvements": [{"nodes": ["K1", "K2"], "to_a": 80}]})",
                 R"({"improvements": [{"nodes": ["K1", "K2"], "to_a": 100}]})") ==
        Lines{"improvements[K1 and K2].to_a: 80 in p.json, 100 now"});
}

TEST_CASE("long lists of values are compared value by value") {
  CHECK(lines_of(R"({"bound_a": [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]})", R"({"bound_a": [1, 2, 3, 4, 5, 6, 7, 8, 9.5]})") ==
        Lines{"bound_a[8]: 9 in p.json, 9.5 now", "bound_a[9]: only in p.json"});
  CHECK(lines_of(R"({"set": ["a", "b", "c", "d", "e", "f", "g", "h", "i"]})",
                 R"({"set": ["a", "b", "c", "d", "e", "f", "g", "i", "h"]})") == Lines{"set: in another order now"});
}

TEST_CASE("of many differences the first are shown, and all are counted") {
  std::string before = R"({"a": [)";
  std::string after = before;
  for (int i = 0; i < 57; ++i) {
    before += std::string(i > 0 ? "," : "") + R"({"id": ")" + std::to_string(i) + R"(", "x": 1})";
    after += std::string(i > 0 ? "," : "") + R"({"id": ")" + std::to_string(i) + R"(", "x": 2})";
  }
  const PlanDiff diff = diff_of(before + "]}", after + "]}");
  CHECK(diff.count == 57);
  CHECK(diff.lines.size() == 20);
  CHECK(diff.lines.back() == "a[19].x: 1 in p.json, 2 now");
  const std::string text = plan_diff_text(diff, "p.json");
  CHECK(text.starts_with("p.json is out of date:\n  a[0].x: 1 in p.json, 2 now\n"));
  CHECK(text.ends_with("\n  and 37 more\n"));
  CHECK(plan_diff_text(diff_of(plan, plan), "p.json") == "p.json is up to date\n");
}

TEST_CASE("what no plan of this program can hold is a difference, not a crash") {
  CHECK(lines_of(R"({"a": 1e999})", R"({"a": 1})") == Lines{"a: a number too large in p.json, 1 now"});
  CHECK(lines_of(R"({"a": 1, "a": 1})", R"({"a": 1})") == Lines{"a: stands twice in p.json"});
  CHECK(lines_of(R"({"site": [], "connectivity": 3})",
                 R"({"site": {"digest": "a"}, "connectivity": {"chargers": []}})") ==
        Lines{"site.digest: the site file or its config has changed", "site: [] in p.json, an object now",
              "connectivity: 3 in p.json, an object now"});
  CHECK(lines_of(R"({"connectivity": {"chargers": [3, {"id": []}, null]}})", R"({"connectivity": {"chargers": []}})")
            .size() == 3);
}

TEST_CASE("texts are shortened, and harmless on a terminal") {
  const Lines lines = lines_of(R"({"a": ")" + std::string(100, 'x') + R"("})", R"({"a": "\u001b[31m\nred"})");
  REQUIRE(lines.size() == 1);
  CHECK(lines[0] == "a: \"" + std::string(60, 'x') + "…\" in p.json, \"\xEF\xBF\xBD[31m red\" now");
  CHECK(lines_of(R"({"a\u001b[2J": 1})", "{}") == Lines{"a\xEF\xBF\xBD[2J: 1 in p.json, nothing now"});
}
