#pragma once
// Findings as SARIF 2.1.0 (OASIS), with what GitHub code scanning asks for beyond the standard.
//
// One run. `tool.driver.rules` holds all rules, whatever was found, so that reports of different runs differ in their
// results alone. Results stand in the order of the files, then by place, one a line. Suppressed findings are results
// with a suppression, all others have none: `suppressions` is there either way, as the standard asks for. Findings in a
// baseline are left out. Where something could not be checked, the run is no success and a notification names it.

#include <string>
#include <vector>

#include "ampsite/report/checked_file.h"

namespace ampsite {

/// Of files whose diagnostics have their fingerprints, as `partialFingerprints.primaryLocationLineHash`. URIs are
/// relative to `%SRCROOT%`, the folder from which the files are named; of a file named from the root they are absolute.
std::string findings_sarif(const std::vector<CheckedFile>& files, const std::vector<UncheckedPath>& unchecked = {});

}  // namespace ampsite
