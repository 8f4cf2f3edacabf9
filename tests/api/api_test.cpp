#include <doctest/doctest.h>

#include <string>

#include "ampsite/ampsite.h"

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
  CHECK(verify_written_plan(file, plan).holds());
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
