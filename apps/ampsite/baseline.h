#pragma once
// The file that lists the findings a house has decided to live with for now:
//
//   {
//     "format": "ampsite-baseline/1",
//     "findings": [
//       {"fingerprint": "…", "rule": "AMP402", "file": "north/a.site.yaml", "entity": "main/A1", "message": "…"}
//     ]
//   }
//
// `file` counts from the baseline's own folder, so that it stays right wherever the command is called from. Findings
// of pinned rules have no place in it (ratchet.h).

#include <string>
#include <string_view>
#include <vector>

#include "files.h"

namespace ampsite::app {

struct BaselineEntry {
  std::string fingerprint;
  std::string rule;
  std::string path;  ///< of the file, absolute
  std::string entity;
  std::string message;
};

using Baseline = std::vector<BaselineEntry>;

/// Reads a baseline, given by its absolute path. One that is missing or cannot be used is a UsageError.
Baseline read_baseline(const std::string& path, const Files& files, bool colour);

/// The text of a baseline that is to stand at an absolute path: sorted by file, rule, entity and fingerprint.
std::string baseline_text(const Baseline& baseline, std::string_view path);

}  // namespace ampsite::app
