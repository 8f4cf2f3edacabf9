#include "ampsite/electric/load_case.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>

#include "plan/site_builder.h"

using namespace ampsite;
using namespace ampsite::test;

namespace {

void check_lines(const PerLine<double>& is, double l1, double l2, double l3) {
  CHECK(is[Line::L1] == doctest::Approx(l1));
  CHECK(is[Line::L2] == doctest::Approx(l2));
  CHECK(is[Line::L3] == doctest::Approx(l3));
}

}  // namespace

TEST_CASE("a line gives what its fuse leaves besides the base loads, and no more than the limit") {
  Circuit k1 = circuit("K1", 63);
  k1.node.base_load_a = on_all_lines(3);
  Circuit main = circuit("main", 125, {}, {k1});
  main.node.base_load_a = on_lines({{Line::L1, 20}, {Line::L2, 15}});

  SUBCASE("base loads add up towards the supply, line by line") {
    const Site site = build_site(tn_grid(), main);
    check_lines(base_loads_a(site)[0], 23, 18, 3);
    check_lines(capacities_a(site)[0], 102, 107, 122);
    check_lines(capacities_a(site)[1], 60, 60, 60);
  }
  SUBCASE("a limit counts where it is lower; a line left out of its map has the fuse's") {
    main.node.limit_a = on_lines({{Line::L1, 80}, {Line::L2, 110}});
    check_lines(capacities_a(build_site(tn_grid(), main))[0], 80, 107, 122);
  }
  SUBCASE("base load above the fuse leaves nothing, never less") {
    main.node.fuse_a = stated(16.0);
    check_lines(capacities_a(build_site(tn_grid(), main))[0], 0, 0, 13);
  }
  SUBCASE("without a fuse nothing may be guaranteed, a limit or not") {
    main.node.fuse_a = {};
    main.node.limit_a = on_all_lines(80);
    check_lines(capacities_a(build_site(tn_grid(), main))[0], 0, 0, 0);
  }
  SUBCASE("a stated ampacity below the fuse counts in its place") {
    Cable cable;
    cable.ampacity_a = stated(50.0);
    main.circuits[0].node.cable = stated(cable);
    check_lines(capacities_a(build_site(tn_grid(), main))[1], 47, 47, 47);
  }
  SUBCASE("so does what a device is set to, where it can be set") {
    Device device;
    device.setting_a = stated(48.0);
    main.circuits[0].node.device = stated(device);
    check_lines(capacities_a(build_site(tn_grid(), main))[1], 45, 45, 45);
    main.circuits[0].node.device.value.type = stated(DeviceType::mccb);
    check_lines(capacities_a(build_site(tn_grid(), main))[1], 45, 45, 45);
    main.circuits[0].node.device.value.type = stated(DeviceType::gg);
    check_lines(capacities_a(build_site(tn_grid(), main))[1], 60, 60, 60);
  }
  SUBCASE("so does a busbar's rating") {
    main.circuits[0].node.kind = stated(RunKind::busbar);
    main.circuits[0].node.rated_a = stated(40.0);
    check_lines(capacities_a(build_site(tn_grid(), main))[1], 37, 37, 37);
  }
  SUBCASE("a line that does not feed the node gives nothing and has no base load") {
    main.circuits[0].node.phases = stated(Wiring{Line::L2});
    const Site site = build_site(tn_grid(), main);
    check_lines(base_loads_a(site)[1], 0, 3, 0);
    check_lines(capacities_a(site)[1], 0, 60, 0);
  }
}

