#include "ampsite/report/plan_report.h"

#include <algorithm>
#include <iterator>
#include <set>
#include <tuple>
#include <utility>

#include "ampsite/plan/apply.h"
#include "ampsite/read/read_site.h"
#include "ampsite/report/findings_text.h"
#include "ampsite/rules/context.h"
#include "ampsite/source/sha256.h"

namespace ampsite {

namespace {

using Subject = std::tuple<std::string, std::string, std::string>;

Subject subject_of(const Finding& finding) { return {finding.rule, finding.entity, finding.key}; }

Findings findings_of(const Site& site, const ElectricalTables& tables) {
  Findings findings;
  check_site(site, {}, findings, tables);
  return findings;
}

std::set<Subject> subjects_of(const Findings& findings) {
  std::set<Subject> subjects;
  for (const Finding& finding : findings) subjects.insert(subject_of(finding));
  return subjects;
}

/// A new module is not in the file: what is said of it is said of its circuit.
void move_to_the_file(const Site& site, const Plan& plan, Finding& finding) {
  for (const PlcNetwork& network : plan.connectivity.plc_networks) {
    const Node& circuit = site.nodes[network.circuit];
    if (!network.is_new || finding.entity != entity_of(site, circuit) + "/" + network.id) continue;
    finding.entity = entity_of(site, circuit);
    finding.path = path_of(site, circuit);
    finding.key.clear();
  }
}

/// The chargers with one of some links, as findings name them.
template <class Is>
std::set<std::string> entities_where(const Site& site, const Plan& plan, Is is) {
  std::set<std::string> entities;
  for (ChargerIndex i = 0; i < site.chargers.size(); ++i) {
    if (is(plan.connectivity.chargers[i].link)) entities.insert(entity_of(site, site.chargers[i]));
  }
  return entities;
}

std::set<std::string> entities_without_link(const Site& site, const Plan& plan) {
  return entities_where(site, plan, [](PlannedLink link) { return link == PlannedLink::none; });
}

/// Modules of the file that the plan leaves without a charger.
std::set<std::string> idle_modules(const Site& site, const Plan& plan) {
  std::vector<bool> serves(site.modules.size(), false);
  for (const PlcNetwork& network : plan.connectivity.plc_networks) {
    if (network.module != no_index) serves[network.module] = true;
  }
  std::set<std::string> entities;
  for (ModuleIndex i = 0; i < site.modules.size(); ++i) {
    if (!serves[i]) entities.insert(entity_of(site, site.modules[i]));
  }
  return entities;
}

/// The rule judges links, which a charger without one does not have: the plan gives its reasons.
bool is_about_links(const Finding& finding) { return finding.rule >= "AMP401" && finding.rule <= "AMP699"; }

/// The wirings that the plan chose, as the best there is or was found, are decided: the rule on uneven charging asks
/// only for those that the plan had to leave as the file has them.
Site with_chosen_wirings_fixed(const Site& site, const Plan& plan, Site planned) {
  const bool any = site.planning.one_phase_line.value == OnePhaseLine::terminal;
  for (ChargerIndex i = 0; i < planned.chargers.size(); ++i) {
    const bool chosen = any || !site.chargers[i].phases.has_value() || plan.load.wiring[i].changed;
    if (chosen) planned.chargers[i].fixed = stated(true);
  }
  return planned;
}

Findings findings_of_planned(const Site& site, const Plan& plan, const ElectricalTables& tables) {
  Site planned = planned_site(site, plan);
  Findings findings = findings_of(planned, tables);
  const Rule* uneven = find_rule("AMP305");
  const auto is_uneven = [&](const Finding& finding) { return finding.rule == uneven->id; };
  const auto first = std::find_if(findings.begin(), findings.end(), is_uneven);
  if (first == findings.end()) return findings;
  const auto place = first - findings.begin();
  findings.erase(std::remove_if(first, findings.end(), is_uneven), findings.end());
  const Site decided = with_chosen_wirings_fixed(site, plan, std::move(planned));
  Findings left;
  uneven->check(RuleContext(decided, tables), left);
  findings.insert(findings.begin() + place, std::make_move_iterator(left.begin()), std::make_move_iterator(left.end()));
  return findings;
}

/// What the plan has taken the ground from: links of chargers without one, and distances over PLC of those not on it.
class Groundless {
 public:
  Groundless(const Site& site, const Plan& plan)
      : without_link_(entities_without_link(site, plan)),
        not_on_plc_(entities_where(site, plan, [](PlannedLink link) { return link != PlannedLink::plc; })),
        idle_modules_(idle_modules(site, plan)) {}

