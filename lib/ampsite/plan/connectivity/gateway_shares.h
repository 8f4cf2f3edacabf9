#pragma once
// How many gateways each part of a site has, where they are limited in all.

#include <optional>
#include <vector>

#include "ampsite/plan/connectivity/value.h"

namespace ampsite::connectivity {

struct GatewayShares {
  Value total;
  std::vector<int> gateways;  ///< by part
};

/// The least sum with at most `most` gateways. `values`: by part and number of gateways, from none; nothing where a
/// number is not possible. Nothing where no choice is.
std::optional<GatewayShares> share_gateways(const std::vector<std::vector<std::optional<Value>>>& values, int most);

}  // namespace ampsite::connectivity
