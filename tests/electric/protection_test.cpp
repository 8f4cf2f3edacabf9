#include "ampsite/electric/protection.h"

#include <doctest/doctest.h>

#include <cmath>

#include "ampsite/electric/working.h"
#include "electric/electric_circuits.h"

using namespace ampsite;
using namespace ampsite::test;

namespace {

const ElectricalTables& tables = standard_tables();

Node behind(DeviceType type, double rating_a) {
  Node node;
  node.fuse_a = stated(rating_a);
  node.device = stated(device(type));
  return node;
}

double trips_at_a(DeviceType type, double rating_a, double within_s = 5) {
  const Calculated<TripCurrent> trip = trip_current(behind(type, rating_a), within_s, tables);
  REQUIRE(trip.known());
  return trip->current_a;
}

FaultCurrent fault_to_earth(double current_a) {
  FaultCurrent fault;
  fault.kind = FaultKind::line_to_earth;
  fault.current_a = current_a;
  return fault;
}

Calculated<Selectivity> in_a_row(DeviceType upper, double upper_a, DeviceType lower, double lower_a) {
  Circuit k1 = circuit("K1", lower_a);
  k1.node.device = stated(device(lower));
  Circuit main = circuit("main", upper_a, {}, {k1});
  main.node.device = stated(device(upper));
  return selectivity(build_site(tn_grid(), main), 0, 1);
}

}  // namespace

TEST_CASE("breakers trip at their multiples, fuses by the table") {
  CHECK(trips_at_a(DeviceType::mcb_b, 16) == 80);
  CHECK(trips_at_a(DeviceType::mcb_c, 16) == 160);
  CHECK(trips_at_a(DeviceType::mcb_d, 16) == 320);
  CHECK(trips_at_a(DeviceType::gg, 63) == 320);
  CHECK(trips_at_a(DeviceType::gg, 32, 0.4) == 275);
  CHECK(trips_at_a(DeviceType::gg, 250) == 1650);
  CHECK(working(*trip_current(behind(DeviceType::mcb_c, 63), 5, tables)) ==
        "Ia = 10 × 63 A = 630 A (mcb-c, IEC 60898-1:2015)");
  CHECK(working(*trip_current(behind(DeviceType::gg, 63), 5, tables)) ==
        "Ia = 320 A: gg 63 A within 5 s (IEC 60269-1:2006, gG gates at 5 s; 6 and 10 A: manual of a Kewtech loop "
        "tester)");
}

TEST_CASE("a stated instant current counts for breakers, and a moulded-case breaker needs it") {
  Node node = behind(DeviceType::mccb, 160);
  CHECK(trip_current(node, 5, tables).why_not == NotKnown{Gap::missing, "device.instant_a", 0, {}, no_index});
  node.device.value.instant_a = stated(1250.0);
  CHECK(trip_current(node, 5, tables)->current_a == 1250);
  node.device.value.type = stated(DeviceType::mcb_c);
  CHECK(trip_current(node, 5, tables)->current_a == 1250);
}

TEST_CASE("what no table tells of a device is not known") {
  CHECK(trip_current(behind(DeviceType::gg, 35), 5, tables).why_not ==
        NotKnown{Gap::not_in_table, "fuse_a", 35, tables.gg_opens_in_5_s_a.source, no_index});
  CHECK(trip_current(behind(DeviceType::gg, 315), 5, tables).why_not.gap == Gap::not_in_table);
  Node bare;
  bare.fuse_a = stated(63.0);
  CHECK(trip_current(bare, 5, tables).why_not.key == "device");
  bare.device = stated(Device{});
  CHECK(trip_current(bare, 5, tables).why_not.key == "device.type");
  Node no_fuse = behind(DeviceType::gg, 63);
  no_fuse.fuse_a = {};
  CHECK(trip_current(no_fuse, 5, tables).why_not.key == "fuse_a");
}