  bool contains(const Finding& finding) const {
    if (finding.rule == "AMP105") return not_on_plc_.contains(finding.entity);
    if (finding.rule == "AMP506" && idle_modules_.contains(finding.entity)) return true;
    return is_about_links(finding) && without_link_.contains(finding.entity);
  }

 private:
  std::set<std::string> without_link_;
  std::set<std::string> not_on_plc_;
  std::set<std::string> idle_modules_;
};

/// What the rules find on the planned site and not on the site as it is, whether that is shown or not.
Findings arising_findings(const Site& site, const Plan& plan, const Findings& planned, const ElectricalTables& tables) {
  const std::set<Subject> known = subjects_of(findings_of(site, tables));
  const Groundless groundless(site, plan);
  Findings arising;
  for (const Finding& finding : planned) {
    if (known.contains(subject_of(finding)) || groundless.contains(finding)) continue;
    arising.push_back(finding);
    move_to_the_file(site, plan, arising.back());
  }
  return arising;
}

}  // namespace

std::vector<Diagnostic> judged_by_default(Findings findings) {
  std::vector<Diagnostic> diagnostics;
  for (Finding& finding : findings) {
    const Rule* rule = find_rule(finding.rule);
    diagnostics.push_back({rule, finding.severity.value_or(rule->severity), std::move(finding)});
  }
  return diagnostics;
}

PlanReport make_plan_report(const Site& site, const Plan& plan, const std::vector<Diagnostic>& diagnostics,
                            const Judge& judge, const ElectricalTables& tables) {
  PlanReport report{site, plan, diagnostics, {}, sha256_hex(canonical_json(site)), {}, tables};
  const Findings planned = findings_of_planned(site, plan, tables);
  const std::set<Subject> remaining = subjects_of(planned);
  const std::set<std::string> without_link = entities_without_link(site, plan);
  for (const Diagnostic& diagnostic : diagnostics) {
    const Finding& finding = diagnostic.finding;
    const bool of_the_site = diagnostic.rule->check != nullptr;
    const bool still_without = is_about_links(finding) && without_link.contains(finding.entity);
    report.resolved.push_back(of_the_site && !still_without && !remaining.contains(subject_of(finding)));
  }
  report.arising = judge(arising_findings(site, plan, planned, tables));
  return report;
}

int unresolved_errors(const PlanReport& report) {
  int errors = 0;
  for (std::size_t i = 0; i < report.diagnostics.size(); ++i) {
    if (report.diagnostics[i].severity == Severity::error && !report.resolved[i]) ++errors;
  }
  for (const Diagnostic& diagnostic : report.arising) {
    if (diagnostic.severity == Severity::error) ++errors;
  }
  return errors;
}

std::string left_out_text(const PlanReport& report) {
  const auto linkless = static_cast<int>(chargers_without_link(report.plan).size());
  const auto roomless = static_cast<int>(chargers_without_room(report.site, report.plan).size());
  if (linkless == 0 && roomless == 0) return {};
  std::string text = "the plan leaves ";
  if (linkless > 0) text += counted(linkless, "charger") + " without a link";
  if (linkless > 0 && roomless > 0) text += " and ";
  if (roomless > 0)
    text += counted(roomless, "charger") + " without room for " + (roomless == 1 ? "its" : "their") + " min_a";
  return text;
}

}  // namespace ampsite
