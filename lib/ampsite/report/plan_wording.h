#pragma once
// How the reports of a plan say its values to a person.

#include <string>
#include <string_view>
#include <vector>

#include "ampsite/plan/plan.h"
#include "ampsite/report/plan_report.h"

namespace ampsite {

/// How much a section says: what fits a terminal, or all there is.
enum class Detail { brief, full };

/// "15.666": rounded down, always with 3 decimals.
std::string three_decimals(double value);

/// "three-phase", "one-phase", "declared".
std::string_view display_word(LoadCase load_case);

/// What has to be known first: that errors remain, that chargers are left out. Empty where all is well.
std::vector<std::string> attention(const PlanReport& report);

/// "16 chargers on 3 fuse nodes".
std::string size_text(const Site& site);

/// "TN-S, 400 V, three phases, with neutral".
std::string grid_text(const Grid& grid);

/// "WiFi, then PLC or 4G".
std::string preference_text(const std::vector<LinkGroup>& preference);

/// "L1 L2 L3", with anything between them.
std::string joined(const Wiring& wiring, std::string_view between);
std::string joined(LineSet lines, std::string_view between);

/// What the terminals of a charger are called, "L1 L2 N".
std::string terminals_text(const Site& site);

/// "A1 to A12, B3": three or more ids that count on by one become a range.
std::string id_ranges(const std::vector<std::string_view>& ids);
std::string charger_ranges(const Site& site, const std::vector<ChargerIndex>& chargers);
std::string node_ranges(const Site& site, const std::vector<NodeIndex>& nodes);

/// Where a charger's link comes from: "ap-1", "module plc-1", "gateway B1"; empty on 4G.
std::string link_source(const PlanReport& report, const ChargerLink& link);

/// "K1 L1", or "own maximum".
std::string held_by(const Site& site, const Bottleneck& bottleneck);

/// The charger with the least current of a case that has chargers; of several the first in natural order of ids.
ChargerIndex least_charger(const Site& site, const CasePlan& plan);

/// What holds that charger down: "main on L1 (100.000 A)", "own maximum of A1".
std::string limited_by(const Site& site, const CasePlan& plan);

}  // namespace ampsite
