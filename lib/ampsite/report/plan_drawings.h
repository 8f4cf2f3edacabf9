#pragma once
// What a plan draws. All drawings are 720 pixels wide, which A4 paper shows at nearly its size, and no higher than a
// page.

#include <optional>
#include <vector>

#include "ampsite/report/drawing.h"
#include "ampsite/report/plan_report.h"

namespace ampsite {

inline constexpr double drawing_width = 720;

/// The fuse tree as a single-line diagram: each node with its fuse, limit, cable and number of chargers, the current of
/// each line as bars against what chargers may draw, and what holds the smallest current marked. Several drawings
/// where it is longer than a page.
std::vector<Drawing> tree_drawings(const PlanReport& report);

/// A circuit's run to scale: its chargers with their links and levels, its PLC modules, and its middle. None where no
/// charger of it has a known position.
std::optional<Drawing> run_drawing(const PlanReport& report, NodeIndex circuit);

/// What cars get when only some charge, as a chart; none without a capacity curve.
std::optional<Drawing> curve_drawing(const PlanReport& report);

/// How the cases are told apart in drawings.
Ink ink_of(LoadCase load_case);

}  // namespace ampsite
