#include "ampsite/plan/connectivity/gateway_shares.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <utility>

namespace ampsite::connectivity {

namespace {

using Table = std::vector<std::vector<std::optional<Value>>>;

/// Where there are enough gateways for all: the fewest at which each part is at its best.
std::optional<GatewayShares> enough_for_all(const Table& values) {
  GatewayShares shares;
  for (const std::vector<std::optional<Value>>& own : values) {
    std::optional<std::size_t> best;
    for (std::size_t gateways = 0; gateways < own.size(); ++gateways) {
      if (own[gateways] && (!best || *own[gateways] < *own[*best])) best = gateways;
    }
    if (!best) return std::nullopt;
    shares.total += *own[*best];
    shares.gateways.push_back(static_cast<int>(*best));
  }
  return shares;
}

}  // namespace

/// From the last part to the first, for every number of gateways left: of equal sums the one that gains more by the
/// earlier parts.
std::optional<GatewayShares> share_gateways(const Table& values, int most) {
  std::size_t wanted = 0;
  for (const std::vector<std::optional<Value>>& own : values) wanted += own.size() - 1;
  const auto allowed = static_cast<std::size_t>(std::max(most, 0));
  if (wanted <= allowed) return enough_for_all(values);
  const std::size_t width = allowed + 1;
  std::vector<std::optional<Value>> behind(width, Value{});
  std::vector<std::uint32_t> taken(values.size() * width, 0);
  for (std::size_t part = values.size(); part-- > 0;) {
    const std::vector<std::optional<Value>>& own = values[part];
    std::vector<std::optional<Value>> least(width);
    for (std::size_t left = 0; left < width; ++left) {
      std::size_t best = 0;
      for (std::size_t gateways = 0; gateways < std::min(own.size(), left + 1); ++gateways) {
        if (!own[gateways] || !behind[left - gateways]) continue;
        const Value sum = *own[gateways] + *behind[left - gateways];
        if (least[left] && (sum > *least[left] || (sum == *least[left] && *own[gateways] >= *own[best]))) continue;
        least[left] = sum;
        best = gateways;
      }
      taken[part * width + left] = static_cast<std::uint32_t>(best);
    }
    behind = std::move(least);
  }
  if (!behind[allowed]) return std::nullopt;
  GatewayShares shares;
  shares.total = *behind[allowed];
  std::size_t left = allowed;
  for (std::size_t part = 0; part < values.size(); ++part) {
    const std::uint32_t gateways = taken[part * width + left];
    shares.gateways.push_back(static_cast<int>(gateways));
    left -= gateways;
  }
  return shares;
}

}  // namespace ampsite::connectivity
