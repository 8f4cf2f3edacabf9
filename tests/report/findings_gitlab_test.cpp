#include "ampsite/report/findings_gitlab.h"

#include <doctest/doctest.h>

#include <nlohmann/json.hpp>
#include <set>

#include "report/findings_fixture.h"

using namespace ampsite;
using namespace ampsite::test;

namespace {

const std::string site = "supply:\n  fuse_a: 80\n  limit_a: 90\n";

Diagnostic limit_finding(std::string message = "limit 90 A") {
  Finding finding;
  finding.message = std::move(message);
  finding.entity = "main";
  finding.key = "limit_a";
  finding.span = span_of(site, "90");
  return diagnostic(limit_rule, finding);
}

std::vector<std::string> fingerprints(const std::vector<CheckedFile>& files) {
  std::vector<std::string> result;
  for (const auto& finding : nlohmann::json::parse(findings_gitlab(files))) result.push_back(finding["fingerprint"]);
  return result;
}

}  // namespace

TEST_CASE("GitLab gets description, name, fingerprint, severity, path and lines") {
  Diagnostic finding = limit_finding();
  finding.finding.help = "lower it to 80 A";
  const CheckedFile file = checked("a/b.yaml", site, {finding});
  CHECK(findings_gitlab({file}) ==
        "[\n  {\"description\":\"limit-over-fuse: limit 90 A. Help: lower it to 80 A\",\"check_name\":\"AMP203\","
        "\"fingerprint\":\"" +
            file.validation.diagnostics[0].fingerprint +
            "\",\"severity\":\"major\",\"location\":{\"path\":\"a/b.yaml\",\"lines\":{\"begin\":3,\"end\":3}}}\n]\n");
}

TEST_CASE("errors are major, warnings minor and notes info") {
  std::vector<Diagnostic> findings(3, limit_finding());
  findings[1].severity = Severity::warning;
  findings[2].severity = Severity::note;
  const auto report = nlohmann::json::parse(findings_gitlab({checked("a.yaml", site, findings)}));
  CHECK(report[0]["severity"] == "major");
  CHECK(report[1]["severity"] == "minor");
  CHECK(report[2]["severity"] == "info");
}

TEST_CASE("without findings the report is an empty list") {
  CHECK(findings_gitlab({}) == "[]\n");
  CHECK(findings_gitlab({checked("a.yaml", site, {}, {{limit_finding(), "as built"}})}) == "[]\n");
}

TEST_CASE("a finding at the end of an empty file is on line 1") {
  const auto report = nlohmann::json::parse(findings_gitlab({checked("a.yaml", "", {limit_finding()})}));
  CHECK(report[0]["location"]["lines"]["begin"] == 1);
}

TEST_CASE("files that their configs call alike have fingerprints apart, which stay when one is mended") {
  CheckedFile north = checked("north/garage.yaml", site, {limit_finding(), limit_finding()});
  CheckedFile south = north;
  south.source = SourceText("south/garage.yaml", site);
  for (CheckedFile* file : {&north, &south}) {
    file->fingerprint_file = "garage.yaml";
    add_fingerprints(*file);
  }
  const auto before = fingerprints({north, south});
  CHECK(std::set<std::string>(before.begin(), before.end()).size() == 4);
  north.validation.diagnostics.clear();
  CHECK(fingerprints({north, south}) == std::vector<std::string>{before[2], before[3]});
  CHECK(fingerprints({south}) == std::vector<std::string>{south.validation.diagnostics[0].fingerprint,
                                                          south.validation.diagnostics[1].fingerprint});
}

TEST_CASE("hostile names and messages leave the JSON whole") {
  const auto report = nlohmann::json::parse(
      findings_gitlab({checked("a\xFF\"\n.yaml", site, {limit_finding("\x1b[31m\"\\ \xC3( \xE2\x80\xAE")})}));
  CHECK(report[0]["location"]["path"] == "a\xEF\xBF\xBD\"\n.yaml");
  CHECK(report[0]["description"].get<std::string>().find('\x1b') == std::string::npos);
}

TEST_CASE("what could not be checked is critical, at line 1, with a fingerprint of its name alone") {
  const auto rows = [](const std::string& why) {
    return nlohmann::json::parse(findings_gitlab({checked("a.yaml", site, {limit_finding()})}, {{"b.yaml", why}}));
  };
  const auto report = rows("permission denied");
  REQUIRE(report.size() == 2);
  CHECK(report[1]["check_name"] == "not-checked");
  CHECK(report[1]["description"] == "not checked: permission denied");
  CHECK(report[1]["severity"] == "critical");
  CHECK(report[1]["location"] == nlohmann::json::parse(R"({"path": "b.yaml", "lines": {"begin": 1, "end": 1}})"));
  CHECK(report[1]["fingerprint"] == rows("is a folder")[1]["fingerprint"]);
}
