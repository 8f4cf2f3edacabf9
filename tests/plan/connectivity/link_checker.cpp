#include "plan/connectivity/link_checker.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <set>
#include <tuple>
#include <utility>

#include "plan/connectivity/link_facts.h"

namespace ampsite::test {

namespace {

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
      must(link.changed == differs(site_, charger, link.link, link.access_point, link.gateway),
           id + " says whether it changes");
    }
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
  return fmt::format(
      "given up {}, without link {}, on entries {} {} {} {}, cost {}, new modules {}, changes {}, gateway {} dBm, WiFi "
      "{} "
      "dBm, PLC {} m",
      given_up, without_link, -not_on[0], -not_on[1], -not_on[2], -not_on[3], cost, new_modules, changes, gateway_dbm,
      weakest_dbm, farthest_m);
}

LinkLevels levels_of(const Site& site, const Connectivity& plan) {
  LinkLevels levels;
  for (ChargerIndex i = 0; i < plan.chargers.size(); ++i) {
    const ChargerLink& link = plan.chargers[i];
    count(site, site.chargers[i], link.link, link.access_point, link.gateway, levels);
  }
  for (const PlcNetwork& network : plan.plc_networks) {
    levels.on_plc = true;
    levels.new_modules += network.is_new ? 1 : 0;
    levels.farthest_m = std::max(levels.farthest_m, network.farthest_m);
    if (network.module != no_index && must_be_reconnected(site, site.modules[network.module])) ++levels.changes;
  }
  levels.cost += levels.new_modules * site.planning.cost->plc_module.value;
  return levels;
}

int compare(const LinkLevels& a, const LinkLevels& b) {
  const auto links = [](const LinkLevels& levels) {
    return std::tie(levels.given_up, levels.without_link, levels.not_on);
  };
  if (links(a) != links(b)) return links(a) < links(b) ? -1 : 1;
  if (std::abs(a.cost - b.cost) > 1e-9) return a.cost < b.cost ? -1 : 1;
  const auto rest = [](const LinkLevels& levels) {
    return std::make_tuple(levels.new_modules, levels.changes, -levels.gateway_dbm, -levels.weakest_dbm);
  };
  if (rest(a) != rest(b)) return rest(a) < rest(b) ? -1 : 1;
  if (std::abs(a.farthest_m - b.farthest_m) > 2e-5) return a.farthest_m < b.farthest_m ? -1 : 1;
  return 0;
}

std::vector<std::pair<std::string, double>> proof_entries(const Site& site, const LinkLevels& levels) {
  std::vector<std::pair<std::string, double>> entries;
  if (site.chargers.empty()) return entries;
  if (site.planning.keep_links.value) entries.emplace_back("configured links given up", levels.given_up);
  entries.emplace_back("chargers without a link", levels.without_link);
  std::vector<LinkGroup> groups = site.planning.link_preference.value;
  groups.emplace_back();
  for (const Link link : {Link::wifi, Link::plc, Link::lte}) {
    if (entry_of(site, static_cast<PlannedLink>(link)) == groups.size() - 1) groups.back().push_back(link);
  }
  for (std::size_t i = 0; i < groups.size(); ++i) {
    std::string words;
    for (const Link link : groups[i]) {
      words += words.empty() ? "" : " or ";
      words += link == Link::wifi ? "wifi" : link == Link::plc ? "plc" : "lte";
    }
    if (!words.empty()) entries.emplace_back("chargers on " + words, -levels.not_on[i]);
  }
  entries.emplace_back("cost, " + site.planning.cost->currency.value, levels.cost);
  entries.emplace_back("new modules", levels.new_modules);
  entries.emplace_back("changes", levels.changes);
  if (std::isfinite(levels.gateway_dbm)) entries.emplace_back("smallest gateway RSSI, dBm", levels.gateway_dbm);
  if (std::isfinite(levels.weakest_dbm)) entries.emplace_back("smallest RSSI on wifi, dBm", levels.weakest_dbm);
  if (levels.on_plc) entries.emplace_back("largest PLC distance, m", levels.farthest_m);
  return entries;
}

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
