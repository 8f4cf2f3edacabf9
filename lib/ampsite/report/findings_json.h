#pragma once
// Findings as JSON, format `ampsite-diagnostics/1`.

#include <string>
#include <vector>

#include "ampsite/report/checked_file.h"

namespace ampsite {

/// Of files whose diagnostics have their fingerprints. In the order of the files, then line, column, rule. Lines and
/// columns count from 1, columns in code points, ends exclusive. `entity`, `path` and `help` are left out where a
/// finding has none, and `unchecked` where all could be checked.
std::string findings_json(const std::vector<CheckedFile>& files, const std::vector<UncheckedPath>& unchecked = {});

}  // namespace ampsite
