#include <doctest/doctest.h>

#include "support/memory_files.h"
#include "support/run_program.h"
#include "support/sites.h"

using namespace ampsite::test;

TEST_CASE("a plan that holds is exit 0, with what was proved") {
  MemoryFiles files({{"/work/a.site.yaml", good_site}});
  const std::string plan = run_program({"plan", "a.site.yaml", "--format", "json"}, files).out;
  MemoryFiles both({{"/work/a.site.yaml", good_site}, {"/work/a.plan.json", plan}});
  const Ran ran = run_program({"verify", "a.site.yaml", "a.plan.json"}, both);
  CHECK(ran.out.find("the plan holds: links and wiring of 2 chargers") == 0);
  CHECK(ran.err.empty());
  CHECK(ran.exit_code == 0);
  CHECK(run_program({"verify", "a.site.yaml", "-"}, both, plan).exit_code == 0);
  CHECK(run_program({"verify", "-", "a.plan.json"}, both, "# moved\n" + good_site).exit_code == 0);
  CHECK(run_program({"verify", "-", "-"}, both).exit_code == 2);
}

TEST_CASE("a changed value is shown at its place, exit 1") {
  MemoryFiles files({{"/work/a.site.yaml", good_site}});
  const std::string plan = run_program({"plan", "a.site.yaml", "--format", "json"}, files).out;
  MemoryFiles both(
      {{"/work/a.site.yaml", good_site}, {"/work/a.plan.json", replaced(plan, "\"fair_a\": 31.5", "\"fair_a\": 32")}});
  const Ran ran = run_program({"verify", "a.site.yaml", "a.plan.json"}, both);
  CHECK(ran.exit_code == 1);
  CHECK(ran.out.find("discrepancy: load.cases[0].chargers[0].fair_a: the fair current of charger A1 is 31.5 A, not 32 "
                     "A\n") == 0);
  CHECK(ran.out.find("--> a.plan.json:") != std::string::npos);
  CHECK(ran.out.ends_with("a.plan.json does not hold: 1 discrepancy\n"));
}

TEST_CASE("a plan of another site, or with another assumption, does not hold") {
  MemoryFiles files({{"/work/a.site.yaml", good_site}});
  const std::string plan = run_program({"plan", "a.site.yaml", "--format", "json"}, files).out;
  MemoryFiles other(
      {{"/work/a.site.yaml", replaced(good_site, "fuse_a: 63", "fuse_a: 50")}, {"/work/a.plan.json", plan}});
  const Ran ran = run_program({"verify", "a.site.yaml", "a.plan.json"}, other);
  CHECK(ran.exit_code == 1);
  CHECK(ran.out.find("discrepancy: site.digest: ") == 0);
  MemoryFiles house({{"/work/a.site.yaml", good_site},
                     {"/work/a.plan.json", plan},
                     {"/work/.ampsite.yaml", "planning: {max_gateways: 3}\n"}});
  CHECK(run_program({"verify", "a.site.yaml", "a.plan.json"}, house).exit_code == 1);
  CHECK(run_program({"verify", "a.site.yaml", "a.plan.json", "--no-config"}, house).exit_code == 0);
}

TEST_CASE("a plan that is silent about a finding does not hold") {
  MemoryFiles files({{"/work/a.site.yaml", site_with_warning}});
  const std::string plan = run_program({"plan", "a.site.yaml", "--format", "json"}, files).out;
  const std::size_t findings = plan.find("  \"findings\": ");
  MemoryFiles silent({{"/work/a.site.yaml", site_with_warning},
                      {"/work/a.plan.json", plan.substr(0, findings) + "  \"findings\": []\n}\n"}});
  const Ran ran = run_program({"verify", "a.site.yaml", "a.plan.json"}, silent);
  CHECK(ran.exit_code == 1);
  CHECK(ran.out.find("findings: lacks AMP") != std::string::npos);
}

TEST_CASE("a text that is no plan at all is exit 2, one that is incomplete exit 1") {
  MemoryFiles files({{"/work/a.site.yaml", good_site},
                     {"/work/text.json", "Plan of Garage"},
                     {"/work/list.json", "[]"},
                     {"/work/later.json", "{\"format\": \"ampsite-plan/2\"}"},
                     {"/work/empty.json", "{\"format\": \"ampsite-plan/1\"}"}});
  const auto exit_code = [&](const std::string& plan) {
    return run_program({"verify", "a.site.yaml", plan}, files).exit_code;
  };
  CHECK(exit_code("text.json") == 2);
  CHECK(run_program({"verify", "a.site.yaml", "text.json"}, files).err.find("error: text.json:1:1: not JSON: ") == 0);
  CHECK(exit_code("list.json") == 2);
  CHECK(exit_code("later.json") == 2);
  CHECK(exit_code("gone.json") == 2);
  CHECK(exit_code("empty.json") == 1);
  CHECK(run_program({"verify", "a.site.yaml"}, files).exit_code == 2);
  CHECK(run_program({"verify", "a.site.yaml", "a", "b"}, files).exit_code == 2);
}

TEST_CASE("a site that cannot be read is exit 1 with its findings") {
  MemoryFiles files({{"/work/a.site.yaml", broken_site}, {"/work/a.plan.json", "{}"}});
  const Ran ran = run_program({"verify", "a.site.yaml", "a.plan.json"}, files);
  CHECK(ran.exit_code == 1);
  CHECK(ran.out.find("error[AMP001]") == 0);
}
