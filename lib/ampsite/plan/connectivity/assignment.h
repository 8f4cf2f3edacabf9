#pragma once
// Applicants onto places: who gets which of its options where the options have limited room.
//
// A minimum-cost flow with values for costs. Each applicant takes its cheapest way to a free place, moving
// others on where that is better on the whole, so the result is exact whatever the order. The order only
// breaks ties: among those with the same loss, the earlier keeps its place.

#include <cstdint>
#include <optional>
#include <vector>

#include "ampsite/plan/connectivity/value.h"

namespace ampsite::connectivity {

inline constexpr int unlimited_room = -1;

struct PlaceOption {
  std::uint32_t place = 0;
  Value value;
  double preference = 0;  ///< among options of equal value: the larger first
};

struct AssignmentProblem {
  std::vector<int> room;  ///< by place
  /// Options of applicant i: options[first_option[i]] up to options[first_option[i + 1]].
  std::vector<std::uint32_t> first_option{0};
  std::vector<PlaceOption> options;

  std::uint32_t applicants() const { return static_cast<std::uint32_t>(first_option.size() - 1); }
  void end_applicant() { first_option.push_back(static_cast<std::uint32_t>(options.size())); }
};

struct Assignment {
  std::vector<std::uint32_t> option;  ///< by applicant: index into AssignmentProblem::options
  Value value;
  /// By place: what one more there would cost the others. Each applicant is where option and price together are
  /// least, so these prices prove the assignment (its dual solution).
  std::vector<Value> price;
};

/// Nothing where not every applicant finds a place.
std::optional<Assignment> assign(const AssignmentProblem& problem);

}  // namespace ampsite::connectivity
