#include "ampsite/report/plan_load_sections.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "ampsite/report/json_report.h"
#include "ampsite/report/plan_words.h"
#include "ampsite/rules/wording.h"

namespace ampsite {

namespace {

using Align = Table::Align;

/// "40/36.5/40"; "40" where all lines have the same.
std::string on_lines(const PerLine<double>& values, LineSet lines) {
  std::vector<std::string> shown;
  for (const Line line : all_lines) {
    if (lines.contains(line)) shown.push_back(fmt::format("{}", rounded_down(values[line])));
  }
  if (std::adjacent_find(shown.begin(), shown.end(), std::not_equal_to<>()) == shown.end())
    shown.resize(std::min<std::size_t>(shown.size(), 1));
  return fmt::format("{}", fmt::join(shown, "/"));
}

/// By NodeIndex: how many nodes stand above.
std::vector<std::size_t> depths(const Site& site) {
  std::vector<std::size_t> depth(site.nodes.size(), 0);
  for (NodeIndex v = 1; v < site.nodes.size(); ++v) depth[v] = depth[site.nodes[v].parent] + 1;
  return depth;
}

/// What the fuse tree is drawn with beside its fuses. None where the file states nothing of it.
std::optional<Table> stated_table(const Site& site) {
  Table table({{"node"}, {"name"}, {"limit"}, {"base load"}, {"cable or busbar"}, {"length", Align::right}});
  for (const Node& node : site.nodes) {
    table.add({node.id.value, node.name.has_value() ? node.name.value : "", stated_on_lines(node, node.limit_a, "-"),
               base_load_text(node), conductor_text(node),
               node.length_m.has_value() ? metres(node.length_m.value) : ""});
  }
  if (table.shown_columns().size() < 2) return std::nullopt;
  return table;
}

/// An upper bound: in tenths of a percent, rounded up.
std::string percent_at_most(double share) { return fmt::format("{:.1f} %", std::ceil(share * 1000 - 1e-9) / 10); }

std::string turns_text(const Site& site, const CasePlan& plan) {
  const Simultaneous& simultaneous = plan.simultaneous;
  if (simultaneous.upper_bound == 0) return "none can charge with its least current, not even alone.";
  const auto count = static_cast<int>(simultaneous.chargers.size());
  std::string text =
      fmt::format("{} of {} can charge at once, each with its least current; {} cannot, which is proved. ", count,
                  plan.chargers.size(),
                  simultaneous.upper_bound > count ? fmt::format("more than {}", simultaneous.upper_bound) : "more");
  if (simultaneous.time_share <= 0) {
    text += "Some cannot charge even alone, so taking turns does not serve all. ";
  } else if (simultaneous.time_share < 1) {
    text += fmt::format("If they take turns, no order gives everybody more than {} of the time. ",
                        percent_at_most(simultaneous.time_share));
  }
  return text + (count == 0 ? "" : fmt::format("One choice: {}.", charger_ranges(site, simultaneous.chargers)));
}

}  // namespace

Section guaranteed_section(const PlanReport& report) {
  Table table({{"if every car is"},
               {"each gets at least", Align::right},
               {"limited by"},
               {"can charge at once", Align::right},
               {"power of all", Align::right}});
  for (const CasePlan* plan : told_cases(report)) {
    if (!plan->guaranteed_min_a) continue;
    table.add({std::string(cars_of(plan->load_case)), guaranteed_text(*plan), limited_by(report, *plan),
               at_once_text(*plan), three_decimals(plan->total_kw) + " kW"});
  }
  Section section{"Guaranteed current", charging_text(told_cases(report)), {std::move(table)}};
  if (std::string within = within_caps_text(report); !within.empty()) {
    section.blocks.emplace_back(Paragraph{std::move(within)});
  }
  return section;
}

Section turns_section(const PlanReport& report) {
  // Cases of which the same is to be said stand together.
  std::vector<std::pair<std::string, std::vector<std::string>>> cases_of_text;
  for (const CasePlan* plan : told_cases(report)) {
    if (plan->simultaneous.chargers.size() == plan->chargers.size()) continue;
    std::string text = turns_text(report.site, *plan);
    if (cases_of_text.empty() || cases_of_text.back().first != text) {
      cases_of_text.emplace_back(std::move(text), std::vector<std::string>());
    }
    cases_of_text.back().second.emplace_back(cars_of(plan->load_case));
  }
  Bullets bullets;
  for (const auto& [text, cases] : cases_of_text) bullets.items.push_back(listed(cases) + ": " + text);
  return section_of("Not all at once", "", std::move(bullets));
}

Section tree_section(const PlanReport& report, Detail detail) {
  const Site& site = report.site;
  const std::vector<const CasePlan*> cases = told_cases(report);
  std::vector<Table::Column> columns{{"node"}, {"lines"}, {"fuse", Align::right}, {"chargers may draw"}};
  for (const CasePlan* plan : cases) columns.push_back({std::string(display_word(plan->load_case))});
  Table table(std::move(columns));
  const std::vector<std::size_t> depth = depths(site);
  for (NodeIndex v = 0; v < site.nodes.size(); ++v) {
    const Node& node = site.nodes[v];
    std::vector<std::string> row{std::string(2 * depth[v], ' ') + node.id.value, joined(node.lines, "/"),
                                 node.fuse_a.has_value() ? fmt::format("{} A", node.fuse_a.value) : "",
                                 cases.empty() ? "" : on_lines(cases.front()->nodes[v].limit_a, node.lines)};
    for (const CasePlan* plan : cases) row.push_back(on_lines(plan->nodes[v].current_a, node.lines));
    table.add(std::move(row));
  }
  Section section{"Fuse tree", "ampere on each line; one number where all lines have the same", {std::move(table)}};
  if (detail == Detail::brief) return section;
  if (std::optional<Table> stated = stated_table(site)) {
    section.blocks.emplace_back(Subheading{"As the site file states it"});
    section.blocks.emplace_back(*std::move(stated));
  }
  return section;
}

Section currents_section(const PlanReport& report) {
  const Site& site = report.site;
  const std::vector<const CasePlan*> cases = told_cases(report);
  std::vector<Table::Column> columns{{"charger"}};
  for (const CasePlan* plan : cases) {
    columns.push_back({std::string(display_word(plan->load_case)), Align::right});
    columns.push_back({"set", Align::right});
    columns.push_back({"held by"});
  }
  columns.push_back({"offline", Align::right});
  Table table(std::move(columns));
  for (ChargerIndex i = 0; i < site.chargers.size(); ++i) {
    std::vector<std::string> row{site.chargers[i].id.value};
    for (const CasePlan* plan : cases) {
      row.push_back(three_decimals(plan->chargers[i].fair_a));
      row.push_back(std::to_string(plan->chargers[i].setpoint_a));
      row.push_back(held_by(site, plan->chargers[i].bottleneck));
    }
    row.push_back(std::to_string(report.plan.load.offline_a[i]));
    table.add(std::move(row));
  }
  Paragraph what_they_are{
      "A setting is a calculated share, to check with and for chargers without load balancing. Do not enter it as a "
      "charger's maximum where the portal balances. Offline is what a charger falls back to when the network is down."};
  return {"Currents",
          "the fair share in ampere, what holds it down, and the setting in whole ampere",
          {std::move(table), std::move(what_they_are)}};
}

Section capacity_section(const PlanReport& report, Detail detail) {
  const std::vector<const CasePlan*> cases = told_cases(report);
  Section section{
      "Capacity",
      fmt::format("what each car gets when some charge: ampere at least and as a rule; kWh at least in {} h",
                  *report.site.planning.overnight_h),
      {}};
  if (cases.empty() || cases.front()->capacity_curve.empty()) return section;
  std::vector<Table::Column> columns{{"cars", Align::right}};
  for (const CasePlan* plan : cases) {
    columns.push_back({std::string(display_word(plan->load_case)), Align::right});
    columns.push_back({"as a rule", Align::right});
    columns.push_back({"kWh", Align::right});
  }
  Table table(std::move(columns));
  const std::size_t points = cases.front()->capacity_curve.size();
  constexpr std::size_t brief_rows = 6;
  const std::size_t rows = detail == Detail::brief ? std::min(points, brief_rows) : points;
  for (std::size_t r = 0; r < rows; ++r) {
    const std::size_t at = rows == 1 ? 0 : r * (points - 1) / (rows - 1);
    std::vector<std::string> row{std::to_string(cases.front()->capacity_curve[at].active)};
    for (const CasePlan* plan : cases) {
      const bool there = at < plan->capacity_curve.size();
      row.push_back(there ? three_decimals(plan->capacity_curve[at].guaranteed_a) : "");
      row.push_back(there ? three_decimals(plan->capacity_curve[at].typical_a) : "");
      row.push_back(there ? fmt::format("{:.1f}", std::floor(plan->capacity_curve[at].energy_kwh * 10) / 10) : "");
    }
    table.add(std::move(row));
  }
  section.blocks.emplace_back(std::move(table));
  return section;
}

namespace {

std::string change_text(const Improvement& improvement, double now_a, std::string_view every_car) {
  const bool fuse = improvement.change == Change::fuse;
  if (!improvement.from_a) return {};
  if (!improvement.to_a) {
    return fmt::format("the {} of {} stays", fuse ? "fuse" : "portal limit", amps(*improvement.from_a));
  }
  const bool several = improvement.nodes.size() > 1;
  std::string text = fmt::format("{} of {} instead of {}{}",
                                 several ? (fuse ? "fuses" : "portal limits") : (fuse ? "a fuse" : "a portal limit"),
                                 amps(*improvement.to_a), amps(*improvement.from_a), several ? " at all of them" : "");
  if (!improvement.guaranteed_min_a) return text;
  if (*improvement.guaranteed_min_a <= now_a + tolerance_a) {
    return text + (several ? " bring nothing by themselves" : " brings nothing by itself");
  }
  return text + fmt::format(": {} gets at least {}", every_car, current_text(*improvement.guaranteed_min_a));
}

/// What stands in the way of a change, or under which condition it helps, is said behind it.
std::string improvement_text(const Site& site, const Improvement& improvement, double now_a) {
  const std::string_view every_car = one_phase_grid(site) ? "every car" : "every three-phase car";
  const std::string text = change_text(improvement, now_a, every_car);
  const bool helps = improvement.guaranteed_min_a && *improvement.guaranteed_min_a > now_a + tolerance_a;
  const std::string_view between = text.empty() || improvement.why_not.empty() ? "" : helps ? "; " : ": ";
  return fmt::format("{}: {}{}{}", node_ranges(site, improvement.nodes), text, between, improvement.why_not);
}

}  // namespace

Section improvements_section(const PlanReport& report) {
  const std::vector<CasePlan>& cases = report.plan.load.cases;
  if (cases.empty() || !cases.front().guaranteed_min_a) return {"What would help", "", {}};
  const double now_a = *cases.front().guaranteed_min_a;
  Bullets bullets;
  for (const Improvement& improvement : report.plan.load.improvements) {
    bullets.items.push_back(improvement_text(report.site, improvement, now_a));
  }
  std::string note = fmt::format("with all cars {}{}, each gets at least {} now",
                                 one_phase_grid(report.site) ? "" : "three-phase and ",
                                 takes_turns(cases.front()) ? "taking turns" : "charging", current_text(now_a));
  return section_of("What would help", std::move(note), std::move(bullets));
}

}  // namespace ampsite
