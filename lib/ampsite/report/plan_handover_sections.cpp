#include "ampsite/report/plan_handover_sections.h"

#include <fmt/format.h>

#include <map>
#include <string_view>

#include "ampsite/plan/handover/naming.h"
#include "ampsite/report/plan_words.h"
#include "ampsite/rules/wording.h"

namespace ampsite {

namespace {

using Align = Table::Align;

std::string available_text(const Site& site, const Portal& portal) {
  std::string text;
  for (const Line line : all_lines) {
    if (!site.nodes.front().lines.contains(line)) continue;
    text += fmt::format("{}{} {} A", text.empty() ? "" : ", ", to_text(line),
                        three_decimals(portal.available_current_a[line]));
  }
  return text;
}

Table circuits_table(const Site& site, const Portal& portal) {
  Table table({{"circuit"}, {"max current", Align::right}, {"lowered from", Align::right}, {"chargers"}});
  for (const PortalCircuit& circuit : portal.circuits) {
    table.add({id_of(site, circuit.circuit), three_decimals(circuit.max_current_a) + " A",
               circuit.lowered_from_a ? three_decimals(*circuit.lowered_from_a) + " A" : "",
               charger_ranges(site, circuit.chargers)});
  }
  return table;
}

/// Why circuits are lowered, those for the same reason together.
Bullets lowered_because(const Site& site, const Portal& portal) {
  std::vector<std::string_view> reasons;
  std::map<std::string_view, std::vector<NodeIndex>> circuits;
  for (const PortalCircuit& circuit : portal.circuits) {
    if (circuit.because.empty()) continue;
    std::vector<NodeIndex>& group = circuits[circuit.because];
    if (group.empty()) reasons.push_back(circuit.because);
    group.push_back(circuit.circuit);
  }
  Bullets bullets;
  for (const std::string_view reason : reasons) {
    bullets.items.push_back(fmt::format("{} lowered: {}", node_ranges(site, circuits[reason]), reason));
  }
  return bullets;
}

}  // namespace

Section portal_section(const PlanReport& report) {
  const Portal& portal = report.plan.portal;
  Section section{"Portal", "what is entered there", {}};
  if (portal.circuits.empty() || report.site.nodes.empty()) return section;
  Facts facts{{{"network type", std::string(portal_word(portal.network_type))},
               {"installation", fmt::format("{} A at most", three_decimals(portal.installation_max_current_a))},
               {"available", available_text(report.site, portal)}}};
  section.blocks.emplace_back(std::move(facts));
  section.blocks.emplace_back(circuits_table(report.site, portal));
  Bullets because = lowered_because(report.site, portal);
  if (!because.items.empty()) section.blocks.emplace_back(std::move(because));
  return section;
}

Section materials_section(const PlanReport& report) {
  Bullets bullets;
  for (const MaterialItem& material : report.plan.materials) {
    bullets.items.push_back(fmt::format("{} x {}: {}", material.quantity, material.item, material.for_what));
  }
  Section section{"Materials", "to buy and to order", {}};
  if (!bullets.items.empty()) section.blocks.emplace_back(std::move(bullets));
  return section;
}

Section firewall_section(const PlanReport& report) {
  Section section{"Firewall", "what the chargers need open to the outside, and nothing inward", {}};
  if (report.plan.firewall.empty()) return section;
  Table table({{"protocol"}, {"port", Align::right}, {"host"}});
  for (const FirewallEntry& entry : report.plan.firewall) {
    table.add({std::string(word_for(entry.protocol)), std::to_string(entry.port), entry.host});
  }
  section.blocks.emplace_back(std::move(table));
  return section;
}

Section checklist_section(const PlanReport& report, Detail detail) {
  Section section{"Commissioning", "step by step", {}};
  if (report.plan.checklist.empty()) return section;
  Bullets bullets;
  Table table({{"no.", Align::right},
               {"step"},
               {"why"},
               {"value"},
               {"measured or entered", Align::left, true},
               {"done by", Align::left, true}});
  int number = 0;
  for (const ChecklistStep& step : report.plan.checklist) {
    bullets.items.push_back(step.step + (step.value.empty() ? "" : ": " + step.value));
    table.add({std::to_string(++number), step.step, step.why, step.value, "", ""});
  }
  if (detail == Detail::brief) {
    section.blocks.emplace_back(std::move(bullets));
  } else {
    section.blocks.emplace_back(std::move(table));
  }
  return section;
}

}  // namespace ampsite
