#include "ampsite/plan/handover/checklist.h"

#include <array>
#include <cstddef>
#include <string>
#include <string_view>

#include "ampsite/plan/handover/checklist_values.h"

namespace ampsite {

namespace {

using namespace handover;

bool always(const Work& /*work*/) { return true; }
bool has_wifi(const Work& work) { return !work.wifi.empty(); }
bool has_gateway(const Work& work) { return !work.gateways.empty(); }
bool has_module(const Work& work) { return !work.modules.empty(); }
bool has_new_module(const Work& work) { return !work.new_modules.empty(); }
bool has_lte(const Work& work) { return !work.lte.empty(); }
bool has_inactive_sim(const Work& work) { return !work.inactive_sims.empty(); }
bool has_charger_without_link(const Work& work) { return !work.without_link.empty(); }
bool has_local_network(const Work& work) { return work.on_local_network(); }
bool has_portal_circuits(const Work& work) { return !work.plan.portal.circuits.empty(); }
bool has_three_phases_without_neutral(const Work& work) {
  return !work.site.neutral() && work.site.grid->lines().size() == 3;
}

struct Entry {
  std::string_view step;
  std::string_view why;
  bool (*applies)(const Work& work);
  std::string (*value)(const Work& work);
};

constexpr std::array before_the_work{
    Entry{"Take the maker's training course", "manual: advised for everyone who installs these chargers", always,
          nothing},
    Entry{"Get the newest edition of the installation manual",
          "manual: it is on the maker's support site, its number on the last page", always, nothing},
    Entry{"Design cables and protective devices for the requirements in force",
          "manual: the installer's duty; a plan does not replace it", always, requirements},
    Entry{"Find a link for the chargers that the plan leaves without one",
          "without a link a charger keeps to its offline current", has_charger_without_link, without_link},
    Entry{"Survey 4G with a SIM of the operator that the chargers use",
          "manual: only its network counts: Telenor's, in Poland Orange's (2020)", has_lte, lte_operator},
    Entry{"Survey 4G with the gates closed and cars nearby",
          "manual: test both; the Polish edition asks for the worst case, and objects shield reception", has_lte,
          lte_survey},
    Entry{"Have the inactive SIMs activated", "manual: 4G needs an active SIM in each charger", has_inactive_sim,
          inactive_sims},
    Entry{"Buy the PLC modules from an authorised source",
          "manual, Polish edition: advised; only HomePlug AV, AV2 and Green PHY work", has_new_module, new_modules},
    Entry{"Lay a spare fourth conductor beside the three lines",
          "manual: for the neutral of a later transformer, so that an upgrade is simple",
          has_three_phases_without_neutral, spare_cores},
    Entry{"Weigh a later transformer to 400 V with a neutral",
          "manual: more charging power; the neutral is then joined at the fuse board, not at each charger",
          has_three_phases_without_neutral, transformer_gain},
};

constexpr std::array at_the_board{
    Entry{"Measure the highest and the lowest short-circuit current", "manual: the installation has to suit both",
          always, short_circuit},
    Entry{"Compare each protective device with the fuse tree of the plan",
          "manual: 63 A at most in front of a charger; every guaranteed current rests on these ratings", always,
          protective_devices},
    Entry{"Fit each PLC module where the plan puts it, as its own manual says",
          "manual: one for each run, in its middle or near the chargers", has_module, module_places},
    Entry{"Connect each PLC module to the same lines as the chargers' L1 and N",
          "manual: L1 and N; without neutral L1 and L3; nothing else but PE", has_module, module_terminals},
    Entry{"Put a protective device in front of each PLC module", "the maker's help pages on PLC", has_module,
          module_fuse},
};

constexpr std::array at_each_charger{
    Entry{"Connect the lines to each charger's terminals as the plan says",
          "the guaranteed currents rest on this wiring", always, rewired},
    Entry{"Measure the continuity of the protective conductor to each charger", "IEC 60364-6: initial verification",
          always, all_chargers},
    Entry{"Make the grid settings of each charger in the maker's app",
          "manual: the installer makes them, also where a charger connects by itself", always, app_settings},
    Entry{"Follow the module's procedure where PLC modules come encrypted",
          "manual; each module has a key of its own, which keeps the circuits apart", has_module, encrypted_chargers},
    Entry{"Let the gateway share its WiFi over PLC", "manual: a charger with strong WiFi, and as few as possible",
          has_gateway, gateways},
    Entry{"Read the WiFi level of each charger in the app, with the gates closed",
          "manual: -75 dBm at the least, and a strong signal for a gateway", has_wifi, wifi_levels},
    Entry{"Read the 4G level of each charger in the app, with the gates closed",
          "manual, Polish edition: the app shows it; the worst case decides", has_lte, lte_levels},
};

constexpr std::array in_the_network{
    Entry{"Have the network partner place the access points", "manual: their place decides on signal and performance",
          has_wifi, access_points},
    Entry{"Fit the access points as their manufacturer advises", "manual: for coverage and performance", has_wifi,
          nothing},
    Entry{"Switch 2.4 GHz on at the access points", "manual: the chargers use no other band", has_wifi, wifi_standards},
    Entry{"Set a fixed channel at each access point", "manual: 1, 6 or 11, and none that the router chooses by itself",
          has_wifi, channels},
    Entry{"Make room in the DHCP pool", "manual: an address for every device", has_local_network, dhcp_addresses},
    Entry{"Open the ports of the firewall list outward, and none inward",
          "manual: the portal needs every one; chargers make each connection from inside", has_local_network,
          open_ports},
    Entry{"Keep the chargers out of TLS interception", "manual: they verify the servers' certificates",
          has_local_network, nothing},
    Entry{"Check that the fixed NTP host is in reach",
          "manual: with a wrong clock a charger cannot authenticate itself; nobody can change the host",
          has_local_network, time_server},
};

constexpr std::array in_the_portal{
    Entry{"Enter the installation in the portal", "manual: the portal keeps to the limits that are entered", always,
          portal_installation},
    Entry{"Enter the limit of each circuit in the portal", "within these no level above can be overloaded",
          has_portal_circuits, portal_circuits},
    Entry{"Set the offline current of each charger", "all fall back to it at once when the network is down", always,
          offline_currents},
    Entry{"Activate each charger in the portal", "manual, Polish edition: beside the settings in the app", always,
          all_chargers},
};

constexpr std::array at_the_end{
    Entry{"Check what this plan does not check", "the plan knows only what the site file says", always, not_checked},
};

template <std::size_t count>
void add_steps(const Work& work, const std::array<Entry, count>& entries, std::vector<ChecklistStep>& steps) {
  for (const Entry& entry : entries) {
    if (!entry.applies(work)) continue;
    steps.push_back({std::string(entry.step), std::string(entry.why), entry.value(work)});
  }
}

}  // namespace

std::vector<ChecklistStep> checklist(const Site& site, const Plan& plan) {
  std::vector<ChecklistStep> steps;
  if (site.chargers.empty()) return steps;
  const Work work = work_of(site, plan);
  add_steps(work, before_the_work, steps);
  add_steps(work, at_the_board, steps);
  add_steps(work, at_each_charger, steps);
  add_steps(work, in_the_network, steps);
  add_steps(work, in_the_portal, steps);
  add_steps(work, at_the_end, steps);
  return steps;
}

}  // namespace ampsite
