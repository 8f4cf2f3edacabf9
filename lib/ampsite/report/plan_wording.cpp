#include "ampsite/report/plan_wording.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <iterator>
#include <limits>
#include <utility>
#include <vector>

#include "ampsite/electric/ampacity.h"
#include "ampsite/electric/load_case.h"
#include "ampsite/plan/natural_order.h"
#include "ampsite/report/json_report.h"
#include "ampsite/report/plan_words.h"
#include "ampsite/rules/wording.h"
#include "ampsite/site/links.h"

namespace ampsite {

namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// An id that ends in a number that can be counted on.
struct Counted {
  std::string_view before;
  std::string_view digits;
};

Counted split(std::string_view id) {
  constexpr std::size_t most_digits = 9;
  std::size_t at = id.size();
  while (at > 0 && is_digit(id[at - 1]) && id.size() - at < most_digits) --at;
  return {id.substr(0, at), id.substr(at)};
}

/// The id that follows when counting on: "A2" on "A1", "A010" on "A009". Empty where an id has no number.
std::string next_id(std::string_view id) {
  const Counted parts = split(id);
  if (parts.digits.empty()) return {};
  long number = 0;
  std::from_chars(parts.digits.data(), parts.digits.data() + parts.digits.size(), number);
  return fmt::format("{}{:0{}}", parts.before, number + 1, parts.digits.size());
}

/// Whether the portal's caps bring the smallest current of a case below what some charger needs.
bool caps_starve(const PlanReport& report) {
  for (const CasePlan* plan : told_cases(report)) {
    for (const WithinCaps& within : report.plan.portal.within_caps) {
      if (within.load_case != plan->load_case) continue;
      for (const Charger& charger : report.site.chargers) {
        if (within.guaranteed_min_a < own_minimum_a(charger) - tolerance_a) return true;
      }
    }
  }
  return false;
}

}  // namespace

std::string three_decimals(double value) { return fmt::format("{:.3f}", rounded_down(value)); }

std::string current_text(double current_a) { return fmt::format("{} A", rounded_down(current_a)); }

std::string money(double price, std::string_view currency) { return fmt::format("{:.2f} {}", price, currency); }

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

std::string_view cars_of(LoadCase load_case) {
  return load_case == LoadCase::declared ? "as declared" : display_word(load_case);
}

bool one_phase_grid(const Site& site) { return site.grid->phases.value == 1; }

std::vector<const CasePlan*> told_cases(const PlanReport& report) {
  std::vector<const CasePlan*> told;
  for (const CasePlan& plan : report.plan.load.cases) {
    if (plan.load_case != LoadCase::three_phase || !one_phase_grid(report.site)) told.push_back(&plan);
  }
  return told;
}

std::string at_once_text(const CasePlan& plan) {
  const auto count = static_cast<int>(plan.simultaneous.chargers.size());
  const std::string text = fmt::format("{} of {}", count, plan.chargers.size());
  return plan.simultaneous.upper_bound > count ? fmt::format("{} (at most {})", text, plan.simultaneous.upper_bound)
                                               : text;
}

bool takes_turns(const CasePlan& plan) {
  return plan.simultaneous.chargers.size() < plan.chargers.size() && plan.simultaneous.time_share > 0;
}

std::string guaranteed_text(const CasePlan& plan) {
  return three_decimals(plan.guaranteed_min_a.value_or(0)) + (takes_turns(plan) ? " A in turns" : " A");
}

std::string charging_text(const std::vector<const CasePlan*>& cases) {
  return std::any_of(cases.begin(), cases.end(), [](const CasePlan* plan) { return takes_turns(*plan); })
             ? "all cars charging; in turns: a car's share where not all can charge at once"
             : "all cars charging";
}

std::string within_caps_text(const PlanReport& report) {
  std::string text;
  for (const CasePlan* plan : told_cases(report)) {
    for (const WithinCaps& within : report.plan.portal.within_caps) {
      if (within.load_case != plan->load_case) continue;
      text += fmt::format("{}{} {}", text.empty() ? "Within the portal's caps: " : ", ", cars_of(plan->load_case),
                          current_text(within.guaranteed_min_a));
    }
  }
  return text.empty() ? text : text + ".";
}

