#include "ampsite/electric/circuit_electrics.h"

#include <doctest/doctest.h>

#include <cmath>

#include "ampsite/electric/working.h"
#include "electric/electric_circuits.h"

using namespace ampsite;
using namespace ampsite::test;

namespace {

std::vector<CircuitElectrics> electrics_of(const Grid& grid, const Circuit& supply) {
  return circuit_electrics(build_site(grid, supply), standard_tables());
}

/// A board at the supply terminals, without a run of its own.
Circuit board(double fuse_a, std::vector<Circuit> circuits) {
  Circuit made = circuit("main", fuse_a, {}, std::move(circuits));
  made.node.device = stated(device(DeviceType::gg));
  return made;
}

}  // namespace

TEST_CASE("a run from a board: every quantity, worked by hand") {
  const Grid grid = with_short_circuit(tn_grid(), 10, 1.2);
  const Circuit k1 = run("K1", 63, 80, cable(16), chargers("A", 4));
  const std::vector<CircuitElectrics> all = electrics_of(grid, board(125, {k1}));
  const CircuitElectrics& k = all[1];
  CHECK(*k.design_a == 63);
  CHECK(*k.device_a == 63);
  CHECK(k.ampacity->current_a == 76);
  const double volts = 80 * 0.0225 / 16 * 63;
  CHECK(k.drop->volts == doctest::Approx(volts));
  CHECK(k.drop->percent == doctest::Approx(100 * volts / 230));
  CHECK(k.largest_at_device->current_a == doctest::Approx(10000));
  const Impedance cold{80 * 1.15e-3, 80 * 0.08e-3};
  CHECK(k.largest_at_end->current_a == doctest::Approx(1.1 * 230 / least_sum_ohm(1.1 * 230 / 10000, cold)));
  const Impedance loop{80 * 2 * 0.0225 / 16, 80 * 2 * 0.08e-3};
  CHECK(k.least_at_end->current_a == doctest::Approx(0.95 * 230 / (0.95 * 230 / 1200 + loop.magnitude_ohm())));
  CHECK(k.double_earth_at_end.why_not.gap == Gap::does_not_fit);
  CHECK(k.trip->current_a == 320);
  CHECK(k.heating->heat_a2s == doctest::Approx(320.0 * 320 * 5));
  CHECK(*k.selective == Selectivity::selective);
  CHECK(working(*k.drop) ==
        "u = b·(ρ1·cosφ/S + λ·sinφ)·L·I = 1 × 0.0225 × 1 / 16 × 80 m × 63 A = 7.088 V (IEC 60364-5-52:2009 annex G); "
        "with 0 V above it 7.088 V of 230 V = 3.082 %");
}

TEST_CASE("the supply's board: nothing drops, and the stated currents flow") {
  const std::vector<CircuitElectrics> all =
      electrics_of(with_short_circuit(tn_grid(), 10, 1.2), board(125, {run("K1", 63, 80, cable(16))}));
  CHECK(all[0].drop->volts == 0);
  CHECK(all[0].largest_at_end->current_a == doctest::Approx(10000));
  CHECK(all[0].least_at_end->current_a == doctest::Approx(1200));
  CHECK(all[0].trip->current_a == 715);
  CHECK(all[0].ampacity.why_not == NotKnown{Gap::missing, "cable", 0, {}, 0});
  CHECK(working(*all[0].drop) == "u = 0 V of 230 V = 0 %, no run");
}

TEST_CASE("a run that leaves another adds to what is dropped up to there") {
  const Circuit k2 = at(30, run("K2", 32, 20, cable(6), chargers("A", 1)));
  const Circuit k1 = run("K1", 63, 80, cable(16), chargers("B", 9), {k2});
  const auto all = electrics_of(with_short_circuit(tn_grid()), board(125, {k1}));
  const double before = 30 * 0.0225 / 16 * 63;
  CHECK(all[2].drop->upstream_volts == doctest::Approx(before));
  CHECK(all[2].drop->upstream_length_m == 30);
  CHECK(all[2].drop->volts == doctest::Approx(before + 20 * 0.0225 / 6 * 32));
  const double r_ohm = 30 * 2 * 0.0225 / 16 + 20 * 2 * 0.0225 / 6;
  CHECK(all[2].least_at_end->cables.r_ohm == doctest::Approx(r_ohm));
  CHECK(all[2].largest_at_device->cables.r_ohm == doctest::Approx(30 * 1.15e-3));
  CHECK(all[2].trip->within_s == 0.4);
}

