// What cars would get that may divide themselves over their lines, against a linear program and against every choice.

#include "ampsite/plan/load/divided_bound.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <random>
#include <string>
#include <utility>
#include <vector>

using namespace ampsite;

namespace {

constexpr LineSet L1{Line::L1};
constexpr LineSet L2{Line::L2};
constexpr LineSet L3{Line::L3};
constexpr LineSet L12{Line::L1, Line::L2};
constexpr LineSet L13{Line::L1, Line::L3};
constexpr LineSet L23{Line::L2, Line::L3};
constexpr LineOptions any_line{L1, L2, L3};
constexpr LineOptions any_pair{L12, L23, L13};

ChoiceNode node(NodeIndex parent, PerLine<double> limit_a) { return {parent, limit_a}; }

ChoosingCar car(NodeIndex at, const LineOptions& options, double own_maximum_a = 32) {
  ChoosingCar made;
  made.node = at;
  made.options = options;
  made.own_maximum_a = own_maximum_a;
  return made;
}

/// Maximises by the simplex method: rows say coefficients · x <= bound with bounds that are not negative.
class Simplex {
 public:
  Simplex(std::vector<std::vector<double>> rows, std::vector<double> bounds)
      : rows_(std::move(rows)), bounds_(std::move(bounds)), basis_(rows_.size()) {
    for (std::size_t r = 0; r < rows_.size(); ++r) basis_[r] = rows_[r].size() + r;
    for (std::size_t r = 0; r < rows_.size(); ++r) {
      rows_[r].resize(basis_.size() + rows_[r].size());
      rows_[r][basis_[r]] = 1;
    }
  }

  double maximum(std::vector<double> objective) {
    objective.resize(rows_.empty() ? objective.size() : rows_.front().size());
    double value = 0;
    for (;;) {
      // Bland's rule: the first that pays enters, the first of those that bind leaves; it never cycles.
      const auto entering = std::find_if(objective.begin(), objective.end(), [](double c) { return c > 1e-10; });
      if (entering == objective.end()) return value;
      const auto column = static_cast<std::size_t>(entering - objective.begin());
      const std::size_t row = leaving(column);
      REQUIRE(row < rows_.size());
      pivot(row, column);
      const double gain = objective[column];
      for (std::size_t k = 0; k < objective.size(); ++k) objective[k] -= gain * rows_[row][k];
      value += gain * bounds_[row];
    }
  }

 private:
  std::size_t leaving(std::size_t column) const {
    std::size_t best = rows_.size();
    double least = std::numeric_limits<double>::infinity();
    for (std::size_t r = 0; r < rows_.size(); ++r) {
      if (rows_[r][column] <= 1e-10) continue;
      const double ratio = bounds_[r] / rows_[r][column];
      if (ratio < least - 1e-12 || (ratio < least + 1e-12 && basis_[r] < basis_[best])) {
        least = std::min(least, ratio);
        best = r;
      }
    }
    return best;
  }

  void pivot(std::size_t row, std::size_t column) {
    const double by = rows_[row][column];
    for (double& value : rows_[row]) value /= by;
    bounds_[row] /= by;
    for (std::size_t r = 0; r < rows_.size(); ++r) {
      const double times = rows_[r][column];
      if (r == row || times == 0) continue;
      for (std::size_t k = 0; k < rows_[r].size(); ++k) rows_[r][k] -= times * rows_[row][k];
      bounds_[r] = std::max(0.0, bounds_[r] - times * bounds_[row]);
    }
    basis_[row] = column;
  }

  std::vector<std::vector<double>> rows_;
  std::vector<double> bounds_;
  std::vector<std::size_t> basis_;
};

bool is_below(const ChoiceProblem& problem, NodeIndex node, NodeIndex above) {
  while (node != no_index && node != above) node = problem.nodes[node].parent;
  return node == above;
}

/// The linear programs of cars that divide themselves.
class DividedProgram {
 public:
  explicit DividedProgram(const ChoiceProblem& problem) : problem_(&problem) {
    for (const ChoosingCar& car : problem.cars) {
      first_share_.push_back(shares_);
      shares_ += car.options.size();
    }
  }

  /// The largest t that all cars which still rise can have at once; `settled_a` of those is below 0.
  double largest_t_a(const std::vector<double>& settled_a) const {
    Rows rows = settled_rows(settled_a);
    for (std::size_t i = 0; i < settled_a.size(); ++i) {
      if (settled_a[i] >= 0) continue;
      rows.coefficients[i][shares_] = -1;
      rows.objective[shares_] -= dear;
    }
    rows.objective[shares_] += 1;
    rows.coefficients.emplace_back(shares_ + 1, 0.0);
    rows.coefficients.back()[shares_] = 1;
    rows.bounds.push_back(least_own_maximum_a(settled_a));
    return maximum_a(std::move(rows));
  }

