#include "ratchet.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <map>
#include <string_view>
#include <utility>

#include "ampsite/rules/wording.h"
#include "paths.h"
#include "rule_choice.h"
#include "usage_error.h"

namespace ampsite::app {

namespace {

/// Where the file cannot be read in full, or a device is stated as there can be none, other rules have nothing to
/// judge.
bool may_hide_others(const Diagnostic& diagnostic) {
  return diagnostic.rule->pinned && diagnostic.severity == Severity::error;
}

bool is_pinned(std::string_view rule_id) {
  const Rule* rule = find_rule(rule_id);
  return rule != nullptr && rule->pinned;
}

/// A baseline's entries by their fingerprints, and which of them have been met.
class Known {
 public:
  Known(Baseline entries, const Files& files) : files_(files), entries_(std::move(entries)), met_(entries_.size()) {
    for (std::size_t i = 0; i < entries_.size(); ++i) {
      by_fingerprint_.emplace(entries_[i].fingerprint, i);
      listed_.insert(entries_[i].path);
    }
  }

  /// Whether a finding of a file is known. Where two configs call different files by the same name, fingerprints
  /// agree too: an entry whose own file is there speaks of that one only, and one whose file is missing of a file that
  /// the baseline does not list: it has moved there.
  bool meet(const std::string& fingerprint, const std::string& path) {
    const auto [first, last] = by_fingerprint_.equal_range(fingerprint);
    auto entry = std::find_if(first, last, [&](const auto& e) { return entries_[e.second].path == path; });
    if (entry == last && !listed_.contains(path)) {
      entry = std::find_if(first, last,
                           [&](const auto& e) { return files_.kind(entries_[e.second].path) == FileKind::missing; });
    }
    if (entry == last) return false;
    entries_[entry->second].path = path;
    met_[entry->second] = true;
    return true;
  }

  const Baseline& entries() const { return entries_; }
  bool met(std::size_t index) const { return met_[index]; }

