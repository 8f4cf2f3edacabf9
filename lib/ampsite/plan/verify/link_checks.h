#pragma once
// The checks that verify_connectivity is made of.

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "ampsite/plan/plan.h"
#include "ampsite/plan/verify/discrepancy.h"
#include "ampsite/plan/verify/link_facts.h"

namespace ampsite {

/// Each charger's link is one that it may have, and what the plan says of it is so; no access point serves too many.
void verify_links(const LinkFacts& facts, const Connectivity& plan, Discrepancies& found);

/// Each PLC network: its source, place, terminals and chargers.
void verify_plc_networks(const LinkFacts& facts, const Connectivity& plan, Discrepancies& found);

void verify_link_totals(const LinkFacts& facts, const Connectivity& plan, Discrepancies& found);

/// The levels of the links in `proof`: their words, values and bounds. Links and networks hold.
void verify_link_proof(const LinkFacts& facts, const Connectivity& plan, Discrepancies& found,
                       std::vector<std::string>& not_checked);

inline constexpr std::string_view loudest_level = "loudest interference on one channel, dBm";
inline constexpr std::string_view sum_level = "interference in all, mW";

/// How many levels of `proof` stand before those of the channels.
std::size_t link_level_count(const Connectivity& plan);

/// The channels of the access points, and their levels in `proof`.
void verify_channels(const Site& site, const Connectivity& plan, Discrepancies& found,
                     std::vector<std::string>& not_checked);

/// A level's value is told exactly but for what depends on the order in which decimals are added up.
bool same_measure(double claim, double exact);

}  // namespace ampsite