TEST_CASE("the voltage that drops is counted as the lines and the grid have it") {
  const auto volts = [](const Grid& grid, Wiring phases) {
    Circuit k1 = run("K1", 32, 50, cable(10), chargers("A", 4));
    k1.node.phases = stated(phases);
    return *electrics_of(grid, board(125, {k1}))[1].drop;
  };
  const double once = 50 * 0.0225 / 10 * 32;
  const Wiring three{Line::L1, Line::L2, Line::L3};
  CHECK(volts(tn_grid(), three).volts == doctest::Approx(once));
  CHECK(volts(tn_grid(), {Line::L2}).volts == doctest::Approx(2 * once));
  CHECK(volts(it_grid(), {Line::L1, Line::L3}).volts == doctest::Approx(2 * once));
  CHECK(volts(it_grid(), three).volts == doctest::Approx(std::sqrt(3.0) * once));
  CHECK(volts(it_grid(), three).reference_v == 230);
  CHECK(volts(tn_grid(), three).reference_v == 230);
}

TEST_CASE("the design current is what limits, fuses and the chargers below allow, with the base load") {
  Circuit k1 = run("K1", 63, 80, cable(16), chargers("A", 1));
  const auto design_a = [](const Circuit& k) {
    return electrics_of(with_short_circuit(tn_grid()), board(125, {k, run("K9", 63, 10, cable(16), chargers("B", 3))}));
  };
  CHECK(*design_a(k1)[1].design_a == 32);
  CHECK(*design_a(k1)[0].design_a == 32 + 63);
  k1.node.base_load_a = on_lines({{Line::L2, 10}});
  CHECK(*design_a(k1)[1].design_a == 42);
  k1.chargers = chargers("A", 4);
  k1.node.limit_a = on_all_lines(40);
  CHECK(*design_a(k1)[1].design_a == 50);
  k1.node.base_load_a.presence = Presence::unknown;
  CHECK(design_a(k1)[1].design_a.why_not == NotKnown{Gap::doubted, "base_load_a", 0, {}, 1});
  CHECK(design_a(k1)[0].design_a.why_not.node == 1);
  CHECK(design_a(k1)[2].design_a.known());
}

TEST_CASE("what the cable carries does not lower the design current: its device lets more through") {
  Circuit k1 = run("K1", 63, 80, cable(16), chargers("A", 9));
  const auto design_a = [&] { return *electrics_of(with_short_circuit(tn_grid()), board(125, {k1}))[1].design_a; };
  CHECK(design_a() == 63);
  k1.node.cable.value.ampacity_a = stated(40.0);
  CHECK(design_a() == 63);
}

