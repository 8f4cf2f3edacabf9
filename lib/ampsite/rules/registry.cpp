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
