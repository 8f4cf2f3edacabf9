#include "ampsite/plan/connectivity/connectivity.h"

#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "plan/connectivity/link_checker.h"
#include "plan/connectivity/link_sites.h"

namespace ampsite::test {

namespace {

Connectivity checked_plan(const Site& site) {
  Connectivity plan = plan_connectivity(site);
  for (const std::string& broken : broken_constraints(site, plan)) FAIL_CHECK("broken: " << broken);
  return plan;
}

std::string links(const Site& site) { return links_of(site, checked_plan(site)); }

std::string reason(const Site& site, const std::string& id) {
  return checked_plan(site).chargers[index_of(site, id)].reason;
}

/// No WiFi, 4G everywhere: whoever has PLC has it because it can.
std::vector<Charger> on_lte(std::vector<Charger> chargers) {
  for (Charger& charger : chargers) charger = with_lte(charger, LteCoverage::medium);
  return chargers;
}

}  // namespace

TEST_CASE("a site without chargers has an empty plan") {
  const Site site = site_with({run("K1", 50, {})}, {access_point("ap-1")});
  const Connectivity plan = checked_plan(site);
  CHECK(plan.chargers.empty());
  CHECK(plan.plc_networks.empty());
  CHECK(plan.totals.dhcp_addresses == 0);
}

TEST_SUITE("WiFi") {
  TEST_CASE("-75 dBm is enough and -76 dBm is not") {
    const Site site = site_with({run("K1", 50, {with_rssi(charger("A1"), -75), with_rssi(charger("A2"), -76)})},
                                {access_point("ap-1")});
    CHECK(links(site) == "A1 wifi ap-1, A2 none");
    CHECK(reason(site, "A1") == "RSSI -75 dBm at ap-1");
    CHECK(reason(site, "A2") ==
          "WiFi too weak (-76 dBm, needs -75 dBm); no PLC (position_m not stated); 4G not measured; what would help: "
          "move an access point nearer, or state its position_m, or measure its 4G coverage");
  }

  TEST_CASE("an unmeasured or implausible RSSI is no WiFi, and neither is one without an access point") {
    const std::vector<Charger> chargers{charger("A1"), with_rssi(charger("A2"), -10), with_rssi(charger("A3"), -20)};
    CHECK(links(site_with({run("K1", 50, chargers)}, {access_point("ap-1")})) == "A1 none, A2 none, A3 wifi ap-1");
    CHECK(links(site_with({run("K1", 50, chargers)})) == "A1 none, A2 none, A3 none");
    Charger unknown = with_rssi(charger("A4"), -50);
    unknown.rssi_dbm.presence = Presence::unknown;
    CHECK(links(site_with({run("K1", 50, {unknown})}, {access_point("ap-1")})) == "A4 none");
  }

  TEST_CASE("one number counts for the named access point, else for all; a map for those that it names") {
    Charger named = with_rssi(charger("A1"), -50);
    named.access_point = stated(std::string("ap-2"));
    const Charger mapped = with_rssi(charger("A2"), {{"ap-1", -74}, {"ap-2", -60}});
    const Charger anywhere = with_rssi(charger("A10"), -50);
    const Site site =
        site_with({run("K1", 50, {named, mapped, anywhere})}, {access_point("ap-1", 1), access_point("ap-2", 2)});
    CHECK(links(site) == "A1 wifi ap-2, A2 wifi ap-2, A10 wifi ap-1");
  }

  TEST_CASE("an access point stated without 2.4 GHz, or without b, g and n, serves no one") {
    AccessPoint no_band = access_point("ap-1");
    no_band.bands_ghz = stated(std::vector<double>{5});
    AccessPoint no_standard = access_point("ap-1");
    no_standard.standards = stated(std::vector<WifiStandard>{WifiStandard::a, WifiStandard::ac});
    AccessPoint fit = access_point("ap-1");
    fit.bands_ghz = stated(std::vector<double>{2.4, 5});
    fit.standards = stated(std::vector<WifiStandard>{WifiStandard::n, WifiStandard::ac});
    const Circuit circuit = run("K1", 50, {with_rssi(charger("A1"), -50)});
    CHECK(links(site_with({circuit}, {no_band})) == "A1 none");
    CHECK(links(site_with({circuit}, {no_standard})) == "A1 none");
    CHECK(links(site_with({circuit}, {fit})) == "A1 wifi ap-1");
  }

  TEST_CASE("max_clients is kept; who has nothing else comes first, then the first id") {
    const Charger elsewhere = with_lte(with_rssi(charger("A1"), -50), LteCoverage::high);
    const Site site =
        site_with({run("K1", 50, {elsewhere, with_rssi(charger("A10"), -50), with_rssi(charger("A2"), -50)})},
                  {access_point("ap-1", 1)});
    CHECK(links(site) == "A1 lte, A10 none, A2 wifi ap-1");
    CHECK(reason(site, "A1") == "ap-1 is full with 1 charger; no PLC (position_m not stated); 4G coverage high");
  }

  TEST_CASE("a charger moves to its second access point where that gives another one a link") {
    const Charger both = with_rssi(charger("A1"), {{"ap-1", -50}, {"ap-2", -70}});
    const Charger only_first = with_rssi(charger("A2"), {{"ap-1", -60}});
    const Site site =
        site_with({run("K1", 50, {both, only_first})}, {access_point("ap-1", 1), access_point("ap-2", 1)});
    CHECK(links(site) == "A1 wifi ap-2, A2 wifi ap-1");
    CHECK(reason(site, "A1") == "RSSI -70 dBm at ap-2; ap-1 is full with 1 charger");
  }

  TEST_CASE("every access point that is full is named, as each of them would help") {
    const std::vector<Charger> all = {with_rssi(charger("A1"), -50), with_rssi(charger("A2"), -50),
                                      with_rssi(charger("A3"), -50)};
    const Site site = site_with({run("K1", 50, all)}, {access_point("ap-1", 1), access_point("ap-2", 1)});
    CHECK(reason(site, "A3") ==
          "ap-1 is full with 1 charger, ap-2 is full with 1 charger; no PLC (position_m not stated); 4G not measured; "
          "what would help: add an access point, or raise max_clients of ap-1 or ap-2, or state its position_m, or "
          "measure its 4G coverage");
  }
}

TEST_SUITE("PLC") {
  TEST_CASE("a new module stands midway between its first and last charger") {
    const Site site = site_with({run("K1", 100, on_lte({charger_at("A1", 10), charger_at("A2", 90)}))});
    const Connectivity plan = checked_plan(site);
    REQUIRE(plan.plc_networks.size() == 1);
    const PlcNetwork& network = plan.plc_networks.front();
    CHECK(links_of(site, plan) == "A1 plc K1-plc, A2 plc K1-plc");
    CHECK(network.is_new);
    CHECK(network.position_m == 50);
    CHECK(network.farthest_m == 40);
    CHECK(network.terminals == std::vector<Terminal>{Terminal::L1, Terminal::N, Terminal::PE});
    CHECK(plan.totals.dhcp_addresses == 3);
    CHECK(reason(site, "A1") == "no access point; 40 m from K1-plc");
  }

  TEST_CASE("a new module's id is new in the file") {
    Circuit first = run("K1", 100, on_lte({charger_at("K1-plc", 10)}));
    Circuit second = run("K2", 100, on_lte({charger_at("A2", 10)}));
    CHECK(links(site_with({first, second})) == "K1-plc plc K1-plc-2, A2 plc K2-plc");
  }

  TEST_CASE("nothing without the run's length or the charger's place on it") {
    const std::vector<Charger> chargers = on_lte({charger_at("A1", 10), charger("A2"), charger_at("A3", 51)});
    CHECK(links(site_with({run("K1", 50, chargers)})) == "A1 plc K1-plc, A2 lte, A3 lte");
    CHECK(links(site_with({circuit("K1", 63, chargers)})) == "A1 lte, A2 lte, A3 lte");
  }

  TEST_CASE("a source reaches max_distance_m along the cable") {
    const std::vector<Charger> chargers = on_lte({charger_at("A1", 0), charger_at("A2", 90), charger_at("A3", 91)});
    CHECK(links(site_with({run("K1", 100, chargers, {plc_module("plc-1", 0)})})) ==
          "A1 plc plc-1, A2 plc plc-1, A3 lte");
    CHECK(links(site_with({run(
              "K1", 300,
              on_lte({charger_at("A1", 0), charger_at("A2", 0), charger_at("A3", 180), charger_at("A4", 181)}))})) ==
          "A1 plc K1-plc, A2 plc K1-plc, A3 plc K1-plc, A4 lte");
  }

  TEST_CASE("a new module goes where most are within its reach") {
    const std::vector<Charger> chargers = on_lte({charger_at("A1", 0), charger_at("A2", 200), charger_at("A3", 210)});
    CHECK(links(site_with({run("K1", 250, chargers)})) == "A1 lte, A2 plc K1-plc, A3 plc K1-plc");
  }

  TEST_CASE("a source serves max_chargers, first those without anything else") {
    Site site = site_with({run("K1", 50,
                               {with_lte(charger_at("A1", 1), LteCoverage::low), charger_at("A2", 2),
                                charger_at("A10", 2), charger_at("A3", 2)})});
    PlcPlanning plc;
    plc.max_chargers = stated(2);
    site.planning.plc = stated(plc);
    CHECK(links(site) == "A1 lte, A2 plc K1-plc, A10 none, A3 plc K1-plc");
    CHECK(reason(site, "A10") ==
          "no access point; no PLC (K1-plc is full with 2 chargers); 4G not measured; what would help: add an access "
          "point, or feed it from a circuit of its own, or measure its 4G coverage");
  }

  TEST_CASE("a circuit with a module gets no other source, even if that module is of no use") {
    const std::vector<Charger> chargers = on_lte({charger_at("A1", 10)});
    PlcModule other_standard = plc_module("plc-1", 10);
    other_standard.standard = stated(PlcStandard::g_hn);
    const Site site = site_with({run("K1", 50, chargers, {other_standard})});
    CHECK(links(site) == "A1 lte");
    CHECK(reason(site, "A1") ==
          "no access point; no PLC (plc-1 is not HomePlug AV, AV2 or Green PHY); 4G coverage medium");
    CHECK(links(site_with({run("K1", 50, chargers, {plc_module("plc-1")})})) == "A1 lte");
    CHECK(links(site_with({run("K1", 50, chargers, {plc_module("plc-1", 51)})})) == "A1 lte");
  }

  TEST_CASE("a module on other terminals serves once it is reconnected, and the reason says so") {
    PlcModule module = plc_module("plc-1", 10);
    module.terminals = stated(std::vector<Terminal>{Terminal::L2, Terminal::N, Terminal::PE});
    const Site site = site_with({run("K1", 50, {charger_at("A1", 30)}, {module})});
    const Connectivity plan = plan_connectivity(site);
    CHECK(plan.chargers[0].link == PlannedLink::plc);
    CHECK(plan.chargers[0].reason.ends_with("20 m from plc-1; plc-1 must be reconnected to L1, N, PE"));
  }

  TEST_CASE("of several modules the one that serves most is the source") {
    const std::vector<Charger> chargers = on_lte({charger_at("A1", 0), charger_at("A2", 180), charger_at("A3", 190)});
    const Site site = site_with({run("K1", 200, chargers, {plc_module("plc-1", 0), plc_module("plc-2", 200)})});
    CHECK(links(site) == "A1 lte, A2 plc plc-2, A3 plc plc-2");
    CHECK(checked_plan(site).totals.dhcp_addresses == 4);
  }

  TEST_CASE("a charger fixed on another pair cannot use it") {
    Charger on_l2 = charger("A1", {Line::L2, Line::L3, Line::L1}, true);
    on_l2.position_m = stated(10.0);
    Charger rewired = charger("A2", {Line::L2, Line::L3, Line::L1});
    rewired.position_m = stated(10.0);
    const Site site = site_with({run("K1", 50, on_lte({on_l2, rewired}))});
    CHECK(links(site) == "A1 lte, A2 plc K1-plc");
    CHECK(reason(site, "A1") ==
          "no access point; no PLC (fixed with [L2, L3, L1], while PLC on K1 runs on L1); 4G coverage medium");
  }

  TEST_CASE("the pair is L1 and N, without neutral L1 and L3, or what the circuit has") {
    const auto terminals = [](const Grid& grid, Wiring lines) {
      Circuit circuit = run("K1", 50, on_lte({charger_at("A1", 10)}));
      circuit.node.phases = stated(lines);
      const Connectivity plan = checked_plan(site_with({circuit}, {}, grid));
      return plan.plc_networks.empty() ? std::vector<Terminal>{} : plan.plc_networks.front().terminals;
    };
    using enum Terminal;
    CHECK(terminals(tn_grid(), {Line::L2}) == std::vector<Terminal>{L2, N, PE});
    CHECK(terminals(it_grid(), {Line::L1, Line::L2, Line::L3}) == std::vector<Terminal>{L1, L3, PE});
    CHECK(terminals(it_grid(), {Line::L2, Line::L3}) == std::vector<Terminal>{L2, L3, PE});
  }
}

TEST_SUITE("gateway") {
  Site two_chargers(double dbm, Charger gateway = charger_at("A1", 0)) {
    return site_with({run("K1", 100, {with_rssi(std::move(gateway), dbm), charger_at("A2", 80)})},
                     {access_point("ap-1")});
  }

  TEST_CASE("a charger with -65 dBm saves a module; one with -66 dBm does not") {
    CHECK(links(two_chargers(-65)) == "A1 wifi ap-1, A2 plc A1");
    CHECK(reason(two_chargers(-65), "A1") == "RSSI -65 dBm at ap-1; shares it over PLC with 1 charger");
    CHECK(links(two_chargers(-66)) == "A1 wifi ap-1, A2 plc K1-plc");
  }

  TEST_CASE("it must be on the pair and within reach") {
    Charger elsewhere = charger("A1", {Line::L3}, true);
    elsewhere.position_m = stated(0.0);
    CHECK(links(two_chargers(-50, elsewhere)) == "A1 wifi ap-1, A2 plc K1-plc");
    Site site = two_chargers(-50);
    PlcPlanning plc;
    plc.max_distance_m = stated(79.0);
    site.planning.plc = stated(plc);
    CHECK(links(site) == "A1 wifi ap-1, A2 plc K1-plc");
  }

  TEST_CASE("no more than max_gateways; the one that the file has comes first") {
    const Circuit first = run("K1", 50, {with_rssi(charger_at("A1", 0), -50), charger_at("A2", 10)});
    Circuit second = run("K2", 50, {with_rssi(charger_at("B1", 0), -60), charger_at("B2", 10)});
    Site site = site_with({first, second}, {access_point("ap-1")});
    CHECK(links(site) == "A1 wifi ap-1, A2 plc A1, B1 wifi ap-1, B2 plc K2-plc");
    second.chargers.front().shares = stated(Sharing::plc);
    site = site_with({first, second}, {access_point("ap-1")});
    CHECK(links(site) == "A1 wifi ap-1, A2 plc K1-plc, B1 wifi ap-1, B2 plc B1");
    site.planning.max_gateways = stated(0);
    CHECK(links(site) == "A1 wifi ap-1, A2 plc K1-plc, B1 wifi ap-1, B2 plc K2-plc");
    CHECK(checked_plan(site).chargers[index_of(site, "B1")].changed);
  }
}

TEST_SUITE("4G") {
  TEST_CASE("coverage above none; an inactive SIM is work") {
    const Site site = site_with({circuit("K1", 63,
                                         {with_lte(charger("A1"), LteCoverage::low, SimState::inactive),
                                          with_lte(charger("A2"), LteCoverage::none), charger("A3")})});
    const Connectivity plan = checked_plan(site);
    CHECK(links_of(site, plan) == "A1 lte, A2 none, A3 none");
    CHECK(plan.totals.sim_activations == 1);
    CHECK(plan.totals.mb_per_day == 3);
    CHECK(plan.chargers[0].reason ==
          "no access point; no PLC (length_m of K1 not stated); 4G coverage low; its SIM must be activated");
  }
}

TEST_SUITE("preference") {
  /// One charger that could use anything.
  Site open_choice() {
    return site_with({run("K1", 50, {with_lte(with_rssi(charger_at("A1", 10), -70), LteCoverage::high)})},
                     {access_point("ap-1")});
  }

  TEST_CASE("the first entry gets most chargers; what is not listed is the least preferred") {
    Site site = open_choice();
    const auto with_preference = [&](std::vector<LinkGroup> groups) {
      site.planning.link_preference = stated(std::move(groups));
      return links(site);
    };
    CHECK(with_preference({{Link::wifi}, {Link::plc}, {Link::lte}}) == "A1 wifi ap-1");
    CHECK(with_preference({{Link::plc}, {Link::wifi}}) == "A1 plc K1-plc");
    CHECK(with_preference({{Link::lte}}) == "A1 lte");
  }

  TEST_CASE("among equals the cheaper one, then what the file has") {
    Site site = open_choice();
    site.planning.link_preference = stated(std::vector<LinkGroup>{{Link::plc, Link::lte}, {Link::wifi}});
    CHECK(links(site) == "A1 lte");  // no new module
    Cost cost;
    cost.lte_month = stated(2.0);
    cost.plc_module = stated(100.0);
    site.planning.cost = stated(cost);
    CHECK(links(site) == "A1 plc K1-plc");  // 60 months at 2 a month
    CHECK(checked_plan(site).totals.cost == 100);
    site.planning.link_preference = stated(std::vector<LinkGroup>{{Link::wifi, Link::lte}});
    site.planning.cost = by_default(Cost{});
    site.chargers[0].link = stated(Link::lte);
    CHECK(links(site) == "A1 lte");
    CHECK_FALSE(checked_plan(site).chargers[0].changed);
  }

  TEST_CASE("keep_links keeps what is configured and allowed") {
    Site site = open_choice();
    site.chargers[0].link = stated(Link::lte);
    CHECK(links(site) == "A1 wifi ap-1");
    CHECK(checked_plan(site).chargers[0].changed);
    site.planning.keep_links = stated(true);
    CHECK(links(site) == "A1 lte");
    site.chargers[0].lte = {};
    CHECK(links(site) == "A1 wifi ap-1");
  }

  TEST_CASE("keep_links keeps a configured access point") {
    Charger configured = with_rssi(charger("A1"), {{"ap-1", -50}, {"ap-2", -70}});
    configured.access_point = stated(std::string("ap-2"));
    Site site = site_with({circuit("K1", 63, {configured})}, {access_point("ap-1"), access_point("ap-2")});
    site.planning.keep_links = stated(true);
    CHECK(links(site) == "A1 wifi ap-2");
    CHECK(reason(site, "A1") == "RSSI -70 dBm at ap-2; access point as configured");
  }

  TEST_CASE("keep_links keeps as many configured PLC links as a source can") {
    std::vector<Charger> chargers{with_link(charger_at("A1", 0), Link::plc),
                                  with_link(charger_at("A2", 190), Link::plc),
                                  with_link(charger_at("A3", 195), Link::plc)};
    for (Charger& charger : chargers) charger = with_rssi(charger, -50);
    Site site = site_with({run("K1", 200, chargers)}, {access_point("ap-1")});
    site.planning.keep_links = stated(true);
    site.planning.max_gateways = stated(0);
    CHECK(links(site) == "A1 wifi ap-1, A2 plc K1-plc, A3 plc K1-plc");
  }
}

}  // namespace ampsite::test
