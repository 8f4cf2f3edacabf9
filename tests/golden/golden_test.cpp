// Each rule's folder holds sites that break it (bad*) and sites that keep it (good*). The bad ones say by
// hand, in comments, which rule is to be found on which line (see rules/marks.h); the whole text output
// stands beside them in bad*.expected.txt, which AMPSITE_UPDATE_GOLDEN=1 writes anew.

#include <doctest/doctest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

#include "ampsite/report/findings_text.h"
#include "ampsite/rules/validate.h"
#include "rules/marks.h"

namespace fs = std::filesystem;

using namespace ampsite;
using namespace ampsite::test;

namespace {

const fs::path golden_folder = fs::path(AMPSITE_SOURCE_DIR) / "tests" / "golden";
constexpr std::string_view site_ending = ".site.yaml";

struct Golden {
  fs::path path;
  std::string name;  ///< from the golden folder, "AMP201/bad.site.yaml"
};

std::string read_text(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  REQUIRE_MESSAGE(file, "cannot read " << path.string());
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

/// The goldens of a rule whose file names begin with `kind`, "bad" or "good"; sorted.
std::vector<Golden> goldens(std::string_view rule, std::string_view kind) {
  std::vector<Golden> found;
  const fs::path folder = golden_folder / rule;
  if (!fs::is_directory(folder)) return found;
  for (const fs::directory_entry& entry : fs::directory_iterator(folder)) {
    const std::string name = entry.path().filename().string();
    if (name.starts_with(kind) && name.ends_with(site_ending)) {
      found.push_back({entry.path(), std::string(rule) + "/" + name});
    }
  }
  std::sort(found.begin(), found.end(), [](const Golden& a, const Golden& b) { return a.name < b.name; });
  return found;
}

CheckedFile check(const Golden& golden, const ValidateOptions& options = {}) {
  SourceText source(golden.name, read_text(golden.path));
  Validation validation = validate(source, options);
  return {std::move(source), std::move(validation), golden.name};
}

fs::path expected_path(const Golden& golden) {
  std::string path = golden.path.string();
  path.resize(path.size() - site_ending.size());
  return path + ".expected.txt";
}

bool updating() { return std::getenv("AMPSITE_UPDATE_GOLDEN") != nullptr; }

/// Whether the golden fails, in its marks and in its expected output, where the rule does not run.
bool fails_without(const Golden& golden, const Rule& rule) {
  ValidateOptions options;
  options.skipped_rules.emplace(rule.id);
  const CheckedFile file = check(golden, options);
  return found_marks(file.source, file.validation) != expected_marks(file.source) &&
         findings_text({file}) != read_text(expected_path(golden));
}

}  // namespace

TEST_CASE("bad goldens: the findings are those marked by hand, and the output is the expected one") {
  for (const Rule& rule : all_rules()) {
    for (const Golden& golden : goldens(rule.id, "bad")) {
      CAPTURE(golden.name);
      const CheckedFile file = check(golden);
      INFO(messages(file.source, file.validation));
      CHECK(to_text(found_marks(file.source, file.validation)) == to_text(expected_marks(file.source)));
      const std::string output = findings_text({file});
      if (updating()) {
        std::ofstream(expected_path(golden), std::ios::binary) << output;
      } else {
        CHECK(output == read_text(expected_path(golden)));
      }
    }
  }
}

TEST_CASE("good goldens: nothing is found") {
  for (const Rule& rule : all_rules()) {
    for (const Golden& golden : goldens(rule.id, "good")) {
      CAPTURE(golden.name);
      const CheckedFile file = check(golden);
      CHECK(messages(file.source, file.validation).empty());
    }
  }
}

TEST_CASE("every rule has a bad golden and a good one, and some bad one fails where the rule does not run") {
  for (const Rule& rule : all_rules()) {
    CAPTURE(rule.id);
    const std::vector<Golden> bad = goldens(rule.id, "bad");
    CHECK_FALSE(bad.empty());
    CHECK_FALSE(goldens(rule.id, "good").empty());
    const bool needed =
        std::any_of(bad.begin(), bad.end(), [&](const Golden& golden) { return fails_without(golden, rule); });
    CHECK_MESSAGE(needed, "all bad goldens of this rule pass without it");
  }
}

TEST_CASE("every golden folder belongs to a rule, and every expected output to a golden") {
  for (const fs::directory_entry& entry : fs::directory_iterator(golden_folder)) {
    if (!entry.is_directory()) continue;
    const std::string folder = entry.path().filename().string();
    CAPTURE(folder);
    CHECK(find_rule(folder) != nullptr);
    for (const fs::directory_entry& file : fs::directory_iterator(entry.path())) {
      const std::string name = file.path().filename().string();
      CAPTURE(name);
      constexpr std::string_view ending = ".expected.txt";
      const bool is_expected = name.starts_with("bad") && name.ends_with(ending);
      const bool is_site = (name.starts_with("bad") || name.starts_with("good")) && name.ends_with(site_ending);
      CHECK((is_expected || is_site));
      if (!is_expected) continue;
      const std::string site = name.substr(0, name.size() - ending.size()) + std::string(site_ending);
      CHECK(fs::exists(entry.path() / site));
    }
  }
}
