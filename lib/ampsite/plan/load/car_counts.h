#pragma once
// How many cars use which lines, and which current fills a line when all of them have the same.

#include <vector>

#include "ampsite/plan/load/load_tree.h"

namespace ampsite {

/// The cars of each node and of all below it, by the set of lines that they use; by NodeIndex.
std::vector<ByLines<int>> cars_below(const LoadTree& tree);

/// The cars that load one line. With neutral, and where a car has one line, they count as `three_phase`.
struct LineCars {
  int three_phase = 0;
  int pair_a = 0;  ///< over one of the two pairs that share the line
  int pair_b = 0;  ///< over the other

  int count() const { return three_phase + pair_a + pair_b; }
};

/// Those of the cars that load `line`. With `arithmetic` it does not matter who is counted where.
inline LineCars cars_on(const ByLines<int>& cars, Line line) {
  const auto l = static_cast<unsigned>(line);
  const LineSet pair_a{line, all_lines[(l + 1) % 3]};
  const LineSet pair_b{line, all_lines[(l + 2) % 3]};
  return {cars[LineSet{line}.bits()] + cars[LineSet::all().bits()], cars[pair_a.bits()], cars[pair_b.bits()]};
}

/// The line's current for each ampere that all of these cars have: their number where currents add up, else
/// |z + a∠30° + b∠-30°|.
double line_current_per_ampere(CurrentModel model, const LineCars& cars);

/// The current of each of these cars at which the line is full; infinite where there is no car.
double filling_current_a(CurrentModel model, double limit_a, const LineCars& cars);

/// The least of these over the lines of a node.
double filling_current_a(CurrentModel model, const PerLine<double>& limit_a, const ByLines<int>& cars);

/// The smallest own maximum of all; infinite without cars.
double smallest_own_maximum_a(const LoadTree& tree);

}  // namespace ampsite
