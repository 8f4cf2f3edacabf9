#pragma once
// What one-phase cars get that may divide themselves over all uses open to them: no choice of one use each gives
// sorted currents that are larger.

#include <vector>

#include "ampsite/plan/verify/case_facts.h"

namespace ampsite {

/// A car with the uses that are open to it, all of the same number of lines.
struct DividingCar {
  NodeIndex node = 0;
  std::vector<LineSet> uses;
  double own_maximum_a = 0;
};

/// Max-min fair currents, ascending. Where finding them takes more than `most_steps` visits of nodes, only the
/// smallest, as far as they were found.
std::vector<double> divided_currents_a(const Site& site, const std::vector<PerLine<double>>& limit_a,
                                       const std::vector<DividingCar>& cars, std::size_t most_steps);

}  // namespace ampsite
