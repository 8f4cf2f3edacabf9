#pragma once
// What a charger could use instead of the WiFi that it is configured for: the hints of AMP401, AMP402 and AMP512.

#include <string>
#include <vector>

#include "ampsite/rules/context.h"
#include "ampsite/rules/plc_circuit.h"
#include "ampsite/site/links.h"

namespace ampsite {

/// "set it up for access point ap-2, where it has -61 dBm"; empty where no other has at least that level there.
std::string better_access_point(const Site& site, const AccessPointIds& ids, const Charger& charger, double least_dbm);

class WifiAlternatives {
 public:
  /// The context has to outlive it.
  explicit WifiAlternatives(const RuleContext& context);

  /// The other access points, PLC and 4G that the file shows it can use; where there are none, what to move or
  /// to measure.
  std::string instead_of_weak_wifi(const Charger& charger) const;

 private:
  /// What PLC a circuit has, or could have.
  struct CircuitPlc {
    LineSet pair;                       ///< empty: none
    bool needs_module = false;          ///< no source is there
    bool full = false;                  ///< the sources serve no further charger
    std::vector<PlacedSource> sources;  ///< those that work at a known place, by their places
  };

  CircuitPlc plc_of(NodeIndex index) const;
  bool works(const PlcSource& source, LineSet pair) const;
  /// Nothing that the file states stands in the way of PLC, though a place may be missing.
  bool plc_conceivable(const Charger& charger) const;
  /// How its terminals come to what PLC runs over; empty where they are there, or nothing is wired yet.
  std::string reconnection(const Charger& charger) const;
  std::string plc_step(const Charger& charger) const;

  const RuleContext& context_;
  AccessPointIds access_points_;
  std::vector<CircuitPlc> circuits_;  ///< by NodeIndex
};

}  // namespace ampsite
