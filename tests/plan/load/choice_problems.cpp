#include "plan/load/choice_problems.h"

#include <algorithm>
#include <limits>
#include <random>

namespace ampsite::test {
namespace {

class Dice {
 public:
  explicit Dice(std::uint32_t seed) : engine_(seed) {}

  int between(int least, int most) {
    return least + static_cast<int>(engine_() % static_cast<std::uint32_t>(most - least + 1));
  }
  bool one_in(int n) { return between(1, n) == 1; }

 private:
  std::mt19937 engine_;
};

ChoosingCar random_car(Dice& dice, const ChoiceProblem& problem, bool neutral, bool mixed) {
  constexpr std::array<LineSet, 3> lines{LineSet{Line::L1}, LineSet{Line::L2}, LineSet{Line::L3}};
  constexpr std::array<LineSet, 3> pairs{LineSet{Line::L1, Line::L3}, LineSet{Line::L1, Line::L2},
                                         LineSet{Line::L2, Line::L3}};
  constexpr std::array<double, 5> own_maxima_a{6, 10, 16, 20, 32};
  ChoosingCar car;
  car.node = static_cast<NodeIndex>(dice.between(0, static_cast<int>(problem.nodes.size()) - 1));
  const int open = dice.one_in(3) ? dice.between(1, 7) : 7;
  for (std::size_t k = 0; k < 3; ++k) {
    if ((open >> k & 1) != 0) car.options.push_back(neutral ? lines[k] : pairs[k]);
  }
  if (dice.one_in(2)) {
    car.preferred = static_cast<std::uint32_t>(dice.between(0, static_cast<int>(car.options.size()) - 1));
  }
  car.own_maximum_a = mixed ? own_maxima_a[static_cast<std::size_t>(dice.between(0, 4))] : 32;
  return car;
}

/// Some options of every third car, on every other site, never all of them.
void let_some_starve(std::uint32_t seed, ChoiceProblem& problem) {
  Dice dice(seed + 1'000'000);
  if (dice.one_in(2)) return;
  for (ChoosingCar& car : problem.cars) {
    const int all = (1 << car.options.size()) - 1;
    if (all > 1 && dice.one_in(3)) car.starving = static_cast<std::uint8_t>(dice.between(1, all - 1));
  }
}

bool uses(const ChoiceProblem& problem, std::size_t car, LineSet lines, NodeLine at) {
  if (!lines.contains(at.line)) return false;
  NodeIndex v = problem.cars[car].node;
  while (v != no_index && v != at.node) v = problem.nodes[v].parent;
  return v == at.node;
}

template <class Visit>
void for_each_choice(const ChoiceProblem& problem, Visit visit) {
  std::vector<std::uint32_t> option(problem.cars.size());
  for (;;) {
    visit(option);
    std::size_t car = 0;
    while (car < option.size() && ++option[car] == problem.cars[car].options.size()) option[car++] = 0;
    if (car == option.size()) return;
  }
}

}  // namespace

ChoiceProblem random_problem(std::uint32_t seed, ProblemSize size) {
  Dice dice(seed);
  ChoiceProblem problem;
  const bool neutral = dice.one_in(2);
  const bool mixed = dice.one_in(3);
  for (int v = dice.between(1, size.most_nodes); v > 0; --v) {
    ChoiceNode node;
    const auto nodes = static_cast<int>(problem.nodes.size());
    if (nodes > 0) node.parent = static_cast<NodeIndex>(dice.between(0, nodes - 1));
    node.limit_a = PerLine<double>(dice.between(5, 60));
    if (dice.one_in(2)) {
      for (const Line line : all_lines) node.limit_a[line] = dice.one_in(12) ? 0 : dice.between(3, 60);
    }
    problem.nodes.push_back(node);
  }
  for (int i = dice.between(1, size.most_cars); i > 0; --i) {
    problem.cars.push_back(random_car(dice, problem, neutral, mixed));
  }
  let_some_starve(seed, problem);
  return problem;
}

std::vector<double> sorted_currents_a(const ChoiceProblem& problem, const std::vector<std::uint32_t>& option) {
  const std::size_t count = problem.cars.size();
  std::vector<double> current_a(count);
  std::vector<bool> frozen(count);
  const auto lines = [&](std::size_t car) { return problem.cars[car].options[option[car]]; };
  for (;;) {
    double level_a = std::numeric_limits<double>::infinity();
    for (std::size_t i = 0; i < count; ++i) {
      if (!frozen[i]) level_a = std::min(level_a, problem.cars[i].own_maximum_a);
    }
    if (level_a > 1e9) break;
    std::vector<PerLine<double>> full_at_a(problem.nodes.size());
    for (NodeIndex v = 0; v < problem.nodes.size(); ++v) {
      for (const Line line : all_lines) {
        double left_a = problem.nodes[v].limit_a[line];
        int rising = 0;
        for (std::size_t i = 0; i < count; ++i) {
          if (!uses(problem, i, lines(i), {v, line})) continue;
          if (frozen[i]) left_a -= current_a[i];
          if (!frozen[i]) ++rising;
        }
        full_at_a[v][line] = rising == 0 ? 1e9 : std::max(0.0, left_a / rising);
        level_a = std::min(level_a, full_at_a[v][line]);
      }
    }
    std::vector<bool> stops = frozen;
    for (std::size_t i = 0; i < count; ++i) {
      if (frozen[i]) continue;
      current_a[i] = level_a;
      stops[i] = problem.cars[i].own_maximum_a <= level_a;
      for (NodeIndex v = 0; v < problem.nodes.size(); ++v) {
        for (const Line line : all_lines) {
          if (uses(problem, i, lines(i), {v, line}) && full_at_a[v][line] <= level_a + 1e-9) stops[i] = true;
        }
      }
    }
    frozen = stops;
  }
  std::sort(current_a.begin(), current_a.end());
  return current_a;
}

int compare_sorted(const std::vector<double>& a, const std::vector<double>& b) {
  for (std::size_t i = 0; i < std::min(a.size(), b.size()); ++i) {
    if (a[i] < b[i] - 1e-6) return -1;
    if (a[i] > b[i] + 1e-6) return 1;
  }
  return 0;
}

int starving_of(const ChoiceProblem& problem, const std::vector<std::uint32_t>& option) {
  int starving = 0;
  for (std::size_t i = 0; i < option.size(); ++i) starving += problem.cars[i].starves(option[i]) ? 1 : 0;
  return starving;
}

int kept_of(const ChoiceProblem& problem, const std::vector<std::uint32_t>& option) {
  int kept = 0;
  for (std::size_t i = 0; i < option.size(); ++i) kept += problem.cars[i].preferred == option[i] ? 1 : 0;
  return kept;
}

BestOfAll best_of_all(const ChoiceProblem& problem) {
  BestOfAll best;
  for_each_choice(problem, [&](const std::vector<std::uint32_t>& option) {
    const std::vector<double> currents_a = sorted_currents_a(problem, option);
    int compared = best.currents_a.empty() ? 1 : compare_sorted(currents_a, best.currents_a);
    const int starving = starving_of(problem, option);
    const int kept = kept_of(problem, option);
    if (compared == 0) compared = best.starving - starving;
    if (compared == 0) compared = kept - best.kept;
    if (compared > 0) best = {currents_a, starving, kept};
  });
  return best;
}

int forced_uses(const ChoiceProblem& problem, const std::vector<LineCut::Entry>& entries) {
  int forced = 0;
  for (std::size_t i = 0; i < problem.cars.size(); ++i) {
    int least = std::numeric_limits<int>::max();
    for (const LineSet option : problem.cars[i].options) {
      int loaded = 0;
      for (const LineCut::Entry& entry : entries) loaded += uses(problem, i, option, entry.at) ? 1 : 0;
      least = std::min(least, loaded);
    }
    forced += least;
  }
  return forced;
}

}  // namespace ampsite::test
