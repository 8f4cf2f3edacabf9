#pragma once
// What a baseline does in a run: known findings are taken out and counted, no new one gets in, and those that are gone
// are told, so that the next baseline is written without them. Findings of pinned rules always count.

#include <iosfwd>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "ampsite/report/checked_file.h"
#include "ampsite/rules/validate.h"
#include "baseline.h"
#include "files.h"

namespace ampsite::app {

/// A file that was checked, by its absolute path, and how severe its rules were.
struct JudgedFile {
  CheckedFile* checked = nullptr;
  std::string path;
  const SeverityOverrides* severities = nullptr;
};

struct BaselineUse {
  Baseline met;     ///< entries that are still there
  Baseline kept;    ///< entries that may be still there: nothing that ran could tell
  Baseline gone;    ///< entries whose finding, or whose file, is no more
  Baseline pinned;  ///< entries of pinned rules; they take nothing out
};

/// Takes the findings that a baseline lists out of the files, and counts them there. An entry that is not met is gone
/// only where its file is not there any more, or was judged by its rule in full: not where the file was not looked at
/// (those of `unread` could not be), has an error of a pinned rule, behind which other rules may be silent, or the rule
/// did not run. A rule that this version does not have says nothing any more: its entries are gone.
BaselineUse use_baseline(const Baseline& baseline, const std::vector<JudgedFile>& judged,
                         const std::set<std::string>& unread, const Files& files);

/// --baseline and --write-baseline of one run.
class Ratchet {
 public:
  /// Reads the baseline. What cannot be read, and a place that a baseline is not to be written to, is a UsageError.
  Ratchet(const std::optional<std::string>& baseline, const std::optional<std::string>& write_baseline,
          const Files& files, bool colour);

  /// Absolute paths, where the options are given.
  const std::optional<std::string>& read_path() const { return read_path_; }
  const std::optional<std::string>& write_path() const { return write_path_; }

  /// Takes out what the baseline lists. Where one is only to be written, that is the new one: all that is found now,
  /// and of what stands there already what use_baseline() does not hold gone without a finding. It has to know all:
  /// unless everything could be read it is not written, and takes nothing out.
  void use(const std::vector<JudgedFile>& judged, const std::set<std::string>& unread, bool all_was_checked);
  /// After use(): what is to be written, if anything.
  std::optional<OutputFile> output() const;
  /// After use(): why a baseline that was asked for is not written.
  std::optional<std::string> problem() const;
  /// After use(): what has become of the baseline, with the next step; a line each.
  std::vector<std::string> notes() const;

 private:
  bool writes() const { return write_path_ && (read_path_ || all_was_checked_); }
  std::string name_of(const std::string& path) const;

  const Files& files_;
  std::string working_folder_;
  std::optional<std::string> read_path_;
  std::optional<std::string> write_path_;
  Baseline known_;  ///< what is to be read, else what stands where one is to be written
  BaselineUse use_;
  bool all_was_checked_ = true;
};

}  // namespace ampsite::app
