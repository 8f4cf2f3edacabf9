#include "ampsite/plan/load/line_choice.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <utility>

#include "ampsite/electric/load_case.h"
#include "ampsite/plan/load/divided_bound.h"
#include "ampsite/plan/load/line_classes.h"
#include "ampsite/plan/load/line_levels.h"
#include "ampsite/plan/load/line_search.h"
#include "ampsite/plan/load/line_shares.h"
#include "ampsite/plan/load/smallest_current.h"

namespace ampsite {
namespace {

/// The file's wiring where each car that has a choice states one.
bool all_stated(const CarClasses& classes, ClassCounts& counts) {
  counts.resize(classes.classes.size());
  for (std::size_t c = 0; c < counts.size(); ++c) {
    const CarClass& cars = classes.classes[c];
    counts[c] = cars.wanted;
    if (!cars.chooses()) counts[c] = {cars.size(), 0, 0};
    if (counts[c][0] + counts[c][1] + counts[c][2] != cars.size()) return false;
  }
  return true;
}

std::int32_t all_kept(const CarClasses& classes) {
  std::int32_t sum = 0;
  for (const CarClass& cars : classes.classes) sum += cars.wanted[0] + cars.wanted[1] + cars.wanted[2];
  return sum;
}

std::vector<double> each(const SortedCurrents& currents) {
  std::vector<double> list;
  for (const EqualCurrents& equal : currents)
    list.insert(list.end(), static_cast<std::size_t>(equal.cars), equal.current_a);
  return list;
}

/// The problem without the options at which cars starve; `left` says which ones each car has left.
ChoiceProblem without_starving(const ChoiceProblem& problem, std::vector<std::array<std::uint32_t, 3>>& left) {
  ChoiceProblem fed{problem.nodes, problem.cars};
  left.resize(problem.cars.size());
  for (std::size_t i = 0; i < problem.cars.size(); ++i) {
    const ChoosingCar& car = problem.cars[i];
    fed.cars[i] = {car.node, {}, std::nullopt, car.own_maximum_a};
    for (std::uint32_t k = 0; k < car.options.size(); ++k) {
      if (car.starves(k)) continue;
      const auto place = static_cast<std::uint32_t>(fed.cars[i].options.size());
      if (car.preferred == k) fed.cars[i].preferred = place;
      left[i][place] = k;
      fed.cars[i].options.push_back(car.options[k]);
    }
  }
  return fed;
}

/// Level by level among the options at which no car starves; none where that costs of the smallest current.
std::optional<std::vector<std::uint32_t>> options_without_starving(const ChoiceProblem& problem, double smallest_a) {
  std::vector<std::array<std::uint32_t, 3>> left;
  const ChoiceProblem fed = without_starving(problem, left);
  UseRanks ranks = uncapped_ranks(fed);
  if (largest_smallest_current(fed, ranks).current_a < smallest_a) return std::nullopt;
  lower_caps(fed, car_classes(fed), ranks);
  std::vector<std::uint32_t> option = options_within(fed, std::move(ranks));
  for (std::size_t i = 0; i < option.size(); ++i) option[i] = left[i][option[i]];
  return option;
}

bool reaches(const std::vector<double>& reached_a, const std::vector<double>& bound_a) {
  return reached_a.size() == bound_a.size() &&
         std::equal(reached_a.begin(), reached_a.end(), bound_a.begin(),
                    [](double reached, double bound) { return std::abs(reached - bound) <= tolerance_a; });
}

}  // namespace

double ChoiceProblem::smallest_own_maximum_a() const {
  double smallest_a = std::numeric_limits<double>::infinity();
  for (const ChoosingCar& car : cars) smallest_a = std::min(smallest_a, car.own_maximum_a);
  return smallest_a;
}

LineChoice choose_lines(const ChoiceProblem& problem) {
  LineChoice choice;
  choice.optimal = true;
  if (problem.cars.empty()) return choice;
  UseRanks ranks = uncapped_ranks(problem);
  SmallestCurrent smallest = largest_smallest_current(problem, ranks);
  choice.smallest_a = smallest.current_a;
  choice.cut = std::move(smallest.cut);

  const CarClasses classes = car_classes(problem);
  LineShares shares(problem, classes);
  lower_caps(problem, classes, ranks);
  ClassCounts counts = counts_of(classes, options_within(problem, std::move(ranks)));
  feed_by_exchange(classes, counts);
  JudgedChoice best = judged(classes, shares, std::move(counts));
  const auto fed = best.starving > 0 ? options_without_starving(problem, choice.smallest_a) : std::nullopt;
  if (fed) {
    JudgedChoice without = judged(classes, shares, counts_of(classes, *fed));
    if (!better(best, without)) best = std::move(without);
  }
  ClassCounts stated;
  if (all_stated(classes, stated)) {
    JudgedChoice file = judged(classes, shares, std::move(stated));
    if (!better(best, file)) best = std::move(file);
  }
  choice.bound_a = divided_currents_a(problem);
  const bool perfect =
      reaches(each(best.currents), choice.bound_a) && best.starving == 0 && best.kept == all_kept(classes);
  const bool searched_all = !perfect && search_all(classes, shares, best);
  if (!perfect && !searched_all) improve(classes, shares, best);
  choice.option = options_of(problem, classes, best.counts);

  std::vector<double> reached_a = each(best.currents);
  choice.optimal = searched_all || reaches(reached_a, choice.bound_a);
  if (choice.optimal) choice.bound_a = std::move(reached_a);
  return choice;
}

}  // namespace ampsite
