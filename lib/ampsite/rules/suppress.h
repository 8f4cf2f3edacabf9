#pragma once
// Comments in a site file that silence findings:
//
//   # ampsite: ignore[AMP204] reason         findings on this line; alone on its line, on the next
//   # ampsite: ignore-file[AMP207] reason    findings anywhere in the file
//
// A comment alone on its line skips the comment lines below it, so that several can stand above one line.

#include <functional>
#include <string_view>
#include <vector>

#include "ampsite/read/yaml_tree.h"
#include "ampsite/rules/registry.h"
#include "ampsite/source/finding.h"
#include "ampsite/source/source_text.h"

namespace ampsite {

/// One rule that one comment is to silence.
struct Suppression {
  const Rule* rule = nullptr;
  int line = 0;  ///< findings that begin on this line; 0: in the whole file
  Span span;     ///< the rule's id in the comment
  Span reason;   ///< what the comment says behind its bracket; may be empty
  bool used = false;
};

struct Suppressions {
  std::vector<Suppression> entries;  ///< by rule and line, then in the order of the file
  Findings findings;                 ///< AMP010 for what cannot be followed, AMP011 for a missing reason
};

/// Reads the comments that begin with "ampsite:".
Suppressions read_suppressions(const SourceText& source, const std::vector<Comment>& comments);

/// The first entry in the file that silences a finding, or null; marks all that do so as used. `entries` are in the
/// order in which `read_suppressions` gives them; takes logarithmic time.
const Suppression* silence(const SourceText& source, std::vector<Suppression>& entries, const Rule& rule, Span span);

/// AMP010 about an entry that silenced nothing.
Finding unused_suppression(const Suppression& entry);

}  // namespace ampsite
