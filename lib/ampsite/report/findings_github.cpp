#include "ampsite/report/findings_github.h"

#include <fmt/format.h>

#include <iterator>

#include "ampsite/report/finding_words.h"
#include "ampsite/report/terminal_text.h"
#include "ampsite/source/sha256.h"

namespace ampsite {

namespace {

std::string_view command_of(Severity severity) {
  switch (severity) {
    case Severity::error:
      return "error";
    case Severity::warning:
      return "warning";
    case Severity::note:
      return "notice";
  }
  return "notice";
}

enum class Part { property, data };

std::string_view escaped(char c, Part part) {
  switch (c) {
    case '%':
      return "%25";
    case '\r':
      return "%0D";
    case '\n':
      return "%0A";
    case ':':
      return part == Part::property ? "%3A" : "";
    case ',':
      return part == Part::property ? "%2C" : "";
    default:
      return "";
  }
}

/// The text as a part of a command. Line breaks stay what they are: a file may have one in its name.
std::string escaped(std::string_view text, Part part) {
  std::string result;
  while (!text.empty()) {
    const std::size_t special = text.find_first_of("%\r\n:,");
    result += printable(text.substr(0, special));
    if (special == std::string_view::npos) break;
    const std::string_view replacement = escaped(text[special], part);
    result += replacement.empty() ? text.substr(special, 1) : replacement;
    text.remove_prefix(special + 1);
  }
  return result;
}

}  // namespace

std::string findings_github(const std::vector<CheckedFile>& files, const std::vector<UncheckedPath>& unchecked) {
  std::string text;
  for (const UncheckedPath& path : unchecked) {
    fmt::format_to(std::back_inserter(text), "::error file={},title=not checked::{}\n",
                   escaped(path.name, Part::property), escaped(printable(path.name + ": " + path.why), Part::data));
  }
  for (const CheckedFile& file : files) {
    const std::string name = escaped(file.source.name(), Part::property);
    for (const Diagnostic& diagnostic : file.validation.diagnostics) {
      const Finding& finding = diagnostic.finding;
      const auto [begin, end] = region_of(file.source, finding.span);
      const auto out = std::back_inserter(text);
      fmt::format_to(out, "::{} file={},line={}", command_of(diagnostic.severity), name, begin.line);
      if (begin.line == end.line) fmt::format_to(out, ",col={}", begin.column);
      fmt::format_to(out, ",endLine={}", end.line);
      if (begin.line == end.line) fmt::format_to(out, ",endColumn={}", end.column);
      fmt::format_to(out, ",title={} {}::{}", diagnostic.rule->id, diagnostic.rule->name,
                     escaped(printable(finding.message), Part::data));
      if (!finding.help.empty()) fmt::format_to(out, "%0Ahelp: {}", escaped(printable(finding.help), Part::data));
      text += '\n';
    }
  }
  return text;
}

std::string without_inner_commands(std::string_view line) {
  std::string text(line);
  for (std::size_t at = text.find("##["); at != std::string::npos; at = text.find("##[", at)) {
    text.insert(at + 2, "\xEF\xBF\xBD");
  }
  return text;
}

std::string without_workflow_commands(std::string_view text) {
  if (text.empty()) return {};
  const std::string word = sha256_hex(text);
  return fmt::format("::stop-commands::{0}\n{1}{2}::{0}::\n", word, text, text.ends_with('\n') ? "" : "\n");
}

}  // namespace ampsite
