#pragma once
// What every rule looks at: the site, and what several rules need to know of it, worked out once.

#include <vector>

#include "ampsite/electric/circuit_electrics.h"
#include "ampsite/electric/electrical_tables.h"
#include "ampsite/rules/certainty.h"
#include "ampsite/rules/plc_circuit.h"
#include "ampsite/site/site.h"

namespace ampsite {

struct RuleContext {
  /// Site and tables have to outlive the context.
  explicit RuleContext(const Site& from, const ElectricalTables& tables = standard_tables());

  const Site& site;
  std::vector<bool> lines_certain;  ///< by NodeIndex
  BaseLoads base_loads;
  Capacities capacities;
  std::vector<PlcCircuit> plc_circuits;     ///< by NodeIndex
  std::vector<CircuitElectrics> electrics;  ///< by NodeIndex; empty where the file has no electrical data
};

}  // namespace ampsite
