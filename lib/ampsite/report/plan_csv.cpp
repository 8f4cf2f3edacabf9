#include "ampsite/report/plan_csv.h"

#include <fmt/format.h>

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "ampsite/electric/load_case.h"
#include "ampsite/report/csv.h"
#include "ampsite/report/plan_wording.h"
#include "ampsite/report/plan_words.h"
#include "ampsite/rules/wording.h"

namespace ampsite {

namespace {

/// Rows of named cells; the columns stand in the order in which they are first named.
class Rows {
 public:
  void begin() { rows_.emplace_back(columns_.size()); }

  void put(const std::string& column, CsvCell cell) {
    const auto [at, is_new] = columns_.emplace(column, columns_.size());
    if (is_new) names_.push_back(csv_text(column));
    std::vector<CsvCell>& row = rows_.back();
    if (row.size() <= at->second) row.resize(at->second + 1);
    row[at->second] = std::move(cell);
  }

  void put(const std::string& column, std::string_view text) { put(column, csv_text(text)); }

  void put(const std::string& column, const Stated<std::string>& text) {
    put(column, text.has_value() ? std::string_view(text.value) : std::string_view());
  }

  void put(const std::string& column, const Stated<double>& value) {
    put(column, value.has_value() ? csv_number(value.value) : CsvCell{});
  }

  /// A column for each line of the node.
  void put(const std::string& column, const Node& node, const Stated<LineCurrents>& currents) {
    if (!currents.has_value()) return;
    for (const Line line : all_lines) {
      if (node.lines.contains(line)) put(fmt::format("{}_{}_a", column, to_text(line)), currents->line[line]);
    }
  }

  std::string take() {
    std::vector<std::vector<CsvCell>> all{names_};
    for (std::vector<CsvCell>& row : rows_) {
      row.resize(names_.size());
      all.push_back(std::move(row));
    }
    return csv(all);
  }

 private:
  std::map<std::string, std::size_t> columns_;
  std::vector<CsvCell> names_;
  std::vector<std::vector<CsvCell>> rows_;
};

std::string column_of(LoadCase load_case, std::string_view what) {
  return std::string(to_text(load_case)).append("_").append(what);
}

void add_charger(const PlanReport& report, ChargerIndex i, Rows& rows) {
  const Site& site = report.site;
  const Charger& charger = site.chargers[i];
  const ChargerLink& link = report.plan.connectivity.chargers[i];
  const ChargerWiring& wiring = report.plan.load.wiring[i];
  rows.begin();
  rows.put("row", "charger");
  rows.put("id", charger.id);
  rows.put("name", charger.name);
  rows.put("serial", charger.serial);
  rows.put("circuit", id_of(site, charger.node));
  rows.put("position_m", charger.position_m);
  rows.put("phases", joined(wiring.phases, " "));
  rows.put("terminals", terminals_named(site, wiring.phases));
  rows.put("wiring_id", wiring.wiring_id ? csv_count(*wiring.wiring_id) : CsvCell{});
  rows.put("one_phase_on", joined(wiring.one_phase_on, " "));
  rows.put("link", word_for(link.link));
  rows.put("link_from", link_source(report, link));
  rows.put("rssi_dbm", link.rssi_dbm ? csv_number(*link.rssi_dbm) : CsvCell{});
  rows.put("gateway", link.gateway ? "yes" : "no");
  for (const CasePlan* plan : told_cases(report)) {
    const ChargerLoad& load = plan->chargers[i];
    rows.put(column_of(plan->load_case, "guaranteed_a"), csv_number(load.fair_a));
    rows.put(column_of(plan->load_case, "setting_a"), csv_count(load.setpoint_a));
    rows.put(column_of(plan->load_case, "held_by"), held_by(site, load.bottleneck));
  }
  rows.put("offline_a", csv_count(report.plan.load.offline_a[i]));
}

void add_circuit(const PlanReport& report, NodeIndex v, const PortalCircuit* in_portal, Rows& rows) {
  const Node& node = report.site.nodes[v];
  rows.begin();
  rows.put("row", "circuit");
  rows.put("id", node.id);
  rows.put("name", node.name);
  if (node.parent != no_index) rows.put("circuit", id_of(report.site, node.parent));
  rows.put("position_m", node.position_m);
  rows.put("phases", joined(node.lines, " "));
  rows.put("fuse_a", node.fuse_a);
  rows.put("length_m", node.length_m);
  rows.put("chargers", csv_count(static_cast<std::ptrdiff_t>(node.subtree_charger_end - node.charger_begin)));
  rows.put("portal_max_current_a", in_portal != nullptr ? csv_number(in_portal->max_current_a) : CsvCell{});
  const std::vector<const CasePlan*> cases = told_cases(report);
  for (const Line line : all_lines) {
    if (!node.lines.contains(line) || cases.empty()) continue;
    const std::string on_line = std::string(to_text(line)) + "_a";
    rows.put("may_draw_" + on_line, csv_number(cases.front()->nodes[v].limit_a[line]));
    for (const CasePlan* plan : cases) {
      rows.put(column_of(plan->load_case, on_line), csv_number(plan->nodes[v].current_a[line]));
    }
  }
  rows.put("limit", node, node.limit_a);
  rows.put("base_load", node, node.base_load_a);
}

/// The columns of what the electrical checks say of a circuit.
void add_electrical(const CircuitCheck& check, Rows& rows) {
  const auto put = [&](const char* column, const std::optional<double>& value) {
    rows.put(column, value ? csv_number(*value) : CsvCell{});
  };
  const auto put_answer = [&](const char* column, const std::optional<bool>& answer) {
    rows.put(column, std::string_view(!answer ? "" : *answer ? "yes" : "no"));
  };
  rows.put("cable", check.cable);
  rows.put("method", check.method);
  rows.put("device", check.device);
  put("design_a", check.design_a);
  put("ampacity_a", check.ampacity_a);
  put("drop_pct", check.drop_pct);
  put("drop_v", check.drop_v);
  put("largest_fault_a", check.largest_fault_a);
  put("least_fault_a", check.least_fault_a);
  put("trips_at_a", check.trips_at_a);
  put_answer("bears_heat", check.bears_heat);
  put_answer("selective", check.selective);
  rows.put("verdict", to_text(check.verdict));
  rows.put("reason", check.reason);
}

void add_material(const MaterialItem& material, Rows& rows) {
  rows.begin();
  rows.put("row", "material");
  rows.put("quantity", csv_count(material.quantity));
  rows.put("item", material.item);
  rows.put("for", material.for_what);
}

}  // namespace

std::string plan_csv(const PlanReport& report) {
  Rows rows;
  for (ChargerIndex i = 0; i < report.site.chargers.size(); ++i) add_charger(report, i, rows);
  std::vector<const PortalCircuit*> in_portal(report.site.nodes.size(), nullptr);
  for (const PortalCircuit& circuit : report.plan.portal.circuits) in_portal[circuit.circuit] = &circuit;
  for (NodeIndex v = 0; v < report.site.nodes.size(); ++v) {
    add_circuit(report, v, in_portal[v], rows);
    if (!report.plan.electrical.circuits.empty()) add_electrical(report.plan.electrical.circuits[v], rows);
  }
  for (const MaterialItem& material : report.plan.materials) add_material(material, rows);
  return rows.take();
}

}  // namespace ampsite
