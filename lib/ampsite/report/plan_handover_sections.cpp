#include "ampsite/report/plan_handover_sections.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "ampsite/electric/load_case.h"
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
                 terminals_cell(report.site, wiring.phases),
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
      bullets.items.push_back(fmt::format("with every car {}, each gets at least {} within these limits, not {}",
                                          cars_of(plan->load_case), current_text(within.guaranteed_min_a),
                                          current_text(*plan->guaranteed_min_a)));
    }
  }
  return bullets;
}

/// "12 A on all lines, because L1 carries no more; L2 could carry 32 A". Empty where one limit for all lines takes
/// nothing from any of those that the circuit's chargers use.
std::string unlike_lines(const PlanReport& report, const PortalCircuit& circuit) {
  const Site& site = report.site;
  if (circuit.circuit == 0 || report.plan.load.cases.empty()) return {};
  const double own_cap_a = circuit.lowered_from_a.value_or(circuit.max_current_a);
  const PerLine<double>& limit_a = report.plan.load.cases.front().nodes[circuit.circuit].limit_a;
  LineSet used;
  for (const ChargerIndex i : circuit.chargers) {
    for (const Line line : report.plan.load.wiring[i].phases) used.insert(line);
  }
  std::vector<std::string> least;
  std::vector<std::string> others;
  for (const Line line : all_lines) {
    if (!used.contains(line) || !site.nodes[circuit.circuit].lines.contains(line)) continue;
    if (limit_a[line] > own_cap_a + tolerance_a) {
      others.push_back(fmt::format("{} could carry {}", to_text(line), current_text(limit_a[line])));
    } else {
      least.emplace_back(to_text(line));
    }
  }
  if (least.empty() || others.empty()) return {};
  return fmt::format("no more than {} on all lines, because {} {} no more; {}", current_text(own_cap_a), listed(least),
                     least.size() == 1 ? "carries" : "carry", listed(others));
}

/// Circuits with the same to be said of them stand together.
class Reasons {
 public:
  void add(const std::string& reason, NodeIndex circuit) {
    if (reason.empty()) return;
    std::vector<NodeIndex>& group = circuits_[reason];
    if (group.empty()) order_.push_back(reason);
    group.push_back(circuit);
  }

  void tell(const Site& site, std::string_view between, Bullets& bullets) const {
    for (const std::string& reason : order_) {
      bullets.items.push_back(fmt::format("{}{}: {}", node_ranges(site, circuits_.at(reason)), between, reason));
    }
  }

 private:
  std::vector<std::string> order_;
  std::map<std::string, std::vector<NodeIndex>> circuits_;
};

/// Why circuits have less than they could carry, and what that leaves of the guaranteed currents.
Bullets remarks(const PlanReport& report) {
  Bullets bullets;
  Reasons unlike;
  Reasons lowered;
  Bullets within = within_caps(report);
  for (const PortalCircuit& circuit : report.plan.portal.circuits) {
    if (!within.items.empty()) unlike.add(unlike_lines(report, circuit), circuit.circuit);
    lowered.add(circuit.because, circuit.circuit);
  }
  unlike.tell(report.site, "", bullets);
  lowered.tell(report.site, " lowered", bullets);
  for (std::string& item : within.items) bullets.items.push_back(std::move(item));
  return bullets;
}

/// The available currents are each line's own, and may be larger than the least of them.
/// The two facts of what the portal calls the installation.
std::vector<Fact> installation_facts(const Site& site, const Portal& portal) {
  const bool differ = std::any_of(all_lines.begin(), all_lines.end(), [&](Line line) {
    return portal.available_current_a[line] > portal.installation_max_current_a + tolerance_a;
  });
  return {{"installation", fmt::format("{} A maximum current{}", three_decimals(portal.installation_max_current_a),
                                       differ ? ", the least of its lines" : "")},
          {"available", available_text(site, portal) + (differ ? ", each line's own; both are entered" : "")}};
}

}  // namespace

Section portal_section(const PlanReport& report) {
  const Portal& portal = report.plan.portal;
  Section section{"Portal", "what is entered there", {}};
  if (portal.circuits.empty() || report.site.nodes.empty()) return section;
  Facts facts{{{"network type", std::string(portal_word(portal.network_type))}}};
  for (Fact& fact : installation_facts(report.site, portal)) facts.facts.push_back(std::move(fact));
  section.blocks.emplace_back(std::move(facts));
  section.blocks.emplace_back(portal_sheet(report));
  Bullets said = remarks(report);
  if (!said.items.empty()) section.blocks.emplace_back(std::move(said));
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
