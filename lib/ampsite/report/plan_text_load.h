#pragma once
// The parts of a plan's text that speak of currents.

#include <string>

#include "ampsite/report/plan_report.h"

namespace ampsite {

/// For each load case: what every car gets at least, what limits it, how many can charge at once, and power.
std::string guaranteed_text(const PlanReport& report);

/// The fuse tree with the limit of each line and the current that each case draws.
std::string node_tree_text(const PlanReport& report);

/// Each charger's currents in each case, and what holds it down.
std::string charger_currents_text(const PlanReport& report);

}  // namespace ampsite
