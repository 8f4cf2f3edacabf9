#include "ampsite/report/finding_words.h"

#include <algorithm>
#include <iterator>
#include <tuple>

#include "ampsite/report/terminal_text.h"

namespace ampsite {

namespace {

bool stands_before(const JudgedFinding& a, const JudgedFinding& b) {
  const auto place = [](const JudgedFinding& judged) {
    return std::tuple(judged.diagnostic->finding.span.begin, judged.diagnostic->rule->id);
  };
  return place(a) < place(b);
}

bool before(const Position& a, const Position& b) {
  return std::tuple(a.line, a.column) < std::tuple(b.line, b.column);
}

}  // namespace

std::vector<JudgedFinding> all_findings(const Validation& validation) {
  std::vector<JudgedFinding> judged;
  judged.reserve(validation.diagnostics.size() + validation.suppressed.size());
  for (const Diagnostic& diagnostic : validation.diagnostics) judged.push_back({&diagnostic, nullptr});
  const auto shown = static_cast<std::ptrdiff_t>(judged.size());
  for (const SuppressedDiagnostic& silenced : validation.suppressed) {
    judged.push_back({&silenced.diagnostic, &silenced.reason});
  }
  std::inplace_merge(judged.begin(), judged.begin() + shown, judged.end(), stands_before);
  return judged;
}

Region region_of(const SourceText& source, Span span) {
  const Position begin = source.position(span.begin);
  const Position end = source.position(span.end);
  return {begin, before(end, begin) ? begin : end};
}

std::string valid_utf8(std::string_view text) {
  std::string result;
  result.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) {
    const CodePoint point = decode(text, at);
    constexpr char32_t replacement = 0xFFFD;
    result += point.value == replacement ? "\xEF\xBF\xBD" : text.substr(at, point.bytes);
    at += point.bytes;
  }
  return result;
}

std::string message_sentence(const Finding& finding) {
  std::string sentence = printable(finding.message);
  constexpr std::string_view closing = ".!?";
  if (sentence.empty() || closing.find(sentence.back()) == std::string_view::npos) sentence += '.';
  return sentence;
}

std::string message_with_help(const Finding& finding) {
  std::string text = message_sentence(finding);
  if (!finding.help.empty()) text += " Help: " + printable(finding.help);
  return text;
}

}  // namespace ampsite
