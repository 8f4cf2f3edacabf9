#pragma once
// Why a charger has its link, in words for the installer.

#include <string>
#include <vector>

#include "ampsite/plan/connectivity/draft.h"
#include "ampsite/plan/plan.h"

namespace ampsite::connectivity {

/// What the reasons speak of: the finished choice, with its networks named.
struct Story {
  const Reach& reach;
  const Ranking& ranking;
  const std::vector<PlcNetwork>& networks;
  const std::vector<std::uint32_t>& network_of_circuit;  ///< by NodeIndex; no_index where there is none
  const std::vector<int>& clients;                       ///< by AccessPointIndex
};

std::string reason_for(const Story& story, ChargerIndex index, const ChargerLink& link);

}  // namespace ampsite::connectivity
