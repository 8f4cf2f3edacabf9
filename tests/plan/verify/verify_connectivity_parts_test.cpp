// Each thing that the links of a plan have to keep to, broken once.

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "ampsite/plan/connectivity/connectivity.h"
#include "ampsite/plan/verify/verify_connectivity.h"
#include "plan/connectivity/link_sites.h"

using namespace ampsite;
using namespace ampsite::test;

namespace {

struct Verified {
  std::string found;
  std::string not_checked;
};

Verified verified(const Site& site, const Connectivity& plan) {
  Discrepancies found;
  std::vector<std::string> not_checked;
  verify_connectivity(site, plan, found, not_checked);
  Verified text;
  for (const Discrepancy& discrepancy : found) text.found += discrepancy.path + ": " + discrepancy.message + "\n";
  for (const std::string& line : not_checked) text.not_checked += line + "\n";
  return text;
}

AccessPoint hearing(AccessPoint at, const std::vector<std::pair<std::string, double>>& heard) {
  std::vector<AccessPoint::Hears> hears;
  for (const auto& [id, dbm] : heard) hears.push_back({stated(id), stated(dbm)});
  at.hears = stated(hears);
  return at;
}

/// K1 gets a new module, K2 has one, K3 gets a gateway; A9 is on 4G and A10 on nothing.
Site garage() {
  AccessPoint with_channel = access_point("ap-1", 3);
  with_channel.channel = stated(Channel{3, false});
  AccessPoint five = access_point("ap-3");
  five.bands_ghz = stated(std::vector<double>{5});
  Charger inactive = with_lte(charger("A9"), LteCoverage::medium, SimState::inactive);
  PlcModule wrong = plc_module("plc-1", 10);
  wrong.terminals = stated(std::vector<Terminal>{Terminal::L2, Terminal::N, Terminal::PE});
  Circuit fourth = circuit("K4", 63, {inactive, charger("A10")});
  Site site = site_with(
      {run("K1", 100, {charger_at("A1", 5), charger_at("A2", 40), with_rssi(charger_at("A3", 60), {{"ap-1", -70}})}),
       run("K2", 80, {charger_at("A4", 30), charger_at("A5", 50)}, {wrong}),
       run("K3", 80, {with_rssi(charger_at("A6", 20), {{"ap-2", -60}}), charger_at("A7", 30), charger_at("A8", 70)}),
       fourth},
      {with_channel, hearing(access_point("ap-2"), {{"ap-1", -50}}), five, access_point("ap-4"), access_point("ap-5")});
  Cost cost;
  cost.plc_module = stated(100.0);
  cost.lte_month = stated(2.0);
  site.planning.cost = stated(cost);
  return site;
}

using Change = std::function<void(Connectivity&)>;

std::string after(const Site& site, const Change& change) {
  Connectivity plan = plan_connectivity(site);
  change(plan);
  return verified(site, plan).found;
}

bool has(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

}  // namespace

TEST_CASE("the garage has each kind of link, and holds") {
  const Site site = garage();
  const Connectivity plan = plan_connectivity(site);
  CHECK(links_of(site, plan) ==
        "A1 plc K1-plc, A2 plc K1-plc, A3 wifi ap-1, A4 plc plc-1, A5 plc plc-1, A6 wifi ap-2, "
        "A7 plc A6, A8 plc A6, A9 lte, A10 none");
  CHECK(verified(site, plan).found == "");
  CHECK(verified(site, plan).not_checked == "");
}

TEST_CASE("a charger's link is one that it may have") {
  const Site site = garage();
  const auto found = [&](ChargerIndex charger, const std::function<void(ChargerLink&)>& change) {
    return after(site, [&](Connectivity& plan) { change(plan.chargers[charger]); });
  };
  CHECK(has(found(2, [](ChargerLink& link) { link.access_point = 1; }),
            "connectivity.chargers[2].access_point: A3 is not stated to have -75 dBm or better at ap-2"));
  CHECK(has(found(2, [](ChargerLink& link) { link.access_point = no_index; }), "names no access point"));
  CHECK(has(found(2, [](ChargerLink& link) { link.rssi_dbm = -69; }),
            "connectivity.chargers[2].rssi_dbm: A3 has -70 dBm at ap-1, not -69 dBm"));
  CHECK(has(found(2, [](ChargerLink& link) { link.rssi_dbm = {}; }), "and the plan states none"));
  CHECK(
      has(found(2, [](ChargerLink& link) { link.gateway = true; }), "connectivity.chargers[2].shares: A3 shares over"));
  CHECK(has(found(5, [](ChargerLink& link) { link.gateway = false; }),
            "connectivity.chargers[5].shares: A6 is a gateway"));
  CHECK(has(found(0, [](ChargerLink& link) { link.plc_network = 1; }),
            "connectivity.chargers[0].source: A1 is not among"));
  CHECK(has(found(0, [](ChargerLink& link) { link.plc_network = no_index; }), "names no source"));
  CHECK(has(found(0, [](ChargerLink& link) { link.plc_network = 9; }), "no such PLC source"));
  CHECK(has(found(0, [](ChargerLink& link) { link.access_point = 0; }), "is not on WiFi, and the plan names"));
  CHECK(has(found(0, [](ChargerLink& link) { link.link = PlannedLink::lte; }), "A1 has no 4G coverage stated"));
  CHECK(has(found(9, [](ChargerLink& link) { link.link = PlannedLink::plc; }), "A10 cannot use PLC"));
  CHECK(has(found(8, [](ChargerLink& link) { link.plc_network = 0; }), "A9 has no PLC source: its link is 4G"));
  CHECK(has(found(8, [](ChargerLink& link) { link.changed = !link.changed; }), "connectivity.chargers[8].changed"));
  CHECK(has(found(8, [](ChargerLink& link) { link.reason.clear(); }), "connectivity.chargers[8].reason"));
  CHECK(has(found(8, [](ChargerLink& link) { link.link = PlannedLink::none; }), "connectivity.totals.lte"));
  CHECK(has(after(site, [](Connectivity& plan) { plan.chargers.pop_back(); }), "not one for each charger"));
}

TEST_CASE("a PLC network is one that its circuit may have") {
  const Site site = garage();
  const auto found = [&](std::size_t network, const std::function<void(PlcNetwork&)>& change) {
    return after(site, [&](Connectivity& plan) { change(plan.plc_networks[network]); });
  };
  const std::string first = "connectivity.plc_networks[0].";
  CHECK(has(found(0, [](PlcNetwork& n) { n.circuit = 2; }), first + "id") == false);
  CHECK(
      has(found(0, [](PlcNetwork& n) { n.circuit = 2; }), first + "new: K1-plc is a new module on a circuit that has"));
  CHECK(has(found(0, [](PlcNetwork& n) { n.circuit = 3; }), "does not come after"));
  CHECK(has(found(0, [](PlcNetwork& n) { n.id = "A10"; }), first + "id: A10 is not an id of its own"));
  CHECK(has(found(0, [](PlcNetwork& n) { n.position_m = 23; }),
            first + "position_m: K1-plc stands at 22.5 m, not at 23"));
  CHECK(has(found(0, [](PlcNetwork& n) { n.farthest_m = 18; }), first + "farthest_m"));
  CHECK(has(found(0, [](PlcNetwork& n) { n.terminals.pop_back(); }), first + "terminals"));
  CHECK(has(found(0, [](PlcNetwork& n) { n.pair = {Line::L2}; }), first + "terminals"));
  CHECK(has(found(0, [](PlcNetwork& n) { n.chargers.pop_back(); }), "A2 is not among the chargers of K1-plc"));
  CHECK(has(found(0, [](PlcNetwork& n) { n.chargers.push_back(0); }), "names A1 twice"));
  CHECK(has(found(0, [](PlcNetwork& n) { n.chargers.push_back(3); }), "A4, which is on another circuit"));
  CHECK(has(found(0, [](PlcNetwork& n) { n.chargers.push_back(2); }), "A3, whose link is another"));
  CHECK(has(found(0, [](PlcNetwork& n) { n.chargers.clear(); }), "serves nobody"));
  CHECK(has(found(1, [](PlcNetwork& n) { n.module = no_index; }), "plc-1 is not a module of K2"));
  CHECK(has(found(1, [](PlcNetwork& n) { n.id = "plc-2"; }), "plc-2 is not plc-1"));
  CHECK(has(found(2, [](PlcNetwork& n) { n.gateway = 6; }), "is a gateway without WiFi of -65 dBm or better"));
  CHECK(has(found(2, [](PlcNetwork& n) { n.gateway = 0; }), "is not a charger of K3"));
  CHECK(has(found(2, [](PlcNetwork& n) { n.is_new = true; }), "is a gateway, not a module"));
}

TEST_CASE("numbers that the planning sets are kept") {
  const Site site = garage();
  const Connectivity plan = plan_connectivity(site);
  Site none = site;
  none.planning.max_gateways = stated(0);
  CHECK(has(verified(none, plan).found, "connectivity.plc_networks: has 1 gateways, and 0 at most"));
  Site one = site;
  one.planning.plc.value.max_chargers = stated(1);
  CHECK(has(verified(one, plan).found, "K1-plc serves 2 chargers, and 1 at most"));
  Site near = site;
  near.planning.plc.value.max_distance_m = stated(39.0);
  CHECK(has(verified(near, plan).found, "plc-1 is 40 m of cable from A5, and 39 m at most"));
  Site full = site;
  full.network.value.access_points.value[0].max_clients = stated(0);
  CHECK(has(verified(full, plan).found, "connectivity.chargers: ap-1 serves 1 chargers, and 0 at most"));
  Site fixed = site;
  fixed.chargers[0].fixed = stated(true);
  fixed.chargers[0].phases = stated(Wiring{Line::L2, Line::L3, Line::L1});
  CHECK(has(verified(fixed, plan).found, "connectivity.chargers[0].link: A1 cannot use PLC"));
}

TEST_CASE("channels are 1, 6 or 11, and none without 2.4 GHz") {
  const Site site = garage();
  const auto found = [&](AccessPointIndex at, int channel, bool changed) {
    return after(site, [&](Connectivity& plan) { plan.access_points[at] = {channel, changed}; });
  };
  CHECK(has(found(0, 3, false), "connectivity.access_points[0].channel: ap-1 has to be on channel 1, 6 or 11, not 3"));
  CHECK(
      has(found(0, plan_connectivity(site).access_points[0].channel, false), "connectivity.access_points[0].changed"));
  CHECK(has(found(2, 6, false), "ap-3 has no 2.4 GHz"));
  // ap-1 and ap-2 hear each other best.
  const std::string together =
      after(site, [](Connectivity& plan) { plan.access_points[1].channel = plan.access_points[0].channel; });
  CHECK(has(together, "loudest interference on one channel, dBm is -50, not -60"));
}

TEST_CASE("channels that are not the best are found out whatever their plan claims") {
  const Site site = garage();
  const auto all_choices = [&](const std::function<void(Connectivity&, double, double)>& look) {
    const Connectivity plan = plan_connectivity(site);
    const int channels[] = {1, 6, 11};
    for (int choice = 0; choice < 81; ++choice) {
      Connectivity other = plan;
      const AccessPointIndex places[] = {0, 1, 3, 4};
      int left = choice;
      for (const AccessPointIndex at : places) {
        other.access_points[at] = {channels[left % 3], at == 0};
        left /= 3;
      }
      double loudest = -1000;
      double sum = 0;
      for (const AccessPointIndex a : places) {
        for (const AccessPointIndex b : places) {
          if (a >= b || other.access_points[a].channel != other.access_points[b].channel) continue;
          const double dbm = a == 0 && b == 1 ? -50 : -60;
          loudest = std::max(loudest, dbm);
          sum += std::pow(10.0, dbm / 10);
        }
      }
      look(other, loudest, sum);
    }
  };
  int best = 0;
  all_choices([&](Connectivity& other, double loudest, double sum) {
    for (LevelProof& level : other.proof) {
      if (has(level.level, "loudest")) level.value = level.bound = loudest;
      if (has(level.level, "in all")) level.value = level.bound = sum;
    }
    CAPTURE(loudest);
    CAPTURE(sum);
    const bool is_best = loudest == -60 && sum < 1.5e-6;
    CHECK((verified(site, other).found == "") == is_best);
    best += is_best ? 1 : 0;
  });
  CHECK(best == 30);
}

TEST_CASE("the levels stand in their order, and each has its argument") {
  const Site site = garage();
  CHECK(has(after(site, [](Connectivity& plan) { std::swap(plan.proof[0], plan.proof[1]); }),
            "connectivity.proof[0].level: has to be \"chargers without a link\""));
  CHECK(has(after(site, [](Connectivity& plan) { plan.proof.erase(plan.proof.begin() + 3); }), "connectivity.proof"));
  CHECK(has(after(site, [](Connectivity& plan) { plan.proof.pop_back(); }), "connectivity.proof"));
  CHECK(
      has(after(site, [](Connectivity& plan) { plan.proof.clear(); }), "lacks the level \"chargers without a link\""));
  CHECK(has(after(site, [](Connectivity& plan) { plan.proof[2].argument.clear(); }), "connectivity.proof[2].argument"));
  CHECK(
      has(after(site, [](Connectivity& plan) { plan.proof[2].bound = std::nan(""); }), "connectivity.proof[2].bound"));
}