TEST_CASE("what is not known above is named with its circuit, below too") {
  Circuit k2 = at(30, run("K2", 32, 20, cable(6), chargers("A", 1)));
  Circuit k1 = run("K1", 63, 80, cable(16), {}, {k2});
  const Grid grid = with_short_circuit(tn_grid());
  SUBCASE("a cable without a size") {
    k1.node.cable.value.size_mm2 = {};
    const auto all = electrics_of(grid, board(125, {k1}));
    const NotKnown size{Gap::missing, "cable.size_mm2", 0, {}, 1};
    CHECK(all[1].drop.why_not == size);
    CHECK(all[2].drop.why_not == size);
    CHECK(all[2].least_at_end.why_not == size);
    CHECK(all[2].heating.why_not == size);
    CHECK(all[2].largest_at_device.why_not == size);
    CHECK(all[2].ampacity.known());
    const Site site = build_site(grid, board(125, {k1}));
    CHECK(describe(site, all[2].drop.why_not) == "main/K1: `cable.size_mm2` is missing");
  }
  SUBCASE("no position") {
    k1.circuits[0].node.position_m = {};
    const auto all = electrics_of(grid, board(125, {k1}));
    CHECK(all[2].drop.why_not == NotKnown{Gap::missing, "position_m", 0, {}, 2});
  }
  SUBCASE("a position beyond the run's end") {
    k1.circuits[0].node.position_m = stated(81.0);
    CHECK(electrics_of(grid, board(125, {k1}))[2].drop.why_not.gap == Gap::does_not_fit);
  }
  SUBCASE("a run of no length, or of none that is known") {
    k1.node.length_m = stated(0.0);
    CHECK(electrics_of(grid, board(125, {k1}))[1].drop.why_not == NotKnown{Gap::zero, "length_m", 0, {}, 1});
    k1.node.length_m = {};
    const auto all = electrics_of(grid, board(125, {k1}));
    CHECK(all[1].least_at_end.why_not.key == "length_m");
    CHECK(all[2].least_at_end.known());  // 30 m of the run above are enough
  }
  SUBCASE("a busbar") {
    k1.node.kind = stated(RunKind::busbar);
    const auto all = electrics_of(grid, board(125, {k1}));
    CHECK(all[2].largest_at_end.why_not == NotKnown{Gap::busbar, "kind", 0, {}, 1});
  }
  SUBCASE("no protective conductor: only the fault to earth") {
    k1.circuits[0].node.cable.value.pe_mm2 = {};
    const auto all = electrics_of(grid, board(125, {k1}));
    CHECK(all[2].least_at_end.why_not == NotKnown{Gap::missing, "cable.pe_mm2", 0, {}, 2});
    CHECK(all[2].largest_at_end.known());
    CHECK(all[2].drop.known());
  }
  SUBCASE("no short-circuit currents") {
    const auto all = electrics_of(tn_grid(), board(125, {k1}));
    CHECK(all[2].largest_at_device.why_not == NotKnown{Gap::missing, "grid.short_circuit", 0, {}, no_index});
    CHECK(all[2].least_at_end.why_not.node == no_index);
    CHECK(all[2].drop.known());
  }
}

TEST_CASE("a supply with a run of its own counts it") {
  Circuit main = board(125, {run("K1", 63, 80, cable(16), chargers("A", 4))});
  main.node.cable = stated(cable(50));
  const Grid grid = with_short_circuit(tn_grid());
  CHECK(electrics_of(grid, main)[0].drop.why_not == NotKnown{Gap::missing, "length_m", 0, {}, 0});
  main.node.length_m = stated(12.0);
  main.circuits[0].node.position_m = stated(12.0);
  const auto all = electrics_of(grid, main);
  CHECK(all[1].drop->upstream_volts == doctest::Approx(12 * 0.0225 / 50 * 63));
  CHECK(all[1].largest_at_device->current_a < 10000);
}

TEST_CASE("behind a breaker the maker's heat decides where 0.1 s of the fault would be too much") {
  Circuit k1 = run("K1", 32, 3, cable(6), chargers("A", 1));
  k1.node.device = stated(device(DeviceType::mcb_b));
  const Grid grid = with_short_circuit(tn_grid(), 10, 4);
  const auto first = [&] { return electrics_of(grid, board(125, {k1}))[1]; };
  CHECK(first().heating.why_not == NotKnown{Gap::missing, "device.i2t_a2s", 0, {}, 1});
  const Site site = build_site(grid, board(125, {k1}));
  const auto missing = missing_electrical_data(site, site.nodes[1], first());
  CHECK(missing == std::vector<std::string_view>{"device.breaking_ka", "device.i2t_a2s"});

  k1.node.device.value.i2t_a2s = stated(30000.0);
  CHECK(first().heating->withstood());
  CHECK(first().heating->heat_a2s == 30000);
  k1.node.device.value.i2t_a2s = stated(500000.0);
  CHECK_FALSE(first().heating->withstood());

  k1.node.device.value.i2t_a2s = {};
  k1.node.length_m = stated(15.0);
  CHECK(first().heating->withstood());  // less flows at its end
}