std::vector<std::string> attention(const PlanReport& report) {
  std::vector<std::string> warnings;
  if (const int errors = unresolved_errors(report); errors > 0) {
    warnings.push_back(fmt::format("{} {} that this plan does not resolve", counted(errors, "error"),
                                   errors == 1 ? "remains" : "remain"));
  }
  if (std::string left_out = left_out_text(report); !left_out.empty()) warnings.push_back(std::move(left_out));
  if (caps_starve(report)) {
    warnings.emplace_back("within the portal's caps not every charger is sure to get its min_a at once");
  }
  return warnings;
}

std::string size_text(const Site& site) {
  return counted(std::ssize(site.chargers), "charger") + " on " + counted(std::ssize(site.nodes), "fuse node");
}

std::string grid_text(const Grid& grid) {
  return fmt::format("{}, {} V, {}, {} neutral", word_for(*grid.system), *grid.voltage_v,
                     grid.phases.value == 1 ? "one phase" : "three phases", *grid.neutral ? "with" : "without");
}

std::string preference_text(const std::vector<LinkGroup>& preference) {
  std::string text;
  for (const LinkGroup& group : preference) {
    if (!text.empty()) text += ", then ";
    for (std::size_t i = 0; i < group.size(); ++i) text += (i == 0 ? "" : " or ") + std::string(display_word(group[i]));
  }
  return text;
}

std::string joined(const Wiring& wiring, std::string_view between) {
  std::string text;
  for (const Line line : wiring) text += (text.empty() ? "" : std::string(between)) + std::string(to_text(line));
  return text;
}

std::string joined(LineSet lines, std::string_view between) {
  Wiring wiring;
  for (const Line line : all_lines) {
    if (lines.contains(line)) wiring.push_back(line);
  }
  return joined(wiring, between);
}

namespace {

/// Of two lines without neutral the second one is on N.
bool leaves_the_middle_free(const Site& site, const Wiring& phases) {
  return !site.neutral() && !one_phase_grid(site) && phases.size() == 2;
}

std::vector<std::string_view> terminals(const Site& site) {
  if (site.neutral())
    return one_phase_grid(site) ? std::vector<std::string_view>{"L1"} : std::vector<std::string_view>{"L1", "L2", "L3"};
  return one_phase_grid(site) ? std::vector<std::string_view>{"L1", "N"}
                              : std::vector<std::string_view>{"L1", "L2", "N"};
}

}  // namespace

std::string terminals_text(const Site& site) { return fmt::format("{}", fmt::join(terminals(site), " ")); }

std::string terminals_cell(const Site& site, const Wiring& phases) {
  return joined(phases, leaves_the_middle_free(site, phases) ? " - " : " ");
}

std::string terminals_named(const Site& site, const Wiring& phases) {
  std::vector<std::string_view> names = terminals(site);
  if (leaves_the_middle_free(site, phases)) names.erase(names.begin() + 1);
  std::string text;
  for (std::size_t i = 0; i < std::min<std::size_t>(names.size(), phases.size()); ++i) {
    text += fmt::format("{}{}={}", i == 0 ? "" : " ", names[i], to_text(phases[i]));
  }
  return text;
}

std::string stated_on_lines(const Node& node, const Stated<LineCurrents>& currents, std::string_view left_out) {
  if (!currents.has_value()) return {};
  std::string text;
  for (const Line line : all_lines) {
    if (!node.lines.contains(line)) continue;
    const Stated<double>& value = currents->line[line];
    if (!currents->map) return value.has_value() ? current_text(value.value) : "";
    text += text.empty() ? "" : "/";
    text += value.has_value() ? fmt::format("{}", rounded_down(value.value)) : std::string(left_out);
  }
  return text.empty() ? text : text + " A";
}

std::string base_load_text(const Node& node) {
  const bool any = node.base_load_a.has_value() && std::any_of(all_lines.begin(), all_lines.end(), [&](Line line) {
                     const Stated<double>& value = node.base_load_a->line[line];
                     return value.has_value() && value.value > 0;
                   });
  return any ? stated_on_lines(node, node.base_load_a, "0") : "";
}

std::string conductor_text(const Node& node) {
  if (node.kind.has_value() && *node.kind == RunKind::busbar) {
    return node.rated_a.has_value() ? "busbar " + amps(node.rated_a.value) : "busbar";
  }
  if (!node.cable.has_value() || !node.cable->size_mm2.has_value()) return {};
  const Cable& cable = *node.cable;
  const std::string cores = cable.cores.has_value() ? fmt::format("{}x", cable.cores.value) : "";
  const std::string material = cable.material.has_value() ? fmt::format(" {}", word_for(*cable.material)) : "";
  return fmt::format("{}{} mm²{}", cores, cable.size_mm2.value, material);
}

