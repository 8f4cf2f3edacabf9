#include "ampsite/report/plan_drawn_sections.h"

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "ampsite/report/plan_drawings.h"
#include "ampsite/report/plan_wording.h"
#include "ampsite/report/plan_words.h"

namespace ampsite {

Section runs_section(const PlanReport& report) {
  const Site& site = report.site;
  Section section{"Runs", "chargers along their circuits", {}};
  std::vector<NodeIndex> unknown;
  for (NodeIndex v = 0; v < site.nodes.size(); ++v) {
    const Node& node = site.nodes[v];
    if (node.charger_begin == node.charger_end) continue;
    std::optional<Drawing> drawing = run_drawing(report, v);
    if (!drawing) {
      unknown.push_back(v);
      continue;
    }
    section.blocks.emplace_back(Subheading{node.id.value + (node.name.has_value() ? ": " + node.name.value : "")});
    section.blocks.emplace_back(*std::move(drawing));
  }
  if (!unknown.empty()) {
    section.blocks.emplace_back(
        Paragraph{"Not drawn, since no position of a charger is known: " + node_ranges(site, unknown) + "."});
  }
  return section;
}

Section labels_section(const PlanReport& report) {
  const Site& site = report.site;
  Table table(
      {{"charger"}, {"name"}, {"circuit"}, {"lines on " + terminals_text(site)}, {"wiring id"}, {"serial number"}});
  for (ChargerIndex i = 0; i < site.chargers.size(); ++i) {
    const Charger& charger = site.chargers[i];
    const ChargerWiring& wiring = report.plan.load.wiring[i];
    table.add({charger.id.value, charger.name.has_value() ? charger.name.value : "", id_of(site, charger.node),
               terminals_cell(site, wiring.phases), wiring.wiring_id ? std::to_string(*wiring.wiring_id) : "",
               charger.serial.has_value() ? charger.serial.value : ""});
  }
  return {"Labels", "to cut out, one for each charger", {Cards{std::move(table), Cards::Use::labels}}};
}

}  // namespace ampsite
