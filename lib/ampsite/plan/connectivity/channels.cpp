#include "ampsite/plan/connectivity/channels.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <limits>
#include <numeric>
#include <optional>
#include <string>
#include <utility>

#include "ampsite/plan/connectivity/channel_search.h"
#include "ampsite/plan/connectivity/hearing.h"

namespace ampsite::connectivity {

namespace {

constexpr std::array<int, channel_count> channel_numbers{1, 6, 11};
constexpr double infinite = std::numeric_limits<double>::infinity();
constexpr int most_sweeps = 50;
constexpr double rounding = 1e-12;

/// Channels under which no pair on one channel is louder than `loudest_dbm`.
struct Quietest {
  Channels channels;
  double loudest_dbm = -infinite;  ///< the allowance: minus infinity where no two share a channel
  double bound_dbm = -infinite;    ///< no choice has a smaller one
};

bool all_stated(const Hearing& hearing) { return hearing.stated.size() == hearing.size() * (hearing.size() - 1) / 2; }

/// What the loudest interference can be, ascending.
std::vector<double> possible_levels(const Hearing& hearing) {
  std::vector<double> levels{-infinite};
  for (const HeardPair& pair : hearing.stated) levels.push_back(pair.dbm);
  if (!all_stated(hearing)) levels.push_back(unknown_hearing_dbm);
  std::sort(levels.begin(), levels.end());
  levels.erase(std::unique(levels.begin(), levels.end()), levels.end());
  // So many pairs share a channel in any case, and the loudest of them is no less than the so manieth level.
  const std::int64_t shared = fewest_shared_pairs(static_cast<std::int64_t>(hearing.size()));
  std::vector<double> quiet;
  for (const HeardPair& pair : hearing.stated) {
    if (pair.dbm < unknown_hearing_dbm) quiet.push_back(pair.dbm);
  }
  std::sort(quiet.begin(), quiet.end());
  double least = -infinite;
  if (shared > 0 && static_cast<std::int64_t>(quiet.size()) >= shared) {
    least = quiet[static_cast<std::size_t>(shared - 1)];
  } else if (shared > 0 && !all_stated(hearing)) {
    least = unknown_hearing_dbm;
  }
  levels.erase(levels.begin(), std::lower_bound(levels.begin(), levels.end(), least));
  return levels;
}

Conflicts louder_than(const Hearing& hearing, double dbm) {
  const std::size_t size = hearing.size();
  Conflicts conflicts(size);
  const auto add = [&](std::uint32_t a, std::uint32_t b) {
    conflicts[a].push_back(b);
    conflicts[b].push_back(a);
  };
  auto pair = hearing.stated.begin();
  if (unknown_hearing_dbm <= dbm) {
    for (; pair != hearing.stated.end(); ++pair) {
      if (pair->dbm > dbm) add(pair->a, pair->b);
    }
    return conflicts;
  }
  for (std::uint32_t a = 0; a < size; ++a) {
    for (std::uint32_t b = a + 1; b < size; ++b) {
      const bool is_stated = pair != hearing.stated.end() && pair->a == a && pair->b == b;
      if (!is_stated || pair->dbm > dbm) add(a, b);
      if (is_stated) ++pair;
    }
  }
  return conflicts;
}

Quietest quietest(const Hearing& hearing) {
  const std::vector<double> levels = possible_levels(hearing);
  std::size_t low = 0;
  std::size_t high = levels.size() - 1;
  std::size_t proved_from = 0;
  Quietest best;
  best.channels.assign(hearing.size(), 0);
  // At the highest level everything may be.
  while (low < high) {
    const std::size_t middle = (low + high) / 2;
    Colouring colouring = separate(louder_than(hearing, levels[middle]));
    if (colouring.channels) {
      best.channels = std::move(*colouring.channels);
      high = middle;
      continue;
    }
    low = middle + 1;
    if (colouring.proved) proved_from = low;
  }
  best.loudest_dbm = levels[high];
  best.bound_dbm = levels[proved_from];
  return best;
}

PairCosts pair_costs(const Hearing& hearing, double loudest_dbm) {
  const std::size_t size = hearing.size();
  const auto cost = [&](double dbm) { return dbm > loudest_dbm ? infinite : milliwatts(dbm); };
  PairCosts costs(size, std::vector<double>(size, cost(unknown_hearing_dbm)));
  for (std::size_t i = 0; i < size; ++i) costs[i][i] = 0;
  for (const HeardPair& pair : hearing.stated) costs[pair.a][pair.b] = costs[pair.b][pair.a] = cost(pair.dbm);
  return costs;
}

/// For many access points: what each adds on each channel, from the few levels that are stated.
class Sweeps {
 public:
  Sweeps(const Hearing& hearing, double loudest_dbm, Channels channels)
      : neighbours_(hearing.neighbours()), loudest_dbm_(loudest_dbm), channels_(std::move(channels)) {
    for (const std::uint8_t channel : channels_) ++on_[channel];
  }

