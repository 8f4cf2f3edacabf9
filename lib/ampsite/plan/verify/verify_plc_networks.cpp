#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <set>
#include <string>
#include <utility>

#include "ampsite/plan/verify/link_checks.h"
#include "ampsite/site/links.h"

namespace ampsite {

namespace {

/// Ids of everything that the site has.
std::set<std::string> ids_of(const Site& site) {
  std::set<std::string> ids;
  for (const Node& node : site.nodes) ids.insert(node.id.value);
  for (const Charger& charger : site.chargers) ids.insert(charger.id.value);
  for (const PlcModule& module : site.modules) ids.insert(module.id.value);
  for (const AccessPoint& at : site.access_points()) ids.insert(at.id.value);
  return ids;
}

class NetworkCheck {
 public:
  NetworkCheck(const LinkFacts& facts, const Connectivity& plan, std::size_t number, Discrepancies& found)
      : facts_(facts),
        plan_(plan),
        number_(number),
        network_(plan.plc_networks[number]),
        node_(facts.site.nodes[network_.circuit]),
        found_(found) {}

  /// `taken` gets the ids of new modules.
  void run(std::set<std::string>& taken) {
    if (network_.source == PlcSourceKind::gateway) {
      check_gateway();
    } else if (network_.is_new) {
      check_new_module(taken);
    } else {
      check_module();
    }
    check_chargers();
    check_terminals();
    const double position_m = place_m();
    if (!same_measure(network_.position_m, position_m)) {
      wrong("position_m", fmt::format("stands at {} m, not at {} m", position_m, network_.position_m));
    }
    check_distance(position_m);
  }

 private:
  void wrong(const char* member, const std::string& what) {
    found_.push_back({fmt::format("connectivity.plc_networks[{}].{}", number_, member), network_.id + " " + what});
  }

  bool has_module() const { return node_.module_begin != node_.module_end; }

  void check_gateway() {
    if (network_.is_new || network_.module != no_index) wrong("new", "is a gateway, not a module");
    if (has_module()) wrong("source", "is a gateway on a circuit that has a module");
    const ChargerIndex charger = network_.gateway;
    if (charger == no_index || facts_.site.chargers[charger].node != network_.circuit) {
      return wrong("id", "is not a charger of " + node_.id.value);
    }
    if (network_.id != facts_.site.chargers[charger].id.value) {
      wrong("id", "is not " + facts_.site.chargers[charger].id.value);
    }
    if (!facts_.chargers[charger].plc) wrong("id", "cannot share over its circuit's PLC");
    const ChargerLink& link = plan_.chargers[charger];
    const std::optional<double> dbm = facts_.dbm_at(charger, link.access_point);
    if (link.link != PlannedLink::wifi || !dbm || *dbm < good_wifi_dbm) {
      wrong("id", fmt::format("is a gateway without WiFi of {} dBm or better", good_wifi_dbm));
    }
  }

  void check_new_module(std::set<std::string>& taken) {
    if (network_.module != no_index || network_.gateway != no_index) wrong("new", "is not new");
    if (has_module()) wrong("new", "is a new module on a circuit that has one");
    if (network_.id.empty() || !taken.insert(network_.id).second) wrong("id", "is not an id of its own");
  }

  void check_module() {
    if (network_.module < node_.module_begin || network_.module >= node_.module_end) {
      return wrong("id", fmt::format("is not a module of {}", node_.id.value));
    }
    const PlcModule& module = facts_.site.modules[network_.module];
    if (module.id.value != network_.id) wrong("id", "is not " + module.id.value);
    const std::vector<ModuleIndex>& sources = facts_.circuits[network_.circuit].sources;
    if (std::find(sources.begin(), sources.end(), network_.module) == sources.end()) {
      wrong("id", "cannot be a source: it needs a place on a run of known length, and a standard that suits");
    }
  }

