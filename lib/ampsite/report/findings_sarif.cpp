#include "ampsite/report/findings_sarif.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <span>
#include <string_view>

#include "ampsite/read/json_text.h"
#include "ampsite/report/finding_words.h"
#include "ampsite/report/sarif_rules.h"
#include "ampsite/report/terminal_text.h"
#include "ampsite/rules/registry.h"
#include "ampsite/version.h"

namespace ampsite {

namespace {

/// A path as part of a URI (RFC 3986); a colon is written as a code too, since it could end a scheme.
std::string percent_encoded(std::string_view path) {
  constexpr std::string_view plain = "-._~/";
  constexpr std::string_view digits = "0123456789ABCDEF";
  std::string uri;
  for (const char c : path) {
    const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    if (letter || (c >= '0' && c <= '9') || plain.find(c) != std::string_view::npos) {
      uri += c;
      continue;
    }
    const auto byte = static_cast<unsigned char>(c);
    uri += '%';
    uri += digits[byte >> 4U];
    uri += digits[byte & 0xFU];
  }
  return uri;
}

/// What would be a link in a message is none: its words may come from a file.
std::string without_links(std::string text) {
  for (std::size_t at = text.find("]("); at != std::string::npos; at = text.find("](", at)) text.insert(at + 1, 1, ' ');
  return text;
}

std::string link_text(const Related& related, const Region& region) {
  if (related.message.empty()) return fmt::format("line {}", region.begin.line);
  std::string text = printable(related.message);
  std::replace(text.begin(), text.end(), '[', '(');
  std::replace(text.begin(), text.end(), ']', ')');
  return text;
}

/// Of a file named from the root the URI is absolute: "file:///tmp/a.yaml".
std::string uri_of(const std::string& name) {
  return (name.starts_with('/') ? "file://" : "") + percent_encoded(valid_utf8(name));
}

void add_artifact(JsonText& json, const std::string& uri) {
  const bool absolute = uri.starts_with("file:");  // in a relative one a colon is a code
  json.key("artifactLocation");
  json.begin_object();
  json.text("uri", uri);
  if (!absolute) json.text("uriBaseId", "%SRCROOT%");
  json.end_object();
}

void add_text(JsonText& json, std::string_view key, std::string_view text) {
  json.key(key);
  json.begin_object();
  json.text("text", text);
  json.end_object();
}

class ResultWriter {
 public:
  explicit ResultWriter(const CheckedFile& file) : source_(file.source), uri_(uri_of(file.source.name())) {}

  std::string write(const JudgedFinding& judged) const {
    const Diagnostic& diagnostic = *judged.diagnostic;
    const Finding& finding = diagnostic.finding;
    JsonText json(JsonLayout::compact);
    json.begin_object();
    json.text("ruleId", diagnostic.rule->id);
    if (const Rule* rule = find_rule(diagnostic.rule->id)) {
      json.number("ruleIndex", static_cast<double>(rule - all_rules().data()));
    }
    json.text("level", to_text(diagnostic.severity));
    add_text(json, "message", message(finding));
    json.key("locations");
    json.begin_array();
    json.begin_object();
    add_place(json, region_of(source_, finding.span));
    json.end_object();
    json.end_array();
    add_related(json, finding);
    json.key("partialFingerprints");
    json.begin_object();
    json.text("primaryLocationLineHash", diagnostic.fingerprint);
    json.end_object();
    add_suppressions(json, judged);
    json.end_object();
    return json.take();
  }

 private:
  /// Links to the related places, without which GitHub does not show them.
  std::string message(const Finding& finding) const {
    constexpr std::size_t most_links = 5;
    std::string text = without_links(message_sentence(finding));
    for (std::size_t i = 0; i < std::min(finding.related.size(), most_links); ++i) {
      const Related& related = finding.related[i];
      text += fmt::format("{}[{}]({})", i == 0 ? " See " : ", ", link_text(related, region_of(source_, related.span)),
                          i + 1);
    }
    if (!finding.related.empty()) text += '.';
    if (!finding.help.empty()) text += " Help: " + without_links(printable(finding.help));
    return text;
  }

