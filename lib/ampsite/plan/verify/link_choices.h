#pragma once
// The PLC sources that each circuit could have, and what each is worth at given prices of a place at an access point.
//
// For a given source of a circuit the best is plain: each charger has its best link without PLC, PLC gains it so much
// whatever its neighbours do, and values add up; so the source serves those that gain most, as many as it may, and
// gateways stand on the circuits that gain most by one. With prices of 0 that is the best that any plan could reach if
// access points served any number. With other prices, less those of all places, it is a bound as well: a plan pays for
// no more places than there are.

#include <cstdint>
#include <optional>
#include <vector>

#include "ampsite/plan/verify/link_facts.h"

namespace ampsite {

/// What a choice has to keep to; the last three levels are checked by making them narrower.
struct LinkLimits {
  double gateway_dbm = -65;
  double wifi_dbm = -75;
  double distance_m = 0;
};

struct SourceChoice {
  ModuleIndex module = no_index;
  ChargerIndex gateway = no_index;
  bool is_new = false;
  std::uint32_t begin = 0;  ///< whom it could serve, within CircuitFacts::along
  std::uint32_t end = 0;
};

using Prices = std::vector<LinkValue>;  ///< by AccessPointIndex

/// Which choice each circuit has; by NodeIndex.
using Picks = std::vector<std::uint32_t>;
inline constexpr std::uint32_t open_pick = no_index;

class LinkChoices {
 public:
  LinkChoices(const LinkFacts& facts, const LinkLimits& limits);

  const LinkFacts& facts() const { return facts_; }
  const LinkLimits& limits() const { return limits_; }
  /// The first is no source at all.
  const std::vector<SourceChoice>& of(NodeIndex circuit) const { return choices_[circuit]; }
  bool allows(const WifiFact& wifi, bool gateway) const {
    return wifi.dbm >= limits_.wifi_dbm && (!gateway || wifi.dbm >= limits_.gateway_dbm);
  }
  int max_gateways() const;
  int max_served() const;
  LinkValue value_of_source(const SourceChoice& choice) const;

  /// By choice of the circuit; nothing where a gateway has no WiFi or nobody to serve.
  std::vector<std::optional<LinkValue>> values(NodeIndex circuit, const Prices& prices) const;
  /// The price of one place, the cheapest for any_access_point.
  LinkValue price_of(AccessPointIndex at, const Prices& prices) const;

 private:
  void add_new_modules(const CircuitFacts& circuit, std::vector<SourceChoice>& choices) const;
  SourceChoice around(const CircuitFacts& circuit, double position_m) const;
  std::uint32_t first_from(const CircuitFacts& circuit, double from_m) const;
  std::uint32_t first_behind(const CircuitFacts& circuit, double to_m) const;
  LinkValue alone(ChargerIndex charger, const Prices& prices) const;
  std::optional<LinkValue> as_gateway(ChargerIndex charger, const Prices& prices) const;

  const LinkFacts& facts_;
  LinkLimits limits_;
  std::vector<std::vector<SourceChoice>> choices_;  ///< by NodeIndex
};

/// What the choices of all circuits are worth at some prices.
class PricedLinks {
 public:
  PricedLinks(const LinkChoices& choices, Prices prices);

  /// The least that any plan with the picks that are not open can be worth; nothing where there is none. `picks` gets
  /// those that reach it.
  std::optional<LinkValue> least(const Picks& fixed, Picks* picks = nullptr) const;
  std::optional<LinkValue> least() const { return least(Picks(values_.size(), open_pick)); }
  const std::optional<LinkValue>& value(NodeIndex circuit, std::uint32_t choice) const {
    return values_[circuit][choice];
  }
  /// The best of a circuit without a gateway, and how much better it is with one.
  const LinkValue& without_gateway(NodeIndex circuit) const { return *values_[circuit][best_[circuit].without]; }
  LinkValue gain_of_gateway(NodeIndex circuit) const {
    if (best_[circuit].gateway == open_pick) return {};
    return *values_[circuit][best_[circuit].gateway] - without_gateway(circuit);
  }

 private:
  struct Best {
    std::uint32_t without = 0;          ///< the choice without a gateway
    std::uint32_t gateway = open_pick;  ///< with one, where it is better
  };

  const LinkChoices& choices_;
  LinkValue rooms_;
  std::vector<std::vector<std::optional<LinkValue>>> values_;  ///< by NodeIndex and choice
  std::vector<Best> best_;
};

}  // namespace ampsite
