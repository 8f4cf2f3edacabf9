#pragma once
// A plan as plain values: which link each charger uses, and which current each car is guaranteed.
//
// Every list that speaks of chargers or nodes is indexed like the Site it was made from, so a plan is only
// meaningful together with its Site. Currents are exact in here; reports round them down to 3 decimals.

#include <optional>
#include <string>
#include <vector>

#include "ampsite/electric/load_case.h"
#include "ampsite/site/site.h"

namespace ampsite {

enum class PlannedLink { wifi, plc, lte, none };
enum class PlcSourceKind { module, gateway };

/// The connection of one charger; by ChargerIndex in Connectivity::chargers.
struct ChargerLink {
  PlannedLink link = PlannedLink::none;
  AccessPointIndex access_point = no_index;  ///< where the link is wifi
  std::optional<double> rssi_dbm;            ///< at that access point
  std::uint32_t plc_network = no_index;      ///< where the link is plc: index into plc_networks
  bool gateway = false;                      ///< shares its WiFi over PLC
  bool changed = false;                      ///< differs from a link, access point or sharing that the file states
  std::string reason;                        ///< why this link; where none: why each technology fails
};

/// A circuit's one PLC source and those it serves.
struct PlcNetwork {
  NodeIndex circuit = 0;
  PlcSourceKind source = PlcSourceKind::module;
  ModuleIndex module = no_index;    ///< an existing module
  ChargerIndex gateway = no_index;  ///< a gateway charger
  bool is_new = false;              ///< a new module: none of the two above
  std::string id;                   ///< of the module or the gateway; a new module gets one of its own
  double position_m = 0;            ///< along the circuit's run
  LineSet pair;                     ///< what its PLC runs on: the line with neutral, the pair without
  std::vector<Terminal> terminals;  ///< what the source connects: `pair`, neutral and earth
  std::vector<ChargerIndex> chargers;
  double farthest_m = 0;  ///< cable to its farthest charger
};

struct ConnectivityTotals {
  int wifi = 0;
  int plc = 0;
  int lte = 0;
  int none = 0;
  int gateways = 0;
  int new_modules = 0;
  int sim_activations = 0;
  int dhcp_addresses = 0;  ///< chargers on WiFi or PLC, and PLC modules
  double mb_per_day = 0;   ///< 3 MB a day for each charger that has a link (the manual's figure)
  double cost = 0;         ///< new modules, and 4G over `months`, in planning.cost.currency
};

struct Connectivity {
  std::vector<ChargerLink> chargers;
  std::vector<PlcNetwork> plc_networks;  ///< in the order of their circuits
  ConnectivityTotals totals;
};

/// The wiring of one charger; by ChargerIndex in Load::wiring.
struct ChargerWiring {
  Wiring phases;
  std::optional<int> wiring_id;
  LineSet one_phase_on;  ///< one line with neutral, a pair without
  bool fixed = false;
  bool changed = false;  ///< differs from a wiring that the file states
  std::string reason;
};

/// What holds a charger down: a full line of a node above it, or its own maximum.
struct Bottleneck {
  NodeIndex node = no_index;  ///< `no_index`: its own maximum
  Line line = Line::L1;

  bool own_limit() const { return node == no_index; }
};

struct ChargerLoad {
  double fair_a = 0;    ///< max-min fair current with all chargers in use
  int setpoint_a = 0;   ///< whole amps; 0 outside the simultaneous set
  double power_kw = 0;  ///< at fair_a
  Bottleneck bottleneck;
};

struct NodeLoad {
  PerLine<double> limit_a;    ///< C(v,l)
  PerLine<double> current_a;  ///< what the chargers draw at the fair currents
  double utilisation = 0;     ///< of the worst line; 0 where nothing may be and nothing is drawn
};

struct Simultaneous {
  std::vector<ChargerIndex> chargers;  ///< one such set, ascending
};

struct CasePlan {
  LoadCase load_case = LoadCase::three_phase;
  std::optional<double> guaranteed_min_a;  ///< the smallest fair current; none without chargers
  double total_kw = 0;
  std::vector<ChargerLoad> chargers;  ///< by ChargerIndex
  std::vector<NodeLoad> nodes;        ///< by NodeIndex
  Simultaneous simultaneous;
};

struct Load {
  std::vector<ChargerWiring> wiring;
  std::vector<CasePlan> cases;
  std::vector<int> offline_a;  ///< by ChargerIndex
};

struct Plan {
  Connectivity connectivity;
  Load load;

  /// Some charger is without a link, or without room.
  bool leaves_a_charger_out(const Site& site) const;
};

/// The chargers that the plan leaves without a link, in the order of the site.
std::vector<ChargerIndex> chargers_without_link(const Plan& plan);

/// The chargers that cannot charge on all their lines even alone, in the order of the site: `min_a` rounded up to
/// whole amps is more than their own maximum rounded down, or than a line above them leaves. Just these are in no
/// simultaneous set of the three-phase case for want of room of their own.
std::vector<ChargerIndex> chargers_without_room(const Site& site, const Plan& plan);

/// The plan of a site. The site has no finding of AMP001 to AMP008; where others remain it is still safe:
/// what is not known is taken as not there.
Plan make_plan(const Site& site);

}  // namespace ampsite