std::string id_ranges(const std::vector<std::string_view>& ids) {
  std::string text;
  for (std::size_t i = 0; i < ids.size();) {
    std::size_t last = i;
    while (last + 1 < ids.size() && ids[last + 1] == next_id(ids[last])) ++last;
    if (!text.empty()) text += ", ";
    text += ids[i];
    if (last >= i + 2) {
      text.append(" to ").append(ids[last]);
      i = last;
    }
    ++i;
  }
  return text;
}

std::string charger_ranges(const Site& site, std::vector<ChargerIndex> chargers) {
  sort_naturally(chargers, site.chargers);
  std::vector<std::string_view> ids;
  for (const ChargerIndex i : chargers) ids.push_back(site.chargers[i].id.value);
  return id_ranges(ids);
}

std::string node_ranges(const Site& site, std::vector<NodeIndex> nodes) {
  sort_naturally(nodes, site.nodes);
  std::vector<std::string_view> ids;
  for (const NodeIndex v : nodes) ids.push_back(site.nodes[v].id.value);
  return id_ranges(ids);
}

std::string link_source(const PlanReport& report, const ChargerLink& link) {
  const Connectivity& connectivity = report.plan.connectivity;
  if (link.link == PlannedLink::plc && link.plc_network != no_index) {
    const PlcNetwork& network = connectivity.plc_networks[link.plc_network];
    return std::string(word_for(network.source)) + " " + network.id;
  }
  return link.access_point == no_index ? "" : report.site.access_points()[link.access_point].id.value;
}

std::string held_by(const Site& site, const Bottleneck& bottleneck) {
  if (bottleneck.own_limit()) return "own max";
  return fmt::format("{} {}", id_of(site, bottleneck.node), to_text(bottleneck.line));
}

ChargerIndex least_charger(const Site& site, const CasePlan& plan) {
  ChargerIndex least = 0;
  for (ChargerIndex i = 1; i < plan.chargers.size(); ++i) {
    const bool as_little = plan.chargers[i].fair_a <= *plan.guaranteed_min_a + tolerance_a;
    const bool least_is = plan.chargers[least].fair_a <= *plan.guaranteed_min_a + tolerance_a;
    const bool before = natural_less(site.chargers[i].id.value, site.chargers[least].id.value);
    if (as_little && (!least_is || before)) least = i;
  }
  return least;
}

namespace {

/// "cable of " where the conductor holds the line down, "setting of " where the device is set to less, nothing where
/// the fuse does or a stated limit.
std::string_view limiting_part(const PlanReport& report, const Bottleneck& bottleneck, double limit_a) {
  const Node& node = report.site.nodes[bottleneck.node];
  const Calculated<Ampacity> ampacity = ampacity_of(*report.site.grid, node, report.tables);
  const double carried_a = ampacity.known() ? ampacity->current_a : std::numeric_limits<double>::infinity();
  if (!node.fuse_a.has_value() || std::min(setting_a(node), carried_a) >= node.fuse_a.value) return {};
  const bool by_limit = node.limit_a.has_value() && node.limit_a->line[bottleneck.line].has_value() &&
                        node.limit_a->line[bottleneck.line].value <= limit_a + tolerance_a;
  if (by_limit) return {};
  if (setting_a(node) <= carried_a) return "setting of ";
  return ampacity->from == Ampacity::From::busbar ? "busbar of " : "cable of ";
}

}  // namespace

std::string limited_by(const PlanReport& report, const CasePlan& plan) {
  const Site& site = report.site;
  const ChargerIndex least = least_charger(site, plan);
  const Bottleneck& bottleneck = plan.chargers[least].bottleneck;
  if (bottleneck.own_limit()) return "own maximum of " + site.chargers[least].id.value;
  const double limit_a = plan.nodes[bottleneck.node].limit_a[bottleneck.line];
  return fmt::format("{}{} on {} ({})", limiting_part(report, bottleneck, limit_a), id_of(site, bottleneck.node),
                     to_text(bottleneck.line), current_text(limit_a));
}

}  // namespace ampsite
