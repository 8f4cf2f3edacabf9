// The same findings in every format: each is read back as far as rule, file, line and severity go.

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <iterator>
#include <map>
#include <nlohmann/json.hpp>
#include <string>
#include <tuple>
#include <vector>

#include "ampsite/report/findings_concise.h"
#include "ampsite/report/findings_github.h"
#include "ampsite/report/findings_gitlab.h"
#include "ampsite/report/findings_json.h"
#include "ampsite/report/findings_junit.h"
#include "ampsite/report/findings_sarif.h"
#include "ampsite/report/findings_text.h"
#include "ampsite/report/fingerprint.h"
#include "support/lines.h"
#include "support/repository.h"

namespace fs = std::filesystem;

using namespace ampsite;
using namespace ampsite::test;

using nlohmann::json;

namespace {

struct Shown {
  std::string rule;
  std::string file;
  int line = 0;
  std::string severity;

  std::string text() const { return fmt::format("{}:{}: {}[{}]\n", file, line, severity, rule); }
  friend bool operator<(const Shown& a, const Shown& b) {
    return std::tie(a.file, a.line, a.rule, a.severity) < std::tie(b.file, b.line, b.rule, b.severity);
  }
};

/// What only one of two reports shows; empty where they agree.
std::string difference(std::vector<Shown> expected, std::vector<Shown> all) {
  std::sort(expected.begin(), expected.end());
  std::sort(all.begin(), all.end());
  std::vector<Shown> missing;
  std::vector<Shown> excess;
  std::set_difference(expected.begin(), expected.end(), all.begin(), all.end(), std::back_inserter(missing));
  std::set_difference(all.begin(), all.end(), expected.begin(), expected.end(), std::back_inserter(excess));
  std::string text;
  for (const Shown& shown : missing) text += "missing " + shown.text();
  for (const Shown& shown : excess) text += "too much " + shown.text();
  return text;
}

/// Good, bad and broken sites: all goldens, some of which have suppressions, and three that are hardly files at all.
std::vector<CheckedFile> golden_files() {
  std::map<std::string, std::string> texts{{"broken/empty file.site.yaml", ""},
                                           {"broken/100%,#a.site.yaml", "ampsite: ["},
                                           {"../outside.site.yaml", "\xFF"}};
  const fs::path folder = fs::path(AMPSITE_SOURCE_DIR) / "tests/golden";
  for (const auto& entry : fs::recursive_directory_iterator(folder)) {
    const std::string name = entry.path().lexically_relative(folder).generic_string();
    if (name.ends_with(".site.yaml")) texts[name] = repository_file("tests/golden/" + name);
  }
  std::vector<CheckedFile> files;
  for (const auto& [name, text] : texts) {
    SourceText source(name, text);
    Validation validation = validate(source);
    files.push_back({std::move(source), std::move(validation), name});
    add_fingerprints(files.back());
  }
  return files;
}

const std::vector<CheckedFile>& files() {
  static const std::vector<CheckedFile> all = golden_files();
  return all;
}

/// What stands between two texts, from a place on.
std::string between(std::string_view text, std::string_view before, std::string_view after) {
  const std::size_t begin = text.find(before);
  REQUIRE(begin != std::string_view::npos);
  text.remove_prefix(begin + before.size());
  return std::string(text.substr(0, text.find(after)));
}

/// "%25" and the like back to what they stand for.
std::string percent_decoded(std::string_view text) {
  std::string decoded;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '%') {
      decoded += text[i];
      continue;
    }
    decoded += static_cast<char>(std::stoi(std::string(text.substr(i + 1, 2)), nullptr, 16));
    i += 2;
  }
  return decoded;
}

/// "file:12:5: error[AMP201] ...", and without a severity where that stood a line before.
Shown from_place(std::string_view place, std::string_view severity, std::string_view rule) {
  const std::size_t column = place.rfind(':');
  const std::size_t line = place.rfind(':', column - 1);
  return {std::string(rule), std::string(place.substr(0, line)),
          std::stoi(std::string(place.substr(line + 1, column - line - 1))), std::string(severity)};
}

std::vector<Shown> in_json() {
  std::vector<Shown> all;
  const json report = json::parse(findings_json(files()));
  for (const json& d : report["diagnostics"]) {
    all.push_back({d["rule"], d["file"], d["line"], d["severity"]});
  }
  return all;
}

std::vector<Shown> in_sarif() {
  std::vector<Shown> all;
  const json report = json::parse(findings_sarif(files()));
  for (const json& result : report["runs"][0]["results"]) {
    if (!result["suppressions"].empty()) continue;
    const json& place = result["locations"][0]["physicalLocation"];
    all.push_back({result["ruleId"], percent_decoded(place["artifactLocation"]["uri"].get<std::string>()),
                   place["region"]["startLine"], result["level"]});
  }
  return all;
}

std::vector<Shown> in_gitlab() {
  const std::map<std::string, std::string> severities{{"major", "error"}, {"minor", "warning"}, {"info", "note"}};
  std::vector<Shown> all;
  for (const json& finding : json::parse(findings_gitlab(files()))) {
    const json& location = finding["location"];
    all.push_back(
        {finding["check_name"], location["path"], location["lines"]["begin"], severities.at(finding["severity"])});
  }
  return all;
}

