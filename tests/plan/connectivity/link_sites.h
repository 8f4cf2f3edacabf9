#pragma once
// Sites for the tests of the connectivity plan, written as a few words each.

#include <string>
#include <utility>
#include <vector>

#include "ampsite/plan/plan.h"
#include "ampsite/site/site.h"
#include "plan/site_builder.h"

namespace ampsite::test {

inline Charger charger_at(std::string id, double position_m) {
  Charger made = charger(std::move(id));
  made.position_m = stated(position_m);
  return made;
}

inline Charger with_rssi(Charger charger, double dbm) {
  charger.rssi_dbm = stated(Rssi{stated(dbm), {}, false});
  return charger;
}

inline Charger with_rssi(Charger charger, const std::vector<std::pair<std::string, double>>& heard) {
  Rssi rssi;
  rssi.map = true;
  for (const auto& [id, dbm] : heard) rssi.at.push_back({stated(id), stated(dbm)});
  charger.rssi_dbm = stated(rssi);
  return charger;
}

inline Charger with_lte(Charger charger, LteCoverage coverage, SimState sim = SimState::active) {
  charger.lte = stated(Lte{stated(coverage), by_default(sim)});
  return charger;
}

inline Charger with_link(Charger charger, Link link) {
  charger.link = stated(link);
  return charger;
}

inline AccessPoint access_point(std::string id) {
  AccessPoint made;
  made.id = stated(std::move(id));
  return made;
}

inline AccessPoint access_point(std::string id, int max_clients) {
  AccessPoint made = access_point(std::move(id));
  made.max_clients = stated(max_clients);
  return made;
}

inline PlcModule plc_module(std::string id) {
  PlcModule made;
  made.id = stated(std::move(id));
  return made;
}

inline PlcModule plc_module(std::string id, double position_m) {
  PlcModule made = plc_module(std::move(id));
  made.position_m = stated(position_m);
  return made;
}

/// A circuit with a run of a stated length.
inline Circuit run(std::string id, double length_m, std::vector<Charger> chargers,
                   std::vector<PlcModule> modules = {}) {
  Circuit made = circuit(std::move(id), 63, std::move(chargers));
  made.node.length_m = stated(length_m);
  made.modules = std::move(modules);
  return made;
}

inline Site site_with(std::vector<Circuit> circuits, std::vector<AccessPoint> access_points = {},
                      const Grid& grid = tn_grid()) {
  Site site = build_site(grid, circuit("main", 125, {}, std::move(circuits)));
  Network network;
  network.access_points = stated(std::move(access_points));
  site.network = stated(std::move(network));
  return site;
}

inline ChargerIndex index_of(const Site& site, const std::string& id) {
  for (ChargerIndex i = 0; i < site.chargers.size(); ++i) {
    if (site.chargers[i].id.value == id) return i;
  }
  return no_index;
}

inline std::string to_word(PlannedLink link) {
  const char* const words[] = {"wifi", "plc", "lte", "none"};
  return words[static_cast<std::size_t>(link)];
}

/// "A1 wifi ap-1, A2 plc K1-plc", in the order of the file.
inline std::string links_of(const Site& site, const Connectivity& plan) {
  std::string text;
  for (ChargerIndex i = 0; i < plan.chargers.size(); ++i) {
    const ChargerLink& link = plan.chargers[i];
    text += (i == 0 ? "" : ", ") + site.chargers[i].id.value + " " + to_word(link.link);
    if (link.link == PlannedLink::wifi) text += " " + site.access_points()[link.access_point].id.value;
    if (link.link == PlannedLink::plc) text += " " + plan.plc_networks[link.plc_network].id;
  }
  return text;
}

}  // namespace ampsite::test