TEST_CASE("a charger gives the least of what it, its devices and its car may") {
  Charger a1 = charger("A1");
  CHECK(own_maximum_a(a1, LoadCase::three_phase) == 32);
  a1.fuse_a = stated(25.0);
  CHECK(own_maximum_a(a1, LoadCase::three_phase) == 25);
  Vehicle car = vehicle(1);
  car.max_a = stated(16.0);
  a1.vehicle = stated(car);
  CHECK(own_maximum_a(a1, LoadCase::three_phase) == 25);
  CHECK(own_maximum_a(a1, LoadCase::declared) == 16);
  CHECK(own_minimum_a(a1) == 6);

  Charger big = charger("A2");
  big.max_a = stated(63.0);
  for (const InternalFuse fuse : {InternalFuse::c32, InternalFuse::c40, InternalFuse::none}) {
    big.internal_fuse = stated(fuse);
    CHECK(own_maximum_a(big, LoadCase::three_phase) == 32);  // no charger gives more
  }
}

TEST_CASE("a car is one-phase by the case, by its vehicle, or because its charger has no more") {
  const LineSet three = LineSet::all();
  const LineSet pair{Line::L1, Line::L3};
  Charger a1 = charger("A1");
  CHECK_FALSE(one_phase_car(a1, LoadCase::three_phase, three, true));
  CHECK(one_phase_car(a1, LoadCase::single_phase, three, true));
  CHECK_FALSE(one_phase_car(a1, LoadCase::declared, three, true));
  a1.vehicle = stated(vehicle(1));
  CHECK(one_phase_car(a1, LoadCase::declared, three, true));
  a1.vehicle = stated(vehicle(3));
  CHECK_FALSE(one_phase_car(a1, LoadCase::declared, three, false));
  CHECK(one_phase_car(a1, LoadCase::three_phase, {Line::L2}, true));
  CHECK(one_phase_car(a1, LoadCase::three_phase, pair, false));
}

TEST_CASE("declared is a case only where some vehicle is") {
  Site site = build_site(tn_grid(), circuit("main", 63, chargers("A", 2)));
  CHECK(load_cases(site) == std::vector{LoadCase::three_phase, LoadCase::single_phase});
  site.chargers[1].vehicle = stated(vehicle(1));
  CHECK(load_cases(site).size() == 3);
  CHECK(to_text(load_cases(site).back()) == "declared");
}

TEST_CASE("pair currents of 16 A make the line currents of the textbook") {
  const auto phasor = [](double z, double a, double b) { return line_current_a(CurrentModel::phasor, z, a, b); };
  CHECK(phasor(0, 16, 0) == doctest::Approx(16));
  CHECK(phasor(0, 16, 16) == doctest::Approx(16 * std::sqrt(3.0)));  // 27.7 A
  CHECK(phasor(10, 0, 0) == 10);
  CHECK(phasor(0, 16, 10) == doctest::Approx(std::sqrt(16.0 * 16 + 10 * 10 + 16 * 10)));
  CHECK(phasor(0, 10, 16) == doctest::Approx(phasor(0, 16, 10)));
  CHECK(line_current_a(CurrentModel::arithmetic, 1, 16, 10) == 27);
}

TEST_CASE("power follows from the grid's voltage and the lines used") {
  CHECK(power_kw(tn_grid(), 3, 32) == doctest::Approx(22.08));
  CHECK(power_kw(tn_grid(), 1, 32) == doctest::Approx(7.36));
  CHECK(power_kw(tn_grid(1), 1, 32) == doctest::Approx(7.36));
  CHECK(power_kw(it_grid(), 2, 32) == doctest::Approx(7.36));
  CHECK(power_kw(it_grid(), 3, 32) == doctest::Approx(0.23 * std::sqrt(3.0) * 32));
  CHECK(power_kw(grid(GridSystem::TT, 3, 415, true), 3, 10) == doctest::Approx(0.415 * std::sqrt(3.0) * 10));
  CHECK(power_kw(tn_grid(), 0, 32) == 0);
}

TEST_CASE("standard ratings ascend") {
  const std::vector<double>& ratings = standard_ratings_a();
  CHECK(std::is_sorted(ratings.begin(), ratings.end()));
  CHECK(ratings.front() == 6);
  CHECK(ratings.back() == 630);
}
