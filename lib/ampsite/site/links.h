#pragma once
// What WiFi, PLC and 4G ask for, as the rules judge it and the plan relies on it.
//
// Source: the manual, chapters "Internet and network requirements" and "Communication", unless said otherwise.

#include <string_view>
#include <vector>

#include "ampsite/site/line.h"
#include "ampsite/site/site.h"

namespace ampsite {

inline constexpr double min_wifi_dbm = -75;      ///< below it, use PLC
inline constexpr double good_wifi_dbm = -65;     ///< figure of the access point and of the WiFi to PLC gateway
inline constexpr double lowest_rssi_dbm = -100;  ///< rule AMP410: what lies outside is no measurement
inline constexpr double highest_rssi_dbm = -20;

/// The RSSI is known, and one that can have been measured.
bool plausible(const Stated<double>& dbm);
/// 2.4 GHz is on as far as stated.
bool offers_band(const AccessPoint& access_point);
/// It offers b, g or n as far as stated.
bool offers_standard(const AccessPoint& access_point);
/// The access point of an id, `no_index` where there is none.
AccessPointIndex find_access_point(const Site& site, std::string_view id);

/// HomePlug AV, AV2 or Green PHY as far as stated.
bool speaks_homeplug(const PlcModule& module);
/// The line (with neutral) or pair (without) that PLC uses on a circuit with these lines; empty where it cannot.
LineSet plc_pair(LineSet lines, bool neutral);
/// What a source connects for that pair.
std::vector<Terminal> plc_terminals(LineSet pair, bool neutral);

}  // namespace ampsite
