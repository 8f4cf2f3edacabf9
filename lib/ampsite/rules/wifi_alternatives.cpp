#include "ampsite/rules/wifi_alternatives.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <cmath>

#include "ampsite/rules/wifi_signal.h"
#include "ampsite/rules/wording.h"
#include "ampsite/site/links.h"

namespace ampsite {
namespace {

bool serves_chargers(const AccessPoint& access_point) {
  return offers_band(access_point) && offers_standard(access_point);
}

bool good_gateway(const Charger& charger) {
  if (!is_gateway(charger)) return false;
  const WifiSignal signal = wifi_signal(charger);
  return signal.measurement == WifiMeasurement::known && signal.dbm >= good_wifi_dbm;
}

std::string_view to_text(LteCoverage coverage) {
  switch (coverage) {
    case LteCoverage::none:
      return "none";
    case LteCoverage::low:
      return "low";
    case LteCoverage::medium:
      return "medium";
    case LteCoverage::high:
      return "high";
  }
  return "";
}

/// A charger on 4G shares its link with no other.
bool shares_nothing(const Charger& charger) { return charger.shares.absent(); }

std::string lte_step(const Charger& charger) {
  if (!charger.lte.stated() || !shares_nothing(charger)) return {};
  const Lte& lte = charger.lte.value;
  if (!lte.coverage.stated() || lte.coverage.value == LteCoverage::none) return {};
  const bool inactive = lte.sim.has_value() && lte.sim.value == SimState::inactive;
  return fmt::format("link it by 4G (coverage {}{})", to_text(lte.coverage.value),
                     inactive ? ", once its SIM is active" : "");
}

bool lte_unmeasured(const Charger& charger) {
  if (!shares_nothing(charger)) return false;
  return charger.lte.absent() || (charger.lte.stated() && charger.lte->coverage.absent());
}

}  // namespace

WifiAlternatives::WifiAlternatives(const RuleContext& context) : context_(context), access_points_(context.site) {
  const Site& site = context.site;
  circuits_.reserve(site.nodes.size());
  for (NodeIndex v = 0; v < site.nodes.size(); ++v) circuits_.push_back(plc_of(v));
}

WifiAlternatives::CircuitPlc WifiAlternatives::plc_of(NodeIndex index) const {
  const Site& site = context_.site;
  const Node& node = site.nodes[index];
  CircuitPlc plc;
  const bool lines_known = context_.lines_certain[index] && site.grid->neutral.has_value();
  if (lines_known) plc.pair = plc_pair(node.lines, site.neutral());
  plc.needs_module = node.module_begin == node.module_end;
  for (ModuleIndex m = node.module_begin; m < node.module_end && !plc.has_source; ++m) {
    const PlcModule& module = site.modules[m];
    if (!speaks_homeplug(module) || !on_the_run(module.position_m, node)) continue;
    plc.has_source = true;
    plc.source_m = module.position_m.value;
    plc.source = name_of(site, module);
  }
  for (ChargerIndex c = node.charger_begin; plc.needs_module && c < node.charger_end; ++c) {
    const Charger& charger = site.chargers[c];
    if (!good_gateway(charger) || !on_the_run(charger.position_m, node)) continue;
    plc.needs_module = false;
    plc.has_source = true;
    plc.source_m = charger.position_m.value;
    plc.source = "gateway " + name_of(site, charger);
  }
  return plc;
}

bool WifiAlternatives::plc_conceivable(const Charger& charger) const {
  const CircuitPlc& plc = circuits_[charger.node];
  if (plc.pair.empty() || charger.phases.unknown()) return false;
  return charger.phases.absent() || terminal_pair(charger.phases.value, context_.site.neutral()) == plc.pair;
}

std::string WifiAlternatives::plc_step(const Charger& charger) const {
  const Site& site = context_.site;
  const Node& node = site.nodes[charger.node];
  const CircuitPlc& plc = circuits_[charger.node];
  if (!plc_conceivable(charger) || !on_the_run(charger.position_m, node)) return {};
  if (plc.needs_module) return fmt::format("link it by PLC with a module on {}", name_of(site, node));
  const double distance_m = std::abs(charger.position_m.value - plc.source_m);
  if (!plc.has_source || distance_m > site.planning.plc->max_distance_m.value + tolerance_m) return {};
  return fmt::format("link it by PLC ({} is {} of cable away)", plc.source, metres(distance_m));
}

std::string WifiAlternatives::better_access_point(const Charger& charger, double least_dbm) const {
  if (!charger.rssi_dbm.stated() || !charger.access_point.stated()) return {};
  const Rssi::At* best = nullptr;
  for (const Rssi::At& at : charger.rssi_dbm->at) {
    if (!at.access_point.has_value() || !plausible(at.dbm) || at.dbm.value < least_dbm) continue;
    if (at.access_point.value == charger.access_point.value) continue;
    const AccessPointIndex found = access_points_.find(at.access_point.value);
    if (found == no_index || !serves_chargers(context_.site.access_points()[found])) continue;
    if (best == nullptr || at.dbm.value > best->dbm.value) best = &at;
  }
  if (best == nullptr) return {};
  return fmt::format("set it up for access point {}, where it has {}", best->access_point.value, dbm(best->dbm.value));
}

std::string WifiAlternatives::instead_of_weak_wifi(const Charger& charger) const {
  std::vector<std::string> steps;
  for (std::string step : {better_access_point(charger, min_wifi_dbm), plc_step(charger), lte_step(charger)}) {
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
