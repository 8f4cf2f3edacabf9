#include "ampsite/report/plan_electrical_section.h"

#include <fmt/format.h>

#include <cmath>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "ampsite/electric/circuit_electrics.h"
#include "ampsite/electric/working.h"
#include "ampsite/report/plan_words.h"

namespace ampsite {

namespace {

using Align = Table::Align;

enum class Rounded { down, up };

/// On the careful side; empty where it is not known.
std::string number_text(const std::optional<double>& value, int decimals, Rounded rounded) {
  if (!value) return {};
  constexpr double rounding = 1e-6;  // a plan that was read back is that much off
  const double steps = std::pow(10.0, decimals);
  const double at = *value * steps;
  const double careful = rounded == Rounded::up ? std::ceil(at - rounding) : std::floor(at + rounding);
  return fmt::format("{:.{}f}", careful / steps + 0.0, decimals);  // + 0.0: no "-0.00"
}

std::string verdict_text(CircuitVerdict verdict) {
  switch (verdict) {
    case CircuitVerdict::ok:
      return "ok";
    case CircuitVerdict::not_ok:
      return "NOT OK";
    case CircuitVerdict::not_verifiable:
      return "not verifiable";
  }
  return {};
}

std::string answer_text(const std::optional<bool>& answer) {
  if (!answer) return {};
  return *answer ? "yes" : "no";
}

Table circuit_table(const PlanReport& report) {
  Table table({{"circuit"},
               {"device"},
               {"design", Align::right},
               {"carries", Align::right},
               {"drop, %", Align::right},
               {"most", Align::right},
               {"least", Align::right},
               {"trips", Align::right},
               {"verdict"}});
  for (NodeIndex v = 0; v < report.plan.electrical.circuits.size(); ++v) {
    const CircuitCheck& check = report.plan.electrical.circuits[v];
    table.add({id_of(report.site, v), check.device, number_text(check.design_a, 1, Rounded::up),
               number_text(check.ampacity_a, 1, Rounded::down), number_text(check.drop_pct, 2, Rounded::up),
               number_text(check.largest_fault_a, 0, Rounded::up), number_text(check.least_fault_a, 0, Rounded::down),
               number_text(check.trips_at_a, 0, Rounded::up), verdict_text(check.verdict)});
  }
  return table;
}

Table cable_table(const PlanReport& report) {
  Table table({{"circuit"},
               {"cable"},
               {"method"},
               {"length, m", Align::right},
               {"drop, V", Align::right},
               {"bears fault"},
               {"selective"}});
  for (NodeIndex v = 0; v < report.plan.electrical.circuits.size(); ++v) {
    const CircuitCheck& check = report.plan.electrical.circuits[v];
    table.add({id_of(report.site, v), check.cable, check.method,
               check.length_m ? fmt::format("{:g}", *check.length_m) : "", number_text(check.drop_v, 2, Rounded::up),
               answer_text(check.bears_heat), answer_text(check.selective)});
  }
  return table;
}

template <class T>
void add_working(const std::string& circuit, const Calculated<T>& calculated, Table& table) {
  if (calculated.known()) table.add({circuit, working(*calculated)});
}

/// The working of what is known, a row each.
Table working_table(const PlanReport& report) {
  Table table({{"circuit"}, {"working"}});
  const std::vector<CircuitElectrics> electrics = circuit_electrics(report.site, report.tables);
  for (NodeIndex v = 0; v < electrics.size(); ++v) {
    const std::string& id = report.site.nodes[v].id.value;
    add_working(id, electrics[v].ampacity, table);
    add_working(id, electrics[v].drop, table);
    add_working(id, electrics[v].largest_at_device, table);
    add_working(id, electrics[v].least_at_end, table);
    add_working(id, electrics[v].double_earth_at_end, table);
    add_working(id, electrics[v].trip, table);
    add_working(id, electrics[v].heating, table);
    add_working(id, electrics[v].let_through, table);
  }
  return table;
}

Bullets reasons_of(const PlanReport& report) {
  Bullets bullets;
  for (NodeIndex v = 0; v < report.plan.electrical.circuits.size(); ++v) {
    const CircuitCheck& check = report.plan.electrical.circuits[v];
    if (check.verdict == CircuitVerdict::ok) continue;
    bullets.items.push_back(
        fmt::format("{}: {}: {}", id_of(report.site, v), verdict_text(check.verdict), check.reason));
  }
  return bullets;
}

}  // namespace

Section electrical_section(const PlanReport& report, Detail detail) {
  Section section{
      "Electrical", "ampere; fault currents most at the device, least at the far end; empty: not known", {}};
  const Electrical& electrical = report.plan.electrical;
  if (electrical.circuits.empty()) return section;
  section.blocks.emplace_back(circuit_table(report));
  section.blocks.emplace_back(cable_table(report));
  if (report.site.grid->system.value == GridSystem::IT) {
    section.blocks.emplace_back(Paragraph{
        "Least is that of one short circuit between lines. On an IT grid two earth faults at once can draw less: "
        "the working has them where they are known."});
  }
  Bullets reasons = reasons_of(report);
  if (!reasons.items.empty()) section.blocks.emplace_back(std::move(reasons));
  if (!electrical.house_numbers.empty()) {
    section.blocks.emplace_back(Paragraph{"Numbers of the house, in place of the standards':"});
    section.blocks.emplace_back(Bullets{electrical.house_numbers});
  }
  if (detail == Detail::full) {
    section.blocks.emplace_back(Subheading{"Working"});
    section.blocks.emplace_back(working_table(report));
  }
  return section;
}

}  // namespace ampsite
