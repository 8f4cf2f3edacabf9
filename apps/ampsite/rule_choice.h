#pragma once
// Which rules a run has, and how severe they are: --select, --ignore and --severity over the house's config.

#include <optional>
#include <string>
#include <vector>

#include "ampsite/rules/validate.h"

namespace ampsite::app {

/// The options as given. Each value may be a list with commas.
struct RuleOptions {
  std::vector<std::string> select;    ///< ids or their beginnings: only these run, and those that are pinned
  std::vector<std::string> ignore;    ///< ids or their beginnings: these do not run, save those that are pinned
  std::vector<std::string> severity;  ///< RULE=level, RULE=off
};

struct RuleChoice {
  RuleIds left_out;              ///< rules that --select does not name or --ignore does
  RuleIds selected_by_id;        ///< rules that --select names in full: a config does not switch them off
  SeverityOverrides severities;  ///< by --severity
};

/// A value that names no rule, a pinned rule in --ignore, one lowered by --severity, and a level for a rule that does
/// not run are UsageErrors.
RuleChoice choose_rules(const RuleOptions& options);

/// The severities of a run: the house's, as far as the choice does not set them otherwise.
SeverityOverrides chosen_severities(const RuleChoice& choice, SeverityOverrides house);

/// Why a rule that is pinned cannot have a severity, or be off (none); nothing where it can.
std::optional<std::string> pinned_against(const Rule& rule, std::optional<Severity> severity);

/// A rule runs with these severities.
bool runs(const Rule& rule, const SeverityOverrides& severities);

}  // namespace ampsite::app
