#include "ampsite/electric/load_case.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "ampsite/electric/grid_voltage.h"
#include "ampsite/electric/protection.h"

namespace ampsite {
namespace {

constexpr double not_limited_a = std::numeric_limits<double>::infinity();

/// The current that `stated` gives on a line; nothing where it leaves the line out.
std::optional<double> on_line(const Stated<LineCurrents>& currents, Line line) {
  if (!currents.has_value()) return std::nullopt;
  const Stated<double>& value = currents->line[line];
  if (!value.has_value()) return std::nullopt;
  return value.value;
}

/// What the node's own device lets through at most; 0 where the fuse is not known.
double device_lets_through_a(const Node& node) {
  return node.fuse_a.has_value() ? std::min(node.fuse_a.value, setting_a(node)) : 0;
}

/// What base loads and limits leave to chargers of what each node carries, `carries_a(node)`.
template <class Carries>
std::vector<PerLine<double>> left_for_chargers_a(const Site& site, const Carries& carries_a) {
  const std::vector<PerLine<double>> base_loads = base_loads_a(site);
  std::vector<PerLine<double>> capacities(site.nodes.size());
  for (std::size_t v = 0; v < site.nodes.size(); ++v) {
    const Node& node = site.nodes[v];
    for (const Line line : all_lines) {
      if (!node.lines.contains(line)) continue;
      const double left = carries_a(node) - base_loads[v][line];
      const double limit = on_line(node.limit_a, line).value_or(left);
      capacities[v][line] = std::max(0.0, std::min(limit, left));
    }
  }
  return capacities;
}

}  // namespace

std::string_view to_text(LoadCase load_case) {
  switch (load_case) {
    case LoadCase::three_phase:
      return "three_phase";
    case LoadCase::single_phase:
      return "single_phase";
    case LoadCase::declared:
      return "declared";
  }
  return {};
}

std::vector<LoadCase> load_cases(const Site& site) {
  std::vector<LoadCase> cases{LoadCase::three_phase, LoadCase::single_phase};
  const bool declared = std::any_of(site.chargers.begin(), site.chargers.end(),
                                    [](const Charger& charger) { return charger.vehicle.has_value(); });
  if (declared) cases.push_back(LoadCase::declared);
  return cases;
}

bool one_phase_car(const Charger& charger, LoadCase load_case, LineSet charger_lines, bool neutral) {
  const int lines_of_one_phase = neutral ? 1 : 2;
  if (charger_lines.size() <= lines_of_one_phase) return true;
  switch (load_case) {
    case LoadCase::three_phase:
      return false;
    case LoadCase::single_phase:
      return true;
    case LoadCase::declared:
      return charger.vehicle.has_value() && charger.vehicle->phases.has_value() && charger.vehicle->phases.value == 1;
  }
  return false;
}

std::vector<PerLine<double>> base_loads_a(const Site& site) {
  std::vector<PerLine<double>> loads(site.nodes.size());
  for (std::size_t v = site.nodes.size(); v-- > 0;) {
    const Node& node = site.nodes[v];
    for (const Line line : all_lines) {
      if (node.lines.contains(line)) loads[v][line] += on_line(node.base_load_a, line).value_or(0);
      if (node.parent != no_index) loads[node.parent][line] += loads[v][line];
    }
  }
  return loads;
}

double setting_a(const Node& node) {
  const bool set = node.device.has_value() && can_be_set(*node.device) && node.device->setting_a.has_value();
  return set ? node.device->setting_a.value : not_limited_a;
}

double conductor_a(const Node& node) {
  if (node.kind.has_value() && node.kind.value == RunKind::busbar) {
    return node.rated_a.has_value() ? node.rated_a.value : not_limited_a;
  }
  const bool stated = node.cable.has_value() && node.cable->ampacity_a.has_value();
  return stated ? node.cable->ampacity_a.value : not_limited_a;
}

std::vector<PerLine<double>> capacities_a(const Site& site) {
  return left_for_chargers_a(site,
                             [](const Node& node) { return std::min(device_lets_through_a(node), conductor_a(node)); });
}

std::vector<PerLine<double>> let_through_a(const Site& site) {
  return left_for_chargers_a(site, device_lets_through_a);
}

double own_maximum_a(const Charger& charger, LoadCase load_case) {
  double most = charger.max_a.has_value() ? std::min(charger.max_a.value, most_charging_a) : most_charging_a;
  if (charger.fuse_a.has_value()) most = std::min(most, charger.fuse_a.value);
  const bool vehicle_counts = load_case == LoadCase::declared && charger.vehicle.has_value();
  if (vehicle_counts && charger.vehicle->max_a.has_value()) most = std::min(most, charger.vehicle->max_a.value);
  return std::max(0.0, most);
}

double own_minimum_a(const Charger& charger) {
  return charger.min_a.has_value() ? charger.min_a.value : least_charging_a;
}

CurrentModel used_current_model(const Site& site) {
  return site.neutral() ? CurrentModel::arithmetic : site.planning.current_model.value;
}

double LinePhasor::magnitude_a() const {
  // An exact sum where nothing runs across: a square root of a square need not be.
  if (across_a == 0) return in_phase_a;
  return std::sqrt(in_phase_a * in_phase_a + across_a * across_a);
}

LinePhasor line_phasor(CurrentModel model, double three_phase_a, double pair_a, double pair_b) {
  if (model == CurrentModel::arithmetic) return {three_phase_a + pair_a + pair_b, 0};
  constexpr double cos_30 = 0.86602540378443864676;
  constexpr double sin_30 = 0.5;
  return {three_phase_a + (pair_a + pair_b) * cos_30, (pair_a - pair_b) * sin_30};
}

double line_current_a(CurrentModel model, double three_phase_a, double pair_a, double pair_b) {
  return line_phasor(model, three_phase_a, pair_a, pair_b).magnitude_a();
}

double power_kw(const Grid& grid, int lines_used, double current_a) {
  const bool neutral = grid.neutral.value;
  const double voltage_v = grid.voltage_v.has_value() ? grid.voltage_v.value : (neutral ? 400.0 : 230.0);
  double volts = 0;
  if (neutral) {
    volts = line_to_neutral_v(grid, voltage_v) * lines_used;
  } else if (lines_used == 2) {
    volts = voltage_v;
  } else if (lines_used == 3) {
    volts = voltage_v * std::sqrt(3.0);
  }
  return volts * current_a / 1000;
}

const std::vector<double>& standard_ratings_a() {
  static const std::vector<double> ratings{6,   10,  13,  16,  20,  25,  32,  35,  40,  50,  63, 80,
                                           100, 125, 160, 200, 224, 250, 315, 355, 400, 500, 630};
  return ratings;
}

}  // namespace ampsite
