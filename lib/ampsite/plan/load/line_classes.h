#pragma once
// Cars that are the same for the choice of lines, taken together: all that counts is how many of them use what.

#include <array>
#include <cstdint>
#include <vector>

#include "ampsite/plan/load/line_choice.h"
#include "ampsite/plan/load/use_ranks.h"

namespace ampsite {

/// How many cars take each option.
using OptionCounts = std::array<std::int32_t, 3>;

/// Cars of one node with the same options and the same own maximum, which starve at the same of them.
struct CarClass {
  NodeIndex node = 0;
  LineOptions options;
  double own_maximum_a = 0;
  std::uint8_t starving = 0;
  std::uint32_t begin = 0;  ///< into CarClasses::cars
  std::uint32_t end = 0;
  OptionCounts wanted{};  ///< by the file's wiring

  std::int32_t size() const { return static_cast<std::int32_t>(end - begin); }
  bool starves(std::size_t k) const { return (starving >> k & 1U) != 0; }
  bool chooses() const { return options.size() > 1; }
};

struct CarClasses {
  std::vector<CarClass> classes;    ///< in the order of their nodes
  std::vector<std::uint32_t> cars;  ///< class by class, each in the order of the problem
};

CarClasses car_classes(const ChoiceProblem& problem);

/// By class.
using ClassCounts = std::vector<OptionCounts>;

ClassCounts counts_of(const CarClasses& classes, const std::vector<std::uint32_t>& option);

/// The cars that starve where they are with these counts.
std::int32_t starving_cars(const CarClasses& classes, const ClassCounts& counts);

/// Cars that are alike but for where they starve change places, which changes no current, so that fewer starve.
void feed_by_exchange(const CarClasses& classes, ClassCounts& counts);

/// The most cars that can keep the file's wiring with these counts.
std::int32_t most_kept(const CarClasses& classes, const ClassCounts& counts);

/// An option for each car of the problem: as many as can be keep the file's wiring, and in the order of the problem the
/// cars of a class take turns as far as the counts go.
std::vector<std::uint32_t> options_of(const ChoiceProblem& problem, const CarClasses& classes,
                                      const ClassCounts& counts);

}  // namespace ampsite
