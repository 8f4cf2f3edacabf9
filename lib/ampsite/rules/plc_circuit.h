#pragma once
// The PLC of one circuit: who links by it, and what feeds it. A nested circuit is a run of its own, so the
// chargers and the modules of the circuits below do not belong to it.

#include <optional>
#include <string>
#include <vector>

#include "ampsite/site/links.h"

namespace ampsite {

struct RuleContext;

/// The maker's help pages say "shorter" without neutral, and no number: this one is ours.
inline constexpr double good_distance_without_neutral_m = 60;

/// One of the two.
struct PlcSource {
  const PlcModule* module = nullptr;
  const Charger* gateway = nullptr;
};

struct PlcCircuit {
  std::vector<ChargerIndex> linked;  ///< chargers that link by PLC, in the order of the file
  std::vector<PlcSource> sources;    ///< modules, then gateways, each in natural order of their ids
  /// False where there may be others: the list of modules has a finding, or `link` or `shares` of a charger.
  bool sources_known = true;
};
/// Those of all nodes, by NodeIndex. The site has to outlive them.
std::vector<PlcCircuit> plc_circuits(const Site& site);

/// "PLC module plc-1", "gateway charger A01".
std::string name_of(const Site& site, const PlcSource& source);
Span place_of(const PlcSource& source);

std::optional<double> known_position_m(const Site& site, const PlcSource& source);

struct PlacedSource {
  PlcSource source;
  double position_m = 0;
};
/// The sources of a circuit by their places, those of one place in their order there; none where one of them, or
/// its place, is not known, for it may be the nearest.
std::optional<std::vector<PlacedSource>> by_position(const Site& site, const PlcCircuit& circuit);
/// Of sources by their places, of which there is one at least.
const PlacedSource& nearest(const std::vector<PlacedSource>& placed, double position_m);

/// The line (with neutral) or pair (without) over which PLC runs there. Empty where it is not known, or
/// another rule reports it: AMP102 and AMP104 the wiring of a charger, AMP503 and AMP504 that of a module.
std::optional<LineSet> known_pair(const RuleContext& context, const Charger& charger);
std::optional<LineSet> known_pair(const RuleContext& context, const PlcSource& source);

}  // namespace ampsite
