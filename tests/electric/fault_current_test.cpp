#include "ampsite/electric/fault_current.h"

#include <doctest/doctest.h>

#include <cmath>
#include <complex>
#include <numbers>
#include <random>

#include "ampsite/electric/working.h"
#include "electric/electric_circuits.h"

using namespace ampsite;
using namespace ampsite::test;

namespace {

Grid without_min_ka(Grid grid) {
  grid.short_circuit.value.min_ka = {};
  return grid;
}

}  // namespace

TEST_CASE("at the supply terminals the stated currents flow") {
  const Grid grid = with_short_circuit(tn_grid(), 10, 1.2);
  CHECK(largest_fault(grid, LineSet::all(), {}, standard_tables())->current_a == doctest::Approx(10000));
  CHECK(least_fault(grid, Impedance{}, Impedance{}, standard_tables())->current_a == doctest::Approx(1200));
  const Grid one_phase = with_short_circuit(tn_grid(1), 6, 1.2);
  CHECK(largest_fault(one_phase, {Line::L1}, {}, standard_tables())->current_a == doctest::Approx(6000));
  const Grid one_phase_it = with_short_circuit(it_grid(1), 6, 1.2);
  CHECK(largest_fault(one_phase_it, {Line::L1, Line::L3}, {}, standard_tables())->current_a == doctest::Approx(6000));
}

TEST_CASE("the least fault on TN runs through line and PE, each with its own size") {
  const Impedance line{0.1, 0};
  const Impedance protective{0.2, 0};
  const Calculated<FaultCurrent> fault =
      least_fault(with_short_circuit(tn_grid(), 10, 1.2), line, protective, standard_tables());
  CHECK(fault->kind == FaultKind::line_to_earth);
  CHECK(fault->current_a == doctest::Approx(0.95 * 230 / (0.95 * 230 / 1200 + 0.3)));
  CHECK(working(*fault) ==
        "I = c·U/Z = 0.95 × 230 V / 0.4821 Ω = 453.2 A, line to PE (Z: 0.1821 Ω for 1200 A at the supply, cables 0.3 + "
        "j0 Ω, added up as amounts, conductors warm; c: IEC 60909-0:2001 table 1)");
}

TEST_CASE("without neutral the least fault is between two lines, and on IT two earth faults may meet") {
  const Impedance line{0.1, 0};
  const Impedance protective{0.2, 0};
  const Grid grid = with_short_circuit(it_grid(), 10, 1.2);
  const double supply_ohm = 0.95 * 230 / 1200;
  const Calculated<FaultCurrent> lines = least_fault(grid, line, NotKnown{}, standard_tables());
  CHECK(lines->kind == FaultKind::line_to_line);
  CHECK(lines->current_a == doctest::Approx(0.95 * 230 / (supply_ohm + 0.2)));
  const Calculated<FaultCurrent> twice = double_earth_fault(grid, line, protective, standard_tables());
  CHECK(twice->current_a == doctest::Approx(0.95 * 230 / (supply_ohm + 0.6)));
  CHECK(double_earth_fault(with_short_circuit(tn_grid()), line, protective, standard_tables()).why_not.gap ==
        Gap::does_not_fit);
}

TEST_CASE("on IT with neutral the second earth fault may be one of N, which less voltage drives") {
  const Impedance line{0.1, 0};
  const Grid with_neutral = with_short_circuit(grid(GridSystem::IT, 3, 400, true), 10, 1.2);
  const Calculated<FaultCurrent> twice = double_earth_fault(with_neutral, line, line, standard_tables());
  CHECK(twice->voltage_v == 230);
  CHECK(twice->current_a == doctest::Approx(0.95 * 230 / (0.95 * 230 / 1200 + 0.4)));
}

TEST_CASE("TT: with neutral earth faults are left to residual current devices, without the lines count") {
  const Impedance line{0.1, 0};
  const Grid with_neutral = with_short_circuit(grid(GridSystem::TT, 3, 400, true));
  CHECK(least_fault(with_neutral, line, line, standard_tables()).why_not.gap == Gap::left_to_rcd);
  const Grid without_neutral = with_short_circuit(grid(GridSystem::TT, 3, 230, false));
  CHECK(least_fault(without_neutral, line, NotKnown{}, standard_tables())->kind == FaultKind::line_to_line);
}

TEST_CASE("the largest fault of a run is that of the conductors it has") {
  const Impedance line{0.05, 0.01};
  const Grid tn = with_short_circuit(tn_grid(), 10, 1.2);
  const double supply_ohm = 1.1 * 230 / 10000;
  const double once = least_sum_ohm(supply_ohm, line);
  const double twice = least_sum_ohm(supply_ohm, 2 * line);
  CHECK(largest_fault(tn, LineSet::all(), line, standard_tables())->current_a == doctest::Approx(1.1 * 230 / once));
  CHECK(largest_fault(tn, {Line::L2}, line, standard_tables())->current_a == doctest::Approx(1.1 * 230 / twice));
  SUBCASE("two lines with neutral: whichever loop carries more") {
    const Calculated<FaultCurrent> near_supply = largest_fault(tn, {Line::L1, Line::L2}, {}, standard_tables());
    CHECK(near_supply->kind == FaultKind::line_to_neutral);
    CHECK(near_supply->current_a == doctest::Approx(10000));
    CHECK(largest_fault(tn, {Line::L1, Line::L2}, 10 * line, standard_tables())->kind == FaultKind::line_to_line);
  }
  SUBCASE("one line without neutral feeds nothing") {
    const Grid it = with_short_circuit(it_grid());
    CHECK(largest_fault(it, {Line::L1}, line, standard_tables()).why_not.gap == Gap::does_not_fit);
  }
}

