#pragma once
// Findings for a person at a terminal, in the manner of a modern compiler:
//
//   error[AMP201] charger-fuse-over-63a: charger A01 draws through an 80 A fuse; at most 63 A is allowed
//     --> garage.site.yaml:12:15
//      |
//   12 |       fuse_a: 80
//      |               ^^
//      = help: fit a fuse of 63 A or less in front of circuit K1

#include <string>
#include <string_view>
#include <vector>

#include "ampsite/report/checked_file.h"
#include "ampsite/rules/wording.h"

namespace ampsite {

struct TextOptions {
  bool colour = false;
  bool summary = true;  ///< one last line that counts the findings
};

/// What could not be checked is counted in the last line.
std::string findings_text(const std::vector<CheckedFile>& files, const TextOptions& options = {},
                          const std::vector<UncheckedPath>& unchecked = {});

/// A problem of a file that is no finding of a rule, such as one of the config, in the same form; `title`
/// stands where a finding has its rule.
std::string problem_text(const SourceText& source, const Finding& finding, std::string_view title,
                         const TextOptions& options = {});

/// "2 errors and 1 note in 3 files, 1 suppressed, 1 not checked", or "no findings in 1 file".
std::string findings_summary(const FindingCounts& counts);

}  // namespace ampsite