std::vector<Shown> in_github() {
  std::vector<Shown> all;
  const std::string text = findings_github(files());
  for (const std::string_view line : lines_of(text)) {
    const std::string command = between(line, "::", " file=");
    all.push_back({between(line, ",title=", " "), percent_decoded(between(line, " file=", ",line=")),
                   std::stoi(between(line, ",line=", ",")), command == "notice" ? "note" : command});
  }
  return all;
}

std::vector<Shown> in_junit() {
  std::vector<Shown> all;
  const std::string text = findings_junit(files());
  const std::vector<std::string_view> lines = lines_of(text);
  for (std::size_t i = 0; i + 1 < lines.size(); ++i) {
    if (lines[i].find("<testcase ") == std::string_view::npos ||
        lines[i].find("\"no findings\"") != std::string_view::npos)
      continue;
    const std::string_view outcome = lines[i + 1];
    if (outcome.find("<skipped ") != std::string_view::npos) continue;
    all.push_back({between(lines[i], " name=\"", " "), between(lines[i], " file=\"", "\""),
                   std::stoi(between(lines[i], " line=\"", "\"")), between(between(outcome, ">", "["), ": ", "[")});
  }
  return all;
}

std::vector<Shown> in_concise() {
  std::vector<Shown> all;
  const std::string text = findings_concise(files());
  for (const std::string_view line : lines_of(text)) {
    const std::string label = between(line, ": ", "]");
    all.push_back(from_place(line.substr(0, line.find(": ")), label.substr(0, label.find('[')),
                             label.substr(label.find('[') + 1)));
  }
  return all;
}

std::vector<Shown> in_text() {
  std::vector<Shown> all;
  const std::string text = findings_text(files());
  std::string label;
  for (const std::string_view line : lines_of(text)) {
    const std::size_t bracket = line.find("[AMP");
    if (bracket != std::string_view::npos && bracket <= 7 && line.front() != ' ')
      label = line.substr(0, line.find(']'));
    const std::size_t arrow = line.find("--> ");
    if (arrow == std::string_view::npos || line.find_first_not_of(' ') != arrow) continue;
    all.push_back(
        from_place(line.substr(arrow + 4), label.substr(0, label.find('[')), label.substr(label.find('[') + 1)));
  }
  return all;
}

}  // namespace

TEST_CASE("every format shows the same findings: rule, file, line and severity") {
  const std::vector<Shown> expected = in_json();
  REQUIRE(expected.size() > all_rules().size());
  for (const char* severity : {"error", "warning", "note"}) {
    CAPTURE(severity);
    CHECK(
        std::any_of(expected.begin(), expected.end(), [&](const Shown& shown) { return shown.severity == severity; }));
  }
  CHECK(difference(expected, in_sarif()) == "");
  CHECK(difference(expected, in_junit()) == "");
  CHECK(difference(expected, in_github()) == "");
  CHECK(difference(expected, in_gitlab()) == "");
  CHECK(difference(expected, in_concise()) == "");
  CHECK(difference(expected, in_text()) == "");
}

TEST_CASE("the formats agree on how much there is, suppressed findings too") {
  const FindingCounts counts = count_findings(files());
  CHECK(counts.suppressed > 0);
  const std::string junit = findings_junit(files());
  const auto clean = std::count_if(files().begin(), files().end(),
                                   [](const CheckedFile& file) { return file.validation.diagnostics.empty(); });
  CHECK(clean > 0);
  const auto listed = counts.errors + counts.warnings + counts.notes + counts.suppressed;
  CHECK(junit.find(fmt::format(R"(<testsuites name="ampsite" tests="{}" failures="{}" errors="0" skipped="{}")",
                               listed + clean, counts.errors, counts.suppressed)) != std::string::npos);
  const json sarif = json::parse(findings_sarif(files()));
  CHECK(sarif["runs"][0]["results"].size() == static_cast<std::size_t>(listed));
}

TEST_CASE("JSON, SARIF and GitLab know a finding by the same fingerprint") {
  const json diagnostics = json::parse(findings_json(files()))["diagnostics"];
  const json results = json::parse(findings_sarif(files()))["runs"][0]["results"];
  const json gitlab = json::parse(findings_gitlab(files()));
  std::vector<std::string> expected;
  std::vector<std::string> in_sarif_report;
  std::vector<std::string> in_gitlab_report;
  for (const json& diagnostic : diagnostics) expected.push_back(diagnostic["fingerprint"]);
  for (const json& finding : gitlab) in_gitlab_report.push_back(finding["fingerprint"]);
  for (const json& result : results) {
    if (!result["suppressions"].empty()) continue;
    in_sarif_report.push_back(result["partialFingerprints"]["primaryLocationLineHash"]);
  }
  CHECK(in_sarif_report == expected);
  CHECK(in_gitlab_report == expected);
  std::sort(expected.begin(), expected.end());
  CHECK(std::adjacent_find(expected.begin(), expected.end()) == expected.end());
}
