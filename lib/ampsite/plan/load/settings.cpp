#include "ampsite/plan/load/settings.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "ampsite/plan/load/fill.h"

namespace ampsite {
namespace {

struct Remainder {
  ChargerIndex charger;
  double left_a;  ///< what rounding down took away
};

/// Largest remainder first; those that differ only by rounding errors stand in natural order.
void sort_by_remainder(std::vector<Remainder>& remainders, const std::vector<std::uint32_t>& natural_rank) {
  const auto by_rank = [&](const Remainder& a, const Remainder& b) {
    return natural_rank[a.charger] < natural_rank[b.charger];
  };
  std::sort(remainders.begin(), remainders.end(), [&](const Remainder& a, const Remainder& b) {
    return a.left_a != b.left_a ? a.left_a > b.left_a : by_rank(a, b);
  });
  for (auto first = remainders.begin(); first != remainders.end();) {
    auto last = first + 1;
    while (last != remainders.end() && (last - 1)->left_a - last->left_a <= tolerance_a) ++last;
    std::sort(first, last, by_rank);
    first = last;
  }
}

}  // namespace

std::vector<int> settings_a(const LoadTree& tree, const std::vector<WholeAmps>& amps,
                            const std::vector<ChargerIndex>& set) {
  std::vector<FillBounds> bounds(tree.consumers.size());
  for (const ChargerIndex i : set) {
    bounds[i] = {static_cast<double>(amps[i].least_a), static_cast<double>(amps[i].most_a)};
  }
  const std::vector<double> filled_a = fill_a(tree, bounds);

  std::vector<int> settings(tree.consumers.size());
  std::vector<Remainder> waiting;
  DrawnCurrents drawn(tree);
  for (const ChargerIndex i : set) {
    settings[i] = static_cast<int>(std::floor(filled_a[i] + tolerance_a));
    drawn.add(i, settings[i]);
    waiting.push_back({i, std::max(0.0, filled_a[i] - settings[i])});
  }
  sort_by_remainder(waiting, tree.natural_rank);
  while (!waiting.empty()) {
    std::vector<Remainder> still_waiting;
    for (const Remainder& next : waiting) {
      const ChargerIndex i = next.charger;
      if (settings[i] >= amps[i].most_a || !drawn.fits(i, 1)) continue;
      drawn.add(i, 1);
      ++settings[i];
      still_waiting.push_back(next);
    }
    waiting = std::move(still_waiting);
  }
  return settings;
}

}  // namespace ampsite
