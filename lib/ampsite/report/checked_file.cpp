#include "ampsite/report/checked_file.h"

namespace ampsite {

FindingCounts count_findings(const std::vector<CheckedFile>& files, const std::vector<UncheckedPath>& unchecked) {
  FindingCounts counts;
  counts.unchecked = static_cast<int>(unchecked.size());
  for (const CheckedFile& file : files) {
    ++counts.files;
    counts.suppressed += static_cast<int>(file.validation.suppressed.size());
    counts.baselined += file.baselined;
    for (const Diagnostic& diagnostic : file.validation.diagnostics) {
      if (diagnostic.severity == Severity::error) ++counts.errors;
      if (diagnostic.severity == Severity::warning) ++counts.warnings;
      if (diagnostic.severity == Severity::note) ++counts.notes;
    }
  }
  return counts;
}

}  // namespace ampsite