TEST_CASE("what the grid does not say is named") {
  const Impedance line{0.1, 0};
  CHECK(largest_fault(tn_grid(), LineSet::all(), line, standard_tables()).why_not.key == "grid.short_circuit");
  const Grid no_min = without_min_ka(with_short_circuit(tn_grid()));
  CHECK(least_fault(no_min, line, line, standard_tables()).why_not ==
        NotKnown{Gap::missing, "grid.short_circuit.min_ka", 0, {}, no_index});
  CHECK(largest_fault(no_min, LineSet::all(), line, standard_tables()).known());
  const NotKnown no_pe{Gap::missing, "cable.pe_mm2", 0, {}, 3};
  CHECK(least_fault(with_short_circuit(tn_grid()), line, no_pe, standard_tables()).why_not == no_pe);
  Grid doubted = with_short_circuit(tn_grid());
  doubted.voltage_v.presence = Presence::unknown;
  CHECK(largest_fault(doubted, LineSet::all(), line, standard_tables()).why_not.gap == Gap::doubted);
}

TEST_CASE("no angle of the supply's impedance gives more than the largest, or less than the least, fault counts with") {
  constexpr unsigned seed = 20261122;
  CAPTURE(seed);
  std::mt19937 random(seed);
  std::uniform_real_distribution<double> ohm(0, 0.2);
  for (int round = 0; round < 300; ++round) {
    const double amount_ohm = ohm(random);
    const Impedance known{ohm(random), ohm(random)};
    for (int step = 0; step <= 18; ++step) {
      const double angle = std::numbers::pi / 2 * step / 18;
      const double sum = std::abs(std::polar(amount_ohm, angle) + std::complex<double>(known.r_ohm, known.x_ohm));
      CHECK(sum >= least_sum_ohm(amount_ohm, known) - 1e-12);
      CHECK(sum <= largest_sum_ohm(amount_ohm, known) + 1e-12);
    }
  }
}

TEST_CASE("conductors: cold ones by the table of sizes, warm ones by resistivity") {
  const ElectricalTables& tables = standard_tables();
  CHECK(cold_conductor(cable(16), tables)->r_ohm == doctest::Approx(1.15e-3));
  CHECK(cold_conductor(cable(17), tables).why_not.gap == Gap::not_in_table);
  CHECK(warm_conductor(cable(16), tables)->r_ohm == doctest::Approx(0.0225 / 16));
  Cable thin = cable(25);
  thin.pe_mm2 = stated(16.0);
  thin.material = stated(Material::aluminium);
  CHECK(warm_protective_conductor(thin, tables)->r_ohm == doctest::Approx(0.036 / 16));
  thin.pe_mm2 = {};
  CHECK(warm_protective_conductor(thin, tables).why_not.key == "cable.pe_mm2");
}

TEST_CASE("the working of a fault names what its resistances rest on") {
  const ElectricalTables& tables = standard_tables();
  const Grid grid = with_short_circuit(tn_grid(), 10, 1.2);
  const Impedance warm = *warm_conductor(cable(16), tables);
  const std::string least = working(*least_fault(grid, 40 * warm, 40 * warm, standard_tables()));
  CHECK(
      least.ends_with("cables 0.1125 + j0.0064 Ω by IEC 60364-5-52:2009 annex G, added up as amounts, conductors warm; "
                      "c: IEC 60909-0:2001 table 1)"));
  const Cable aluminium = cable(25, InstallationMethod::C, Insulation::pvc, Material::aluminium);
  const Impedance cold = 10 * *cold_conductor(cable(16), tables) + 10 * *cold_conductor(aluminium, tables);
  const std::string largest = working(*largest_fault(grid, LineSet::all(), cold, standard_tables()));
  CHECK(
      largest.find(" Ω by IEC 60228:2004 class 2, copper, IEC 60228:2004 class 2, aluminium, IEC 60364-5-52:2009 annex "
                   "G, at the angle") != std::string::npos);
}

TEST_CASE("a lowest current above the highest: neither is used") {
  const Grid swapped = with_short_circuit(tn_grid(), 1.2, 10);
  const NotKnown misfit{Gap::does_not_fit, "grid.short_circuit.min_ka", 0, "grid.short_circuit.max_ka", no_index};
  CHECK(largest_fault(swapped, LineSet::all(), {}, standard_tables()).why_not == misfit);
  CHECK(least_fault(swapped, Impedance{}, Impedance{}, standard_tables()).why_not == misfit);
  CHECK(least_fault(with_short_circuit(tn_grid(), 10, 10), Impedance{}, Impedance{}, standard_tables()).known());
}
