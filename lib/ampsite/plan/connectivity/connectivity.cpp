#include "ampsite/plan/connectivity/connectivity.h"

#include <algorithm>
#include <cmath>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "ampsite/plan/connectivity/channels.h"
#include "ampsite/plan/connectivity/draft.h"
#include "ampsite/plan/connectivity/proof.h"
#include "ampsite/plan/connectivity/reasons.h"

namespace ampsite {

namespace {

using namespace connectivity;

constexpr double mb_per_charger_and_day = 3;  // the manual's figure
constexpr std::string_view module_suffix = "-plc";
constexpr std::size_t longest_stem = 56;  // leaves room for the suffix and a number in 64 characters

/// Ids for new modules that nothing in the file has.
class ModuleIds {
 public:
  explicit ModuleIds(const Site& site) {
    // No other id can be the same as one that ends like a new module's.
    const auto add = [&](const Stated<std::string>& id) {
      if (id.value.find(module_suffix) != std::string::npos) taken_.insert(id.value);
    };
    for (const Node& node : site.nodes) add(node.id);
    for (const Charger& charger : site.chargers) add(charger.id);
    for (const PlcModule& module : site.modules) add(module.id);
    for (const AccessPoint& access_point : site.access_points()) add(access_point.id);
  }

  std::string next(const std::string& circuit_id) {
    const std::string stem = circuit_id.substr(0, longest_stem) + std::string(module_suffix);
    std::string id = stem;
    for (int number = 2; !taken_.insert(id).second; ++number) id = stem + "-" + std::to_string(number);
    return id;
  }

 private:
  std::set<std::string> taken_;
};

/// Midway between its first and last charger: there the farthest is nearest.
double midway(const Reach& reach, const std::vector<ChargerIndex>& chargers, double length_m) {
  double first_m = reach.chargers[chargers.front()].position_m;
  double last_m = first_m;
  for (const ChargerIndex charger : chargers) {
    first_m = std::min(first_m, reach.chargers[charger].position_m);
    last_m = std::max(last_m, reach.chargers[charger].position_m);
  }
  return std::clamp((first_m + last_m) / 2, 0.0, length_m);
}

PlcNetwork network_of(const Reach& reach, NodeIndex circuit, const CircuitPlan& plan, ModuleIds& ids) {
  const Site& site = reach.site;
  PlcNetwork network;
  network.circuit = circuit;
  network.chargers = plan.plc;
  network.pair = reach.circuits[circuit].pair;
  network.terminals = plc_terminals(network.pair, site.neutral());
  if (plan.source.kind == SourceKind::gateway) {
    network.source = PlcSourceKind::gateway;
    network.gateway = plan.source.gateway;
    network.id = site.chargers[network.gateway].id.value;
    network.position_m = reach.chargers[network.gateway].position_m;
  } else if (plan.source.kind == SourceKind::existing_module) {
    network.module = plan.source.module;
    network.id = site.modules[network.module].id.value;
    network.position_m = site.modules[network.module].position_m.value;
  } else {
    network.is_new = true;
    network.id = ids.next(site.nodes[circuit].id.value);
    network.position_m = midway(reach, plan.plc, *reach.circuits[circuit].length_m);
  }
  for (const ChargerIndex charger : network.chargers) {
    network.farthest_m =
        std::max(network.farthest_m, std::abs(reach.chargers[charger].position_m - network.position_m));
  }
  return network;
}

ConnectivityTotals totals_of(const Reach& reach, const Connectivity& plan) {
  ConnectivityTotals totals;
  for (ChargerIndex charger = 0; charger < plan.chargers.size(); ++charger) {
    const ChargerLink& link = plan.chargers[charger];
    totals.wifi += link.link == PlannedLink::wifi ? 1 : 0;
    totals.plc += link.link == PlannedLink::plc ? 1 : 0;
    totals.lte += link.link == PlannedLink::lte ? 1 : 0;
    totals.none += link.link == PlannedLink::none ? 1 : 0;
    totals.gateways += link.gateway ? 1 : 0;
    totals.sim_activations += link.link == PlannedLink::lte && reach.chargers[charger].sim_inactive ? 1 : 0;
  }
  for (const PlcNetwork& network : plan.plc_networks) totals.new_modules += network.is_new ? 1 : 0;
  totals.dhcp_addresses = totals.wifi + totals.plc + static_cast<int>(reach.site.modules.size()) + totals.new_modules;
  totals.mb_per_day = mb_per_charger_and_day * (totals.wifi + totals.plc + totals.lte);
  const Cost& cost = reach.site.planning.cost.value;
  totals.cost = totals.new_modules * cost.plc_module.value + totals.lte * (cost.lte_month.value * cost.months.value);
  return totals;
}

Connectivity assemble(const Reach& reach, const Ranking& ranking, const Draft& draft) {
  Connectivity plan;
  ModuleIds ids(reach.site);
  std::vector<std::uint32_t> network_of_circuit(draft.circuits.size(), no_index);
  for (NodeIndex circuit = 0; circuit < draft.circuits.size(); ++circuit) {
    if (draft.circuits[circuit].plc.empty()) continue;
    network_of_circuit[circuit] = static_cast<std::uint32_t>(plan.plc_networks.size());
    plan.plc_networks.push_back(network_of(reach, circuit, draft.circuits[circuit], ids));
  }
  std::vector<int> clients(reach.max_clients.size(), 0);
  plan.chargers.resize(draft.chargers.size());
  for (ChargerIndex charger = 0; charger < plan.chargers.size(); ++charger) {
    const LinkChoice& choice = draft.chargers[charger];
    const std::uint32_t network = network_of_circuit[reach.site.chargers[charger].node];
    ChargerLink& link = plan.chargers[charger];
    link.link = choice.link;
    if (choice.link == PlannedLink::wifi) {
      link.access_point = choice.at.access_point;
      link.rssi_dbm = choice.at.dbm;
      link.gateway = network != no_index && plan.plc_networks[network].gateway == charger;
      ++clients[choice.at.access_point];
    } else if (choice.link == PlannedLink::plc) {
      link.plc_network = network;
    }
    link.changed = changes(reach, charger, link.link, link.access_point, link.gateway);
  }
  const Story story{reach, ranking, plan.plc_networks, network_of_circuit, clients};
  for (ChargerIndex charger = 0; charger < plan.chargers.size(); ++charger) {
    plan.chargers[charger].reason = reason_for(story, charger, plan.chargers[charger]);
  }
  plan.totals = totals_of(reach, plan);
  return plan;
}

}  // namespace

Connectivity plan_connectivity(const Site& site, std::size_t search_limit) {
  const Reach reach(site);
  const Ranking ranking(site.planning);
  Draft draft = draft_by_circuit(reach, ranking);
  respect_max_clients(reach, ranking, search_limit, draft);
  Connectivity plan = assemble(reach, ranking, draft);
  plan.proof = proof_of(reach, ranking, draft.optimality, plan);
  ChannelPlan channels = plan_channels(site);
  plan.access_points = std::move(channels.access_points);
  plan.proof.insert(plan.proof.end(), channels.proof.begin(), channels.proof.end());
  return plan;
}

Connectivity plan_connectivity(const Site& site) {
  return plan_connectivity(site, usual_search_limit(site.chargers.size()));
}

}  // namespace ampsite