TEST_CASE("final circuits up to 32 A have 0.4 s, all others 5 s") {
  const Site site = build_site(tn_grid(), circuit("main", 125, {},
                                                  {circuit("K1", 32, chargers("A", 1), {circuit("K2", 16)}),
                                                   circuit("K3", 35), circuit("K4", 32, {}, {circuit("K5", 20)})}));
  const auto time_s = [&](NodeIndex v) { return disconnection_time_s(*site.grid, site.nodes[v], v); };
  CHECK(time_s(0) == 5);    // main
  CHECK(time_s(1) == 0.4);  // K1 has chargers of its own
  CHECK(time_s(2) == 0.4);  // K2
  CHECK(time_s(3) == 5);    // K3: 35 A
  CHECK(time_s(4) == 5);    // K4 only feeds K5
  CHECK(time_s(5) == 0.4);  // K5
}

TEST_CASE("with more than 230 V to earth a final circuit has 0.2 s, for which no table lists gG fuses") {
  Grid grid = tn_grid();
  Node k1 = circuit("K1", 32).node;
  const auto final_s = [&](double voltage_v) {
    grid.voltage_v = stated(voltage_v);
    return disconnection_time_s(grid, k1, 0);
  };
  k1.subtree_end = 1;
  CHECK(final_s(400) == 0.4);
  CHECK(final_s(415) == 0.2);
  CHECK(trip_current(behind(DeviceType::gg, 32), 0.2, tables).why_not ==
        NotKnown{Gap::does_not_fit, "fuse_a", 0, "grid.voltage_v", no_index});
  CHECK(trip_current(behind(DeviceType::mcb_b, 32), 0.2, tables)->current_a == 160);
  k1.fuse_a = stated(35.0);
  CHECK(final_s(415) == 5);
}

TEST_CASE("a set current counts in place of the rating") {
  Node node = behind(DeviceType::mccb, 160);
  CHECK(*device_rating_a(node) == 160);
  node.device.value.setting_a = stated(125.0);
  CHECK(*device_rating_a(node) == 125);
  node.device.value.setting_a.presence = Presence::unknown;
  CHECK(device_rating_a(node).why_not.gap == Gap::doubted);
}

TEST_CASE("a breaker lets the fault heat for 0.1 s, a fuse at most as much as at its slower row") {
  Cable laid = cable(16);
  laid.pe_mm2 = stated(10.0);
  SUBCASE("breaker") {
    const TripCurrent trip = *trip_current(behind(DeviceType::mcb_c, 63), 5, tables);
    const Calculated<Heating> heating = heating_at(fault_to_earth(1000), trip, laid, tables);
    CHECK(heating->bears_a2s == doctest::Approx(115.0 * 115 * 10 * 10));
    CHECK(heating->heat_a2s == doctest::Approx(1000.0 * 1000 * 0.1));
    CHECK(heating->withstood());
    CHECK(heating_at(fault_to_earth(600), trip, laid, tables).why_not.gap == Gap::not_tripped);
    CHECK(working(*heating) ==
          "k²S² = 115² × 10² = 1322500 A²s (IEC 60364-4-43:2008 table 43A); I²t = 1000² × 0.1 = 100000 A²s");
  }
  SUBCASE("fuse: 320 A for 5 s, 550 A for 0.4 s") {
    const TripCurrent trip = *trip_current(behind(DeviceType::gg, 63), 5, tables);
    const auto heat_a2s = [&](double fault_a) {
      return heating_at(fault_to_earth(fault_a), trip, laid, tables)->heat_a2s;
    };
    CHECK(heat_a2s(320) == doctest::Approx(320.0 * 320 * 5));
    CHECK(heat_a2s(549) == doctest::Approx(320.0 * 320 * 5));
    CHECK(heat_a2s(550) == doctest::Approx(550.0 * 550 * 0.4));
    CHECK(heating_at(fault_to_earth(319), trip, laid, tables).why_not.gap == Gap::not_tripped);
  }
  SUBCASE("too thin for its fuse") {
    const TripCurrent trip = *trip_current(behind(DeviceType::gg, 100), 5, tables);
    CHECK_FALSE(heating_at(fault_to_earth(600), trip, cable(6), tables)->withstood());
  }
  SUBCASE("a fault between lines spares the protective conductor, which then may be unstated") {
    laid.pe_mm2 = {};
    FaultCurrent fault = fault_to_earth(1000);
    const TripCurrent trip = *trip_current(behind(DeviceType::mcb_c, 63), 5, tables);
    CHECK(heating_at(fault, trip, laid, tables).why_not.key == "cable.pe_mm2");
    fault.kind = FaultKind::line_to_line;
    CHECK(heating_at(fault, trip, laid, tables)->size_mm2 == 16);
    laid.pe_mm2 = stated(25.0);
    CHECK(heating_at(fault_to_earth(1000), trip, laid, tables)->size_mm2 == 16);
  }
  SUBCASE("PVC above 300 mm² has another k") {
    const TripCurrent trip = *trip_current(behind(DeviceType::mcb_c, 63), 5, tables);
    CHECK(heating_at(fault_to_earth(1000), trip, cable(400), tables).why_not.gap == Gap::not_in_table);
    const Cable xlpe = cable(400, InstallationMethod::C, Insulation::xlpe);
    CHECK(heating_at(fault_to_earth(1000), trip, xlpe, tables).known());
    ElectricalTables own = tables;
    own.heating_k[Material::copper][Insulation::pvc] = {103, "House 8"};
    CHECK(heating_at(fault_to_earth(1000), trip, cable(400), own)->k == 103);
  }
}

