#include "ampsite/report/plan_findings_section.h"

#include <fmt/format.h>

#include <map>
#include <string>
#include <string_view>
#include <utility>

namespace ampsite {

namespace {

/// Chargers without a link are one finding for all of them: it remains where the plan links all but one.
std::string still_without_link(const PlanReport& report) {
  const std::vector<ChargerIndex> left = chargers_without_link(report.plan);
  if (left.empty() || left.size() == report.site.chargers.size()) return {};
  return fmt::format(" (this plan leaves only {} without)", charger_ranges(report.site, left));
}

std::string fate_of(const PlanReport& report, std::size_t diagnostic) {
  if (report.resolved[diagnostic]) return " (resolved by this plan)";
  return report.diagnostics[diagnostic].rule->id == "AMP707" ? still_without_link(report) : "";
}

std::string finding_text(const Diagnostic& diagnostic, std::string_view fate) {
  return fmt::format("{}[{}] {}{}", to_text(diagnostic.severity), diagnostic.rule->id, diagnostic.finding.message,
                     fate);
}

/// Where it is and what to do about it.
std::string next_step(const Finding& finding) {
  std::string text = finding.entity.empty() ? "" : "; at " + finding.entity;
  if (!finding.help.empty()) text += "; help: " + finding.help;
  return text;
}

/// Findings in their order; in brief a few of each rule that says the same of many chargers, then how many more.
class FindingList {
 public:
  explicit FindingList(Detail detail) : brief_(detail == Detail::brief) {}

  void add(const Diagnostic& diagnostic, std::string_view fate, bool remains) {
    constexpr int a_few = 5;
    // Errors are all shown: each of them may be one to act on.
    const bool error = diagnostic.severity == Severity::error;
    if (!brief_ || error || ++count_[diagnostic.rule->id] <= a_few) {
      const bool to_act_on = remains && (error || !brief_);
      bullets_.items.push_back(finding_text(diagnostic, fate) + (to_act_on ? next_step(diagnostic.finding) : ""));
    } else {
      ++hidden_[diagnostic.rule->id];
    }
  }

  Bullets take() {
    for (const auto& [rule, count] : hidden_) bullets_.items.push_back(fmt::format("{} more of {}", count, rule));
    return std::move(bullets_);
  }

 private:
  bool brief_;
  Bullets bullets_;
  std::map<std::string_view, int> count_;
  std::map<std::string_view, int> hidden_;
};

}  // namespace

Section findings_section(const PlanReport& report, Detail detail) {
  Section section{"Findings", "", {}};
  FindingList list(detail);
  for (std::size_t i = 0; i < report.diagnostics.size(); ++i) {
    list.add(report.diagnostics[i], fate_of(report, i), !report.resolved[i]);
  }
  for (const Diagnostic& diagnostic : report.arising) list.add(diagnostic, " (arises from this plan)", true);
  if (Bullets bullets = list.take(); !bullets.items.empty()) section.blocks.emplace_back(std::move(bullets));
  return section;
}

}  // namespace ampsite
