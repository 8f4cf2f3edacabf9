#pragma once
// A plan as CSV for spreadsheets: the chargers, the circuits and the materials.

#include <string>

#include "ampsite/report/plan_report.h"

namespace ampsite {

/// One table of all rows, so that it is one file which any program reads: the first column says what a row is,
/// "charger", "circuit" or "material"; cells that a row has no value for are empty (docs/output-formats.md).
std::string plan_csv(const PlanReport& report);

}  // namespace ampsite
