#include "ampsite/report/findings_gitlab.h"

#include <fmt/format.h>

#include <map>
#include <string>
#include <string_view>

#include "ampsite/read/json_text.h"
#include "ampsite/report/finding_words.h"
#include "ampsite/report/terminal_text.h"
#include "ampsite/source/sha256.h"

namespace ampsite {

namespace {

std::string_view severity_word(Severity severity) {
  switch (severity) {
    case Severity::error:
      return "major";
    case Severity::warning:
      return "minor";
    case Severity::note:
      return "info";
  }
  return "info";
}

/// A row of the report; lines count from 1.
struct Row {
  std::string description;
  std::string_view check_name;
  std::string fingerprint;
  std::string_view severity;
  std::string path;
  int begin = 1;
  int end = 1;
};

std::string to_json(const Row& row) {
  JsonText json(JsonLayout::compact);
  json.begin_object();
  json.text("description", row.description);
  json.text("check_name", row.check_name);
  json.text("fingerprint", row.fingerprint);
  json.text("severity", row.severity);
  json.key("location");
  json.begin_object();
  json.text("path", row.path);
  json.key("lines");
  json.begin_object();
  json.number("begin", row.begin);
  json.number("end", row.end);
  json.end_object();
  json.end_object();
  json.end_object();
  return json.take();
}

std::string row(const CheckedFile& file, const Diagnostic& diagnostic, const std::string& path,
                const std::string& fingerprint) {
  const auto [begin, end] = region_of(file.source, diagnostic.finding.span);
  return to_json({fmt::format("{}: {}", diagnostic.rule->name, message_with_help(diagnostic.finding)),
                  diagnostic.rule->id, fingerprint, severity_word(diagnostic.severity), path, begin.line, end.line});
}

std::string row(const UncheckedPath& unchecked) {
  return to_json({printable("not checked: " + unchecked.why), "not-checked",
                  sha256_hex("not checked " + unchecked.name), "critical", valid_utf8(unchecked.name), 1, 1});
}

}  // namespace

std::string findings_gitlab(const std::vector<CheckedFile>& files, const std::vector<UncheckedPath>& unchecked) {
  std::map<std::string, int> called_alike;
  for (const CheckedFile& file : files) ++called_alike[valid_utf8(file.fingerprint_file)];
  std::string text = "[";
  std::string_view separator = "\n  ";
  const auto add = [&](const std::string& row) {
    text += separator;
    text += row;
    separator = ",\n  ";
  };
  for (const CheckedFile& file : files) {
    const bool alone = called_alike[valid_utf8(file.fingerprint_file)] == 1;
    const std::string path = valid_utf8(file.source.name());
    for (const Diagnostic& diagnostic : file.validation.diagnostics) {
      const std::string& own = diagnostic.fingerprint;
      add(row(file, diagnostic, path, alone ? own : sha256_hex(own + " " + file.source.name())));
    }
  }
  for (const UncheckedPath& path : unchecked) add(row(path));
  return text + (text.size() > 1 ? "\n]\n" : "]\n");
}

}  // namespace ampsite
