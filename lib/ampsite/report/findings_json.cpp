#include "ampsite/report/findings_json.h"

#include "ampsite/report/json_report.h"
#include "ampsite/version.h"

namespace ampsite {

namespace {

Json related_json(const CheckedFile& file, const Finding& finding) {
  Json list = Json::array();
  for (const Related& related : finding.related) {
    const Position at = file.source.position(related.span.begin);
    list.push_back(
        Json{{"file", file.source.name()}, {"line", at.line}, {"column", at.column}, {"message", related.message}});
  }
  return list;
}

Json diagnostic_json(const CheckedFile& file, const Diagnostic& diagnostic) {
  const Finding& finding = diagnostic.finding;
  const Position begin = file.source.position(finding.span.begin);
  const Position end = file.source.position(finding.span.end);
  Json json{{"rule", diagnostic.rule->id},
            {"name", diagnostic.rule->name},
            {"severity", to_text(diagnostic.severity)},
            {"message", finding.message},
            {"file", file.source.name()}};
  if (!finding.entity.empty()) json["entity"] = finding.entity;
  if (!finding.path.empty()) json["path"] = finding.path;
  json["line"] = begin.line;
  json["column"] = begin.column;
  json["end_line"] = end.line;
  json["end_column"] = end.column;
  if (!finding.help.empty()) json["help"] = finding.help;
  json["related"] = related_json(file, finding);
  json["fingerprint"] = diagnostic.fingerprint;
  return json;
}

}  // namespace

std::string findings_json(const std::vector<CheckedFile>& files, const std::vector<UncheckedPath>& unchecked) {
  const FindingCounts counts = count_findings(files);
  JsonReport text;
  text.begin_object();
  text.add("format", "ampsite-diagnostics/1");
  text.add("ampsite", version);
  text.add("summary", Json{{"files", counts.files},
                           {"errors", counts.errors},
                           {"warnings", counts.warnings},
                           {"notes", counts.notes},
                           {"suppressed", counts.suppressed},
                           {"baselined", counts.baselined}});
  if (!unchecked.empty()) {
    text.begin_list("unchecked");
    for (const UncheckedPath& path : unchecked) text.add(Json{{"file", path.name}, {"why", path.why}});
    text.end_list();
  }
  text.begin_list("diagnostics");
  for (const CheckedFile& file : files) {
    for (const Diagnostic& diagnostic : file.validation.diagnostics) text.add(diagnostic_json(file, diagnostic));
  }
  text.end_list();
  text.end_object();
  return text.take();
}

}  // namespace ampsite
