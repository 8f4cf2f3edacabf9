#include "ampsite/plan/handover/materials.h"

#include <fmt/format.h>

#include <map>
#include <string>
#include <utility>

#include "ampsite/plan/handover/naming.h"
#include "ampsite/rules/wording.h"
#include "ampsite/site/links.h"

namespace ampsite {

namespace {

/// "circuit K1", "circuits K1 and K2"; the supply, where it has chargers of its own, goes by its id too.
std::string on_circuits(const Site& site, const std::vector<NodeIndex>& circuits) {
  if (circuits.size() == 1) return name_of(site, site.nodes[circuits.front()]);
  std::vector<std::string> ids;
  for (const NodeIndex circuit : circuits) ids.push_back(site.nodes[circuit].id.value);
  return "circuits " + named(std::move(ids));
}

void add_modules(const Site& site, const Connectivity& connectivity, std::vector<MaterialItem>& items) {
  std::vector<NodeIndex> circuits;
  std::map<std::uint8_t, std::pair<LineSet, std::vector<std::string>>> by_lines;
  for (const PlcNetwork& network : connectivity.plc_networks) {
    if (!network.is_new) continue;
    circuits.push_back(network.circuit);
    auto& [lines, ids] = by_lines[network.pair.bits()];
    lines = network.pair;
    ids.push_back(network.id);
  }
  if (circuits.empty()) return;
  const auto count = static_cast<int>(circuits.size());
  items.push_back({"PLC module (HomePlug AV, AV2 or Green PHY)", count, on_circuits(site, circuits)});
  for (auto& [bits, group] : by_lines) {
    auto& [lines, ids] = group;
    const auto devices = static_cast<int>(ids.size());
    items.push_back({fmt::format("protective device of {} or less on {}", amps(most_module_fuse_a), describe(lines)),
                     devices, (devices == 1 ? "PLC module " : "PLC modules ") + named(std::move(ids))});
  }
}

void add_sims(const Site& site, const Connectivity& connectivity, std::vector<MaterialItem>& items) {
  std::vector<ChargerIndex> inactive;
  for (ChargerIndex i = 0; i < connectivity.chargers.size(); ++i) {
    if (connectivity.chargers[i].link == PlannedLink::lte && sim_inactive(site.chargers[i])) inactive.push_back(i);
  }
  if (inactive.empty()) return;
  items.push_back({"activation of a charger's SIM", static_cast<int>(inactive.size()), named_chargers(site, inactive)});
}

}  // namespace

std::vector<MaterialItem> materials(const Site& site, const Connectivity& connectivity) {
  std::vector<MaterialItem> items;
  add_modules(site, connectivity, items);
  add_sims(site, connectivity, items);
  return items;
}

}  // namespace ampsite
