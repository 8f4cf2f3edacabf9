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

/// "15.666": rounded down, always with 3 decimals, so that the numbers of a column stand below each other.
std::string three_decimals(double value);

/// "6.25 A": rounded down to 3 decimals, without trailing zeros, as a sentence has it.
std::string current_text(double current_a);

/// "250.00 EUR".
std::string money(double price, std::string_view currency);

/// "three-phase", "one-phase", "declared".
std::string_view display_word(LoadCase load_case);

/// What every car is in a case: "three-phase", "one-phase", "as declared".
std::string_view cars_of(LoadCase load_case);

/// The cases that say something of their own: where the grid has one phase only, every car is one-phase.
std::vector<const CasePlan*> told_cases(const PlanReport& report);
bool one_phase_grid(const Site& site);

/// "26 of 40", "19 of 40 (at most 20)".
std::string at_once_text(const CasePlan& plan);

/// Not all can charge at once, each with its least current, but all can in turns.
bool takes_turns(const CasePlan& plan);
/// "11.428 A", "4.000 A in turns".
std::string guaranteed_text(const CasePlan& plan);
/// What the currents of these cases rest on: "all cars charging".
std::string charging_text(const std::vector<const CasePlan*>& cases);

/// "Within the portal's caps: three-phase 3 A.": the smallest currents that the caps lower. Empty where they lower
/// none.
std::string within_caps_text(const PlanReport& report);

/// What has to be known first: that errors remain, that chargers are left out, that the portal's caps may take them
/// out. Empty where all is well.
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
/// The grid line on each of these terminals: "L2 L3 L1", or "L1 - L2" where nothing is on the middle one.
std::string terminals_cell(const Site& site, const Wiring& phases);
/// The same where no heading names the terminals: "L1=L2 L2=L3 L3=L1", "L1=L1 N=L2".
std::string terminals_named(const Site& site, const Wiring& phases);

/// "80/75.5/70 A", "50 A": what the file states of a node's lines, with a word for a line that it leaves out. Empty
/// where it states nothing.
std::string stated_on_lines(const Node& node, const Stated<LineCurrents>& currents, std::string_view left_out);
/// The base load of a node's lines; empty where there is none.
std::string base_load_text(const Node& node);
/// "5x16 mm² copper", "busbar 250 A"; empty where the file does not say.
std::string conductor_text(const Node& node);

/// "A1 to A12, B3": three or more ids that count on by one become a range.
std::string id_ranges(const std::vector<std::string_view>& ids);
/// Likewise, in natural order of ids.
std::string charger_ranges(const Site& site, std::vector<ChargerIndex> chargers);
std::string node_ranges(const Site& site, std::vector<NodeIndex> nodes);

/// Where a charger's link comes from: "ap-1", "module plc-1", "gateway B1"; empty on 4G.
std::string link_source(const PlanReport& report, const ChargerLink& link);

/// "K1 L1", or "own max": a column of tables.
std::string held_by(const Site& site, const Bottleneck& bottleneck);

/// The charger with the least current of a case that has chargers; of several the first in natural order of ids.
ChargerIndex least_charger(const Site& site, const CasePlan& plan);

/// What holds that charger down: "main on L1 (100 A)", "cable of K1 on L1 (52 A)", "setting of K1 on L1
/// (40 A)", "own maximum of A1".
std::string limited_by(const PlanReport& report, const CasePlan& plan);

}  // namespace ampsite
