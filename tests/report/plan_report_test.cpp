#include "ampsite/report/plan_report.h"

#include <doctest/doctest.h>

#include <algorithm>

#include "ampsite/plan/apply.h"
#include "ampsite/plan/plan.h"
#include "ampsite/rules/context.h"
#include "report/findings_fixture.h"
#include "report/plan_fixture.h"

using namespace ampsite;
using namespace ampsite::test;

TEST_CASE("the planned site has the plan's links, sources and wiring") {
  const Site site = read_small_site();
  const Site planned = planned_site(site, small_plan());
  CHECK(planned.chargers[0].link.value == Link::wifi);
  CHECK(planned.chargers[0].access_point.value == "ap-1");
  CHECK(planned.chargers[1].link.value == Link::plc);
  CHECK(planned.chargers[1].phases.value == Wiring{Line::L1, Line::L2, Line::L3});
  // The file says 4G; which link it will get is open.
  CHECK(planned.chargers[2].link.unknown());
}

TEST_CASE("a new module stands on its circuit, and the others stay on theirs") {
  const Site planned = planned_site(read_small_site(), small_plan());
  REQUIRE(planned.modules.size() == 2);
  const Node& k1 = planned.nodes[1];
  REQUIRE(k1.module_end == k1.module_begin + 1);
  CHECK(planned.modules[k1.module_begin].id.value == "K1-plc");
  CHECK(planned.modules[k1.module_begin].node == 1);
  const Node& k2 = planned.nodes[2];
  REQUIRE(k2.module_end == k2.module_begin + 1);
  CHECK(planned.modules[k2.module_begin].id.value == "m1");
}

TEST_CASE("a gateway shares over PLC, a charger on 4G with no one and with its SIM activated") {
  Site site = read_small_site();
  site.chargers[2].shares = stated(Sharing::plc);
  site.chargers[2].lte = stated(Lte{stated(LteCoverage::high), stated(SimState::inactive)});
  Plan plan = small_plan();
  plan.connectivity.chargers[0].gateway = true;
  plan.connectivity.chargers[2].link = PlannedLink::lte;
  const Site planned = planned_site(site, plan);
  CHECK(planned.chargers[0].shares.value == Sharing::plc);
  CHECK(planned.chargers[2].shares.absent());
  CHECK(planned.chargers[2].lte->sim.value == SimState::active);
}

namespace {

std::vector<Diagnostic> none_of_them() { return {}; }

Diagnostic about(const Rule& rule, std::string entity) {
  Finding finding;
  finding.entity = std::move(entity);
  return diagnostic(rule, finding);
}

}  // namespace

TEST_CASE("a finding is resolved where its rule is silent about the planned site") {
  // Of the real rules AMP203 is used: the planned site still has its one finding, on K2.
  Site site = read_small_site();
  site.nodes[2].limit_a = stated(LineCurrents{{stated(40.0), stated(40.0), stated(40.0)}, false});
  const Plan plan = small_plan();
  const Rule& limit_over_fuse = *find_rule("AMP203");
  Findings findings;
  limit_over_fuse.check(RuleContext(site), findings);
  REQUIRE(findings.size() == 1);
  const Diagnostic remaining{&limit_over_fuse, Severity::error, findings[0]};
  const Diagnostic gone = about(limit_over_fuse, "main/K1");
  const Diagnostic of_the_file = about(*find_rule("AMP009"), "main/K1");
  const std::vector<Diagnostic> diagnostics{remaining, gone, of_the_file};
  const PlanReport report = make_plan_report(site, plan, diagnostics);
  CHECK(report.resolved == std::vector<bool>{false, true, false});
  CHECK(unresolved_errors(report) == 2);
}

TEST_CASE("what the rules find only on the planned site arises from the plan") {
  Site site = read_small_site();
  site.network.value.dhcp = stated(Dhcp{stated(2)});
  const std::vector<Diagnostic> none;
  const Plan plan = small_plan();
  const PlanReport report = make_plan_report(site, plan, none);
  // Two chargers and two modules need an address each. Of the file alone only A2 does, and it has one.
  const auto found = std::find_if(report.arising.begin(), report.arising.end(),
                                  [](const Diagnostic& d) { return d.rule->id == "AMP701"; });
  REQUIRE(found != report.arising.end());
  CHECK(found->severity == Severity::error);
  CHECK(found->finding.path == "network.dhcp.addresses");
  CHECK(unresolved_errors(report) >= 1);
  const PlanReport quiet = make_plan_report(site, plan, none, [](const Findings&) { return none_of_them(); });
  CHECK(unresolved_errors(quiet) == 0);
}