TEST_CASE("gG above gG is selective from 1.6 on, within the rounding of the ratings") {
  const auto selective = [](double upper_a, double lower_a) {
    return *in_a_row(DeviceType::gg, upper_a, DeviceType::gg, lower_a) == Selectivity::selective;
  };
  CHECK(selective(100, 63));
  CHECK(selective(63, 40));
  CHECK(selective(125, 80));
  CHECK(selective(40, 25));
  CHECK(selective(125, 63));
  CHECK_FALSE(selective(80, 63));
  CHECK_FALSE(selective(63, 50));
  CHECK_FALSE(selective(20, 13));
  CHECK_FALSE(selective(63, 63));
}

TEST_CASE("other devices in a row are their makers' to tell") {
  CHECK(in_a_row(DeviceType::gg, 125, DeviceType::mcb_c, 16).why_not ==
        NotKnown{Gap::other_devices, "device.type", 0, {}, 1});
  CHECK(in_a_row(DeviceType::mccb, 250, DeviceType::gg, 63).why_not.node == 0);
  const Site site = build_site(tn_grid(), circuit("main", 125, {}, {circuit("K1", 63)}));
  CHECK(selectivity(site, 0, 1).why_not == NotKnown{Gap::missing, "device", 0, {}, 0});
}

TEST_CASE("what cannot be set is rated as it is, whatever setting the file states") {
  for (const DeviceType type : {DeviceType::gg, DeviceType::mcb_b, DeviceType::mcb_c, DeviceType::mcb_d}) {
    Node node = behind(type, 63);
    node.device.value.setting_a = stated(16.0);
    CHECK(*device_rating_a(node) == 63);
    CHECK(*setting_misfit_of(node) == NotKnown{Gap::does_not_fit, "device.setting_a", 0, "device.type", no_index});
    node.device.value.setting_a = stated(63.0);
    CHECK_FALSE(setting_misfit_of(node).has_value());
  }
  Node untold = behind(DeviceType::gg, 63);
  untold.device.value.type = {};
  untold.device.value.setting_a = stated(16.0);
  CHECK(*device_rating_a(untold) == 16);
}

