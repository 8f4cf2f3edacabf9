#pragma once
// Random small problems of choosing lines, and what can be said of them by trying everything.
//
// Nothing of the product's code is used here but the values of a problem.

#include <cstdint>
#include <vector>

#include "ampsite/plan/load/line_choice.h"

namespace ampsite::test {

struct ProblemSize {
  int most_nodes = 5;
  int most_cars = 5;
};

/// Limits that differ by line, also of 0 A; nested nodes; cars with one, two or three options, of mixed own maxima,
/// with and without a wiring in the file, and with options at which they starve. The same seed gives the same problem
/// everywhere.
ChoiceProblem random_problem(std::uint32_t seed, ProblemSize size = {});

/// The currents of the cars, ascending, where each takes its option: raised all together, frozen at full lines.
std::vector<double> sorted_currents_a(const ChoiceProblem& problem, const std::vector<std::uint32_t>& option);

/// -1, 0 or 1: the lexicographic order of sorted currents, within a millionth of an ampere.
int compare_sorted(const std::vector<double>& a, const std::vector<double>& b);

/// The cars at an option at which they starve.
int starving_of(const ChoiceProblem& problem, const std::vector<std::uint32_t>& option);

int kept_of(const ChoiceProblem& problem, const std::vector<std::uint32_t>& option);

/// Of all choices: the best sorted currents, with these the fewest cars that starve, and with that the most that keep
/// the file's wiring.
struct BestOfAll {
  std::vector<double> currents_a;
  int starving = 0;
  int kept = 0;
};
BestOfAll best_of_all(const ChoiceProblem& problem);

/// The uses of these lines that each car cannot keep off, added up.
int forced_uses(const ChoiceProblem& problem, const std::vector<LineCut::Entry>& entries);

}  // namespace ampsite::test
