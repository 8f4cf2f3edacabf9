// AMP8xx about what runs carry, and the voltage that is left at their ends.

#include <fmt/format.h>

#include <cmath>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "ampsite/electric/load_case.h"
#include "ampsite/electric/protection.h"
#include "ampsite/electric/working.h"
#include "ampsite/rules/certainty.h"
#include "ampsite/rules/checks.h"
#include "ampsite/rules/electrics.h"
#include "ampsite/rules/wording.h"

namespace ampsite {
namespace {

Span place_of_ampacity(const Node& node, const Ampacity& ampacity) {
  if (ampacity.from == Ampacity::From::busbar) return node.rated_a.span;
  if (ampacity.from == Ampacity::From::stated) return node.cable->ampacity_a.span;
  return place_of_cable(node);
}

/// 1 where the device is not known: what it takes beyond that cannot be told.
double overload_factor_of(const Node& node, double rating_a) {
  const Stated<DeviceType>& type = node.device->type;
  return type.has_value() ? overload_factor(type.value, rating_a) : 1;
}

/// "fit a device of 50 A or less, or "; empty where no standard rating is small enough.
std::string smaller_device(const Node& node, double ampacity_a) {
  if (place_of_rating(node).key == "device.setting_a") {
    const double factor = overload_factor_of(node, ampacity_a);
    return fmt::format("set the device to {} or less, or ", amps(std::floor(ampacity_a / factor)));
  }
  double largest_a = 0;
  for (const double rating_a : standard_ratings_a()) {
    if (overload_factor_of(node, rating_a) * rating_a <= ampacity_a + tolerance_a) largest_a = rating_a;
  }
  return largest_a > 0 ? fmt::format("fit a device of {} or less, or ", amps(largest_a)) : std::string();
}

void check_ampacity(const Site& site, const Node& node, double rating_a, const Ampacity& ampacity, Findings& findings) {
  const double needed_a = overload_factor_of(node, rating_a) * rating_a;
  if (ampacity.current_a + tolerance_a >= needed_a) return;
  const bool busbar = ampacity.from == Ampacity::From::busbar;
  const std::string_view conductor = busbar ? "busbar" : "cable";
  const ValuePlace place = place_of_rating(node);
  Finding finding = finding_about("AMP801", site, node, place.key, place.span);
  if (ampacity.current_a + tolerance_a >= rating_a) {
    finding.severity = Severity::warning;
    finding.message = fmt::format(
        "{} has a gG fuse of {}, which opens late; a {} that carries {}, {:g} times as much, is needed, and this one "
        "carries {}",
        name_of(site, node), amps(rating_a), conductor, amps(needed_a), needed_a / rating_a, amps(ampacity.current_a));
    add_working(finding, place.span,
                fmt::format("I2 <= 1.45·Iz, so Iz >= {:g} × {} = {} (gG, IEC 60364-4-43:2008 clause 433.1)",
                            needed_a / rating_a, amps(rating_a), amps(needed_a)));
  } else {
    finding.message = fmt::format("{} has a device of {} in front of a {} that carries {}; at most that is allowed",
                                  name_of(site, node), amps(rating_a), conductor, amps(ampacity.current_a));
  }
  finding.help = fmt::format("{}lay a larger {}; limit_a is no protection against overload",
                             smaller_device(node, ampacity.current_a), conductor);
  add_working(finding, place_of_ampacity(node, ampacity), working(ampacity));
  findings.push_back(std::move(finding));
}

void report_drop(const Site& site, const Node& node, const VoltageDrop& drop, Findings& findings) {
  Finding finding = finding_about("AMP802", site, node, "length_m", node.length_m.span);
  finding.message =
      fmt::format("the voltage drops by {} up to the end of the run of {}, at {}; at most {:g} % is allowed",
                  most_per_cent(drop.percent), name_of(site, node), amps(drop.run.current_a),
                  site.planning.max_voltage_drop_pct.value);
  finding.help = "lay a larger cross-section, shorten the run, or set a lower limit_a";
  add_working(finding, place_of_cable(node), working(drop));
  findings.push_back(std::move(finding));
}

/// Where setting and fuse contradict one another, the conductor has to carry the larger.
std::optional<double> rating_to_carry_a(const Node& node, const Calculated<double>& device_a) {
  if (device_a.known()) return *device_a;
  if (setting_misfit_of(node)) return largest_rating(node).rating_a;
  return std::nullopt;
}

}  // namespace

void check_cable_ampacity(const RuleContext& context, Findings& findings) {
  for (NodeIndex v = 0; v < context.electrics.size(); ++v) {
    const CircuitElectrics& electrics = context.electrics[v];
    const Node& node = context.site.nodes[v];
    const std::optional<double> rating_a = rating_to_carry_a(node, electrics.device_a);
    if (!is_judged(context, v) || !rating_a || !electrics.ampacity.known()) continue;
    check_ampacity(context.site, node, *rating_a, *electrics.ampacity, findings);
  }
}

void check_voltage_drop(const RuleContext& context, Findings& findings) {
  const std::vector<DropVerdict> verdicts = drop_verdicts(context);
  for (NodeIndex v = 0; v < verdicts.size(); ++v) {
    if (verdicts[v].blamed != v) continue;
    report_drop(context.site, context.site.nodes[v], *context.electrics[v].drop, findings);
  }
}

}  // namespace ampsite
