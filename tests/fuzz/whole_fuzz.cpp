// All of validate and plan on any text: findings in every format, and where the site can be planned, a plan in every
// format that is read back and verified. Everything is done twice and has to give the same bytes.

#include <algorithm>
#include <cstdint>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "ampsite/plan/document/read_plan.h"
#include "ampsite/plan/plan.h"
#include "ampsite/plan/verify/verify.h"
#include "ampsite/report/checked_file.h"
#include "ampsite/report/findings_concise.h"
#include "ampsite/report/findings_github.h"
#include "ampsite/report/findings_gitlab.h"
#include "ampsite/report/findings_json.h"
#include "ampsite/report/findings_junit.h"
#include "ampsite/report/findings_sarif.h"
#include "ampsite/report/findings_text.h"
#include "ampsite/report/fingerprint.h"
#include "ampsite/report/listed_findings.h"
#include "ampsite/report/plan_csv.h"
#include "ampsite/report/plan_html.h"
#include "ampsite/report/plan_json.h"
#include "ampsite/report/plan_markdown.h"
#include "ampsite/report/plan_report.h"
#include "ampsite/report/plan_text.h"
#include "ampsite/rules/validate.h"
#include "claim.h"
#include "finding_claims.h"
#include "xml_claim.h"

namespace ampsite::fuzz {
namespace {

using Outputs = std::vector<std::string>;

void claim_json(const std::string& text) { claim(nlohmann::json::accept(text), "it is JSON", text); }

std::vector<CheckedFile> checked_file(std::string_view text) {
  SourceText source("garage.site.yaml", std::string(text));
  Validation validation = validate(source);
  std::vector<CheckedFile> files;
  files.push_back({std::move(source), std::move(validation), "garage.site.yaml"});
  add_fingerprints(files.front());
  return files;
}

void claim_diagnostics(const CheckedFile& file) {
  std::vector<std::string> fingerprints;
  const auto look_at = [&](const Diagnostic& diagnostic) {
    claim(diagnostic.rule != nullptr && diagnostic.rule->id == diagnostic.finding.rule, "a finding has its rule");
    claim_finding(file.source, diagnostic.finding);
    fingerprints.push_back(diagnostic.fingerprint);
  };
  for (const Diagnostic& diagnostic : file.validation.diagnostics) look_at(diagnostic);
  for (const SuppressedDiagnostic& suppressed : file.validation.suppressed) {
    claim(!suppressed.diagnostic.rule->pinned, "a pinned rule is never silenced", suppressed.diagnostic.rule->id);
    look_at(suppressed.diagnostic);
  }
  std::sort(fingerprints.begin(), fingerprints.end());
  claim(std::adjacent_find(fingerprints.begin(), fingerprints.end()) == fingerprints.end(),
        "each finding has a fingerprint of its own");
}

Outputs findings_in_every_format(const std::vector<CheckedFile>& files) {
  Outputs outputs{findings_text(files), findings_text(files, {true, true}), findings_concise(files),
                  findings_github(files)};
  const std::vector<UncheckedPath> unchecked{{files.front().source.name(), "permission denied"}};
  std::vector<decltype(&findings_json)> json_formats{findings_json, findings_gitlab};
  // Of some texts only: it holds all rules' pages, and takes longer than all else together.
  if (files.front().source.text().size() % 16 == 0) json_formats.push_back(findings_sarif);
  for (const auto& format : json_formats) {
    outputs.push_back(format(files, unchecked));
    claim_json(outputs.back());
  }
  outputs.push_back(findings_junit(files, unchecked));
  claim_xml(outputs.back());
  return outputs;
}

/// As for `plan --allow-errors`: AMP001 to AMP008 stop any plan.
bool can_be_planned(const Validation& validation) {
  const auto of_the_file = [](const Diagnostic& diagnostic) {
    return diagnostic.rule->id >= "AMP001" && diagnostic.rule->id <= "AMP008";
  };
  return validation.site && std::none_of(validation.diagnostics.begin(), validation.diagnostics.end(), of_the_file);
}

std::string told(const Discrepancies& found) {
  std::string text;
  for (const Discrepancy& discrepancy : found) text += discrepancy.path + ": " + discrepancy.message + "\n";
  return text;
}

void claim_that_it_verifies(const std::string& json, const CheckedFile& file) {
  const Site& site = *file.validation.site;
  const ReadPlanResult read = read_plan(json, site);
  claim(read.document.has_value(), "a plan can be read back", read.problem);
  claim(read.document->malformed.empty(), "a plan has the form of a plan", told(read.document->malformed));
  claim(read.document->foreign.empty(), "a plan belongs to its site", told(read.document->foreign));
  const Plan& plan = read.document->plan;
  Discrepancies found = verify_plan(site, plan);
  const auto judge = [&](Findings findings) {
    return judged(std::move(findings), file.source, file.validation, ValidateOptions{});
  };
  verify_findings(make_plan_report(site, plan, file.validation.diagnostics, judge), read.document->findings, found);
  claim(found.empty(), "a plan verifies", told(found));
}

/// A page is XML too, beside its document type.
void claim_page(std::string_view page) {
  constexpr std::string_view type = "<!DOCTYPE html>\n";
  claim(page.starts_with(type), "a page says what it is", page);
  page.remove_prefix(type.size());
  const std::size_t style = page.find("<style>");
  const std::size_t behind = page.find("</style>", style);
  claim(behind != std::string_view::npos, "a page has its styles", page);
  claim_xml(std::string(page.substr(0, style)).append(page.substr(behind + std::string_view("</style>").size())));
}

Outputs plan_in_every_format(const CheckedFile& file) {
  const Site& site = *file.validation.site;
  const Plan plan = make_plan(site);
  const auto judge = [&](Findings findings) {
    return judged(std::move(findings), file.source, file.validation, ValidateOptions{});
  };
  const PlanReport report = make_plan_report(site, plan, file.validation.diagnostics, judge);
  const std::string page = plan_html(report);
  claim_page(page);
  Outputs outputs{plan_text(report), plan_markdown(report), plan_csv(report), page, plan_json(report)};
  claim_json(outputs.back());
  return outputs;
}

Outputs all_outputs(std::string_view text, bool first) {
  const std::vector<CheckedFile> files = checked_file(text);
  const CheckedFile& file = files.front();
  if (first) claim_diagnostics(file);
  Outputs outputs = findings_in_every_format(files);
  if (!can_be_planned(file.validation)) return outputs;
  const Outputs plans = plan_in_every_format(file);
  if (first) claim_that_it_verifies(plans.back(), file);
  outputs.insert(outputs.end(), plans.begin(), plans.end());
  return outputs;
}

}  // namespace
}  // namespace ampsite::fuzz

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace ampsite::fuzz;
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto outputs = all_outputs(text, true);
  // Of some only: everything twice takes twice as long.
  if (size % 4 == 0) claim(all_outputs(text, false) == outputs, "the same text gives the same bytes");
  return 0;
}
