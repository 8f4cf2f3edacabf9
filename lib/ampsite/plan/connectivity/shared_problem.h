#pragma once
// Circuits that share access points with limited room.
//
// For given PLC sources the best choice of links is an assignment, found exactly. Prices for the places at the access
// points (what one more there would cost the others) take the circuits apart again: at any prices each circuit at its
// best on its own, less the prices of all places, is a bound that no choice beats (Lagrangian relaxation).

#include <algorithm>
#include <cstdint>
#include <optional>
#include <vector>

#include "ampsite/plan/connectivity/circuit_options.h"

namespace ampsite::connectivity {

struct SharedPart {
  std::vector<NodeIndex> circuits;              ///< those that share, in natural order
  std::vector<ChargerIndex> chargers;           ///< theirs, in natural order
  std::vector<std::uint32_t> circuit_of;        ///< by charger of the part: index into circuits
  std::vector<AccessPointIndex> access_points;  ///< that they could use, ascending; `alike` by the first of them
  std::vector<std::optional<int>> rooms;        ///< by access point of the part: whom it may serve
  /// Access points of which each charger that could use one could use all, with the same RSSI, in natural order: as
  /// places they are one.
  std::vector<AccessPointIndex> alike;
  std::vector<AccessPointIndex> everywhere;  ///< those that chargers with one RSSI for all could use, in natural order

  bool lists(AccessPointIndex at) const { return std::binary_search(access_points.begin(), access_points.end(), at); }
  /// The place among `access_points` of one of them.
  std::uint32_t local(AccessPointIndex at) const {
    const auto found = std::lower_bound(access_points.begin(), access_points.end(), at);
    return static_cast<std::uint32_t>(found - access_points.begin());
  }
  std::size_t wifi_count(const Reach& reach, ChargerIndex charger) const {
    return reach.chargers[charger].same_everywhere ? everywhere.size() : reach.wifi_count(charger);
  }
  WifiAt wifi(const Reach& reach, ChargerIndex charger, std::size_t k) const {
    const ChargerReach& own = reach.chargers[charger];
    return own.same_everywhere ? WifiAt{everywhere[k], own.dbm} : reach.wifi(charger, k);
  }
};

/// The source of each circuit, or as far as a search has come.
struct Picks {
  static constexpr std::uint32_t open = 0xFFFFFFFFU;
  std::vector<std::uint32_t> choice;     ///< by circuit that shares: index into its choices, or open
  std::vector<ChargerIndex> must_serve;  ///< by circuit: whom a gateway has to serve; no_index
};

struct SharedOutcome {
  bool possible = false;                       ///< every gateway has its WiFi and someone to serve
  Value value;                                 ///< of the part
  std::vector<LinkChoice> links;               ///< by charger of the part
  std::vector<std::vector<ChargerIndex>> plc;  ///< by circuit that shares
  std::vector<Value> prices;                   ///< by access point of the part
  std::uint32_t idle_gateway = Picks::open;    ///< a circuit whose gateway serves nobody
};

/// What was found under other limits.
struct EarlierChoice {
  std::vector<std::vector<ChargerIndex>> plc;  ///< by circuit that shares
  std::vector<ChargerIndex> gateways;          ///< by circuit that shares; no_index
  std::vector<Value> prices;                   ///< by access point of the part: those that gave the best bound
};

/// What each choice is worth to its circuit at given prices.
struct PricedChoices {
  std::vector<std::vector<Value>> of;  ///< by circuit that shares and choice
  Value rooms;                         ///< the prices of all places
};

class SharedProblem {
 public:
  SharedProblem(const Terms& terms, const SharedPart& part);