TEST_CASE("an instant current that the device cannot have is not used") {
  Node node = behind(DeviceType::mccb, 125);
  node.device.value.instant_a = stated(1.25);  // meant as kA
  CHECK(trip_current(node, 5, tables).why_not ==
        NotKnown{Gap::does_not_fit, "device.instant_a", 0, "fuse_a", no_index});
  node.device.value.setting_a = stated(100.0);
  node.device.value.instant_a = stated(100.0);
  CHECK(trip_current(node, 5, tables).why_not.with == "device.setting_a");
  node.device.value.instant_a = stated(101.0);
  CHECK(trip_current(node, 5, tables)->current_a == 101);
  Node fuse = behind(DeviceType::gg, 63);
  fuse.device.value.instant_a = stated(100.0);
  CHECK(trip_current(fuse, 5, tables)->current_a == 320);
  CHECK(instant_misfit_of(fuse)->key == "device.instant_a");
}

TEST_CASE("a breaker cannot be set above its rating: neither counts as what protects") {
  Node node = behind(DeviceType::mccb, 63);
  node.device.value.setting_a = stated(250.0);
  const NotKnown misfit{Gap::does_not_fit, "device.setting_a", 0, "fuse_a", no_index};
  CHECK(device_rating_a(node).why_not == misfit);
  CHECK(*setting_misfit_of(node) == misfit);
  node.device.value.setting_a = stated(63.0);
  CHECK(*device_rating_a(node) == 63);
  CHECK_FALSE(setting_misfit_of(node).has_value());
}

TEST_CASE("an instant current below the band of a breaker's type gives way to the type's own") {
  struct Type {
    DeviceType type;
    double least_times;
    double most_times;
  };
  for (const Type& one :
       {Type{DeviceType::mcb_b, 3, 5}, Type{DeviceType::mcb_c, 5, 10}, Type{DeviceType::mcb_d, 10, 20}}) {
    CAPTURE(one.least_times);
    Node node = behind(one.type, 63);
    node.device.value.instant_a = stated(one.least_times * 63 - 1);
    CHECK(*instant_misfit_of(node) == NotKnown{Gap::does_not_fit, "device.instant_a", 0, "device.type", no_index});
    CHECK(trip_current(node, 5, tables)->current_a == one.most_times * 63);
    node.device.value.instant_a = stated(one.least_times * 63);
    CHECK_FALSE(instant_misfit_of(node).has_value());
    CHECK(trip_current(node, 5, tables)->current_a == one.least_times * 63);
  }
}

TEST_CASE("a fault of the trip current itself trips, however it was rounded on the way") {
  for (const double trip_a : {28.0, 425.0, 1650.0}) {
    CHECK(trips(trip_a, trip_a));
    CHECK(trips(std::nextafter(trip_a, 0.0), trip_a));
    CHECK_FALSE(trips(trip_a - 0.001, trip_a));
  }
}

TEST_CASE("what a device lets through heats without a least fault: lines, and PE on TN") {
  Node node = behind(DeviceType::mccb, 63);
  Cable laid = cable(16);
  laid.pe_mm2 = stated(10.0);
  node.cable = stated(laid);
  CHECK(heating_let_through(node, tn_grid(), tables).why_not.key == "device.i2t_a2s");
  node.device.value.i2t_a2s = stated(2e6);
  CHECK(heating_let_through(node, tn_grid(), tables)->size_mm2 == 10);
  CHECK_FALSE(heating_let_through(node, tn_grid(), tables)->withstood());
  Grid tt = tn_grid();
  tt.system = stated(GridSystem::TT);
  const Heating lines = *heating_let_through(node, tt, tables);
  CHECK(lines.size_mm2 == 16);
  CHECK(lines.withstood());
  CHECK(working(lines) ==
        "k²S² = 115² × 16² = 3385600 A²s (IEC 60364-4-43:2008 table 43A); I²t = 2000000 A²s, as the file states it");
  node.cable.value.pe_mm2 = {};
  CHECK(heating_let_through(node, tn_grid(), tables).why_not.key == "cable.pe_mm2");
  CHECK(heating_let_through(node, tt, tables).known());
}
