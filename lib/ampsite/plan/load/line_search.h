#pragma once
// Choices of lines compared by the currents that they give: all of them on small sites, else one car or two at a time.

#include <cstddef>

#include "ampsite/plan/load/line_choice.h"
#include "ampsite/plan/load/line_classes.h"
#include "ampsite/plan/load/line_shares.h"

namespace ampsite {

/// A choice, and what it is judged by: the currents first, then what else counts.
struct JudgedChoice {
  ClassCounts counts;
  SortedCurrents currents;
  std::int32_t starving = 0;  ///< cars on lines that cannot give them their least current; the fewer the better
  std::int32_t kept = 0;      ///< cars with the file's wiring; the more the better
};

bool better(const JudgedChoice& a, const JudgedChoice& b);

JudgedChoice judged(const CarClasses& classes, LineShares& shares, ClassCounts counts);

/// Where the site is small enough to look at all choices, or few have to be looked at: true, and `best` is better than
/// itself if there is one, of equal ones one that uses the lines most evenly. Otherwise false, with the best of those
/// that a counted number of steps had room for.
bool search_all(const CarClasses& classes, LineShares& shares, JudgedChoice& best);

/// Moves a car, or exchanges two, as long as that is better, up to a counted number of steps.
void improve(const CarClasses& classes, LineShares& shares, JudgedChoice& best);

}  // namespace ampsite