 private:
  const Files& files_;
  Baseline entries_;
  std::vector<bool> met_;
  std::multimap<std::string, std::size_t> by_fingerprint_;
  std::set<std::string> listed_;  // paths as the baseline was read, before any entry has moved
};

/// Takes out and counts those findings for which `is_known` holds; never one of a pinned rule.
template <class IsKnown>
void take_out(CheckedFile& file, const IsKnown& is_known) {
  const std::size_t taken = std::erase_if(file.validation.diagnostics, [&](const Diagnostic& diagnostic) {
    return !diagnostic.rule->pinned && is_known(diagnostic);
  });
  file.baselined += static_cast<int>(taken);
}

/// The entries that a baseline may have; the others go to `pinned`. Of equal ones the first.
Baseline without_pinned(const Baseline& baseline, Baseline& pinned) {
  std::set<std::pair<std::string_view, std::string_view>> seen;
  Baseline entries;
  for (const BaselineEntry& entry : baseline) {
    if (!seen.emplace(entry.fingerprint, entry.path).second) continue;
    (is_pinned(entry.rule) ? pinned : entries).push_back(entry);
  }
  return entries;
}

/// A file, and whether each rule that ran on it has said all that it has to say.
struct KnownFile {
  const JudgedFile* judged = nullptr;
  bool whole = false;
};

KnownFile known_file(const JudgedFile& judged) {
  const std::vector<Diagnostic>& diagnostics = judged.checked->validation.diagnostics;
  return {&judged, std::none_of(diagnostics.begin(), diagnostics.end(), may_hide_others)};
}

bool judged_in_full(const KnownFile& file, std::string_view rule_id) {
  const Rule* rule = find_rule(rule_id);
  return rule == nullptr || (file.whole && runs(*rule, *file.judged->severities));
}

/// "AMP402 of main/A1 in north/a.site.yaml, AMP403 in b.site.yaml and 7 more".
std::string names_of(const Baseline& entries, const std::string& working_folder) {
  constexpr std::size_t most = 3;
  std::string text;
  for (std::size_t i = 0; i < std::min(entries.size(), most); ++i) {
    const BaselineEntry& entry = entries[i];
    text += fmt::format("{}{}{}{} in {}", i > 0 ? ", " : "", entry.rule, entry.entity.empty() ? "" : " of ",
                        entry.entity, relative_path(working_folder, entry.path));
  }
  if (entries.size() > most) text += fmt::format(" and {} more", entries.size() - most);
  return text;
}

std::optional<std::string> path_of(std::string_view option, const std::optional<std::string>& given,
                                   const std::string& working_folder) {
  if (!given) return std::nullopt;
  if (given->empty() || *given == "-") throw UsageError(fmt::format("{} \"{}\" names no file", option, *given));
  return absolute_path(working_folder, *given);
}

/// What stands where a baseline is to be written. What is none is written over: that is the way to mend a broken one.
/// What cannot be read may be one, and is a UsageError.
Baseline baseline_at(const std::string& path, const Files& files) {
  if (files.kind(path) != FileKind::file) return {};
  try {
    return read_baseline(path, files, false);
  } catch (const UsageError&) {
    if (!files.read(path, 1).value) throw;
    return {};
  }
}

/// All findings of the files that a baseline may list.
Baseline baseline_of(const std::vector<JudgedFile>& judged) {
  Baseline baseline;
  for (const JudgedFile& file : judged) {
    for (const Diagnostic& diagnostic : file.checked->validation.diagnostics) {
      if (diagnostic.rule->pinned) continue;
      const Finding& finding = diagnostic.finding;
      baseline.push_back(
          {diagnostic.fingerprint, std::string(diagnostic.rule->id), file.path, finding.entity, finding.message});
    }
  }
  return baseline;
}

}  // namespace

BaselineUse use_baseline(const Baseline& baseline, const std::vector<JudgedFile>& judged,
                         const std::set<std::string>& unread, const Files& files) {
  BaselineUse use;
  Known known(without_pinned(baseline, use.pinned), files);
  std::map<std::string_view, KnownFile> by_path;
  for (const JudgedFile& file : judged) {
    take_out(*file.checked, [&](const Diagnostic& found) { return known.meet(found.fingerprint, file.path); });
    by_path.emplace(file.path, known_file(file));
  }
  const auto is_gone = [&](const BaselineEntry& entry) {
    if (unread.contains(entry.path)) return false;
    const auto file = by_path.find(entry.path);
    if (file != by_path.end()) return judged_in_full(file->second, entry.rule);
    const FileKind kind = files.kind(entry.path);
    return kind == FileKind::missing || kind == FileKind::folder;
  };
  for (std::size_t i = 0; i < known.entries().size(); ++i) {
    const BaselineEntry& entry = known.entries()[i];
    (known.met(i) ? use.met : is_gone(entry) ? use.gone : use.kept).push_back(entry);
  }
  return use;
}

Ratchet::Ratchet(const std::optional<std::string>& baseline, const std::optional<std::string>& write_baseline,
                 const Files& files, bool colour)
    : files_(files),
      working_folder_(files.current_folder()),
      read_path_(path_of("--baseline", baseline, working_folder_)),
      write_path_(path_of("--write-baseline", write_baseline, working_folder_)) {
  if (read_path_) {
    known_ = read_baseline(*read_path_, files, colour);
  } else if (write_path_) {
    known_ = baseline_at(*write_path_, files);
  }
}

void Ratchet::use(const std::vector<JudgedFile>& judged, const std::set<std::string>& unread, bool all_was_checked) {
  all_was_checked_ = all_was_checked;
  if (read_path_) {
    use_ = use_baseline(known_, judged, unread, files_);
  } else if (writes()) {
    use_.met = baseline_of(judged);
    use_.kept = use_baseline(known_, judged, unread, files_).kept;
    for (const JudgedFile& file : judged) take_out(*file.checked, [](const Diagnostic&) { return true; });
  }
}

std::optional<OutputFile> Ratchet::output() const {
  if (!writes()) return std::nullopt;
  Baseline entries = use_.met;
  entries.insert(entries.end(), use_.kept.begin(), use_.kept.end());
  return OutputFile{*write_path_, baseline_text(entries, *write_path_)};
}

std::optional<std::string> Ratchet::problem() const {
  if (!write_path_ || writes()) return std::nullopt;
  return name_of(*write_path_) + ": not written, since it would lack the findings of what could not be checked";
}

std::vector<std::string> Ratchet::notes() const {
  std::vector<std::string> notes;
  const std::string next_step =
      write_path_ ? name_of(*write_path_) + " is written without" : "--write-baseline writes it without";
  if (!use_.gone.empty()) {
    notes.push_back(fmt::format("{} of the baseline {} gone: {}; {} {}", counted(std::ssize(use_.gone), "finding"),
                                use_.gone.size() == 1 ? "is" : "are", names_of(use_.gone, working_folder_), next_step,
                                use_.gone.size() == 1 ? "it" : "them"));
  }
  if (!use_.pinned.empty()) {
    notes.push_back(fmt::format("the baseline lists findings of pinned rules, which always count: {}; {} them",
                                names_of(use_.pinned, working_folder_), next_step));
  }
  if (writes()) {
    notes.push_back(fmt::format("{} now lists {}", name_of(*write_path_),
                                counted(std::ssize(use_.met) + std::ssize(use_.kept), "finding")));
  }
  return notes;
}

std::string Ratchet::name_of(const std::string& path) const { return relative_path(working_folder_, path); }

}  // namespace ampsite::app
