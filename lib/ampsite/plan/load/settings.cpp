#include "ampsite/plan/load/settings.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "ampsite/plan/load/fill.h"

namespace ampsite {
namespace {

/// What computing a current can be off by: far less than what would show, summed up, on any line.
constexpr double rounding_error_a = 1e-9;

/// The set in natural order of ids.
std::vector<ChargerIndex> in_natural_order(const std::vector<ChargerIndex>& set,
                                           const std::vector<std::uint32_t>& natural_rank) {
  std::vector<ChargerIndex> by_rank(natural_rank.size(), no_index);
  for (const ChargerIndex i : set) by_rank[natural_rank[i]] = i;
  by_rank.erase(std::remove(by_rank.begin(), by_rank.end(), no_index), by_rank.end());
  return by_rank;
}

struct RoundedDown {
  std::vector<int> whole_a;          ///< by group
  std::vector<std::uint32_t> place;  ///< by group: 0 has the largest remainder; those that differ only by rounding
                                     ///< errors have the same place
  std::uint32_t places = 0;
};

RoundedDown rounded_down(const std::vector<FillGroup>& groups) {
  RoundedDown rounded;
  std::vector<double> left_a;
  left_a.reserve(groups.size());
  rounded.whole_a.reserve(groups.size());
  for (const FillGroup& group : groups) {
    rounded.whole_a.push_back(static_cast<int>(std::floor(group.current_a + rounding_error_a)));
    left_a.push_back(std::max(0.0, group.current_a - rounded.whole_a.back()));
  }
  std::vector<std::uint32_t> order(groups.size());
  std::iota(order.begin(), order.end(), 0U);
  std::sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) { return left_a[a] > left_a[b]; });
  rounded.place.resize(groups.size());
  for (std::size_t k = 0; k < order.size(); ++k) {
    if (k == 0 || left_a[order[k - 1]] - left_a[order[k]] > tolerance_a) ++rounded.places;
    rounded.place[order[k]] = rounded.places - 1;
  }
  return rounded;
}

/// The set by remainder, largest first, ties in natural order.
std::vector<ChargerIndex> by_remainder(const LoadTree& tree, const std::vector<ChargerIndex>& set, const Filled& filled,
                                       const RoundedDown& rounded) {
  std::vector<std::uint32_t> begin(rounded.places + 1);
  std::vector<ChargerIndex> sorted;
  for (const ChargerIndex i : set) {
    if (filled.group_of[i] != no_index) ++begin[rounded.place[filled.group_of[i]] + 1];
  }
  std::partial_sum(begin.begin(), begin.end(), begin.begin());
  sorted.resize(begin.back());
  for (const ChargerIndex i : in_natural_order(set, tree.natural_rank)) {
    if (filled.group_of[i] != no_index) sorted[begin[rounded.place[filled.group_of[i]]]++] = i;
  }
  return sorted;
}

/// Hands out whole ampere while limits hold. Nothing drawn ever falls, so that what does not fit once never will:
/// neither for this charger nor for others on the same lines below the same tight node.
class HandingOut {
 public:
  HandingOut(const Filled& filled, const RoundedDown& rounded)
      : filled_(&filled), room_(filled.tight), closed_(filled.tight.nodes.size()) {
    for (std::size_t g = 0; g < filled.groups.size(); ++g) {
      const FillGroup& group = filled.groups[g];
      room_.add(group.at, group.lines, static_cast<double>(group.count) * rounded.whole_a[g]);
    }
  }

  /// +1 A for a charger of this group, if it fits.
  bool raise(std::uint32_t g) {
    const FillGroup& group = filled_->groups[g];
    if (group.at == no_index) return true;
    bool& closed = closed_[group.at][group.lines.bits()];
    if (closed) return false;
    closed = !room_.fits(group.at, group.lines, 1);
    if (closed) return false;
    room_.add(group.at, group.lines, 1);
    return true;
  }

 private:
  const Filled* filled_;
  Room room_;
  std::vector<ByLines<bool>> closed_;  ///< by tight node
};

}  // namespace

std::vector<int> settings_a(const LoadTree& tree, const std::vector<WholeAmps>& amps,
                            const std::vector<ChargerIndex>& set) {
  std::vector<FillBounds> bounds(tree.consumers.size());
  for (const ChargerIndex i : set) {
    bounds[i] = {static_cast<double>(amps[i].least_a), static_cast<double>(amps[i].most_a)};
  }
  const Filled filled = fill(tree, bounds);
  const RoundedDown rounded = rounded_down(filled.groups);

  std::vector<int> settings(tree.consumers.size());
  for (const ChargerIndex i : set) {
    if (filled.group_of[i] != no_index) settings[i] = rounded.whole_a[filled.group_of[i]];
  }
  HandingOut handing_out(filled, rounded);
  std::vector<ChargerIndex> waiting = by_remainder(tree, set, filled, rounded);
  while (!waiting.empty()) {
    std::size_t still_waiting = 0;
    for (const ChargerIndex i : waiting) {
      const std::uint32_t g = filled.group_of[i];
      if (settings[i] + 1 > filled.groups[g].bounds.most_a + tolerance_a || !handing_out.raise(g)) continue;
      ++settings[i];
      waiting[still_waiting++] = i;
    }
    waiting.resize(still_waiting);
  }
  return settings;
}

}  // namespace ampsite
