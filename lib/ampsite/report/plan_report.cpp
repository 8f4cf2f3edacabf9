#include "ampsite/report/plan_report.h"

#include <set>
#include <tuple>

#include "ampsite/plan/apply.h"
#include "ampsite/read/read_site.h"
#include "ampsite/report/findings_text.h"
#include "ampsite/source/sha256.h"

namespace ampsite {

namespace {

using Subject = std::tuple<std::string, std::string, std::string>;

Subject subject_of(const Finding& finding) { return {finding.rule, finding.entity, finding.key}; }

std::set<Subject> subjects_after(const Site& site, const Plan& plan) {
  const Site planned = planned_site(site, plan);
  Findings findings;
  check_site(planned, {}, findings);
  std::set<Subject> subjects;
  for (const Finding& finding : findings) subjects.insert(subject_of(finding));
  return subjects;
}

}  // namespace

PlanReport make_plan_report(const Site& site, const Plan& plan, const std::vector<Diagnostic>& diagnostics) {
  PlanReport report{site, plan, diagnostics, {}, sha256_hex(canonical_json(site))};
  if (diagnostics.empty()) return report;
  const std::set<Subject> remaining = subjects_after(site, plan);
  for (const Diagnostic& diagnostic : diagnostics) {
    const bool of_the_site = diagnostic.rule->check != nullptr;
    report.resolved.push_back(of_the_site && !remaining.contains(subject_of(diagnostic.finding)));
  }
  return report;
}

int unresolved_errors(const PlanReport& report) {
  int errors = 0;
  for (std::size_t i = 0; i < report.diagnostics.size(); ++i) {
    if (report.diagnostics[i].severity == Severity::error && !report.resolved[i]) ++errors;
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
  if (roomless > 0) text += counted(roomless, "charger") + " without room for its min_a";
  return text;
}

}  // namespace ampsite
