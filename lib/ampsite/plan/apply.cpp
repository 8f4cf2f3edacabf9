#include "ampsite/plan/apply.h"

#include <utility>

namespace ampsite {

namespace {

void apply_wifi(const Site& site, const ChargerLink& planned, Charger& charger) {
  charger.link = stated(Link::wifi);
  if (planned.access_point != no_index) {
    charger.access_point = stated(site.access_points()[planned.access_point].id.value);
  }
  charger.shares = planned.gateway ? stated(Sharing::plc) : Stated<Sharing>{};
}

void apply_plc(Charger& charger) {
  charger.link = stated(Link::plc);
  charger.shares = {};
}

void apply_lte(Charger& charger) {
  charger.link = stated(Link::lte);
  charger.shares = {};
  if (charger.lte.has_value() && charger.lte->sim.value == SimState::inactive) {
    charger.lte.value.sim = stated(SimState::active);
  }
}

/// Which link it will get is open; one that the file leaves open stays so.
void apply_none(Charger& charger) {
  if (charger.link.stated()) charger.link.presence = Presence::unknown;
  charger.access_point = {};
  charger.shares = {};
}

void apply_links(const Connectivity& connectivity, Site& site) {
  for (ChargerIndex i = 0; i < site.chargers.size(); ++i) {
    const ChargerLink& planned = connectivity.chargers[i];
    Charger& charger = site.chargers[i];
    if (planned.link == PlannedLink::wifi) apply_wifi(site, planned, charger);
    if (planned.link == PlannedLink::plc) apply_plc(charger);
    if (planned.link == PlannedLink::lte) apply_lte(charger);
    if (planned.link == PlannedLink::none) apply_none(charger);
  }
}

PlcModule new_module(const PlcNetwork& network) {
  PlcModule module;
  module.id = stated(network.id);
  module.position_m = stated(network.position_m);
  module.terminals = stated(network.terminals);
  module.key_label.presence = Presence::unknown;  // it gets one of its own when it is fitted
  module.node = network.circuit;
  return module;
}

/// Modules stand by their nodes, so a new one shifts those of all later nodes.
void apply_modules(const Connectivity& connectivity, Site& site) {
  for (const PlcNetwork& network : connectivity.plc_networks) {
    if (network.module != no_index) site.modules[network.module].terminals = stated(network.terminals);
  }
  std::vector<PlcModule> modules;
  auto network = connectivity.plc_networks.begin();
  for (NodeIndex v = 0; v < site.nodes.size(); ++v) {
    Node& node = site.nodes[v];
    const auto begin = static_cast<ModuleIndex>(modules.size());
    for (ModuleIndex m = node.module_begin; m < node.module_end; ++m) modules.push_back(std::move(site.modules[m]));
    for (; network != connectivity.plc_networks.end() && network->circuit == v; ++network) {
      if (!network->is_new) continue;
      modules.push_back(new_module(*network));
      modules.back().list_index = static_cast<std::uint32_t>(modules.size() - 1 - begin);
    }
    node.module_begin = begin;
    node.module_end = static_cast<ModuleIndex>(modules.size());
  }
  site.modules = std::move(modules);
}

void apply_channels(const Connectivity& connectivity, Site& site) {
  for (AccessPointIndex i = 0; i < connectivity.access_points.size(); ++i) {
    const int channel = connectivity.access_points[i].channel;
    if (channel == 0) continue;
    Stated<Channel>& own = site.network.value.access_points.value[i].channel;
    own = stated(Channel{channel, false}, own.span);
  }
}

void apply_wiring(const Load& load, Site& site) {
  for (ChargerIndex i = 0; i < site.chargers.size(); ++i) {
    const Wiring& phases = load.wiring[i].phases;
    if (!phases.empty()) site.chargers[i].phases = stated(phases, site.chargers[i].phases.span);
  }
}

}  // namespace

Site planned_site(const Site& site, const Plan& plan) {
  Site planned = site;
  apply_links(plan.connectivity, planned);
  apply_modules(plan.connectivity, planned);
  apply_channels(plan.connectivity, planned);
  apply_wiring(plan.load, planned);
  return planned;
}

}  // namespace ampsite
