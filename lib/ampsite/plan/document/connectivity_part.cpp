#include <fmt/format.h>

#include "ampsite/plan/document/plan_parts.h"
#include "ampsite/read/vocabulary.h"

namespace ampsite {
namespace {

constexpr std::array<PlanWord<PlannedLink>, 4> link_words{
    {{"wifi", PlannedLink::wifi}, {"plc", PlannedLink::plc}, {"lte", PlannedLink::lte}, {"none", PlannedLink::none}}};
constexpr std::array<PlanWord<PlcSourceKind>, 2> source_words{
    {{"module", PlcSourceKind::module}, {"gateway", PlcSourceKind::gateway}}};
constexpr std::array<PlanWord<bool>, 1> sharing_words{{{"plc", true}}};

/// The lines among the terminals that a source connects.
LineSet pair_of(const std::vector<Terminal>& terminals) {
  LineSet pair;
  for (const Terminal terminal : terminals) {
    if (terminal == Terminal::L1) pair.insert(Line::L1);
    if (terminal == Terminal::L2) pair.insert(Line::L2);
    if (terminal == Terminal::L3) pair.insert(Line::L3);
  }
  return pair;
}

void find_source(const PlanReading& reading, JsonIndex at, PlcNetwork& network) {
  const Node& circuit = reading.site.nodes[network.circuit];
  if (network.source == PlcSourceKind::gateway) {
    network.gateway = reading.chargers.find(network.id);
    if (network.gateway == no_index) reading.wrong(at, fmt::format("the site has no charger {}", network.id));
    return;
  }
  if (network.is_new) return;
  for (ModuleIndex m = circuit.module_begin; m < circuit.module_end; ++m) {
    if (network.module == no_index && reading.site.modules[m].id.value == network.id) network.module = m;
  }
  if (network.module == no_index) {
    reading.wrong(at, fmt::format("circuit {} has no PLC module {}", circuit.id.value, network.id));
  }
}

PlcNetwork read_network(const PlanReading& reading, JsonIndex at) {
  PlcNetwork network;
  ObjectReader object(reading, at);
  const auto circuit = object.required("circuit");
  if (circuit) network.circuit = reading.node(*circuit).value_or(0);
  object.read_word("source", source_words, network.source);
  object.read("id", network.id);
  object.read("new", network.is_new);
  object.read("position_m", network.position_m);
  object.read_list("terminals", network.terminals, [&](const PlanReading&, JsonIndex element) {
    Terminal terminal = Terminal::PE;
    object.read_word_at(element, words_of(Terminal{}), terminal);
    return terminal;
  });
  network.pair = pair_of(network.terminals);
  object.read_chargers("chargers", network.chargers);
  object.read("farthest_m", network.farthest_m);
  object.finish();
  if (!reading.site.nodes.empty()) find_source(reading, at, network);
  return network;
}

/// The network of the charger's circuit with this source.
std::uint32_t network_of(const std::vector<PlcNetwork>& networks, const Charger& charger, std::string_view source) {
  std::uint32_t found = no_index;
  for (std::uint32_t i = 0; i < networks.size(); ++i) {
    if (networks[i].id != source) continue;
    if (networks[i].circuit == charger.node) return i;
    if (found == no_index) found = i;
  }
  return found;
}

ChargerLink read_link(const PlanReading& reading, JsonIndex at, const Charger& charger,
                      const std::vector<PlcNetwork>& networks) {
  ChargerLink link;
  ObjectReader object(reading, at);
  object.expect_id("id", charger.id.value);
  object.read_word("link", link_words, link.link);
  if (const auto access_point = object.optional("access_point")) {
    const auto id = reading.text(*access_point);
    if (id) link.access_point = reading.access_points.find(*id);
    if (id && link.access_point == no_index) {
      reading.wrong(*access_point, fmt::format("the site has no access point {}", *id));
    }
  } else if (link.link == PlannedLink::wifi) {
    reading.wrong(at, "link wifi needs an access_point");
  }
  object.read_if_there("rssi_dbm", link.rssi_dbm);
  if (const auto source = object.optional("source")) {
    const auto id = reading.text(*source);
    if (id) link.plc_network = network_of(networks, charger, *id);
    if (id && link.plc_network == no_index) reading.wrong(*source, fmt::format("the plan has no PLC source {}", *id));
  } else if (link.link == PlannedLink::plc) {
    reading.wrong(at, "link plc needs a source");
  }
  if (const auto shares = object.optional("shares")) object.read_word_at(*shares, sharing_words, link.gateway);
  object.read_if_there("reason", link.reason);
  object.read("changed", link.changed);
  object.finish();
  return link;
}

PlannedChannel read_channel(const PlanReading& reading, JsonIndex at, const AccessPoint& access_point) {
  PlannedChannel channel;
  ObjectReader object(reading, at);
  object.expect_id("id", access_point.id.value);
  // An access point without 2.4 GHz has none.
  if (const auto number = object.optional("channel")) {
    if (const auto whole = reading.whole_number(*number)) channel.channel = *whole;
  }
  object.read("changed", channel.changed);
  object.finish();
  return channel;
}

ConnectivityTotals read_totals(const PlanReading& reading, JsonIndex at) {
  ConnectivityTotals totals;
  ObjectReader object(reading, at);
  object.read("wifi", totals.wifi);
  object.read("plc", totals.plc);
  object.read("lte", totals.lte);
  object.read("none", totals.none);
  object.read("gateways", totals.gateways);
  object.read("new_modules", totals.new_modules);
  object.read("sim_activations", totals.sim_activations);
  object.read("dhcp_addresses", totals.dhcp_addresses);
  object.read("mb_per_day", totals.mb_per_day);
  object.read("cost", totals.cost);
  object.finish();
  return totals;
}

LevelProof read_level(const PlanReading& reading, JsonIndex at) {
  LevelProof level;
  ObjectReader object(reading, at);
  object.read("level", level.level);
  object.read("value", level.value);
  object.read("bound", level.bound);
  object.read("argument", level.argument);
  object.finish();
  return level;
}

}  // namespace

Connectivity read_connectivity(const PlanReading& reading, JsonIndex at) {
  const Site& site = reading.site;
  Connectivity connectivity;
  ObjectReader object(reading, at);
  const auto chargers = object.required("chargers");
  object.read_list("plc_networks", connectivity.plc_networks, read_network);
  object.read_list("access_points", connectivity.access_points, site.access_points(), "access points", read_channel);
  if (const auto totals = object.required("totals")) connectivity.totals = read_totals(reading, *totals);
  object.read_list("proof", connectivity.proof, read_level);
  object.finish();
  if (!chargers) return connectivity;
  // Behind the networks, which the links name.
  reading.read_each(*chargers, site.chargers, "chargers", connectivity.chargers,
                    [&](const PlanReading&, JsonIndex i, const Charger& charger) {
                      return read_link(reading, i, charger, connectivity.plc_networks);
                    });
  return connectivity;
}

}  // namespace ampsite
