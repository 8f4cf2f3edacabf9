#include "ampsite/rules/registry.h"

#include <algorithm>
#include <array>

#include "ampsite/rules/checks.h"

namespace ampsite {
namespace {

constexpr bool pinned = true;
constexpr Severity error = Severity::error;
constexpr Severity warning = Severity::warning;
constexpr Severity note = Severity::note;

// A summary says what holds where all is well.
constexpr std::array rules{
    Rule{"AMP001", "yaml-syntax", error, pinned, "the text is one well-formed YAML document", nullptr},
    Rule{"AMP002", "duplicate-key", error, pinned, "no mapping has a key twice", nullptr},
    Rule{"AMP003", "unknown-key", error, pinned, "every key is known", nullptr},
    Rule{"AMP004", "missing-key", error, pinned, "required keys are there", nullptr},
    Rule{"AMP005", "wrong-type", error, pinned, "every value has the right type", nullptr},
    Rule{"AMP006", "out-of-range", error, pinned, "every value is within its range or its list of words", nullptr},
    Rule{"AMP007", "duplicate-id", error, pinned, "ids are unique", nullptr},
    Rule{"AMP008", "unknown-reference", error, pinned, "every id that is named exists", nullptr},
    Rule{"AMP009", "secret-in-file", error, !pinned, "no key holds a secret", nullptr},
    Rule{"AMP010", "unused-suppression", warning, !pinned, "every ignore comment silences something", nullptr},
    Rule{"AMP011", "suppression-without-reason", note, !pinned, "every ignore comment gives a reason", nullptr},

    Rule{"AMP101", "position-off-run", error, !pinned, "chargers and PLC modules stand within the length of their run",
         check_position_off_run},
    Rule{"AMP102", "phase-not-fed", error, pinned,
         "the lines of a circuit or charger are among those of its parent, none twice", check_phase_not_fed},
    Rule{"AMP103", "empty-circuit", warning, !pinned, "a circuit feeds at least one charger or circuit",
         check_empty_circuit},
    Rule{"AMP104", "wiring-form", error, pinned, "a charger is wired to 1 or 3 lines with neutral, to 2 or 3 without",
         check_wiring_form},
    Rule{"AMP105", "missing-position", note, !pinned,
         "chargers and PLC modules on a circuit with PLC state their position, and the run its length",
         check_missing_position},

    Rule{"AMP201", "charger-fuse-over-63a", error, pinned,
         "the nearest protective device in front of a charger is at most 63 A", check_charger_fuse_over_63a},
    Rule{"AMP202", "busbar-tap-unfused", error, pinned, "on a busbar above 63 A each charger has a fuse of its own",
         check_busbar_tap_unfused},
    Rule{"AMP203", "limit-over-fuse", error, pinned, "a limit is at most the fuse, on each line",
         check_limit_over_fuse},
    Rule{"AMP204", "fuse-over-parent", warning, !pinned, "a fuse is at most the fuse upstream of it",
         check_fuse_over_parent},
    Rule{"AMP205", "base-load-over-fuse", error, pinned,
         "base load, with that of the nodes below, is at most the fuse, on each line", check_base_load_over_fuse},
    Rule{"AMP206", "no-room-to-charge", error, !pinned, "each charger could get its least current alone",
         check_no_room_to_charge},
    Rule{"AMP207", "not-all-at-once", note, !pinned, "all chargers could get their least current at once",
         check_not_all_at_once},
    Rule{"AMP208", "charger-current-range", error, pinned,
         "6 A <= min_a <= max_a <= 32 A, and a vehicle takes at least 6 A", check_charger_current_range},
    Rule{"AMP209", "no-own-overcurrent-device", warning, !pinned,
         "where several chargers share a circuit, each has an overcurrent device of its own",
         check_no_own_overcurrent_device},
    Rule{"AMP210", "residual-current-protection", warning, !pinned,
         "a stated residual current device is of 30 mA at most, and of type B or EV, or A or F with DC detection",
         check_residual_current_protection},
    Rule{"AMP211", "missing-fuse", error, pinned, "the supply and each circuit state their fuse", check_missing_fuse},
    Rule{"AMP212", "non-standard-rating", note, !pinned, "a fuse is of a standard rating", check_non_standard_rating},
    Rule{"AMP214", "limit-ignores-base-load", error, pinned,
         "where there is base load, a limit is at most the fuse less the base load, on each line",
         check_limit_ignores_base_load},

    Rule{"AMP301", "three-phase-four-conductor", warning, !pinned,
         "without neutral, a three-line run to chargers has a fourth conductor besides PE",
         check_three_phase_four_conductor},
    Rule{"AMP302", "fewer-phases-than-available", warning, !pinned,
         "chargers, and circuits that feed chargers, have all lines that are there", check_fewer_phases_than_available},
    Rule{"AMP303", "short-circuit-undeclared", warning, !pinned,
         "the grid states its highest and lowest short-circuit current", check_short_circuit_undeclared},
    Rule{"AMP304", "three-phase-vehicle-without-neutral", note, !pinned,
         "without neutral, no vehicle is planned to charge on three phases", check_three_phase_vehicle_without_neutral},
    Rule{"AMP305", "uneven-one-phase", warning, !pinned,
         "one-phase chargers are spread evenly over the lines of their node", check_uneven_one_phase},
    Rule{"AMP306", "national-imbalance", warning, !pinned,
         "a one-phase charger draws no more than the country allows on one phase", check_national_imbalance},
    Rule{"AMP307", "tn-c-final-circuit", error, !pinned, "a charger's circuit has PE and N apart",
         check_tn_c_final_circuit},
    Rule{"AMP308", "grid-voltage", warning, !pinned, "the voltage fits the grid system", check_grid_voltage},
    Rule{"AMP309", "run-without-neutral", error, !pinned, "with neutral, a run to chargers has a neutral conductor",
         check_run_without_neutral},

    Rule{"AMP401", "wifi-too-weak", error, !pinned, "a charger on WiFi has an RSSI of at least -75 dBm",
         check_wifi_too_weak},
    Rule{"AMP402", "wifi-marginal", warning, !pinned, "a charger on WiFi has an RSSI of at least -65 dBm",
         check_wifi_marginal},
    Rule{"AMP403", "wifi-unmeasured", warning, !pinned, "a charger on WiFi states its RSSI, and at which access point",
         check_wifi_unmeasured},
    Rule{"AMP404", "wifi-band", error, !pinned, "an access point has 2.4 GHz on", check_wifi_band},
    Rule{"AMP405", "wifi-standard", error, !pinned, "an access point offers 802.11 b, g or n", check_wifi_standard},
    Rule{"AMP406", "wifi-channel-auto", error, !pinned, "an access point has a fixed channel", check_wifi_channel_auto},
    Rule{"AMP407", "wifi-channel-range", error, !pinned, "an access point's channel is 1 to 11",
         check_wifi_channel_range},
    Rule{"AMP408", "wifi-channel-not-1-6-11", warning, !pinned, "several access points use the channels 1, 6 and 11",
         check_wifi_channel_not_1_6_11},
    Rule{"AMP409", "wifi-channel-overlap", warning, !pinned, "no two access points that hear each other overlap",
         check_wifi_channel_overlap},
    Rule{"AMP410", "rssi-implausible", warning, !pinned, "an RSSI lies between -100 and -20 dBm",
         check_rssi_implausible},
    Rule{"AMP411", "wifi-clients", warning, !pinned, "an access point serves no more chargers than it can",
         check_wifi_clients},
    Rule{"AMP412", "no-access-point", error, !pinned, "where a charger is on WiFi, the file has an access point",
         check_no_access_point},
    Rule{"AMP413", "wifi-channel-unstated", warning, !pinned, "an access point states its channel",
         check_wifi_channel_unstated},

    Rule{"AMP501", "plc-no-source", error, !pinned, "a circuit with chargers on PLC has a PLC module or a gateway",
         check_plc_no_source},
    Rule{"AMP502", "plc-several-modules", warning, !pinned, "a circuit has at most one PLC module",
         check_plc_several_modules},
    Rule{"AMP503", "plc-terminals-tn", error, !pinned, "with neutral, a PLC module connects L1, N and PE",
         check_plc_terminals_tn},
    Rule{"AMP504", "plc-terminals-it", error, !pinned,
         "without neutral, a PLC module connects the lines at the chargers' L1 and N, and PE", check_plc_terminals_it},
    Rule{"AMP505", "plc-pair-mismatch", warning, !pinned, "a charger on PLC uses the same conductors as its source",
         check_plc_pair_mismatch},
    Rule{"AMP506", "plc-off-centre", warning, !pinned,
         "a PLC module stands in the middle of its run, or of its chargers", check_plc_off_centre},
    Rule{"AMP507", "plc-standard", error, !pinned, "a PLC module speaks HomePlug AV, AV2 or Green PHY",
         check_plc_standard},
    Rule{"AMP508", "plc-too-far", error, !pinned, "a charger on PLC is near enough to its source", check_plc_too_far},
    Rule{"AMP509", "plc-too-many", warning, !pinned, "a PLC source serves at most 30 chargers", check_plc_too_many},
    Rule{"AMP510", "plc-shared-key", warning, !pinned, "each PLC module has a key of its own", check_plc_shared_key},
    Rule{"AMP511", "plc-several-gateways", warning, !pinned, "at most one charger shares its WiFi over PLC",
         check_plc_several_gateways},
    Rule{"AMP512", "plc-gateway-weak", warning, !pinned, "a gateway has an RSSI of at least -65 dBm",
         check_plc_gateway_weak},
    Rule{"AMP513", "plc-gateway-and-module", warning, !pinned, "no circuit has both a PLC module and a gateway",
         check_plc_gateway_and_module},
    Rule{"AMP514", "plc-wifi-sharing", warning, !pinned, "no charger shares its PLC over WiFi", check_plc_wifi_sharing},
    Rule{"AMP515", "plc-module-fuse", note, !pinned, "a PLC module is protected at 10 A or less",
         check_plc_module_fuse},

    Rule{"AMP601", "lte-no-coverage", error, !pinned, "a charger on 4G has coverage", check_lte_no_coverage},
    Rule{"AMP602", "lte-low-coverage", warning, !pinned, "a charger on 4G has more than low coverage",
         check_lte_low_coverage},
    Rule{"AMP603", "lte-sim-inactive", error, !pinned, "a charger on 4G has an active SIM", check_lte_sim_inactive},
    Rule{"AMP604", "lte-shared", error, !pinned, "a charger on 4G shares its link with no other", check_lte_shared},
    Rule{"AMP605", "lte-survey", warning, !pinned, "4G coverage was measured with the doors closed", check_lte_survey},
    Rule{"AMP606", "lte-unmeasured", warning, !pinned, "a charger on 4G states its coverage", check_lte_unmeasured},

    Rule{"AMP701", "dhcp-too-small", error, !pinned,
         "the address pool has room for every charger and PLC module on the local network", check_dhcp_too_small},
    Rule{"AMP702", "firewall-missing", error, !pinned, "the firewall lets out what the chargers need",
         check_firewall_missing},
    Rule{"AMP703", "inbound-open", warning, !pinned, "no inbound port is open", check_inbound_open},
    Rule{"AMP704", "dns-fallback", note, !pinned, "name resolution works when the pool's own server does not answer",
         check_dns_fallback},
    Rule{"AMP705", "dhcp-unstated", warning, !pinned, "the file states the address pool of the local network",
         check_dhcp_unstated},
    Rule{"AMP707", "unconfigured-link", note, !pinned, "every charger states its link", check_unconfigured_link},
    Rule{"AMP708", "tls-inspection", error, !pinned, "the firewall does not open TLS", check_tls_inspection},

    Rule{"AMP801", "cable-ampacity", error, pinned, "a cable or busbar carries what its device lets through for good",
         check_cable_ampacity},
    Rule{"AMP802", "voltage-drop", warning, !pinned,
         "the voltage drops by no more than max_voltage_drop_pct up to the farthest charger", check_voltage_drop},
    Rule{"AMP803", "fault-current-too-low", error, pinned,
         "the least fault current at the end of a run trips its device in time", check_fault_current_too_low},
    Rule{"AMP804", "breaking-capacity", error, !pinned, "a device breaks the largest fault current where it stands",
         check_breaking_capacity},
    Rule{"AMP805", "selectivity", warning, !pinned, "of two gG fuses in a row the lower one opens first",
         check_selectivity},
    Rule{"AMP806", "adiabatic", error, !pinned, "a cable bears the heat of a fault until its device has switched off",
         check_adiabatic},
    Rule{"AMP807", "cable-data-missing", note, !pinned,
         "a circuit with some cable data has all that the electrical checks need", check_cable_data_missing},
};

constexpr bool by_id(const Rule& rule, std::string_view id) { return rule.id < id; }

static_assert(std::is_sorted(rules.begin(), rules.end(), [](const Rule& a, const Rule& b) { return a.id < b.id; }));

}  // namespace

std::span<const Rule> all_rules() { return rules; }

const Rule* find_rule(std::string_view id) {
  const auto* const found = std::lower_bound(rules.begin(), rules.end(), id, by_id);
  return found != rules.end() && found->id == id ? &*found : nullptr;
}

}  // namespace ampsite
