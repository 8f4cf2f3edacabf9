#include "ampsite/report/plan_markdown.h"

#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "ampsite/report/plan_csv.h"
#include "report/findings_fixture.h"
#include "report/plan_fixture.h"

using namespace ampsite;
using namespace ampsite::test;

namespace {

/// Headings of the second level, in their order.
std::string headings(const std::string& text) {
  std::string found;
  for (std::size_t at = text.find("\n## "); at != std::string::npos; at = text.find("\n## ", at + 1)) {
    found += text.substr(at + 4, text.find('\n', at + 1) - at - 4) + "; ";
  }
  return found;
}

void check_shown(const std::string& text, const std::vector<std::string>& parts) {
  for (const std::string& part : parts) {
    INFO("missing: ", part, "\nin: ", text);
    CHECK(text.find(part) != std::string::npos);
  }
}

}  // namespace

TEST_CASE("a plan in Markdown has its parts in the order in which they are needed") {
  const Site site = read_small_site();
  const Plan plan = small_plan();
  Finding finding;
  finding.message = "limit 40 A of K1; at most 32 A";
  finding.help = "lower it";
  const std::vector<Diagnostic> diagnostics{diagnostic(limit_rule, finding), diagnostic(fuse_rule, finding)};
  const std::string text = plan_markdown({site, plan, diagnostics, {false, true}, "0123456789abcdef"});
  CHECK(text.starts_with("# Charging plan: Søndre garasje (P-1)\n\n- **Country**: NO\n- **Grid**: IT, 230 V, "));
  CHECK(headings(text) ==
        "Attention; Without a link; Summary; Not all at once; What would help; Fuse tree; Runs; Capacity; "
        "Links and wiring; Currents; PLC networks; Access points; Reasons; Proof of the links; Proof of the wiring; "
        "Findings; Portal; Firewall; Materials; Labels; Commissioning; Measured values; Signature; Assumptions; "
        "Not checked; ");
}

TEST_CASE("a plan in Markdown says what it guarantees, and lays out the proof as a sum") {
  const Site site = read_small_site();
  const Plan plan = small_plan();
  const std::vector<Diagnostic> none;
  const std::string text = plan_markdown({site, plan, none, {}, "0123456789abcdef"});
  check_shown(
      text,
      {"| three-phase     |  15.666 A in turns | 6.241 kW | 62.416 kWh |             2 of 3 | main on L1 (63 A) |\n",
       "If they take turns, no order gives everybody more than 66.7 % of the time. One choice: A1, A2.\n",
       "- main: a fuse of 80 A instead of 63 A: every three-phase car gets at least 20.25 A\n",
       "- K1, K2: the portal limit of 16 A stays: the fuse of K2 allows no more\n",
       "| A1      | K1      | WiFi  | ap-1          | -60.5 dBm | L1 L2 L3\\* |        13 | L1-L3        |       |\n",
       "| main         | L1    |           63 A |                            2 |     1 |             2 |\n",
       "| K2           | L3    |           16 A |                            0 |     1 |             0 |\n",
       "| all of these |       |                |                              |       |             2 |\n",
       "\n3 uses, but the cut holds 2\n", "in ampere: 1 x 15.666, 1 x 16.000, 1 x 31.666.\n"});
}

TEST_CASE("a plan in Markdown has what the fuse tree is drawn with") {
  Site site = read_small_site();
  LineCurrents limit;
  limit.map = true;
  limit.line[Line::L1] = stated(40.0);
  limit.line[Line::L3] = stated(31.25);
  site.nodes[0].limit_a = stated(limit);
  site.nodes[1].name = stated(std::string("Level 1"));
  const Plan plan = small_plan();
  const std::vector<Diagnostic> none;
  check_shown(plan_markdown({site, plan, none, {}, "0123456789abcdef"}),
              {"\n\n### As the site file states it\n\n"
               "| node | name    | limit        | length |\n"
               "| ---- | ------- | ------------ | -----: |\n"
               "| main |         | 40/-/31.25 A |        |\n"
               "| K1   | Level 1 |              |   40 m |\n"
               "| K2   |         |              |        |\n"});
}

TEST_CASE("on IT the working has two earth faults at once too, which nothing judges") {
  const std::string text =
      "ampsite: 1\n"
      "grid: {system: IT, short_circuit: {max_ka: 10, min_ka: 1.2}}\n"
      "supply: {id: main, fuse_a: 63, length_m: 10, cable: {size_mm2: 16, pe_mm2: 16, material: copper}}\n";
  const Site site = *read_site(SourceText("it.site.yaml", text)).site;
  Plan plan;
  plan.electrical.circuits.resize(1);
  const std::vector<Diagnostic> none;
  check_shown(plan_markdown({site, plan, none, {}, ""}),
              {"| main    | I = c·U/Z = 0.95 × 230 V / 0.2103 Ω = 1039 A, between two lines",
               "| main    | I = c·U/Z = 0.95 × 230 V / 0.2384 Ω = 916.4 A, two earth faults at once",
               "- that a second earth fault, in another circuit, is switched off\n"});
}

