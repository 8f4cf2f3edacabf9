#include "ampsite/plan/load/line_choice.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <vector>

#include "plan/load/choice_problems.h"

using namespace ampsite;
using namespace ampsite::test;

namespace {

constexpr LineOptions any_line{{Line::L1}, {Line::L2}, {Line::L3}};
constexpr LineOptions any_pair{{Line::L1, Line::L3}, {Line::L1, Line::L2}, {Line::L2, Line::L3}};

ChoosingCar car(NodeIndex node, const LineOptions& options, double own_maximum_a = 32) {
  return {node, options, std::nullopt, own_maximum_a};
}

ChoiceProblem one_node(const PerLine<double>& limit_a, int cars, const LineOptions& options) {
  ChoiceProblem problem;
  problem.nodes = {{no_index, limit_a}};
  problem.cars.assign(static_cast<std::size_t>(cars), car(0, options));
  return problem;
}

std::vector<int> uses_of_options(const LineChoice& choice) {
  std::vector<int> uses(3);
  for (const std::uint32_t option : choice.option) ++uses[option];
  return uses;
}

int held(const LineCut& cut) {
  return std::accumulate(cut.entries.begin(), cut.entries.end(), 0,
                         [](int sum, const LineCut::Entry& entry) { return sum + entry.holds; });
}

template <class Check>
void for_random_problems(std::uint32_t first, std::uint32_t last, ProblemSize size, Check check) {
  for (std::uint32_t seed = first; seed <= last; ++seed) {
    CAPTURE(seed);
    check(random_problem(seed, size));
  }
}

}  // namespace

TEST_CASE("ten cars on three equal lines: four on one of them, and the cut says why") {
  const LineChoice choice = choose_lines(one_node(PerLine<double>(60), 10, any_line));
  CHECK(uses_of_options(choice) == std::vector<int>{4, 3, 3});
  CHECK(choice.smallest_a == 15);
  REQUIRE(choice.cut);
  CHECK(choice.cut->forced == 10);
  CHECK(choice.cut->entries.size() == 3);
  CHECK(choice.cut->entries[0].holds == 3);
  CHECK(held(*choice.cut) == 9);
  CHECK(choice.optimal);
}

TEST_CASE("lines that give more take more cars") {
  const LineChoice choice = choose_lines(one_node({60, 30, 15}, 7, any_line));
  CHECK(uses_of_options(choice) == std::vector<int>{4, 2, 1});
  CHECK(choice.smallest_a == 15);
}

TEST_CASE("a line that gives nothing is used by nobody who can keep off it") {
  const LineChoice choice = choose_lines(one_node({0, 40, 40}, 4, any_line));
  CHECK(uses_of_options(choice) == std::vector<int>{0, 2, 2});
  const LineChoice pairs = choose_lines(one_node({0, 40, 40}, 4, any_pair));
  CHECK(uses_of_options(pairs) == std::vector<int>{0, 0, 4});
  CHECK(pairs.smallest_a == 10);
}

TEST_CASE("a car that cannot keep off such a line gets nothing, and the others do not suffer") {
  ChoiceProblem problem = one_node({0, 40, 40}, 3, any_line);
  problem.cars.push_back(car(0, {{Line::L1}}));
  const LineChoice choice = choose_lines(problem);
  CHECK(choice.smallest_a == 0);
  REQUIRE(choice.cut);
  CHECK(choice.cut->entries.size() == 1);
  CHECK(choice.cut->entries[0].holds == 0);
  CHECK(choice.cut->forced == 1);
  CHECK(sorted_currents_a(problem, choice.option) == std::vector<double>{0, 20, 20, 32});
}

TEST_CASE("each car uses two lines without neutral: three cars load each line twice") {
  const LineChoice choice = choose_lines(one_node(PerLine<double>(30), 3, any_pair));
  CHECK(uses_of_options(choice) == std::vector<int>{1, 1, 1});
  CHECK(choice.smallest_a == 15);
  REQUIRE(choice.cut);
  CHECK(choice.cut->forced == 6);
  CHECK(held(*choice.cut) == 3);
}

