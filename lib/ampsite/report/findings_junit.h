#pragma once
// Findings as JUnit XML, for what shows test results.
//
// One suite a file. A file without findings has one case, which passes; otherwise each finding is a case: an error or a
// warning fails, a note passes and says itself in `system-out`, a suppressed finding is skipped. No two cases of a file
// have the same name, and no name depends on a line. Times are 0 and there is no date, so that the same files give the
// same report. The schema of what is written is tests/report/junit.xsd.

#include <string>
#include <vector>

#include "ampsite/report/checked_file.h"

namespace ampsite {

std::string findings_junit(const std::vector<CheckedFile>& files);

}  // namespace ampsite
