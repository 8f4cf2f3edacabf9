// Folders of good, bad and broken files, through the whole command: every format tells the same findings, and mending
// one takes its fingerprint away and no other.

#include <doctest/doctest.h>

#include <algorithm>
#include <filesystem>
#include <iterator>
#include <map>
#include <nlohmann/json.hpp>
#include <regex>
#include <set>
#include <string>
#include <tuple>
#include <vector>

#include "support/memory_files.h"
#include "support/repository.h"
#include "support/run_program.h"
#include "support/sites.h"

using namespace ampsite::test;
using nlohmann::json;

namespace {

/// All golden files, below /work.
std::map<std::string, std::string> golden_files() {
  const std::string root = AMPSITE_SOURCE_DIR "/tests/golden";
  std::map<std::string, std::string> contents;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(root)) {
    const std::string path = entry.path().generic_string().substr(root.size());
    if (path.ends_with(".site.yaml")) contents["/work" + path] = repository_file("tests/golden" + path);
  }
  return contents;
}

/// Rule, file, line, severity.
using Row = std::tuple<std::string, std::string, int, std::string>;
using Rows = std::multiset<Row>;

std::string printed(const std::map<std::string, std::string>& contents, const std::string& format) {
  MemoryFiles files(contents);
  const Ran ran = run_program({"validate", ".", "--format", format, "--quiet"}, files);
  CHECK(ran.exit_code == 1);
  CHECK(ran.err.empty());
  return ran.out;
}

/// The rows of all places in a text that fit a pattern; the numbers say which group holds what.
Rows rows_of(const std::string& text, const std::string& pattern, int rule, int file, int line, int severity) {
  const std::regex regex(pattern);
  Rows rows;
  for (std::sregex_iterator match(text.begin(), text.end(), regex), end; match != end; ++match) {
    const std::string level = match->str(static_cast<std::size_t>(severity));
    rows.emplace(match->str(static_cast<std::size_t>(rule)), match->str(static_cast<std::size_t>(file)),
                 std::stoi(match->str(static_cast<std::size_t>(line))), level == "notice" ? "note" : level);
  }
  return rows;
}

Rows rows_of_json(const std::string& text) {
  Rows rows;
  const json report = json::parse(text);
  for (const json& d : report["diagnostics"]) rows.emplace(d["rule"], d["file"], d["line"], d["severity"]);
  return rows;
}

Rows rows_of_sarif(const std::string& text) {
  Rows rows;
  const json report = json::parse(text);
  for (const json& result : report["runs"][0]["results"]) {
    if (!result["suppressions"].empty()) continue;
    const json& place = result["locations"][0]["physicalLocation"];
    rows.emplace(result["ruleId"], place["artifactLocation"]["uri"], place["region"]["startLine"], result["level"]);
  }
  return rows;
}

Rows rows_of_gitlab(const std::string& text) {
  const std::map<std::string, std::string> severities{{"major", "error"}, {"minor", "warning"}, {"info", "note"}};
  Rows rows;
  const json report = json::parse(text);
  for (const json& row : report) {
    rows.emplace(row["check_name"], row["location"]["path"], row["location"]["lines"]["begin"],
                 severities.at(row["severity"]));
  }
  return rows;
}

/// The first row that one of them has and the other has not; empty where there is none.
std::string difference(const Rows& a, const Rows& b) {
  std::vector<Row> differing;
  std::set_symmetric_difference(a.begin(), a.end(), b.begin(), b.end(), std::back_inserter(differing));
  if (differing.empty()) return "";
  const auto& [rule, file, line, severity] = differing.front();
  return severity + " " + rule + " in " + file + ":" + std::to_string(line);
}

/// Fingerprints of all findings in a format, with the rule and the file that each is about.
std::map<std::string, std::string> fingerprints(const std::map<std::string, std::string>& contents,
                                                const std::string& format) {
  std::map<std::string, std::string> found;
  const auto add = [&](const json& fingerprint, const json& rule, const json& file) {
    CHECK(found.emplace(fingerprint, rule.get<std::string>() + " " + file.get<std::string>()).second);
  };
  const json report = json::parse(printed(contents, format));
  if (format == "json") {
    for (const json& d : report["diagnostics"]) add(d["fingerprint"], d["rule"], d["file"]);
  } else if (format == "gitlab") {
    for (const json& row : report) add(row["fingerprint"], row["check_name"], row["location"]["path"]);
  } else {
    for (const json& result : report["runs"][0]["results"]) {
      add(result["partialFingerprints"]["primaryLocationLineHash"], result["ruleId"],
          result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]);
    }
  }
  return found;
}

}  // namespace

