#include "mutation/linked.h"

#include <algorithm>
#include <optional>

namespace ampsite::test {
namespace {

bool has_gateway(const Site& site) { return std::any_of(site.chargers.begin(), site.chargers.end(), is_gateway); }

bool has_gateway(const Site& site, const Node& node) {
  return std::any_of(site.chargers.begin() + node.charger_begin, site.chargers.begin() + node.charger_end, is_gateway);
}

/// A link may be stated here without AMP707 moving on to another charger.
bool is_open(Trial& trial, const Charger& charger) {
  return charger.link.absent() && !trial.noted("AMP707", path_of(trial.site(), charger));
}

/// One measured level for the only access point, or one for the charger's own.
std::optional<double> level_dbm(const Site& site, const Charger& charger) {
  if (!charger.rssi_dbm.stated()) return std::nullopt;
  if (!charger.rssi_dbm->map) {
    return site.access_points().size() == 1 ? std::optional(charger.rssi_dbm->dbm.value) : std::nullopt;
  }
  for (const Rssi::At& at : charger.rssi_dbm->at) {
    if (charger.access_point.stated() && at.access_point.value == charger.access_point.value) return at.dbm.value;
  }
  return std::nullopt;
}

/// A charger that has the link, or one that gets it; empty where there is neither.
template <class Passes>
std::string linked(Trial& trial, Link link, std::string_view word, Passes&& passes) {
  std::string there = trial.any_charger([&](const Charger& c) { return links_by(c, link) && passes(c); });
  const std::string open = trial.any_charger([&](const Charger& c) { return is_open(trial, c) && passes(c); });
  if (open.empty() || (!there.empty() && trial.toss())) return there;
  trial.draft.set(open + ".link", word);
  trial.prepared();
  return open;
}

}  // namespace

std::string level_path(Trial& trial, const std::string& charger) {
  const Charger& at = charger_at(trial.site(), charger);
  if (!at.rssi_dbm.stated()) return {};
  return charger + ".rssi_dbm" + (at.rssi_dbm->map ? "." + at.access_point.value : "");
}

std::string wifi_charger(Trial& trial) {
  return linked(trial, Link::wifi, "wifi", [&](const Charger& c) {
    return !c.shares.stated() && level_dbm(trial.site(), c).value_or(lowest_rssi_dbm) >= good_wifi_dbm;
  });
}

std::string gateway(Trial& trial) {
  if (has_gateway(trial.site())) return trial.any_charger(is_gateway);
  const std::string charger = wifi_charger(trial);
  if (charger.empty()) return {};
  const Node& node = trial.site().nodes[charger_at(trial.site(), charger).node];
  if (node.module_begin != node.module_end || !node.length_m.stated()) return {};
  trial.draft.set(charger + ".shares", "plc");
  trial.prepared();
  return charger;
}

std::string plc_charger(Trial& trial) {
  return linked(trial, Link::plc, "plc", [&](const Charger& c) {
    const Node& node = trial.site().nodes[c.node];
    return !c.shares.stated() && c.phases.absent() && node.module_end - node.module_begin == 1 &&
           !has_gateway(trial.site(), node);
  });
}

std::string lte_charger(Trial& trial) {
  return linked(trial, Link::lte, "lte", [&](const Charger& c) {
    const bool covered = c.lte->coverage.stated() && c.lte->coverage.value >= LteCoverage::medium;
    const bool surveyed = trial.site().network->lte->survey.stated();
    return !c.shares.stated() && covered && surveyed && c.lte->sim.value == SimState::active;
  });
}

}  // namespace ampsite::test
