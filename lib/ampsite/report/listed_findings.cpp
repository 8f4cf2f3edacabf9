#include "ampsite/report/listed_findings.h"

#include <fmt/format.h>

#include <algorithm>
#include <string>

namespace ampsite {

namespace {

ListedFinding listed(const Diagnostic& diagnostic, bool resolved, bool arises) {
  const Finding& finding = diagnostic.finding;
  return {std::string(diagnostic.rule->id),
          std::string(diagnostic.rule->name),
          std::string(to_text(diagnostic.severity)),
          finding.message,
          finding.entity,
          finding.path,
          finding.help,
          resolved,
          arises};
}

}  // namespace

void verify_findings(const PlanReport& report, const std::vector<ListedFinding>& claimed, Discrepancies& found) {
  std::vector<ListedFinding> is;
  for (std::size_t i = 0; i < report.diagnostics.size(); ++i) {
    is.push_back(listed(report.diagnostics[i], report.resolved[i], false));
  }
  for (const Diagnostic& diagnostic : report.arising) is.push_back(listed(diagnostic, false, true));
  const auto [differs, claims] = std::mismatch(is.begin(), is.end(), claimed.begin(), claimed.end());
  if (differs == is.end() && claims == claimed.end()) return;
  const std::string place = fmt::format("findings[{}]", differs - is.begin());
  if (claims == claimed.end()) {
    found.push_back({"findings", fmt::format("lacks {}: {}", differs->rule, differs->message)});
  } else if (differs == is.end()) {
    found.push_back({place, fmt::format("{}: the site and its plan have no such finding", claims->rule)});
  } else {
    found.push_back({place, fmt::format("has to be {} {}: {} ({}, {})", differs->severity, differs->rule,
                                        differs->message, differs->entity,
                                        differs->resolved_by_plan ? "resolved by the plan" : "not resolved by it")});
  }
}

}  // namespace ampsite
