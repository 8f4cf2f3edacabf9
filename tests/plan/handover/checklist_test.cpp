#include "ampsite/plan/handover/checklist.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "plan/handover/plan_of.h"

using namespace ampsite;
using namespace ampsite::test;

namespace {

/// What a step that begins so has to show; none where the plan has no such step.
std::optional<std::string> value_of(const Plan& plan, std::string_view begin) {
  const auto found = std::find_if(plan.checklist.begin(), plan.checklist.end(),
                                  [&](const ChecklistStep& step) { return step.step.starts_with(begin); });
  return found == plan.checklist.end() ? std::nullopt : std::optional(found->value);
}

/// The place of a step in the list.
std::ptrdiff_t place_of_step(const Plan& plan, std::string_view begin) {
  const auto found = std::find_if(plan.checklist.begin(), plan.checklist.end(),
                                  [&](const ChecklistStep& step) { return step.step.starts_with(begin); });
  CAPTURE(begin);
  REQUIRE(found != plan.checklist.end());
  return found - plan.checklist.begin();
}

const std::string it_garage =
    "ampsite: 1\n"
    "site: {name: Garage, country: NO}\n"
    "grid: {system: IT}\n"
    "supply:\n"
    "  id: main\n"
    "  fuse_a: 40\n"
    "  length_m: 30\n"
    "  chargers:\n"
    "    - {id: A1, position_m: 10}\n"
    "    - {id: A2, position_m: 20, lte: {coverage: high}}\n"
    "planning: {max_gateways: 0}\n";

}  // namespace

TEST_CASE("what holds on every site is in every checklist") {
  for (const std::string& text :
       {garage_text(chargers_text(2, on_wifi), wifi_network), it_garage, garage_text("        - {id: A1}\n")}) {
    const Plan plan = plan_of(text).plan;
    for (const std::string_view step :
         {"Take the maker's training", "Get the newest edition", "Measure the highest and the lowest short-circuit",
          "Measure the continuity of the protective conductor", "Make the grid settings", "Enter the installation",
          "Set the offline current", "Activate each charger", "Check what this plan does not check"}) {
      CAPTURE(step);
      CHECK(value_of(plan, step));
    }
  }
}

TEST_CASE("a site on WiFi has steps for its network, and none for PLC or 4G") {
  const Plan plan = plan_of(garage_text(chargers_text(2, on_wifi), wifi_network)).plan;
  CHECK(value_of(plan, "Read the WiFi level") == "-75 dBm or more: chargers A1 and A2");
  CHECK(value_of(plan, "Have the network partner place") == "ap-1");
  CHECK(value_of(plan, "Set a fixed channel"));
  CHECK(value_of(plan, "Make room in the DHCP pool") == "2 free addresses");
  CHECK(value_of(plan, "Open the ports") == "TCP 8883, TCP 443, UDP 123 and UDP 53, to the hosts of the firewall list");
  CHECK(value_of(plan, "Check that the fixed NTP host") == "no.pool.ntp.org, UDP 123");
  for (const std::string_view step : {"Survey 4G", "Read the 4G", "Fit each PLC", "Buy the PLC", "Let the gateway",
                                      "Find a link", "Lay a spare", "Weigh a later", "Have the inactive SIMs"}) {
    CAPTURE(step);
    CHECK(!value_of(plan, step));
  }
}

TEST_CASE("a site on 4G alone has none of the steps for the site's own network") {
  const std::string network =
      "network: {lte: {operator: Telenor, survey: doors-open}}\n"
      "planning: {link_preference: [lte, wifi, plc]}\n";
  const Plan plan = plan_of(garage_text(chargers_text(30, ", lte: {coverage: low, sim: inactive}"), network)).plan;
  CHECK(value_of(plan, "Survey 4G with a SIM") == "operator Telenor");
  CHECK(value_of(plan, "Survey 4G with the gates closed") == "so far measured with the gates open");
  CHECK(value_of(plan, "Have the inactive SIMs activated") == "30 chargers on circuit K1");
  CHECK(value_of(plan, "Read the 4G level") == "low at the least, better medium or high: 30 chargers on circuit K1");
  for (const std::string_view step :
       {"Read the WiFi", "Have the network partner", "Fit the access points", "Switch 2.4", "Set a fixed channel",
        "Make room in the DHCP", "Open the ports", "Keep the chargers out of TLS", "Check that the fixed NTP"}) {
    CAPTURE(step);
    CHECK(!value_of(plan, step));
  }
}

