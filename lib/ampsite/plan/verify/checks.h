#pragma once
// The checks that verify_plan is made of, each adding what does not hold to `found`. Each works on the plan's own
// earlier parts (a case on the plan's wiring, a set point on the plan's set), so that one wrong value does not make
// everything behind it wrong.

#include <cstddef>
#include <string>
#include <vector>

#include "ampsite/plan/plan.h"
#include "ampsite/plan/verify/case_facts.h"
#include "ampsite/plan/verify/discrepancy.h"
#include "ampsite/site/site.h"

namespace ampsite {

/// Each charger's wiring is one that it may have, and what the plan says of it is so.
void verify_wiring(const Site& site, const Plan& plan, Discrepancies& found);

/// The smallest current, and the cut or own maximum that proves it.
void verify_wiring_proof(const Site& site, const Plan& plan, Discrepancies& found);

/// The bound for the currents beyond it. `not_checked`: see verify_plan.
void verify_second_proof(const Site& site, const Plan& plan, Discrepancies& found,
                         std::vector<std::string>& not_checked);

/// Fair currents with their bottlenecks and powers, and what flows through each node, of load.cases[number].
void verify_fair_currents(const CaseFacts& facts, const CasePlan& plan, std::size_t number, Discrepancies& found);

/// The set of chargers that can charge at once, its bound and its share of the time.
void verify_simultaneous(const CaseFacts& facts, const CasePlan& plan, std::size_t number, Discrepancies& found,
                         std::vector<std::string>& not_checked);

void verify_settings(const CaseFacts& facts, const CasePlan& plan, std::size_t number, Discrepancies& found);

void verify_offline(const Site& site, const Plan& plan, Discrepancies& found);

void verify_capacity_curve(const CaseFacts& facts, const CasePlan& plan, std::size_t number, Discrepancies& found);

void verify_improvements(const Site& site, const Plan& plan, Discrepancies& found);

/// What the electrical checks say of each circuit.
void verify_electrical(const Site& site, const Plan& plan, const ElectricalTables& tables, Discrepancies& found);

/// What is entered in the maker's portal.
void verify_portal(const Site& site, const Plan& plan, Discrepancies& found);

/// The lists for the installer: materials, firewall and checklist.
void verify_handover(const Site& site, const Plan& plan, Discrepancies& found);

}  // namespace ampsite
