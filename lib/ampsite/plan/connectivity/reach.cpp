#include "ampsite/plan/connectivity/reach.h"

#include <algorithm>
#include <cmath>
#include <string>
#include <utility>

#include "ampsite/plan/natural_order.h"

namespace ampsite::connectivity {

namespace {

template <class Entity>
bool natural_ids(const Entity& a, const Entity& b) {
  return natural_less(a.id.value, b.id.value);
}

CircuitReach reach_of(const Site& site, const Node& node) {
  CircuitReach circuit;
  circuit.pair = plc_pair(node.lines, site.neutral());
  if (node.length_m.has_value()) circuit.length_m = node.length_m.value;
  circuit.has_module = node.module_begin != node.module_end;
  for (ModuleIndex m = node.module_begin; m < node.module_end; ++m) {
    const PlcModule& module = site.modules[m];
    if (on_the_run(module.position_m, node) && speaks_homeplug(module)) circuit.modules.push_back(m);
  }
  for (ChargerIndex c = node.charger_begin; c < node.charger_end; ++c) circuit.chargers.push_back(c);
  sort_naturally(circuit.modules, site.modules);
  sort_naturally(circuit.chargers, site.chargers);
  return circuit;
}

void add_wifi(Reach& reach, ChargerReach& own, std::vector<WifiAt> heard, const std::vector<bool>& serves) {
  const std::vector<AccessPoint>& access_points = reach.site.access_points();
  heard.erase(std::remove_if(heard.begin(), heard.end(),
                             [&](const WifiAt& at) { return !serves[at.access_point] || at.dbm < min_wifi_dbm; }),
              heard.end());
  std::sort(heard.begin(), heard.end(), [&](const WifiAt& a, const WifiAt& b) {
    if (a.dbm != b.dbm) return a.dbm > b.dbm;
    return natural_ids(access_points[a.access_point], access_points[b.access_point]);
  });
  own.wifi_begin = static_cast<std::uint32_t>(reach.wifi_at.size());
  own.wifi_count = static_cast<std::uint32_t>(heard.size());
  reach.wifi_at.insert(reach.wifi_at.end(), heard.begin(), heard.end());
  for (const WifiAt& at : heard) {
    if (at.access_point == own.configured_access_point) own.configured_is_usable = true;
  }
}

/// Finds access points by their ids. Neighbours mostly list the same ones in the same order, so those that the charger
/// before listed are looked at first.
class Lookup {
 public:
  explicit Lookup(const Reach& reach) : reach_(reach) {}

  void next_charger() {
    last_.swap(found_);
    found_.clear();
  }
  AccessPointIndex find(const std::string& id) {
    AccessPointIndex found = no_index;
    const std::size_t first = found_.size();
    for (std::size_t k = first; k < std::min(first + 2, last_.size()) && found == no_index; ++k) {
      if (last_[k] != no_index && reach_.site.access_points()[last_[k]].id.value == id) found = last_[k];
    }
    if (found == no_index) found = reach_.access_point_ids.find(id);
    found_.push_back(found);
    return found;
  }

