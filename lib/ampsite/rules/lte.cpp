// AMP6xx: chargers that are on 4G, and how its coverage was measured.

#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <utility>

#include "ampsite/rules/checks.h"
#include "ampsite/rules/first_in_text.h"
#include "ampsite/rules/wording.h"
#include "ampsite/site/links.h"

namespace ampsite {
namespace {

bool is_on_lte(const Charger& charger) { return links_by(charger, Link::lte); }

bool is_measured(const Charger& charger) { return is_on_lte(charger) && charger.lte->coverage.stated(); }

void report_coverage(const Site& site, std::string_view rule, LteCoverage coverage, std::string_view what,
                     std::string_view help, Findings& findings) {
  for (const Charger& charger : site.chargers) {
    const Stated<LteCoverage>& found = charger.lte->coverage;
    if (!is_on_lte(charger) || !found.stated() || found.value != coverage) continue;
    Finding finding = finding_about(rule, site, charger, "lte.coverage", found.span);
    finding.message = fmt::format("{} is on 4G {}", name_of(site, charger), what);
    finding.help = help;
    findings.push_back(std::move(finding));
  }
}

}  // namespace

void check_lte_no_coverage(const RuleContext& context, Findings& findings) {
  report_coverage(context.site, "AMP601", LteCoverage::none, "without coverage; medium or high is needed",
                  "link it by WiFi or PLC, or have the operator bring coverage to the garage and measure again",
                  findings);
}

void check_lte_low_coverage(const RuleContext& context, Findings& findings) {
  report_coverage(context.site, "AMP602", LteCoverage::low, "with low coverage; medium or high is recommended",
                  "link it by WiFi or PLC where they reach it, or improve the coverage and measure again", findings);
}

void check_lte_sim_inactive(const RuleContext& context, Findings& findings) {
  const Site& site = context.site;
  for (const Charger& charger : site.chargers) {
    const Stated<SimState>& sim = charger.lte->sim;
    if (!is_on_lte(charger) || !sim.stated() || sim.value != SimState::inactive) continue;
    Finding finding = finding_about("AMP603", site, charger, "lte.sim", sim.span);
    finding.message = fmt::format("{} is on 4G with an inactive SIM; it needs an active one", name_of(site, charger));
    finding.help = "have its SIM activated and write sim: active, or link it by WiFi or PLC";
    findings.push_back(std::move(finding));
  }
}

void check_lte_shared(const RuleContext& context, Findings& findings) {
  const Site& site = context.site;
  for (const Charger& charger : site.chargers) {
    if (!is_on_lte(charger) || !charger.shares.stated()) continue;
    Finding finding = finding_about("AMP604", site, charger, "shares", charger.shares.span);
    finding.message = fmt::format("{} is on 4G and is to share its link over {}; over 4G it can serve only itself",
                                  name_of(site, charger), display_word(charger.shares.value));
    finding.help = charger.shares.value == Sharing::plc
                       ? "take shares out, or make a charger with WiFi the gateway (link: wifi, shares: plc)"
                       : "take shares out";
    findings.push_back(std::move(finding));
  }
}

void check_lte_survey(const RuleContext& context, Findings& findings) {
  const Site& site = context.site;
  const Charger* const first = first_in_text(site.chargers, is_on_lte);
  if (first == nullptr) return;
  // Where nothing was measured, AMP606 asks for it.
  if (std::none_of(site.chargers.begin(), site.chargers.end(), is_measured)) return;
  const Stated<Network>& network = site.network;
  const Stated<LteSurvey>& survey = network->lte->survey;
  const bool doors_open = survey.stated() && survey.value == LteSurvey::doors_open;
  if (!doors_open && !survey.absent()) return;
  const Span place = doors_open              ? survey.span
                     : network->lte.stated() ? network->lte.key
                     : network.stated()      ? network.key
                                             : first->link.span;
  Finding finding = finding_about_site("AMP605", "network.lte.survey", place);
  const auto count = std::count_if(site.chargers.begin(), site.chargers.end(), is_on_lte);
  finding.message = fmt::format("{} {} on 4G, but ", counted(count, "charger"), count == 1 ? "is" : "are");
  if (doors_open) {
    finding.message += "coverage was measured with the doors open; what counts is the coverage with the doors closed";
    finding.help = "measure at each of them with the doors closed, and write survey: doors-closed and what you found";
  } else {
    finding.severity = Severity::note;
    finding.message += "the file does not say how the doors stood at the measurement";
    finding.help = "add network.lte.survey: doors-closed, doors-open, or no-doors where there are none";
  }
  if (place != first->link.span) {
    finding.related.push_back({first->link.span, fmt::format("{} is on 4G", name_of(site, *first))});
  }
  findings.push_back(std::move(finding));
}

void check_lte_unmeasured(const RuleContext& context, Findings& findings) {
  const Site& site = context.site;
  for (const Charger& charger : site.chargers) {
    if (!is_on_lte(charger) || !charger.lte->coverage.absent()) continue;
    Finding finding = finding_about("AMP606", site, charger, "lte.coverage", place_of(charger));
    finding.message =
        fmt::format("{} is on 4G without a measured coverage; medium or high is needed", name_of(site, charger));
    finding.help =
        "measure at the charger with the doors closed, and add lte: {coverage: medium}, or none, low, high, as "
        "measured";
    findings.push_back(std::move(finding));
  }
}

}  // namespace ampsite