  /// Moves one after the other to its best channel while that helps.
  Channels run() {
    bool moved = true;
    for (int sweep = 0; moved && sweep < most_sweeps; ++sweep) {
      moved = false;
      for (std::uint32_t i = 0; i < channels_.size(); ++i) moved = move(i) || moved;
    }
    return channels_;
  }

  double sum() const {
    double twice = 0;
    for (std::uint32_t i = 0; i < channels_.size(); ++i) twice += added(i)[channels_[i]];
    return twice / 2;
  }

 private:
  std::array<double, channel_count> added(std::uint32_t i) const {
    std::array<std::int64_t, channel_count> unknown = on_;
    --unknown[channels_[i]];
    std::array<double, channel_count> added{};
    for (const auto& [other, dbm] : neighbours_[i]) {
      --unknown[channels_[other]];
      added[channels_[other]] += dbm > loudest_dbm_ ? infinite : milliwatts(dbm);
    }
    const double each = unknown_hearing_dbm > loudest_dbm_ ? infinite : milliwatts(unknown_hearing_dbm);
    for (std::size_t k = 0; k < channel_count; ++k) {
      if (unknown[k] > 0) added[k] += static_cast<double>(unknown[k]) * each;
    }
    return added;
  }

  bool move(std::uint32_t i) {
    const std::array<double, channel_count> cost = added(i);
    const auto best = static_cast<std::size_t>(std::min_element(cost.begin(), cost.end()) - cost.begin());
    if (cost[best] * (1 + rounding) >= cost[channels_[i]]) return false;
    --on_[channels_[i]];
    channels_[i] = static_cast<std::uint8_t>(best);
    ++on_[best];
    return true;
  }

