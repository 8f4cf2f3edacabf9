#pragma once
// What each step of the checklist has to show on a site: the part of it that differs from plan to plan.

#include <string>
#include <vector>

#include "ampsite/plan/plan.h"

namespace ampsite::handover {

/// What the steps ask of the plan, sorted out once.
struct Work {
  const Site& site;
  const Plan& plan;
  std::vector<ChargerIndex> all = {};
  std::vector<ChargerIndex> wifi = {};  ///< gateways too
  std::vector<ChargerIndex> gateways = {};
  std::vector<ChargerIndex> plc = {};
  std::vector<ChargerIndex> behind_modules = {};  ///< those of `plc` whose source is a module
  std::vector<ChargerIndex> lte = {};
  std::vector<ChargerIndex> inactive_sims = {};
  std::vector<ChargerIndex> without_link = {};
  std::vector<ChargerIndex> rewired = {};
  std::vector<const PlcNetwork*> modules = {};
  std::vector<const PlcNetwork*> new_modules = {};

  bool on_local_network() const { return !wifi.empty() || !plc.empty(); }
};

Work work_of(const Site& site, const Plan& plan);

// The values, in the order of the steps.
std::string requirements(const Work& work);
std::string lte_operator(const Work& work);
std::string lte_survey(const Work& work);
std::string transformer_gain(const Work& work);
std::string short_circuit(const Work& work);
std::string protective_devices(const Work& work);
std::string new_modules(const Work& work);
std::string modules(const Work& work);
std::string module_places(const Work& work);
std::string module_terminals(const Work& work);
std::string module_fuse(const Work& work);
std::string encrypted_chargers(const Work& work);
std::string rewired(const Work& work);
std::string all_chargers(const Work& work);
std::string without_link(const Work& work);
std::string gateways(const Work& work);
std::string inactive_sims(const Work& work);
std::string app_settings(const Work& work);
std::string wifi_levels(const Work& work);
std::string lte_levels(const Work& work);
std::string access_points(const Work& work);
std::string channels(const Work& work);
std::string dhcp_addresses(const Work& work);
std::string open_ports(const Work& work);
std::string time_server(const Work& work);
std::string portal_installation(const Work& work);
std::string portal_circuits(const Work& work);
std::string offline_currents(const Work& work);
std::string not_checked(const Work& work);
std::string nothing(const Work& work);
std::string spare_cores(const Work& work);
std::string wifi_standards(const Work& work);

}  // namespace ampsite::handover
