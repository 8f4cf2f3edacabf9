#pragma once
// The links of one circuit's chargers, as if nobody else used the access points.
//
// Each charger has a best link without PLC; what PLC would gain it does not depend on its neighbours. So
// for a given source the best choice is the few within reach that gain most, and all sources are compared
// with counts of each kind of gain along the run: n log n.

#include <limits>
#include <optional>
#include <vector>

#include "ampsite/plan/connectivity/reach.h"
#include "ampsite/plan/connectivity/value.h"

namespace ampsite::connectivity {

/// What a choice is made by.
struct Terms {
  const Reach& reach;
  const Ranking& ranking;
  Limits limits;
};

struct LinkChoice {
  PlannedLink link = PlannedLink::none;
  WifiAt at;  ///< where the link is wifi
  Value value;
};

/// A link's value for a charger, with what it gives up and changes; not that of its source.
Value value_of(const Terms& terms, ChargerIndex charger, PlannedLink link, AccessPointIndex at = no_index,
               bool gateway = false);
/// The best link of a charger without PLC.
LinkChoice best_alone(const Terms& terms, ChargerIndex charger);
/// Its best access point as a gateway, where it can be one; of equals the loudest.
std::optional<LinkChoice> as_gateway(const Terms& terms, ChargerIndex charger);

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

Source existing_module(const Terms& terms, ModuleIndex module);
Source gateway_source(const Terms& terms, ChargerIndex gateway);
/// A new module whose first charger stands at `first_m`; it has a place on the run for all of that stretch.
Source new_module_from(const Terms& terms, double first_m);
/// What a source costs by itself: a new module, or terminals that the file states otherwise.
Value source_value(const Terms& terms, const Source& source);

inline constexpr double no_wifi = std::numeric_limits<double>::infinity();

struct CircuitPlan {
  Source source;
  std::vector<ChargerIndex> plc;  ///< whom the source serves, in natural order
  LinkChoice gateway;             ///< the gateway's own WiFi
  Value value;                    ///< of all chargers of the circuit and its source
  double weakest_dbm = no_wifi;   ///< the smallest RSSI of its chargers on WiFi
  double farthest_m = 0;          ///< the most cable between the source and a charger
  Limits limits;                  ///< under which it was made, and so the links of those whom the source does not serve

  double gateway_dbm() const { return source.kind == SourceKind::gateway ? gateway.at.dbm : no_wifi; }
  bool keeps(const Limits& other) const {
    return gateway_dbm() >= other.gateway_dbm && weakest_dbm >= other.wifi_dbm &&
           farthest_m <= other.distance_m + tolerance_m;
  }
};

/// One circuit while its sources are compared. `alone`: by ChargerIndex, from best_alone.
class CircuitOptions {
 public:
  CircuitOptions(const Terms& terms, NodeIndex circuit, const std::vector<LinkChoice>& alone);

  /// The best without a gateway; of equals the one whose farthest charger is nearest.
  CircuitPlan best() const;
  /// The best with a gateway, only where that is better than `rival`; of equals the one with the loudest gateway,
  /// then the one whose farthest charger is nearest.
  std::optional<CircuitPlan> with_gateway(const Value& rival) const;

 private:
  struct Candidate {
    ChargerIndex charger = 0;
    double position_m = 0;
    std::size_t kind = 0;  ///< index of its gain, the best first
  };
  struct Range {
    std::size_t begin = 0;
    std::size_t end = 0;
  };
  /// What a source gains by those whom it serves.
  struct Gain {
    Value value;
    int served = 0;
  };

  Range range(double from_m, double to_m) const;
  std::size_t kind_of(ChargerIndex charger) const;
  Gain gain(Range within, ChargerIndex left_out, bool someone) const;
  double nearest_farthest(const Source& source, double at_m, const Gain& full) const;
  Source shortest_stretch(const Source& best, const Gain& full) const;
  std::vector<ChargerIndex> chosen(const Source& source) const;
  CircuitPlan finished(CircuitPlan plan) const;

  const Terms& terms_;
  const CircuitReach& circuit_;
  const std::vector<LinkChoice>& alone_;
  Value base_;                        ///< of all chargers without PLC
  std::vector<Candidate> all_;        ///< whom PLC can reach, along the run
  std::vector<Value> gains_;          ///< distinct, the best first
  std::size_t worth_having_ = 0;      ///< so many of them gain something
  std::vector<int> counts_;           ///< by candidate and kind: how many of that kind stand before it
  std::vector<std::size_t> kind_of_;  ///< by charger of the circuit; gains_.size() for no candidate
  ChargerIndex first_charger_ = 0;
};

}  // namespace ampsite::connectivity
