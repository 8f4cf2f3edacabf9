#pragma once
// What a report of findings is made of.

#include <string>
#include <vector>

#include "ampsite/rules/validate.h"
#include "ampsite/source/source_text.h"

namespace ampsite {

/// A file that was checked. Reports show the files in the order given; the command line sorts them by name.
struct CheckedFile {
  SourceText source;             ///< named as reports call it: from the working folder, with forward slashes
  Validation validation;         ///< of `source`
  std::string fingerprint_file;  ///< named as fingerprints call it: from the config's folder, else as `source`
  int baselined = 0;             ///< diagnostics that a baseline knows, taken out of `validation`
};

/// What was to be checked and could not be: a file, a folder, or a pattern that nothing matches. A report names it,
/// since without a word of it all that was found there before would look mended.
struct UncheckedPath {
  std::string name;  ///< as reports call files
  std::string why;   ///< "permission denied"
};

/// How many findings of each kind there are in some files.
struct FindingCounts {
  int files = 0;
  int errors = 0;
  int warnings = 0;
  int notes = 0;
  int suppressed = 0;
  int baselined = 0;
  int unchecked = 0;
};

FindingCounts count_findings(const std::vector<CheckedFile>& files, const std::vector<UncheckedPath>& unchecked = {});

}  // namespace ampsite