TEST_CASE("a device has to break what flows on the lines in front of it") {
  Circuit one_line = run("K2", 32, 20, cable(6), chargers("A", 1));
  one_line.node.phases = stated(Wiring{Line::L1});
  const auto all =
      electrics_of(with_short_circuit(tn_grid()), board(125, {run("K1", 63, 40, cable(16), {}, {at(40, one_line)})}));
  CHECK(all[2].largest_at_device->kind == FaultKind::three_phase);
  CHECK(all[2].largest_at_end->kind == FaultKind::line_to_neutral);
}

TEST_CASE("all that is missing is listed for a circuit that has some data") {
  Circuit k1 = circuit("K1", 63, chargers("A", 2));
  const auto missing = [](const Grid& grid, const Circuit& k) {
    const Site site = build_site(grid, circuit("main", 125, {}, {k}));
    return missing_electrical_data(site, site.nodes[1], circuit_electrics(site, standard_tables())[1]);
  };
  CHECK_FALSE(has_electrical_data(k1.node));
  k1.node.cable = stated(Cable{});
  CHECK(has_electrical_data(k1.node));
  using Keys = std::vector<std::string_view>;
  CHECK(missing(tn_grid(), k1) == Keys{"grid.short_circuit.max_ka", "grid.short_circuit.min_ka", "device.type",
                                       "device.breaking_ka", "length_m", "cable.size_mm2", "cable.pe_mm2",
                                       "cable.material", "cable.insulation", "cable.method", "cable.grouped"});
  k1 = run("K1", 63, 80, cable(16));
  k1.node.device.value.breaking_ka = stated(50.0);
  CHECK(missing(with_short_circuit(tn_grid()), k1).empty());
  k1.node.cable.value.pe_mm2 = {};
  CHECK(missing(with_short_circuit(it_grid()), k1).empty());
  CHECK(missing(with_short_circuit(tn_grid()), k1) == Keys{"cable.pe_mm2"});
  k1.node.cable.value.grouped = stated(3);
  CHECK(missing(with_short_circuit(it_grid()), k1) == Keys{"cable.arrangement"});
}

TEST_CASE("why something is not known, for people") {
  const Site site = build_site(tn_grid(), board(125, {run("K1", 63, 80, cable(16))}));
  const auto text = [&](Gap gap, std::string_view key, double value = 0, std::string_view with = {}) {
    return describe(site, NotKnown{gap, key, value, with, 1});
  };
  CHECK(describe(site, {Gap::missing, "grid.short_circuit", 0, {}, no_index}) == "`grid.short_circuit` is missing");
  CHECK(text(Gap::doubted, "fuse_a") == "main/K1: `fuse_a` has a finding of its own");
  CHECK(text(Gap::not_in_table, "cable.size_mm2", 17, "IEC 60228:2004") ==
        "main/K1: `cable.size_mm2` is 17, which IEC 60228:2004 does not list");
  CHECK(text(Gap::does_not_fit, "cable.arrangement", 0, "cable.method") ==
        "main/K1: `cable.arrangement` does not go with `cable.method`");
  CHECK(text(Gap::zero, "length_m") == "main/K1: `length_m` is 0");
  CHECK(text(Gap::busbar, "kind") == "main/K1: the impedance of a busbar is its maker's to tell");
  CHECK(text(Gap::left_to_rcd, "grid.system") ==
        "main/K1: on TT earth faults are left to residual current devices, and the heat of the cable at the least "
        "fault is "
        "not known");
  CHECK(text(Gap::not_tripped, "device") ==
        "main/K1: the least fault current does not trip the device, so how long it lasts is not known");
  CHECK(text(Gap::other_devices, "device.type") ==
        "main/K1: only a gG fuse above a gG fuse can be told without the makers' tables");
}