TEST_CASE("a full circuit below another: its cars cannot be moved to where there is room") {
  ChoiceProblem problem;
  problem.nodes = {{no_index, PerLine<double>(100)}, {0, PerLine<double>(20)}, {0, PerLine<double>(63)}};
  problem.cars = {car(1, any_line), car(1, any_line), car(1, any_line), car(1, any_line), car(2, any_line)};
  const LineChoice choice = choose_lines(problem);
  CHECK(choice.smallest_a == 10);
  REQUIRE(choice.cut);
  for (const LineCut::Entry& entry : choice.cut->entries) CHECK(entry.at.node == 1);
  CHECK(sorted_currents_a(problem, choice.option) == std::vector<double>{10, 10, 20, 20, 32});
}

TEST_CASE("where the lines have enough for all, the smallest own maximum decides, and there is no cut") {
  ChoiceProblem problem = one_node(PerLine<double>(200), 5, any_line);
  problem.cars[3].own_maximum_a = 16;
  const LineChoice choice = choose_lines(problem);
  CHECK(choice.smallest_a == 16);
  CHECK_FALSE(choice.cut);
  CHECK(choice.bound_a == std::vector<double>{16, 32, 32, 32, 32});
}

TEST_CASE("of equal choices the file's stays, also where it is not the one that turns would give") {
  ChoiceProblem problem = one_node(PerLine<double>(60), 6, any_line);
  const std::vector<std::uint32_t> file{2, 2, 0, 1, 0, 1};
  for (std::size_t i = 0; i < file.size(); ++i) problem.cars[i].preferred = file[i];
  CHECK(choose_lines(problem).option == file);
  problem.cars[1].preferred = 0;
  // Three of the file's on L1: one of them has to give way, the others keep theirs.
  CHECK(kept_of(problem, choose_lines(problem).option) == 5);
}

TEST_CASE("cars take turns, so that neighbours use different lines") {
  CHECK(choose_lines(one_node(PerLine<double>(200), 7, any_line)).option ==
        std::vector<std::uint32_t>{0, 1, 2, 0, 1, 2, 0});
}

TEST_CASE("no car at all: nothing to choose") {
  ChoiceProblem problem;
  problem.nodes = {{no_index, PerLine<double>(60)}};
  const LineChoice choice = choose_lines(problem);
  CHECK(choice.option.empty());
  CHECK_FALSE(choice.cut);
}

TEST_CASE("the smallest current and all sorted currents are the best of all choices, and so is what is kept") {
  const auto check = [](const ChoiceProblem& problem) {
    const LineChoice choice = choose_lines(problem);
    const BestOfAll best = best_of_all(problem);
    const std::vector<double> reached_a = sorted_currents_a(problem, choice.option);
    CAPTURE(doctest::toString(reached_a));
    CAPTURE(doctest::toString(best.currents_a));
    CHECK(std::abs(choice.smallest_a - best.currents_a.front()) < 1e-9);
    CHECK(compare_sorted(reached_a, best.currents_a) == 0);
    CHECK(starving_of(problem, choice.option) == best.starving);
    CHECK(kept_of(problem, choice.option) == best.kept);
    CHECK(choice.optimal);
    CHECK(compare_sorted(reached_a, choice.bound_a) == 0);
  };
  for_random_problems(1, 800, {5, 4}, check);
  for_random_problems(801, 850, {4, 6}, check);
}

TEST_CASE("the cut adds up: more uses are forced on its lines than they hold") {
  for_random_problems(1, 2000, {6, 7}, [](const ChoiceProblem& problem) {
    const LineChoice choice = choose_lines(problem);
    CHECK(choice.smallest_a <= problem.smallest_own_maximum_a());
    if (!choice.cut) {
      CHECK(choice.smallest_a == problem.smallest_own_maximum_a());
      return;
    }
    CHECK(choice.cut->forced == forced_uses(problem, choice.cut->entries));
    CHECK(choice.cut->forced > held(*choice.cut));
    for (const LineCut::Entry& entry : choice.cut->entries) {
      CHECK(entry.limit_a == problem.nodes[entry.at.node].limit_a[entry.at.line]);
      const int holds = entry.limit_a <= 0 ? 0 : static_cast<int>(std::ceil(entry.limit_a / choice.smallest_a)) - 1;
      CHECK(entry.holds == holds);
    }
  });
}

