#include "plan/connectivity/link_checker.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <optional>
#include <set>
#include <tuple>

namespace ampsite::test {

namespace {

constexpr double rounding_m = 1e-5;

const Node& circuit_of(const Site& site, const Charger& charger) { return site.nodes[charger.node]; }

/// RSSI at an access point, as far as the file says something plausible.
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

bool can_wifi(const Site& site, const Charger& charger, AccessPointIndex index, double at_least = -75) {
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

LineSet pair_of(const Site& site, const Node& node) {
  if (!site.neutral()) {
    if (node.lines.contains(Line::L1) && node.lines.contains(Line::L3)) return {Line::L1, Line::L3};
    return node.lines.size() == 2 ? node.lines : LineSet{};
  }
  if (node.lines.contains(Line::L1)) return {Line::L1};
  if (node.lines.contains(Line::L2)) return {Line::L2};
  return node.lines;
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

std::size_t entry_of(const Site& site, PlannedLink link) {
  const std::vector<LinkGroup>& preference = site.planning.link_preference.value;
  for (std::size_t i = 0; i < preference.size(); ++i) {
    for (const Link named : preference[i]) {
      if (static_cast<int>(named) == static_cast<int>(link)) return i;
    }
  }
  return preference.size();
}

void count(const Site& site, const Charger& charger, PlannedLink link, AccessPointIndex at, LinkLevels& levels) {
  if (site.planning.keep_links.value && !keeps(site, charger, link, at)) ++levels.given_up;
  if (link == PlannedLink::none) {
    ++levels.without_link;
  } else {
    --levels.not_on[entry_of(site, link)];
  }
  const Cost& cost = site.planning.cost.value;
  if (link == PlannedLink::lte) levels.cost += cost.lte_month.value * cost.months.value;
}

/// Tries every choice.
class Exhaustive {
 public:
  explicit Exhaustive(const Site& site) : site_(site), clients_(site.access_points().size(), 0) {}

  LinkLevels run() {
    choose(0);
    return *best_;
  }

 private:
  struct Choice {
    PlannedLink link = PlannedLink::none;
    AccessPointIndex at = no_index;
  };

  void choose(ChargerIndex index) {
    if (index == site_.chargers.size()) return consider();
    const Charger& charger = site_.chargers[index];
    const auto go = [&](Choice choice) {
      chosen_.push_back(choice);
      choose(index + 1);
      chosen_.pop_back();
    };
    for (AccessPointIndex i = 0; i < clients_.size(); ++i) {
      const Stated<int>& most = site_.access_points()[i].max_clients;
      if (!can_wifi(site_, charger, i) || (most.stated() && clients_[i] >= most.value)) continue;
      ++clients_[i];
      go({PlannedLink::wifi, i});
      --clients_[i];
    }
    if (can_plc(site_, charger)) go({PlannedLink::plc, no_index});
    if (can_lte(charger)) go({PlannedLink::lte, no_index});
    go({PlannedLink::none, no_index});
  }

  void consider() {
    LinkLevels levels;
    int without_source = 0;
    int gateways_possible = 0;
    for (NodeIndex node = 0; node < site_.nodes.size(); ++node) {
      std::vector<ChargerIndex> plc;
      for (ChargerIndex i = site_.nodes[node].charger_begin; i < site_.nodes[node].charger_end; ++i) {
        count(site_, site_.chargers[i], chosen_[i].link, chosen_[i].at, levels);
        if (chosen_[i].link == PlannedLink::plc) plc.push_back(i);
      }
      if (plc.empty()) continue;
      if (static_cast<int>(plc.size()) > site_.planning.plc->max_chargers.value) return;
      if (site_.nodes[node].module_begin != site_.nodes[node].module_end) {
        if (!a_module_serves(node, plc)) return;
        continue;
      }
      // A new module can stand where a gateway is, so it can always take a gateway's place.
      if (!a_place_serves(node, plc)) return;
      ++without_source;
      if (a_gateway_serves(node, plc)) ++gateways_possible;
    }
    const int gateways = std::min(gateways_possible, std::max(0, site_.planning.max_gateways.value));
    levels.new_modules = without_source - gateways;
    levels.cost += levels.new_modules * site_.planning.cost->plc_module.value;
    if (!best_ || compare(levels, *best_, true) < 0) best_ = levels;
  }

  bool serves(double position_m, const std::vector<ChargerIndex>& plc) const {
    return std::all_of(plc.begin(), plc.end(),
                       [&](ChargerIndex i) { return near_enough(site_, site_.chargers[i], position_m); });
  }

  bool a_module_serves(NodeIndex node, const std::vector<ChargerIndex>& plc) const {
    for (ModuleIndex m = site_.nodes[node].module_begin; m < site_.nodes[node].module_end; ++m) {
      if (can_be_source(site_, site_.modules[m]) && serves(site_.modules[m].position_m.value, plc)) return true;
    }
    return false;
  }

  bool a_place_serves(NodeIndex node, const std::vector<ChargerIndex>& plc) const {
    const double length_m = site_.nodes[node].length_m.value;
    std::vector<double> places{0, length_m};
    for (const ChargerIndex i : plc) {
      const double position_m = site_.chargers[i].position_m.value;
      for (const double off_m : {-reach_m(site_), 0.0, reach_m(site_)}) places.push_back(position_m + off_m);
    }
    return std::any_of(places.begin(), places.end(),
                       [&](double place_m) { return place_m >= 0 && place_m <= length_m && serves(place_m, plc); });
  }

  bool a_gateway_serves(NodeIndex node, const std::vector<ChargerIndex>& plc) const {
    for (ChargerIndex i = site_.nodes[node].charger_begin; i < site_.nodes[node].charger_end; ++i) {
      const Charger& charger = site_.chargers[i];
      if (chosen_[i].link != PlannedLink::wifi || !can_plc(site_, charger)) continue;
      if (can_wifi(site_, charger, chosen_[i].at, -65) && serves(charger.position_m.value, plc)) return true;
    }
    return false;
  }

  const Site& site_;
  std::vector<int> clients_;
  std::vector<Choice> chosen_;
  std::optional<LinkLevels> best_;
};

/// Collects what is broken.
class Checker {
 public:
  Checker(const Site& site, const Connectivity& plan) : site_(site), plan_(plan) {}

  std::vector<std::string> run() {
    check_chargers();
    check_access_points();
    check_networks();
    check_totals();
    return std::move(broken_);
  }

 private:
  void must(bool holds, const std::string& what) {
    if (!holds) broken_.push_back(what);
  }

  void check_chargers() {
    must(plan_.chargers.size() == site_.chargers.size(), "one link for each charger");
    for (ChargerIndex i = 0; i < plan_.chargers.size(); ++i) {
      const Charger& charger = site_.chargers[i];
      const ChargerLink& link = plan_.chargers[i];
      const std::string& id = charger.id.value;
      must(!link.reason.empty(), id + " has a reason");
      if (link.link == PlannedLink::wifi) {
        must(link.access_point < site_.access_points().size() && can_wifi(site_, charger, link.access_point),
             id + " has -75 dBm at a serving access point");
        must(link.rssi_dbm == heard(site_, charger, link.access_point), id + " states its RSSI");
      } else {
        must(!link.gateway, id + " is a gateway on WiFi only");
        must(link.access_point == no_index && !link.rssi_dbm, id + " names no access point");
      }
      if (link.link == PlannedLink::plc) {
        must(can_plc(site_, charger), id + " can use PLC");
        must(link.plc_network < plan_.plc_networks.size(), id + " names a network");
      }
      if (link.link == PlannedLink::lte) must(can_lte(charger), id + " has 4G coverage");
      must(link.changed == differs(charger, link), id + " says whether it changes");
    }
  }

  bool differs(const Charger& charger, const ChargerLink& link) const {
    if (charger.link.stated() && static_cast<int>(charger.link.value) != static_cast<int>(link.link)) return true;
    if (link.link == PlannedLink::wifi && charger.access_point.stated() &&
        charger.access_point.value != site_.access_points()[link.access_point].id.value) {
      return true;
    }
    return charger.shares.stated() && !(charger.shares.value == Sharing::plc && link.gateway);
  }

  void check_access_points() {
    for (AccessPointIndex at = 0; at < site_.access_points().size(); ++at) {
      const auto clients = std::count_if(plan_.chargers.begin(), plan_.chargers.end(),
                                         [&](const ChargerLink& link) { return link.access_point == at; });
      const Stated<int>& most = site_.access_points()[at].max_clients;
      must(!most.stated() || clients <= most.value,
           fmt::format("{} serves {} chargers", site_.access_points()[at].id.value, clients));
    }
  }

  void check_source(const PlcNetwork& network) {
    const Node& node = site_.nodes[network.circuit];
    const bool has_module = node.module_begin != node.module_end;
    if (network.source == PlcSourceKind::gateway) {
      must(!has_module, network.id + " is the only source");
      must(network.gateway >= node.charger_begin && network.gateway < node.charger_end, "gateway on its circuit");
      const Charger& charger = site_.chargers[network.gateway];
      const ChargerLink& link = plan_.chargers[network.gateway];
      must(link.gateway && network.id == charger.id.value, network.id + " is marked a gateway");
      must(can_plc(site_, charger), network.id + " is on the pair");
      must(link.rssi_dbm && *link.rssi_dbm >= -65, network.id + " has -65 dBm");
      must(network.position_m == charger.position_m.value, network.id + " is where it is");
    } else if (network.is_new) {
      must(!has_module, "no new module beside another");
      must(network.position_m >= 0 && network.position_m <= node.length_m.value, network.id + " is on the run");
      must(site_ids().count(network.id) == 0, network.id + " is a new id");
    } else {
      must(network.module >= node.module_begin && network.module < node.module_end, "module on its circuit");
      const PlcModule& module = site_.modules[network.module];
      must(can_be_source(site_, module) && network.id == module.id.value, network.id + " can be a source");
      must(network.position_m == module.position_m.value, network.id + " is where it is");
    }
  }

  std::set<std::string> site_ids() const {
    std::set<std::string> ids;
    for (const Node& node : site_.nodes) ids.insert(node.id.value);
    for (const Charger& charger : site_.chargers) ids.insert(charger.id.value);
    for (const PlcModule& module : site_.modules) ids.insert(module.id.value);
    for (const AccessPoint& at : site_.access_points()) ids.insert(at.id.value);
    return ids;
  }

  void check_networks() {
    std::set<NodeIndex> circuits;
    std::set<std::string> ids;
    std::multiset<ChargerIndex> served;
    for (std::size_t n = 0; n < plan_.plc_networks.size(); ++n) {
      const PlcNetwork& network = plan_.plc_networks[n];
      must(circuits.insert(network.circuit).second, "one source a circuit");
      must(ids.insert(network.id).second, network.id + " is named once");
      check_source(network);
      must(!network.chargers.empty(), network.id + " serves someone");
      must(static_cast<int>(network.chargers.size()) <= site_.planning.plc->max_chargers.value,
           fmt::format("{} serves {} chargers", network.id, network.chargers.size()));
      double farthest_m = 0;
      for (const ChargerIndex i : network.chargers) {
        const Charger& charger = site_.chargers[i];
        served.insert(i);
        must(charger.node == network.circuit && plan_.chargers[i].plc_network == n, network.id + " serves its circuit");
        must(near_enough(site_, charger, network.position_m), charger.id.value + " is near enough");
        farthest_m = std::max(farthest_m, std::abs(charger.position_m.value - network.position_m));
      }
      must(network.farthest_m == farthest_m, network.id + " states its farthest");
    }
    for (ChargerIndex i = 0; i < plan_.chargers.size(); ++i) {
      const std::size_t times = plan_.chargers[i].link == PlannedLink::plc ? 1 : 0;
      must(served.count(i) == times, site_.chargers[i].id.value + " is served as planned");
    }
    must(plan_.totals.gateways <= std::max(0, site_.planning.max_gateways.value), "no more gateways than allowed");
  }

  void check_totals() {
    std::map<PlannedLink, int> links;
    int gateways = 0;
    int new_modules = 0;
    int activations = 0;
    for (ChargerIndex i = 0; i < plan_.chargers.size(); ++i) {
      const ChargerLink& link = plan_.chargers[i];
      ++links[link.link];
      if (link.gateway) ++gateways;
      const Charger& charger = site_.chargers[i];
      if (link.link == PlannedLink::lte && charger.lte->sim.value == SimState::inactive) ++activations;
    }
    for (const PlcNetwork& network : plan_.plc_networks) new_modules += network.is_new ? 1 : 0;
    const ConnectivityTotals& totals = plan_.totals;
    must(totals.wifi == links[PlannedLink::wifi] && totals.plc == links[PlannedLink::plc] &&
             totals.lte == links[PlannedLink::lte] && totals.none == links[PlannedLink::none],
         "links are counted");
    must(totals.gateways == gateways && totals.new_modules == new_modules && totals.sim_activations == activations,
         "gateways, modules and activations are counted");
    must(totals.dhcp_addresses == totals.wifi + totals.plc + new_modules + static_cast<int>(site_.modules.size()),
         "addresses are counted");
    must(totals.mb_per_day == 3 * (totals.wifi + totals.plc + totals.lte), "3 MB a day each");
    must(std::abs(totals.cost - levels_of(site_, plan_).cost) < 1e-9, "costs are counted");
  }

  const Site& site_;
  const Connectivity& plan_;
  std::vector<std::string> broken_;
};

}  // namespace

std::vector<std::string> broken_constraints(const Site& site, const Connectivity& plan) {
  return Checker(site, plan).run();
}

std::string LinkLevels::text() const {
  return fmt::format("given up {}, without link {}, on entries {} {} {} {}, cost {}, new modules {}", given_up,
                     without_link, -not_on[0], -not_on[1], -not_on[2], -not_on[3], cost, new_modules);
}

LinkLevels levels_of(const Site& site, const Connectivity& plan) {
  LinkLevels levels;
  for (ChargerIndex i = 0; i < plan.chargers.size(); ++i) {
    count(site, site.chargers[i], plan.chargers[i].link, plan.chargers[i].access_point, levels);
  }
  for (const PlcNetwork& network : plan.plc_networks) levels.new_modules += network.is_new ? 1 : 0;
  levels.cost += levels.new_modules * site.planning.cost->plc_module.value;
  return levels;
}

int compare(const LinkLevels& a, const LinkLevels& b, bool with_cost) {
  const auto links = [](const LinkLevels& levels) {
    return std::tie(levels.given_up, levels.without_link, levels.not_on);
  };
  if (links(a) != links(b)) return links(a) < links(b) ? -1 : 1;
  if (!with_cost) return 0;
  if (std::abs(a.cost - b.cost) > 1e-9) return a.cost < b.cost ? -1 : 1;
  return a.new_modules - b.new_modules;
}

LinkLevels best_of_all(const Site& site) { return Exhaustive(site).run(); }

bool max_clients_may_bind(const Site& site) {
  for (AccessPointIndex at = 0; at < site.access_points().size(); ++at) {
    const auto users = std::count_if(site.chargers.begin(), site.chargers.end(),
                                     [&](const Charger& charger) { return can_wifi(site, charger, at); });
    const Stated<int>& most = site.access_points()[at].max_clients;
    if (most.stated() && users > most.value) return true;
  }
  return false;
}

}  // namespace ampsite::test
