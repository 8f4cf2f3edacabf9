#include "ampsite/plan/connectivity/channel_search.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <utility>

namespace ampsite::connectivity {

namespace {

constexpr std::uint8_t no_channel = 255;
constexpr std::uint64_t colouring_limit = 100'000;
constexpr std::uint64_t sum_limit = 2'000'000;
constexpr double infinite = std::numeric_limits<double>::infinity();
/// Sums of the same pairs in another order differ by less.
constexpr double rounding = 1e-12;

/// Backtracking; of those without a channel the one with fewest left open is next.
class Separation {
 public:
  explicit Separation(const Conflicts& conflicts)
      : conflicts_(conflicts), channel_(conflicts.size(), no_channel), taken_(conflicts.size()) {}

  Colouring run() {
    peel();
    if (!colour(0)) return {std::nullopt, steps_ < colouring_limit};
    while (!peeled_.empty()) {
      put(peeled_.back(), first_open(peeled_.back()));
      peeled_.pop_back();
    }
    return {channel_, true};
  }

 private:
  /// Whoever has fewer than three conflicts left always finds a channel after the others.
  void peel() {
    std::vector<std::size_t> left(conflicts_.size());
    std::vector<bool> gone(conflicts_.size(), false);
    for (std::uint32_t i = 0; i < conflicts_.size(); ++i) {
      left[i] = conflicts_[i].size();
      gone[i] = left[i] < channel_count;
      if (gone[i]) peeled_.push_back(i);
    }
    for (std::size_t next = 0; next < peeled_.size(); ++next) {
      for (const std::uint32_t other : conflicts_[peeled_[next]]) {
        if (gone[other] || --left[other] >= channel_count) continue;
        gone[other] = true;
        peeled_.push_back(other);
      }
    }
    for (std::uint32_t i = 0; i < conflicts_.size(); ++i) {
      if (!gone[i]) core_.push_back(i);
    }
  }

  int open(std::uint32_t i) const { return static_cast<int>(std::count(taken_[i].begin(), taken_[i].end(), 0)); }
  std::uint8_t first_open(std::uint32_t i) const {
    return static_cast<std::uint8_t>(std::find(taken_[i].begin(), taken_[i].end(), 0) - taken_[i].begin());
  }
  void put(std::uint32_t i, std::uint8_t channel) {
    channel_[i] = channel;
    for (const std::uint32_t other : conflicts_[i]) ++taken_[other][channel];
  }
  void take_back(std::uint32_t i) {
    for (const std::uint32_t other : conflicts_[i]) --taken_[other][channel_[i]];
    channel_[i] = no_channel;
  }

  std::uint32_t most_urgent() const {
    std::uint32_t best = core_.front();
    int fewest = channel_count + 1;
    for (const std::uint32_t i : core_) {
      if (channel_[i] != no_channel) continue;
      const int left = open(i);
      const bool more_conflicts = left == fewest && conflicts_[i].size() > conflicts_[best].size();
      if (left > fewest || (left == fewest && !more_conflicts)) continue;
      best = i;
      fewest = left;
    }
    return best;
  }

  bool colour(std::size_t done) {
    if (done == core_.size()) return true;
    if (++steps_ >= colouring_limit) return false;
    const std::uint32_t i = most_urgent();
    for (std::uint8_t channel = 0; channel < channel_count; ++channel) {
      if (taken_[i][channel] > 0) continue;
      put(i, channel);
      if (colour(done + 1)) return true;
      take_back(i);
      // Before the first one all channels are alike.
      if (done == 0) break;
    }
    return false;
  }

  const Conflicts& conflicts_;
  Channels channel_;
  std::vector<std::array<int, channel_count>> taken_;
  std::vector<std::uint32_t> peeled_;
  std::vector<std::uint32_t> core_;
  std::uint64_t steps_ = 0;
};

/// Solves the last access point alone, then the last two, and so on to all: each solution bounds what those that
/// are still open cost among themselves in the next ("Russian dolls").
class LeastSum {
 public:
  LeastSum(const PairCosts& costs, const Channels& first);

  Partition run();

 private:
  using Costs = std::array<double, channel_count>;

  void solve_from(std::size_t first);
  void branch(std::size_t at, double sum, int used);
  double bound_of_open(std::size_t at) const;
  bool before_its_twin(std::size_t at, std::uint8_t channel) const {
    return at > first_ && twin_of_last_[at] && channel < channel_[at - 1];
  }

