#pragma once
// What the channels of access points come to, and what no choice of channels can do better.

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "ampsite/site/site.h"

namespace ampsite {

/// Access points with 2.4 GHz on as far as stated, and how loud each two are at each other.
struct ChannelFacts {
  explicit ChannelFacts(const Site& site);

  std::size_t size() const { return members.size(); }
  double heard_dbm(std::size_t a, std::size_t b) const { return dbm[a * size() + b]; }

  std::vector<AccessPointIndex> members;
  std::vector<double> dbm;  ///< by two places: the louder direction, -60 dBm where nothing is known
};

double milliwatts_of(double dbm);

/// Whether three channels can separate all that hear each other at `dbm` or louder; nothing where that is not known
/// within `steps`.
std::optional<bool> can_separate(const ChannelFacts& facts, double dbm, std::size_t& steps);

/// The least sum in milliwatts of all pairs on one channel among choices without a pair louder than `loudest_dbm`;
/// nothing where that is not known within `steps`. At least one such choice comes to `reached_mw`.
std::optional<double> least_sum_mw(const ChannelFacts& facts, double loudest_dbm, double reached_mw,
                                   std::size_t& steps);

/// The sum of so many of the quietest pairs as must share a channel whatever the choice.
double quietest_pairs_mw(const ChannelFacts& facts);

}  // namespace ampsite
