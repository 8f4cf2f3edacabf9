#include "ampsite/rules/context.h"

#include <algorithm>

namespace ampsite {
namespace {

/// Most files have no data of cables, and nothing to work out.
std::vector<CircuitElectrics> electrics_of(const Site& site, const ElectricalTables& tables) {
  const bool any = std::any_of(site.nodes.begin(), site.nodes.end(),
                               [](const Node& node) { return has_electrical_data(node) || !node.rated_a.absent(); });
  return any ? circuit_electrics(site, tables) : std::vector<CircuitElectrics>{};
}

}  // namespace

RuleContext::RuleContext(const Site& from, const ElectricalTables& tables)
    : site(from),
      lines_certain(ampsite::lines_certain(from)),
      base_loads(sum_base_loads(from, lines_certain)),
      capacities(certain_capacities(from, lines_certain, base_loads)),
      plc_circuits(ampsite::plc_circuits(from)),
      electrics(electrics_of(from, tables)) {}

}  // namespace ampsite
