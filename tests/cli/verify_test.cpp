#include <doctest/doctest.h>

#include "support/memory_files.h"
#include "support/repository.h"
#include "support/run_program.h"
#include "support/sites.h"

using namespace ampsite::test;

namespace {

std::size_t occurrences(const std::string& text, const std::string& what) {
  std::size_t count = 0;
  for (std::size_t at = text.find(what); at != std::string::npos; at = text.find(what, at + 1)) ++count;
  return count;
}

}  // namespace

TEST_CASE("a plan that holds is exit 0, with what was proved") {
  MemoryFiles files({{"/work/a.site.yaml", good_site}});
  const std::string plan = run_program({"plan", "a.site.yaml", "--format", "json"}, files).out;
  MemoryFiles both({{"/work/a.site.yaml", good_site}, {"/work/a.plan.json", plan}});
  const Ran ran = run_program({"verify", "a.site.yaml", "a.plan.json"}, both);
  CHECK(ran.out ==
        "the plan holds:\n"
        "  links of 2 chargers, proved to be the best on all 8 levels\n"
        "  wiring that gives each one-phase car at least 32 A; no choice of lines gives more\n"
        "  2 load cases with fair currents, bottlenecks and settings\n"
        "  offline currents, what would help, the electrical values, the portal's caps, and all lists\n");
  CHECK(ran.err.empty());
  CHECK(ran.exit_code == 0);
  CHECK(run_program({"verify", "a.site.yaml", "-"}, both, plan).exit_code == 0);
  CHECK(run_program({"verify", "-", "a.plan.json"}, both, "# moved\n" + good_site).exit_code == 0);
  CHECK(run_program({"verify", "-", "-"}, both).exit_code == 2);
}

TEST_CASE("where currents are added up as phasors, it is said how each number is counted") {
  MemoryFiles files({{"/work/it.site.yaml", repository_file("examples/norwegian-it-garage.site.yaml")}});
  run_program({"plan", "it.site.yaml", "--output", "it.plan.json"}, files);
  const std::string out = run_program({"verify", "it.site.yaml", "it.plan.json"}, files).out;
  INFO(out);
  CHECK(out.find("\n  wiring that gives each one-phase car at least 7.692 A with currents added up arithmetically; as "
                 "phasors no choice of lines gives more than 8.882 A\n") != std::string::npos);
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
  CHECK(ran.out.find("discrepancy: site.digest: the site or its config has changed since the plan was made (site ") ==
        0);
  CHECK(ran.out.find("= help: plan anew: ampsite plan a.site.yaml --output json=a.plan.json\n") != std::string::npos);
  CHECK(occurrences(ran.out, "discrepancy: ") == 6);
  CHECK(ran.out.find("\nand ") != std::string::npos);
  MemoryFiles house({{"/work/a.site.yaml", good_site},
                     {"/work/a.plan.json", plan},
                     {"/work/.ampsite.yaml", "planning: {max_gateways: 3}\n"}});
  CHECK(run_program({"verify", "a.site.yaml", "a.plan.json"}, house).exit_code == 1);
  CHECK(run_program({"verify", "a.site.yaml", "a.plan.json", "--no-config"}, house).exit_code == 0);
}

TEST_CASE("that the site has changed is said first, also where the plan names what it has no longer") {
  MemoryFiles files({{"/work/a.site.yaml", good_site}});
  const std::string plan = run_program({"plan", "a.site.yaml", "--format", "json"}, files).out;
  MemoryFiles renamed({{"/work/a.site.yaml", replaced(good_site, "id: A2", "id: B2")}, {"/work/a.plan.json", plan}});
  const Ran ran = run_program({"verify", "a.site.yaml", "a.plan.json"}, renamed);
  CHECK(ran.exit_code == 1);
  CHECK(ran.out.find("discrepancy: site.digest: ") == 0);
  CHECK(ran.out.find("is A2 where B2 stands in the order of the site") != std::string::npos);
  const std::size_t digest = plan.find("\"digest\": \"") + 11;
  MemoryFiles undigested(
      {{"/work/a.site.yaml", good_site}, {"/work/a.plan.json", plan.substr(0, digest) + "x" + plan.substr(digest)}});
  CHECK(run_program({"verify", "a.site.yaml", "a.plan.json"}, undigested).out.find("plan without a digest)") !=
        std::string::npos);
}

TEST_CASE("a plan that is given for the site file is exit 2") {
  MemoryFiles files({{"/work/a.site.yaml", good_site}});
  run_program({"plan", "a.site.yaml", "--output", "a.plan.json"}, files);
  const auto refused = [&](const std::vector<std::string>& arguments) {
    const Ran ran = run_program(arguments, files);
    CHECK(ran.exit_code == 2);
    CHECK(ran.out.empty());
    return ran.err;
  };
  CHECK(refused({"verify", "a.plan.json", "a.site.yaml"}) ==
        "error: a.plan.json is a plan; name the site file first, then its plan\n");
  CHECK(refused({"plan", "a.plan.json"}) == "error: a.plan.json is a plan; name its site file\n");
  CHECK(refused({"plan", "a.plan.json", "--check", "a.plan.json"}) ==
        "error: a.plan.json is a plan; name its site file\n");
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

TEST_CASE("of a list, the entry and the member that differ are named") {
  MemoryFiles files({{"/work/a.site.yaml", good_site}});
  const std::string plan = run_program({"plan", "a.site.yaml", "--format", "json"}, files).out;
  const auto verified = [&](const std::string& what, const std::string& with) {
    MemoryFiles both({{"/work/a.site.yaml", good_site}, {"/work/a.plan.json", replaced(plan, what, with)}});
    const Ran ran = run_program({"verify", "a.site.yaml", "a.plan.json"}, both);
    CHECK(ran.exit_code == 1);
    return ran.out.substr(0, ran.out.find('\n'));
  };
  CHECK(verified("\"port\": 123", "\"port\": 124") == "discrepancy: firewall[4].port: has to be \"123\", not \"124\"");
  CHECK(verified("\"why\": \"", "\"why\": \"Because: ").starts_with("discrepancy: checklist[0].why: has to be \""));
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
  CHECK(
      run_program({"verify", "a.site.yaml", "later.json"}, files).err ==
      "error: later.json:1:12: the plan has the format ampsite-plan/2, and this version reads ampsite-plan/1; write it "
      "anew with ampsite plan\n");
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
