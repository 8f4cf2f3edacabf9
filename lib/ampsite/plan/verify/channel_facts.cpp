#include "ampsite/plan/verify/channel_facts.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <utility>

#include "ampsite/site/links.h"

namespace ampsite {

namespace {

constexpr double unknown_dbm = -60;
constexpr std::size_t channels = 3;
constexpr double infinite = std::numeric_limits<double>::infinity();

/// Gives each access point in turn one of three channels, next the one that has fewest left, and goes back where there
/// is none.
class Separating {
 public:
  Separating(const ChannelFacts& facts, double dbm, std::size_t& steps)
      : facts_(facts), dbm_(dbm), steps_(steps), channel_(facts.size(), channels), used_near_(facts.size()) {
    for (std::size_t a = 0; a < facts.size(); ++a) {
      int near = 0;
      for (std::size_t b = 0; b < facts.size(); ++b) near += apart(a, b) ? 1 : 0;
      near_.push_back(near);
    }
  }

  std::optional<bool> run() {
    const bool done = go_on(0, 0);
    if (!done && steps_ == 0) return std::nullopt;
    return done;
  }

 private:
  bool apart(std::size_t a, std::size_t b) const { return a != b && facts_.heard_dbm(a, b) >= dbm_; }

  int left(std::size_t a) const {
    int left = 0;
    for (const int times : used_near_[a]) left += times == 0 ? 1 : 0;
    return left;
  }

  std::size_t next() const {
    std::size_t best = facts_.size();
    for (std::size_t a = 0; a < facts_.size(); ++a) {
      if (channel_[a] != channels) continue;
      if (best == facts_.size() || std::pair(left(a), -near_[a]) < std::pair(left(best), -near_[best])) best = a;
    }
    return best;
  }

  void set(std::size_t a, std::size_t channel, int times) {
    channel_[a] = times > 0 ? channel : channels;
    for (std::size_t b = 0; b < facts_.size(); ++b) {
      if (apart(a, b)) used_near_[b][channel] += times;
    }
  }

  /// Channels are alike until one is used, so of the unused ones only the first is tried.
  bool go_on(std::size_t done, std::size_t used) {
    if (done == facts_.size()) return true;
    if (steps_ < facts_.size()) {
      steps_ = 0;
      return false;
    }
    steps_ -= facts_.size();
    const std::size_t a = next();
    for (std::size_t channel = 0; channel < std::min(used + 1, channels); ++channel) {
      if (used_near_[a][channel] > 0) continue;
      set(a, channel, 1);
      if (go_on(done + 1, std::max(used, channel + 1))) return true;
      set(a, channel, -1);
      if (steps_ == 0) return false;
    }
    return false;
  }

  const ChannelFacts& facts_;
  const double dbm_;
  std::size_t& steps_;
  std::vector<std::size_t> channel_;
  std::vector<std::array<int, channels>> used_near_;
  std::vector<int> near_;
};

/// The least sum for the last access point alone, the last two, and so on: what is known of fewer is a bound for those
/// that are still without a channel.
class Summing {
 public:
  Summing(const ChannelFacts& facts, double loudest_dbm, std::size_t& steps)
      : size_(facts.size()), steps_(steps), mw_(size_ * size_), least_behind_(size_ + 1), channel_(size_) {
    for (std::size_t a = 0; a < size_; ++a) {
      for (std::size_t b = 0; b < size_; ++b) {
        const double dbm = facts.heard_dbm(a, b);
        mw_[a * size_ + b] = dbm > loudest_dbm ? infinite : milliwatts_of(dbm);
      }
    }
  }

  std::optional<double> run(double reached_mw) {
    for (std::size_t first = size_; first-- > 0;) {
      first_ = first;
      // All but the first as before, and the first on any channel, is at most what the whole plan comes to.
      best_ = reached_mw * (1 + slack);
      go_on(first, 0, 0);
      if (steps_ == 0) return std::nullopt;
      least_behind_[first] = best_;
    }
    return std::min(least_behind_[0], reached_mw);
  }

 private:
  static constexpr double slack = 1e-9;

  void go_on(std::size_t at, std::size_t used, double sum) {
    if (at == size_) {
      best_ = std::min(best_, sum);
      return;
    }
    for (std::size_t channel = 0; channel < std::min(used + 1, channels); ++channel) {
      if (steps_ == 0) return;
      --steps_;
      double more = sum;
      for (std::size_t b = first_; b < at; ++b) {
        if (channel_[b] == channel) more += mw_[at * size_ + b];
      }
      if (more + least_behind_[at + 1] >= best_ * (1 - slack)) continue;
      channel_[at] = channel;
      go_on(at + 1, std::max(used, channel + 1), more);
    }
  }

  const std::size_t size_;
  std::size_t& steps_;
  std::vector<double> mw_;
  std::vector<double> least_behind_;
  std::vector<std::size_t> channel_;
  std::size_t first_ = 0;
  double best_ = 0;
};

}  // namespace

double milliwatts_of(double dbm) { return std::pow(10.0, dbm / 10); }

ChannelFacts::ChannelFacts(const Site& site) {
  const std::vector<AccessPoint>& access_points = site.access_points();
  std::vector<std::size_t> place(access_points.size(), access_points.size());
  for (AccessPointIndex i = 0; i < access_points.size(); ++i) {
    if (!offers_band(access_points[i])) continue;
    place[i] = members.size();
    members.push_back(i);
  }
  std::vector<bool> known(size() * size(), false);
  dbm.assign(size() * size(), unknown_dbm);
  const AccessPointIds ids(site);
  for (const AccessPointIndex index : members) {
    if (!access_points[index].hears.has_value()) continue;
    for (const AccessPoint::Hears& hears : access_points[index].hears.value) {
      if (!hears.access_point.has_value() || !plausible(hears.dbm)) continue;
      const AccessPointIndex other = ids.find(hears.access_point.value);
      if (other == no_index || other == index || place[other] == access_points.size()) continue;
      for (const std::size_t pair : {place[index] * size() + place[other], place[other] * size() + place[index]}) {
        dbm[pair] = known[pair] ? std::max(dbm[pair], hears.dbm.value) : hears.dbm.value;
        known[pair] = true;
      }
    }
  }
}

std::optional<bool> can_separate(const ChannelFacts& facts, double dbm, std::size_t& steps) {
  return Separating(facts, dbm, steps).run();
}

std::optional<double> least_sum_mw(const ChannelFacts& facts, double loudest_dbm, double reached_mw,
                                   std::size_t& steps) {
  return Summing(facts, loudest_dbm, steps).run(reached_mw);
}

double quietest_pairs_mw(const ChannelFacts& facts) {
  std::vector<double> pairs_mw;
  for (std::size_t a = 0; a < facts.size(); ++a) {
    for (std::size_t b = a + 1; b < facts.size(); ++b) pairs_mw.push_back(milliwatts_of(facts.heard_dbm(a, b)));
  }
  std::sort(pairs_mw.begin(), pairs_mw.end());
  // Fewest share a channel where the three are used as evenly as can be.
  std::size_t shared = 0;
  for (std::size_t channel = 0; channel < channels; ++channel) {
    const std::size_t on_it = (facts.size() + channel) / channels;
    shared += on_it * (on_it - std::min<std::size_t>(on_it, 1)) / 2;
  }
  double sum = 0;
  for (std::size_t i = 0; i < shared; ++i) sum += pairs_mw[i];
  return sum;
}

}  // namespace ampsite
