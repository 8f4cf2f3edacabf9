#include <doctest/doctest.h>

#include <filesystem>
#include <regex>
#include <string>

#include "ampsite/ampsite.h"
#include "support/repository.h"

using namespace ampsite;

namespace {

/// A site whose chargers stand behind a fuse of their own.
CheckedFile site_with(const std::string& fuse_a, const ValidateOptions& options = {}) {
  return check_site_file("one.site.yaml",
                         "ampsite: 1\n"
                         "site: {name: One}\n"
                         "grid: {system: TN-S}\n"
                         "supply: {id: main, fuse_a: 80, chargers: [{id: A1, fuse_a: " +
                             fuse_a + "}]}\n",
                         options);
}

std::string plan_of(const CheckedFile& file, const ValidateOptions& options = {}) {
  const std::optional<Plan> plan = plan_site_file(file);
  REQUIRE(plan);
  return plan_json(report_plan(file, *plan, options));
}

std::string replaced(std::string text, const std::string& from, const std::string& to) {
  const std::size_t at = text.find(from);
  REQUIRE(at != std::string::npos);
  return text.replace(at, from.size(), to);
}

}  // namespace

TEST_CASE("a checked file has its findings with fingerprints") {
  const CheckedFile file = site_with("80");
  REQUIRE_FALSE(file.validation.diagnostics.empty());
  for (const Diagnostic& diagnostic : file.validation.diagnostics) CHECK(diagnostic.fingerprint.size() == 64);
  CHECK(findings_concise({file}).find("one.site.yaml:4:60: error[AMP201]") != std::string::npos);
}

TEST_CASE("a finding stops a plan always, unless it is allowed, or never") {
  CHECK_FALSE(plan_site_file(site_with("[]")));
  CHECK_FALSE(plan_site_file(site_with("[]"), ErrorsAllowed::yes));
  CHECK_FALSE(plan_site_file(site_with("80")));
  CHECK(plan_site_file(site_with("80"), ErrorsAllowed::yes));
  CHECK(plan_site_file(site_with("32")));
  CHECK_FALSE(plan_site_file(check_site_file("broken.site.yaml", "ampsite: [")));
}

TEST_CASE("a written plan holds for its site alone") {
  const CheckedFile file = site_with("32");
  const std::string plan = plan_of(file);
  const PlanVerdict verdict = verify_written_plan(file, plan);
  CHECK(verdict.holds());
  REQUIRE(verdict.plan);
  CHECK(plan_json(report_plan(file, *verdict.plan)) == plan);
  CHECK_FALSE(verify_written_plan(site_with("16"), plan).holds());

  const PlanVerdict lied = verify_written_plan(file, replaced(plan, "\"fair_a\": 32", "\"fair_a\": 31"));
  REQUIRE_FALSE(lied.discrepancies.empty());
  CHECK(lied.unreadable.empty());
}

TEST_CASE("what is no plan, or has a site that is none, is said to be unreadable") {
  const CheckedFile file = site_with("32");
  CHECK_FALSE(verify_written_plan(file, "{}").unreadable.empty());
  CHECK_FALSE(verify_written_plan(check_site_file("broken.site.yaml", "ampsite: ["), plan_of(file)).unreadable.empty());
}

TEST_CASE("a plan's findings are those of the options that it was made with") {
  ValidateOptions options;
  options.severities["AMP303"] = std::nullopt;
  const CheckedFile file = site_with("32", options);
  const std::string plan = plan_of(file, options);
  CHECK(plan.find("AMP303") == std::string::npos);
  CHECK(verify_written_plan(file, plan, options).holds());
  CHECK_FALSE(verify_written_plan(site_with("32"), plan).holds());
}

TEST_CASE("what the library declares for programs is on its page, each report among it") {
  const std::string page = test::repository_file("docs/api.md");
  const std::string declared = test::repository_file("lib/ampsite/ampsite.h");
  const auto names_on_page = [&](const std::string& name) {
    return std::regex_search(page, std::regex("`" + name + "[`(]"));
  };
  const std::filesystem::path reports = std::filesystem::path(AMPSITE_SOURCE_DIR) / "lib/ampsite/report";
  const std::regex report(R"(\nstd::string (\w+)\(const (PlanReport&|std::vector<CheckedFile>&) \w+)");
  int count = 0;
  for (const auto& entry : std::filesystem::directory_iterator(reports)) {
    if (entry.path().extension() != ".h") continue;
    const std::string header = test::repository_file("lib/ampsite/report/" + entry.path().filename().string());
    std::smatch found;
    if (!std::regex_search(header, found, report) || found[1] != entry.path().stem().string()) continue;
    ++count;
    CAPTURE(found[1].str());
    CHECK(names_on_page(found[1]));
    CHECK(declared.find("ampsite/report/" + entry.path().filename().string()) != std::string::npos);
  }
  CHECK(count == 12);
  for (const std::string name :
       {"check_site_file", "stops_plan", "plan_site_file", "report_plan", "verify_written_plan"}) {
    CAPTURE(name);
    CHECK(names_on_page(name));
    CHECK(declared.find(" " + name + "(") != std::string::npos);
  }
}

TEST_CASE("the page and the example ask for the version that this is") {
  const std::string minor_version(version.substr(0, version.rfind('.')));
  const std::string line = "find_package(ampsite " + minor_version + " CONFIG REQUIRED)\n";
  for (const std::string path : {"docs/api.md", "examples/library/CMakeLists.txt"}) {
    CHECK_MESSAGE(test::repository_file(path).find(line) != std::string::npos, path << " lacks " << line);
  }
}
