#pragma once
// Findings as GitLab's code quality report: a JSON list, one finding a line.

#include <string>
#include <vector>

#include "ampsite/report/checked_file.h"

namespace ampsite {

/// Of files whose diagnostics have their fingerprints. Severities are major, minor and info. Each fingerprint stands
/// once in the report, as GitLab needs it: it is the finding's own, but where several files are called alike by their
/// fingerprints (each with a config in its own folder), that and the file's name as reports call it. What could not be
/// checked is critical, `not-checked`, at line 1.
std::string findings_gitlab(const std::vector<CheckedFile>& files, const std::vector<UncheckedPath>& unchecked = {});

}  // namespace ampsite
