#pragma once
// The best links of the chargers that compete for places at access points, for given PLC sources.

#include <cstdint>
#include <optional>
#include <vector>

#include "ampsite/plan/verify/link_choices.h"

namespace ampsite {

struct LinkAssignment {
  LinkValue value;                       ///< of the circuits that compete, with their sources
  Prices least_prices;                   ///< what a place at each access point is worth at these links, at least
  Prices most_prices;                    ///< ... and at most
  std::vector<NodeIndex> idle_gateways;  ///< circuits whose gateway serves nobody: not allowed
};

/// Circuits that compete: some charger of theirs could use a contested access point.
std::vector<bool> competing_circuits(const LinkFacts& facts);

/// By shortest augmenting paths: one charger after the other gets a link, by moving others where that costs least in
/// all. `served` have to use PLC. Nothing where that, or the WiFi of all gateways, is impossible.
std::optional<LinkAssignment> best_links(const LinkChoices& choices, const std::vector<bool>& competing,
                                         const Picks& picks, const std::vector<ChargerIndex>& served);

/// As if each circuit had all sources that are no gateways at once, which serve as many as one may, for so much from
/// each whom they serve: by NodeIndex. Prices that tell more than those of any one choice of sources.
struct LinksForFees {
  Prices least_prices;
  Prices most_prices;
  std::vector<long long> users;  ///< by NodeIndex
};

LinksForFees links_for_fees(const LinkChoices& choices, const std::vector<bool>& competing,
                            const std::vector<LinkValue>& fees);

/// Whom some source that is no gateway could serve, as places in CircuitFacts::along.
std::vector<std::uint32_t> coverable(const LinkChoices& choices, NodeIndex circuit);

}  // namespace ampsite
