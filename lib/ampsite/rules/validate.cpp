#include "ampsite/rules/validate.h"

#include <algorithm>
#include <tuple>
#include <utility>

#include "ampsite/electric/house_tables.h"
#include "ampsite/rules/suppress.h"

namespace ampsite {
namespace {

/// None where the house has switched the rule off.
std::optional<Severity> severity_of(const Rule& rule, const Finding& finding, const SeverityOverrides& overrides) {
  if (!rule.pinned) {
    const auto found = overrides.find(rule.id);
    if (found != overrides.end()) return found->second;
  }
  return finding.severity.value_or(rule.severity);
}

bool switched_off(const Rule& rule, const ValidateOptions& options) {
  if (options.skipped_rules.contains(rule.id)) return true;
  if (rule.pinned) return false;
  const auto found = options.severities.find(rule.id);
  return found != options.severities.end() && !found->second.has_value();
}

/// Takes in findings, with severities and suppressions applied.
class Collector {
 public:
  Collector(const SourceText& source, const ValidateOptions& options, Validation& result)
      : source_(source), options_(options), result_(result) {}

  std::vector<Suppression>& suppressions() { return suppressions_; }

  void add(Finding finding) {
    const Rule* rule = find_rule(finding.rule);
    if (switched_off(*rule, options_)) return;
    if (const Suppression* entry = silence(source_, suppressions_, *rule, finding.span)) {
      result_.suppressed.push_back({diagnostic(*rule, std::move(finding)), std::string(source_.slice(entry->reason))});
    } else {
      result_.diagnostics.push_back(diagnostic(*rule, std::move(finding)));
    }
  }

  void add_all(Findings findings) {
    for (Finding& finding : findings) add(std::move(finding));
  }

  /// AMP010 for each entry that has silenced nothing. Entries that silence AMP010 come last, when it is settled
  /// which AMP010 there are, and cannot silence what is said of themselves.
  void add_unused() {
    Findings unused;
    for (const Suppression& entry : suppressions_) {
      if (entry.rule->id != unused_rule && is_unused(entry)) unused.push_back(unused_suppression(entry));
    }
    add_all(std::move(unused));
    for (const Suppression& entry : suppressions_) {
      // Where AMP010 itself is off, is_unused says so.
      if (entry.rule->id == unused_rule && is_unused(entry)) {
        result_.diagnostics.push_back(diagnostic(*entry.rule, unused_suppression(entry)));
      }
    }
  }

 private:
  static constexpr std::string_view unused_rule = "AMP010";

  bool is_unused(const Suppression& entry) const { return !entry.used && !switched_off(*entry.rule, options_); }

  /// Of a rule that is not switched off.
  Diagnostic diagnostic(const Rule& rule, Finding finding) const {
    const Severity severity = *severity_of(rule, finding, options_.severities);
    return {&rule, severity, std::move(finding)};
  }

  const SourceText& source_;
  const ValidateOptions& options_;
  Validation& result_;
  std::vector<Suppression> suppressions_;
};

/// A rule may be silent only for this, and what silences it be of use again once it is mended.
bool leaves_something_unknown(const Finding& finding) { return finding.rule >= "AMP002" && finding.rule <= "AMP008"; }

void add_suppressions(const SourceText& source, const std::vector<Comment>& comments, Findings findings,
                      Collector& collector) {
  Suppressions read = read_suppressions(source, comments);
  collector.suppressions() = std::move(read.entries);
  const bool all_known = std::none_of(findings.begin(), findings.end(), leaves_something_unknown);
  collector.add_all(std::move(findings));
  collector.add_all(std::move(read.findings));
  if (all_known) collector.add_unused();
}

bool stands_before(const Diagnostic& a, const Diagnostic& b) {
  return std::tie(a.finding.span.begin, a.rule->id) < std::tie(b.finding.span.begin, b.rule->id);
}

void sort_by_place(Validation& validation) {
  std::stable_sort(validation.diagnostics.begin(), validation.diagnostics.end(), stands_before);
  std::stable_sort(validation.suppressed.begin(), validation.suppressed.end(),
                   [](const SuppressedDiagnostic& a, const SuppressedDiagnostic& b) {
                     return stands_before(a.diagnostic, b.diagnostic);
                   });
}

bool is_syntax_error(const Finding& finding) { return finding.rule == "AMP001"; }

}  // namespace

int Validation::count(Severity severity) const {
  return static_cast<int>(std::count_if(diagnostics.begin(), diagnostics.end(),
                                        [&](const Diagnostic& diagnostic) { return diagnostic.severity == severity; }));
}

ElectricalTables electrical_tables(const ValidateOptions& options) {
  return with_house_numbers(standard_tables(), options.house_numbers);
}

void check_site(const Site& site, const RuleIds& skipped_rules, Findings& findings, const ElectricalTables& tables) {
  const RuleContext context(site, tables);
  for (const Rule& rule : all_rules()) {
    if (rule.check != nullptr && !skipped_rules.contains(rule.id)) rule.check(context, findings);
  }
}

Validation validate(const SourceText& source, const ValidateOptions& options) {
  Validation result;
  Collector collector(source, options, result);
  ReadResult read = read_site(source, options.planning);
  const bool unreadable = !read.site || std::any_of(read.findings.begin(), read.findings.end(), is_syntax_error);
  std::erase_if(read.findings, [&](const Finding& finding) { return options.skipped_rules.contains(finding.rule); });
  if (unreadable) {
    collector.add_all(std::move(read.findings));
  } else {
    Findings findings = std::move(read.findings);
    check_site(*read.site, options.skipped_rules, findings, electrical_tables(options));
    add_suppressions(source, read.comments, std::move(findings), collector);
    result.suppressions = std::move(collector.suppressions());
    result.site = std::move(read.site);
  }
  sort_by_place(result);
  return result;
}

std::vector<Diagnostic> judged(Findings findings, const SourceText& source, const Validation& validation,
                               const ValidateOptions& options) {
  Validation result;
  Collector collector(source, options, result);
  collector.suppressions() = validation.suppressions;
  collector.add_all(std::move(findings));
  return std::move(result.diagnostics);
}

}  // namespace ampsite
