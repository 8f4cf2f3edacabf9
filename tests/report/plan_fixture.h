#pragma once
// A small site and a plan for it, made by hand: the reports are tested without the optimisers.

#include <string>

#include "ampsite/plan/plan.h"
#include "ampsite/read/read_site.h"
#include "ampsite/source/source_text.h"

namespace ampsite::test {

inline const std::string small_site =
    "ampsite: 1\n"
    "site: {name: Søndre garasje, country: NO, reference: P-1}\n"
    "grid: {system: IT}\n"
    "supply:\n"
    "  id: main\n"
    "  fuse_a: 63\n"
    "  circuits:\n"
    "    - id: K1\n"
    "      fuse_a: 32\n"
    "      length_m: 40\n"
    "      chargers:\n"
    "        - {id: A1, position_m: 10, rssi_dbm: -60.5}\n"
    "        - {id: A2, position_m: 20, link: wifi, rssi_dbm: -80, access_point: ap-1}\n"
    "    - id: K2\n"
    "      fuse_a: 16\n"
    "      plc_modules: [{id: m1, position_m: 0, terminals: [L1, N, PE]}]\n"
    "      chargers:\n"
    "        - {id: B1, link: lte, lte: {coverage: none}}\n"
    "network: {access_points: [{id: ap-1}]}\n";

inline Site read_small_site() { return *read_site(SourceText("small.site.yaml", small_site)).site; }

inline CasePlan small_case(LoadCase load_case) {
  CasePlan plan;
  plan.load_case = load_case;
  plan.guaranteed_min_a = 47.0 / 3;
  plan.total_kw = 18.72361;
  plan.chargers = {{47.0 / 3, 16, 6.2412, {0, Line::L1}}, {16, 16, 6.2412, {1, Line::L3}}, {32, 0, 6.2412, {}}};
  plan.nodes = {{PerLine<double>(63), PerLine<double>(63, 62.9999, 63 - 1e-12), 1},
                {PerLine<double>(32), PerLine<double>(31.6666666), 0.98958},
                {PerLine<double>(16), PerLine<double>(16), 1}};
  plan.simultaneous = {{0, 1}, 2, 2.0 / 3};
  plan.capacity_curve = {{1, 32, 32, 127.4878}, {2, 23.5, 27.75, 93.624}, {3, 47.0 / 3, 47.0 / 3, 62.4161}};
  return plan;
}

/// 63 A on L1 hold 2 cars with more than 23.5 A each, but K1 and K2 bring 3; 16 A on L3 of K2 hold none.
inline WiringProof small_proof() {
  WiringProof proof;
  proof.guaranteed_a = 47.0 / 3;
  proof.upper_bound_a = 47.0 / 3 * 1.1547005383792515;
  proof.cut = {{0, Line::L1, 63, 2}, {2, Line::L3, 16, 0}};
  proof.forced = 3;
  proof.argument = "3 uses, but the cut holds 2";
  proof.second = {false, {47.0 / 3, 16, 31.6666666}};
  return proof;
}

inline std::vector<Improvement> small_improvements() {
  return {{{0}, Change::fuse, 63, 80, 20.25, ""}, {{1, 2}, Change::limit, 16, {}, {}, "the fuse of K2 allows no more"}};
}

inline Portal small_portal() {
  Portal portal;
  portal.network_type = NetworkType::it_3_phase;
  portal.installation_max_current_a = 62.9999;
  portal.available_current_a = {63, 62.9999, 63};
  portal.circuits = {{1, 31.5, 32, "main holds 63 A for 64 A", {0, 1}}, {2, 16, {}, "", {2}}};
  return portal;
}

/// A1 is on WiFi, A2 on PLC from a new module, B1 has no link.
inline Plan small_plan() {
  Plan plan;
  Connectivity& connectivity = plan.connectivity;
  connectivity.chargers.resize(3);
  connectivity.chargers[0] = {PlannedLink::wifi, 0, -60.5, no_index, false, false, "RSSI -60.5 dBm at ap-1"};
  connectivity.chargers[1] = {PlannedLink::plc, no_index, {}, 0, false, true, "WiFi too weak; 5 m from K1-plc"};
  connectivity.chargers[2] = {PlannedLink::none, no_index, {}, no_index, false, false, "no 4G coverage"};
  PlcNetwork network;
  network.circuit = 1;
  network.is_new = true;
  network.id = "K1-plc";
  network.position_m = 15;
  network.terminals = {Terminal::L1, Terminal::L3, Terminal::PE};
  network.chargers = {1};
  network.farthest_m = 5;
  connectivity.plc_networks = {network};
  connectivity.access_points = {{6, true}};
  connectivity.totals = {1, 1, 0, 1, 0, 1, 0, 4, 6, 250};
  connectivity.proof = {{"chargers without a link", 1, 1, "B1 has no 4G coverage"},
                        {"interference, mW", 1.25e-8, 0.5e-8, "no two channels are alike"}};
  const Wiring usual{Line::L1, Line::L2, Line::L3};
  plan.load.wiring = {{usual, 13, {Line::L1, Line::L3}, false, true, "all lines of its circuit"},
                      {usual, 13, {Line::L1, Line::L3}, true, false, ""},
                      {usual, {}, {Line::L1, Line::L3}, false, true, ""}};
  plan.load.cases = {small_case(LoadCase::three_phase), small_case(LoadCase::single_phase)};
  plan.load.offline_a = {16, 16, 0};
  plan.load.wiring_proof = small_proof();
  plan.load.improvements = small_improvements();
  plan.portal = small_portal();
  plan.materials = {{"PLC module", 1, "circuit K1"}};
  plan.firewall = {{Protocol::tcp, 443, "*.example.com"}, {Protocol::udp, 123, "time.example.com"}};
  plan.checklist = {{"measure the RSSI at A1", "what was planned may not be what is there", "-60.5 dBm or better"},
                    {"open the ports", "a charger without them is offline", ""}};
  return plan;
}

}  // namespace ampsite::test