 private:
  const Reach& reach_;
  std::vector<AccessPointIndex> last_;
  std::vector<AccessPointIndex> found_;
};

void read_wifi(Reach& reach, const Charger& charger, ChargerReach& own, const std::vector<bool>& serves,
               Lookup& lookup) {
  const AccessPointIds& ids = reach.access_point_ids;
  lookup.next_charger();
  if (charger.access_point.has_value()) own.configured_access_point = ids.find(charger.access_point.value);
  if (!charger.rssi_dbm.has_value()) return;
  const Rssi& rssi = charger.rssi_dbm.value;
  std::vector<WifiAt> heard;
  if (rssi.map) {
    for (const Rssi::At& at : rssi.at) {
      if (!at.access_point.has_value() || !plausible(at.dbm)) continue;
      const AccessPointIndex found = lookup.find(at.access_point.value);
      if (found != no_index) heard.push_back({found, at.dbm.value});
    }
    add_wifi(reach, own, std::move(heard), serves);
  } else if (plausible(rssi.dbm) && charger.access_point.has_value()) {
    if (own.configured_access_point == no_index) return;
    add_wifi(reach, own, {{own.configured_access_point, rssi.dbm.value}}, serves);
  } else if (plausible(rssi.dbm)) {
    own.same_everywhere = rssi.dbm.value >= min_wifi_dbm;
    own.dbm = rssi.dbm.value;
  }
}

}  // namespace

bool fixed_elsewhere(const Charger& charger, LineSet pair, bool neutral) {
  if (!charger.fixed.has_value() || !charger.fixed.value) return false;
  return !charger.phases.has_value() || terminal_pair(charger.phases.value, neutral) != pair;
}

Reach::Reach(const Site& from) : site(from), access_point_ids(from) {
  const PlcPlanning& plc = site.planning.plc.value;
  max_distance_m = plc.max_distance_m.value;
  max_chargers = plc.max_chargers.value;
  max_gateways = site.planning.max_gateways.value;

  const std::vector<AccessPoint>& access_points = site.access_points();
  std::vector<bool> serves;
  for (AccessPointIndex i = 0; i < access_points.size(); ++i) {
    const AccessPoint& at = access_points[i];
    serves.push_back(serves_chargers(at));
    if (serves.back()) serving.push_back(i);
    max_clients.push_back(at.max_clients.has_value() ? std::optional<int>(at.max_clients.value) : std::nullopt);
  }
  sort_naturally(serving, access_points);

  circuits.reserve(site.nodes.size());
  for (const Node& node : site.nodes) circuits.push_back(reach_of(site, node));

  chargers.resize(site.chargers.size());
  Lookup lookup(*this);
  for (ChargerIndex c = 0; c < chargers.size(); ++c) {
    const Charger& charger = site.chargers[c];
    ChargerReach& own = chargers[c];
    read_wifi(*this, charger, own, serves, lookup);
    const CircuitReach& circuit = circuits[charger.node];
    own.plc = !circuit.pair.empty() && on_the_run(charger.position_m, site.nodes[charger.node]) &&
              !fixed_elsewhere(charger, circuit.pair, site.neutral());
    if (own.plc) own.position_m = charger.position_m.value;
    if (charger.lte.has_value()) {
      const Lte& lte = charger.lte.value;
      own.lte = lte.coverage.has_value() && lte.coverage.value != LteCoverage::none;
      own.sim_inactive = lte.sim.has_value() && lte.sim.value == SimState::inactive;
    }
  }
}

bool Reach::natural_before(ChargerIndex a, ChargerIndex b) const {
  return natural_ids(site.chargers[a], site.chargers[b]);
}

bool changes(const Reach& reach, ChargerIndex index, PlannedLink link, AccessPointIndex at, bool gateway) {
  const Charger& charger = reach.site.chargers[index];
  if (charger.link.has_value() && static_cast<int>(charger.link.value) != static_cast<int>(link)) return true;
  if (link == PlannedLink::wifi && charger.access_point.has_value() &&
      reach.chargers[index].configured_access_point != at) {
    return true;
  }
  if (!charger.shares.has_value()) return false;
  return charger.shares.value == Sharing::wifi || !gateway;
}

bool gives_up(const Reach& reach, ChargerIndex index, PlannedLink link, AccessPointIndex at) {
  if (!reach.site.planning.keep_links.value) return false;
  const Charger& charger = reach.site.chargers[index];
  if (charger.link.has_value() && static_cast<int>(charger.link.value) != static_cast<int>(link)) return true;
  const ChargerReach& own = reach.chargers[index];
  return link == PlannedLink::wifi && own.configured_is_usable && own.configured_access_point != at;
}

}  // namespace ampsite::connectivity