  std::vector<std::vector<std::pair<std::uint32_t, double>>> neighbours_;
  double loudest_dbm_;
  Channels channels_;
  std::array<std::int64_t, channel_count> on_{};
};

/// The least that so many pairs as must share a channel can come to.
double least_shared_mw(const Hearing& hearing) {
  const auto size = static_cast<std::int64_t>(hearing.size());
  std::int64_t left = fewest_shared_pairs(size);
  std::int64_t unknown = size * (size - 1) / 2 - static_cast<std::int64_t>(hearing.stated.size());
  std::vector<double> levels;
  for (const HeardPair& pair : hearing.stated) levels.push_back(pair.dbm);
  std::sort(levels.begin(), levels.end());
  double sum = 0;
  for (const double dbm : levels) {
    if (left == 0) break;
    if (dbm > unknown_hearing_dbm && unknown > 0) {
      const std::int64_t taken = std::min(unknown, left);
      sum += static_cast<double>(taken) * milliwatts(unknown_hearing_dbm);
      left -= taken;
      unknown = 0;
      if (left == 0) break;
    }
    sum += milliwatts(dbm);
    --left;
  }
  return sum + static_cast<double>(left) * milliwatts(unknown_hearing_dbm);
}

Partition partition_of(const Hearing& hearing, const Quietest& quiet) {
  if (hearing.size() <= most_exact_access_points) {
    return least_sum(pair_costs(hearing, quiet.loudest_dbm), quiet.channels);
  }
  Sweeps sweeps(hearing, quiet.loudest_dbm, quiet.channels);
  Partition partition;
  partition.channels = sweeps.run();
  partition.sum = sweeps.sum();
  partition.bound = std::min(partition.sum, least_shared_mw(hearing));
  return partition;
}

/// The channels that the file states, by place: index into channel_numbers where it is one of them.
std::vector<std::optional<std::uint8_t>> stated_channels(const Site& site, const Hearing& hearing) {
  std::vector<std::optional<std::uint8_t>> stated;
  for (const AccessPointIndex index : hearing.members) {
    const Stated<Channel>& channel = site.access_points()[index].channel;
    const auto found = std::find(channel_numbers.begin(), channel_numbers.end(), channel.value.number);
    const bool usable = channel.has_value() && !channel->automatic && found != channel_numbers.end();
    stated.push_back(usable ? std::optional(static_cast<std::uint8_t>(found - channel_numbers.begin())) : std::nullopt);
  }
  return stated;
}

using StatedChannels = std::vector<std::optional<std::uint8_t>>;

int kept(const StatedChannels& stated, const Channels& channels) {
  int count = 0;
  for (std::size_t i = 0; i < channels.size(); ++i) count += stated[i] == channels[i] ? 1 : 0;
  return count;
}

/// The three channels are alike, so names are given such that most access points keep theirs; then the first ones
/// get the lower channels.
Channels named(const StatedChannels& stated, const Channels& channels) {
  std::array<std::uint8_t, channel_count> names{0, 1, 2};
  Channels best;
  int most = -1;
  do {
    Channels candidate;
    for (const std::uint8_t channel : channels) candidate.push_back(names[channel]);
    const int count = kept(stated, candidate);
    if (count < most || (count == most && candidate >= best)) continue;
    best = std::move(candidate);
    most = count;
  } while (std::next_permutation(names.begin(), names.end()));
  return best;
}

/// Two that exchange their channels, so that more keep theirs and nothing gets louder.
void exchange(const PairCosts& costs, const StatedChannels& stated, double sum, Channels& channels) {
  bool again = true;
  while (again) {
    again = false;
    for (std::size_t i = 0; i < channels.size(); ++i) {
      for (std::size_t j = i + 1; j < channels.size(); ++j) {
        if (channels[i] == channels[j]) continue;
        const int before = kept(stated, channels);
        std::swap(channels[i], channels[j]);
        if (kept(stated, channels) > before && sum_of(costs, channels) <= sum * (1 + rounding)) {
          again = true;
        } else {
          std::swap(channels[i], channels[j]);
        }
      }
    }
  }
}

/// Of choices that are as good, one in which more access points keep their channel.
Channels close_to_file(const Site& site, const Hearing& hearing, const Quietest& quiet, const Partition& partition) {
  const StatedChannels stated = stated_channels(site, hearing);
  if (std::all_of(stated.begin(), stated.end(), [](const auto& channel) { return channel.has_value(); })) {
    Channels own;
    for (const auto& channel : stated) own.push_back(*channel);
    if (Sweeps(hearing, quiet.loudest_dbm, own).sum() <= partition.sum * (1 + rounding)) return own;
  }
  Channels channels = named(stated, partition.channels);
  if (hearing.size() <= most_exact_access_points) {
    exchange(pair_costs(hearing, quiet.loudest_dbm), stated, partition.sum, channels);
  }
  return channels;
}

/// The loudest pair and the sum of all on one channel, in the order of the pairs; nothing where no two share one.
struct Interference {
  double loudest_dbm = -infinite;
  double sum_mw = 0;
};

Interference interference(const Hearing& hearing, const Channels& channels) {
  Interference result;
  std::array<std::int64_t, channel_count> on{};
  for (const std::uint8_t channel : channels) ++on[channel];
  std::int64_t unknown = 0;
  for (const std::int64_t count : on) unknown += count * (count - 1) / 2;
  for (const HeardPair& pair : hearing.stated) {
    if (channels[pair.a] != channels[pair.b]) continue;
    --unknown;
    result.loudest_dbm = std::max(result.loudest_dbm, pair.dbm);
    result.sum_mw += milliwatts(pair.dbm);
  }
  if (unknown == 0) return result;
  result.loudest_dbm = std::max(result.loudest_dbm, unknown_hearing_dbm);
  result.sum_mw += static_cast<double>(unknown) * milliwatts(unknown_hearing_dbm);
  return result;
}

std::vector<LevelProof> proof_of(const Hearing& hearing, const Quietest& quiet, const Partition& partition,
                                 const Channels& channels) {
  const Interference reached = interference(hearing, channels);
  if (reached.loudest_dbm == -infinite) return {};
  LevelProof loudest{"loudest interference on one channel, dBm", reached.loudest_dbm,
                     std::min(quiet.bound_dbm, reached.loudest_dbm), ""};
  const bool proved = loudest.bound == loudest.value;
  loudest.argument = proved ? "three channels cannot keep all pairs apart that hear each other this loudly or louder"
                            : "three channels cannot keep all pairs apart that hear each other as loudly as the bound";
  LevelProof sum{"interference in all, mW", reached.sum_mw,
                 std::min(std::max(partition.bound, least_shared_mw(hearing)), reached.sum_mw), ""};
  if (partition.bound >= partition.sum) sum.bound = sum.value;
  if (sum.bound == sum.value) {
    sum.argument =
        fmt::format("no choice of channels for the {} access points has less: all were searched", hearing.size());
  } else if (hearing.size() <= most_exact_access_points) {
    sum.argument =
        "the search ended at its limit of steps; the last access points alone cannot have less than the bound";
  } else {
    sum.argument = fmt::format("at least {} pairs share a channel; the bound is the sum of so many of the quietest",
                               fewest_shared_pairs(static_cast<std::int64_t>(hearing.size())));
  }
  return {std::move(loudest), std::move(sum)};
}

}  // namespace

ChannelPlan plan_channels(const Site& site) {
  const std::vector<AccessPoint>& access_points = site.access_points();
  ChannelPlan plan;
  plan.access_points.assign(access_points.size(), {0, false});
  const Hearing hearing(site);
  if (hearing.size() == 0) return plan;
  const Quietest quiet = quietest(hearing);
  const Partition partition = partition_of(hearing, quiet);
  const Channels channels = close_to_file(site, hearing, quiet, partition);
  for (std::size_t i = 0; i < hearing.size(); ++i) {
    PlannedChannel& planned = plan.access_points[hearing.members[i]];
    const Stated<Channel>& stated = access_points[hearing.members[i]].channel;
    planned.channel = channel_numbers[channels[i]];
    planned.changed = stated.has_value() && (stated->automatic || stated->number != planned.channel);
  }
  plan.proof = proof_of(hearing, quiet, partition, channels);
  return plan;
}

}  // namespace ampsite::connectivity