  const PairCosts& costs_;
  std::size_t size_;
  std::vector<std::uint32_t> order_;       ///< place at each turn
  std::vector<std::vector<double>> cost_;  ///< by turns
  std::vector<bool> twin_of_last_;         ///< by turn: costs the same with all others as the one before
  std::vector<double> least_;              ///< by turn: the least sum from there on; a bound where unfinished
  std::vector<Costs> added_;               ///< by turn: its cost with those that have a channel
  std::vector<std::vector<Costs>> saved_;
  Channels channel_;
  Channels best_;
  double best_sum_ = infinite;
  std::size_t first_ = 0;
  std::uint64_t steps_ = 0;
  bool ended_ = true;
};

LeastSum::LeastSum(const PairCosts& costs, const Channels& first)
    : costs_(costs), size_(costs.size()), order_(size_), added_(size_), channel_(size_, no_channel) {
  std::iota(order_.begin(), order_.end(), 0U);
  // The loudest first: they decide most. Twins stand together.
  std::vector<double> total(size_, 0);
  for (std::size_t i = 0; i < size_; ++i) {
    for (const double cost : costs[i]) total[i] += cost == infinite ? 1 : cost;
  }
  std::stable_sort(order_.begin(), order_.end(), [&](std::uint32_t a, std::uint32_t b) { return total[a] > total[b]; });
  cost_.assign(size_, std::vector<double>(size_, 0));
  for (std::size_t i = 0; i < size_; ++i) {
    for (std::size_t j = 0; j < size_; ++j) cost_[i][j] = costs[order_[i]][order_[j]];
    best_.push_back(first[order_[i]]);
  }
  for (std::size_t i = 0; i < size_; ++i) {
    bool twin = i > 0;
    for (std::size_t j = 0; j < size_ && twin; ++j) {
      twin = j == i || j + 1 == i || cost_[i][j] == cost_[i - 1][j];
    }
    twin_of_last_.push_back(twin);
  }
  least_.assign(size_ + 1, 0);
  saved_.assign(size_ + 1, {});
}

/// What those from here on add at least: each its cheapest channel, and among themselves what they cost alone.
double LeastSum::bound_of_open(std::size_t at) const {
  double bound = least_[at];
  for (std::size_t i = at; i < size_; ++i) bound += *std::min_element(added_[i].begin(), added_[i].end());
  return bound;
}

void LeastSum::branch(std::size_t at, double sum, int used) {
  if (at == size_) {
    if (sum >= best_sum_) return;
    best_sum_ = sum;
    best_ = channel_;
    return;
  }
  if (++steps_ > sum_limit) {
    ended_ = false;
    return;
  }
  std::array<std::uint8_t, channel_count> by_cost{0, 1, 2};
  std::stable_sort(by_cost.begin(), by_cost.end(),
                   [&](std::uint8_t a, std::uint8_t b) { return added_[at][a] < added_[at][b]; });
  saved_[at].assign(added_.begin() + static_cast<std::ptrdiff_t>(at), added_.end());
  for (const std::uint8_t channel : by_cost) {
    // Channels that nobody has are alike.
    if (channel > used || added_[at][channel] == infinite || before_its_twin(at, channel)) continue;
    const double next = sum + added_[at][channel];
    channel_[at] = channel;
    for (std::size_t i = at + 1; i < size_; ++i) added_[i][channel] += cost_[at][i];
    if ((next + bound_of_open(at + 1)) * (1 + rounding) < best_sum_) {
      branch(at + 1, next, std::max(used, channel + 1));
    }
    std::copy(saved_[at].begin(), saved_[at].end(), added_.begin() + static_cast<std::ptrdiff_t>(at));
    if (!ended_) return;
  }
}

void LeastSum::solve_from(std::size_t first) {
  first_ = first;
  for (std::size_t i = first; i < size_; ++i) added_[i] = {};
  branch(first, 0, 0);
}

Partition LeastSum::run() {
  const Channels given = best_;
  std::vector<double> given_sum(size_ + 1, 0);
  for (std::size_t at = size_; at-- > 0;) {
    given_sum[at] = given_sum[at + 1];
    for (std::size_t i = at + 1; i < size_; ++i) given_sum[at] += given[i] == given[at] ? cost_[at][i] : 0;
  }
  for (std::size_t at = size_; at-- > 0;) {
    // What the ones after it reach, with this one on its cheapest channel, is a choice too.
    Channels extended = best_;
    if (at + 1 < size_) {
      Costs own{};
      for (std::size_t i = at + 1; i < size_; ++i) own[best_[i]] += cost_[at][i];
      const auto cheapest = static_cast<std::size_t>(std::min_element(own.begin(), own.end()) - own.begin());
      extended[at] = static_cast<std::uint8_t>(cheapest);
      best_sum_ = least_[at + 1] + own[cheapest];
    } else {
      extended[at] = 0;
      best_sum_ = 0;
    }
    best_ = extended;
    if (given_sum[at] < best_sum_) {
      best_ = given;
      best_sum_ = given_sum[at];
    }
    if (ended_) solve_from(at);
    least_[at] = ended_ ? best_sum_ : least_[at + 1];
  }
  Partition partition;
  partition.channels.assign(size_, 0);
  for (std::size_t i = 0; i < size_; ++i) partition.channels[order_[i]] = best_[i];
  partition.sum = sum_of(costs_, partition.channels);
  partition.bound = ended_ ? partition.sum : least_.front();
  return partition;
}

}  // namespace

Colouring separate(const Conflicts& conflicts) { return Separation(conflicts).run(); }

double sum_of(const PairCosts& costs, const Channels& channels) {
  double sum = 0;
  for (std::size_t i = 0; i < channels.size(); ++i) {
    for (std::size_t j = i + 1; j < channels.size(); ++j) {
      if (channels[i] == channels[j]) sum += costs[i][j];
    }
  }
  return sum;
}

Partition least_sum(const PairCosts& costs, const Channels& first) { return LeastSum(costs, first).run(); }

}  // namespace ampsite::connectivity
