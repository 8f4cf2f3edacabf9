#pragma once
// What a report of a plan is made of.

#include <functional>
#include <string>
#include <vector>

#include "ampsite/plan/plan.h"
#include "ampsite/rules/validate.h"
#include "ampsite/site/site.h"

namespace ampsite {

/// Refers to what it was made from, which has to outlive it.
struct PlanReport {
  const Site& site;
  const Plan& plan;
  const std::vector<Diagnostic>& diagnostics;
  std::vector<bool> resolved;  ///< of each diagnostic: it is gone once the plan is carried out
  std::string digest;          ///< SHA-256 of the site as read, with defaults and config applied
  /// Findings that the site gets once the plan is carried out, in the order of their rules. Their places are those of
  /// the file's entities: what is said of a new module stands at its circuit.
  std::vector<Diagnostic> arising = {};
  ElectricalTables tables = standard_tables();  ///< those that the plan was made with
};

/// Gives findings their severities, and takes out what is switched off or silenced.
using Judge = std::function<std::vector<Diagnostic>(Findings findings)>;

/// Every finding with its rule's own severity.
std::vector<Diagnostic> judged_by_default(Findings findings);

/// Works out what the plan resolves, by running the rules on the planned site: a finding is resolved where
/// its rule has no finding any more about the same key of the same entity. Findings of the file itself
/// (AMP0) stay. What the rules find only on the planned site arises from the plan, as `judge` has it. The tables are
/// those that the site was checked with.
PlanReport make_plan_report(const Site& site, const Plan& plan, const std::vector<Diagnostic>& diagnostics,
                            const Judge& judge = judged_by_default, const ElectricalTables& tables = standard_tables());

/// Errors that remain when the plan is carried out, those that arise from it among them.
int unresolved_errors(const PlanReport& report);

/// "the plan leaves 2 chargers without a link and 1 charger without room for its min_a"; empty where it leaves
/// none out.
std::string left_out_text(const PlanReport& report);

}  // namespace ampsite
