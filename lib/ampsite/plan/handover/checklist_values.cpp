#include "ampsite/plan/handover/checklist_values.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <utility>

#include "ampsite/plan/handover/naming.h"
#include "ampsite/read/vocabulary.h"
#include "ampsite/rules/wording.h"
#include "ampsite/site/cloud_services.h"
#include "ampsite/site/links.h"

namespace ampsite::handover {

namespace {

constexpr std::size_t few = 5;
constexpr double voltage_with_neutral_v = 400;
constexpr double least_gain = 1.05;  // 380 V to 415 V are one and the same voltage with other names

void sort_out(Work& work, ChargerIndex charger) {
  const Connectivity& connectivity = work.plan.connectivity;
  const ChargerLink& link = connectivity.chargers[charger];
  work.all.push_back(charger);
  if (work.plan.load.wiring[charger].changed) work.rewired.push_back(charger);
  if (link.gateway) work.gateways.push_back(charger);
  switch (link.link) {
    case PlannedLink::wifi:
      work.wifi.push_back(charger);
      break;
    case PlannedLink::plc:
      work.plc.push_back(charger);
      if (connectivity.plc_networks[link.plc_network].source == PlcSourceKind::module) {
        work.behind_modules.push_back(charger);
      }
      break;
    case PlannedLink::lte:
      work.lte.push_back(charger);
      if (sim_inactive(work.site.chargers[charger])) work.inactive_sims.push_back(charger);
      break;
    case PlannedLink::none:
      work.without_link.push_back(charger);
      break;
  }
}

std::string module_ids(const std::vector<const PlcNetwork*>& modules) {
  std::vector<std::string> ids;
  for (const PlcNetwork* network : modules) ids.push_back(network->id);
  return named(std::move(ids));
}

/// A fuse lets less heat through the larger the current is, a breaker more.
bool heat_depends_on_maker(const Node& node) {
  return node.device->type.has_value() && node.device->type.value != DeviceType::gg &&
         !node.device->i2t_a2s.has_value();
}

}  // namespace

Work work_of(const Site& site, const Plan& plan) {
  Work work{site, plan};
  for (ChargerIndex i = 0; i < site.chargers.size(); ++i) sort_out(work, i);
  for (const PlcNetwork& network : plan.connectivity.plc_networks) {
    if (network.source != PlcSourceKind::module) continue;
    work.modules.push_back(&network);
    if (network.is_new) work.new_modules.push_back(&network);
  }
  return work;
}

std::string requirements(const Work& work) {
  const Stated<std::string>& country = work.site.info->country;
  if (!country.stated()) return {};
  return country.value == "NO" ? "NEK 400" : "requirements of country " + country.value;
}

std::string lte_operator(const Work& work) {
  const Stated<std::string>& name = work.site.network->lte->operator_name;
  return name.stated() ? "operator " + name.value : "the site file names no operator";
}

std::string lte_survey(const Work& work) {
  const Stated<LteSurvey>& survey = work.site.network->lte->survey;
  if (!survey.stated()) return {};
  switch (survey.value) {
    case LteSurvey::doors_closed:
      return "so far measured with the gates closed";
    case LteSurvey::doors_open:
      return "so far measured with the gates open";
    case LteSurvey::no_doors:
      return "so far measured where there are no gates";
  }
  return {};
}

/// Behind a transformer to 400 V a car on three lines has √3 · 400 V at its current, and one that is on a pair today
/// has 400 V / √3 on one line.
std::string transformer_gain(const Work& work) {
  const auto& cases = work.plan.load.cases;
  const auto three_phase =
      std::find_if(cases.begin(), cases.end(), [](const CasePlan& c) { return c.load_case == LoadCase::three_phase; });
  if (three_phase == cases.end()) return {};
  const Stated<double>& voltage_v = work.site.grid->voltage_v;
  if (!voltage_v.has_value()) return "it depends on the voltage between the lines, which the site file does not tell";
  // A plan that is read back has its powers rounded down, and has to say the same.
  const auto as_printed = [](double kw) { return std::floor(kw * 1000 + 1e-6) / 1000; };
  double all_kw = 0;
  double kept_kw = 0;
  for (const ChargerIndex i : work.all) {
    const bool on_three_lines = work.plan.load.wiring[i].phases.lines().size() == 3;
    const double kw = as_printed(three_phase->chargers[i].power_kw);
    all_kw += kw;
    kept_kw += on_three_lines ? kw : kw / std::sqrt(3.0);
  }
  const double now_kw = as_printed(three_phase->total_kw);
  const double then_kw = all_kw > 0 ? now_kw * voltage_with_neutral_v / voltage_v.value * (kept_kw / all_kw) : 0;
  if (then_kw < now_kw * least_gain) {
    return fmt::format(
        "no more power at the same currents, at {} V between the lines today; a one-phase car then loads "
        "one line instead of two",
        voltage_v.value);
  }
  const auto tenths = [](double kw) { return std::floor(kw * 10 + 1e-6) / 10; };
  return fmt::format(
      "up to {:.1f} kW instead of {:.1f} kW at the same currents, with three-phase cars, where the "
      "transformer and its supply carry that",
      tenths(then_kw), tenths(now_kw));
}

std::string short_circuit(const Work& work) {
  const ShortCircuit& stated = work.site.grid->short_circuit.value;
  if (!stated.max_ka.stated() && !stated.min_ka.stated()) return "the site file states neither";
  const auto value = [](const Stated<double>& ka) {
    return ka.stated() ? fmt::format("{} kA", ka.value) : std::string("not stated");
  };
  return fmt::format("by the site file: highest {}, lowest {}", value(stated.max_ka), value(stated.min_ka));
}

std::string protective_devices(const Work& work) {
  const std::vector<Node>& nodes = work.site.nodes;
  std::vector<std::string> devices;
  for (const Node& node : nodes) {
    if (devices.size() > few) break;
    devices.push_back(node.id.value + " " + (node.fuse_a.has_value() ? amps(node.fuse_a.value) : "not stated"));
  }
  if (devices.size() <= few) return listed(devices);
  return counted(static_cast<std::ptrdiff_t>(nodes.size()), "node") + " of the fuse tree";
}

std::string new_modules(const Work& work) { return module_ids(work.new_modules); }
std::string modules(const Work& work) { return module_ids(work.modules); }

std::string module_places(const Work& work) {
  std::vector<std::string> places;
  for (const PlcNetwork* network : work.modules) {
    places.push_back(fmt::format("{} at {} on {}", network->id, metres(network->position_m),
                                 name_of(work.site, work.site.nodes[network->circuit])));
  }
  return named(std::move(places));
}

std::string module_terminals(const Work& work) {
  std::vector<std::vector<Terminal>> kinds;
  for (const PlcNetwork* network : work.modules) {
    if (std::find(kinds.begin(), kinds.end(), network->terminals) == kinds.end()) kinds.push_back(network->terminals);
  }
  if (kinds.size() > 1) return "as the plan lists for each module";
  std::vector<std::string> terminals;
  for (const Terminal terminal : kinds.front()) terminals.emplace_back(word_for(terminal));
  return listed(terminals);
}

std::string module_fuse(const Work& work) {
  return fmt::format("{} or less: {}", amps(most_module_fuse_a), modules(work));
}

std::string encrypted_chargers(const Work& work) { return named_chargers(work.site, work.behind_modules); }

std::string rewired(const Work& work) {
  if (work.rewired.empty()) return named_chargers(work.site, work.all);
  return fmt::format("{}; not as in the site file: {}", named_chargers(work.site, work.all),
                     named_chargers(work.site, work.rewired));
}

std::string all_chargers(const Work& work) { return named_chargers(work.site, work.all); }
std::string without_link(const Work& work) { return named_chargers(work.site, work.without_link); }
std::string gateways(const Work& work) { return named_chargers(work.site, work.gateways); }
std::string inactive_sims(const Work& work) { return named_chargers(work.site, work.inactive_sims); }

std::string app_settings(const Work& work) {
  return fmt::format("network type {}; the wiring number of each charger from the plan",
                     portal_word(work.plan.portal.network_type));
}

std::string wifi_levels(const Work& work) {
  std::string text = fmt::format("{} or more: {}", dbm(min_wifi_dbm), named_chargers(work.site, work.wifi));
  if (!work.gateways.empty()) text += fmt::format("; as a gateway {} or more: {}", dbm(good_wifi_dbm), gateways(work));
  return text;
}

std::string lte_levels(const Work& work) {
  return "low at the least, better medium or high: " + named_chargers(work.site, work.lte);
}

std::string access_points(const Work& work) {
  std::vector<bool> used(work.site.access_points().size());
  for (const ChargerIndex charger : work.wifi) used[work.plan.connectivity.chargers[charger].access_point] = true;
  std::vector<std::string> ids;
  for (AccessPointIndex i = 0; i < used.size(); ++i) {
    if (used[i]) ids.push_back(work.site.access_points()[i].id.value);
  }
  return named(std::move(ids));
}

std::string channels(const Work& work) {
  const std::vector<PlannedChannel>& planned = work.plan.connectivity.access_points;
  if (planned.size() > few) return "as the plan lists for each access point";
  std::vector<std::string> list;
  for (AccessPointIndex i = 0; i < planned.size(); ++i) {
    list.push_back(fmt::format("{} on {}", work.site.access_points()[i].id.value, planned[i].channel));
  }
  return named(std::move(list));
}

std::string dhcp_addresses(const Work& work) {
  return counted(work.plan.connectivity.totals.dhcp_addresses, "free address", "free addresses");
}

std::string open_ports(const Work& work) {
  std::vector<std::string> ports;
  for (const FirewallEntry& entry : work.plan.firewall) {
    std::string port = fmt::format("{} {}", entry.protocol == Protocol::tcp ? "TCP" : "UDP", entry.port);
    if (std::find(ports.begin(), ports.end(), port) == ports.end()) ports.push_back(std::move(port));
  }
  return listed(ports) + ", to the hosts of the firewall list";
}

std::string time_server(const Work& /*work*/) {
  return fmt::format("{}, UDP {}", clock_service.host, clock_service.port);
}

std::string portal_installation(const Work& work) {
  const Portal& portal = work.plan.portal;
  std::string text = fmt::format("network type {}, {}", portal_word(portal.network_type),
                                 amps_rounded_down(portal.installation_max_current_a));
  const LineSet lines = work.site.nodes.front().lines;
  std::vector<std::string> of_lines;
  bool differ = false;
  for (const Line line : all_lines) {
    if (!lines.contains(line)) continue;
    const double available_a = portal.available_current_a[line];
    differ = differ || available_a > portal.installation_max_current_a + tolerance_a;
    of_lines.push_back(fmt::format("{} {}", to_text(line), amps_rounded_down(available_a)));
  }
  if (differ) text += fmt::format(", the least of its lines; available current {}", fmt::join(of_lines, ", "));
  return text;
}

std::string portal_circuits(const Work& work) {
  const std::vector<PortalCircuit>& circuits = work.plan.portal.circuits;
  if (circuits.size() > few) {
    return counted(static_cast<std::ptrdiff_t>(circuits.size()), "circuit") + ", as the plan lists them";
  }
  std::vector<std::string> limits;
  for (const PortalCircuit& circuit : circuits) {
    limits.push_back(work.site.nodes[circuit.circuit].id.value + " " + amps_rounded_down(circuit.max_current_a));
  }
  return named(std::move(limits));
}

std::string offline_currents(const Work& work) {
  const std::vector<int>& offline_a = work.plan.load.offline_a;
  if (offline_a.empty()) return {};
  const auto [least, most] = std::minmax_element(offline_a.begin(), offline_a.end());
  if (*least == *most) return fmt::format("{} A at each", *least);
  return fmt::format("{} to {} A, as the plan lists for each", *least, *most);
}

std::string not_checked(const Work& work) {
  const std::vector<CircuitCheck>& circuits = work.plan.electrical.circuits;
  if (circuits.empty()) {
    return "sizes of cables, voltage drop, fault currents, selectivity, and signals that nobody measured";
  }
  std::vector<std::string> not_verifiable;
  std::vector<std::string> selectivity_open;
  std::vector<std::string> heat_open;
  for (NodeIndex v = 0; v < circuits.size(); ++v) {
    const Node& node = work.site.nodes[v];
    if (circuits[v].verdict == CircuitVerdict::not_verifiable) not_verifiable.push_back(node.id.value);
    if (node.parent != no_index && !circuits[v].selective) selectivity_open.push_back(node.id.value);
    if (circuits[v].bears_heat && heat_depends_on_maker(node)) heat_open.push_back(node.id.value);
  }
  const auto of = [](std::string_view what, std::vector<std::string> ids) {
    const auto count = static_cast<std::ptrdiff_t>(ids.size());
    if (ids.empty()) return std::string();
    const std::string whose =
        ids.size() > few ? counted(count, "circuit") + ", as the plan lists them" : named(std::move(ids));
    return fmt::format("{} of {}; ", what, whose);
  };
  return of("what is not verifiable", std::move(not_verifiable)) + of("selectivity", std::move(selectivity_open)) +
         of("heat at the largest fault current, by the breaker's maker,", std::move(heat_open)) +
         "signals that nobody measured";
}

std::string nothing(const Work& /*work*/) { return {}; }

std::string spare_cores(const Work& /*work*/) { return "a cable of five cores, PE counted"; }

std::string wifi_standards(const Work& /*work*/) { return "2.4 GHz, IEEE 802.11 b, g or n"; }

}  // namespace ampsite::handover
