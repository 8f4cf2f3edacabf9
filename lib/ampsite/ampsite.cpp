#include "ampsite/ampsite.h"

#include <algorithm>
#include <utility>

#include "ampsite/plan/document/read_plan.h"
#include "ampsite/plan/verify/verify.h"
#include "ampsite/report/fingerprint.h"
#include "ampsite/report/listed_findings.h"

namespace ampsite {

CheckedFile check_site_file(std::string name, std::string text, const ValidateOptions& options) {
  SourceText source(name, std::move(text));
  Validation validation = validate(source, options);
  CheckedFile file{std::move(source), std::move(validation), std::move(name)};
  add_fingerprints(file);
  return file;
}

StopsPlan stops_plan(const Diagnostic& diagnostic) {
  const std::string_view rule = diagnostic.rule->id;
  if (rule >= "AMP001" && rule <= "AMP008") return StopsPlan::always;
  if (diagnostic.severity != Severity::error || rule == "AMP206") return StopsPlan::never;
  const bool of_building =
      rule.starts_with("AMP1") || rule.starts_with("AMP2") || rule.starts_with("AMP3") || rule.starts_with("AMP8");
  return of_building ? StopsPlan::unless_allowed : StopsPlan::never;
}

std::optional<Plan> plan_site_file(const CheckedFile& file, ErrorsAllowed errors, const ValidateOptions& options) {
  if (!file.validation.site) return std::nullopt;
  const StopsPlan least = errors == ErrorsAllowed::yes ? StopsPlan::always : StopsPlan::unless_allowed;
  const std::vector<Diagnostic>& diagnostics = file.validation.diagnostics;
  const bool stopped = std::any_of(diagnostics.begin(), diagnostics.end(),
                                   [least](const Diagnostic& diagnostic) { return stops_plan(diagnostic) >= least; });
  if (stopped) return std::nullopt;
  return make_plan(*file.validation.site, electrical_tables(options));
}

PlanReport report_plan(const CheckedFile& file, const Plan& plan, const ValidateOptions& options) {
  const auto judge = [&](Findings findings) {
    return judged(std::move(findings), file.source, file.validation, options);
  };
  return make_plan_report(*file.validation.site, plan, file.validation.diagnostics, judge, electrical_tables(options));
}

PlanVerdict verify_written_plan(const CheckedFile& file, std::string_view plan_text, const ValidateOptions& options) {
  PlanVerdict verdict;
  const std::vector<Diagnostic>& diagnostics = file.validation.diagnostics;
  const bool unreliable =
      !file.validation.site || std::any_of(diagnostics.begin(), diagnostics.end(), [](const Diagnostic& diagnostic) {
        return stops_plan(diagnostic) == StopsPlan::always;
      });
  if (unreliable) {
    verdict.unreadable = "its site file has errors that no plan can be held against";
    return verdict;
  }
  const Site& site = *file.validation.site;
  ReadPlanResult read = read_plan(plan_text, site);
  if (!read.document) {
    verdict.unreadable = read.problem;
    verdict.unreadable_at = read.place;
    return verdict;
  }
  verdict.discrepancies = read.document->foreign;
  const auto add = [&](const Discrepancies& found) {
    verdict.discrepancies.insert(verdict.discrepancies.end(), found.begin(), found.end());
  };
  if (!read.document->malformed.empty()) {
    add(read.document->malformed);
    return verdict;
  }
  verdict.plan = std::move(read.document->plan);
  add(verify_plan(site, *verdict.plan, verdict.not_checked, electrical_tables(options)));
  verify_findings(report_plan(file, *verdict.plan, options), read.document->findings, verdict.discrepancies);
  return verdict;
}

}  // namespace ampsite
