#include "ampsite/rules/electrics.h"

#include <fmt/format.h>

#include <cmath>
#include <utility>

#include "ampsite/rules/certainty.h"

namespace ampsite {
namespace {

/// The drop up to a run's end rests on the currents of all runs up to there.
std::vector<bool> currents_certain(const RuleContext& context) {
  const Site& site = context.site;
  std::vector<bool> certain(site.nodes.size());
  for (NodeIndex v = 0; v < site.nodes.size(); ++v) {
    const Node& node = site.nodes[v];
    const LineSet known = common(context.capacities.certain[v], node.lines);
    certain[v] =
        is_judged(context, v) && known.size() == node.lines.size() && (node.parent == no_index || certain[node.parent]);
  }
  return certain;
}

bool exceeds(double volts, const VoltageDrop& drop, const Site& site) {
  constexpr double rounding_pct = 1e-9;
  return 100 * volts / drop.reference_v > site.planning.max_voltage_drop_pct.value + rounding_pct;
}

/// The drop is too large where a run that feeds chargers leaves this one; by NodeIndex.
std::vector<bool> exceeded_at_a_branch(const RuleContext& context) {
  const Site& site = context.site;
  std::vector<bool> exceeded(site.nodes.size());
  for (NodeIndex v = 1; v < site.nodes.size(); ++v) {
    const Node& node = site.nodes[v];
    const Calculated<VoltageDrop>& drop = context.electrics[v].drop;
    const bool feeds_chargers = node.charger_begin != node.subtree_charger_end;
    if (feeds_chargers && drop.known() && exceeds(drop->upstream_volts, *drop, site)) exceeded[node.parent] = true;
  }
  return exceeded;
}

}  // namespace

bool is_judged(const RuleContext& context, NodeIndex v) {
  return conductors_certain(context, v) && !fuse_too_large_for_chargers(context.site, context.site.nodes[v]);
}

ValuePlace place_of_rating(const Node& node) {
  const Stated<double>& setting_a = node.device->setting_a;
  if (can_be_set(*node.device) && setting_a.stated()) return {"device.setting_a", setting_a.span};
  return {"fuse_a", node.fuse_a.span};
}

ValuePlace place_of_trip(const Node& node) {
  const Stated<double>& instant_a = node.device->instant_a;
  const Stated<DeviceType>& type = node.device->type;
  const bool fuse = type.has_value() && type.value == DeviceType::gg;
  if (!fuse && instant_a.stated() && !instant_misfit_of(node)) return {"device.instant_a", instant_a.span};
  return {"fuse_a", node.fuse_a.span};
}

std::vector<DropVerdict> drop_verdicts(const RuleContext& context) {
  const Site& site = context.site;
  if (context.electrics.empty() || !site.planning.max_voltage_drop_pct.has_value()) return {};
  std::vector<DropVerdict> verdicts(site.nodes.size());
  const std::vector<bool> certain = currents_certain(context);
  const std::vector<bool> at_a_branch = exceeded_at_a_branch(context);
  for (NodeIndex v = 0; v < site.nodes.size(); ++v) {
    const Node& node = site.nodes[v];
    const Calculated<VoltageDrop>& drop = context.electrics[v].drop;
    if (!certain[v] || !drop.known() || !exceeds(drop->volts, *drop, site)) continue;
    verdicts[v].excessive = true;
    const NodeIndex blamed_above = node.parent == no_index ? no_index : verdicts[node.parent].blamed;
    const bool has_chargers = node.charger_begin != node.charger_end;
    if (blamed_above != no_index && exceeds(drop->upstream_volts, *drop, site)) {
      verdicts[v].blamed = blamed_above;
    } else if (has_chargers || at_a_branch[v]) {
      verdicts[v].blamed = v;
    }
  }
  return verdicts;
}

std::string most_per_cent(double per_cent) {
  constexpr double steps = 100;
  if (per_cent > 100) return "more than 100 %";
  return fmt::format("{:g} %", std::ceil(per_cent * steps) / steps);
}

Span place_of_cable(const Node& node) {
  const Stated<double>& size_mm2 = node.cable->size_mm2;
  return size_mm2.stated() ? size_mm2.span : place_of(node);
}

void add_working(Finding& finding, Span place, std::string working) {
  finding.related.push_back({place, std::move(working)});
}

std::string least_amps(double current_a) { return fmt::format("{:.0f} A", std::floor(current_a)); }

std::string most_kiloamps(double current_a) {
  constexpr double steps_per_ampere = 0.1;  // of 0.01 kA
  constexpr double rounding = 1e-9;         // 9.43 kA itself is not 9.44 kA
  return fmt::format("{:g} kA", std::ceil(current_a * steps_per_ampere - rounding) / 100);
}

}  // namespace ampsite
