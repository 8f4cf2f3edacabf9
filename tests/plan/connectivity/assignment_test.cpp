// Applicants onto places of limited room.

#include "ampsite/plan/connectivity/assignment.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cstdint>
#include <optional>
#include <random>
#include <vector>

namespace ampsite::connectivity {

namespace {

/// Two full places, one that takes everyone; every applicant has some of them, the last at any rate.
AssignmentProblem random_problem(std::uint64_t seed, const Value& largest) {
  std::mt19937_64 engine(seed);
  const auto below = [&](int count) { return static_cast<int>(engine() % static_cast<std::uint64_t>(count)); };
  AssignmentProblem problem;
  problem.room = {1 + below(2), 1 + below(2), unlimited_room};
  for (int applicant = 0; applicant < 6; ++applicant) {
    for (std::uint32_t place = 0; place < 3; ++place) {
      if (place < 2 && below(4) == 0) continue;
      Value value;
      value.unkept = below(2) * largest.unkept;
      value.without_link = (below(3) - 1) * largest.without_link;
      value.not_on = {(below(3) - 1) * largest.not_on[0], below(2) * largest.not_on[1]};
      value.cost = (below(5) - 2) * (largest.cost / 2);
      value.new_modules = below(3) * (largest.new_modules / 2);
      value.changes = (below(3) - 1) * largest.changes;
      problem.options.push_back({place, value, static_cast<double>(-below(3))});
    }
    problem.end_applicant();
  }
  return problem;
}

/// The least value of all ways to give each applicant from this one on an option.
std::optional<Value> least(const AssignmentProblem& problem, std::vector<int>& room, std::uint32_t applicant) {
  if (applicant == problem.applicants()) return Value{};
  std::optional<Value> best;
  for (std::uint32_t i = problem.first_option[applicant]; i < problem.first_option[applicant + 1]; ++i) {
    const PlaceOption& option = problem.options[i];
    if (room[option.place] == 0) continue;
    const bool limited = room[option.place] != unlimited_room;
    if (limited) --room[option.place];
    const std::optional<Value> rest = least(problem, room, applicant + 1);
    if (limited) ++room[option.place];
    if (rest && (!best || *rest + option.value < *best)) best = *rest + option.value;
  }
  return best;
}

/// What the prices prove: nobody has a cheaper place at them.
Value proved(const AssignmentProblem& problem, const Assignment& assignment) {
  Value bound;
  for (std::uint32_t applicant = 0; applicant < problem.applicants(); ++applicant) {
    std::optional<Value> best;
    for (std::uint32_t i = problem.first_option[applicant]; i < problem.first_option[applicant + 1]; ++i) {
      const Value value = problem.options[i].value + assignment.price[problem.options[i].place];
      if (!best || value < *best) best = value;
    }
    bound += *best;
  }
  for (std::size_t place = 0; place < problem.room.size(); ++place) {
    if (problem.room[place] != unlimited_room) bound -= times(problem.room[place], assignment.price[place]);
  }
  return bound;
}

void check_against_all(const Value& largest) {
  for (std::uint64_t seed = 1; seed <= 300; ++seed) {
    INFO("seed " << seed);
    const AssignmentProblem problem = random_problem(seed, largest);
    const std::optional<Assignment> assignment = assign(problem);
    REQUIRE(assignment);
    std::vector<int> room = problem.room;
    CHECK(assignment->value == *least(problem, room, 0));
    CHECK(assignment->value == proved(problem, *assignment));
  }
}

}  // namespace

TEST_CASE("each applicant has a place such that all together cost least, and the prices prove it") {
  SUBCASE("values that fit a number of 64 bits") { check_against_all({1, 1, {1, 1}, 100'000, 10, 1}); }
  SUBCASE("of 128 bits") { check_against_all({1 << 14, 1, {1, 1}, 1'000'000'000'000, 1000, 1}); }
  SUBCASE("none is wide enough") {
    check_against_all({1 << 20, 1 << 20, {1 << 20, 1 << 20}, 1'000'000'000'000'000, 1 << 20, 1 << 20});
  }
}

}  // namespace ampsite::connectivity
