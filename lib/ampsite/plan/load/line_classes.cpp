#include "ampsite/plan/load/line_classes.h"

#include <algorithm>
#include <tuple>

namespace ampsite {
namespace {

std::uint32_t key_of(const LineOptions& options) {
  std::uint32_t key = 0;
  for (const LineSet option : options) key = key << 3U | option.bits();
  return key;
}

/// Cars by node, each node's in the order of the problem.
std::vector<std::uint32_t> cars_by_node(const ChoiceProblem& problem, std::vector<std::uint32_t>& begin) {
  begin.assign(problem.nodes.size() + 1, 0);
  for (const ChoosingCar& car : problem.cars) ++begin[car.node + 1];
  for (std::size_t v = 0; v < problem.nodes.size(); ++v) begin[v + 1] += begin[v];
  std::vector<std::uint32_t> next(begin.begin(), begin.end());
  std::vector<std::uint32_t> cars(problem.cars.size());
  for (std::uint32_t i = 0; i < cars.size(); ++i) cars[next[problem.cars[i].node]++] = i;
  return cars;
}

std::int32_t kept(const OptionCounts& counts, const OptionCounts& wanted) {
  std::int32_t sum = 0;
  for (std::size_t k = 0; k < counts.size(); ++k) sum += std::min(counts[k], wanted[k]);
  return sum;
}

bool alike_but_for_starving(const CarClass& a, const CarClass& b) {
  return a.node == b.node && a.options == b.options && a.own_maximum_a == b.own_maximum_a;
}

/// At most as many classes of cars that are alike otherwise as there are sets of options stand together.
std::size_t first_like(const std::vector<CarClass>& classes, std::size_t c) {
  while (c > 0 && alike_but_for_starving(classes[c - 1], classes[c])) --c;
  return c;
}

/// One class: each car takes the next option after the one before it with which as many as before can keep the file's
/// wiring, so that neighbours use different lines.
void settle(const ChoiceProblem& problem, const CarClasses& classes, const CarClass& cars, OptionCounts counts,
            std::vector<std::uint32_t>& option) {
  OptionCounts wanted = cars.wanted;
  std::int32_t to_keep = kept(counts, wanted);
  std::size_t turn = 0;
  for (std::uint32_t at = cars.begin; at < cars.end; ++at) {
    const std::uint32_t i = classes.cars[at];
    const std::optional<std::uint32_t> preferred = problem.cars[i].preferred;
    if (preferred) --wanted[*preferred];
    for (std::size_t next = 0; next < cars.options.size(); ++next) {
      const auto k = static_cast<std::uint32_t>((turn + next) % cars.options.size());
      if (counts[k] == 0) continue;
      --counts[k];
      const std::int32_t keeps = preferred == k ? 1 : 0;
      if (keeps + kept(counts, wanted) == to_keep) {
        to_keep -= keeps;
        option[i] = k;
        turn = k + 1;
        break;
      }
      ++counts[k];
    }
  }
}

}  // namespace

CarClasses car_classes(const ChoiceProblem& problem) {
  CarClasses made;
  std::vector<std::uint32_t> begin;
  made.cars = cars_by_node(problem, begin);
  const auto key = [&](std::uint32_t i) {
    const ChoosingCar& car = problem.cars[i];
    return std::tuple(key_of(car.options), car.own_maximum_a, car.starving);
  };
  const auto before = [&](std::uint32_t a, std::uint32_t b) {
    return std::tuple_cat(key(a), std::tuple(a)) < std::tuple_cat(key(b), std::tuple(b));
  };
  for (NodeIndex v = 0; v < problem.nodes.size(); ++v) {
    const auto first = made.cars.begin() + begin[v];
    const auto last = made.cars.begin() + begin[v + 1];
    if (!std::is_sorted(first, last, before)) std::sort(first, last, before);
    for (std::uint32_t at = begin[v]; at < begin[v + 1]; ++at) {
      const ChoosingCar& car = problem.cars[made.cars[at]];
      if (at == begin[v] || key(made.cars[at]) != key(made.cars[at - 1])) {
        made.classes.push_back({v, car.options, car.own_maximum_a, car.starving, at, at, {}});
      }
      CarClass& cars = made.classes.back();
      cars.end = at + 1;
      if (car.preferred) ++cars.wanted[*car.preferred];
    }
  }
  return made;
}

ClassCounts counts_of(const CarClasses& classes, const std::vector<std::uint32_t>& option) {
  ClassCounts counts(classes.classes.size());
  for (std::size_t c = 0; c < counts.size(); ++c) {
    const CarClass& cars = classes.classes[c];
    for (std::uint32_t at = cars.begin; at < cars.end; ++at) ++counts[c][option[classes.cars[at]]];
  }
  return counts;
}

std::int32_t starving_cars(const CarClasses& classes, const ClassCounts& counts) {
  std::int32_t sum = 0;
  for (std::size_t c = 0; c < counts.size(); ++c) {
    for (std::size_t k = 0; k < counts[c].size(); ++k) {
      if (classes.classes[c].starves(k)) sum += counts[c][k];
    }
  }
  return sum;
}

void feed_by_exchange(const CarClasses& classes, ClassCounts& counts) {
  const std::vector<CarClass>& all = classes.classes;
  for (std::size_t c = 0; c < all.size(); ++c) {
    if (all[c].starving == 0) continue;
    for (std::size_t d = first_like(all, c); d < all.size() && alike_but_for_starving(all[c], all[d]); ++d) {
      for (std::size_t from = 0; from < all[c].options.size(); ++from) {
        for (std::size_t to = 0; to < all[c].options.size(); ++to) {
          const bool feeds = all[c].starves(from) && !all[c].starves(to);
          const bool costs = all[d].starves(from) && !all[d].starves(to);
          if (!feeds || costs) continue;
          const std::int32_t exchanged = std::min(counts[c][from], counts[d][to]);
          counts[c][from] -= exchanged;
          counts[c][to] += exchanged;
          counts[d][to] -= exchanged;
          counts[d][from] += exchanged;
        }
      }
    }
  }
}

std::int32_t most_kept(const CarClasses& classes, const ClassCounts& counts) {
  std::int32_t sum = 0;
  for (std::size_t c = 0; c < counts.size(); ++c) sum += kept(counts[c], classes.classes[c].wanted);
  return sum;
}

std::vector<std::uint32_t> options_of(const ChoiceProblem& problem, const CarClasses& classes,
                                      const ClassCounts& counts) {
  std::vector<std::uint32_t> option(problem.cars.size());
  for (std::size_t c = 0; c < counts.size(); ++c) {
    settle(problem, classes, classes.classes[c], counts[c], option);
  }
  return option;
}

}  // namespace ampsite
