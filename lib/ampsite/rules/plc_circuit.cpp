#include "ampsite/rules/plc_circuit.h"

#include <algorithm>

#include "ampsite/rules/by_id.h"
#include "ampsite/rules/certainty.h"
#include "ampsite/rules/context.h"
#include "ampsite/rules/wording.h"

namespace ampsite {
namespace {

PlcCircuit plc_circuit(const Site& site, const Node& node) {
  PlcCircuit circuit;
  circuit.sources_known = !node.modules_unknown;
  std::vector<const PlcModule*> modules;
  for (ModuleIndex m = node.module_begin; m < node.module_end; ++m) modules.push_back(&site.modules[m]);
  std::vector<const Charger*> gateways;
  for (ChargerIndex c = node.charger_begin; c < node.charger_end; ++c) {
    const Charger& charger = site.chargers[c];
    if (links_by(charger, Link::plc)) circuit.linked.push_back(c);
    if (is_gateway(charger)) {
      gateways.push_back(&charger);
    } else if (could_be_gateway(charger)) {
      circuit.sources_known = false;
    }
  }
  sort_by_id(modules);
  sort_by_id(gateways);
  for (const PlcModule* module : modules) circuit.sources.push_back({module, nullptr});
  for (const Charger* gateway : gateways) circuit.sources.push_back({nullptr, gateway});
  return circuit;
}

}  // namespace

std::vector<PlcCircuit> plc_circuits(const Site& site) {
  std::vector<PlcCircuit> circuits;
  circuits.reserve(site.nodes.size());
  for (const Node& node : site.nodes) circuits.push_back(plc_circuit(site, node));
  return circuits;
}

std::string name_of(const Site& site, const PlcSource& source) {
  return source.module != nullptr ? name_of(site, *source.module) : "gateway " + name_of(site, *source.gateway);
}

Span place_of(const PlcSource& source) {
  return source.module != nullptr ? place_of(*source.module) : place_of(*source.gateway);
}

std::optional<double> known_position_m(const Site& site, const PlcSource& source) {
  return source.module != nullptr ? known_position_m(site, *source.module) : known_position_m(site, *source.gateway);
}

std::optional<std::vector<PlacedSource>> by_position(const Site& site, const PlcCircuit& circuit) {
  if (!circuit.sources_known) return std::nullopt;
  std::vector<PlacedSource> placed;
  for (const PlcSource& source : circuit.sources) {
    const std::optional<double> position = known_position_m(site, source);
    if (!position) return std::nullopt;
    placed.push_back({source, *position});
  }
  std::stable_sort(placed.begin(), placed.end(),
                   [](const PlacedSource& a, const PlacedSource& b) { return a.position_m < b.position_m; });
  return placed;
}

const PlacedSource& nearest(const std::vector<PlacedSource>& placed, double position_m) {
  const auto behind = std::lower_bound(placed.begin(), placed.end(), position_m,
                                       [](const PlacedSource& source, double at) { return source.position_m < at; });
  if (behind == placed.begin()) return placed.front();
  const auto before = behind - 1;
  if (behind == placed.end() || position_m - before->position_m <= behind->position_m - position_m) return *before;
  return *behind;
}

std::optional<LineSet> known_pair(const RuleContext& context, const Charger& charger) {
  if (!charger.phases.stated() || !wiring_certain(context, charger)) return std::nullopt;
  return terminal_pair(charger.phases.value, context.site.neutral());
}

std::optional<LineSet> known_pair(const RuleContext& context, const PlcSource& source) {
  if (source.gateway != nullptr) return known_pair(context, *source.gateway);
  const Site& site = context.site;
  if (!conductors_certain(context, source.module->node)) return std::nullopt;
  const LineSet pair = plc_pair(site.nodes[source.module->node].lines, site.neutral());
  if (pair.empty() || !connects(*source.module, pair, site.neutral())) return std::nullopt;
  return pair;
}

}  // namespace ampsite
