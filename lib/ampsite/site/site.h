#pragma once
// The installation as plain values: what the site file says, with defaults applied.
//
// The fuse tree is stored flat. `nodes[0]` is the supply; nodes stand in preorder (a parent before its
// circuits, in the order of the file), and the chargers and modules of a node stand together, before
// those of its circuits. So the subtree of node v is the nodes [v, subtree_end), and the chargers below
// it are the chargers [charger_begin, subtree_charger_end): one pass forward visits parents first, one
// pass backward children first.
//
// Units stand in the names: _a ampere, _ka kiloampere, _v volt, _m metre, _mm2 square millimetre,
// _dbm decibel-milliwatt, _h hour, _c degree Celsius, _a2s ampere squared second.

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "ampsite/site/line.h"
#include "ampsite/site/stated.h"

namespace ampsite {

using NodeIndex = std::uint32_t;
using ChargerIndex = std::uint32_t;
using ModuleIndex = std::uint32_t;
using AccessPointIndex = std::uint32_t;
inline constexpr std::uint32_t no_index = 0xFFFFFFFFU;

enum class GridSystem { TN, TN_S, TN_C, TN_C_S, TT, IT };
enum class LoadManagement { none, static_limit, apm };
enum class DeviceType { gg, mcb_b, mcb_c, mcb_d, mccb };
enum class RunKind { cable, busbar };
enum class Material { copper, aluminium };
enum class Insulation { pvc, xlpe };
enum class InstallationMethod { A2, B1, B2, C, D1, E };
enum class Arrangement { bunched, wall, tray, ladder };
enum class Terminal { L1, L2, L3, N, PE };
enum class PlcStandard { homeplug_av, homeplug_av2, homeplug_green_phy, homeplug_1_0, g_hn, other };
enum class InternalFuse { c32, c40, none };
enum class RcdType { AC, A, F, B, EV };
enum class LteCoverage { none, low, medium, high };
enum class SimState { active, inactive };
enum class Link { wifi, plc, lte };
enum class Sharing { plc, wifi };
enum class WifiStandard { a, b, g, n, ac, ax, be };
enum class Protocol { tcp, udp, any };
enum class LteSurvey { doors_closed, doors_open, no_doors };
enum class CurrentModel { arithmetic, phasor };
enum class OnePhaseLine { charger, terminal };

/// A current for all lines, or one for each. A line that a map leaves out is absent.
struct LineCurrents {
  PerLine<Stated<double>> line;
  bool map = false;  ///< written as {L1: , L2: , L3: }
};

struct ShortCircuit {
  Stated<double> max_ka;
  Stated<double> min_ka;
};

struct Grid {
  Stated<GridSystem> system;
  Stated<int> phases;
  Stated<double> voltage_v;  ///< line to line; line to neutral on a one-phase grid with neutral
  Stated<bool> neutral;
  Stated<ShortCircuit> short_circuit;

  /// The lines that the grid has: L1 to L3; on one phase L1 with neutral, L1 and L3 without.
  LineSet lines() const;
};

struct Device {
  Stated<DeviceType> type;
  Stated<double> breaking_ka;
  Stated<double> setting_a;
  Stated<double> instant_a;
  Stated<double> i2t_a2s;
};

struct Cable {
  Stated<double> size_mm2;
  Stated<double> pe_mm2;
  Stated<int> cores;  ///< every conductor, PE and a concentric screen too
  Stated<Material> material;
  Stated<Insulation> insulation;
  Stated<InstallationMethod> method;
  Stated<double> ambient_c;
  Stated<int> grouped;
  Stated<Arrangement> arrangement;
  Stated<double> ampacity_a;  ///< final: wins over every table
};

/// A node of the fuse tree: the supply, or a circuit.
struct Node {
  Span span;  ///< where its mapping begins
  Stated<std::string> id;
  Stated<std::string> name;
  Stated<double> fuse_a;  ///< the protective device in front of this node
  Stated<LineCurrents> limit_a;
  Stated<LineCurrents> base_load_a;
  Stated<LoadManagement> load_management;
  Stated<Device> device;
  Stated<double> position_m;  ///< where it leaves its parent's run
  Stated<Wiring> phases;
  Stated<RunKind> kind;
  Stated<double> rated_a;
  Stated<double> length_m;
  Stated<Cable> cable;

  /// The lines that feed it: `phases`, or all of its parent's. A stated line that the parent lacks is left out.
  LineSet lines;

  NodeIndex parent = no_index;
  std::uint32_t list_index = 0;  ///< its place in the parent's `circuits`
  NodeIndex subtree_end = 0;
  ChargerIndex charger_begin = 0;
  ChargerIndex charger_end = 0;
  ChargerIndex subtree_charger_end = 0;
  ModuleIndex module_begin = 0;
  ModuleIndex module_end = 0;
  bool modules_unknown = false;  ///< its `plc_modules` or an entry of them could not be read: it may have others
};

struct PlcModule {
  Span span;
  Stated<std::string> id;
  Stated<double> position_m;
  Stated<std::vector<Terminal>> terminals;
  Stated<PlcStandard> standard;
  Stated<std::string> key_label;
  Stated<double> fuse_a;

