#include "ampsite/report/plan_text.h"

#include <fmt/format.h>

#include <string>

#include "ampsite/report/plan_electrical_section.h"
#include "ampsite/report/plan_findings_section.h"
#include "ampsite/report/plan_handover_sections.h"
#include "ampsite/report/plan_load_sections.h"
#include "ampsite/report/plan_network_sections.h"
#include "ampsite/report/plan_wording.h"
#include "ampsite/report/plan_words.h"
#include "ampsite/report/section_text.h"
#include "ampsite/rules/wording.h"
#include "ampsite/version.h"

namespace ampsite {

namespace {

std::string assumptions_text(const Site& site) {
  const Planning& planning = site.planning;
  const std::string line =
      one_phase_grid(site)
          ? ""
          : fmt::format("a one-phase car's line is chosen by the {}; ",
                        *planning.one_phase_line == OnePhaseLine::charger ? "charger" : "wiring of its terminals");
  return fmt::format("{} sums; {}{}{}; at most {}; PLC up to {} m and {}", word_for(used_current_model(site)), line,
                     preference_text(*planning.link_preference),
                     *planning.keep_links ? "; configured links are kept" : "",
                     counted(*planning.max_gateways, "gateway"), *planning.plc->max_distance_m,
                     counted(*planning.plc->max_chargers, "charger"));
}

std::string header(const PlanReport& report) {
  constexpr int indent = 14;
  const Site& site = report.site;
  const SiteInfo& info = *site.info;
  std::string text;
  for (const std::string& warning : attention(report)) text += fact_text("ATTENTION: ", warning + ", see below", 11);
  if (!text.empty()) text += "\n";
  const std::string reference = info.reference.has_value() ? " (" + info.reference.value + ")" : "";
  text += fact_text("Plan of", info.name.value + reference, indent);
  text += fact_text("Grid", grid_text(*site.grid), indent);
  text += fact_text("Size", size_text(site), indent);
  text += fact_text("Assumed", assumptions_text(site), indent);
  text += fact_text("Made by", fmt::format("ampsite {}, from site {}", version, report.digest.substr(0, 12)), indent);
  return text;
}

}  // namespace

std::string plan_text(const PlanReport& report) {
  std::string text = header(report);
  const auto add = [&](const Section& section) { text += section_text(section); };
  add(linkless_section(report));
  add(roomless_section(report));
  add(nothing_section(report));
  if (report.site.chargers.empty()) {
    add(electrical_section(report, Detail::brief));
  } else {
    add(guaranteed_section(report));
    add(turns_section(report));
    add(improvements_section(report));
    add(tree_section(report, Detail::brief));
    add(links_section(report));
    add(currents_section(report));
    add(plc_section(report));
    add(channels_section(report));
    add(totals_section(report));
    add(wiring_proof_section(report, Detail::brief));
    add(link_proof_section(report, Detail::brief));
    add(capacity_section(report, Detail::brief));
    add(electrical_section(report, Detail::brief));
    add(portal_section(report));
    add(materials_section(report));
    add(firewall_section(report));
    add(checklist_section(report, Detail::brief));
  }
  add(findings_section(report, Detail::brief));
  return text;
}

}  // namespace ampsite
