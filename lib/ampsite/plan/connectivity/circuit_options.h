#pragma once
// The links of one circuit's chargers, as if nobody else used the access points.
//
// Each charger has a best link without PLC; what PLC would gain it does not depend on its neighbours. So
// for a given source the best choice is the few within reach that gain most, and all sources are compared
// with counts of each kind of gain along the run: n log n.

#include <optional>
#include <vector>

#include "ampsite/plan/connectivity/reach.h"
#include "ampsite/plan/connectivity/value.h"

namespace ampsite::connectivity {

struct LinkChoice {
  PlannedLink link = PlannedLink::none;
  WifiAt at;  ///< where the link is wifi
  Value value;
};

/// A link's value for a charger, with what it gives up and changes; not that of its source.
Value value_of(const Reach& reach, const Ranking& ranking, ChargerIndex charger, PlannedLink link,
               AccessPointIndex at = no_index, bool gateway = false);
/// The best link of a charger without PLC.
LinkChoice best_alone(const Reach& reach, const Ranking& ranking, ChargerIndex charger);
/// Its best access point as a gateway, where it can be one.
std::optional<LinkChoice> as_gateway(const Reach& reach, const Ranking& ranking, ChargerIndex charger);

enum class SourceKind { no_source, existing_module, new_module, gateway };

/// A PLC source and the stretch of the run whose chargers it could serve.
struct Source {
  SourceKind kind = SourceKind::no_source;
  ModuleIndex module = no_index;
  ChargerIndex gateway = no_index;
  double from_m = 0;  ///< of a new module: the first and last place at which it can have a charger
  double to_m = 0;

  bool serves(const ChargerReach& charger) const {
    return kind != SourceKind::no_source && charger.plc && charger.position_m >= from_m - tolerance_m &&
           charger.position_m <= to_m + tolerance_m;
  }
};

Source source_at(const Reach& reach, SourceKind kind, double position_m);
Source existing_module(const Reach& reach, ModuleIndex module);
Source gateway_source(const Reach& reach, ChargerIndex gateway);
/// A new module whose first charger stands at `first_m`; it has a place on the run for all of that stretch.
Source new_module_from(const Reach& reach, double first_m);
/// What a source costs by itself.
Value source_value(const Reach& reach, const Source& source);

struct CircuitPlan {
  Source source;
  std::vector<ChargerIndex> plc;  ///< whom the source serves, in natural order
  LinkChoice gateway;             ///< the gateway's own WiFi
  Value value;                    ///< of all chargers of the circuit and its source
};

struct CircuitOptions {
  CircuitPlan best;                         ///< without a gateway
  std::optional<CircuitPlan> with_gateway;  ///< only where it is better than `best`
};

/// `alone`: by ChargerIndex, from best_alone.
CircuitOptions circuit_options(const Reach& reach, const Ranking& ranking, NodeIndex circuit,
                               const std::vector<LinkChoice>& alone);

}  // namespace ampsite::connectivity
