#pragma once
// Which of some cars can charge at once: the question behind `simultaneous`, for one part of the tree that has no
// tight line in common with the rest.

#include <cstdint>
#include <vector>

#include "ampsite/plan/load/tight_lines.h"

namespace ampsite {

struct SetCar {
  ChargerIndex charger = 0;
  std::uint32_t at = 0;  ///< tight node of the part
  LineSet lines;
  int least_a = 0;
};

struct SetProblem {
  TightTree tight;           ///< of the part alone: node 0 is above all others; `at` and `most_a` are empty
  std::vector<SetCar> cars;  ///< in natural order of ids
};

/// Places in SetProblem::cars.
using CarPlaces = std::vector<std::uint32_t>;

/// Taking whoever fits, smallest first, is the best there is (see set_greedy.cpp).
bool greedy_is_exact(const SetProblem& problem);

/// A large set: the best of a few fixed orders, each car taken if it fits, then single cars given up where that lets in
/// two others. Stops at `upper_bound` cars. `evaluations` is what the exchanges may still spend.
CarPlaces greedy_set(const SetProblem& problem, std::size_t upper_bound, std::size_t& evaluations);

struct SetBound {
  std::size_t most_cars = 0;  ///< no set has more
  double time_share = 1;      ///< least of cars that fit / cars there over the tight lines, each line by itself
};

SetBound set_bound(const SetProblem& problem);

struct SearchedSet {
  CarPlaces places;     ///< empty where none was found that large
  bool proved = false;  ///< the search ended by itself: no set is larger, or at least `at_least` cars
};

/// The largest set, of several the first in natural order, by branch and bound. It is known that some set has
/// `at_least` cars, and that none has more than `at_most`. Ends early when `visits` are used up.
SearchedSet search_set(const SetProblem& problem, std::size_t at_least, std::size_t at_most, std::size_t& visits);

}  // namespace ampsite
