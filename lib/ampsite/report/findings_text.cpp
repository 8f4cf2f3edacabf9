#include "ampsite/report/findings_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

#include "ampsite/report/excerpt.h"
#include "ampsite/report/terminal_text.h"

namespace ampsite {

namespace {

enum class Style { error, warning, note, gutter, strong };

std::string_view escape_code(Style style) {
  switch (style) {
    case Style::error:
      return "\x1b[1;31m";
    case Style::warning:
      return "\x1b[1;33m";
    case Style::note:
      return "\x1b[1;36m";
    case Style::gutter:
      return "\x1b[1;34m";
    case Style::strong:
      return "\x1b[1m";
  }
  return "";
}

Style style_of(Severity severity) {
  switch (severity) {
    case Severity::error:
      return Style::error;
    case Severity::warning:
      return Style::warning;
    case Severity::note:
      return Style::note;
  }
  return Style::note;
}

std::string styled(std::string_view text, Style style, bool colour) {
  return colour ? fmt::format("{}{}\x1b[0m", escape_code(style), text) : std::string(text);
}

struct Title {
  Severity severity;
  std::string label;  ///< "error[AMP201]"
  std::string name;   ///< "charger-fuse-over-63a"; may be empty
};

class FindingWriter {
 public:
  FindingWriter(std::string& text, const SourceText& source, bool colour)
      : text_(text), source_(source), colour_(colour) {}

  void write(const Title& title, const Finding& finding) {
    const std::string message = (title.name.empty() ? "" : " " + title.name) + ": " + printable(finding.message);
    line("{}{}", styled(title.label, style_of(title.severity), colour_), styled(message, Style::strong, colour_));
    gutter_ = gutter_width(finding);
    place("-->", finding.span, "");
    excerpt(finding.span, '^', style_of(title.severity));
    for (const Related& related : finding.related) {
      line("{}", bar());
      place(":::", related.span, related.message.empty() ? "" : ": " + printable(related.message));
      excerpt(related.span, '-', Style::gutter);
    }
    if (!finding.help.empty()) {
      line("{} {}", styled(std::string(gutter_ + 1, ' ') + "=", Style::gutter, colour_),
           styled("help:", Style::strong, colour_) + " " + printable(finding.help));
    }
  }

 private:
  template <class... Values>
  void line(fmt::format_string<Values...> format, Values&&... values) {
    fmt::format_to(std::back_inserter(text_), format, std::forward<Values>(values)...);
    text_ += '\n';
  }

  std::size_t gutter_width(const Finding& finding) const {
    int last = source_.position(finding.span.begin).line;
    for (const Related& related : finding.related) last = std::max(last, source_.position(related.span.begin).line);
    return std::to_string(last).size();
  }

  std::string bar() const { return styled(std::string(gutter_ + 1, ' ') + "|", Style::gutter, colour_); }

  void place(std::string_view arrow, Span span, const std::string& message) {
    const Position at = source_.position(span.begin);
    line("{} {}:{}:{}{}", styled(std::string(gutter_, ' ') + std::string(arrow), Style::gutter, colour_),
         printable(source_.name()), at.line, at.column, message);
  }

  void excerpt(Span span, char mark, Style style) {
    if (source_.text().empty()) return;
    const Excerpt shown = make_excerpt(source_, span, mark);
    const std::string number = fmt::format("{:>{}} |", shown.line_number, gutter_);
    line("{}", bar());
    line("{}{}{}", styled(number, Style::gutter, colour_), shown.text.empty() ? "" : " ", shown.text);
    line("{} {}", bar(), styled(shown.marks, style, colour_));
  }

  std::string& text_;
  const SourceText& source_;
  bool colour_;
  std::size_t gutter_ = 1;
};

}  // namespace

std::string findings_summary(const FindingCounts& counts) {
  std::vector<std::string> parts;
  if (counts.errors > 0) parts.push_back(counted(counts.errors, "error"));
  if (counts.warnings > 0) parts.push_back(counted(counts.warnings, "warning"));
  if (counts.notes > 0) parts.push_back(counted(counts.notes, "note"));
  std::string text = parts.empty() ? "no findings" : parts[0];
  for (std::size_t i = 1; i < parts.size(); ++i) text += (i + 1 == parts.size() ? " and " : ", ") + parts[i];
  text += " in " + counted(counts.files, "file");
  if (counts.suppressed > 0) text += fmt::format(", {} suppressed", counts.suppressed);
  if (counts.baselined > 0) text += fmt::format(", {} in the baseline", counts.baselined);
  if (counts.unchecked > 0) text += fmt::format(", {} not checked", counts.unchecked);
  return text;
}

std::string problem_text(const SourceText& source, const Finding& finding, std::string_view title,
                         const TextOptions& options) {
  std::string text;
  FindingWriter(text, source, options.colour).write({Severity::error, std::string(title), ""}, finding);
  return text;
}

std::string findings_text(const std::vector<CheckedFile>& files, const TextOptions& options,
                          const std::vector<UncheckedPath>& unchecked) {
  std::string text;
  for (const CheckedFile& file : files) {
    FindingWriter writer(text, file.source, options.colour);
    for (const Diagnostic& diagnostic : file.validation.diagnostics) {
      const Title title{diagnostic.severity, fmt::format("{}[{}]", to_text(diagnostic.severity), diagnostic.rule->id),
                        std::string(diagnostic.rule->name)};
      writer.write(title, diagnostic.finding);
      text += '\n';
    }
  }
  if (options.summary) text += findings_summary(count_findings(files, unchecked)) + "\n";
  return text;
}

}  // namespace ampsite
