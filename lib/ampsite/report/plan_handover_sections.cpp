#include "ampsite/report/plan_handover_sections.h"

#include <fmt/format.h>

#include <map>
#include <string>
#include <string_view>
#include <utility>

#include "ampsite/plan/handover/naming.h"
#include "ampsite/plan/natural_order.h"
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

/// Chargers of a circuit that are entered alike.
struct SheetRow {
  std::vector<ChargerIndex> chargers;
  std::string name;
  std::string serial;
  std::string phases;
  std::string wiring_id;
};

/// A row for each charger that has a name or a serial number; the others together by their wiring. In natural order of
/// the first ids.
std::vector<SheetRow> sheet_rows(const PlanReport& report, std::vector<ChargerIndex> chargers) {
  sort_naturally(chargers, report.site.chargers);
  std::vector<SheetRow> rows;
  std::map<std::string, std::size_t> row_of_wiring;
  for (const ChargerIndex i : chargers) {
    const Charger& charger = report.site.chargers[i];
    const ChargerWiring& wiring = report.plan.load.wiring[i];
    SheetRow row{{i},
                 charger.name.has_value() ? charger.name.value : "",
                 charger.serial.has_value() ? charger.serial.value : "",
                 joined(wiring.phases, " "),
                 wiring.wiring_id ? std::to_string(*wiring.wiring_id) : ""};
    const bool of_its_own = !row.name.empty() || !row.serial.empty();
    const auto same = of_its_own ? row_of_wiring.end() : row_of_wiring.find(row.phases);
    if (same != row_of_wiring.end()) {
      rows[same->second].chargers.push_back(i);
      continue;
    }
    if (!of_its_own) row_of_wiring.emplace(row.phases, rows.size());
    rows.push_back(std::move(row));
  }
  return rows;
}

/// The portal's circuits with their chargers, as they are entered; what is said of a circuit stands in its first row.
Table portal_sheet(const PlanReport& report) {
  const Site& site = report.site;
  Table table({{"circuit"},
               {"circuit name"},
               {"max current", Align::right},
               {"lowered from", Align::right},
               {"chargers"},
               {"charger name"},
               {"serial number"},
               {"on " + terminals_text(site)},
               {"wiring id", Align::right}});
  for (const PortalCircuit& circuit : report.plan.portal.circuits) {
    const Stated<std::string>& name = site.nodes[circuit.circuit].name;
    std::vector<std::string> of_circuit{id_of(site, circuit.circuit), name.has_value() ? name.value : "",
                                        three_decimals(circuit.max_current_a) + " A",
                                        circuit.lowered_from_a ? three_decimals(*circuit.lowered_from_a) + " A" : ""};
    for (const SheetRow& row : sheet_rows(report, circuit.chargers)) {
      std::vector<std::string> cells = std::move(of_circuit);
      of_circuit.assign(cells.size(), "");
      cells.insert(cells.end(), {charger_ranges(site, row.chargers), row.name, row.serial, row.phases, row.wiring_id});
      table.add(std::move(cells));
    }
  }
  return table;
}

/// What the caps leave of the guaranteed currents, where that is less.
Bullets within_caps(const PlanReport& report) {
  Bullets bullets;
  for (const CasePlan* plan : told_cases(report)) {
    for (const WithinCaps& within : report.plan.portal.within_caps) {
      if (within.load_case != plan->load_case || !plan->guaranteed_min_a) continue;
      bullets.items.push_back(fmt::format(
          "with every car {}, each gets at least {} within these limits, not {}: the portal knows one limit "
          "for all lines of a circuit, and no node between circuit and supply",
          cars_of(plan->load_case), current_text(within.guaranteed_min_a), current_text(*plan->guaranteed_min_a)));
    }
  }
  return bullets;
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
  section.blocks.emplace_back(portal_sheet(report));
  Bullets remarks = lowered_because(report.site, portal);
  for (std::string& remark : within_caps(report).items) remarks.items.push_back(std::move(remark));
  if (!remarks.items.empty()) section.blocks.emplace_back(std::move(remarks));
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