TEST_CASE("PLC modules are bought where they are new, and fitted where the plan puts them") {
  const Plan plan = plan_of(it_garage).plan;
  CHECK(value_of(plan, "Buy the PLC modules") == "main-plc");
  CHECK(value_of(plan, "Fit each PLC module") == "main-plc at 15 m on supply main");
  CHECK(value_of(plan, "Connect each PLC module") == "L1, L3 and PE");
  CHECK(value_of(plan, "Put a protective device in front of each PLC module") == "10 A or less: main-plc");
  CHECK(value_of(plan, "Follow the module's procedure") == "chargers A1 and A2");

  const std::string module = "      plc_modules: [{id: plc-1, position_m: 10, terminals: [L1, N, PE]}]\n";
  const Plan there = plan_of(garage_text(chargers_text(1, "") + module)).plan;
  CHECK(!value_of(there, "Buy the PLC modules"));
  CHECK(value_of(there, "Fit each PLC module") == "plc-1 at 10 m on circuit K1");
  CHECK(value_of(there, "Follow the module's procedure") == "charger A1");
}

TEST_CASE("a gateway needs a stronger signal than the others") {
  const Plan plan = plan_of(garage_text(chargers_text(1, on_wifi) + chargers_text(1, "", "B"), wifi_network)).plan;
  CHECK(value_of(plan, "Let the gateway share") == "charger A1");
  CHECK(value_of(plan, "Read the WiFi level") ==
        "-75 dBm or more: charger A1; as a gateway -65 dBm or more: charger A1");
  CHECK(!value_of(plan, "Fit each PLC module"));
}

TEST_CASE("a three-phase grid without neutral gets the spare conductor and what a transformer would gain") {
  const Plan plan = plan_of(it_garage).plan;
  CHECK(value_of(plan, "Lay a spare fourth conductor") == "a cable of five cores, PE counted");
  // Two cars behind 40 A: √3 · 230 V · 40 A = 15.93 kW now, √3 · 400 V · 40 A = 27.71 kW then.
  CHECK(value_of(plan, "Weigh a later transformer") ==
        "up to 27.7 kW instead of 15.9 kW at the same currents, with three-phase cars, where the transformer and its "
        "supply carry that");

  std::string one_phase = it_garage;
  one_phase.replace(one_phase.find("system: IT"), 10, "system: IT, phases: 1");
  CHECK(!value_of(plan_of(one_phase).plan, "Lay a spare"));
  CHECK(!value_of(plan_of(one_phase).plan, "Weigh a later"));
  // √3 · 208 V · 40 A = 14.41 kW now.
  std::string at_208_v = it_garage;
  at_208_v.replace(at_208_v.find("system: IT"), 10, "system: IT, voltage_v: 208");
  CHECK(value_of(plan_of(at_208_v).plan, "Weigh a later transformer") ==
        "up to 27.7 kW instead of 14.4 kW at the same currents, with three-phase cars, where the transformer and its "
        "supply carry that");
  std::string at_400_v = it_garage;
  at_400_v.replace(at_400_v.find("system: IT"), 10, "system: IT, voltage_v: 400");
  CHECK(value_of(plan_of(at_400_v).plan, "Lay a spare"));
  CHECK(value_of(plan_of(at_400_v).plan, "Weigh a later") ==
        "no more power at the same currents, at 400 V between the lines today; a one-phase car then loads one line "
        "instead of two");
}

