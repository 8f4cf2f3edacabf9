// AMP807: what the other AMP8 rules would need to judge a circuit.

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "ampsite/electric/fault_current.h"
#include "ampsite/electric/load_case.h"
#include "ampsite/electric/protection.h"
#include "ampsite/rules/certainty.h"
#include "ampsite/rules/checks.h"
#include "ampsite/rules/wording.h"

namespace ampsite {
namespace {

/// `cores` alone is what AMP301 and AMP309 ask for, not these rules.
bool has_cable_data(const Cable& cable) {
  return !cable.size_mm2.absent() || !cable.pe_mm2.absent() || !cable.material.absent() || !cable.insulation.absent() ||
         !cable.method.absent() || cable.ambient_c.stated() || cable.grouped.stated() || !cable.arrangement.absent() ||
         !cable.ampacity_a.absent();
}

/// Without the keys of the grid, which AMP303 asks for once.
std::vector<std::string_view> missing_of(const Site& site, const Node& node, const CircuitElectrics& electrics) {
  std::vector<std::string_view> missing = missing_electrical_data(site, node, electrics);
  std::erase_if(missing, [](std::string_view key) { return key.starts_with("grid."); });
  return missing;
}

std::string listed(const std::vector<std::string_view>& keys) {
  std::string text(keys.front());
  for (std::size_t i = 1; i < keys.size(); ++i) {
    text += fmt::format("{}{}", i + 1 == keys.size() ? " and " : ", ", keys[i]);
  }
  return text;
}

bool states_cable_data(const Node& node) { return node.cable.has_value() && has_cable_data(node.cable.value); }

void report_missing(const Site& site, const Node& node, const std::vector<std::string_view>& missing,
                    Findings& findings) {
  Finding finding = finding_about("AMP807", site, node, is_board(node) ? "device" : "cable", place_of(node));
  finding.message = fmt::format(
      "{} {}; for the electrical checks it lacks {}", name_of(site, node),
      states_cable_data(node) ? "states some data of its cable" : "feeds circuits that state data of their cables",
      listed(missing));
  finding.help = "add what is missing; until then the checks that need it are left out";
  findings.push_back(std::move(finding));
}

struct PlacedKey {
  std::string_view key;
  Span span;
};

/// Where a value stands that can be out of its table or contradict another.
Span place_of_value(const Node& node, std::string_view key) {
  const Cable& cable = node.cable.value;
  const std::array<PlacedKey, 9> places{{{"cable.size_mm2", cable.size_mm2.span},
                                         {"cable.ambient_c", cable.ambient_c.span},
                                         {"cable.grouped", cable.grouped.span},
                                         {"cable.arrangement", cable.arrangement.span},
                                         {"device.setting_a", node.device->setting_a.span},
                                         {"device.instant_a", node.device->instant_a.span},
                                         {"fuse_a", node.fuse_a.span},
                                         {"length_m", node.length_m.span},
                                         {"position_m", node.position_m.span}}};
  const auto* const found =
      std::find_if(places.begin(), places.end(), [&](const PlacedKey& place) { return place.key == key; });
  return found == places.end() ? place_of(node) : found->span;
}

void report_unusable(const Site& site, const Node& node, const NotKnown& why, Findings& findings) {
  Finding finding = finding_about("AMP807", site, node, why.key, place_of_value(node, why.key));
  if (why.gap == Gap::zero) {
    finding.message = fmt::format("the run of {} has a {} of 0; what happens at its end cannot be judged",
                                  name_of(site, node), why.key);
    finding.help = "write its length from its protective device on; where there is no run, leave the cable out";
  } else if (why.gap == Gap::does_not_fit && why.key == "position_m") {
    const Node& parent = site.nodes[node.parent];
    finding.message = fmt::format(
        "{} leaves the run of {} at {:g} m, behind its end at {:g} m; what rests on both "
        "cannot be judged",
        name_of(site, node), name_of(site, parent), node.position_m.value, parent.length_m.value);
    finding.help = fmt::format("correct position_m here, or length_m of {}", name_of(site, parent));
  } else if (why.gap == Gap::does_not_fit) {
    finding.message = fmt::format("{} of {} does not go with {}; {}", why.key, name_of(site, node), why.with,
                                  why.with == "device.type" ? "it is not used" : "what rests on both cannot be judged");
    finding.help = fmt::format("correct {} or {}", why.key, why.with);
  } else {
    finding.message = fmt::format("{} of {} is {:g}, which {} does not list; what rests on it cannot be judged",
                                  why.key, name_of(site, node), why.value, why.with);
    finding.help = fmt::format("correct {}; or add the number to the tables of the config, with its source", why.key);
  }
  findings.push_back(std::move(finding));
}

bool is_unusable(const NotKnown& why, NodeIndex v) {
  const bool own = why.node == v && why.key != "phases" && !why.key.starts_with("grid.");
  return own && (why.gap == Gap::zero || why.gap == Gap::does_not_fit || why.gap == Gap::not_in_table);
}

/// Values of the circuit itself that are there but of no use, each once.
std::vector<NotKnown> unusable_of(const Node& node, const CircuitElectrics& electrics, NodeIndex v) {
  std::vector<NotKnown> unusable;
  const auto add = [&](const auto& calculated) {
    if (calculated.known() || !is_unusable(calculated.why_not, v)) return;
    const auto same = [&](const NotKnown& other) { return other.key == calculated.why_not.key; };
    if (std::none_of(unusable.begin(), unusable.end(), same)) unusable.push_back(calculated.why_not);
  };
  add(electrics.ampacity);
  add(electrics.drop);
  const bool feeds_circuits = node.subtree_end > v + 1;
  if (feeds_circuits) add(electrics.largest_at_end);  // the devices of those have to break it
  add(electrics.least_at_end);
  add(electrics.trip);
  add(electrics.heating);
  for (std::optional<NotKnown> misfit : {setting_misfit_of(node), instant_misfit_of(node)}) {
    if (!misfit) continue;
    misfit->node = v;
    add(Calculated<double>(*misfit));
  }
  return unusable;
}

void report_busbar(const Site& site, const Node& node, Findings& findings) {
  Finding finding = finding_about("AMP807", site, node, "kind", node.kind.span);
  finding.message = fmt::format(
      "{} is a busbar, whose impedance is its maker's to tell; the voltage drop and the fault currents behind it "
      "cannot be judged",
      name_of(site, node));
  finding.help = "judge the circuits behind it by the maker's data";
  findings.push_back(std::move(finding));
}

void report_supply(const ShortCircuit& supply, Findings& findings) {
  Finding finding = finding_about_site("AMP807", "grid.short_circuit.min_ka", supply.min_ka.span);
  finding.message = fmt::format(
      "the lowest short-circuit current of the grid is {:g} kA, above the highest, {:g} kA; no fault current can be "
      "judged",
      supply.min_ka.value, supply.max_ka.value);
  finding.help = "correct min_ka or max_ka";
  finding.related.push_back({supply.max_ka.span, "the highest"});
  findings.push_back(std::move(finding));
}

/// Circuits below it state data of their cables, whose checks rest on its own; by NodeIndex.
std::vector<bool> feeds_cable_data(const Site& site) {
  std::vector<bool> feeds(site.nodes.size());
  for (std::size_t v = site.nodes.size(); v-- > 1;) {
    if (feeds[v] || states_cable_data(site.nodes[v])) feeds[site.nodes[v].parent] = true;
  }
  return feeds;
}

/// AMP201 or AMP212 speak of the value.
bool has_other_finding(const Site& site, const Node& node, const NotKnown& why) {
  if (why.key != "fuse_a" && why.key != "device.setting_a") return false;
  if (fuse_too_large_for_chargers(site, node)) return largest_rating(node).key == why.key;
  const std::vector<double>& ratings = standard_ratings_a();
  return why.key == "fuse_a" && !std::binary_search(ratings.begin(), ratings.end(), node.fuse_a.value);
}

}  // namespace

void check_cable_data_missing(const RuleContext& context, Findings& findings) {
  const Site& site = context.site;
  if (context.electrics.empty()) return;
  if (misfit_of(*site.grid->short_circuit)) report_supply(*site.grid->short_circuit, findings);
  const std::vector<bool> feeds = feeds_cable_data(site);
  for (NodeIndex v = 0; v < context.electrics.size(); ++v) {
    const Node& node = site.nodes[v];
    if (!feeds[v] && !states_cable_data(node)) continue;
    const std::vector<std::string_view> missing = missing_of(site, node, context.electrics[v]);
    if (!missing.empty()) report_missing(site, node, missing, findings);
    if (feeds[v] && node.kind.has_value() && node.kind.value == RunKind::busbar) report_busbar(site, node, findings);
    for (const NotKnown& why : unusable_of(node, context.electrics[v], v)) {
      if (!has_other_finding(site, node, why)) report_unusable(site, node, why, findings);
    }
  }
}

}  // namespace ampsite
