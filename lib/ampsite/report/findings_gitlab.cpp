#include "ampsite/report/findings_gitlab.h"

#include <fmt/format.h>

#include <map>
#include <string_view>

#include "ampsite/read/json_text.h"
#include "ampsite/report/finding_words.h"
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

std::string row(const CheckedFile& file, const Diagnostic& diagnostic, const std::string& path,
                std::string_view fingerprint) {
  const auto [begin, end] = region_of(file.source, diagnostic.finding.span);
  JsonText json(JsonLayout::compact);
  json.begin_object();
  json.text("description", fmt::format("{}: {}", diagnostic.rule->name, message_with_help(diagnostic.finding)));
  json.text("check_name", diagnostic.rule->id);
  json.text("fingerprint", fingerprint);
  json.text("severity", severity_word(diagnostic.severity));
  json.key("location");
  json.begin_object();
  json.text("path", path);
  json.key("lines");
  json.begin_object();
  json.number("begin", begin.line);
  json.number("end", end.line);
  json.end_object();
  json.end_object();
  json.end_object();
  return json.take();
}

}  // namespace

std::string findings_gitlab(const std::vector<CheckedFile>& files) {
  std::map<std::string, int> called_alike;
  for (const CheckedFile& file : files) ++called_alike[valid_utf8(file.fingerprint_file)];
  std::string text = "[";
  std::string_view separator = "\n  ";
  for (const CheckedFile& file : files) {
    const bool alone = called_alike[valid_utf8(file.fingerprint_file)] == 1;
    const std::string path = valid_utf8(file.source.name());
    for (const Diagnostic& diagnostic : file.validation.diagnostics) {
      const std::string& own = diagnostic.fingerprint;
      text += separator;
      text += row(file, diagnostic, path, alone ? own : sha256_hex(own + " " + file.source.name()));
      separator = ",\n  ";
    }
  }
  return text + (text.size() > 1 ? "\n]\n" : "]\n");
}

}  // namespace ampsite
