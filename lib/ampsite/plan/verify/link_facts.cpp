#include "ampsite/plan/verify/link_facts.h"

#include <algorithm>

#include "ampsite/site/links.h"

namespace ampsite {

namespace {

bool on_another_pair(const Charger& charger, LineSet pair, bool neutral) {
  if (!charger.fixed.has_value() || !charger.fixed.value) return false;
  return !charger.phases.has_value() || terminal_pair(charger.phases.value, neutral) != pair;
}

CircuitFacts facts_of(const Site& site, const Node& node) {
  CircuitFacts circuit;
  circuit.pair = plc_pair(node.lines, site.neutral());
  circuit.has_module = node.module_begin != node.module_end;
  for (ModuleIndex m = node.module_begin; m < node.module_end; ++m) {
    if (on_the_run(site.modules[m].position_m, node) && speaks_homeplug(site.modules[m])) circuit.sources.push_back(m);
  }
  circuit.charger_begin = node.charger_begin;
  circuit.charger_end = node.charger_end;
  return circuit;
}

}  // namespace

LinkFacts::LinkFacts(const Site& from)
    : site(from),
      preference(from.planning),
      chargers(from.chargers.size()),
      configured(from.chargers.size(), no_index) {
  of_new_module.level[LinkValue::cost] = in_parts_of_currency(site.planning.cost->plc_module.value);
  of_new_module.level[LinkValue::new_modules] = LinkValue::one_module;
  const Cost& cost = site.planning.cost.value;
  lte_cost = in_parts_of_currency(cost.lte_month.value * cost.months.value);
  for (AccessPointIndex i = 0; i < site.access_points().size(); ++i) {
    serves.push_back(serves_chargers(site.access_points()[i]));
    if (serves.back()) serving.push_back(i);
  }
  for (const Node& node : site.nodes) circuits.push_back(facts_of(site, node));
  const AccessPointIds ids(site);
  configured_is_usable_.assign(chargers.size(), false);
  for (ChargerIndex i = 0; i < chargers.size(); ++i) {
    const Charger& charger = site.chargers[i];
    ChargerFacts& own = chargers[i];
    CircuitFacts& circuit = circuits[charger.node];
    if (charger.access_point.has_value()) configured[i] = ids.find(charger.access_point.value);
    own.lte = charger.lte.has_value() && charger.lte->coverage.has_value() &&
              charger.lte->coverage.value != LteCoverage::none;
    own.plc = !circuit.pair.empty() && on_the_run(charger.position_m, site.nodes[charger.node]) &&
              !on_another_pair(charger, circuit.pair, site.neutral());
    if (own.plc) own.position_m = charger.position_m.value;
    if (own.plc) circuit.along.push_back(i);
    read_wifi(i, ids);
    own.of_none = value_of(i, PlannedLink::none, no_index, false);
    own.of_lte = value_of(i, PlannedLink::lte, no_index, false);
    own.of_plc = value_of(i, PlannedLink::plc, no_index, false);
  }
  for (CircuitFacts& circuit : circuits) {
    std::stable_sort(circuit.along.begin(), circuit.along.end(),
                     [&](ChargerIndex a, ChargerIndex b) { return chargers[a].position_m < chargers[b].position_m; });
  }
  find_contested();
}

void LinkFacts::add_wifi(ChargerIndex charger, AccessPointIndex at, double dbm) {
  if (dbm < min_wifi_dbm) return;
  if (at == any_access_point ? serving.empty() : at == no_index || !serves[at]) return;
  chargers[charger].wifi.push_back({at, dbm, {}, {}});
  if (at == configured[charger]) configured_is_usable_[charger] = true;
}

/// One number counts for the access point that the file names, or for all.
void LinkFacts::read_wifi(ChargerIndex charger, const AccessPointIds& ids) {
  const Charger& own = site.chargers[charger];
  if (!own.rssi_dbm.has_value()) return;
  if (own.rssi_dbm->map) {
    for (const Rssi::At& at : own.rssi_dbm->at) {
      if (!at.access_point.has_value() || !plausible(at.dbm)) continue;
      add_wifi(charger, ids.find(at.access_point.value), at.dbm.value);
    }
  } else if (plausible(own.rssi_dbm->dbm)) {
    const AccessPointIndex at = own.access_point.has_value() ? configured[charger] : any_access_point;
    add_wifi(charger, at, own.rssi_dbm->dbm.value);
  }
  for (WifiFact& wifi : chargers[charger].wifi) {
    wifi.value = value_of(charger, PlannedLink::wifi, wifi.at, false);
    wifi.as_gateway = value_of(charger, PlannedLink::wifi, wifi.at, true);
  }
}

void LinkFacts::find_contested() {
  std::vector<long long> users(serves.size(), 0);
  long long users_of_any = 0;
  for (const ChargerFacts& charger : chargers) {
    for (const WifiFact& wifi : charger.wifi) ++(wifi.at == any_access_point ? users_of_any : users[wifi.at]);
  }
  for (AccessPointIndex at = 0; at < users.size(); ++at) {
    const Stated<int>& most = site.access_points()[at].max_clients;
    contested.push_back(serves[at] && most.has_value() && users[at] + users_of_any > most.value);
  }
  any_is_limited = std::all_of(serving.begin(), serving.end(), [&](AccessPointIndex at) { return contested[at]; });
}

bool LinkFacts::anything_contested() const {
  return std::find(contested.begin(), contested.end(), true) != contested.end();
}

std::optional<double> LinkFacts::dbm_at(ChargerIndex charger, AccessPointIndex at) const {
  if (at >= serves.size() || !serves[at]) return std::nullopt;
  for (const WifiFact& wifi : chargers[charger].wifi) {
    if (wifi.at == at || wifi.at == any_access_point) return wifi.dbm;
  }
  return std::nullopt;
}

bool LinkFacts::changes(ChargerIndex charger, PlannedLink link, AccessPointIndex at, bool gateway) const {
  const Charger& own = site.chargers[charger];
  if (own.link.has_value() && static_cast<int>(own.link.value) != static_cast<int>(link)) return true;
  if (link == PlannedLink::wifi && own.access_point.has_value() && configured[charger] != at) return true;
  return own.shares.has_value() && !(own.shares.value == Sharing::plc && gateway);
}

LinkValue LinkFacts::value_of(ChargerIndex charger, PlannedLink link, AccessPointIndex at, bool gateway) const {
  const Charger& own = site.chargers[charger];
  LinkValue value;
  if (site.planning.keep_links.value) {
    const bool other_link = own.link.has_value() && static_cast<int>(own.link.value) != static_cast<int>(link);
    const bool other_place = link == PlannedLink::wifi && configured_is_usable_[charger] && configured[charger] != at;
    value.level[LinkValue::given_up] = other_link || other_place ? 1 : 0;
  }
  if (link == PlannedLink::none) {
    value.level[LinkValue::without_link] = 1;
  } else {
    value.level[LinkValue::first_entry + preference.entry_of(static_cast<Link>(link))] = -1;
  }
  if (link == PlannedLink::lte) value.level[LinkValue::cost] = lte_cost;
  value.level[LinkValue::changes] = changes(charger, link, at, gateway) ? 1 : 0;
  return value;
}

LinkValue LinkFacts::with_whole_modules(LinkValue bound, long long of_chargers) const {
  constexpr std::size_t all_apart = 3;
  const long long module_cost = of_new_module.level[LinkValue::cost];
  long long& cost = bound.level[LinkValue::cost];
  long long& modules = bound.level[LinkValue::new_modules];
  long long& changes = bound.level[LinkValue::changes];
  if (module_cost > 0 && preference.size() == all_apart) {
    const long long of_lte = -lte_cost * bound.level[LinkValue::first_entry + preference.entry_of(Link::lte)];
    // Links that agree with the bound so far have at most a module for each charger.
    long long whole = cost > of_lte ? (cost - of_lte - 1) / module_cost + 1 : 0;
    whole = std::min(whole, of_chargers);
    if (of_lte + whole * module_cost > cost) {
      cost = of_lte + whole * module_cost;
      modules = whole * LinkValue::one_module;
      changes = 0;
      return bound;
    }
  }
  const long long part = (modules % LinkValue::one_module + LinkValue::one_module) % LinkValue::one_module;
  if (part == 0) return bound;
  modules += LinkValue::one_module - part;
  changes = 0;
  return bound;
}

bool LinkFacts::reconnects(ModuleIndex module) const {
  const PlcModule& own = site.modules[module];
  return own.terminals.has_value() && !connects(own, circuits[own.node].pair, site.neutral());
}

}  // namespace ampsite
