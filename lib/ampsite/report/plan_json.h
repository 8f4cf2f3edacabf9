#pragma once
// A plan as JSON, format `ampsite-plan/1`.

#include <string>

#include "ampsite/report/plan_report.h"

namespace ampsite {

/// Chargers and nodes stand in the order of the file: a node's chargers before those of its circuits, parents
/// before children. Currents in ampere, powers in kilowatt, energies in kilowatt hours, and shares are rounded down to
/// 3 decimals; bounds of them likewise, so that a value that reaches its bound is printed as its bound is. Levels of
/// the connectivity are not rounded. Values that do not exist are left out; lists are always there.
std::string plan_json(const PlanReport& report);

}  // namespace ampsite