  std::size_t circuits() const { return circuits_.size(); }
  const Source& source(std::size_t circuit, std::uint32_t choice) const { return circuits_[circuit].choices[choice]; }
  Picks all_open() const;
  const std::vector<Source>& choices(std::size_t circuit) const { return circuits_[circuit].choices; }
  bool is_gateway(std::size_t circuit, std::uint32_t choice) const {
    return choice >= circuits_[circuit].first_gateway;
  }
  /// Circuits that could have a gateway.
  int possible_gateways() const;
  /// Whom the gateway of a circuit could serve.
  std::vector<ChargerIndex> servable(std::size_t circuit, std::uint32_t choice) const;

  PricedChoices priced(const std::vector<Value>& prices) const;
  /// The bound at these prices for what `fixed` leaves open with so many gateways, and the picks that reach it.
  Value bound(const PricedChoices& priced, const Picks& fixed, int gateways, Picks* picks) const;
  /// What a bound says of whole modules.
  Value whole(const Value& bound) const { return terms_.ranking.whole(bound, static_cast<int>(part_.chargers.size())); }
  /// The best links for these sources.
  SharedOutcome attempt(const Picks& picks) const;
  /// As if each circuit had all its sources at once, for so much from each charger that they serve. Not `possible`.
  SharedOutcome relaxed(const std::vector<Value>& fees) const;
  /// What the cheapest source of a circuit that is no gateway costs by itself; nothing where it has none.
  std::optional<Value> fee(std::size_t circuit) const;
  /// How many of a circuit some source that is no gateway could serve.
  int coverable(std::size_t circuit) const;
  /// For each circuit the source that serves most of those who use PLC, where someone does.
  Picks picks_for(const std::vector<std::vector<ChargerIndex>>& plc) const;
  /// The sources of a choice made under other limits, as far as they are there under these; gateways of `instead` for
  /// those that are not.
  Picks picks_like(const EarlierChoice& earlier, const Picks& instead) const;

  std::vector<Value> no_prices() const { return std::vector<Value>(part_.access_points.size()); }
  std::size_t option_count() const { return option_count_; }

 private:
  /// Whom a choice could serve, as places along the run.
  struct Stretch {
    std::size_t first = 0;
    std::size_t last = 0;     ///< the first behind it
    std::size_t gateway = 0;  ///< the gateway's own place, where the choice is one
  };
  struct Circuit {
    std::vector<std::uint32_t> along_run;  ///< index into part.chargers: those that PLC can reach
    std::vector<double> positions_m;       ///< theirs
    std::vector<Source> choices;           ///< none, modules or stretches of which none is within another, gateways
    std::vector<Stretch> stretches;        ///< by choice
    std::uint32_t first_gateway = 0;
  };

  /// A link other than PLC.
  struct Option {
    PlannedLink link = PlannedLink::none;
    WifiAt at;
    std::uint32_t local = 0;  ///< its place among the access points of the part
    Value value;
  };

  void add_choices(NodeIndex node, Circuit& circuit) const;
  void measure_choices(Circuit& circuit) const;
  void add_charger_options(ChargerIndex charger);
  Value alone_at(const std::vector<Value>& prices, std::uint32_t index) const;
  std::optional<Value> gateway_at(const std::vector<Value>& prices, ChargerIndex charger) const;
  class GainsAlongRun;
  void add_alone(struct AssignmentProblem& problem, std::uint32_t index) const;
  void add_gateway(struct AssignmentProblem& problem, ChargerIndex charger) const;
  void add_plc(struct AssignmentProblem& problem, std::uint32_t index, const Value& fee) const;
  struct AssignmentProblem empty_problem() const;
  SharedOutcome outcome_of(const struct AssignmentProblem& problem) const;

  Terms terms_;
  const SharedPart& part_;
  std::vector<Circuit> circuits_;
  std::vector<Option> options_;  ///< of each charger of the part: none and 4G, then WiFi, the loudest first
  std::vector<std::uint32_t> first_option_{0};
  std::vector<Value> plc_value_;  ///< by charger of the part
  std::vector<bool> coverable_;   ///< likewise: a source that is no gateway could serve it
  std::size_t option_count_ = 0;
};

}  // namespace ampsite::connectivity
