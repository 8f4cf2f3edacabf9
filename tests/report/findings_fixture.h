#pragma once
// Findings made by hand, so that the reports are tested without the reader and the rules.

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "ampsite/report/checked_file.h"
#include "ampsite/report/fingerprint.h"

namespace ampsite::test {

inline constexpr Rule fuse_rule{"AMP201", "charger-fuse-over-63a", Severity::error, true, "", nullptr};
inline constexpr Rule limit_rule{"AMP203", "limit-over-fuse", Severity::error, true, "", nullptr};
inline constexpr Rule link_rule{"AMP707", "unconfigured-link", Severity::note, false, "", nullptr};

/// The place of the n-th occurrence (from 0) of some text.
inline Span span_of(std::string_view text, std::string_view part, int n = 0) {
  std::size_t at = text.find(part);
  for (; n > 0; --n) at = text.find(part, at + 1);
  return {static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(at + part.size())};
}

inline Diagnostic diagnostic(const Rule& rule, Finding finding) {
  finding.rule = std::string(rule.id);
  return {&rule, rule.severity, std::move(finding), {}};
}

inline CheckedFile checked(std::string name, std::string text, std::vector<Diagnostic> diagnostics,
                           std::vector<SuppressedDiagnostic> suppressed = {}) {
  Validation validation;
  validation.diagnostics = std::move(diagnostics);
  validation.suppressed = std::move(suppressed);
  CheckedFile file{SourceText(name, std::move(text)), std::move(validation), name};
  add_fingerprints(file);
  return file;
}

}  // namespace ampsite::test