  /// The largest current of a car with all others that still rise at `t_a`.
  double most_a(std::size_t car, const std::vector<double>& settled_a, double t_a) const {
    std::vector<double> gets_a = settled_a;
    std::replace_if(gets_a.begin(), gets_a.end(), [](double current_a) { return current_a < 0; }, t_a);
    gets_a[car] = 0;
    Rows rows = settled_rows(gets_a);
    rows.bounds[car] = problem_->cars[car].own_maximum_a;
    for (std::size_t k = 0; k < problem_->cars[car].options.size(); ++k) rows.objective[first_share_[car] + k] = 1;
    return maximum_a(std::move(rows));
  }

 private:
  static constexpr double dear = 1000;

  struct Rows {
    std::vector<std::vector<double>> coefficients;
    std::vector<double> bounds;
    std::vector<double> objective;
    double owed = 0;  ///< of the objective, what only makes cars draw what they have to get
  };

  /// Variables: what each car draws in each of its options, and t. A row for each car: it draws no more than what it
  /// has to get. That it draws no less either, which the simplex has no row for, is what its draw is dear for.
  Rows settled_rows(const std::vector<double>& gets_a) const {
    Rows rows;
    rows.objective.assign(shares_ + 1, 0.0);
    for (std::size_t i = 0; i < gets_a.size(); ++i) {
      rows.coefficients.emplace_back(shares_ + 1, 0.0);
      rows.bounds.push_back(std::max(0.0, gets_a[i]));
      rows.owed += dear * rows.bounds.back();
      for (std::size_t k = 0; k < problem_->cars[i].options.size(); ++k) {
        rows.coefficients.back()[first_share_[i] + k] = 1;
        rows.objective[first_share_[i] + k] = dear;
      }
    }
    return rows;
  }

  double maximum_a(Rows rows) const {
    add_limits(rows.coefficients, rows.bounds);
    return Simplex(std::move(rows.coefficients), std::move(rows.bounds)).maximum(std::move(rows.objective)) - rows.owed;
  }

  double least_own_maximum_a(const std::vector<double>& settled_a) const {
    double least = std::numeric_limits<double>::infinity();
    for (std::size_t i = 0; i < settled_a.size(); ++i) {
      if (settled_a[i] < 0) least = std::min(least, problem_->cars[i].own_maximum_a);
    }
    return least;
  }

  void add_limits(std::vector<std::vector<double>>& rows, std::vector<double>& bounds) const {
    for (NodeIndex v = 0; v < problem_->nodes.size(); ++v) {
      for (const Line line : all_lines) {
        std::vector<double> row(shares_ + 1, 0.0);
        for (std::size_t i = 0; i < problem_->cars.size(); ++i) {
          if (!is_below(*problem_, problem_->cars[i].node, v)) continue;
          for (std::size_t k = 0; k < problem_->cars[i].options.size(); ++k) {
            if (problem_->cars[i].options[k].contains(line)) row[first_share_[i] + k] = 1;
          }
        }
        rows.push_back(std::move(row));
        bounds.push_back(problem_->nodes[v].limit_a[line]);
      }
    }
  }

