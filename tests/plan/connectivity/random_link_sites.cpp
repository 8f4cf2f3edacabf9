#include "plan/connectivity/random_link_sites.h"

#include <random>
#include <string>
#include <utility>
#include <vector>

#include "plan/connectivity/link_sites.h"

namespace ampsite::test {

namespace {

/// mt19937_64 is the same everywhere; the standard's distributions are not.
class Dice {
 public:
  explicit Dice(std::uint64_t seed) : engine_(seed) {}

  int below(int count) { return static_cast<int>(engine_() % static_cast<std::uint64_t>(count)); }
  bool one_in(int count) { return below(count) == 0; }
  template <class T>
  T pick(const std::vector<T>& from) {
    return from[static_cast<std::size_t>(below(static_cast<int>(from.size())))];
  }
  template <class T>
  void shuffle(std::vector<T>& values) {
    for (std::size_t i = values.size(); i > 1; --i) {
      std::swap(values[i - 1], values[static_cast<std::size_t>(below(static_cast<int>(i)))]);
    }
  }

 private:
  std::mt19937_64 engine_;
};

const std::vector<double> levels_dbm{-50, -60, -65, -65.5, -70, -75, -75.5, -80, -110};

std::vector<AccessPoint> random_access_points(Dice& dice, const RandomLinkSite& shape) {
  std::vector<AccessPoint> access_points;
  const int count = dice.below(shape.max_access_points + 1);
  for (int i = 1; i <= count; ++i) {
    AccessPoint made = access_point("ap-" + std::to_string(i));
    if (!dice.one_in(3)) made.max_clients = stated(1 + dice.below(shape.max_clients));
    if (dice.one_in(8)) made.bands_ghz = stated(dice.one_in(2) ? std::vector<double>{5} : std::vector<double>{2.4, 5});
    if (dice.one_in(8)) {
      made.standards = stated(dice.one_in(2) ? std::vector<WifiStandard>{WifiStandard::a, WifiStandard::ac}
                                             : std::vector<WifiStandard>{WifiStandard::n});
    }
    access_points.push_back(made);
  }
  return access_points;
}

Charger random_charger(Dice& dice, int number, double length_m, bool neutral,
                       const std::vector<AccessPoint>& access_points) {
  Charger made = charger("A" + std::to_string(number));
  if (!dice.one_in(10)) made.position_m = stated(dice.below(static_cast<int>(length_m / 10) + 2) * 10.0);
  if (!access_points.empty() && dice.one_in(3)) made.access_point = stated(dice.pick(access_points).id.value);
  if (!access_points.empty() && dice.one_in(2)) {
    std::vector<std::pair<std::string, double>> heard;
    for (const AccessPoint& at : access_points) {
      if (!dice.one_in(4)) heard.emplace_back(at.id.value, dice.pick(levels_dbm));
    }
    made = with_rssi(made, heard);
  } else if (!dice.one_in(4)) {
    made = with_rssi(made, dice.pick(levels_dbm));
  }
  if (!dice.one_in(3)) {
    made = with_lte(made, dice.one_in(3) ? LteCoverage::none : LteCoverage::medium,
                    dice.one_in(3) ? SimState::inactive : SimState::active);
  }
  if (dice.one_in(8)) {
    made.fixed = stated(true);
    made.phases = stated(neutral ? dice.pick<Wiring>({{Line::L1}, {Line::L2, Line::L3, Line::L1}})
                                 : dice.pick<Wiring>({{Line::L1, Line::L3}, {Line::L1, Line::L2}}));
  }
  if (dice.one_in(3)) made.link = stated(dice.pick<Link>({Link::wifi, Link::plc, Link::lte}));
  if (dice.one_in(6)) made.shares = stated(dice.one_in(4) ? Sharing::wifi : Sharing::plc);
  return made;
}

std::vector<PlcModule> random_modules(Dice& dice, int circuit, double length_m, bool neutral) {
  using enum Terminal;
  const std::vector<std::vector<Terminal>> connected =
      neutral ? std::vector<std::vector<Terminal>>{{L1, N, PE}, {L2, N, PE}}
              : std::vector<std::vector<Terminal>>{{L1, L3, PE}, {L1, L2, PE}};
  std::vector<PlcModule> modules;
  if (!dice.one_in(3)) return modules;
  const int count = 1 + dice.below(2);
  for (int i = 1; i <= count; ++i) {
    PlcModule made = plc_module("plc-" + std::to_string(circuit) + std::to_string(i));
    if (!dice.one_in(8)) made.position_m = stated(dice.below(static_cast<int>(length_m / 10) + 2) * 10.0);
    if (dice.one_in(6)) made.standard = stated(dice.pick<PlcStandard>({PlcStandard::g_hn, PlcStandard::homeplug_av}));
    if (dice.one_in(3)) made.terminals = stated(dice.pick(connected));
    modules.push_back(made);
  }
  return modules;
}

Planning random_planning(Dice& dice, int max_chargers) {
  Planning planning;
  const std::vector<std::vector<LinkGroup>> preferences{{{Link::wifi}, {Link::plc}, {Link::lte}},
                                                        {{Link::plc}, {Link::wifi}, {Link::lte}},
                                                        {{Link::lte}, {Link::plc}, {Link::wifi}},
                                                        {{Link::lte}, {Link::wifi}, {Link::plc}},
                                                        {{Link::wifi}, {Link::lte}, {Link::plc}},
                                                        {{Link::plc}, {Link::lte}, {Link::wifi}},
                                                        {{Link::wifi}, {Link::plc, Link::lte}},
                                                        {{Link::wifi, Link::plc}, {Link::lte}},
                                                        {{Link::plc}, {Link::wifi, Link::lte}},
                                                        {{Link::wifi, Link::plc, Link::lte}},
                                                        {{Link::plc}},
                                                        {{Link::lte, Link::wifi}}};
  if (!dice.one_in(3)) planning.link_preference = stated(dice.pick(preferences));
  planning.keep_links = stated(dice.one_in(3));
  planning.max_gateways = stated(dice.below(3));
  PlcPlanning plc;
  if (dice.one_in(2)) plc.max_distance_m = stated(dice.pick<double>({20, 40, 60}));
  if (dice.one_in(2)) plc.max_chargers = stated(1 + dice.below(max_chargers));
  planning.plc = stated(plc);
  Cost cost;
  if (dice.one_in(2)) cost.plc_module = stated(dice.pick<double>({100, 250.5}));
  if (dice.one_in(2)) cost.lte_month = stated(dice.pick<double>({0.7, 2, 5}));
  planning.cost = stated(cost);
  return planning;
}

/// Turns a site into one where the places on WiFi decide which stretch of a run needs the module most.
void crowd(Dice& dice, Site& site) {
  for (AccessPoint& at : site.network.value.access_points.value) {
    at.max_clients = stated(1 + dice.below(2));
    at.bands_ghz = {};
    at.standards = {};
  }
  for (Charger& charger : site.chargers) {
    charger.access_point = {};
    charger.position_m = stated(dice.below(12) * 10.0);
    if (!dice.one_in(3)) charger.lte = {};
  }
  for (Node& node : site.nodes) node.length_m = stated(120.0);
  PlcPlanning plc;
  plc.max_distance_m = stated(dice.pick<double>({10, 20}));
  plc.max_chargers = stated(2 + dice.below(2));
  site.planning.plc = stated(plc);
}

}  // namespace

Site random_link_site(std::uint64_t seed, const RandomLinkSite& shape) {
  Dice dice(seed);
  const Grid grid = dice.one_in(3) ? it_grid() : tn_grid();
  const std::vector<AccessPoint> access_points = random_access_points(dice, shape);
  const int circuits = 1 + dice.below(shape.max_circuits);
  const int chargers = 1 + dice.below(shape.max_chargers);
  std::vector<double> length_m;
  std::vector<std::vector<Charger>> on_circuit(static_cast<std::size_t>(circuits));
  for (int c = 0; c < circuits; ++c) length_m.push_back(20 + dice.below(static_cast<int>(shape.longest_run_m) - 20));
  for (int i = 1; i <= chargers; ++i) {
    const auto c = static_cast<std::size_t>(dice.below(circuits));
    on_circuit[c].push_back(random_charger(dice, i, length_m[c], grid.neutral.value, access_points));
  }
  std::vector<Circuit> made;
  for (int c = 0; c < circuits; ++c) {
    const auto i = static_cast<std::size_t>(c);
    Circuit own = run("K" + std::to_string(c + 1), length_m[i], on_circuit[i],
                      random_modules(dice, c + 1, length_m[i], grid.neutral.value));
    if (dice.one_in(10)) own.node.length_m = {};
    made.push_back(own);
  }
  Site site = site_with(made, access_points, grid);
  const Stated<OnePhaseLine> one_phase_line = site.planning.one_phase_line;
  site.planning = random_planning(dice, shape.max_chargers);
  site.planning.one_phase_line = one_phase_line;
  if (shape.crowded) crowd(dice, site);
  return site;
}

Site shuffled(const Site& site, std::uint64_t seed) {
  Dice dice(seed);
  std::vector<Circuit> circuits;
  for (const Node& node : site.nodes) {
    if (node.parent == no_index) continue;
    Circuit own;
    own.node = node;
    own.node.lines = {};
    own.chargers.assign(site.chargers.begin() + node.charger_begin, site.chargers.begin() + node.charger_end);
    own.modules.assign(site.modules.begin() + node.module_begin, site.modules.begin() + node.module_end);
    dice.shuffle(own.chargers);
    dice.shuffle(own.modules);
    circuits.push_back(own);
  }
  dice.shuffle(circuits);
  std::vector<AccessPoint> access_points = site.access_points();
  dice.shuffle(access_points);
  Site other = site_with(circuits, access_points, site.grid.value);
  other.planning = site.planning;
  return other;
}

}  // namespace ampsite::test