  NodeIndex node = 0;
  std::uint32_t list_index = 0;
};

struct Rcd {
  Stated<RcdType> type;
  Stated<double> ma;
  Stated<bool> dc_detection;
};

struct Vehicle {
  Stated<int> phases;  ///< 1 or 3
  Stated<double> max_a;
};

/// One measured RSSI for the charger, or one for each access point by its id.
struct Rssi {
  struct At {
    Stated<std::string> access_point;
    Stated<double> dbm;
  };
  Stated<double> dbm;  ///< absent where written as a map
  std::vector<At> at;  ///< in the order of the file
  bool map = false;
};

struct Lte {
  Stated<LteCoverage> coverage;
  Stated<SimState> sim;
};

struct Charger {
  Span span;
  Stated<std::string> id;
  Stated<std::string> name;
  Stated<std::string> serial;
  Stated<double> position_m;  ///< along the run
  Stated<Wiring> phases;      ///< grid line on each terminal; absent: not wired yet
  Stated<bool> fixed;
  Stated<double> fuse_a;  ///< a separate device in front of this charger, never its internal one
  Stated<InternalFuse> internal_fuse;
  Stated<Rcd> rcd;
  Stated<double> min_a;
  Stated<double> max_a;
  Stated<Vehicle> vehicle;
  Stated<Rssi> rssi_dbm;
  Stated<std::string> access_point;
  Stated<Lte> lte;
  Stated<Link> link;
  Stated<Sharing> shares;

  NodeIndex node = 0;
  std::uint32_t list_index = 0;
};

struct Channel {
  int number = 0;
  bool automatic = false;
};

struct AccessPoint {
  struct Hears {
    Stated<std::string> access_point;
    Stated<double> dbm;
  };
  Span span;
  Stated<std::string> id;
  Stated<std::vector<double>> bands_ghz;
  Stated<std::vector<WifiStandard>> standards;
  Stated<Channel> channel;
  Stated<int> max_clients;
  Stated<std::vector<Hears>> hears;

  std::uint32_t list_index = 0;
};

struct FirewallRule {
  Span span;
  Stated<Protocol> protocol;
  Stated<int> port;          ///< 0 stands for any
  Stated<std::string> host;  ///< "any", a name, an address, or "*." and a suffix
};

struct Firewall {
  Stated<std::vector<FirewallRule>> outbound;
  Stated<std::vector<FirewallRule>> inbound;
  Stated<bool> tls_inspection;
};

struct Dhcp {
  Stated<int> addresses;
};

struct NetworkLte {
  Stated<std::string> operator_name;
  Stated<LteSurvey> survey;
};

struct Network {
  Stated<std::vector<AccessPoint>> access_points;
  Stated<Dhcp> dhcp;
  Stated<std::vector<std::string>> dns;
  Stated<Firewall> firewall;
  Stated<NetworkLte> lte;
};

// What one PLC source reaches and feeds (source: the maker's help pages on PLC).
inline constexpr double most_plc_distance_m = 90;
inline constexpr int most_plc_chargers = 30;

struct PlcPlanning {
  Stated<double> max_distance_m = by_default(most_plc_distance_m);
  Stated<int> max_chargers = by_default(most_plc_chargers);
};

struct Cost {
  Stated<double> plc_module = by_default(0.0);
  Stated<double> lte_month = by_default(0.0);
  Stated<double> months = by_default(60.0);
  Stated<std::string> currency = by_default(std::string("EUR"));
};

/// An entry of `link_preference`: links that count the same.
using LinkGroup = std::vector<Link>;

/// What the plan is to assume. A flag beats the site file, which beats the config, which beats the default.
struct Planning {
  Stated<CurrentModel> current_model = by_default(CurrentModel::arithmetic);
  Stated<OnePhaseLine> one_phase_line;  ///< the default follows the grid; set when a site is read
  Stated<std::vector<LinkGroup>> link_preference =
      by_default(std::vector<LinkGroup>{{Link::wifi}, {Link::plc}, {Link::lte}});
  Stated<bool> keep_links = by_default(false);
  Stated<int> max_gateways = by_default(1);
  Stated<PlcPlanning> plc = by_default(PlcPlanning{});
  Stated<double> overnight_h = by_default(10.0);
  Stated<double> max_voltage_drop_pct = by_default(5.0);
  Stated<Cost> cost = by_default(Cost{});
};

struct SiteInfo {
  Stated<std::string> name;
  Stated<std::string> country;
  Stated<std::string> reference;
  Stated<std::string> address;
  Stated<std::string> owner;
  Stated<std::string> installer;
  Stated<std::string> date;
};

struct Site {
  Stated<int> format_version;
  Stated<SiteInfo> info;
  Stated<Grid> grid;
  std::vector<Node> nodes;  ///< in preorder, the supply first; empty only where the file has no supply
  std::vector<Charger> chargers;
  std::vector<PlcModule> modules;
  Stated<Network> network;
  Planning planning;

  bool neutral() const { return grid->neutral.value; }
  const std::vector<AccessPoint>& access_points() const { return network->access_points.value; }
};

/// The ids from the root to an entity, "main/K1/A01". An id that is missing stands as "?".
std::string entity_of(const Site& site, const Node& node);
std::string entity_of(const Site& site, const Charger& charger);
std::string entity_of(const Site& site, const PlcModule& module);
/// An access point stands in no tree: its id alone.
std::string entity_of(const Site& site, const AccessPoint& access_point);

/// The path of an entity in the file, "supply.circuits[0].chargers[3]".
std::string path_of(const Site& site, const Node& node);
std::string path_of(const Site& site, const Charger& charger);
std::string path_of(const Site& site, const PlcModule& module);
std::string path_of(const Site& site, const AccessPoint& access_point);

/// Where a finding about a missing value of an entity stands: its id, else the start of its mapping.
template <class Entity>
Span place_of(const Entity& entity) {
  return entity.id.stated() ? entity.id.span : entity.span;
}

/// Natural order of ids: runs of digits compare as numbers ("A2" before "A10"), ties by bytes.
bool natural_less(std::string_view a, std::string_view b);

}  // namespace ampsite
