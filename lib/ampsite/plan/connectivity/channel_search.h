#pragma once
// Which of a few access points share one of three channels: exact, by branch and bound.

#include <array>
#include <cstdint>
#include <optional>
#include <vector>

namespace ampsite::connectivity {

inline constexpr std::size_t most_exact_access_points = 24;
inline constexpr int channel_count = 3;

/// By place: 0, 1 or 2.
using Channels = std::vector<std::uint8_t>;
/// By place: places that may not be on the same channel.
using Conflicts = std::vector<std::vector<std::uint32_t>>;

struct Colouring {
  std::optional<Channels> channels;
  bool proved = false;  ///< without channels: there are none
};

/// Channels that separate all conflicts. Gives up, unproved, after a counted number of steps.
Colouring separate(const Conflicts& conflicts);

/// What sharing a channel costs each pair; infinite where it may not be. Symmetric, of up to
/// `most_exact_access_points`.
using PairCosts = std::vector<std::vector<double>>;

struct Partition {
  Channels channels;
  double sum = 0;
  double bound = 0;  ///< no channels have a smaller sum; `sum` where the search ended
};

double sum_of(const PairCosts& costs, const Channels& channels);
/// The least sum over the pairs on one channel. `first` is a choice without infinite cost.
Partition least_sum(const PairCosts& costs, const Channels& first);

}  // namespace ampsite::connectivity
