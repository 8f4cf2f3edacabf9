#pragma once
// What a rule may rest on. One fault gives one finding: a rule is silent where a value that it needs is
// unknown, or is itself the fault that another rule reports.

#include <optional>
#include <string_view>
#include <vector>

#include "ampsite/site/site.h"

namespace ampsite {

struct RuleContext;

/// The lines that are in both sets.
LineSet common(LineSet a, LineSet b);

/// What is wrong with stated lines (AMP102).
struct LineFault {
  std::optional<Line> twice;
  LineSet not_fed;  ///< stated, but not among those of the parent

  bool any() const { return twice.has_value() || !not_fed.empty(); }
};

/// The grid's own lines have no finding.
bool grid_lines_certain(const Site& site);

/// Whether the lines of each node are certain: neither its own `phases` nor any above it, nor
/// the grid, have a finding. By NodeIndex.
std::vector<bool> lines_certain(const Site& site);

/// The lines that the parent of a node has; those of the grid for the supply.
LineSet parent_lines(const Site& site, const Node& node);

/// Only `twice` can be told where the lines of the parent are not certain.
LineFault line_fault(const Site& site, const Node& node, bool parent_certain);
LineFault line_fault(const Site& site, const Charger& charger, bool node_certain);

/// The number of lines in a charger's `phases` is not one that the grid's wiring has (AMP104).
bool has_form_fault(const Site& site, const Charger& charger);

/// The charger states fewer lines than it could use of its circuit's (AMP302).
bool leaves_lines_unused(const Site& site, const Charger& charger);

/// Without neutral a car charges between two lines: on a circuit of one, none can, which AMP206 reports.
bool lacks_second_line(const Site& site, const Node& node);

/// Where a node's lines are written: its own `phases`, or those of the nearest node above that states them; null
/// where they are the grid's.
const Stated<Wiring>* stated_phases(const Site& site, NodeIndex from);

/// The lines of a node are certain, and so is whether there is a neutral.
bool conductors_certain(const RuleContext& context, NodeIndex node);
/// A charger's `phases` may be relied on, or that it states none: neither they (AMP102, AMP104) nor the conductors of
/// its circuit have a finding.
bool wiring_certain(const RuleContext& context, const Charger& charger);

/// `min_a` or `max_a` are out of range or out of order (AMP208).
bool has_current_fault(const Charger& charger);

/// The larger of `fuse_a` and of `device.setting_a` where the device can be set: what stands in front of the chargers.
struct LargestRating {
  std::string_view key = "fuse_a";
  double rating_a = 0;  ///< 0: neither is stated
  Span span;
};
LargestRating largest_rating(const Node& node);

/// The device that AMP201 reports: above 63 A, and the nearest in front of a charger.
bool fuse_too_large_for_chargers(const Site& site, const Node& node);
bool fuse_too_large(const Charger& charger);
/// The charger's nearest protective device is that of its circuit.
bool relies_on_circuit_fuse(const Charger& charger);
/// The manual: a charger may stand behind a device of at most 63 A.
inline constexpr double largest_charger_fuse_a = 63;

/// Base loads with those of the nodes below; by NodeIndex.
struct BaseLoads {
  std::vector<PerLine<double>> sum_a;
  std::vector<LineSet> over_fuse;  ///< AMP205 speaks
  std::vector<LineSet> certain;    ///< no unknown value, and no AMP205, here or below
};
BaseLoads sum_base_loads(const Site& site, const std::vector<bool>& node_lines_certain);

/// What the chargers below each node may draw, and on which lines that is certain; by NodeIndex.
struct Capacities {
  std::vector<PerLine<double>> capacity_a;
  std::vector<LineSet> certain;
};
Capacities certain_capacities(const Site& site, const std::vector<bool>& node_lines_certain, const BaseLoads& loads);

/// A charger's lines and least current may be relied on, where those of its node may.
bool is_certain(const Site& site, const Charger& charger);

}  // namespace ampsite
