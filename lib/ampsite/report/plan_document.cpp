#include "ampsite/report/plan_document.h"

#include <fmt/format.h>

#include <iterator>
#include <optional>
#include <string>
#include <utility>
#include <variant>

#include "ampsite/report/plan_drawings.h"
#include "ampsite/report/plan_drawn_sections.h"
#include "ampsite/report/plan_electrical_section.h"
#include "ampsite/report/plan_findings_section.h"
#include "ampsite/report/plan_handover_sections.h"
#include "ampsite/report/plan_load_sections.h"
#include "ampsite/report/plan_network_sections.h"
#include "ampsite/report/plan_wording.h"
#include "ampsite/report/plan_words.h"
#include "ampsite/rules/wording.h"
#include "ampsite/version.h"

namespace ampsite {

namespace {

using Align = Table::Align;

std::string title_of(const SiteInfo& info) {
  std::string title = "Charging plan";
  if (info.name.has_value()) title += ": " + info.name.value;
  if (info.reference.has_value()) title += " (" + info.reference.value + ")";
  return title;
}

Section site_section(const PlanReport& report) {
  const SiteInfo& info = *report.site.info;
  Facts facts;
  const auto add = [&](std::string name, const Stated<std::string>& value) {
    if (value.has_value()) facts.facts.push_back({std::move(name), value.value});
  };
  add("Address", info.address);
  add("Country", info.country);
  add("Owner", info.owner);
  add("Installer", info.installer);
  add("Date of the site file", info.date);
  facts.facts.push_back({"Grid", grid_text(*report.site.grid)});
  facts.facts.push_back({"Size", size_text(report.site)});
  facts.facts.push_back({"Made by", fmt::format("ampsite {}", version)});
  facts.facts.push_back({"Digest of the site", report.digest});
  return {"", "", {std::move(facts)}};
}

/// Errors that remain, with the next step for each.
Bullets remaining_errors(const PlanReport& report) {
  Bullets bullets;
  const auto add = [&](const Diagnostic& diagnostic, std::string_view mark) {
    if (diagnostic.severity != Severity::error) return;
    const Finding& finding = diagnostic.finding;
    const std::string place = finding.entity.empty() ? "" : " at " + finding.entity;
    std::string text = fmt::format("{}{}{}: {}", diagnostic.rule->id, place, mark, sentence(finding.message));
    if (!finding.help.empty()) text += " Next step: " + sentence(finding.help);
    bullets.items.push_back(std::move(text));
  };
  for (std::size_t i = 0; i < report.diagnostics.size(); ++i) {
    if (!report.resolved[i]) add(report.diagnostics[i], "");
  }
  for (const Diagnostic& diagnostic : report.arising) add(diagnostic, " (arises from this plan)");
  return bullets;
}

/// What stands in front of the summary may not push it off the first pages.
Bullets first_of(Bullets bullets, std::string_view others_are_in) {
  constexpr std::size_t shown = 10;
  if (bullets.items.size() <= shown + 1) return bullets;
  const std::size_t more = bullets.items.size() - shown;
  bullets.items.resize(shown);
  bullets.items.push_back(fmt::format("and {} more: see {}", more, others_are_in));
  return bullets;
}

Section attention_section(const PlanReport& report) {
  Section section{"Attention", "", {}};
  Bullets warnings{attention(report)};
  for (std::string& warning : warnings.items) warning = sentence(std::move(warning));
  if (!warnings.items.empty()) section.blocks.emplace_back(std::move(warnings));
  Bullets errors = remaining_errors(report);
  if (errors.items.empty()) return section;
  section.blocks.emplace_back(Subheading{"Errors that remain"});
  section.blocks.emplace_back(first_of(std::move(errors), "Findings"));
  return section;
}

Table summary_table(const PlanReport& report) {
  const double night_h = *report.site.planning.overnight_h;
  Table table({{"if every car is"},
               {"each gets at least", Align::right},
               {"that is", Align::right},
               {fmt::format("in {} h", night_h), Align::right},
               {"can charge at once", Align::right},
               {"limited by"}});
  for (const CasePlan* plan : told_cases(report)) {
    if (!plan->guaranteed_min_a) continue;
    const std::vector<CurvePoint>& curve = plan->capacity_curve;
    const bool known = !curve.empty() && curve.back().active == static_cast<int>(plan->chargers.size());
    // Both for the car that uses the fewest lines: whatever car it is, it gets at least that.
    const double energy_kwh = known ? curve.back().energy_kwh : 0;
    table.add({std::string(cars_of(plan->load_case)), guaranteed_text(*plan),
               known ? three_decimals(energy_kwh / night_h) + " kW" : "",
               known ? three_decimals(energy_kwh) + " kWh" : "", at_once_text(*plan), limited_by(report, *plan)});
  }
  return table;
}

Section summary_section(const PlanReport& report) {
  Section section{
      "Summary", "what each car is guaranteed: " + charging_text(told_cases(report)), {Cards{summary_table(report)}}};
  if (std::string within = within_caps_text(report); !within.empty()) {
    section.blocks.emplace_back(Paragraph{std::move(within)});
  }
  Section totals = totals_section(report);
  for (Block& block : totals.blocks) section.blocks.push_back(std::move(block));
  return section;
}

/// What is measured at each circuit and each charger, with room to write it down.
Section measurements_section(const PlanReport& report) {
  const Site& site = report.site;
  Table circuits({{"circuit"},
                  {"fuse", Align::right},
                  {"highest short-circuit current, kA", Align::left, true},
                  {"lowest, kA", Align::left, true}});
  for (const Node& node : site.nodes) {
    circuits.add({node.id.value, node.fuse_a.has_value() ? amps(node.fuse_a.value) : "", "", ""});
  }
  Table chargers({{"charger"},
                  {"serial number", Align::left, true},
                  {"link"},
                  {"level read", Align::left, true},
                  {"wired " + terminals_text(site)},
                  {"PE continuity, ohm", Align::left, true},
                  {"RCD and function", Align::left, true}});
  for (ChargerIndex i = 0; i < site.chargers.size(); ++i) {
    const Charger& charger = site.chargers[i];
    chargers.add({charger.id.value, charger.serial.has_value() ? charger.serial.value : "",
                  std::string(display_word(report.plan.connectivity.chargers[i].link)), "",
                  terminals_cell(site, report.plan.load.wiring[i].phases), "", ""});
  }
  return {"Measured values", "filled in on the site", {std::move(circuits), std::move(chargers)}};
}

Section signature_section() {
  Table table(
      {{"as"}, {"name", Align::left, true}, {"place and date", Align::left, true}, {"signature", Align::left, true}});
  table.add({"installer", "", "", ""});
  table.add({"owner", "", "", ""});
  return {"Signature", "the installation was made, measured and set as written above", {std::move(table)}};
}

Section assumptions_section(const Site& site) {
  const Planning& planning = site.planning;
  const Cost& cost = *planning.cost;
  Facts facts;
  const auto add = [&](std::string name, std::string value) {
    facts.facts.push_back({std::move(name), std::move(value)});
  };
  add("Currents of a line", used_current_model(site) == CurrentModel::arithmetic
                                ? "added up as plain numbers"
                                : "added up as phasors, at unity power factor and balanced voltages");
  if (!one_phase_grid(site)) {
    add("Line of a one-phase car", *planning.one_phase_line == OnePhaseLine::charger
                                       ? "chosen by the charger"
                                       : "that of terminal L1, by its wiring");
  }
  add("Links, the preferred first", preference_text(*planning.link_preference));
  add("Configured links", *planning.keep_links ? "kept where they are allowed" : "may change");
  add("Gateways", fmt::format("{} at most", *planning.max_gateways));
  add("PLC", fmt::format("up to {} and {} on a source", metres(*planning.plc->max_distance_m),
                         counted(*planning.plc->max_chargers, "charger")));
  if (*cost.plc_module > 0) add("Price of a PLC module", money(*cost.plc_module, *cost.currency));
  if (*cost.lte_month > 0) {
    add("Price of 4G", fmt::format("{} a month, for {} months", money(*cost.lte_month, *cost.currency), *cost.months));
  }
  add("A night", fmt::format("{} h", *planning.overnight_h));
  return {"Assumptions", "", {std::move(facts)}};
}

/// What of cables and devices could not be judged; without electrical data, all of it.
std::vector<std::string> electrical_gaps(const PlanReport& report) {
  const std::vector<CircuitCheck>& circuits = report.plan.electrical.circuits;
  if (circuits.empty()) {
    return {"sizes, lengths and voltage drop of cables, and what they may carry where the file does not say it",
            "that protective devices trip in time, stand the short-circuit current and are selective"};
  }
  std::ptrdiff_t not_verifiable = 0;
  std::ptrdiff_t selectivity_open = 0;
  for (NodeIndex v = 0; v < circuits.size(); ++v) {
    if (circuits[v].verdict == CircuitVerdict::not_verifiable) ++not_verifiable;
    if (report.site.nodes[v].parent != no_index && !circuits[v].selective) ++selectivity_open;
  }
  std::vector<std::string> gaps;
  if (not_verifiable > 0) {
    gaps.push_back(
        fmt::format("what is not verifiable of {}: Electrical says why", counted(not_verifiable, "circuit")));
  }
  if (selectivity_open > 0) {
    gaps.push_back(fmt::format("whether the devices of {} are selective to those above: their makers' tables tell",
                               counted(selectivity_open, "circuit")));
  }
  gaps.emplace_back("that cables and devices are those that the file names, as long and laid as it says");
  return gaps;
}

/// Earth faults that the short-circuit currents of the file do not tell of; empty where they do.
std::string_view earth_fault_gap(GridSystem system) {
  if (system == GridSystem::TT)
    return "that residual current devices switch off earth faults: the earth electrode decides";
  if (system == GridSystem::IT) return "that a second earth fault, in another circuit, is switched off";
  return {};
}

Section not_checked_section(const PlanReport& report) {
  Bullets bullets{electrical_gaps(report)};
  if (const auto gap = earth_fault_gap(report.site.grid->system.value); !gap.empty()) bullets.items.emplace_back(gap);
  for (const char* other :
       {"signal levels with closed gates and parked cars", "whether cars charge on as many phases as was taken",
        "what the law, the grid operator and the insurer ask for"}) {
    bullets.items.emplace_back(other);
  }
  return {"Not checked", "the plan rests on what the site file says; nobody has measured it", {std::move(bullets)}};
}

/// The section with a drawing in front of what it says.
void draw_in_front(std::optional<Drawing> drawing, Section& section) {
  if (drawing && !section.blocks.empty()) section.blocks.insert(section.blocks.begin(), *std::move(drawing));
}

Section drawn_tree_section(const PlanReport& report) {
  Section section = tree_section(report, Detail::full);
  std::vector<Drawing> drawings = tree_drawings(report);
  section.blocks.insert(section.blocks.begin(), std::make_move_iterator(drawings.begin()),
                        std::make_move_iterator(drawings.end()));
  return section;
}

Section drawn_capacity_section(const PlanReport& report) {
  Section section = capacity_section(report, Detail::full);
  draw_in_front(curve_drawing(report), section);
  return section;
}

Section urgent(Section section) {
  section.urgent = true;
  return section;
}

Section on_its_own_page(Section section) {
  section.begins_part = true;
  return section;
}

Section first_linkless_section(const PlanReport& report) {
  Section section = linkless_section(report);
  for (Block& block : section.blocks) {
    if (auto* bullets = std::get_if<Bullets>(&block)) *bullets = first_of(std::move(*bullets), "Reasons");
  }
  return section;
}

void add_planned(const PlanReport& report, std::vector<Section>& sections) {
  sections.push_back(summary_section(report));
  sections.push_back(turns_section(report));
  sections.push_back(improvements_section(report));
  sections.push_back(on_its_own_page(drawn_tree_section(report)));
  sections.push_back(runs_section(report));
  sections.push_back(drawn_capacity_section(report));
  sections.push_back(on_its_own_page(electrical_section(report, Detail::full)));
  sections.push_back(on_its_own_page(links_section(report)));
  sections.push_back(currents_section(report));
  sections.push_back(plc_section(report));
  sections.push_back(channels_section(report));
  sections.push_back(reasons_section(report));
  sections.push_back(link_proof_section(report, Detail::full));
  sections.push_back(wiring_proof_section(report, Detail::full));
  sections.push_back(findings_section(report, Detail::full));
  sections.push_back(on_its_own_page(portal_section(report)));
  sections.push_back(firewall_section(report));
  sections.push_back(materials_section(report));
  sections.push_back(on_its_own_page(labels_section(report)));
  sections.push_back(on_its_own_page(checklist_section(report, Detail::full)));
  sections.push_back(on_its_own_page(measurements_section(report)));
  sections.push_back(signature_section());
}

}  // namespace

Document plan_document(const PlanReport& report) {
  Document document{title_of(*report.site.info), {}};
  std::vector<Section>& sections = document.sections;
  sections.push_back(site_section(report));
  sections.push_back(urgent(attention_section(report)));
  sections.push_back(urgent(first_linkless_section(report)));
  sections.push_back(urgent(roomless_section(report)));
  sections.push_back(nothing_section(report));
  if (report.site.chargers.empty()) {
    sections.push_back(electrical_section(report, Detail::full));
    sections.push_back(findings_section(report, Detail::full));
  } else {
    add_planned(report, sections);
  }
  sections.push_back(assumptions_section(report.site));
  sections.push_back(not_checked_section(report));
  return document;
}

}  // namespace ampsite
