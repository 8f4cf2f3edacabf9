#pragma once
// What holds for the findings of any text.

#include "ampsite/rules/registry.h"
#include "ampsite/source/finding.h"
#include "ampsite/source/source_text.h"
#include "claim.h"

namespace ampsite::fuzz {

inline void claim_span(const SourceText& source, Span span, const std::string& message) {
  claim(span.begin <= span.end && span.end <= source.text().size(), "a finding stands within the text", message);
  const Position begin = source.position(span.begin);
  const Position end = source.position(span.end);
  claim(begin.line >= 1 && begin.column >= 1, "lines and columns count from 1", message);
  claim(end.line > begin.line || (end.line == begin.line && end.column >= begin.column),
        "a place ends behind its begin", message);
  claim(end.line <= source.line_count(), "a place is in a line that is there", message);
}

inline void claim_finding(const SourceText& source, const Finding& finding) {
  claim(find_rule(finding.rule) != nullptr, "a finding is of a rule that exists", finding.rule);
  claim(!finding.message.empty(), "a finding says something", finding.rule);
  claim_span(source, finding.span, finding.message);
  for (const Related& related : finding.related) claim_span(source, related.span, related.message);
}

inline void claim_findings(const SourceText& source, const Findings& findings) {
  for (const Finding& finding : findings) claim_finding(source, finding);
}

}  // namespace ampsite::fuzz