TEST_CASE("chargers on a pair gain no power by a neutral, as 400 V between lines are 230 V to it") {
  // One of two on three lines: √3 · 400 V · 20 A + 230.9 V · 20 A, for √3 · 230 V · 20 A + 230 V · 20 A today.
  std::string mixed = it_garage;
  mixed.replace(mixed.find("id: A1,"), 7, "id: A1, phases: [L1, L3], fixed: true,");
  CHECK(value_of(plan_of(mixed).plan, "Weigh a later transformer") ==
        "up to 18.4 kW instead of 12.5 kW at the same currents, with three-phase cars, where the transformer and its "
        "supply carry that");
}

TEST_CASE("values say what the site file states, and that it states nothing") {
  const Plan stated = plan_of(garage_text(chargers_text(2, on_wifi), wifi_network)).plan;
  CHECK(value_of(stated, "Measure the highest") == "by the site file: highest 10 kA, lowest 1.2 kA");
  CHECK(value_of(stated, "Design cables") == "NEK 400");
  CHECK(value_of(stated, "Compare each protective device") == "main 125 A and K1 63 A");
  CHECK(value_of(stated, "Enter the installation") == "network type TN_3_Phase, 125 A");
  std::string uneven = garage_text(chargers_text(2, on_wifi), wifi_network);
  uneven.replace(uneven.find("fuse_a: 125"), 11, "fuse_a: 125\n  base_load_a: {L1: 20, L2: 5}");
  CHECK(value_of(plan_of(uneven).plan, "Enter the installation") ==
        "network type TN_3_Phase, 105 A, the least of its lines; available current L1 105 A, L2 120 A, L3 125 A");
  CHECK(value_of(plan_of(it_garage).plan, "Measure the highest") == "the site file states neither");
}

TEST_CASE("chargers without a link, and those that are wired anew, are named") {
  const Plan linkless = plan_of(garage_text("        - {id: A1}\n        - {id: A2, phases: [L2, L3, L1]}\n")).plan;
  CHECK(value_of(linkless, "Find a link") == "chargers A1 and A2");
  CHECK(value_of(linkless, "Connect the lines") == "chargers A1 and A2");
  // Terminals L1 and N of A1 are not on L1 and L3, over which its PLC runs.
  std::string elsewhere = it_garage;
  elsewhere.replace(elsewhere.find("id: A1,"), 7, "id: A1, phases: [L2, L3, L1],");
  CHECK(value_of(plan_of(elsewhere).plan, "Connect the lines") ==
        "chargers A1 and A2; not as in the site file: charger A1");
}

TEST_CASE("steps stand in the order of the work") {
  const Plan plan = plan_of(garage_text(chargers_text(1, on_wifi) +
                                            chargers_text(1, on_lte + ", fixed: true, phases: [L2, L3, L1]", "B"),
                                        wifi_network))
                        .plan;
  const std::vector<std::string_view> order = {"Take the maker's training",
                                               "Survey 4G with a SIM",
                                               "Measure the highest",
                                               "Measure the continuity",
                                               "Make the grid settings",
                                               "Read the WiFi level",
                                               "Read the 4G level",
                                               "Have the network partner",
                                               "Open the ports",
                                               "Enter the installation in the portal",
                                               "Activate each charger",
                                               "Check what this plan does not check"};
  for (std::size_t i = 1; i < order.size(); ++i) {
    CAPTURE(order[i]);
    CHECK(place_of_step(plan, order[i - 1]) < place_of_step(plan, order[i]));
  }
}

TEST_CASE("no step stands twice, and each says why") {
  const Plan plan = plan_of(it_garage).plan;
  std::set<std::string> seen;
  for (const ChecklistStep& step : plan.checklist) {
    CAPTURE(step.step);
    CHECK(seen.insert(step.step).second);
    CHECK(!step.why.empty());
  }
}

TEST_CASE("without chargers there is nothing to do") {
  CHECK(plan_of("ampsite: 1\nsite: {name: Empty}\ngrid: {system: TN-S}\nsupply: {id: main, fuse_a: 63}\n")
            .plan.checklist.empty());
}