  void add_place(JsonText& json, const Region& region) const {
    json.key("physicalLocation");
    json.begin_object();
    add_artifact(json, uri_);
    json.key("region");
    json.begin_object();
    json.number("startLine", region.begin.line);
    json.number("startColumn", region.begin.column);
    json.number("endLine", region.end.line);
    json.number("endColumn", region.end.column);
    json.end_object();
    json.end_object();
  }

  void add_related(JsonText& json, const Finding& finding) const {
    if (finding.related.empty()) return;
    json.key("relatedLocations");
    json.begin_array();
    for (std::size_t i = 0; i < finding.related.size(); ++i) {
      const Related& related = finding.related[i];
      const Region region = region_of(source_, related.span);
      json.begin_object();
      json.number("id", static_cast<double>(i + 1));
      add_place(json, region);
      add_text(json, "message", link_text(related, region));
      json.end_object();
    }
    json.end_array();
  }

  static void add_suppressions(JsonText& json, const JudgedFinding& judged) {
    json.key("suppressions");
    json.begin_array();
    if (judged.suppressed_because != nullptr) {
      json.begin_object();
      json.text("kind", "inSource");
      if (!judged.suppressed_because->empty()) json.text("justification", printable(*judged.suppressed_because));
      json.end_object();
    }
    json.end_array();
  }

  const SourceText& source_;
  std::string uri_;
};

/// How the run went: what could not be checked makes it no success, or whoever takes the report would hold mended what
/// was found there before.
std::string invocation(const std::vector<UncheckedPath>& unchecked) {
  if (unchecked.empty()) return R"({"executionSuccessful": true})";
  JsonText json(JsonLayout::compact);
  json.begin_object();
  json.boolean("executionSuccessful", false);
  json.key("toolExecutionNotifications");
  json.begin_array();
  for (const UncheckedPath& path : unchecked) {
    json.begin_object();
    json.text("level", "error");
    add_text(json, "message", without_links(printable(path.name + ": " + path.why)));
    json.key("locations");
    json.begin_array();
    json.begin_object();
    json.key("physicalLocation");
    json.begin_object();
    add_artifact(json, uri_of(path.name));
    json.end_object();
    json.end_object();
    json.end_array();
    json.end_object();
  }
  json.end_array();
  json.end_object();
  return json.take();
}

void add_rows(std::string& text, const std::vector<std::string>& rows, std::string_view indent) {
  text += '[';
  for (std::size_t i = 0; i < rows.size(); ++i)
    fmt::format_to(std::back_inserter(text), "{}\n{}  {}", i > 0 ? "," : "", indent, rows[i]);
  if (!rows.empty()) fmt::format_to(std::back_inserter(text), "\n{}", indent);
  text += ']';
}

}  // namespace

std::string findings_sarif(const std::vector<CheckedFile>& files, const std::vector<UncheckedPath>& unchecked) {
  std::vector<std::string> results;
  for (const CheckedFile& file : files) {
    const ResultWriter writer(file);
    for (const JudgedFinding& judged : all_findings(file.validation)) results.push_back(writer.write(judged));
  }
  std::string text = fmt::format(R"({{
  "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
  "version": "2.1.0",
  "runs": [
    {{
      "tool": {{
        "driver": {{
          "name": "ampsite",
          "version": "{0}",
          "semanticVersion": "{0}",
          "rules": )",
                                 version);
  add_rows(text, sarif_rules(all_rules()), "          ");
  text += fmt::format(R"(
        }}
      }},
      "invocations": [{}],)",
                      invocation(unchecked));
  text += R"(
      "originalUriBaseIds": {"%SRCROOT%": {"description": {"text": "The folder in which ampsite ran."}}},
      "columnKind": "unicodeCodePoints",
      "results": )";
  add_rows(text, results, "      ");
  text += "\n    }\n  ]\n}\n";
  return text;
}

}  // namespace ampsite
