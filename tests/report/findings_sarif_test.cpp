#include "ampsite/report/findings_sarif.h"

#include <doctest/doctest.h>

#include <nlohmann/json.hpp>

#include "ampsite/report/finding_words.h"
#include "report/findings_fixture.h"

using namespace ampsite;
using namespace ampsite::test;

using nlohmann::json;

namespace {

const std::string site = "supply:\n  fuse_a: 80\n  limit_a: 90\n";

Finding limit_finding(std::string message = "limit 90 A is over its fuse") {
  Finding finding;
  finding.message = std::move(message);
  finding.entity = "main";
  finding.key = "limit_a";
  finding.span = span_of(site, "90");
  return finding;
}

json run_of(const std::vector<CheckedFile>& files) { return json::parse(findings_sarif(files))["runs"][0]; }

json result_of(const Finding& finding, const std::string& name = "a.yaml", const std::string& text = site) {
  return run_of({checked(name, text, {diagnostic(limit_rule, finding)})})["results"][0];
}

std::size_t characters(const json& text) {
  return static_cast<std::size_t>(count_code_points(text.get<std::string>()));
}

}  // namespace

TEST_CASE("a SARIF result has rule, level, message, place, related places and fingerprint") {
  Finding finding = limit_finding();
  finding.help = "lower it to 80 A";
  finding.related = {{span_of(site, "80"), "the fuse"}};
  const CheckedFile file = checked("a/b.yaml", site, {diagnostic(limit_rule, finding)});
  const json run = run_of({file});
  const json result = run["results"][0];
  CHECK(result["ruleId"] == "AMP203");
  CHECK(run["tool"]["driver"]["rules"][result["ruleIndex"].get<std::size_t>()]["id"] == "AMP203");
  CHECK(result["level"] == "error");
  CHECK(result["message"]["text"] == "limit 90 A is over its fuse. See [the fuse](1). Help: lower it to 80 A");
  CHECK(result["locations"] ==
        json::parse(R"([{"physicalLocation": {"artifactLocation": {"uri": "a/b.yaml", "uriBaseId": "%SRCROOT%"},
          "region": {"startLine": 3, "startColumn": 12, "endLine": 3, "endColumn": 14}}}])"));
  CHECK(result["relatedLocations"] == json::parse(R"([{"id": 1, "message": {"text": "the fuse"},
          "physicalLocation": {"artifactLocation": {"uri": "a/b.yaml", "uriBaseId": "%SRCROOT%"},
          "region": {"startLine": 2, "startColumn": 11, "endLine": 2, "endColumn": 13}}}])"));
  CHECK(result["partialFingerprints"]["primaryLocationLineHash"] == file.validation.diagnostics[0].fingerprint);
  CHECK(run["columnKind"] == "unicodeCodePoints");
  CHECK(run["invocations"][0]["executionSuccessful"] == true);
}

TEST_CASE("in SARIF silenced findings carry their suppression, all others an empty list, in the order of places") {
  Finding first = limit_finding("first");
  first.span = span_of(site, "80");
  const Diagnostic silenced = diagnostic(fuse_rule, first);
  const auto results = [&](std::string reason) {
    return run_of({checked("a.yaml", site, {diagnostic(limit_rule, limit_finding())},
                           {{silenced, std::move(reason)}})})["results"];
  };
  const json reasoned = results("as built");
  REQUIRE(reasoned.size() == 2);
  CHECK(reasoned[0]["ruleId"] == "AMP201");
  CHECK(reasoned[0]["suppressions"] == json::parse(R"([{"kind": "inSource", "justification": "as built"}])"));
  CHECK(reasoned[1]["suppressions"] == json::array());
  CHECK(results("")[0]["suppressions"] == json::parse(R"([{"kind": "inSource"}])"));
}

TEST_CASE("SARIF describes every rule as GitHub needs it, whatever was found") {
  const json rules = run_of({})["tool"]["driver"]["rules"];
  REQUIRE(rules.size() == all_rules().size());
  CHECK(run_of({})["results"] == json::array());
  for (std::size_t i = 0; i < rules.size(); ++i) {
    const json& rule = rules[i];
    CAPTURE(rule["id"]);
    CHECK(rule["id"] == all_rules()[i].id);
    CHECK(rule["name"] == all_rules()[i].name);
    for (const char* key : {"shortDescription", "fullDescription", "help"}) {
      CAPTURE(key);
      CHECK(characters(rule[key]["text"]) > 10);
    }
    CHECK(characters(rule["shortDescription"]["text"]) <= 1024);
    CHECK(characters(rule["fullDescription"]["text"]) <= 1024);
    CHECK(rule["help"]["markdown"].get<std::string>().find("## What it checks") != std::string::npos);
    CHECK(rule["help"]["markdown"].get<std::string>().find("](") == std::string::npos);
    CHECK(rule["help"]["text"].get<std::string>().find('`') == std::string::npos);
    CHECK(rule["defaultConfiguration"]["level"] == to_text(all_rules()[i].severity));
    CHECK(rule["properties"]["tags"].size() >= 1);
    CHECK(rule["properties"]["tags"].size() <= 10);
    CHECK(rule["properties"].contains("precision"));
    CHECK(rule["properties"].contains("problem.severity"));
  }
}

