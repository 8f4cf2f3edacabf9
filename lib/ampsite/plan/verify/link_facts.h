#pragma once
// What each charger and circuit of a site could use to reach the internet, and what each link is worth: the contract's
// constraints written out, for checking a plan.

#include <optional>
#include <vector>

#include "ampsite/plan/plan.h"
#include "ampsite/plan/verify/link_value.h"
#include "ampsite/site/links.h"
#include "ampsite/site/site.h"

namespace ampsite {

/// One RSSI number for all access points that serve chargers: they are worth the same.
inline constexpr AccessPointIndex any_access_point = no_index - 1;

struct WifiFact {
  AccessPointIndex at = no_index;  ///< or any_access_point
  double dbm = 0;                  ///< at least -75
  LinkValue value;
  LinkValue as_gateway;
};

struct ChargerFacts {
  std::vector<WifiFact> wifi;
  bool lte = false;
  bool plc = false;  ///< a source on its circuit could serve it, were it near enough
  double position_m = 0;
  LinkValue of_none;
  LinkValue of_lte;
  LinkValue of_plc;
};

struct CircuitFacts {
  LineSet pair;
  bool has_module = false;           ///< so there is no other source
  std::vector<ModuleIndex> sources;  ///< modules that can be one
  std::vector<ChargerIndex> along;   ///< chargers that PLC could reach, by position
  ChargerIndex charger_begin = 0;
  ChargerIndex charger_end = 0;
};

struct LinkFacts {
  explicit LinkFacts(const Site& from);

  /// At this access point, where the charger may use it.
  std::optional<double> dbm_at(ChargerIndex charger, AccessPointIndex at) const;
  /// What the charger's link is worth; it need not be allowed.
  LinkValue value_of(ChargerIndex charger, PlannedLink link, AccessPointIndex at, bool gateway) const;
  /// As ChargerLink::changed.
  bool changes(ChargerIndex charger, PlannedLink link, AccessPointIndex at, bool gateway) const;
  /// Terminals are stated otherwise than the circuit's PLC needs.
  bool reconnects(ModuleIndex module) const;
  /// A place that is contested: more chargers could use the access point than it may serve.
  bool limited(AccessPointIndex at) const { return at == any_access_point ? any_is_limited : contested[at]; }
  bool anything_contested() const;
  /// The least that links can be worth if they are worth `bound` or more: a part of a module is a whole one, and 4G
  /// costs what it costs for as many as the levels before tell, so that the rest of the cost is whole modules too.
  LinkValue with_whole_modules(LinkValue bound, long long of_chargers) const;

  const Site& site;
  PreferenceEntries preference;
  LinkValue of_new_module;
  long long lte_cost = 0;                    ///< in 1/10,000 of the currency
  std::vector<ChargerFacts> chargers;        ///< by ChargerIndex
  std::vector<CircuitFacts> circuits;        ///< by NodeIndex
  std::vector<AccessPointIndex> serving;     ///< access points that serve chargers
  std::vector<bool> serves;                  ///< by AccessPointIndex
  std::vector<bool> contested;               ///< by AccessPointIndex
  bool any_is_limited = false;               ///< all that serve chargers are contested
  std::vector<AccessPointIndex> configured;  ///< by ChargerIndex: the access point that the file names

 private:
  void add_wifi(ChargerIndex charger, AccessPointIndex at, double dbm);
  void read_wifi(ChargerIndex charger, const AccessPointIds& ids);
  void find_contested();

  std::vector<bool> configured_is_usable_;
};

}  // namespace ampsite
