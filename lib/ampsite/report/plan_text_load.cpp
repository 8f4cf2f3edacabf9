#include "ampsite/report/plan_text_load.h"

#include <fmt/format.h>

#include "ampsite/report/json_report.h"
#include "ampsite/report/plan_words.h"
#include "ampsite/report/text_table.h"

namespace ampsite {

namespace {

using Align = TextTable::Align;

std::string_view display_word(LoadCase load_case) {
  switch (load_case) {
    case LoadCase::three_phase:
      return "three-phase";
    case LoadCase::single_phase:
      return "one-phase";
    case LoadCase::declared:
      return "declared";
  }
  return {};
}

std::string fixed(double value) { return fmt::format("{:.3f}", rounded_down(value)); }

std::string held_by(const Site& site, const Bottleneck& bottleneck) {
  if (bottleneck.own_limit()) return "own maximum";
  return fmt::format("{} {}", id_of(site, bottleneck.node), to_text(bottleneck.line));
}

/// The charger with the least current; of several the first in natural order of ids.
ChargerIndex least_of(const Site& site, const CasePlan& plan) {
  ChargerIndex least = 0;
  for (ChargerIndex i = 1; i < plan.chargers.size(); ++i) {
    const bool as_little = plan.chargers[i].fair_a <= *plan.guaranteed_min_a + tolerance_a;
    const bool least_is = plan.chargers[least].fair_a <= *plan.guaranteed_min_a + tolerance_a;
    const bool before = natural_less(site.chargers[i].id.value, site.chargers[least].id.value);
    if (as_little && (!least_is || before)) least = i;
  }
  return least;
}

/// The node and line that hold down the charger with the least current.
std::string limited_by(const Site& site, const CasePlan& plan) {
  const ChargerIndex least = least_of(site, plan);
  const Bottleneck& bottleneck = plan.chargers[least].bottleneck;
  if (bottleneck.own_limit()) return "own maximum of " + site.chargers[least].id.value;
  return fmt::format("{} on {} ({} A)", id_of(site, bottleneck.node), to_text(bottleneck.line),
                     fixed(plan.nodes[bottleneck.node].limit_a[bottleneck.line]));
}

std::string slashed(const PerLine<double>& values, LineSet lines) {
  std::string text;
  for (const Line line : all_lines) {
    if (lines.contains(line)) text += (text.empty() ? "" : "/") + fmt::format("{}", rounded_down(values[line]));
  }
  return text;
}

int depth_of(const Site& site, NodeIndex node) {
  int depth = 0;
  while ((node = site.nodes[node].parent) != no_index) ++depth;
  return depth;
}

std::string lines_text(LineSet lines) {
  std::string text;
  for (const Line line : all_lines) {
    if (lines.contains(line)) text += (text.empty() ? "" : "/") + std::string(to_text(line));
  }
  return text;
}

}  // namespace

std::string guaranteed_text(const PlanReport& report) {
  TextTable table({{"if every car is"},
                   {"each gets at least", Align::right},
                   {"limited by"},
                   {"can charge at once", Align::right},
                   {"power", Align::right}});
  for (const CasePlan& plan : report.plan.load.cases) {
    if (!plan.guaranteed_min_a) continue;
    const std::string name(plan.load_case == LoadCase::declared ? "as declared" : display_word(plan.load_case));
    table.add({name, fixed(*plan.guaranteed_min_a) + " A", limited_by(report.site, plan),
               fmt::format("{} of {}", plan.simultaneous.chargers.size(), plan.chargers.size()),
               fixed(plan.total_kw) + " kW"});
  }
  return "\nGUARANTEED CURRENT, all cars charging\n" + table.text();
}

std::string node_tree_text(const PlanReport& report) {
  const Site& site = report.site;
  const std::vector<CasePlan>& cases = report.plan.load.cases;
  std::vector<TextTable::Column> columns{{"node"}, {"lines"}, {"fuse", Align::right}, {"chargers may draw"}};
  for (const CasePlan& plan : cases) columns.push_back({std::string(display_word(plan.load_case))});
  TextTable table(std::move(columns));
  for (NodeIndex v = 0; v < site.nodes.size(); ++v) {
    const Node& node = site.nodes[v];
    std::vector<std::string> row{std::string(2 * static_cast<std::size_t>(depth_of(site, v)), ' ') + node.id.value,
                                 lines_text(node.lines),
                                 node.fuse_a.has_value() ? fmt::format("{} A", node.fuse_a.value) : "",
                                 cases.empty() ? "" : slashed(cases.front().nodes[v].limit_a, node.lines)};
    for (const CasePlan& plan : cases) row.push_back(slashed(plan.nodes[v].current_a, node.lines));
    table.add(std::move(row));
  }
  return "\nFUSE TREE, ampere on each line\n" + table.text();
}

std::string charger_currents_text(const PlanReport& report) {
  const Site& site = report.site;
  const Load& load = report.plan.load;
  std::vector<TextTable::Column> columns{{"charger"}};
  for (const CasePlan& plan : load.cases) {
    columns.push_back({std::string(display_word(plan.load_case)), Align::right});
    columns.push_back({"set", Align::right});
    columns.push_back({"held by"});
  }
  columns.push_back({"offline", Align::right});
  TextTable table(std::move(columns));
  for (ChargerIndex i = 0; i < site.chargers.size(); ++i) {
    std::vector<std::string> row{site.chargers[i].id.value};
    for (const CasePlan& plan : load.cases) {
      row.push_back(fixed(plan.chargers[i].fair_a));
      row.push_back(std::to_string(plan.chargers[i].setpoint_a));
      row.push_back(held_by(site, plan.chargers[i].bottleneck));
    }
    row.push_back(std::to_string(load.offline_a[i]));
    table.add(std::move(row));
  }
  return "\nCURRENTS in ampere: the fair share, the setting in whole ampere, and what holds it down\n" + table.text() +
         "  A setting is a calculated share, to check with and for chargers without load balancing. Do not\n"
         "  enter it as a charger's maximum where the portal balances. Offline is what a charger falls back\n"
         "  to when the network is down.\n";
}

}  // namespace ampsite
