#pragma once
// What each charger could use, before anything is chosen: access points, its circuit's cable, 4G.

#include <optional>
#include <string_view>
#include <vector>

#include "ampsite/plan/plan.h"
#include "ampsite/site/links.h"
#include "ampsite/site/site.h"

namespace ampsite::connectivity {

struct WifiAt {
  AccessPointIndex access_point = no_index;
  double dbm = 0;
};

struct ChargerReach {
  std::uint32_t wifi_begin = 0;  ///< into Reach::wifi_at, where RSSI is known per access point
  std::uint32_t wifi_count = 0;
  bool same_everywhere = false;  ///< one number for all access points: Reach::serving
  double dbm = 0;                ///< that number
  AccessPointIndex configured_access_point = no_index;
  bool configured_is_usable = false;  ///< the configured access point is within reach
  bool plc = false;                   ///< a source on its circuit could reach it, were it near enough
  double position_m = 0;              ///< where `plc`
  bool lte = false;
  bool sim_inactive = false;
};

struct CircuitReach {
  LineSet pair;  ///< the line with neutral, the pair without, that its PLC runs on; empty: no PLC
  std::optional<double> length_m;
  bool has_module = false;             ///< so it gets no other source, of whatever use the module is
  std::vector<ModuleIndex> modules;    ///< those that can be a source, in natural order
  std::vector<ChargerIndex> chargers;  ///< in natural order
};

/// Level 5 is reached by limits: whether links as good as the best on all levels before exist within them.
struct Limits {
  double gateway_dbm = good_wifi_dbm;  ///< the least RSSI of a gateway; infinite: no gateway
  double wifi_dbm = min_wifi_dbm;      ///< the least RSSI of any charger on WiFi
  double distance_m = 0;               ///< the most cable between charger and source
};

struct Reach {
  explicit Reach(const Site& from);

  /// The access points at which a charger has enough RSSI, the loudest first, then by id.
  std::size_t wifi_count(ChargerIndex charger) const {
    return chargers[charger].same_everywhere ? serving.size() : chargers[charger].wifi_count;
  }
  WifiAt wifi(ChargerIndex charger, std::size_t k) const {
    const ChargerReach& own = chargers[charger];
    return own.same_everywhere ? WifiAt{serving[k], own.dbm} : wifi_at[own.wifi_begin + k];
  }
  bool natural_before(ChargerIndex a, ChargerIndex b) const;

  const Site& site;
  AccessPointIds access_point_ids;
  double max_distance_m = 0;
  int max_chargers = 0;
  int max_gateways = 0;
  std::vector<ChargerReach> chargers;           ///< by ChargerIndex
  std::vector<CircuitReach> circuits;           ///< by NodeIndex
  std::vector<AccessPointIndex> serving;        ///< access points that can serve chargers, in natural order
  std::vector<std::optional<int>> max_clients;  ///< by AccessPointIndex
  std::vector<WifiAt> wifi_at;
};

/// It is fixed on another pair than its circuit's PLC.
bool fixed_elsewhere(const Charger& charger, LineSet pair, bool neutral);

/// As ChargerLink::changed.
bool changes(const Reach& reach, ChargerIndex index, PlannedLink link, AccessPointIndex at, bool gateway);
/// The charger gives up a configured link, or access point, that it could keep where `keep_links` is set.
bool gives_up(const Reach& reach, ChargerIndex index, PlannedLink link, AccessPointIndex at);

}  // namespace ampsite::connectivity
