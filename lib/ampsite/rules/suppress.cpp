#include "ampsite/rules/suppress.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <tuple>

namespace ampsite {
namespace {

constexpr std::string_view blanks = " \t\r\n";

std::string_view trim_left(std::string_view text) {
  text.remove_prefix(std::min(text.find_first_not_of(blanks), text.size()));
  return text;
}

std::string_view trim(std::string_view text) {
  text = trim_left(text);
  return text.substr(0, text.find_last_not_of(blanks) + 1);
}

/// A part of the source, from a view into its text.
Span span_of(const SourceText& source, std::string_view part) {
  const auto begin = static_cast<std::uint32_t>(part.data() - source.text().data());
  return {begin, begin + static_cast<std::uint32_t>(part.size())};
}

bool is_comment_alone(std::string_view line) { return trim_left(line).starts_with('#'); }

/// Finds the line whose findings a comment silences. Asked in the order of the file: many comments may stand above one
/// line, and are not to be walked past for each of them.
class LineMeant {
 public:
  explicit LineMeant(const SourceText& source) : source_(source) {}

  int of(Span comment) {
    const int line = source_.position(comment.begin).line;
    if (line < below_) return below_;
    if (!is_comment_alone(source_.line(line))) return line;
    below_ = line;
    while (below_ <= source_.line_count() && is_comment_alone(source_.line(below_))) ++below_;
    return below_;
  }

 private:
  const SourceText& source_;
  int below_ = 0;  ///< the line below the last comments that stand alone
};

/// `about`, the ids that the comment names, tells the findings of one file apart.
Finding finding_at(std::string_view rule, Span span, std::string_view about, std::string message,
                   std::string_view help) {
  Finding finding;
  finding.rule = rule;
  finding.key = about;
  finding.span = span;
  finding.message = std::move(message);
  finding.help = help;
  return finding;
}

constexpr std::string_view form_help =
    "write # ampsite: ignore[AMP204] and why, or # ampsite: ignore-file[AMP204] and why";

/// A comment taken apart: views into the source.
struct Parsed {
  bool whole_file = false;
  std::string_view ids;
  std::string_view reason;
};

std::optional<Parsed> parse(std::string_view text) {
  Parsed parsed;
  constexpr std::string_view ignore = "ignore";
  constexpr std::string_view file = "-file";
  if (!text.starts_with(ignore)) return std::nullopt;
  text.remove_prefix(ignore.size());
  if (text.starts_with(file)) {
    parsed.whole_file = true;
    text.remove_prefix(file.size());
  }
  if (!text.starts_with('[')) return std::nullopt;
  const std::size_t close = text.find(']');
  if (close == std::string_view::npos) return std::nullopt;
  parsed.ids = text.substr(1, close - 1);
  parsed.reason = trim(text.substr(close + 1));
  return parsed;
}

void read_id(const SourceText& source, std::string_view id, int line, Span reason, Suppressions& suppressions) {
  const Span span = span_of(source, id);
  const Rule* rule = find_rule(id);
  if (rule == nullptr) {
    suppressions.findings.push_back(finding_at(
        "AMP010", span, id, id.empty() ? "this comment names no rule" : fmt::format("there is no rule {}", id),
        "name the rule as the finding shows it, such as AMP204"));
  } else if (rule->pinned) {
    suppressions.findings.push_back(
        finding_at("AMP010", span, id,
                   fmt::format("{} ({}) cannot be silenced: it protects people, the fuse or the meaning of the file",
                               rule->id, rule->name),
                   "put right what the rule finds, and take this comment out"));
  } else {
    suppressions.entries.push_back({rule, line, span, reason, false});
  }
}

void read_comment(const SourceText& source, const Comment& comment, LineMeant& line_meant, Suppressions& suppressions) {
  constexpr std::string_view mark = "ampsite:";
  std::string_view text = trim(comment.text);
  if (!text.starts_with(mark)) return;
  text = trim_left(text.substr(mark.size()));
  // "# ampsite: 1" is the format version, put in a comment.
  if (!text.empty() && text.front() >= '0' && text.front() <= '9') return;
  const std::optional<Parsed> parsed = parse(text);
  if (!parsed) {
    suppressions.findings.push_back(
        finding_at("AMP010", comment.span, "", "this comment is not in a form that silences anything", form_help));
    return;
  }
  const int line = parsed->whole_file ? 0 : line_meant.of(comment.span);
  const Span reason = span_of(source, parsed->reason);
  std::string_view ids = parsed->ids;
  while (true) {
    const std::size_t comma = ids.find(',');
    read_id(source, trim(ids.substr(0, comma)), line, reason, suppressions);
    if (comma == std::string_view::npos) break;
    ids.remove_prefix(comma + 1);
  }
  if (parsed->reason.empty()) {
    suppressions.findings.push_back(
        finding_at("AMP011", comment.span, parsed->ids, "this comment silences a rule without a reason",
                   "write behind the bracket why the finding may stand, for whoever reads the file next"));
  }
}

bool stands_before(const Suppression& a, const Suppression& b) {
  return std::tie(a.rule->id, a.line) < std::tie(b.rule->id, b.line);
}

/// The first entry of a rule for a line, or null. All of them are used, or none is.
const Suppression* silence_on(std::vector<Suppression>& entries, const Rule& rule, int line) {
  const Suppression sought{&rule, line, {}, {}, false};
  const auto first = std::lower_bound(entries.begin(), entries.end(), sought, stands_before);
  if (first == entries.end() || stands_before(sought, *first)) return nullptr;
  if (first->used) return &*first;
  const auto end = std::upper_bound(first, entries.end(), sought, stands_before);
  std::for_each(first, end, [](Suppression& entry) { entry.used = true; });
  return &*first;
}

}  // namespace

Suppressions read_suppressions(const SourceText& source, const std::vector<Comment>& comments) {
  Suppressions suppressions;
  LineMeant line_meant(source);
  for (const Comment& comment : comments) read_comment(source, comment, line_meant, suppressions);
  std::stable_sort(suppressions.entries.begin(), suppressions.entries.end(), stands_before);
  return suppressions;
}

const Suppression* silence(const SourceText& source, std::vector<Suppression>& entries, const Rule& rule, Span span) {
  if (entries.empty() || rule.pinned) return nullptr;
  const Suppression* of_file = silence_on(entries, rule, 0);
  const Suppression* of_line = silence_on(entries, rule, source.position(span.begin).line);
  if (of_file == nullptr || of_line == nullptr) return of_file == nullptr ? of_line : of_file;
  return of_file->span.begin < of_line->span.begin ? of_file : of_line;
}

Finding unused_suppression(const Suppression& entry) {
  return finding_at("AMP010", entry.span, entry.rule->id,
                    fmt::format("{} ({}) has no finding {} to silence", entry.rule->id, entry.rule->name,
                                entry.line == 0 ? "in this file" : fmt::format("on line {}", entry.line)),
                    "take it out of this comment, or move the comment to the line of the finding");
}

}  // namespace ampsite