TEST_CASE("on TT the report leaves earth faults to residual current devices") {
  const std::vector<Diagnostic> none;
  const std::string left = "- that residual current devices switch off earth faults: the earth electrode decides\n";
  const auto report = [&](const std::string& system) {
    const std::string text = "ampsite: 1\ngrid: {system: " + system + "}\nsupply: {id: main, fuse_a: 63}\n";
    const Site site = *read_site(SourceText("garage.site.yaml", text)).site;
    return plan_markdown({site, Plan{}, none, {}, ""});
  };
  CHECK(report("TN-S").find(left) == std::string::npos);
  check_shown(report("TT"), {left});
}

TEST_CASE("of two lines without neutral the second is on N, wherever the terminals are told") {
  const Site site = read_small_site();
  Plan plan = small_plan();
  plan.load.wiring[0].phases = {Line::L1, Line::L2};
  const std::vector<Diagnostic> none;
  const PlanReport report{site, plan, none, {}, ""};
  const std::string text = plan_markdown(report);
  INFO(text);
  int told = 0;
  for (std::size_t at = text.find("L1 - L2"); at != std::string::npos; at = text.find("L1 - L2", at + 1)) ++told;
  CHECK(told == 4);  // links, portal, labels, measured values
  CHECK(plan_csv(report).find(",L1 L2,L1=L1 N=L2,") != std::string::npos);
}

TEST_CASE("many errors leave the summary on the first pages: the first ten stand in front, all among the findings") {
  const Site site = read_small_site();
  Finding finding;
  finding.message = "limit 40 A of K1; at most 32 A";
  const std::vector<Diagnostic> diagnostics(14, diagnostic(limit_rule, finding));
  const std::string text = plan_markdown({site, small_plan(), diagnostics, std::vector<bool>(14), ""});
  const std::string front = text.substr(0, text.find("## Summary"));
  INFO(front);
  CHECK(front.find("- and 4 more: see Findings\n") != std::string::npos);
  int shown = 0;
  for (std::size_t at = front.find("Limit 40 A"); at != std::string::npos; at = front.find("Limit 40 A", at + 1))
    ++shown;
  CHECK(shown == 10);
}

TEST_CASE("each finding that remains has its next step") {
  const Site site = read_small_site();
  Finding finding;
  finding.message = "charger A1 is far";
  finding.entity = "main/K1/A1";
  finding.help = "move it";
  const std::vector<Diagnostic> diagnostics{{find_rule("AMP402"), Severity::warning, finding},
                                            {find_rule("AMP403"), Severity::note, finding}};
  check_shown(plan_markdown({site, small_plan(), diagnostics, {false, true}, ""}),
              {"- warning\\[AMP402\\] charger A1 is far; at main/K1/A1; help: move it\n",
               "- note\\[AMP403\\] charger A1 is far (resolved by this plan)\n"});
}

TEST_CASE("a plan in Markdown gives links and wiring headings of their own, and each argument once") {
  const Site site = read_small_site();
  Plan plan = small_plan();
  const std::vector<Diagnostic> none;
  check_shown(plan_markdown({site, plan, none, {}, "0123456789abcdef"}),
              {"## Reasons\n\n### Links\n\n- A1: RSSI -60.5 dBm at ap-1\n",
               "\n\n### Wiring\n\n- A1: all lines of its circuit\n\n## ",
               "## Proof of the links\n\nWhat they are chosen by, in this order.\n\n"
               "| what is counted         |   this plan | no plan does better than |\n"
               "| ----------------------- | ----------: | -----------------------: |\n"
               "| chargers without a link |           1 |                        1 |\n"
               "| interference            | 1.25e-08 mW |                 5e-09 mW |\n\n"
               "- Chargers without a link: B1 has no 4G coverage.\n- Interference: no two channels are alike.\n"});
  for (LevelProof& level : plan.connectivity.proof) level.argument = "each circuit is at its best";
  check_shown(plan_markdown({site, plan, none, {}, "0123456789abcdef"}),
              {"5e-09 mW |\n\nEach circuit is at its best.\n\n## "});
}

TEST_CASE("levels of the proof have the names of links, and no cost where nothing has a price") {
  const Site site = read_small_site();
  Plan plan = small_plan();
  plan.connectivity.proof = {
      {"chargers on plc or lte", 2, 2, ""}, {"cost, EUR", 0, 0, ""}, {"smallest RSSI on wifi, dBm", -60.5, -60.5, ""}};
  const std::vector<Diagnostic> none;
  check_shown(plan_markdown({site, plan, none, {}, "0123456789abcdef"}),
              {"| chargers on PLC or 4G |         2 |                        2 |\n"
               "| smallest RSSI on WiFi | -60.5 dBm |                -60.5 dBm |\n\n## "});
}
