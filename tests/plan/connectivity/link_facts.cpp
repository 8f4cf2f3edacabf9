#include "plan/connectivity/link_facts.h"

#include <algorithm>
#include <cmath>
#include <set>
#include <string>
#include <vector>

namespace ampsite::test {

namespace {

constexpr double rounding_m = 1e-5;

const Node& circuit_of(const Site& site, const Charger& charger) { return site.nodes[charger.node]; }

LineSet pair_of(const Site& site, const Node& node) {
  if (!site.neutral()) {
    if (node.lines.contains(Line::L1) && node.lines.contains(Line::L3)) return {Line::L1, Line::L3};
    return node.lines.size() == 2 ? node.lines : LineSet{};
  }
  if (node.lines.contains(Line::L1)) return {Line::L1};
  if (node.lines.contains(Line::L2)) return {Line::L2};
  return node.lines;
}

bool keeps(const Site& site, const Charger& charger, PlannedLink link, AccessPointIndex at) {
  if (charger.link.stated() && static_cast<int>(charger.link.value) != static_cast<int>(link)) return false;
  if (link != PlannedLink::wifi || !charger.access_point.stated()) return true;
  for (AccessPointIndex i = 0; i < site.access_points().size(); ++i) {
    if (site.access_points()[i].id.value == charger.access_point.value) {
      return i == at || !can_wifi(site, charger, i);
    }
  }
  return true;
}

}  // namespace

std::optional<double> heard(const Site& site, const Charger& charger, AccessPointIndex index) {
  const std::string& id = site.access_points()[index].id.value;
  if (!charger.rssi_dbm.stated()) return std::nullopt;
  std::optional<double> dbm;
  if (charger.rssi_dbm->map) {
    for (const Rssi::At& at : charger.rssi_dbm->at) {
      if (at.access_point.value == id && at.dbm.stated()) dbm = at.dbm.value;
    }
  } else if (!charger.access_point.stated() || charger.access_point.value == id) {
    if (charger.rssi_dbm->dbm.stated()) dbm = charger.rssi_dbm->dbm.value;
  }
  if (dbm && (*dbm < -100 || *dbm > -20)) return std::nullopt;
  return dbm;
}

bool can_wifi(const Site& site, const Charger& charger, AccessPointIndex index, double at_least) {
  const AccessPoint& at = site.access_points()[index];
  if (at.bands_ghz.stated() && std::count(at.bands_ghz->begin(), at.bands_ghz->end(), 2.4) == 0) return false;
  if (at.standards.stated()) {
    const auto& offered = at.standards.value;
    const bool any = std::any_of(offered.begin(), offered.end(), [](WifiStandard s) {
      return s == WifiStandard::b || s == WifiStandard::g || s == WifiStandard::n;
    });
    if (!any) return false;
  }
  const std::optional<double> dbm = heard(site, charger, index);
  return dbm && *dbm >= at_least;
}

bool can_lte(const Charger& charger) {
  return charger.lte.stated() && charger.lte->coverage.stated() && charger.lte->coverage.value != LteCoverage::none;
}

bool can_plc(const Site& site, const Charger& charger) {
  const Node& node = circuit_of(site, charger);
  if (!node.length_m.stated() || !charger.position_m.stated() || pair_of(site, node).empty()) return false;
  if (charger.position_m.value > node.length_m.value) return false;
  if (!charger.fixed.value) return true;
  return charger.phases.stated() && terminal_pair(charger.phases.value, site.neutral()) == pair_of(site, node);
}

bool can_be_source(const Site& site, const PlcModule& module) {
  const Node& node = site.nodes[module.node];
  if (!node.length_m.stated() || !module.position_m.stated()) return false;
  if (module.position_m.value > node.length_m.value) return false;
  if (!module.standard.stated()) return true;
  const std::set<PlcStandard> good{PlcStandard::homeplug_av, PlcStandard::homeplug_av2,
                                   PlcStandard::homeplug_green_phy};
  return good.count(module.standard.value) == 1;
}

double reach_m(const Site& site) { return site.planning.plc->max_distance_m.value; }

bool near_enough(const Site& site, const Charger& charger, double position_m) {
  return std::abs(charger.position_m.value - position_m) <= reach_m(site) + rounding_m;
}

std::size_t entry_of(const Site& site, PlannedLink link) {
  const std::vector<LinkGroup>& preference = site.planning.link_preference.value;
  for (std::size_t i = 0; i < preference.size(); ++i) {
    for (const Link named : preference[i]) {
      if (static_cast<int>(named) == static_cast<int>(link)) return i;
    }
  }
  return preference.size();
}

bool differs(const Site& site, const Charger& charger, PlannedLink link, AccessPointIndex at, bool gateway) {
  if (charger.link.stated() && static_cast<int>(charger.link.value) != static_cast<int>(link)) return true;
  if (link == PlannedLink::wifi && charger.access_point.stated() &&
      charger.access_point.value != site.access_points()[at].id.value) {
    return true;
  }
  return charger.shares.stated() && !(charger.shares.value == Sharing::plc && gateway);
}

bool must_be_reconnected(const Site& site, const PlcModule& module) {
  if (!module.terminals.stated()) return false;
  std::set<Terminal> needed{Terminal::PE};
  const LineSet pair = pair_of(site, site.nodes[module.node]);
  if (pair.contains(Line::L1)) needed.insert(Terminal::L1);
  if (pair.contains(Line::L2)) needed.insert(Terminal::L2);
  if (pair.contains(Line::L3)) needed.insert(Terminal::L3);
  if (site.neutral()) needed.insert(Terminal::N);
  return std::set<Terminal>(module.terminals->begin(), module.terminals->end()) != needed;
}

void count(const Site& site, const Charger& charger, PlannedLink link, AccessPointIndex at, bool gateway,
           LinkLevels& levels) {
  if (site.planning.keep_links.value && !keeps(site, charger, link, at)) ++levels.given_up;
  if (link == PlannedLink::none) {
    ++levels.without_link;
  } else {
    --levels.not_on[entry_of(site, link)];
  }
  if (differs(site, charger, link, at, gateway)) ++levels.changes;
  if (link == PlannedLink::wifi) {
    const double dbm = *heard(site, charger, at);
    levels.weakest_dbm = std::min(levels.weakest_dbm, dbm);
    if (gateway) levels.gateway_dbm = std::min(levels.gateway_dbm, dbm);
  }
  const Cost& cost = site.planning.cost.value;
  if (link == PlannedLink::lte) levels.cost += cost.lte_month.value * cost.months.value;
}

}  // namespace ampsite::test