  const ChoiceProblem* problem_;
  std::vector<std::size_t> first_share_;
  std::size_t shares_ = 0;
};

/// All rise to the largest t; whoever could not get more with the others at t is settled.
std::vector<double> reference_a(const ChoiceProblem& problem) {
  const DividedProgram program(problem);
  std::vector<double> settled_a(problem.cars.size(), -1);
  std::size_t rising = settled_a.size();
  while (rising > 0) {
    const double t_a = program.largest_t_a(settled_a);
    const std::size_t before = rising;
    std::vector<double> next_a = settled_a;
    for (std::size_t i = 0; i < settled_a.size(); ++i) {
      if (settled_a[i] >= 0 || program.most_a(i, settled_a, t_a) > t_a + 1e-6) continue;
      next_a[i] = std::max(0.0, t_a);
      --rising;
    }
    settled_a = next_a;
    REQUIRE(rising < before);
  }
  std::sort(settled_a.begin(), settled_a.end());
  return settled_a;
}

/// The sorted max-min fair currents where each car has one option.
std::vector<double> chosen_a(const ChoiceProblem& problem, const std::vector<std::size_t>& chosen) {
  std::vector<double> current_a(problem.cars.size(), 0.0);
  std::vector<bool> rising(problem.cars.size(), true);
  for (std::size_t left = rising.size(); left > 0;) {
    double t_a = std::numeric_limits<double>::infinity();
    for (std::size_t i = 0; i < rising.size(); ++i) {
      if (rising[i]) t_a = std::min(t_a, problem.cars[i].own_maximum_a);
    }
    const auto each_line = [&](auto&& visit) {
      for (NodeIndex v = 0; v < problem.nodes.size(); ++v) {
        for (const Line line : all_lines) {
          double left_a = problem.nodes[v].limit_a[line];
          std::vector<std::size_t> cars;
          for (std::size_t i = 0; i < rising.size(); ++i) {
            if (!is_below(problem, problem.cars[i].node, v)) continue;
            if (!problem.cars[i].options[chosen[i]].contains(line)) continue;
            if (rising[i]) {
              cars.push_back(i);
            } else {
              left_a -= current_a[i];
            }
          }
          if (!cars.empty()) visit(std::max(0.0, left_a) / static_cast<double>(cars.size()), cars);
        }
      }
    };
    each_line([&](double share_a, const std::vector<std::size_t>&) { t_a = std::min(t_a, share_a); });
    std::vector<bool> stops(rising.size(), false);
    each_line([&](double share_a, const std::vector<std::size_t>& cars) {
      for (const std::size_t i : cars) stops[i] = stops[i] || share_a <= t_a + 1e-12;
    });
    for (std::size_t i = 0; i < rising.size(); ++i) {
      if (!rising[i] || (!stops[i] && problem.cars[i].own_maximum_a > t_a)) continue;
      rising[i] = false;
      current_a[i] = t_a;
      --left;
    }
  }
  std::sort(current_a.begin(), current_a.end());
  return current_a;
}

/// Differences within the rounding count as none.
bool lexicographically_less(const std::vector<double>& a, const std::vector<double>& b) {
  for (std::size_t i = 0; i < a.size(); ++i) {
    if (std::abs(a[i] - b[i]) > 1e-9) return a[i] < b[i];
  }
  return false;
}

std::vector<double> best_choice_a(const ChoiceProblem& problem) {
  std::vector<std::size_t> chosen(problem.cars.size(), 0);
  std::vector<double> best_a = chosen_a(problem, chosen);
  for (;;) {
    std::size_t i = 0;
    while (i < chosen.size() && ++chosen[i] == problem.cars[i].options.size()) chosen[i++] = 0;
    if (i == chosen.size()) return best_a;
    std::vector<double> current_a = chosen_a(problem, chosen);
    if (lexicographically_less(best_a, current_a)) best_a = std::move(current_a);
  }
}

class Dice {
 public:
  explicit Dice(std::uint32_t seed) : engine_(seed) {}
  int between(int low, int high) {
    return low + static_cast<int>(engine_() % static_cast<std::uint32_t>(high - low + 1));
  }
  bool one_in(int times) { return between(1, times) == 1; }

 private:
  std::mt19937 engine_;
};

LineOptions random_options(Dice& dice, bool neutral) {
  const LineOptions& any = neutral ? any_line : any_pair;
  LineOptions options;
  while (options.empty()) {
    const int bits = dice.one_in(2) ? 7 : dice.between(1, 7);
    for (std::size_t k = 0; k < any.size(); ++k) {
      if ((bits >> k & 1) != 0) options.push_back(any[k]);
    }
  }
  return options;
}

ChoiceProblem random_problem(std::uint32_t seed, int most_nodes, int most_cars) {
  Dice dice(seed);
  const bool neutral = dice.one_in(2);
  const bool even = dice.one_in(2);
  ChoiceProblem problem;
  const int nodes = dice.between(1, most_nodes);
  for (int v = 0; v < nodes; ++v) {
    const auto limit_a = [&] { return dice.one_in(12) ? 0.0 : dice.between(1, 60) + (dice.one_in(2) ? 0.1 : 0.0); };
    const double first_a = limit_a();
    const NodeIndex parent = v == 0 ? no_index : static_cast<NodeIndex>(dice.between(0, v - 1));
    problem.nodes.push_back(
        node(parent, even ? PerLine<double>(first_a) : PerLine<double>(first_a, limit_a(), limit_a())));
  }
  const int cars = dice.between(1, most_cars);
  for (int i = 0; i < cars; ++i) {
    const auto at = static_cast<NodeIndex>(dice.between(0, nodes - 1));
    const double own_maximum_a = dice.one_in(3) ? dice.between(0, 20) : 32;
    problem.cars.push_back(car(at, random_options(dice, neutral), own_maximum_a));
  }
  return problem;
}

std::string listed(const std::vector<double>& currents_a) {
  std::string text;
  for (const double current_a : currents_a) text += (text.empty() ? "" : ", ") + std::to_string(current_a);
  return text;
}

bool same(const std::vector<double>& a, const std::vector<double>& b, double tolerance_a) {
  return a.size() == b.size() &&
         std::equal(a.begin(), a.end(), b.begin(), [&](double x, double y) { return std::abs(x - y) <= tolerance_a; });
}

}  // namespace

