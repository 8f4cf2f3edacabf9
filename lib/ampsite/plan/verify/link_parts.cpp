#include "ampsite/plan/verify/link_parts.h"

#include <algorithm>
#include <cstddef>
#include <map>
#include <numeric>

namespace ampsite {

namespace {

/// A forest whose trees are the parts.
std::size_t root_of(std::vector<std::size_t>& parent, std::size_t i) {
  while (parent[i] != i) i = parent[i] = parent[parent[i]];
  return i;
}

/// Circuits and, behind them, access points.
std::vector<std::size_t> joined(const LinkFacts& facts) {
  const std::size_t circuits = facts.circuits.size();
  std::vector<std::size_t> parent(circuits + facts.serves.size());
  std::iota(parent.begin(), parent.end(), std::size_t{0});
  const auto join = [&](std::size_t a, std::size_t b) { parent[root_of(parent, a)] = root_of(parent, b); };
  bool any = false;
  for (NodeIndex circuit = 0; circuit < circuits; ++circuit) {
    const CircuitFacts& own = facts.circuits[circuit];
    for (ChargerIndex charger = own.charger_begin; charger < own.charger_end; ++charger) {
      for (const WifiFact& wifi : facts.chargers[charger].wifi) {
        if (!facts.limited(wifi.at)) continue;
        const bool everywhere = wifi.at == any_access_point;
        any = any || everywhere;
        join(circuit, circuits + (everywhere ? facts.serving.front() : wifi.at));
      }
    }
  }
  for (const AccessPointIndex at : facts.serving) {
    if (any) join(circuits + at, circuits + facts.serving.front());
  }
  return parent;
}

}  // namespace

std::vector<LinkPart> link_parts(const LinkChoices& choices) {
  const LinkFacts& facts = choices.facts();
  const std::size_t circuits = facts.circuits.size();
  std::vector<std::size_t> parent = joined(facts);
  std::map<std::size_t, LinkPart> parts;
  for (NodeIndex circuit = 0; circuit < circuits; ++circuit) {
    LinkPart& part = parts[root_of(parent, circuit)];
    part.circuits.push_back(circuit);
    const std::vector<SourceChoice>& own = choices.of(circuit);
    const bool gateway =
        std::any_of(own.begin(), own.end(), [](const SourceChoice& choice) { return choice.gateway != no_index; });
    if (gateway) part.gateways = std::min(part.gateways + 1, choices.max_gateways());
  }
  for (AccessPointIndex at = 0; at < facts.serves.size(); ++at) {
    if (facts.contested[at]) parts[root_of(parent, circuits + at)].access_points.push_back(at);
  }
  std::vector<LinkPart> list;
  for (auto& [root, part] : parts) list.push_back(std::move(part));
  return list;
}

PartBounds::PartBounds(const LinkChoices& choices) : choices_(choices), parts_(link_parts(choices)) {}

std::vector<LinkValue> PartBounds::bounds_of(const LinkPart& part, const PricedLinks& priced,
                                             const Prices& prices) const {
  const LinkFacts& facts = choices_.facts();
  LinkValue sum;
  std::vector<LinkValue> gains;
  long long chargers = 0;
  for (const NodeIndex circuit : part.circuits) {
    sum += priced.without_gateway(circuit);
    gains.push_back(priced.gain_of_gateway(circuit));
    chargers += facts.circuits[circuit].charger_end - facts.circuits[circuit].charger_begin;
  }
  for (const AccessPointIndex at : part.access_points) {
    const long long room = std::max(0, facts.site.access_points()[at].max_clients.value);
    sum -= room * prices[at];
  }
  std::sort(gains.begin(), gains.end());
  std::vector<LinkValue> bounds{facts.with_whole_modules(sum, chargers)};
  for (int gateways = 1; gateways <= part.gateways; ++gateways) {
    sum += gains[static_cast<std::size_t>(gateways) - 1];
    bounds.push_back(facts.with_whole_modules(sum, chargers));
  }
  return bounds;
}

void PartBounds::raise(const PricedLinks& priced, const Prices& prices) {
  const bool first = bounds_.empty();
  for (std::size_t i = 0; i < parts_.size(); ++i) {
    std::vector<LinkValue> bounds = bounds_of(parts_[i], priced, prices);
    if (first) {
      bounds_.push_back(std::move(bounds));
      continue;
    }
    for (std::size_t gateways = 0; gateways < bounds.size(); ++gateways) {
      bounds_[i][gateways] = std::max(bounds_[i][gateways], bounds[gateways]);
    }
  }
}

/// Over the parts so far, the least sum for every number of gateways.
std::optional<LinkValue> PartBounds::least() const {
  if (bounds_.empty()) return std::nullopt;
  std::size_t wanted = 0;
  for (const LinkPart& part : parts_) wanted += static_cast<std::size_t>(part.gateways);
  const auto allowed = static_cast<std::size_t>(choices_.max_gateways());
  if (wanted <= allowed) {
    LinkValue sum;
    for (const std::vector<LinkValue>& own : bounds_) sum += *std::min_element(own.begin(), own.end());
    return sum;
  }
  std::vector<LinkValue> least(allowed + 1);
  for (const std::vector<LinkValue>& own : bounds_) {
    std::vector<LinkValue> next;
    for (std::size_t all = 0; all <= allowed; ++all) {
      LinkValue best = least[all] + own.front();
      for (std::size_t here = 1; here < std::min(own.size(), all + 1); ++here) {
        best = std::min(best, least[all - here] + own[here]);
      }
      next.push_back(best);
    }
    least = std::move(next);
  }
  return least.back();
}

}  // namespace ampsite
