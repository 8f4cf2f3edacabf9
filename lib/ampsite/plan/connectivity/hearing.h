#pragma once
// How loud the access points of a site are at each other, as the choice of channels sees it.

#include <cstdint>
#include <utility>
#include <vector>

#include "ampsite/site/site.h"

namespace ampsite::connectivity {

/// What two access points are taken to hear of each other where the file states nothing.
inline constexpr double unknown_hearing_dbm = -60;

double milliwatts(double dbm);

/// By place in Hearing::members: the smaller place first.
struct HeardPair {
  std::uint32_t a = 0;
  std::uint32_t b = 0;
  double dbm = 0;  ///< the louder direction
};

struct Hearing {
  explicit Hearing(const Site& site);

  std::size_t size() const { return members.size(); }
  /// By place: those of which the file states a level with it.
  std::vector<std::vector<std::pair<std::uint32_t, double>>> neighbours() const;

  std::vector<AccessPointIndex> members;  ///< access points with 2.4 GHz on as far as stated, in natural order
  std::vector<HeardPair> stated;          ///< ascending by places; all other pairs are at `unknown_hearing_dbm`
};

/// At least so many pairs share a channel, whatever the choice.
std::int64_t fewest_shared_pairs(std::int64_t access_points);

}  // namespace ampsite::connectivity
