// AMP501, AMP502, AMP511 to AMP514: what feeds the PLC of a circuit, and which charger shares its link.

#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "ampsite/rules/by_id.h"
#include "ampsite/rules/certainty.h"
#include "ampsite/rules/checks.h"
#include "ampsite/rules/plc_circuit.h"
#include "ampsite/rules/wifi_alternatives.h"
#include "ampsite/rules/wifi_signal.h"
#include "ampsite/rules/wording.h"
#include "ampsite/site/links.h"

namespace ampsite {
namespace {

/// `shares: plc` that shares nothing, because the charger is not on WiFi.
const Charger* idle_sharer(const Site& site, const Node& node) {
  const auto begin = site.chargers.begin() + node.charger_begin;
  const auto end = site.chargers.begin() + node.charger_end;
  const auto found = std::find_if(begin, end, [](const Charger& charger) {
    return shares_by(charger, Sharing::plc) && links_by(charger, Link::plc);
  });
  return found == end ? nullptr : &*found;
}

/// A module on a circuit above.
const PlcModule* module_above(const Site& site, const Node& node) {
  for (NodeIndex v = node.parent; v != no_index; v = site.nodes[v].parent) {
    if (site.nodes[v].module_begin != site.nodes[v].module_end) return &site.modules[site.nodes[v].module_begin];
  }
  return nullptr;
}

Finding no_source(const RuleContext& context, NodeIndex index, const std::vector<ChargerIndex>& linked,
                  bool gateway_elsewhere) {
  const Site& site = context.site;
  const Node& node = site.nodes[index];
  const Charger& first = site.chargers[linked.front()];
  Finding finding = finding_about("AMP501", site, node, "chargers.link", first.link.span);
  finding.path = path_of(site, first) + ".link";
  const std::string circuit = name_of(site, node);
  const int more = static_cast<int>(linked.size()) - 1;
  finding.message = fmt::format(
      "{}{}, but {} has no PLC module and no gateway", name_of(site, first),
      more == 0 ? std::string(" is on PLC") : fmt::format(" and {} are on PLC", counted(more, "other charger")),
      circuit);
  const bool no_pair = conductors_certain(context, index) && plc_pair(node.lines, site.neutral()).empty();
  if (no_pair) {
    finding.help = fmt::format("link by WiFi or 4G: PLC needs L1 and {}, and {} has only {}",
                               site.neutral() ? "N" : "L3", circuit, describe(node.lines));
  } else if (const Charger* sharer = idle_sharer(site, node)) {
    finding.help =
        fmt::format("add a PLC module to {}; {} shares its WiFi only with link: wifi", circuit, name_of(site, *sharer));
    finding.related.push_back({sharer->shares.span, "shares nothing while the charger itself is on PLC"});
  } else if (const PlcModule* above = module_above(site, node)) {
    finding.help = fmt::format("add a PLC module to {}: each circuit is a run of its own, so {} does not serve it",
                               circuit, name_of(site, *above));
    finding.related.push_back({place_of(*above), "on another circuit"});
  } else {
    finding.help = fmt::format("add a PLC module near the middle of {}", circuit);
    // AMP511: an installation has one gateway.
    if (!gateway_elsewhere) {
      finding.help += ", or make a charger there with good WiFi the gateway: link: wifi, shares: plc";
    }
  }
  return finding;
}

/// The chargers with `shares` stated so, in natural order of their ids.
std::vector<const Charger*> sharers(const Site& site, Sharing sharing) {
  std::vector<const Charger*> found;
  for (const Charger& charger : site.chargers) {
    if (shares_by(charger, sharing)) found.push_back(&charger);
  }
  sort_by_id(found);
  return found;
}

}  // namespace

void check_plc_no_source(const RuleContext& context, Findings& findings) {
  const Site& site = context.site;
  const bool gateway_elsewhere = std::any_of(site.chargers.begin(), site.chargers.end(), is_gateway);
  for (NodeIndex v = 0; v < site.nodes.size(); ++v) {
    const PlcCircuit& circuit = context.plc_circuits[v];
    if (circuit.linked.empty() || !circuit.sources.empty() || !circuit.sources_known) continue;
    if (context.lines_certain[v] && lacks_second_line(site, site.nodes[v])) continue;
    findings.push_back(no_source(context, v, circuit.linked, gateway_elsewhere));
  }
}

void check_plc_several_modules(const RuleContext& context, Findings& findings) {
  const Site& site = context.site;
  for (const Node& node : site.nodes) {
    std::vector<const PlcModule*> modules;
    for (ModuleIndex m = node.module_begin; m < node.module_end; ++m) modules.push_back(&site.modules[m]);
    sort_by_id(modules);
    for (std::size_t i = 1; i < modules.size(); ++i) {
      const PlcModule& module = *modules[i];
      const PlcModule& first = *modules.front();
      Finding finding = finding_about("AMP502", site, module, "", place_of(module));
      finding.message = fmt::format("{} is number {} on {}; a circuit has at most 1 PLC module", name_of(site, module),
                                    i + 1, name_of(site, node));
      finding.help = fmt::format("keep the one nearest to the middle of {} and take out the rest", name_of(site, node));
      finding.related.push_back({place_of(first), "the first one"});
      findings.push_back(std::move(finding));
    }
  }
}

void check_plc_several_gateways(const RuleContext& context, Findings& findings) {
  const Site& site = context.site;
  const std::vector<const Charger*> gateways = sharers(site, Sharing::plc);
  for (std::size_t i = 1; i < gateways.size(); ++i) {
    const Charger& charger = *gateways[i];
    Finding finding = finding_about("AMP511", site, charger, "shares", charger.shares.span);
    finding.message = fmt::format("{} is number {} with shares: plc; an installation has at most 1 gateway",
                                  name_of(site, charger), i + 1);
    finding.help = fmt::format("take shares: plc out of {}; a circuit that needs PLC gets a PLC module instead",
                               name_of(site, charger));
    finding.related.push_back({gateways.front()->shares.span, "the first one"});
    findings.push_back(std::move(finding));
  }
}

void check_plc_gateway_weak(const RuleContext& context, Findings& findings) {
  const Site& site = context.site;
  const AccessPointIds ids(site);
  for (const Charger& charger : site.chargers) {
    if (!is_gateway(charger)) continue;
    const WifiSignal signal = wifi_signal(charger);
    if (signal.measurement != WifiMeasurement::known) continue;
    // Below the least for WiFi itself AMP401 speaks.
    if (signal.dbm >= good_wifi_dbm || signal.dbm < min_wifi_dbm) continue;
    Finding finding = finding_about("AMP512", site, charger, signal.key, signal.span);
    finding.message = fmt::format("gateway {} {}; a gateway needs {} or more", name_of(site, charger),
                                  level_text(signal), dbm(good_wifi_dbm));
    const std::string better = better_access_point(site, ids, charger, good_wifi_dbm);
    finding.help = fmt::format("{}let a charger with {} or more share its WiFi, {}or fit a PLC module instead",
                               better.empty() ? better : better + ", ", dbm(good_wifi_dbm),
                               better.empty() ? "move an access point closer, " : "");
    finding.related.push_back({charger.shares.span, "it shares its WiFi over PLC"});
    findings.push_back(std::move(finding));
  }
}

void check_plc_gateway_and_module(const RuleContext& context, Findings& findings) {
  const Site& site = context.site;
  for (NodeIndex v = 0; v < site.nodes.size(); ++v) {
    const Node& node = site.nodes[v];
    if (node.module_begin == node.module_end) continue;
    const PlcCircuit& circuit = context.plc_circuits[v];
    const auto gateway = std::find_if(circuit.sources.begin(), circuit.sources.end(),
                                      [](const PlcSource& source) { return source.gateway != nullptr; });
    if (gateway == circuit.sources.end()) continue;
    const Charger& charger = *gateway->gateway;
    const PlcModule& module = site.modules[node.module_begin];
    Finding finding = finding_about("AMP513", site, charger, "shares", charger.shares.span);
    finding.message = fmt::format("{} shares its WiFi over PLC, but {} has {}; a circuit has at most 1 PLC source",
                                  name_of(site, charger), name_of(site, node), name_of(site, module));
    finding.help = fmt::format("take shares: plc out of {}, or take out the PLC module", name_of(site, charger));
    finding.related.push_back({place_of(module), "the PLC module"});
    findings.push_back(std::move(finding));
  }
}

void check_plc_wifi_sharing(const RuleContext& context, Findings& findings) {
  const Site& site = context.site;
  for (const Charger& charger : site.chargers) {
    if (!shares_by(charger, Sharing::wifi)) continue;
    Finding finding = finding_about("AMP514", site, charger, "shares", charger.shares.span);
    finding.message = fmt::format(
        "{} shares its link over WiFi (shares: wifi): anyone with that WiFi's name and password can use it and slow "
        "the "
        "chargers down",
        name_of(site, charger));
    finding.help = "take shares: wifi out, and link the chargers near it by PLC or 4G, or by a WiFi access point";
    findings.push_back(std::move(finding));
  }
}

}  // namespace ampsite