TEST_CASE("SARIF says of a rule what holds, why, how sure that is, and how bad it is otherwise") {
  const json rules = run_of({})["tool"]["driver"]["rules"];
  for (const json& rule : rules) {
    if (rule["id"] != "AMP206") continue;
    CHECK(rule["shortDescription"]["text"] == "Each charger could get its least current alone.");
    CHECK(
        rule["fullDescription"]["text"] ==
        "Each charger could get its least current alone. Such a charger never charges a car, whatever the others do.");
    CHECK(rule["properties"]["tags"] == json::parse(R"(["protection"])"));
    CHECK(rule["properties"]["precision"] == "high");
    CHECK(rule["properties"]["problem.severity"] == "error");
  }
}

TEST_CASE("URIs in SARIF are relative to the source root and hold no character that a URI has not") {
  const auto uri = [](const std::string& name) {
    return result_of(limit_finding(), name)["locations"][0]["physicalLocation"]["artifactLocation"];
  };
  CHECK(uri("a b/c#d?e%f.yaml")["uri"] == "a%20b/c%23d%3Fe%25f.yaml");
  CHECK(uri("c:d.yaml")["uri"] == "c%3Ad.yaml");
  CHECK(uri("gar\xC3\xA5.yaml")["uri"] == "gar%C3%A5.yaml");
  CHECK(uri("<stdin>")["uri"] == "%3Cstdin%3E");
  CHECK(uri("../x.yaml")["uri"] == "../x.yaml");
  CHECK(uri("../x.yaml")["uriBaseId"] == "%SRCROOT%");
  CHECK(uri("x\xFF\n.yaml")["uri"] == "x%EF%BF%BD%0A.yaml");
  CHECK(uri("/tmp/x.yaml") == json::parse(R"({"uri": "file:///tmp/x.yaml"})"));
}

TEST_CASE("regions in SARIF count from 1, do not end before they begin, and count code points") {
  const auto region = [](Span span, const std::string& text) {
    Finding finding = limit_finding();
    finding.span = span;
    return result_of(finding, "a.yaml", text)["locations"][0]["physicalLocation"]["region"];
  };
  const auto numbers = [](int line, int column, int end_line, int end_column) {
    return json{{"startLine", line}, {"startColumn", column}, {"endLine", end_line}, {"endColumn", end_column}};
  };
  CHECK(region({0, 0}, "") == numbers(1, 1, 1, 1));
  CHECK(region({4, 4}, "a\nb\n") == numbers(3, 1, 3, 1));
  CHECK(region({99, 120}, "a\nb") == numbers(2, 2, 2, 2));
  CHECK(region({3, 1}, "abcdef") == numbers(1, 4, 1, 4));
  CHECK(region({0, 4}, "a\nb\n") == numbers(1, 1, 3, 1));
  CHECK(region({3, 7}, "\xC3\xA5 \xF0\x9F\x94\x8C!") == numbers(1, 3, 1, 4));
}

TEST_CASE("words from a file become no link in a SARIF message, and no control characters") {
  Finding finding = limit_finding("id [click](https://example.org) and \\[x](1)\n\x1b[31m");
  finding.help = "[y](2)";
  finding.related = {{span_of(site, "80"), "a [z](3)"}, {span_of(site, "80"), ""}};
  const json result = result_of(finding);
  CHECK(result["message"]["text"] ==
        "id [click] (https://example.org) and \\[x] (1) \xEF\xBF\xBD[31m. See [a (z)(3)](1), [line 2](2)."
        " Help: [y] (2)");
}

TEST_CASE("a SARIF message links to five related places at most, and the others are listed") {
  Finding finding = limit_finding();
  finding.related.assign(9, {span_of(site, "80"), "x"});
  const json result = result_of(finding);
  CHECK(result["relatedLocations"].size() == 9);
  CHECK(result["message"]["text"].get<std::string>().find("[x](5).") != std::string::npos);
  CHECK(result["message"]["text"].get<std::string>().find("(6)") == std::string::npos);
}

TEST_CASE("a SARIF fingerprint stays where lines move") {
  Finding moved = limit_finding("another wording");
  moved.span = {9, 11};
  CHECK(result_of(limit_finding())["partialFingerprints"] ==
        result_of(moved, "a.yaml", "\n\n\n\n\n\n\n\n\n90\n")["partialFingerprints"]);
}

TEST_CASE("in SARIF a run in which something could not be checked is no success, and says what and why") {
  const json run =
      json::parse(findings_sarif({checked("a.yaml", site, {diagnostic(limit_rule, limit_finding())})},
                                 {{"b [x](1).yaml", "permission denied"}, {"/c.yaml", "is a folder"}}))["runs"][0];
  CHECK(run["results"].size() == 1);
  CHECK(run["invocations"] == json::parse(R"([{"executionSuccessful": false, "toolExecutionNotifications": [
      {"level": "error", "message": {"text": "b [x] (1).yaml: permission denied"},
       "locations": [{"physicalLocation": {"artifactLocation": {"uri": "b%20%5Bx%5D%281%29.yaml",
                                                                "uriBaseId": "%SRCROOT%"}}}]},
      {"level": "error", "message": {"text": "/c.yaml: is a folder"},
       "locations": [{"physicalLocation": {"artifactLocation": {"uri": "file:///c.yaml"}}}]}]}])"));
}
