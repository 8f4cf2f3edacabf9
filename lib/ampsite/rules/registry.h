#pragma once
// The registry of rules: one row for each, in the order of their ids.

#include <span>
#include <string_view>

#include "ampsite/rules/context.h"
#include "ampsite/source/finding.h"

namespace ampsite {

struct Rule {
  std::string_view id;    ///< "AMP201": never changes meaning once released
  std::string_view name;  ///< "charger-fuse-over-63a"
  Severity severity;      ///< default; a config may change it, except where pinned
  bool pinned;            ///< protects people, the fuse or the meaning of the file
  std::string_view summary;
  /// Adds the rule's findings on a site; null for the rules of the file itself (AMP001 to AMP011), which
  /// the reader and the suppressions report.
  void (*check)(const RuleContext& context, Findings& findings);
};

/// All rules, ascending by id.
std::span<const Rule> all_rules();

/// The rule of an id, or null.
const Rule* find_rule(std::string_view id);

}  // namespace ampsite