  void check_chargers() {
    std::set<ChargerIndex> served;
    for (const ChargerIndex charger : network_.chargers) {
      const std::string& id = facts_.site.chargers[charger].id.value;
      if (!served.insert(charger).second) wrong("chargers", fmt::format("names {} twice", id));
      if (facts_.site.chargers[charger].node != network_.circuit) {
        wrong("chargers", fmt::format("serves {}, which is on another circuit", id));
      }
      const ChargerLink& link = plan_.chargers[charger];
      if (link.link != PlannedLink::plc || link.plc_network != number_) {
        wrong("chargers", fmt::format("serves {}, whose link is another", id));
      }
    }
    if (network_.chargers.empty()) wrong("chargers", "serves nobody");
    const int most = facts_.site.planning.plc->max_chargers.value;
    if (static_cast<long long>(network_.chargers.size()) > most) {
      wrong("chargers", fmt::format("serves {} chargers, and {} at most", network_.chargers.size(), most));
    }
  }

  void check_terminals() {
    const LineSet pair = facts_.circuits[network_.circuit].pair;
    const bool same = network_.terminals == plc_terminals(pair, facts_.site.neutral());
    if (!same || network_.pair != pair) wrong("terminals", "connects other lines than its circuit's PLC uses");
  }

  /// Where the source is: a new module midway between its first and last charger.
  double place_m() const {
    if (network_.gateway != no_index) return facts_.chargers[network_.gateway].position_m;
    if (network_.module != no_index) return facts_.site.modules[network_.module].position_m.value;
    if (network_.chargers.empty()) return network_.position_m;
    double first_m = facts_.chargers[network_.chargers.front()].position_m;
    double last_m = first_m;
    for (const ChargerIndex charger : network_.chargers) {
      first_m = std::min(first_m, facts_.chargers[charger].position_m);
      last_m = std::max(last_m, facts_.chargers[charger].position_m);
    }
    return (first_m + last_m) / 2;
  }

  void check_distance(double position_m) {
    double farthest_m = 0;
    const double most_m = facts_.site.planning.plc->max_distance_m.value;
    for (const ChargerIndex charger : network_.chargers) {
      const double distance_m = std::abs(facts_.chargers[charger].position_m - position_m);
      farthest_m = std::max(farthest_m, distance_m);
      if (distance_m > most_m + 2 * tolerance_m) {
        wrong("chargers", fmt::format("is {} m of cable from {}, and {} m at most", distance_m,
                                      facts_.site.chargers[charger].id.value, most_m));
      }
    }
    if (!same_measure(network_.farthest_m, farthest_m)) {
      wrong("farthest_m",
            fmt::format("has its farthest charger at {} m, not at {} m", farthest_m, network_.farthest_m));
    }
  }

  const LinkFacts& facts_;
  const Connectivity& plan_;
  const std::size_t number_;
  const PlcNetwork& network_;
  const Node& node_;
  Discrepancies& found_;
};

}  // namespace

void verify_plc_networks(const LinkFacts& facts, const Connectivity& plan, Discrepancies& found) {
  std::set<std::string> taken = ids_of(facts.site);
  long long gateways = 0;
  for (std::size_t number = 0; number < plan.plc_networks.size(); ++number) {
    NetworkCheck(facts, plan, number, found).run(taken);
    const PlcNetwork& network = plan.plc_networks[number];
    gateways += network.source == PlcSourceKind::gateway ? 1 : 0;
    if (number == 0 || plan.plc_networks[number - 1].circuit < network.circuit) continue;
    found.push_back({fmt::format("connectivity.plc_networks[{}].circuit", number),
                     fmt::format("{} does not come after {}: one source for each circuit, in the order of the site",
                                 facts.site.nodes[network.circuit].id.value,
                                 facts.site.nodes[plan.plc_networks[number - 1].circuit].id.value)});
  }
  const int most = std::max(0, facts.site.planning.max_gateways.value);
  if (gateways > most) {
    found.push_back({"connectivity.plc_networks", fmt::format("has {} gateways, and {} at most", gateways, most)});
  }
}

}  // namespace ampsite
