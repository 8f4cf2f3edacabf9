#pragma once
// What the formats for other programs (SARIF, JUnit, GitHub, GitLab) have in common: which findings, where, and their
// words on one line.

#include <string>
#include <string_view>
#include <vector>

#include "ampsite/report/checked_file.h"

namespace ampsite {

/// A diagnostic of a file, and what its comment gives as the reason where one silences it, else null.
struct JudgedFinding {
  const Diagnostic* diagnostic = nullptr;
  const std::string* suppressed_because = nullptr;
};

/// All diagnostics of a file, suppressed ones too, by place and rule. They point into `validation`.
std::vector<JudgedFinding> all_findings(const Validation& validation);

/// Lines and columns from 1, columns in code points. `end` is exclusive, and never before `begin`: equal to it where a
/// span is empty, as at the end of a file.
struct Region {
  Position begin;
  Position end;
};

Region region_of(const SourceText& source, Span span);

/// The text as it is, save that bytes which are no UTF-8 became U+FFFD.
std::string valid_utf8(std::string_view text);

/// "limit 90 A of main is over its fuse.": printable and closed, so that more can follow.
std::string message_sentence(const Finding& finding);

/// The sentence of the message, and " Help: lower the limit to 80 A" where the finding has help.
std::string message_with_help(const Finding& finding);

}  // namespace ampsite