namespace {

/// Two chargers on one supply; a plan that wires both as said and leaves them without a link.
Site two_chargers(const std::string& grid, const std::string& first, const std::string& second) {
  const std::string text = "ampsite: 1\nsite: {name: S}\ngrid: " + grid +
                           "\nsupply:\n  id: main\n  fuse_a: 63\n  chargers:\n    - {id: A1" + first +
                           "}\n    - {id: A2" + second + "}\n";
  return *read_site(SourceText("two.site.yaml", text)).site;
}

Plan plan_that_wires(const Site& site, const Wiring& wiring) {
  Plan plan;
  plan.connectivity.chargers.resize(site.chargers.size());
  plan.load.wiring.resize(site.chargers.size());
  for (std::size_t i = 0; i < site.chargers.size(); ++i) {
    const Stated<Wiring>& stated = site.chargers[i].phases;
    plan.load.wiring[i].phases = wiring;
    plan.load.wiring[i].changed = stated.has_value() && stated.value != wiring;
  }
  return plan;
}

bool uneven_arises(const Site& site, const Plan& plan) {
  const std::vector<Diagnostic> none;
  const PlanReport report = make_plan_report(site, plan, none);
  return std::any_of(report.arising.begin(), report.arising.end(),
                     [](const Diagnostic& d) { return d.rule->id == "AMP305"; });
}

bool uneven_is_resolved(const Site& site, const Plan& plan) {
  Findings findings;
  find_rule("AMP305")->check(RuleContext(site), findings);
  REQUIRE(findings.size() == 1);
  const std::vector<Diagnostic> diagnostics{{find_rule("AMP305"), Severity::warning, findings[0]}};
  return make_plan_report(site, plan, diagnostics).resolved[0];
}

}  // namespace

TEST_CASE("what the plan wires is as even as it can be: no warning of it arises, and one of the file is settled") {
  const std::string one_phase = ", vehicle: {phases: 1}";
  const Wiring usual{Line::L1, Line::L2, Line::L3};
  const Site unwired = two_chargers("{system: IT}", one_phase, one_phase);
  CHECK_FALSE(uneven_arises(unwired, plan_that_wires(unwired, usual)));
  const Site wired =
      two_chargers("{system: IT}", ", phases: [L1, L2, L3]" + one_phase, ", phases: [L1, L2, L3]" + one_phase);
  CHECK(uneven_is_resolved(wired, plan_that_wires(wired, usual)));
  // Where chargers choose, the plan leaves what the file states, and so the warning stays.
  const Site stated = two_chargers("{system: TN-S}", ", phases: [L1]", ", phases: [L1]");
  CHECK_FALSE(uneven_is_resolved(stated, plan_that_wires(stated, {Line::L1})));
}

TEST_CASE("of the link of a charger that the plan leaves without one nothing arises") {
  const Site site = read_small_site();
  Plan plan = small_plan();
  const std::vector<Diagnostic> none;
  const auto entities = [&] {
    std::string text;
    for (const Diagnostic& d : make_plan_report(site, plan, none).arising) text += d.finding.entity + " ";
    return text;
  };
  CHECK(entities().find("main/K1/A2") == std::string::npos);
  // A2 on PLC, but wired to other lines than the module.
  plan.load.wiring[1].phases = {Line::L2, Line::L3, Line::L1};
  CHECK(entities().find("main/K1/A2") != std::string::npos);
  plan.connectivity.chargers[1].link = PlannedLink::none;
  CHECK(entities().find("main/K1/A2") == std::string::npos);
}

