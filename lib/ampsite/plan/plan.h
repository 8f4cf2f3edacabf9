#pragma once
// A plan as plain values: which link each charger uses, and which current each car is guaranteed.
//
// Every list that speaks of chargers or nodes is indexed like the Site it was made from, so a plan is only
// meaningful together with its Site. Currents are exact in here; reports round them down to 3 decimals.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "ampsite/electric/electrical_tables.h"
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

/// The fixed 2.4 GHz channel of an access point; by AccessPointIndex in Connectivity::access_points.
struct PlannedChannel {
  int channel = 0;       ///< 1, 6 or 11; 0 for one that is stated without 2.4 GHz: it gets none
  bool changed = false;  ///< differs from a channel that the file states
};

/// One level of what the connectivity is chosen by, in the order of the levels (docs/plan.md, "Connectivity"): what the
/// plan reaches, and what no plan can do better than that is as good on the levels before. Equal where it is proved to
/// be the best.
struct LevelProof {
  std::string level;  ///< what is counted, with its unit: "chargers without a link", "cost, EUR"
  double value = 0;
  double bound = 0;
  std::string argument;  ///< why nothing is better than the bound, in words
};

struct Connectivity {
  std::vector<ChargerLink> chargers;
  std::vector<PlcNetwork> plc_networks;  ///< in the order of their circuits
  std::vector<PlannedChannel> access_points;
  ConnectivityTotals totals;
  std::vector<LevelProof> proof;
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

/// A line of a node that the proof of the smallest current rests on.
struct CutEntry {
  NodeIndex node = 0;
  Line line = Line::L1;
  double limit_a = 0;  ///< C(v,l)
  int holds = 0;       ///< the most one-phase cars that would leave each of them more than the guaranteed current
};

/// The sorted currents beyond the smallest: whether they are proved to be the best, and what cars that may divide
/// themselves over their lines would get.
struct SecondProof {
  bool optimal = false;
  std::vector<double>
      bound_a;  ///< ascending; no choice of lines gives sorted currents that are lexicographically larger
};

/// Why no choice of lines gives the smallest one-phase car more (docs/plan.md, "Proof").
struct WiringProof {
  double guaranteed_a = 0;    ///< of the single_phase case with currents that add up, whichever the model
  double upper_bound_a = 0;   ///< for any choice of lines in the site's current model
  std::vector<CutEntry> cut;  ///< in the order of the nodes, then L1, L2, L3; empty where `own_limit` decides
  int forced = 0;             ///< uses that no choice keeps off the lines of the cut: more than they hold together
  ChargerIndex own_limit = no_index;  ///< the charger whose own maximum is the smallest current
  std::string argument;
  SecondProof second;
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

/// How many chargers can charge at once at their least current in whole ampere.
struct Simultaneous {
  std::vector<ChargerIndex> chargers;  ///< one such set, ascending
  int upper_bound = 0;                 ///< no set is larger
  double time_share = 1;               ///< no rotation gives everybody a larger share of the time at `min_a`
};

/// What cars get when `active` of the chargers are in use.
struct CurvePoint {
  int active = 0;
  double guaranteed_a = 0;  ///< the smallest current in the worst choice of `active` chargers
  double typical_a = 0;     ///< the mean smallest current over seeded random orders of arrival
  double energy_kwh = 0;    ///< of `guaranteed_a`, for one car over planning.overnight_h
};

struct CasePlan {
  LoadCase load_case = LoadCase::three_phase;
  std::optional<double> guaranteed_min_a;  ///< the smallest fair current; none without chargers
  double total_kw = 0;
  std::vector<ChargerLoad> chargers;  ///< by ChargerIndex
  std::vector<NodeLoad> nodes;        ///< by NodeIndex
  Simultaneous simultaneous;
  std::vector<CurvePoint> capacity_curve;  ///< ascending by `active`
};

enum class Change { fuse, limit };

/// What nodes that hold the smallest current down together could be given, and what that would bring.
struct Improvement {
  std::vector<NodeIndex> nodes;
  Change change = Change::fuse;
  std::optional<double> from_a;  ///< what it is now; none where no fuse is stated
  std::optional<double> to_a;  ///< the next standard fuse, or the limit that the fuse allows; none where it may not be
  std::optional<double> guaranteed_min_a;  ///< of the three_phase case after the change of just these nodes
  std::string why_not;                     ///< where it may not be, or brings nothing
};

struct Load {
  std::vector<ChargerWiring> wiring;
  std::optional<WiringProof> wiring_proof;  ///< none without chargers
  std::vector<CasePlan> cases;
  std::vector<int> offline_a;  ///< by ChargerIndex
  std::vector<Improvement> improvements;
};

/// The cap of one of the portal's flat circuits.
struct PortalCircuit {
  NodeIndex circuit = 0;
  double max_current_a = 0;
  std::optional<double> lowered_from_a;  ///< what the circuit itself could carry, where it is more
  std::string because;                   ///< why it is lowered
  std::vector<ChargerIndex> chargers;    ///< its own
};

/// What the caps of the portal's circuits leave of a case's smallest guaranteed current.
struct WithinCaps {
  LoadCase load_case = LoadCase::three_phase;
  double guaranteed_min_a = 0;
};

/// The network types of the maker's portal, under the portal's numbers.
enum class NetworkType { it_1_phase = 1, it_3_phase = 2, tn_1_phase = 3, tn_3_phase = 4 };

/// What is entered in the maker's portal.
struct Portal {
  NetworkType network_type = NetworkType::tn_3_phase;
  double installation_max_current_a = 0;  ///< the least C of the supply's lines
  PerLine<double> available_current_a;    ///< C of the supply
  std::vector<PortalCircuit> circuits;    ///< in the order of the site
  std::vector<WithinCaps> within_caps;    ///< the cases whose smallest current the caps lower, in their order
};

enum class CircuitVerdict { ok, not_ok, not_verifiable };

/// "ok", "not_ok" or "not_verifiable".
std::string_view to_text(CircuitVerdict verdict);

/// What the electrical checks say of a circuit; by NodeIndex in Electrical::circuits. What is not known is not there.
/// Numbers have 3 decimals, rounded to the careful side: ampacity and least fault current down, the others up.
struct CircuitCheck {
  std::string cable;   ///< what the file states of it, in words
  std::string method;  ///< of its installation
  std::optional<double> length_m;
  std::optional<double> design_a;
  std::string device;                ///< in front of it, with its rating
  std::optional<double> ampacity_a;  ///< corrected for temperature and grouping
  std::optional<double> drop_pct;    ///< from the supply to its far end
  std::optional<double> drop_v;
  std::optional<double> largest_fault_a;  ///< at its device
  std::optional<double> least_fault_a;    ///< at its far end
  std::optional<double> trips_at_a;       ///< from where on its device switches off in time
  std::optional<bool> bears_heat;         ///< of the least fault, and of what `i2t_a2s` lets through at the largest
  std::optional<bool> selective;          ///< to the device above
  CircuitVerdict verdict = CircuitVerdict::not_verifiable;
  std::string reason;  ///< the rules that it breaks, or what cannot be judged; empty where it is ok
};

struct Electrical {
  std::vector<std::string> house_numbers;  ///< what stands in the tables in place of the standards' numbers
  std::vector<CircuitCheck> circuits;      ///< by NodeIndex; empty where the file has no electrical data
};

/// Something to buy or to order for the work.
struct MaterialItem {
  std::string item;
  int quantity = 0;
  std::string for_what;
};

/// What the installation needs open from the chargers to the outside.
struct FirewallEntry {
  Protocol protocol = Protocol::tcp;
  int port = 0;
  std::string host;
};

/// A step of putting the installation into operation.
struct ChecklistStep {
  std::string step;
  std::string why;
  std::string value;  ///< what the step's measurement or entry has to be; empty where there is none
};

struct Plan {
  Connectivity connectivity;
  Load load;
  Electrical electrical;
  Portal portal;
  std::vector<MaterialItem> materials;
  std::vector<FirewallEntry> firewall;
  std::vector<ChecklistStep> checklist;

  /// Some charger is without a link, or without room.
  bool leaves_a_charger_out(const Site& site) const;
};

/// The chargers that the plan leaves without a link, in the order of the site.
std::vector<ChargerIndex> chargers_without_link(const Plan& plan);

/// The chargers that cannot charge even alone, in the order of the site, on all their lines or with the car that is
/// declared: `min_a` rounded up to whole amps is more than their own maximum rounded down, or than a line above them
/// leaves. Just these are in no simultaneous set of these cases for want of room of their own.
std::vector<ChargerIndex> chargers_without_room(const Site& site, const Plan& plan);

/// The plan of a site. The site has no finding of AMP001 to AMP008; where others remain it is still safe:
/// what is not known is taken as not there.
Plan make_plan(const Site& site, const ElectricalTables& tables = standard_tables());

}  // namespace ampsite
