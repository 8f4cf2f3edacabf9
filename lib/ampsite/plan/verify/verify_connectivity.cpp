#include "ampsite/plan/verify/verify_connectivity.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "ampsite/plan/verify/link_checks.h"

namespace ampsite {

namespace {

/// One entry for each charger and access point, and every index one that the site or the plan has.
bool fits(const Site& site, const Connectivity& plan, Discrepancies& found) {
  const auto expect = [&](bool holds, std::string path, std::string message) {
    if (!holds) found.push_back({std::move(path), std::move(message)});
    return holds;
  };
  bool fits = expect(plan.chargers.size() == site.chargers.size(), "connectivity.chargers", "not one for each charger");
  fits = expect(plan.access_points.size() == site.access_points().size(), "connectivity.access_points",
                "not one for each access point") &&
         fits;
  for (std::size_t i = 0; i < plan.chargers.size(); ++i) {
    const ChargerLink& link = plan.chargers[i];
    const std::string path = fmt::format("connectivity.chargers[{}]", i);
    fits = expect(link.access_point == no_index || link.access_point < site.access_points().size(),
                  path + ".access_point", "the site has no such access point") &&
           fits;
    fits = expect(link.plc_network == no_index || link.plc_network < plan.plc_networks.size(), path + ".source",
                  "the plan has no such PLC source") &&
           fits;
  }
  for (std::size_t i = 0; i < plan.plc_networks.size(); ++i) {
    const PlcNetwork& network = plan.plc_networks[i];
    const bool known = network.circuit < site.nodes.size() &&
                       (network.module == no_index || network.module < site.modules.size()) &&
                       (network.gateway == no_index || network.gateway < site.chargers.size()) &&
                       std::all_of(
                           network.chargers.begin(), network.chargers.end(),
                           [&](ChargerIndex charger) { return charger < site.chargers.size(); });
    fits = expect(known, fmt::format("connectivity.plc_networks[{}]", i), "names what the site does not have") && fits;
  }
  return fits;
}

}  // namespace

bool same_measure(double claim, double exact) {
  constexpr double slack = 1e-9;
  return claim == exact || std::abs(claim - exact) <= slack * std::abs(exact);
}

std::size_t link_level_count(const Connectivity& plan) {
  const auto first = std::find_if(plan.proof.begin(), plan.proof.end(),
                                  [](const LevelProof& level) { return level.level == loudest_level; });
  return static_cast<std::size_t>(first - plan.proof.begin());
}

void verify_connectivity(const Site& site, const Connectivity& connectivity, Discrepancies& found,
                         std::vector<std::string>& not_checked) {
  const std::size_t before = found.size();
  if (!fits(site, connectivity, found)) return;
  const LinkFacts facts(site);
  verify_links(facts, connectivity, found);
  verify_plc_networks(facts, connectivity, found);
  verify_link_totals(facts, connectivity, found);
  // Of links that may not be nothing is proved.
  if (found.size() == before) verify_link_proof(facts, connectivity, found, not_checked);
  verify_channels(site, connectivity, found, not_checked);
}

}  // namespace ampsite