namespace {

/// The rules of what the plan of a site brings about, and of what it does not resolve.
std::string rules_of_plan(const std::string& supply_and_network) {
  const std::string text = "ampsite: 1\nsite: {name: S}\ngrid: {system: TN-S}\n" + supply_and_network;
  const ReadResult read = read_site(SourceText("plan.site.yaml", text));
  REQUIRE(read.site.has_value());
  Findings findings;
  check_site(*read.site, {}, findings);
  const std::vector<Diagnostic> of_the_file = judged_by_default(findings);
  const PlanReport report = make_plan_report(*read.site, make_plan(*read.site), of_the_file);
  std::string rules;
  for (std::size_t i = 0; i < of_the_file.size(); ++i) {
    if (!report.resolved[i]) rules += of_the_file[i].finding.rule + " stays. ";
  }
  for (const Diagnostic& diagnostic : report.arising) rules += diagnostic.finding.rule + " arises. ";
  return rules;
}

}  // namespace

TEST_CASE("a charger without a link in the plan asks nothing of access point and pool, and its own finding stays") {
  const std::string chargers =
      "supply:\n  id: main\n  fuse_a: 63\n  chargers:\n    - {id: A1, rssi_dbm: -60, link: wifi}\n"
      "    - {id: A2, rssi_dbm: -60, link: wifi}\n    - {id: A3, rssi_dbm: -80, link: wifi}\n";
  const std::string network = "network:\n  access_points: [{id: ap, channel: 1, max_clients: 2}]\n";
  const std::string rules = rules_of_plan(chargers + network + "  dhcp: {addresses: 2}\n");
  CAPTURE(rules);
  CHECK(rules.find("AMP401 stays.") != std::string::npos);
  CHECK(rules.find("AMP411") == std::string::npos);
  CHECK(rules.find("AMP701") == std::string::npos);
}

TEST_CASE("nothing arises of the place of a module that serves nobody, or of a charger that is not on PLC") {
  const std::string module =
      "length_m: 80\n  plc_modules: [{id: m, position_m: 70, terminals: [L1, N, PE], standard: homeplug-av2}]\n";
  const std::string on_4g = rules_of_plan("supply:\n  id: main\n  fuse_a: 63\n  " + module +
                                          "  chargers: [{id: A1, position_m: 68, lte: {coverage: high}}]\n"
                                          "planning: {link_preference: [lte]}\n");
  CHECK(on_4g.find("AMP506 arises") == std::string::npos);
  const std::string mixed = rules_of_plan(
      "supply:\n  id: main\n  fuse_a: 63\n  length_m: 80\n  chargers: [{id: A1, rssi_dbm: -50}, {id: A2, position_m: "
      "40}]\nnetwork: {access_points: [{id: ap, channel: 1}]}\n");
  CHECK(mixed.find("AMP105 arises") == std::string::npos);
}

TEST_CASE("what is said of a new module stands at its circuit") {
  const Site site = read_small_site();
  Plan plan = small_plan();
  plan.connectivity.plc_networks[0].terminals = {Terminal::L1, Terminal::L2, Terminal::PE};
  const std::vector<Diagnostic> none;
  const PlanReport report = make_plan_report(site, plan, none);
  for (const Diagnostic& diagnostic : report.arising) {
    CAPTURE(diagnostic.finding.message);
    CHECK(diagnostic.finding.path.find("circuits[0].plc_modules") == std::string::npos);
    CHECK(diagnostic.finding.entity.find("K1-plc") == std::string::npos);
  }
  const auto of_the_module = std::find_if(report.arising.begin(), report.arising.end(), [](const Diagnostic& d) {
    return d.finding.message.find("K1-plc") != std::string::npos;
  });
  REQUIRE(of_the_module != report.arising.end());
  CHECK(of_the_module->finding.entity == "main/K1");
  CHECK(of_the_module->finding.path == "supply.circuits[0]");
}

TEST_CASE("who is left out is counted in words") {
  const Site site = read_small_site();
  const std::vector<Diagnostic> none;
  Plan plan = small_plan();
  CHECK(left_out_text(make_plan_report(site, plan, none)) == "the plan leaves 1 charger without a link");
  plan.connectivity.chargers[2].link = PlannedLink::lte;
  CHECK(left_out_text(make_plan_report(site, plan, none)).empty());
}
