#pragma once
// Comparing what a plan says with what is the case.

#include <fmt/format.h>

#include <cmath>
#include <string>
#include <string_view>
#include <utility>

#include "ampsite/plan/verify/discrepancy.h"

namespace ampsite {

/// A measure in a plan is exact or rounded down to 3 decimals. What adds up from many floating-point numbers may be a
/// millionth off on either side.
inline bool is_told_by(double claim, double exact) {
  constexpr double rounding = 0.001;
  constexpr double slack = 1e-6;
  constexpr double relative_slack = 1e-12;
  const double tolerance = slack + relative_slack * std::abs(exact);
  return claim >= exact - rounding - tolerance && claim <= exact + tolerance;
}

/// "16.5": six decimals at most.
inline std::string measure_text(double value) {
  constexpr double millionths = 1e6;
  const double rounded = std::round(value * millionths) / millionths;
  return fmt::format("{}", rounded == 0 ? 0.0 : rounded);
}

/// A discrepancy unless `claim` tells `exact`. `path` and `subject` are functions, called only where it does not.
template <class Path, class Subject>
void expect_measure(Discrepancies& found, double claim, double exact, std::string_view unit, const Path& path,
                    const Subject& subject) {
  if (is_told_by(claim, exact)) return;
  found.push_back(
      {path(), fmt::format("{} is {} {}, not {} {}", subject(), measure_text(exact), unit, measure_text(claim), unit)});
}

/// The same for what is counted.
template <class Path, class Subject>
void expect_count(Discrepancies& found, long long claim, long long exact, const Path& path, const Subject& subject) {
  if (claim == exact) return;
  found.push_back({path(), fmt::format("{} is {}, not {}", subject(), exact, claim)});
}

}  // namespace ampsite
