#include "ampsite/plan/load/use_ranks.h"

#include <algorithm>
#include <utility>

namespace ampsite {
namespace {

constexpr std::size_t all = 7;

constexpr std::size_t bit(Line line) { return std::size_t{1} << static_cast<unsigned>(line); }

template <Line line>
void reduce_line(Ranks& ranks, std::int32_t cap) {
  for (std::size_t set = 1; set <= all; ++set) {
    if ((set & bit(line)) != 0) ranks[set] = std::min(ranks[set], ranks[set ^ bit(line)] + cap);
  }
}

/// Line by line: the uses of a line beyond its cap are lost.
Ranks reduce(Ranks ranks, const PerLine<std::int32_t>& caps) {
  reduce_line<Line::L1>(ranks, caps[Line::L1]);
  reduce_line<Line::L2>(ranks, caps[Line::L2]);
  reduce_line<Line::L3>(ranks, caps[Line::L3]);
  return ranks;
}

void add(Ranks& to, const Ranks& ranks) {
  for (std::size_t set = 0; set < to.size(); ++set) to[set] += ranks[set];
}

std::int32_t cap_of(std::size_t set, const PerLine<std::int32_t>& caps) {
  std::int32_t sum = 0;
  for (const Line line : all_lines) {
    if ((set & bit(line)) != 0) sum += caps[line];
  }
  return sum;
}

/// A largest set T within `set` of the minimum: the others are cut off at the node, and only where a cap is short.
std::size_t kept_within(std::size_t set, const Ranks& sums, const PerLine<std::int32_t>& caps) {
  std::size_t best = set;
  std::int32_t least = sums[set];
  for (std::size_t kept = set; kept-- > 0;) {
    if ((kept & ~set) != 0) continue;
    const std::int32_t rank = sums[kept] + cap_of(set & ~kept, caps);
    if (rank < least) {
      least = rank;
      best = kept;
    }
  }
  return best;
}

}  // namespace

Ranks ranks_of_options(const LineOptions& options) {
  Ranks ranks{};
  for (const LineSet option : options) {
    for (std::size_t set = 1; set <= all; ++set) {
      std::int32_t uses = 0;
      for (const Line line : all_lines) uses += option.contains(line) && (set & bit(line)) != 0 ? 1 : 0;
      ranks[set] = std::max(ranks[set], uses);
    }
  }
  return ranks;
}

UseRanks::UseRanks(std::vector<NodeIndex> parents, std::vector<Ranks> own, Caps caps)
    : parents_(std::move(parents)), own_(std::move(own)), caps_(std::move(caps)) {
  for (const Ranks& ranks : own_) uses_ += ranks[all];
  reduce_all();
}

void UseRanks::set_caps(const Caps& caps) {
  caps_ = caps;
  reduce_all();
}

void UseRanks::set_cap(NodeLine at, std::int32_t cap) {
  caps_[at.node][at.line] = cap;
  carry_up(at.node);
}

void UseRanks::replace(NodeIndex node, const Ranks& before, const Ranks& after) {
  for (std::size_t set = 0; set <= all; ++set) {
    const std::int32_t change = after[set] - before[set];
    own_[node][set] += change;
    sums_[node][set] += change;
  }
  uses_ += after[all] - before[all];
  carry_up(node);
}

void UseRanks::reduce_all() {
  sums_ = own_;
  reduced_.resize(own_.size());
  for (std::size_t v = own_.size(); v-- > 0;) {
    reduced_[v] = reduce(sums_[v], caps_[v]);
    if (parents_[v] != no_index) add(sums_[parents_[v]], reduced_[v]);
  }
}

void UseRanks::carry_up(NodeIndex from) {
  for (NodeIndex v = from; v != no_index; v = parents_[v]) {
    const Ranks now = reduce(sums_[v], caps_[v]);
    Ranks change{};
    std::int32_t changed = 0;
    for (std::size_t set = 0; set <= all; ++set) {
      change[set] = now[set] - reduced_[v][set];
      changed |= change[set];
    }
    if (changed == 0) return;
    if (parents_[v] != no_index) add(sums_[parents_[v]], change);
    reduced_[v] = now;
  }
}

UseRanks::Cut UseRanks::cut() const {
  Cut cut;
  std::vector<std::size_t> kept(own_.size());
  cut.forced = uses_;
  for (NodeIndex v = 0; v < own_.size(); ++v) {
    const std::size_t set = parents_[v] == no_index ? all : kept[parents_[v]];
    kept[v] = kept_within(set, sums_[v], caps_[v]);
    for (const Line line : all_lines) {
      if ((set & ~kept[v] & bit(line)) != 0) cut.at.push_back({v, line});
    }
    cut.forced -= own_[v][kept[v]];
  }
  return cut;
}

}  // namespace ampsite
