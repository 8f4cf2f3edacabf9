#pragma once
// The check of each rule on a site: one function a rule, listed by the registry. Each adds the rule's
// findings to those made so far. A check says nothing where it would rest on a value that has a finding
// of its own (see certainty.h).

#include "ampsite/site/site.h"
#include "ampsite/source/finding.h"

namespace ampsite {

// structure.cpp
void check_position_off_run(const Site& site, Findings& findings);
void check_phase_not_fed(const Site& site, Findings& findings);
void check_empty_circuit(const Site& site, Findings& findings);
void check_wiring_form(const Site& site, Findings& findings);
void check_missing_position(const Site& site, Findings& findings);

// protection.cpp
void check_charger_fuse_over_63a(const Site& site, Findings& findings);
void check_busbar_tap_unfused(const Site& site, Findings& findings);
void check_fuse_over_parent(const Site& site, Findings& findings);
void check_charger_current_range(const Site& site, Findings& findings);
void check_no_own_overcurrent_device(const Site& site, Findings& findings);
void check_residual_current_protection(const Site& site, Findings& findings);
void check_missing_fuse(const Site& site, Findings& findings);
void check_non_standard_rating(const Site& site, Findings& findings);

// limits.cpp
void check_limit_over_fuse(const Site& site, Findings& findings);
void check_base_load_over_fuse(const Site& site, Findings& findings);
void check_limit_ignores_base_load(const Site& site, Findings& findings);

// room.cpp
void check_no_room_to_charge(const Site& site, Findings& findings);
void check_not_all_at_once(const Site& site, Findings& findings);

}  // namespace ampsite