TEST_CASE("four cars that may use any line share three full lines to the last ampere") {
  const ChoiceProblem problem{{node(no_index, PerLine<double>(20))}, {4, car(0, any_line)}};
  CHECK(divided_currents_a(problem) == std::vector<double>(4, 15));
}

TEST_CASE("four cars on pairs fill three lines with two uses each") {
  const ChoiceProblem problem{{node(no_index, PerLine<double>(20))}, {4, car(0, any_pair)}};
  CHECK(divided_currents_a(problem) == std::vector<double>(4, 7.5));
}

TEST_CASE("a car stays at its own maximum and leaves the rest to the others") {
  const ChoiceProblem problem{{node(no_index, PerLine<double>(20))},
                              {car(0, any_line, 6), car(0, any_line), car(0, any_line), car(0, any_line)}};
  CHECK(divided_currents_a(problem) == std::vector<double>{6, 18, 18, 18});
}

TEST_CASE("cars that are fixed on a full line stay, others go on on the lines that are left") {
  const ChoiceProblem problem{{node(no_index, {6, 20, 20})},
                              {car(0, {L1}), car(0, {L1}), car(0, any_line), car(0, any_line)}};
  CHECK(divided_currents_a(problem) == std::vector<double>{3, 3, 20, 20});
}

TEST_CASE("a car behind a small fuse leaves the lines above to others") {
  const ChoiceProblem problem{
      {node(no_index, PerLine<double>(20)), node(0, PerLine<double>(1)), node(0, PerLine<double>(40))},
      {car(1, any_line), car(2, any_line), car(2, any_line)}};
  CHECK(divided_currents_a(problem) == std::vector<double>{3, 28.5, 28.5});
}

TEST_CASE("lines that are full at the same moment, one after the other in their rounding") {
  // Six cars fill all three lines at 93.3/6 A, two of them L2 alone at 31.1/2 A.
  const ChoiceProblem problem{
      {node(no_index, PerLine<double>(31.1))},
      {car(0, {L2}), car(0, {L2}), car(0, any_line), car(0, any_line), car(0, any_line), car(0, {L1, L2})}};
  for (const double current_a : divided_currents_a(problem)) CHECK(current_a == doctest::Approx(15.55));
}

TEST_CASE("no car, cars without a current, and lines that carry nothing") {
  CHECK(divided_currents_a({}).empty());
  const ChoiceProblem none{{node(no_index, PerLine<double>(20))}, {car(0, any_line, 0), car(0, {LineSet{}}, 5)}};
  CHECK(divided_currents_a(none) == std::vector<double>{0, 5});
  const ChoiceProblem dark{{node(no_index, PerLine<double>(0.0))}, {2, car(0, any_pair)}};
  CHECK(divided_currents_a(dark) == std::vector<double>{0, 0});
}

TEST_CASE("random small sites: the same as by linear programs") {
  for (std::uint32_t seed = 1; seed <= 3000; ++seed) {
    const ChoiceProblem problem = random_problem(seed, 5, 6);
    const std::vector<double> divided_a = divided_currents_a(problem);
    const std::vector<double> expected_a = reference_a(problem);
    INFO("seed " << seed << ", " << listed(divided_a) << " for " << listed(expected_a));
    CHECK(same(divided_a, expected_a, 1e-5));
  }
}

TEST_CASE("random small sites: no choice of one option for each car is better") {
  for (std::uint32_t seed = 1; seed <= 2000; ++seed) {
    const ChoiceProblem problem = random_problem(seed, 5, 5);
    const std::vector<double> divided_a = divided_currents_a(problem);
    const std::vector<double> best_a = best_choice_a(problem);
    INFO("seed " << seed << ", " << listed(divided_a) << " below " << listed(best_a));
    CHECK_FALSE(lexicographically_less(divided_a, best_a));
  }
}

TEST_CASE("cars that have no choice divide themselves no better than they are") {
  for (std::uint32_t seed = 1; seed <= 2000; ++seed) {
    ChoiceProblem problem = random_problem(seed, 12, 30);
    for (ChoosingCar& car : problem.cars) car.options = {car.options[0]};
    const std::vector<double> divided_a = divided_currents_a(problem);
    const std::vector<double> chosen = chosen_a(problem, std::vector<std::size_t>(problem.cars.size(), 0));
    INFO("seed " << seed << ", " << listed(divided_a) << " for " << listed(chosen));
    CHECK(same(divided_a, chosen, 1e-9));
  }
}

TEST_CASE("the order of the cars changes nothing") {
  for (std::uint32_t seed = 1; seed <= 200; ++seed) {
    ChoiceProblem problem = random_problem(seed, 12, 30);
    const std::vector<double> before_a = divided_currents_a(problem);
    std::reverse(problem.cars.begin(), problem.cars.end());
    INFO("seed " << seed);
    CHECK(divided_currents_a(problem) == before_a);
  }
}
