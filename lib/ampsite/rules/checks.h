#pragma once
// The check of each rule on a site: one function a rule, listed by the registry. Each adds the rule's
// findings to those made so far. A check says nothing where it would rest on a value that has a finding
// of its own (see certainty.h).

#include "ampsite/rules/context.h"
#include "ampsite/source/finding.h"

namespace ampsite {

// structure.cpp
void check_position_off_run(const RuleContext& context, Findings& findings);
void check_phase_not_fed(const RuleContext& context, Findings& findings);
void check_empty_circuit(const RuleContext& context, Findings& findings);
void check_wiring_form(const RuleContext& context, Findings& findings);
void check_missing_position(const RuleContext& context, Findings& findings);

// protection.cpp
void check_charger_fuse_over_63a(const RuleContext& context, Findings& findings);
void check_busbar_tap_unfused(const RuleContext& context, Findings& findings);
void check_fuse_over_parent(const RuleContext& context, Findings& findings);
void check_charger_current_range(const RuleContext& context, Findings& findings);
void check_no_own_overcurrent_device(const RuleContext& context, Findings& findings);
void check_residual_current_protection(const RuleContext& context, Findings& findings);
void check_missing_fuse(const RuleContext& context, Findings& findings);
void check_non_standard_rating(const RuleContext& context, Findings& findings);

// limits.cpp
void check_limit_over_fuse(const RuleContext& context, Findings& findings);
void check_base_load_over_fuse(const RuleContext& context, Findings& findings);
void check_limit_ignores_base_load(const RuleContext& context, Findings& findings);

// room.cpp
void check_no_room_to_charge(const RuleContext& context, Findings& findings);
void check_not_all_at_once(const RuleContext& context, Findings& findings);

// grid.cpp
void check_three_phase_four_conductor(const RuleContext& context, Findings& findings);
void check_fewer_phases_than_available(const RuleContext& context, Findings& findings);
void check_short_circuit_undeclared(const RuleContext& context, Findings& findings);
void check_three_phase_vehicle_without_neutral(const RuleContext& context, Findings& findings);
void check_uneven_one_phase(const RuleContext& context, Findings& findings);
void check_national_imbalance(const RuleContext& context, Findings& findings);
void check_tn_c_final_circuit(const RuleContext& context, Findings& findings);
void check_grid_voltage(const RuleContext& context, Findings& findings);
void check_run_without_neutral(const RuleContext& context, Findings& findings);

// wifi_signal.cpp
void check_wifi_too_weak(const RuleContext& context, Findings& findings);
void check_wifi_marginal(const RuleContext& context, Findings& findings);
void check_wifi_unmeasured(const RuleContext& context, Findings& findings);
void check_rssi_implausible(const RuleContext& context, Findings& findings);

// wifi_access_point.cpp
void check_wifi_band(const RuleContext& context, Findings& findings);
void check_wifi_standard(const RuleContext& context, Findings& findings);
void check_wifi_clients(const RuleContext& context, Findings& findings);
void check_no_access_point(const RuleContext& context, Findings& findings);

// wifi_channel.cpp
void check_wifi_channel_auto(const RuleContext& context, Findings& findings);
void check_wifi_channel_range(const RuleContext& context, Findings& findings);
void check_wifi_channel_not_1_6_11(const RuleContext& context, Findings& findings);
void check_wifi_channel_overlap(const RuleContext& context, Findings& findings);
void check_wifi_channel_unstated(const RuleContext& context, Findings& findings);

// plc_source.cpp
void check_plc_no_source(const RuleContext& context, Findings& findings);
void check_plc_several_modules(const RuleContext& context, Findings& findings);
void check_plc_several_gateways(const RuleContext& context, Findings& findings);
void check_plc_gateway_weak(const RuleContext& context, Findings& findings);
void check_plc_gateway_and_module(const RuleContext& context, Findings& findings);
void check_plc_wifi_sharing(const RuleContext& context, Findings& findings);

// plc_module.cpp
void check_plc_terminals_tn(const RuleContext& context, Findings& findings);
void check_plc_terminals_it(const RuleContext& context, Findings& findings);
void check_plc_off_centre(const RuleContext& context, Findings& findings);
void check_plc_standard(const RuleContext& context, Findings& findings);
void check_plc_shared_key(const RuleContext& context, Findings& findings);
void check_plc_module_fuse(const RuleContext& context, Findings& findings);

// plc_reach.cpp
void check_plc_pair_mismatch(const RuleContext& context, Findings& findings);
void check_plc_too_far(const RuleContext& context, Findings& findings);
void check_plc_too_many(const RuleContext& context, Findings& findings);

// lte.cpp
void check_lte_no_coverage(const RuleContext& context, Findings& findings);
void check_lte_low_coverage(const RuleContext& context, Findings& findings);
void check_lte_sim_inactive(const RuleContext& context, Findings& findings);
void check_lte_shared(const RuleContext& context, Findings& findings);
void check_lte_survey(const RuleContext& context, Findings& findings);
void check_lte_unmeasured(const RuleContext& context, Findings& findings);

// network.cpp
void check_dhcp_too_small(const RuleContext& context, Findings& findings);
void check_firewall_missing(const RuleContext& context, Findings& findings);
void check_inbound_open(const RuleContext& context, Findings& findings);
void check_dns_fallback(const RuleContext& context, Findings& findings);
void check_dhcp_unstated(const RuleContext& context, Findings& findings);
void check_unconfigured_link(const RuleContext& context, Findings& findings);
void check_tls_inspection(const RuleContext& context, Findings& findings);

// cable.cpp
void check_cable_ampacity(const RuleContext& context, Findings& findings);
void check_voltage_drop(const RuleContext& context, Findings& findings);

// short_circuit.cpp
void check_fault_current_too_low(const RuleContext& context, Findings& findings);
void check_breaking_capacity(const RuleContext& context, Findings& findings);
void check_selectivity(const RuleContext& context, Findings& findings);
void check_adiabatic(const RuleContext& context, Findings& findings);

// cable_data.cpp
void check_cable_data_missing(const RuleContext& context, Findings& findings);

}  // namespace ampsite