TEST_CASE("every format tells the same findings of good, bad and broken files") {
  const std::map<std::string, std::string> contents = golden_files();
  REQUIRE(contents.size() > 100);
  const Rows expected = rows_of_json(printed(contents, "json"));
  REQUIRE(expected.size() > 200);
  const std::string place = "([^:\\n<>]+):([0-9]+):[0-9]+: (error|warning|note)\\[(AMP[0-9]+)\\]";
  CHECK(difference(expected, rows_of(printed(contents, "concise"), place, 4, 1, 2, 3)) == "");
  CHECK(difference(expected, rows_of(printed(contents, "junit"), ">" + place, 4, 1, 2, 3)) == "");
  const std::string title = "(error|warning|note)\\[(AMP[0-9]+)\\][^\\n]*\\n *--> ([^:\\n]+):([0-9]+):";
  CHECK(difference(expected, rows_of(printed(contents, "text"), title, 2, 3, 4, 1)) == "");
  const std::string command = "::(error|warning|notice) file=([^,\\n]+),line=([0-9]+),[^\\n]*,title=(AMP[0-9]+) ";
  CHECK(difference(expected, rows_of(printed(contents, "github"), command, 4, 2, 3, 1)) == "");
  CHECK(difference(expected, rows_of_sarif(printed(contents, "sarif"))) == "");
  CHECK(difference(expected, rows_of_gitlab(printed(contents, "gitlab"))) == "");
}

TEST_CASE("JSON, GitLab and SARIF give every finding the same fingerprint; SARIF lists suppressed ones too") {
  const std::map<std::string, std::string> contents = golden_files();
  const std::map<std::string, std::string> expected = fingerprints(contents, "json");
  CHECK(fingerprints(contents, "gitlab") == expected);
  const std::map<std::string, std::string> sarif = fingerprints(contents, "sarif");
  CHECK(sarif.size() > expected.size());
  CHECK(std::includes(sarif.begin(), sarif.end(), expected.begin(), expected.end()));
}

TEST_CASE("mending one finding takes its fingerprint away in every format and changes no other") {
  struct Mended {
    std::string file;
    std::string what;
    std::string with;
  };
  const std::vector<Mended> examples{
      {"/work/AMP402/bad.site.yaml", "ap-2: -70", "ap-2: -60"},
      {"/work/AMP203/bad.site.yaml", "limit_a: 125", "limit_a: 100"},
      {"/work/AMP201/bad.site.yaml", "fuse_a: 80", "fuse_a: 63"},
      {"/work/AMP503/bad.site.yaml", "[L1, N]", "[L1, N, PE]"},
  };
  const std::map<std::string, std::string> before = golden_files();
  for (const std::string format : {"json", "sarif", "gitlab"}) {
    CAPTURE(format);
    const std::map<std::string, std::string> found = fingerprints(before, format);
    for (const Mended& example : examples) {
      CAPTURE(example.file);
      std::map<std::string, std::string> after = before;
      REQUIRE(after.at(example.file).find(example.what) != std::string::npos);
      // Lines above it move everything that follows.
      after[example.file] = "# mended\n\n" + replaced(after.at(example.file), example.what, example.with);
      const std::map<std::string, std::string> left = fingerprints(after, format);
      std::vector<std::string> gone;
      for (const auto& [fingerprint, finding] : found) {
        if (!left.contains(fingerprint)) gone.push_back(finding);
      }
      const std::string file = example.file.substr(std::string("/work/").size());
      CHECK(gone == std::vector<std::string>{file.substr(0, file.find('/')) + " " + file});
      CHECK(left.size() + 1 == found.size());
    }
  }
}

TEST_CASE("to give a circuit the id that it lacks leaves the findings of its chargers their fingerprints") {
  const std::string site =
      "ampsite: 1\nsite: {name: X}\ngrid: {system: TN-S, voltage_v: 400}\nsupply:\n  id: main\n  fuse_a: 63\n"
      "  circuits:\n    - fuse_a: 63\n      chargers:\n        - {id: A1, fuse_a: 80}\n";
  const std::map<std::string, std::string> before = fingerprints({{"/work/x.site.yaml", site}}, "json");
  const std::map<std::string, std::string> after =
      fingerprints({{"/work/x.site.yaml", replaced(site, "    - fuse_a", "    - id: K1\n      fuse_a")}}, "json");
  std::vector<std::string> gone;
  for (const auto& [fingerprint, finding] : before) {
    if (!after.contains(fingerprint)) gone.push_back(finding);
  }
  CHECK(gone == std::vector<std::string>{"AMP004 x.site.yaml"});
  CHECK(before.size() > 2);
}

TEST_CASE("a baseline of all golden files leaves what is pinned alone, in every format") {
  MemoryFiles files(golden_files());
  const Ran written =
      run_program({"validate", ".", "--write-baseline", "known.json", "--format", "json", "--jobs", "2"}, files);
  CHECK(written.exit_code == 1);
  const json report = json::parse(written.out);
  CHECK(report["summary"]["baselined"] > 100);
  MemoryFiles again(files.contents());
  const Ran ran = run_program(
      {"validate", ".", "--baseline", "known.json", "--write-baseline", "known.json", "--format", "json"}, again);
  CHECK(ran.out == written.out);
  CHECK(again.contents() == files.contents());
  const json rules = json::parse(run_program({"rules", "--format", "json"}, again).out);
  std::set<std::string> pinned;
  for (const json& rule : rules["rules"]) {
    if (rule["pinned"]) pinned.insert(rule["id"]);
  }
  for (const json& d : report["diagnostics"]) CHECK(pinned.contains(d["rule"]));
}
