#pragma once
// A fixed 2.4 GHz channel for each access point: 1, 6 or 11, which keep clear of each other.
//
// The loudest interference between two on one channel is as small as can be, then the sum of all such in milliwatts.
// What two hear of each other is the louder direction of `hears`, or `unknown_hearing_dbm`. Exact up to
// `most_exact_access_points`, beyond as far as the bounds say. Access points stated without 2.4 GHz take no part.

#include <vector>

#include "ampsite/plan/plan.h"
#include "ampsite/site/site.h"

namespace ampsite::connectivity {

struct ChannelPlan {
  std::vector<PlannedChannel> access_points;  ///< by AccessPointIndex
  std::vector<LevelProof> proof;              ///< empty where no two share a channel
};

ChannelPlan plan_channels(const Site& site);

}  // namespace ampsite::connectivity
