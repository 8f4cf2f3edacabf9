#include "ampsite/rules/electrics.h"

#include <fmt/format.h>

#include <cmath>
#include <utility>

namespace ampsite {

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
  if (!fuse && instant_a.stated()) return {"device.instant_a", instant_a.span};
  return {"fuse_a", node.fuse_a.span};
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
