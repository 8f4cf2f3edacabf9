#pragma once
// The WiFi level by which a charger is judged, as far as the file can be relied on.

#include <string>
#include <string_view>

#include "ampsite/site/site.h"

namespace ampsite {

enum class WifiMeasurement {
  none,
  elsewhere,  ///< an RSSI for other access points, none for the charger's own
  uncertain,  ///< a value in question has a finding of its own
  known,
};

struct WifiSignal {
  WifiMeasurement measurement = WifiMeasurement::none;
  // Where it is known:
  double dbm = 0;
  Span span;
  std::string key;                ///< "rssi_dbm"; of a map "rssi_dbm.ap-1"
  std::string_view access_point;  ///< the id of the one it was measured at; empty where the file does not tell
  bool best_of_several = false;   ///< the charger names no access point: the best of its map
};

/// "has WiFi of -80 dBm at access point ap-1"; the best of several says so.
std::string level_text(const WifiSignal& signal);

/// One number, or of a map the level at the charger's access point; the best where it names none.
WifiSignal wifi_signal(const Charger& charger);

}  // namespace ampsite
