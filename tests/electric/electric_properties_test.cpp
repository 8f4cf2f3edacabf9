// What has to hold for any cable: more of what makes it worse never makes it better.

#include <doctest/doctest.h>

#include <array>
#include <random>

#include "ampsite/electric/circuit_electrics.h"
#include "electric/electric_circuits.h"

using namespace ampsite;
using namespace ampsite::test;

namespace {

constexpr std::array sizes_mm2{10.0, 16.0, 25.0, 35.0, 50.0, 70.0, 95.0, 120.0, 150.0, 185.0, 240.0};

struct Drawn {
  Grid grid;
  Circuit feeder;  ///< with one circuit, at some way along it
};

class Draw {
 public:
  explicit Draw(unsigned seed) : random_(seed) {}

  double number(double from, double to) { return std::uniform_real_distribution<double>(from, to)(random_); }
  int whole(int from, int to) { return std::uniform_int_distribution<int>(from, to)(random_); }

  Cable any_cable() {
    const auto method = static_cast<InstallationMethod>(whole(0, 5));
    Cable drawn = cable(sizes_mm2[static_cast<std::size_t>(whole(0, 9))], method, static_cast<Insulation>(whole(0, 1)),
                        static_cast<Material>(whole(0, 1)));
    drawn.pe_mm2 = stated(drawn.size_mm2.value / whole(1, 2));
    drawn.ambient_c = stated(number(5, 34));
    drawn.grouped = stated(whole(1, 5));
    drawn.arrangement = stated(Arrangement::bunched);
    return drawn;
  }

  Drawn site() {
    constexpr std::array ratings_a{16.0, 20.0, 25.0, 32.0, 40.0, 63.0};
    const auto rating_a = [&] { return ratings_a[static_cast<std::size_t>(whole(0, 5))]; };
    Circuit final = run("K2", rating_a(), number(1, 60), any_cable(), chargers("A", whole(1, 4)));
    const double length_m = number(1, 200);
    final.node.position_m = stated(number(0, length_m));
    Grid grid = whole(0, 1) == 0 ? tn_grid() : it_grid();
    if (whole(0, 1) == 0)
      final.node.phases = stated(grid.neutral.value ? Wiring{Line::L2} : Wiring{Line::L1, Line::L3});
    const double max_ka = number(1, 25);
    grid = with_short_circuit(grid, max_ka, number(0.1, 0.8) * max_ka);
    return {grid, run("K1", 125, length_m, any_cable(), {}, {final})};
  }

 private:
  std::mt19937 random_;
};

CircuitElectrics of_final(const Drawn& drawn) {
  const Circuit board = circuit("main", 160, {}, {drawn.feeder});
  return circuit_electrics(build_site(drawn.grid, board), standard_tables())[2];
}

Cable& final_cable(Drawn& drawn) { return drawn.feeder.circuits[0].node.cable.value; }

}  // namespace

TEST_CASE("properties: longer runs drop more and let less fault current through") {
  constexpr unsigned seed = 801;
  CAPTURE(seed);
  Draw draw(seed);
  for (int round = 0; round < 300; ++round) {
    CAPTURE(round);
    Drawn drawn = draw.site();
    const CircuitElectrics before = of_final(drawn);
    REQUIRE(before.drop.known());
    REQUIRE(before.largest_at_end.known());
    REQUIRE(before.least_at_end.known());
    drawn.feeder.circuits[0].node.length_m.value += draw.number(0, 50);
    const CircuitElectrics after = of_final(drawn);
    CHECK(after.drop->volts >= before.drop->volts);
    CHECK(after.largest_at_end->current_a <= before.largest_at_end->current_a);
    CHECK(after.least_at_end->current_a <= before.least_at_end->current_a);
    CHECK(after.largest_at_device->current_a == before.largest_at_device->current_a);
    CHECK(before.least_at_end->current_a <= before.largest_at_end->current_a);
    CHECK(before.largest_at_end->current_a <= before.largest_at_device->current_a * 1.0000001);
  }
}

TEST_CASE("properties: a bigger section drops no more, carries no less and lets no less fault current through") {
  constexpr unsigned seed = 802;
  CAPTURE(seed);
  Draw draw(seed);
  for (int round = 0; round < 300; ++round) {
    CAPTURE(round);
    Drawn drawn = draw.site();
    const CircuitElectrics before = of_final(drawn);
    Cable& laid = final_cable(drawn);
    for (std::size_t i = 0; i + 1 < sizes_mm2.size(); ++i) {
      if (sizes_mm2[i] == laid.size_mm2.value) {
        laid.size_mm2.value = sizes_mm2[i + 1];
        break;
      }
    }
    const CircuitElectrics after = of_final(drawn);
    CHECK(after.drop->volts <= before.drop->volts);
    CHECK(after.ampacity->current_a >= before.ampacity->current_a);
    CHECK(after.largest_at_end->current_a >= before.largest_at_end->current_a);
    CHECK(after.least_at_end->current_a >= before.least_at_end->current_a);
    laid.pe_mm2.value *= 1.5;
    CHECK(of_final(drawn).least_at_end->current_a >= after.least_at_end->current_a);
  }
}

TEST_CASE("properties: warmth, company, aluminium and PVC never let a cable carry more") {
  constexpr unsigned seed = 803;
  CAPTURE(seed);
  Draw draw(seed);
  for (int round = 0; round < 500; ++round) {
    CAPTURE(round);
    Cable laid = draw.any_cable();
    const int loaded = draw.whole(2, 3);
    const auto carries_a = [&] { return ampacity_of(laid, loaded, standard_tables())->current_a; };
    const double before = carries_a();
    const Cable kept = laid;
    laid.ambient_c.value += draw.number(0, 6);
    CHECK(carries_a() <= before);
    laid = kept;
    laid.grouped.value += 1;
    CHECK(carries_a() <= before);
    laid = kept;
    laid.material.value = Material::aluminium;
    CHECK(carries_a() <= before);
    laid = kept;
    laid.insulation.value = Insulation::xlpe;
    laid.ambient_c = stated(30.0);
    const double xlpe_a = carries_a();
    laid.insulation.value = Insulation::pvc;
    CHECK(carries_a() <= xlpe_a);
    CHECK(ampacity_of(laid, 3, standard_tables())->current_a <= ampacity_of(laid, 2, standard_tables())->current_a);
  }
}

TEST_CASE("properties: a stronger supply lets more fault current through, and more load drops more") {
  constexpr unsigned seed = 804;
  CAPTURE(seed);
  Draw draw(seed);
  for (int round = 0; round < 300; ++round) {
    CAPTURE(round);
    Drawn drawn = draw.site();
    const CircuitElectrics before = of_final(drawn);
    drawn.grid.short_circuit.value.max_ka.value *= 1.2;
    drawn.grid.short_circuit.value.min_ka.value *= 1.2;
    for (Charger& charger : chargers("X", 1)) drawn.feeder.circuits[0].chargers.push_back(charger);
    const CircuitElectrics after = of_final(drawn);
    CHECK(after.largest_at_end->current_a >= before.largest_at_end->current_a);
    CHECK(after.least_at_end->current_a >= before.least_at_end->current_a);
    CHECK(after.drop->volts >= before.drop->volts);
  }
}
