#include "ampsite/plan/load/car_counts.h"

#include <algorithm>
#include <limits>

namespace ampsite {

std::vector<ByLines<int>> cars_below(const LoadTree& tree) {
  std::vector<ByLines<int>> cars(tree.nodes.size());
  for (const Consumer& consumer : tree.consumers) ++cars[consumer.node][consumer.lines.bits()];
  for (std::size_t v = tree.nodes.size(); v-- > 1;) {
    ByLines<int>& above = cars[tree.nodes[v].parent];
    for (std::size_t lines = 0; lines < above.size(); ++lines) above[lines] += cars[v][lines];
  }
  return cars;
}

double line_current_per_ampere(CurrentModel model, const LineCars& cars) {
  return line_current_a(model, cars.three_phase, cars.pair_a, cars.pair_b);
}

double filling_current_a(CurrentModel model, double limit_a, const LineCars& cars) {
  if (cars.count() == 0) return std::numeric_limits<double>::infinity();
  return limit_a / line_current_per_ampere(model, cars);
}

double filling_current_a(CurrentModel model, const PerLine<double>& limit_a, const ByLines<int>& cars) {
  double least_a = std::numeric_limits<double>::infinity();
  for (const Line line : all_lines) {
    least_a = std::min(least_a, filling_current_a(model, limit_a[line], cars_on(cars, line)));
  }
  return least_a;
}

double smallest_own_maximum_a(const LoadTree& tree) {
  double least_a = std::numeric_limits<double>::infinity();
  for (const Consumer& consumer : tree.consumers) least_a = std::min(least_a, consumer.own_maximum_a);
  return least_a;
}

}  // namespace ampsite
