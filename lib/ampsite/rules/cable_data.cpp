// AMP807: what the other AMP8 rules would need to judge a circuit.

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "ampsite/electric/load_case.h"
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
std::vector<std::string_view> missing_of(const Site& site, const Node& node) {
  std::vector<std::string_view> missing = missing_electrical_data(site, node);
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

void report_missing(const Site& site, const Node& node, const std::vector<std::string_view>& missing,
                    Findings& findings) {
  Finding finding = finding_about("AMP807", site, node, "cable", place_of(node));
  finding.message = fmt::format("{} states some data of its cable; for the electrical checks it lacks {}",
                                name_of(site, node), listed(missing));
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
  const std::array<PlacedKey, 7> places{{{"cable.size_mm2", cable.size_mm2.span},
                                         {"cable.ambient_c", cable.ambient_c.span},
                                         {"cable.grouped", cable.grouped.span},
                                         {"cable.arrangement", cable.arrangement.span},
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
  } else if (why.gap == Gap::does_not_fit) {
    finding.message = fmt::format("{} of {} does not go with {}; what rests on both cannot be judged", why.key,
                                  name_of(site, node), why.with);
    finding.help = fmt::format("correct {} or {}", why.key, why.with);
  } else {
    finding.message = fmt::format("{} of {} is {:g}, which no table has; what rests on it cannot be judged", why.key,
                                  name_of(site, node), why.value);
    finding.help = fmt::format("correct {}; or add the number to the tables of the config, with its source", why.key);
  }
  findings.push_back(std::move(finding));
}

bool is_unusable(const NotKnown& why, NodeIndex v) {
  const bool own = why.node == v && why.key != "phases" && !why.key.starts_with("grid.");
  return own && (why.gap == Gap::zero || why.gap == Gap::does_not_fit || why.gap == Gap::not_in_table);
}

/// Values of the circuit itself that are there but of no use, each once.
std::vector<NotKnown> unusable_of(const CircuitElectrics& electrics, NodeIndex v) {
  std::vector<NotKnown> unusable;
  const auto add = [&](const auto& calculated) {
    if (calculated.known() || !is_unusable(calculated.why_not, v)) return;
    const auto same = [&](const NotKnown& other) { return other.key == calculated.why_not.key; };
    if (std::none_of(unusable.begin(), unusable.end(), same)) unusable.push_back(calculated.why_not);
  };
  add(electrics.ampacity);
  add(electrics.drop);
  add(electrics.largest_at_end);
  add(electrics.least_at_end);
  add(electrics.trip);
  add(electrics.heating);
  return unusable;
}

/// AMP201 or AMP212 speak of it.
bool rating_has_finding(const Site& site, const Node& node) {
  const std::vector<double>& ratings = standard_ratings_a();
  return fuse_too_large_for_chargers(site, node) ||
         !std::binary_search(ratings.begin(), ratings.end(), node.fuse_a.value);
}

}  // namespace

void check_cable_data_missing(const RuleContext& context, Findings& findings) {
  const Site& site = context.site;
  for (NodeIndex v = 0; v < context.electrics.size(); ++v) {
    const Node& node = site.nodes[v];
    if (!node.cable.has_value() || !has_cable_data(node.cable.value)) continue;
    const std::vector<std::string_view> missing = missing_of(site, node);
    if (!missing.empty()) report_missing(site, node, missing, findings);
    for (const NotKnown& why : unusable_of(context.electrics[v], v)) {
      if (why.key != "fuse_a" || !rating_has_finding(site, node)) report_unusable(site, node, why, findings);
    }
  }
}

}  // namespace ampsite
