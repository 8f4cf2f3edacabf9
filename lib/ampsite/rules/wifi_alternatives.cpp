#include "ampsite/rules/wifi_alternatives.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>
#include <iterator>
#include <optional>

#include "ampsite/read/vocabulary.h"
#include "ampsite/rules/certainty.h"
#include "ampsite/rules/wifi_signal.h"
#include "ampsite/rules/wording.h"
#include "ampsite/site/links.h"

namespace ampsite {
namespace {

/// A charger on 4G shares its link with no other.
bool shares_nothing(const Charger& charger) { return charger.shares.absent(); }

std::string lte_step(const Charger& charger) {
  if (!charger.lte.stated() || !shares_nothing(charger)) return {};
  const Lte& lte = charger.lte.value;
  if (!lte.coverage.stated() || lte.coverage.value == LteCoverage::none) return {};
  const bool inactive = lte.sim.has_value() && lte.sim.value == SimState::inactive;
  return fmt::format("link it by 4G (coverage {}{})", word_for(lte.coverage.value),
                     inactive ? ", once its SIM is active" : "");
}

/// What is fixed stays as it is wired.
bool may_be_rewired(const Charger& charger) { return !charger.fixed.unknown() && !charger.fixed.value; }

/// As far as PLC reaches by the rules, and by what the house plans.
double reach_m(const Site& site) {
  const double advised_m = site.neutral() ? most_plc_distance_m : good_distance_without_neutral_m;
  return std::min(site.planning.plc->max_distance_m.value, advised_m);
}

bool lte_unmeasured(const Charger& charger) {
  if (!shares_nothing(charger)) return false;
  return charger.lte.absent() || (charger.lte.stated() && charger.lte->coverage.absent());
}

}  // namespace

std::string better_access_point(const Site& site, const AccessPointIds& ids, const Charger& charger, double least_dbm) {
  if (!charger.rssi_dbm.stated() || !charger.access_point.stated()) return {};
  const Rssi::At* best = nullptr;
  for (const Rssi::At& at : charger.rssi_dbm->at) {
    if (!at.access_point.has_value() || !plausible(at.dbm) || at.dbm.value < least_dbm) continue;
    if (at.access_point.value == charger.access_point.value) continue;
    const AccessPointIndex found = ids.find(at.access_point.value);
    if (found == no_index || !serves_chargers(site.access_points()[found])) continue;
    if (best == nullptr || at.dbm.value > best->dbm.value) best = &at;
  }
  if (best == nullptr) return {};
  return fmt::format("set it up for access point {}, where it has {}", best->access_point.value, dbm(best->dbm.value));
}

WifiAlternatives::WifiAlternatives(const RuleContext& context) : context_(context), access_points_(context.site) {
  circuits_.reserve(context.site.nodes.size());
  for (NodeIndex v = 0; v < context.site.nodes.size(); ++v) circuits_.push_back(plc_of(v));
}

WifiAlternatives::CircuitPlc WifiAlternatives::plc_of(NodeIndex index) const {
  const Site& site = context_.site;
  const Node& node = site.nodes[index];
  CircuitPlc plc;
  if (conductors_certain(context_, index)) plc.pair = plc_pair(node.lines, site.neutral());
  PlcCircuit circuit = context_.plc_circuits[index];
  const auto idle = [&](const PlcSource& source) { return !works(source, plc.pair); };
  circuit.sources.erase(std::remove_if(circuit.sources.begin(), circuit.sources.end(), idle), circuit.sources.end());
  // A module that does not work is one all the same: a circuit has at most one.
  plc.needs_module = circuit.sources_known && circuit.sources.empty() && node.module_begin == node.module_end;
  const int most = std::min(site.planning.plc->max_chargers.value, most_plc_chargers);
  plc.full = !circuit.sources.empty() && std::ssize(circuit.linked) >= most * std::ssize(circuit.sources);
  plc.sources = by_position(site, circuit).value_or(std::vector<PlacedSource>());
  return plc;
}

bool WifiAlternatives::works(const PlcSource& source, LineSet pair) const {
  if (source.module != nullptr) return speaks_homeplug(*source.module);
  const WifiSignal signal = wifi_signal(*source.gateway);
  if (signal.measurement != WifiMeasurement::known || signal.dbm < good_wifi_dbm) return false;
  return known_pair(context_, *source.gateway).value_or(pair) == pair;
}

bool WifiAlternatives::plc_conceivable(const Charger& charger) const {
  const CircuitPlc& plc = circuits_[charger.node];
  if (plc.pair.empty() || plc.full || charger.phases.unknown()) return false;
  if (charger.phases.absent()) return true;
  const std::optional<LineSet> own = known_pair(context_, charger);
  return own && (*own == plc.pair || may_be_rewired(charger));
}

std::string WifiAlternatives::reconnection(const Charger& charger) const {
  const LineSet pair = circuits_[charger.node].pair;
  if (!charger.phases.stated() || known_pair(context_, charger) == pair) return {};
  return context_.site.neutral() ? fmt::format("connect line {} to its terminal L1", describe(pair))
                                 : fmt::format("connect lines {} to its terminals L1 and N", describe(pair));
}

std::string WifiAlternatives::plc_step(const Charger& charger) const {
  const Site& site = context_.site;
  const Node& node = site.nodes[charger.node];
  const CircuitPlc& plc = circuits_[charger.node];
  if (!plc_conceivable(charger) || !on_the_run(charger.position_m, node)) return {};
  const std::string rewiring = reconnection(charger);
  if (plc.needs_module) {
    return fmt::format("link it by PLC with a module on {}{}", name_of(site, node),
                       rewiring.empty() ? rewiring : fmt::format(" ({})", rewiring));
  }
  if (plc.sources.empty()) return {};
  const auto& [source, source_m] = nearest(plc.sources, charger.position_m.value);
  const double distance_m = std::abs(charger.position_m.value - source_m);
  if (distance_m > reach_m(site) + tolerance_m) return {};
  return fmt::format("link it by PLC ({} is {} of cable away{}{})", name_of(site, source), metres(distance_m),
                     rewiring.empty() ? "" : "; ", rewiring);
}

std::string WifiAlternatives::instead_of_weak_wifi(const Charger& charger) const {
  std::vector<std::string> steps;
  for (std::string step : {better_access_point(context_.site, access_points_, charger, min_wifi_dbm), plc_step(charger),
                           lte_step(charger)}) {
    if (!step.empty()) steps.push_back(std::move(step));
  }
  if (steps.empty()) {
    steps.emplace_back("move an access point closer");
    const bool place_missing = charger.position_m.absent() || context_.site.nodes[charger.node].length_m.absent();
    if (plc_conceivable(charger) && place_missing) {
      steps.emplace_back("add position_m and the run's length_m to see whether PLC reaches it");
    }
    if (lte_unmeasured(charger)) steps.emplace_back("measure its 4G coverage");
  }
  return fmt::format("{}", fmt::join(steps, ", or "));
}

}  // namespace ampsite
