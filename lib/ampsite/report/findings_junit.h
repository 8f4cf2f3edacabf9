#pragma once
// Findings as JUnit XML, for what shows test results.
//
// One suite a file. A file without findings has one case, which passes; otherwise each finding is a case: it fails
// from a severity on, passes below it and says itself in `system-out`, and is skipped where it is suppressed. What
// could not be checked is a suite of one case, which is an error. No two cases of a file have the same name, and no
// name depends on a line. Times are 0 and there is no date, so that the same files give the same report. The schema of
// what is written is tests/report/junit.xsd.

#include <optional>
#include <string>
#include <vector>

#include "ampsite/report/checked_file.h"

namespace ampsite {

/// Findings fail from `fail_on` on; without it none does.
std::string findings_junit(const std::vector<CheckedFile>& files, const std::vector<UncheckedPath>& unchecked = {},
                           std::optional<Severity> fail_on = Severity::error);

}  // namespace ampsite
