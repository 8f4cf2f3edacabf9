#include "ampsite/report/findings_json.h"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "ampsite/source/sha256.h"
#include "ampsite/version.h"
#include "report/findings_fixture.h"

using namespace ampsite;
using namespace ampsite::test;

namespace {

Diagnostic limit_finding(std::string message = "limit", std::string entity = "main/K1", std::string key = "limit_a") {
  Finding finding;
  finding.message = std::move(message);
  finding.entity = std::move(entity);
  finding.key = std::move(key);
  return diagnostic(limit_rule, finding);
}

std::vector<std::string> fingerprints(const CheckedFile& file) {
  std::vector<std::string> result;
  for (const Diagnostic& diagnostic : file.validation.diagnostics) result.push_back(diagnostic.fingerprint);
  return result;
}

}  // namespace

TEST_CASE("findings as JSON have every member of the format, in its order") {
  const std::string text = "supply:\n  fuse_a: 80\n  limit_a: 90\n";
  Finding finding;
  finding.message = "limit 90 A of main is over its fuse; at most 80 A";
  finding.help = "lower the limit to 80 A";
  finding.entity = "main";
  finding.path = "supply.limit_a";
  finding.key = "limit_a";
  finding.span = span_of(text, "90");
  finding.related = {{span_of(text, "80"), "the fuse"}};
  CHECK(findings_json({checked("a/b.yaml", text, {diagnostic(limit_rule, finding)}, {{limit_finding(), ""}})}) ==
        fmt::format(R"({{
  "format": "ampsite-diagnostics/1",
  "ampsite": "{}",
  "summary": {{"files": 1, "errors": 1, "warnings": 0, "notes": 0, "suppressed": 1, "baselined": 0}},
  "diagnostics": [
    {{
      "rule": "AMP203",
      "name": "limit-over-fuse",
      "severity": "error",
      "message": "limit 90 A of main is over its fuse; at most 80 A",
      "file": "a/b.yaml",
      "entity": "main",
      "path": "supply.limit_a",
      "line": 3,
      "column": 12,
      "end_line": 3,
      "end_column": 14,
      "help": "lower the limit to 80 A",
      "related": [{{"file": "a/b.yaml", "line": 2, "column": 11, "message": "the fuse"}}],
      "fingerprint": "{}"
    }}
  ]
}}
)",
                    version, sha256_hex(R"(["AMP203","a/b.yaml","main","limit_a",0])")));
}

TEST_CASE("without findings the list is there and empty") {
  const auto json = nlohmann::json::parse(findings_json({}));
  CHECK(json["diagnostics"] == nlohmann::json::array());
  CHECK(json["summary"]["files"] == 0);
}

TEST_CASE("bytes that are no UTF-8 never break the JSON") {
  const auto json = nlohmann::json::parse(findings_json(
      {checked("bad\xFFname.yaml", "\xC3\x28", {limit_finding("text \xF0\x28\x8C\x28 \x01", "m\xE2\x82", "\xFE")})}));
  CHECK(json["diagnostics"][0]["file"] == "bad\xEF\xBF\xBDname.yaml");
  CHECK(json["diagnostics"][0]["fingerprint"].get<std::string>().size() == 64);
}

TEST_CASE("a fingerprint outlives another place and wording, and tells equal findings apart") {
  const auto before = fingerprints(checked("f", "x", {limit_finding("limit 90 A"), limit_finding("limit 91 A")}));
  Diagnostic moved = limit_finding("the limit of 90 A is too high");
  moved.finding.span = {7, 9};
  moved.finding.path = "supply.circuits[7].limit_a";
  const auto after = fingerprints(checked("f", "a\nb\nc\nd\ne\n", {limit_finding("new", "main/K0"), moved}));
  CHECK(after[1] == before[0]);
  CHECK(before[0] != before[1]);
}

TEST_CASE("to suppress one of two equal findings leaves the other its fingerprint") {
  Diagnostic first = limit_finding();
  Diagnostic second = limit_finding();
  second.finding.span = {1, 2};
  const auto before = fingerprints(checked("f", "xy", {first, second}));
  const auto after = fingerprints(checked("f", "xy", {second}, {{first, "as built"}}));
  CHECK(after == std::vector<std::string>{before[1]});
}

TEST_CASE("ids of what feeds an entity change no fingerprint, unless it has no id of its own") {
  const auto of = [](const std::string& entity) {
    return fingerprints(checked("f", "", {limit_finding("limit", entity)}));
  };
  CHECK(of("main/K1/A1") == of("main/?/A1"));
  CHECK(of("main/K1/?") != of("main/?/?"));
}

TEST_CASE("a fingerprint depends on rule, file, entity and key") {
  const std::string base = fingerprints(checked("f", "", {limit_finding()}))[0];
  CHECK(base != fingerprints(checked("g", "", {limit_finding()}))[0]);
  CHECK(base != fingerprints(checked("f", "", {limit_finding("limit", "main/K2")}))[0]);
  CHECK(base != fingerprints(checked("f", "", {limit_finding("limit", "main/K1", "fuse_a")}))[0]);
  CHECK(base != fingerprints(checked("f", "", {limit_finding("limit", "main/?")}))[0]);
  Diagnostic other = limit_finding();
  other.rule = &fuse_rule;
  CHECK(base != fingerprints(checked("f", "", {other}))[0]);
}

TEST_CASE("JSON lists what could not be checked, and has no such list where there is nothing") {
  const auto report = nlohmann::json::parse(findings_json({}, {{"a*.yaml", "no file matches this pattern"}}));
  CHECK(report["unchecked"] == nlohmann::json{{{"file", "a*.yaml"}, {"why", "no file matches this pattern"}}});
  CHECK_FALSE(nlohmann::json::parse(findings_json({})).contains("unchecked"));
}
