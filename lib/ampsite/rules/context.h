#pragma once
// What every rule looks at: the site, and what several rules need to know of it, worked out once.

#include <vector>

#include "ampsite/rules/certainty.h"
#include "ampsite/rules/plc_circuit.h"
#include "ampsite/site/site.h"

namespace ampsite {

struct RuleContext {
  /// The site has to outlive the context.
  explicit RuleContext(const Site& from);

  const Site& site;
  std::vector<bool> lines_certain;  ///< by NodeIndex
  BaseLoads base_loads;
  Capacities capacities;
  std::vector<PlcCircuit> plc_circuits;  ///< by NodeIndex
};

}  // namespace ampsite
