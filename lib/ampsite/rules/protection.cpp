// AMP2xx about protective devices and what they stand in front of.

#include <fmt/format.h>

#include <algorithm>

#include "ampsite/electric/load_case.h"
#include "ampsite/rules/certainty.h"
#include "ampsite/rules/checks.h"
#include "ampsite/rules/wording.h"

namespace ampsite {
namespace {

bool is_busbar(const Node& node) { return node.kind.has_value() && node.kind.value == RunKind::busbar; }

/// The standard ratings next to one: "63 A and 80 A"; one of them at an end of the series.
std::string nearest_ratings(double fuse_a) {
  const std::vector<double>& ratings = standard_ratings_a();
  const auto above = std::lower_bound(ratings.begin(), ratings.end(), fuse_a);
  if (above == ratings.begin()) return amps(ratings.front());
  if (above == ratings.end()) return amps(ratings.back());
  return fmt::format("{} and {}", amps(*(above - 1)), amps(*above));
}

void check_rating(Finding finding, const std::string& name, const Stated<double>& fuse, Findings& findings) {
  finding.span = fuse.span;
  finding.message = fmt::format("{} has a fuse of {}, which is no standard rating; the nearest: {}", name,
                                amps(fuse.value), nearest_ratings(fuse.value));
  finding.help = "read the rating on the device again";
  findings.push_back(std::move(finding));
}

bool is_standard(double fuse_a) {
  const std::vector<double>& ratings = standard_ratings_a();
  return std::binary_search(ratings.begin(), ratings.end(), fuse_a);
}

void report_range(const Site& site, const Charger& charger, std::string_view key, const Stated<double>& value,
                  const std::string& what, std::string_view may_be, std::string_view help, Findings& findings) {
  Finding finding = finding_about("AMP208", site, charger, key, value.stated() ? value.span : place_of(charger));
  finding.message = fmt::format("{} has a {} of {}; {}", name_of(site, charger), what, amps(value.value), may_be);
  finding.help = help;
  findings.push_back(std::move(finding));
}

constexpr std::string_view least_help = "write 6 A or more: less cannot be signalled to a car";
constexpr std::string_view most_help = "write 32 A or less: the charger gives no more";

void check_current_range(const Site& site, const Charger& charger, Findings& findings) {
  bool in_range = true;
  const auto check = [&](std::string_view key, const Stated<double>& value, const std::string& what) {
    if (!value.has_value()) return;
    if (value.value < least_charging_a) {
      report_range(site, charger, key, value, what, "at least 6 A is needed", least_help, findings);
      in_range = false;
    } else if (value.value > most_charging_a) {
      report_range(site, charger, key, value, what, "at most 32 A is possible", most_help, findings);
      in_range = false;
    }
  };
  check("min_a", charger.min_a, "least current");
  check("max_a", charger.max_a, "largest current");
  if (!in_range || !charger.min_a.has_value() || !charger.max_a.has_value()) return;
  if (charger.min_a.value <= charger.max_a.value) return;
  // Both are in range, so a default (6 A, 32 A) is not the one that is wrong: each end is within it.
  report_range(site, charger, "min_a", charger.min_a, "least current",
               fmt::format("at most {}, its largest current, is possible", amps(charger.max_a.value)),
               "write a min_a that is not above max_a", findings);
  findings.back().related.push_back({charger.max_a.span, "its largest current"});
}

void report_rcd(const Site& site, const Charger& charger, std::string_view key, Span span, std::string message,
                std::string_view help, Findings& findings) {
  Finding finding = finding_about("AMP210", site, charger, key, span);
  finding.message = std::move(message);
  finding.help = help;
  findings.push_back(std::move(finding));
}

void check_rcd(const Site& site, const Charger& charger, Findings& findings) {
  constexpr double largest_residual_ma = 30;  // IEC 60364-7-722
  const Rcd& rcd = charger.rcd.value;
  if (rcd.ma.stated() && rcd.ma.value > largest_residual_ma) {
    report_rcd(site, charger, "rcd.ma", rcd.ma.span,
               fmt::format("{} has a residual current device of {:g} mA; at most 30 mA is allowed at a charging point",
                           name_of(site, charger), rcd.ma.value),
               "fit a residual current device of 30 mA", findings);
  }
  if (!rcd.type.stated()) return;
  const RcdType type = rcd.type.value;
  if (type == RcdType::B || type == RcdType::EV) return;
  if (type == RcdType::AC) {
    report_rcd(site, charger, "rcd.type", rcd.type.span,
               fmt::format("{} has a residual current device of type AC; a car needs type B or EV, or type A or F with "
                           "detection of 6 mA DC",
                           name_of(site, charger)),
               "fit type B or EV, or type A with DC detection", findings);
    return;
  }
  if (rcd.dc_detection.unknown() || (rcd.dc_detection.has_value() && rcd.dc_detection.value)) return;
  const bool stated = rcd.dc_detection.stated();
  report_rcd(site, charger, stated ? "rcd.dc_detection" : "rcd.type", stated ? rcd.dc_detection.span : rcd.type.span,
             fmt::format("{} has a residual current device of type {} without DC detection; type {} needs detection of "
                         "6 mA DC",
                         name_of(site, charger), type == RcdType::A ? "A" : "F", type == RcdType::A ? "A" : "F"),
             "write dc_detection: true where the charger or the device detects 6 mA DC, or fit type B or EV", findings);
}

}  // namespace

void check_charger_fuse_over_63a(const RuleContext& context, Findings& findings) {
  const Site& site = context.site;
  for (const Node& node : site.nodes) {
    if (!fuse_too_large_for_chargers(site, node)) continue;
    ChargerIndex first = node.charger_begin;
    while (!relies_on_circuit_fuse(site.chargers[first])) ++first;
    const auto begin = site.chargers.begin();
    const auto count = std::count_if(begin + first, begin + node.charger_end, relies_on_circuit_fuse);
    const std::string who = count == 1
                                ? name_of(site, site.chargers[first]) + " draws"
                                : fmt::format("{}{} draw", name_of(site, site.chargers[first]), and_more(count - 1));
    const LargestRating largest = largest_rating(node);
    const bool set = largest.key == "device.setting_a";
    Finding finding = finding_about("AMP201", site, node, largest.key, largest.span);
    finding.message =
        set ? fmt::format("{} through the device of {}, which is set to {}", who, name_of(site, node),
                          amps(largest.rating_a))
            : fmt::format("{} through the {} fuse of {}", who, amps(largest.rating_a), name_of(site, node));
    finding.message += fmt::format("; at most {} is allowed in front of a charger", amps(largest_charger_fuse_a));
    finding.help = fmt::format("{}fit a {} of 63 A or less in front of {}, or give each charger a fuse_a of its own",
                               set ? "correct the setting, or " : "", set ? "device" : "fuse", name_of(site, node));
    findings.push_back(std::move(finding));
  }
  for (const Charger& charger : site.chargers) {
    if (!fuse_too_large(charger)) continue;
    Finding finding = finding_about("AMP201", site, charger, "fuse_a", charger.fuse_a.span);
    finding.message = fmt::format("{} has a fuse of {} of its own; at most {} is allowed in front of a charger",
                                  name_of(site, charger), amps(charger.fuse_a.value), amps(largest_charger_fuse_a));
    finding.help = fmt::format("fit a fuse of 63 A or less in front of {}", name_of(site, charger));
    findings.push_back(std::move(finding));
  }
}

void check_busbar_tap_unfused(const RuleContext& context, Findings& findings) {
  const Site& site = context.site;
  for (const Node& node : site.nodes) {
    const LargestRating largest = largest_rating(node);
    if (!is_busbar(node) || largest.rating_a <= largest_charger_fuse_a) continue;
    for (ChargerIndex c = node.charger_begin; c < node.charger_end; ++c) {
      const Charger& charger = site.chargers[c];
      if (!relies_on_circuit_fuse(charger)) continue;
      Finding finding = finding_about("AMP202", site, charger, "fuse_a", place_of(charger));
      finding.message = fmt::format(
          "{} taps a busbar behind {} without a fuse of its own; at most {} is allowed in front of a charger",
          name_of(site, charger), amps(largest.rating_a), amps(largest_charger_fuse_a));
      finding.help = "fit a fuse of 63 A or less at the tap and write it as the charger's fuse_a";
      finding.related.push_back({largest.span, fmt::format("the {} of {}", largest.key == "fuse_a" ? "fuse" : "setting",
                                                           name_of(site, node))});
      findings.push_back(std::move(finding));
    }
  }
}

void check_fuse_over_parent(const RuleContext& context, Findings& findings) {
  const Site& site = context.site;
  for (std::size_t v = 1; v < site.nodes.size(); ++v) {
    const Node& node = site.nodes[v];
    const Node& parent = site.nodes[node.parent];
    if (!node.fuse_a.stated() || !parent.fuse_a.stated() || node.fuse_a.value <= parent.fuse_a.value) continue;
    if (fuse_too_large_for_chargers(site, node)) continue;
    Finding finding = finding_about("AMP204", site, node, "fuse_a", node.fuse_a.span);
    finding.message = fmt::format("{} has a fuse of {} behind the {} fuse of {}; at most {} is of use here",
                                  name_of(site, node), amps(node.fuse_a.value), amps(parent.fuse_a.value),
                                  name_of(site, parent), amps(parent.fuse_a.value));
    finding.help = "fit a smaller fuse here, or a larger one upstream where its cable carries it";
    finding.related.push_back({parent.fuse_a.span, fmt::format("the fuse of {}", name_of(site, parent))});
    findings.push_back(std::move(finding));
  }
}

void check_charger_current_range(const RuleContext& context, Findings& findings) {
  const Site& site = context.site;
  for (const Charger& charger : site.chargers) {
    check_current_range(site, charger, findings);
    if (!charger.vehicle.has_value()) continue;
    const Stated<double>& max_a = charger.vehicle->max_a;
    if (!max_a.stated()) continue;
    if (max_a.value < least_charging_a) {
      report_range(site, charger, "vehicle.max_a", max_a, "car with a largest current", "at least 6 A is needed",
                   least_help, findings);
    } else if (charger.min_a.has_value() && !has_current_fault(charger) && max_a.value < charger.min_a.value) {
      report_range(site, charger, "vehicle.max_a", max_a, "car with a largest current",
                   fmt::format("at least {}, the charger's min_a, is needed", amps(charger.min_a.value)),
                   "lower min_a to what the car takes, or plan for another car", findings);
      findings.back().related.push_back({charger.min_a.span, "the charger's least current"});
    }
  }
}

void check_no_own_overcurrent_device(const RuleContext& context, Findings& findings) {
  const Site& site = context.site;
  for (const Node& node : site.nodes) {
    if (node.charger_end - node.charger_begin < 2) continue;
    for (ChargerIndex c = node.charger_begin; c < node.charger_end; ++c) {
      const Charger& charger = site.chargers[c];
      const bool unprotected = charger.internal_fuse.stated() && charger.internal_fuse.value == InternalFuse::none;
      if (!unprotected || !charger.fuse_a.absent()) continue;
      Finding finding = finding_about("AMP209", site, charger, "internal_fuse", charger.internal_fuse.span);
      finding.message = fmt::format(
          "{} has no overcurrent device of its own, but shares {} with {} more; where several share a circuit each "
          "needs one",
          name_of(site, charger), name_of(site, node), node.charger_end - node.charger_begin - 1);
      finding.help = fmt::format("fit a device in front of {} and write it as its fuse_a, or give it a circuit alone",
                                 name_of(site, charger));
      findings.push_back(std::move(finding));
    }
  }
}

void check_residual_current_protection(const RuleContext& context, Findings& findings) {
  const Site& site = context.site;
  for (const Charger& charger : site.chargers) {
    if (charger.rcd.stated()) check_rcd(site, charger, findings);
  }
}

void check_missing_fuse(const RuleContext& context, Findings& findings) {
  const Site& site = context.site;
  for (const Node& node : site.nodes) {
    if (!node.fuse_a.absent()) continue;
    Finding finding = finding_about("AMP211", site, node, "fuse_a", place_of(node));
    finding.message =
        fmt::format("{} has no fuse_a; nothing can be guaranteed behind a fuse that is not known", name_of(site, node));
    finding.help = fmt::format("add fuse_a: the rating in ampere of the device in front of {}", name_of(site, node));
    findings.push_back(std::move(finding));
  }
}

void check_non_standard_rating(const RuleContext& context, Findings& findings) {
  const Site& site = context.site;
  for (const Node& node : site.nodes) {
    if (!node.fuse_a.stated() || is_standard(node.fuse_a.value)) continue;
    const Stated<DeviceType>& type = node.device->type;
    const bool adjustable = type.has_value() && type.value == DeviceType::mccb;
    if (adjustable || node.device.unknown() || type.unknown() || fuse_too_large_for_chargers(site, node)) continue;
    check_rating(finding_about("AMP212", site, node, "fuse_a", {}), name_of(site, node), node.fuse_a, findings);
    findings.back().help += "; for an adjustable breaker write device: {type: mccb}";
  }
  for (const Charger& charger : site.chargers) {
    if (!charger.fuse_a.stated() || is_standard(charger.fuse_a.value) || fuse_too_large(charger)) continue;
    check_rating(finding_about("AMP212", site, charger, "fuse_a", {}), name_of(site, charger), charger.fuse_a,
                 findings);
  }
  for (const PlcModule& module : site.modules) {
    if (!module.fuse_a.stated() || is_standard(module.fuse_a.value)) continue;
    check_rating(finding_about("AMP212", site, module, "fuse_a", {}), name_of(site, module), module.fuse_a, findings);
  }
}

}  // namespace ampsite
