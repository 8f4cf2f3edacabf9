#pragma once
// Reads and checks many files, on several threads. What comes out does not depend on how many.

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "ampsite/report/checked_file.h"
#include "ampsite/rules/validate.h"
#include "files.h"
#include "find_files.h"
#include "progress.h"
#include "streams.h"

namespace ampsite::app {

/// A file, with all that has to be settled before the work is shared out.
struct FileToCheck {
  InputFile input;
  std::string fingerprint_file;              ///< as fingerprints call it
  const ValidateOptions* options = nullptr;  ///< has to outlive the check
};

/// What has become of a file: its findings with their fingerprints, or why it could not be checked.
struct FileOutcome {
  std::optional<CheckedFile> checked;
  std::string problem;
  bool fault = false;  ///< of this program or its memory, not of the file
};

/// One outcome for each file, in their order. Of a file without findings only its name is kept, of others no site.
/// Uses this thread and up to `jobs` - 1 others, at least itself. A file at which the program has a bug keeps no other
/// from being checked.
std::vector<FileOutcome> check_files(const std::vector<FileToCheck>& to_check, std::size_t jobs, const Streams& streams,
                                     const Files& files, Progress& progress);

/// The threads that --jobs asks for; without it one for each core. What is no number from 1 on is a UsageError.
std::size_t number_of_jobs(const std::optional<std::string>& given);

}  // namespace ampsite::app
