#include "ampsite/report/plan_load_sections.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "ampsite/report/json_report.h"
#include "ampsite/report/plan_words.h"
#include "ampsite/rules/wording.h"

namespace ampsite {

namespace {

using Align = Table::Align;

std::string slashed(const PerLine<double>& values, LineSet lines) {
  std::string text;
  for (const Line line : all_lines) {
    if (lines.contains(line)) text += (text.empty() ? "" : "/") + fmt::format("{}", rounded_down(values[line]));
  }
  return text;
}

/// By NodeIndex: how many nodes stand above.
std::vector<std::size_t> depths(const Site& site) {
  std::vector<std::size_t> depth(site.nodes.size(), 0);
  for (NodeIndex v = 1; v < site.nodes.size(); ++v) depth[v] = depth[site.nodes[v].parent] + 1;
  return depth;
}

std::string at_once_text(const Simultaneous& simultaneous, std::size_t chargers) {
  const auto count = static_cast<int>(simultaneous.chargers.size());
  const std::string text = fmt::format("{} of {}", count, chargers);
  return simultaneous.upper_bound > count ? fmt::format("{} (at most {})", text, simultaneous.upper_bound) : text;
}

/// An upper bound: in tenths of a percent, rounded up.
std::string percent_at_most(double share) { return fmt::format("{:.1f} %", std::ceil(share * 1000 - 1e-9) / 10); }

std::string turns_text(const Site& site, const CasePlan& plan) {
  const Simultaneous& simultaneous = plan.simultaneous;
  const auto count = static_cast<int>(simultaneous.chargers.size());
  std::string text = fmt::format("{}: {} of {} can charge at once, each with its least current",
                                 display_word(plan.load_case), count, plan.chargers.size());
  text += simultaneous.upper_bound > count
              ? fmt::format("; more than {} cannot, which is proved. ", simultaneous.upper_bound)
              : "; more cannot, which is proved. ";
  if (simultaneous.time_share <= 0) {
    text += "Some cannot even alone, so taking turns does not serve all. ";
  } else if (simultaneous.time_share < 1) {
    text += fmt::format("If they take turns, no order gives everybody more than {} of the time. ",
                        percent_at_most(simultaneous.time_share));
  }
  return text + (count == 0 ? "" : "One choice: " + charger_ranges(site, simultaneous.chargers));
}

}  // namespace

Section guaranteed_section(const PlanReport& report) {
  Table table({{"if every car is"},
               {"each gets at least", Align::right},
               {"limited by"},
               {"can charge at once", Align::right},
               {"power of all", Align::right}});
  for (const CasePlan& plan : report.plan.load.cases) {
    if (!plan.guaranteed_min_a) continue;
    const std::string name(plan.load_case == LoadCase::declared ? "as declared" : display_word(plan.load_case));
    table.add({name, three_decimals(*plan.guaranteed_min_a) + " A", limited_by(report.site, plan),
               at_once_text(plan.simultaneous, plan.chargers.size()), three_decimals(plan.total_kw) + " kW"});
  }
  return {"Guaranteed current", "all cars charging", {std::move(table)}};
}

Section turns_section(const PlanReport& report) {
  Bullets bullets;
  for (const CasePlan& plan : report.plan.load.cases) {
    if (plan.simultaneous.chargers.size() < plan.chargers.size())
      bullets.items.push_back(turns_text(report.site, plan));
  }
  Section section{"Not all at once", "", {}};
  if (!bullets.items.empty()) section.blocks.emplace_back(std::move(bullets));
  return section;
}

Section tree_section(const PlanReport& report) {
  const Site& site = report.site;
  const std::vector<CasePlan>& cases = report.plan.load.cases;
  std::vector<Table::Column> columns{{"node"}, {"lines"}, {"fuse", Align::right}, {"chargers may draw"}};
  for (const CasePlan& plan : cases) columns.push_back({std::string(display_word(plan.load_case))});
  Table table(std::move(columns));
  const std::vector<std::size_t> depth = depths(site);
  for (NodeIndex v = 0; v < site.nodes.size(); ++v) {
    const Node& node = site.nodes[v];
    std::vector<std::string> row{std::string(2 * depth[v], ' ') + node.id.value, joined(node.lines, "/"),
                                 node.fuse_a.has_value() ? fmt::format("{} A", node.fuse_a.value) : "",
                                 cases.empty() ? "" : slashed(cases.front().nodes[v].limit_a, node.lines)};
    for (const CasePlan& plan : cases) row.push_back(slashed(plan.nodes[v].current_a, node.lines));
    table.add(std::move(row));
  }
  return {"Fuse tree", "ampere on each line", {std::move(table)}};
}

Section currents_section(const PlanReport& report) {
  const Site& site = report.site;
  const Load& load = report.plan.load;
  std::vector<Table::Column> columns{{"charger"}};
  for (const CasePlan& plan : load.cases) {
    columns.push_back({std::string(display_word(plan.load_case)), Align::right});
    columns.push_back({"set", Align::right});
    columns.push_back({"held by"});
  }
  columns.push_back({"offline", Align::right});
  Table table(std::move(columns));
  for (ChargerIndex i = 0; i < site.chargers.size(); ++i) {
    std::vector<std::string> row{site.chargers[i].id.value};
    for (const CasePlan& plan : load.cases) {
      row.push_back(three_decimals(plan.chargers[i].fair_a));
      row.push_back(std::to_string(plan.chargers[i].setpoint_a));
      row.push_back(held_by(site, plan.chargers[i].bottleneck));
    }
    row.push_back(std::to_string(load.offline_a[i]));
    table.add(std::move(row));
  }
  Paragraph what_they_are{
      "A setting is a calculated share, to check with and for chargers without load balancing. Do not enter it as a "
      "charger's maximum where the portal balances. Offline is what a charger falls back to when the network is down."};
  return {"Currents",
          "the fair share in ampere, the setting in whole ampere, and what holds it down",
          {std::move(table), std::move(what_they_are)}};
}

Section capacity_section(const PlanReport& report, Detail detail) {
  const std::vector<CasePlan>& cases = report.plan.load.cases;
  Section section{
      "Capacity",
      fmt::format("what each car gets when some charge: ampere at least and as a rule; kWh at least in {} h",
                  *report.site.planning.overnight_h),
      {}};
  if (cases.empty() || cases.front().capacity_curve.empty()) return section;
  std::vector<Table::Column> columns{{"cars", Align::right}};
  for (const CasePlan& plan : cases) {
    columns.push_back({std::string(display_word(plan.load_case)), Align::right});
    columns.push_back({"as a rule", Align::right});
    columns.push_back({"kWh", Align::right});
  }
  Table table(std::move(columns));
  const std::size_t points = cases.front().capacity_curve.size();
  constexpr std::size_t brief_rows = 6;
  const std::size_t rows = detail == Detail::brief ? std::min(points, brief_rows) : points;
  for (std::size_t r = 0; r < rows; ++r) {
    const std::size_t at = rows == 1 ? 0 : r * (points - 1) / (rows - 1);
    std::vector<std::string> row{std::to_string(cases.front().capacity_curve[at].active)};
    for (const CasePlan& plan : cases) {
      const bool there = at < plan.capacity_curve.size();
      row.push_back(there ? three_decimals(plan.capacity_curve[at].guaranteed_a) : "");
      row.push_back(there ? three_decimals(plan.capacity_curve[at].typical_a) : "");
      row.push_back(there ? fmt::format("{:.1f}", std::floor(plan.capacity_curve[at].energy_kwh * 10) / 10) : "");
    }
    table.add(std::move(row));
  }
  section.blocks.emplace_back(std::move(table));
  return section;
}

namespace {

std::string improvement_text(const Site& site, const Improvement& improvement) {
  const bool fuse = improvement.change == Change::fuse;
  const std::string what = fuse ? "a fuse" : "a portal limit";
  std::string text = node_ranges(site, improvement.nodes) + ": ";
  if (improvement.to_a) {
    text += fmt::format("{} of {} instead of {}{}", what, amps(*improvement.to_a), amps(*improvement.from_a),
                        improvement.nodes.size() > 1 ? ", at all of them" : "");
    if (improvement.guaranteed_min_a) {
      text += fmt::format(": every three-phase car gets at least {} A", three_decimals(*improvement.guaranteed_min_a));
    }
  } else if (improvement.from_a) {
    text += fmt::format("the {} of {} stays", fuse ? "fuse" : "portal limit", amps(*improvement.from_a));
  } else {
    text += "nothing can be said";
  }
  if (!improvement.why_not.empty()) text += (improvement.to_a ? "; " : ": ") + improvement.why_not;
  return text;
}

}  // namespace

Section improvements_section(const PlanReport& report) {
  Section section{"What would help", "", {}};
  Bullets bullets;
  for (const Improvement& improvement : report.plan.load.improvements) {
    bullets.items.push_back(improvement_text(report.site, improvement));
  }
  const std::vector<CasePlan>& cases = report.plan.load.cases;
  if (bullets.items.empty() || cases.empty() || !cases.front().guaranteed_min_a) return section;
  section.note = fmt::format("with all cars three-phase and charging, each gets at least {} A now",
                             three_decimals(*cases.front().guaranteed_min_a));
  section.blocks.emplace_back(std::move(bullets));
  return section;
}

}  // namespace ampsite
