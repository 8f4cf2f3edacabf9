#pragma once
// From a site file's text to the findings that are shown: reads, runs the rules, applies severities and
// suppressions, sorts.

#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "ampsite/electric/electrical_tables.h"
#include "ampsite/read/read_site.h"
#include "ampsite/rules/registry.h"
#include "ampsite/rules/suppress.h"
#include "ampsite/site/house_number.h"
#include "ampsite/source/finding.h"

namespace ampsite {

/// A severity that a house sets for a rule, or none to switch the rule off.
using SeverityOverrides = std::map<std::string, std::optional<Severity>, std::less<>>;

using RuleIds = std::set<std::string, std::less<>>;

struct ValidateOptions {
  Planning planning;             ///< the house's defaults
  SeverityOverrides severities;  ///< of rules that exist and are not pinned
  /// Ids of rules that are not there at all, pinned ones too: their checks do not run, what the reader finds of
  /// them is dropped before any other rule could look at it, and a comment that silences them is not held unused.
  /// For callers that check something narrower than a whole site, and for tests; never for a house's config.
  RuleIds skipped_rules = {};
  std::vector<HouseNumber> house_numbers = {};  ///< of the electrical tables, in place of the standard ones
};

/// The standard tables with the house's numbers.
ElectricalTables electrical_tables(const ValidateOptions& options);

/// A finding with its rule and final severity.
struct Diagnostic {
  const Rule* rule = nullptr;
  Severity severity = Severity::error;
  Finding finding;
  std::string fingerprint = {};  ///< empty until `add_fingerprints` (report/fingerprint.h)
};

/// A diagnostic that a comment silences.
struct SuppressedDiagnostic {
  Diagnostic diagnostic;
  std::string reason;  ///< what the comment says behind its bracket; may be empty
};

struct Validation {
  std::optional<Site> site;                      ///< none where the file has an AMP001
  std::vector<Diagnostic> diagnostics;           ///< sorted by place, then rule; suppressed ones left out
  std::vector<SuppressedDiagnostic> suppressed;  ///< by place and rule as well
  std::vector<Suppression> suppressions;         ///< what the file's comments silence

  int count(Severity severity) const;
};

/// Adds what the rules find on a site that has been read, in the order of their ids.
void check_site(const Site& site, const RuleIds& skipped_rules, Findings& findings,
                const ElectricalTables& tables = standard_tables());

Validation validate(const SourceText& source, const ValidateOptions& options = {});

/// Further findings about the site of a file that was validated, such as those of its plan: with the severities of
/// `options`, and without what the file's comments silence. In the order given.
std::vector<Diagnostic> judged(Findings findings, const SourceText& source, const Validation& validation,
                               const ValidateOptions& options);

}  // namespace ampsite
