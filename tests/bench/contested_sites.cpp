#include "contested_sites.h"

#include <algorithm>
#include <cmath>
#include <random>
#include <utility>

#include "plan/connectivity/link_sites.h"

namespace ampsite::bench {

namespace {

using namespace test;

constexpr double charger_spacing_m = 2.5;
constexpr double row_spacing_m = 8;
constexpr double lowest_heard_dbm = -85;

/// mt19937_64 is the same everywhere; the standard's distributions are not.
class Dice {
 public:
  explicit Dice(std::uint64_t seed) : engine_(seed) {}
  int below(int count) { return static_cast<int>(engine_() % static_cast<std::uint64_t>(count)); }
  bool one_in(int count) { return below(count) == 0; }

 private:
  std::mt19937_64 engine_;
};

struct Place {
  double x_m = 0;
  double y_m = 0;
};

struct Floor {
  std::vector<AccessPoint> access_points;
  std::vector<Place> places;
};

Floor make_floor(const ContestedSite& shape, int number, int rows) {
  Floor floor;
  const double length_m = charger_spacing_m * shape.row;
  const double width_m = row_spacing_m * rows;
  for (double x_m = shape.spacing_m / 2; x_m < length_m; x_m += shape.spacing_m) {
    for (double y_m = shape.spacing_m / 2; y_m < std::max(width_m, shape.spacing_m); y_m += shape.spacing_m) {
      const std::string id = "ap-" + std::to_string(number) + "-" + std::to_string(floor.places.size() + 1);
      floor.access_points.push_back(access_point(id, shape.max_clients));
      floor.places.push_back({x_m, y_m});
    }
  }
  return floor;
}

/// Path loss indoors, walls and cars on top of it, in whole dBm.
double heard_dbm(Dice& dice, const Place& charger, const Place& access_point) {
  const double distance_m = std::max(1.0, std::hypot(charger.x_m - access_point.x_m, charger.y_m - access_point.y_m));
  return std::round(-32 - 30 * std::log10(distance_m)) - dice.below(9);
}

Charger make_charger(Dice& dice, const ContestedSite& shape, int number, const Place& at, const Floor& floor) {
  Charger made = charger_at("A" + std::to_string(number), at.x_m);
  std::vector<std::pair<std::string, double>> heard;
  for (std::size_t i = 0; i < floor.places.size(); ++i) {
    const double dbm = heard_dbm(dice, at, floor.places[i]);
    if (dbm >= lowest_heard_dbm) heard.emplace_back(floor.access_points[i].id.value, dbm);
  }
  if (shape.one_number) {
    made = with_rssi(made, -50.0 - dice.below(28));
  } else {
    made = with_rssi(made, heard);
  }
  if (!dice.one_in(shape.no_lte_one_in)) made = with_lte(made, LteCoverage::medium, SimState::active);
  if (!shape.configured || dice.one_in(2)) return made;
  made.link = stated(dice.one_in(4) ? Link::plc : Link::wifi);
  if (made.link.value == Link::wifi && !heard.empty()) {
    made.access_point = stated(heard[static_cast<std::size_t>(dice.below(static_cast<int>(heard.size())))].first);
  }
  return made;
}

}  // namespace

std::vector<ContestedSite> contested_sites() {
  std::vector<ContestedSite> sites;
  ContestedSite shape;
  shape.name = "floors without 4G";
  sites.push_back(shape);
  shape.name = "floors with 4G";
  shape.no_lte_one_in = 1'000'000;
  sites.push_back(shape);
  shape.name = "floors with some 4G";
  shape.no_lte_one_in = 3;
  sites.push_back(shape);
  shape.name = "floors, priced";
  shape.priced = true;
  sites.push_back(shape);
  shape.name = "floors with one gateway";
  shape.max_gateways = 1;
  sites.push_back(shape);
  shape.name = "floors with gateways";
  shape.max_gateways = 8;
  sites.push_back(shape);
  shape.name = "floors with modules, links kept";
  shape.max_gateways = 0;
  shape.module_one_in = 3;
  shape.configured = true;
  sites.push_back(shape);

  ContestedSite hall;
  hall.name = "one hall without 4G";
  hall.rows_on_a_floor = 0;
  sites.push_back(hall);
  hall.name = "one hall with some 4G";
  hall.no_lte_one_in = 3;
  sites.push_back(hall);
  hall.name = "one hall, priced";
  hall.priced = true;
  sites.push_back(hall);
  hall.name = "one hall, long rows";
  hall.row = 60;
  hall.max_gateways = 3;
  sites.push_back(hall);

  ContestedSite number;
  number.name = "one number, many points";
  number.one_number = true;
  number.no_lte_one_in = 3;
  sites.push_back(number);
  number.name = "one number, few points";
  number.spacing_m = 60;
  number.max_clients = 60;
  number.rows_on_a_floor = 0;
  sites.push_back(number);
  return sites;
}

Site make_contested_site(const ContestedSite& shape, int chargers, std::uint64_t seed) {
  Dice dice(seed);
  std::vector<Circuit> circuits;
  std::vector<AccessPoint> access_points;
  const int rows = (chargers + shape.row - 1) / shape.row;
  const int on_a_floor = shape.rows_on_a_floor > 0 ? shape.rows_on_a_floor : rows;
  Floor floor;
  for (int row = 0; row < rows; ++row) {
    const int on_floor = row % on_a_floor;
    if (on_floor == 0) {
      floor = make_floor(shape, row / on_a_floor + 1, std::min(on_a_floor, rows - row));
      access_points.insert(access_points.end(), floor.access_points.begin(), floor.access_points.end());
    }
    std::vector<Charger> own;
    for (int i = 0; i < std::min(shape.row, chargers - row * shape.row); ++i) {
      const Place at{1 + charger_spacing_m * i, row_spacing_m * (on_floor + 0.5)};
      own.push_back(make_charger(dice, shape, row * shape.row + i + 1, at, floor));
    }
    const double length_m = 2 + charger_spacing_m * shape.row;
    std::vector<PlcModule> modules;
    if (shape.module_one_in > 0 && dice.one_in(shape.module_one_in)) {
      modules.push_back(plc_module("plc-" + std::to_string(row + 1), std::round(length_m / 2)));
    }
    circuits.push_back(run("K" + std::to_string(row + 1), length_m, std::move(own), std::move(modules)));
  }
  Site site = site_with(std::move(circuits), std::move(access_points));
  site.planning.max_gateways = stated(shape.max_gateways);
  site.planning.keep_links = stated(shape.configured);
  PlcPlanning plc;
  plc.max_chargers = stated(shape.max_plc_chargers);
  site.planning.plc = stated(plc);
  if (shape.priced) {
    Cost cost;
    cost.plc_module = stated(240.0);
    cost.lte_month = stated(2.0);
    cost.months = stated(24.0);
    site.planning.cost = stated(cost);
  }
  return site;
}

}  // namespace ampsite::bench
