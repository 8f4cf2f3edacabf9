#include "ampsite/plan/load/capacity_curve.h"

#include <algorithm>
#include <array>
#include <limits>

#include "ampsite/plan/arrival_orders.h"
#include "ampsite/plan/load/arrival_walk.h"
#include "ampsite/plan/load/car_counts.h"

namespace ampsite {
namespace {

constexpr std::size_t most_points = 50;

std::vector<int> points_of(std::size_t chargers) {
  const std::size_t points = std::min(chargers, most_points);
  std::vector<int> active;
  active.reserve(points);
  for (std::size_t j = 1; j <= points; ++j) active.push_back(static_cast<int>((j * chargers + points - 1) / points));
  return active;
}

/// The most that `count` of these cars load their line with, for each ampere that they have. The square of
/// |z + a∠30° + b∠-30°| is z² + √3 z(a + b) + a² + ab + b², the square of a norm: convex, so it is largest at a corner
/// of what can be chosen, 0 <= z <= Z, 0 <= a <= A, 0 <= b <= B, z + a + b = count. At a corner all but one of the
/// three are at one of their ends, that is, one kind after the other is taken as far as it goes, and the corners are
/// whole numbers. More cars never load a line less, so fewer than `count` need not be looked at.
double worst_current_per_ampere(CurrentModel model, const LineCars& cars, int count) {
  if (model == CurrentModel::arithmetic) return count;
  static constexpr std::array<std::array<int LineCars::*, 3>, 6> orders{{
      {&LineCars::three_phase, &LineCars::pair_a, &LineCars::pair_b},
      {&LineCars::three_phase, &LineCars::pair_b, &LineCars::pair_a},
      {&LineCars::pair_a, &LineCars::three_phase, &LineCars::pair_b},
      {&LineCars::pair_a, &LineCars::pair_b, &LineCars::three_phase},
      {&LineCars::pair_b, &LineCars::three_phase, &LineCars::pair_a},
      {&LineCars::pair_b, &LineCars::pair_a, &LineCars::three_phase},
  }};
  double worst = 0;
  for (const auto& order : orders) {
    LineCars chosen;
    int left = count;
    for (const auto kind : order) {
      chosen.*kind = std::min(left, cars.*kind);
      left -= chosen.*kind;
    }
    worst = std::max(worst, line_current_per_ampere(model, chosen));
  }
  return worst;
}

/// What each of `active[p]` cars gets at least, whichever they are. A line is worst used by as many of the cars below
/// it as there can be; from where these are all, it is the same for every larger number. So a node is looked at for
/// no more points than there are below its number of cars: over all nodes of a level fewer than points and nodes.
std::vector<double> guaranteed_a(const LoadTree& tree, const std::vector<int>& active) {
  std::vector<double> least_a(active.size(), smallest_own_maximum_a(tree));
  std::vector<double> from_here_a(active.size(), std::numeric_limits<double>::infinity());
  const std::vector<ByLines<int>> below = cars_below(tree);
  for (NodeIndex v = 0; v < tree.nodes.size(); ++v) {
    for (const Line line : all_lines) {
      const LineCars cars = cars_on(below[v], line);
      if (cars.count() == 0) continue;
      const double limit_a = tree.nodes[v].limit_a[line];
      std::size_t p = 0;
      for (; active[p] < cars.count(); ++p) {
        // Where even currents that add up leave more than is known already, phasors do.
        if (limit_a >= least_a[p] * active[p]) continue;
        least_a[p] = std::min(least_a[p], limit_a / worst_current_per_ampere(tree.model, cars, active[p]));
      }
      from_here_a[p] = std::min(from_here_a[p], filling_current_a(tree.model, limit_a, cars));
    }
  }
  double known_a = std::numeric_limits<double>::infinity();
  for (std::size_t p = 0; p < active.size(); ++p) {
    known_a = std::min(known_a, from_here_a[p]);
    least_a[p] = std::min(least_a[p], known_a);
  }
  return least_a;
}

/// The power of the car that gets the least at this current: the one that uses the fewest lines.
double least_power_kw(const Site& site, const LoadTree& tree, double current_a) {
  std::array<bool, 4> uses{};
  for (const Consumer& consumer : tree.consumers) uses[static_cast<std::size_t>(consumer.lines.size())] = true;
  double least_kw = std::numeric_limits<double>::infinity();
  for (int lines = 0; lines <= 3; ++lines) {
    if (uses[static_cast<std::size_t>(lines)]) {
      least_kw = std::min(least_kw, power_kw(site.grid.value, lines, current_a));
    }
  }
  return least_kw;
}

std::vector<CurvePoint> points_without_typical(const Site& site, const LoadTree& tree, const std::vector<int>& active) {
  const std::vector<double> guaranteed = guaranteed_a(tree, active);
  const double kw_per_ampere = least_power_kw(site, tree, 1);
  std::vector<CurvePoint> curve;
  curve.reserve(active.size());
  for (std::size_t p = 0; p < active.size(); ++p) {
    const double energy_kwh = kw_per_ampere * guaranteed[p] * site.planning.overnight_h.value;
    curve.push_back({active[p], guaranteed[p], 0, energy_kwh});
  }
  return curve;
}

}  // namespace

std::vector<std::vector<CurvePoint>> capacity_curves(const Site& site, const std::vector<LoadTree>& trees) {
  const std::vector<int> active = points_of(site.chargers.size());
  std::vector<std::vector<CurvePoint>> curves(trees.size());
  if (active.empty()) return curves;
  std::vector<ArrivalWalk> walks;
  walks.reserve(trees.size());
  for (const LoadTree& tree : trees) walks.emplace_back(tree, active);
  for (std::uint32_t number = 0; number < arrival_orders; ++number) {
    const std::vector<std::uint32_t> order = arrival_order(site.chargers.size(), number);
    for (ArrivalWalk& walk : walks) walk.walk(order);
  }
  for (std::size_t i = 0; i < trees.size(); ++i) {
    curves[i] = points_without_typical(site, trees[i], active);
    for (std::size_t p = 0; p < active.size(); ++p) curves[i][p].typical_a = walks[i].sums_a()[p] / arrival_orders;
  }
  return curves;
}

std::vector<CurvePoint> capacity_curve(const Site& site, const LoadTree& tree) {
  return capacity_curves(site, {tree}).front();
}

}  // namespace ampsite
