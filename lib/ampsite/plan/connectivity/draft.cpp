#include "ampsite/plan/connectivity/draft.h"

#include <algorithm>
#include <optional>
#include <utility>

namespace ampsite::connectivity {

namespace {

/// Circuits with a gateway that is worth having, the largest gain first.
std::vector<NodeIndex> by_gain_of_gateway(const Reach& reach, const Ranking& ranking,
                                          const std::vector<CircuitOptions>& options) {
  std::vector<NodeIndex> circuits;
  for (NodeIndex circuit = 0; circuit < options.size(); ++circuit) {
    if (options[circuit].with_gateway) circuits.push_back(circuit);
  }
  std::sort(circuits.begin(), circuits.end(), [&](NodeIndex a, NodeIndex b) {
    const int compared = ranking.compare(options[a].with_gateway->value - options[a].best.value,
                                         options[b].with_gateway->value - options[b].best.value);
    if (compared != 0) return compared < 0;
    return natural_less(reach.site.nodes[a].id.value, reach.site.nodes[b].id.value);
  });
  return circuits;
}

}  // namespace

Draft draft_by_circuit(const Reach& reach, const Ranking& ranking) {
  Draft draft;
  draft.chargers.reserve(reach.chargers.size());
  for (ChargerIndex charger = 0; charger < reach.chargers.size(); ++charger) {
    draft.chargers.push_back(best_alone(reach, ranking, charger));
  }
  std::vector<CircuitOptions> options;
  options.reserve(reach.circuits.size());
  for (NodeIndex circuit = 0; circuit < reach.circuits.size(); ++circuit) {
    options.push_back(circuit_options(reach, ranking, circuit, draft.chargers));
  }
  int left = reach.max_gateways;
  for (const NodeIndex circuit : by_gain_of_gateway(reach, ranking, options)) {
    if (left-- <= 0) break;
    options[circuit].best = std::move(*options[circuit].with_gateway);
  }
  for (CircuitOptions& option : options) {
    CircuitPlan& plan = option.best;
    if (plan.source.kind == SourceKind::gateway) draft.chargers[plan.source.gateway] = plan.gateway;
    for (const ChargerIndex charger : plan.plc) {
      draft.chargers[charger] = {PlannedLink::plc, {}, value_of(reach, ranking, charger, PlannedLink::plc)};
    }
    draft.circuits.push_back(std::move(plan));
  }
  return draft;
}

}  // namespace ampsite::connectivity
