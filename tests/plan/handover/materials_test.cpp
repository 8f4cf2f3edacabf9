#include "ampsite/plan/handover/materials.h"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <string>
#include <vector>

#include "plan/handover/plan_of.h"

using namespace ampsite;
using namespace ampsite::test;

namespace {

std::vector<std::string> lines(const std::vector<MaterialItem>& items) {
  std::vector<std::string> lines;
  for (const MaterialItem& item : items) {
    lines.push_back(std::to_string(item.quantity) + " " + item.item + " for " + item.for_what);
  }
  return lines;
}

std::vector<std::string> materials_of(const std::string& text) { return lines(plan_of(text).plan.materials); }

const std::string without_gateways = "planning: {max_gateways: 0}\n";

/// A site on IT with `circuits` circuits "K1", "K2", … of one charger each that only PLC can reach.
std::string plc_circuits(int circuits) {
  std::string text =
      "ampsite: 1\nsite: {name: Garage}\ngrid: {system: IT}\nsupply:\n  id: main\n  fuse_a: 125\n  circuits:\n";
  for (int k = 1; k <= circuits; ++k) {
    text += fmt::format("    - {{id: K{0}, fuse_a: 32, length_m: 20, chargers: [{{id: A{0}, position_m: 9}}]}}\n", k);
  }
  return text + without_gateways;
}

}  // namespace

TEST_CASE("a new PLC module is bought, and a protective device in front of it") {
  CHECK(materials_of(garage_text(chargers_text(3, ""), without_gateways)) ==
        std::vector<std::string>{"1 PLC module (HomePlug AV, AV2 or Green PHY) for circuit K1",
                                 "1 protective device of 10 A or less on L1 for PLC module K1-plc"});
}

TEST_CASE("without neutral the module's device is on both lines of its pair; circuits are named in natural order") {
  CHECK(materials_of(plc_circuits(3)) ==
        std::vector<std::string>{
            "3 PLC module (HomePlug AV, AV2 or Green PHY) for circuits K1, K2 and K3",
            "3 protective device of 10 A or less on L1 and L3 for PLC modules K1-plc, K2-plc and K3-plc"});
  CHECK(materials_of(plc_circuits(12))[0] ==
        "12 PLC module (HomePlug AV, AV2 or Green PHY) for circuits K1 and 11 more");
}

TEST_CASE("a module that is there, and a gateway, are not bought") {
  const std::string module = "      plc_modules: [{id: plc-1, position_m: 10, terminals: [L1, N, PE]}]\n";
  CHECK(materials_of(garage_text(chargers_text(3, "") + module)).empty());
  CHECK(materials_of(garage_text(chargers_text(1, on_wifi) + chargers_text(2, "", "B"), wifi_network)).empty());
}

TEST_CASE("the activation of a SIM is ordered only where the plan uses 4G") {
  const std::string inactive =
      "        - {id: A10, lte: {coverage: high, sim: inactive}}\n"
      "        - {id: A2, lte: {coverage: low, sim: inactive}}\n"
      "        - {id: A3, lte: {coverage: high}}\n"
      "        - {id: A4, lte: {coverage: none, sim: inactive}}\n"
      "        - {id: A5, rssi_dbm: -50, lte: {coverage: high, sim: inactive}}\n";
  CHECK(materials_of(garage_text(inactive, wifi_network)) ==
        std::vector<std::string>{"2 activation of a charger's SIM for chargers A2 and A10"});
  const std::string many = chargers_text(30, ", lte: {coverage: high, sim: inactive}");
  CHECK(materials_of(garage_text(many, "planning: {link_preference: [lte, wifi, plc]}\n")) ==
        std::vector<std::string>{"30 activation of a charger's SIM for 30 chargers on circuit K1"});
}

TEST_CASE("a site that has everything, and one without chargers, needs nothing") {
  CHECK(materials_of(garage_text(chargers_text(2, on_wifi), wifi_network)).empty());
  CHECK(
      materials_of("ampsite: 1\nsite: {name: Empty}\ngrid: {system: TN-S}\nsupply: {id: main, fuse_a: 63}\n").empty());
}
