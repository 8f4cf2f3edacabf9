#pragma once
// What WiFi, PLC and 4G ask for, as the rules judge it and the plan relies on it.
//
// Source: the manual, chapters "Internet and network requirements" and "Communication", unless said otherwise.

#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include "ampsite/site/line.h"
#include "ampsite/site/site.h"

namespace ampsite {

inline constexpr double min_wifi_dbm = -75;      ///< below it, use PLC
inline constexpr double good_wifi_dbm = -65;     ///< figure of the access point and of the WiFi to PLC gateway
inline constexpr double lowest_rssi_dbm = -100;  ///< rule AMP410: what lies outside is no measurement
inline constexpr double highest_rssi_dbm = -20;
inline constexpr double most_module_fuse_a = 10;  ///< in front of a PLC module; the maker's help pages on PLC

/// "WiFi", "PLC", "4G".
std::string_view display_word(Link link);
std::string_view display_word(Sharing sharing);

// What a charger is configured for. None of it is said of one whose `link` is not known.
bool links_by(const Charger& charger, Link link);
/// It reaches the servers through the site's own network: on WiFi or PLC.
bool on_local_network(const Charger& charger);
/// `shares` is stated so, and rule AMP604 does not report it: a charger on 4G shares with no other.
bool shares_by(const Charger& charger, Sharing sharing);
/// It passes its WiFi on over PLC. `shares: plc` on a charger with another link passes nothing on.
bool is_gateway(const Charger& charger);
/// It is a gateway, or may be one where its `link` or `shares` is not known.
bool could_be_gateway(const Charger& charger);
/// It sends or takes over PLC, which binds its terminals L1 and N. One that shares does, whatever its link: it passes
/// WiFi on over PLC, or PLC on over WiFi.
bool uses_plc(const Charger& charger);

/// Its SIM has to be activated before it can use 4G.
bool sim_inactive(const Charger& charger);

/// Differences of metres in decimals are not exact.
inline constexpr double tolerance_m = 1e-6;
/// Where something stands on its run, as far as that is known; empty where it is off the run (AMP101). Without a
/// length of the run, any place from 0 m on is on it.
std::optional<double> known_position_m(const Stated<double>& position_m, const Node& run);
template <class Entity>
std::optional<double> known_position_m(const Site& site, const Entity& entity) {
  return known_position_m(entity.position_m, site.nodes[entity.node]);
}
/// A place on a run of a known length.
bool on_the_run(const Stated<double>& position_m, const Node& run);

/// The RSSI is known, and one that can have been measured.
bool plausible(const Stated<double>& dbm);
/// 2.4 GHz is on as far as stated.
bool offers_band(const AccessPoint& access_point);
/// It offers b, g or n as far as stated.
bool offers_standard(const AccessPoint& access_point);

/// Chargers can use it as far as stated.
bool serves_chargers(const AccessPoint& access_point);

/// The access points of a site by their ids. The site has to outlive it, with its ids in their places.
class AccessPointIds {
 public:
  explicit AccessPointIds(const Site& site);

  /// `no_index` where there is none of that id; of several the first in the file.
  AccessPointIndex find(std::string_view id) const;
  /// The file names each access point. Where it does not, an id that is not found may be that one.
  bool complete() const { return complete_; }
  /// In the order of their bytes.
  std::vector<std::string_view> ids() const;

 private:
  std::vector<std::pair<std::string_view, AccessPointIndex>> by_id_;
  bool complete_ = false;
};

/// HomePlug AV, AV2 or Green PHY as far as stated.
bool speaks_homeplug(const PlcModule& module);
/// The line (with neutral) or pair (without) that PLC uses on a circuit with these lines; empty where it cannot.
LineSet plc_pair(LineSet lines, bool neutral);
/// What a source connects for that pair.
std::vector<Terminal> plc_terminals(LineSet pair, bool neutral);
/// The module's terminals are stated, and are those of the pair.
bool connects(const PlcModule& module, LineSet pair, bool neutral);

}  // namespace ampsite
