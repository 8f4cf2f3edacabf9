#pragma once
// Load planning the slow way, as a reference: nothing of the product's load code is used here.
//
// Line currents are sums of complex phasors (or of amounts), limits are checked on every line of every
// node, and fair currents come from raising all by bisection and freezing whoever cannot rise further.

#include <cstdint>
#include <vector>

#include "ampsite/plan/plan.h"
#include "ampsite/site/site.h"

namespace ampsite::test {

/// One load case of one site, as plainly as it can be said.
struct NaiveCase {
  const Site* site = nullptr;
  bool phasor = false;
  std::vector<LineSet> lines;            ///< that each charger's car uses
  std::vector<double> own_maximum_a;     ///< 0 where it has no line
  std::vector<PerLine<double>> limit_a;  ///< by node
};

NaiveCase naive_case(const Site& site, const std::vector<ChargerWiring>& wiring, LoadCase load_case, bool phasor);

/// Line currents of each node at these currents.
std::vector<PerLine<double>> naive_line_currents_a(const NaiveCase& naive, const std::vector<double>& current_a);

/// No line of any node above its limit, but for rounding.
bool naive_fits(const NaiveCase& naive, const std::vector<double>& current_a);

/// All raised together from `least_a`, none above `most_a`.
std::vector<double> naive_fill_a(const NaiveCase& naive, const std::vector<double>& least_a,
                                 const std::vector<double>& most_a);

std::vector<double> naive_fair_a(const NaiveCase& naive);

/// Whole amps for the chargers of `set`, by the words of the plan's contract.
std::vector<int> naive_settings_a(const NaiveCase& naive, const std::vector<ChargerIndex>& set);

/// A random small site, of any grid, wiring and limits. The same seed gives the same site everywhere.
Site random_site(std::uint32_t seed);

}  // namespace ampsite::test