TEST_CASE("the smallest current is reached, and no sorted currents exceed the bound") {
  for_random_problems(1, 300, {8, 30}, [](const ChoiceProblem& problem) {
    const LineChoice choice = choose_lines(problem);
    const std::vector<double> reached_a = sorted_currents_a(problem, choice.option);
    CHECK(std::abs(reached_a.front() - choice.smallest_a) < 1e-9);
    CHECK(choice.bound_a.size() == reached_a.size());
    CHECK(compare_sorted(reached_a, choice.bound_a) <= 0);
    CHECK((!choice.optimal || compare_sorted(reached_a, choice.bound_a) == 0));
  });
}

TEST_CASE("more on a line never lowers the smallest current") {
  for_random_problems(1, 200, {6, 7}, [](const ChoiceProblem& problem) {
    const double before_a = choose_lines(problem).smallest_a;
    for (NodeIndex v = 0; v < problem.nodes.size(); ++v) {
      ChoiceProblem raised = problem;
      raised.nodes[v].limit_a[all_lines[v % 3]] += 7;
      CHECK(choose_lines(raised).smallest_a >= before_a);
    }
  });
}

TEST_CASE("what was chosen stays when it is the file's") {
  for_random_problems(1, 500, {5, 7}, [](ChoiceProblem problem) {
    const LineChoice first = choose_lines(problem);
    for (std::size_t i = 0; i < problem.cars.size(); ++i) problem.cars[i].preferred = first.option[i];
    CHECK((!first.optimal || choose_lines(problem).option == first.option));
  });
}

TEST_CASE("of equal currents, the car goes last that would starve, whatever the file says") {
  ChoiceProblem problem = one_node({16, 8, 0}, 2, {{Line::L1}, {Line::L2}});
  problem.cars[1].starving = 0b10;
  CHECK(choose_lines(problem).option == std::vector<std::uint32_t>{1, 0});
  problem.cars[0].preferred = 0;
  CHECK(choose_lines(problem).option == std::vector<std::uint32_t>{1, 0});
  problem.cars[1].starving = 0;
  CHECK(choose_lines(problem).option == std::vector<std::uint32_t>{0, 1});
}

TEST_CASE("no current is given up for a car that would starve") {
  ChoiceProblem problem = one_node({16, 8, 0}, 2, {{Line::L1}, {Line::L2}});
  problem.cars[0].starving = problem.cars[1].starving = 0b10;
  const LineChoice choice = choose_lines(problem);
  CHECK(sorted_currents_a(problem, choice.option) == std::vector<double>{8, 16});
  CHECK(starving_of(problem, choice.option) == 1);
}

TEST_CASE("on a large site, too, nobody starves where that costs no current") {
  ChoiceProblem problem;
  problem.nodes = {{no_index, PerLine<double>(10'000)}};
  for (NodeIndex k = 1; k <= 300; ++k) {
    problem.nodes.push_back({0, {16, 8, 0}});
    for (int i = 0; i < 2; ++i) problem.cars.push_back(car(k, {{Line::L1}, {Line::L2}}));
    problem.cars.back().starving = k % 3 == 0 ? 0b10 : 0;
    problem.cars.back().preferred = 1;
  }
  const LineChoice choice = choose_lines(problem);
  CHECK(starving_of(problem, choice.option) == 0);
  CHECK(choice.smallest_a == 8);
}

TEST_CASE(
    "nine cars with choices that are all equal are proved on a small site; beside many others that would take long") {
  const auto site_with_others = [](int others) {
    ChoiceProblem problem = one_node(PerLine<double>(1e6), others, {{Line::L1, Line::L3}});
    PerLine<double> limit_a(10);
    limit_a[Line::L1] = 20;
    for (NodeIndex v = 1; v <= 9; ++v) {
      problem.nodes.push_back({0, limit_a});
      problem.cars.push_back(car(v, any_pair));
    }
    for (int i = 0; i < others; ++i) problem.cars[static_cast<std::size_t>(i)].own_maximum_a = 100 + i;
    return problem;
  };
  const LineChoice small = choose_lines(site_with_others(11));
  CHECK(small.smallest_a == 10);
  CHECK(small.optimal);
  const LineChoice large = choose_lines(site_with_others(1000));
  CHECK(large.smallest_a == 10);
  CHECK_FALSE(large.optimal);
}
