// plan --check PLAN: is a plan that was written earlier still what the site gives?

#include <doctest/doctest.h>

#include <map>
#include <string>
#include <vector>

#include "support/memory_files.h"
#include "support/run_program.h"
#include "support/sites.h"

using namespace ampsite::test;

namespace {

using Contents = std::map<std::string, std::string>;

/// A site with the plan that it gives beside it.
Contents with_plan(const std::string& site) {
  MemoryFiles files({{"/work/a.site.yaml", site}});
  run_program({"plan", "a.site.yaml", "--output", "a.plan.json"}, files);
  REQUIRE(files.contents().count("/work/a.plan.json") == 1);
  return files.contents();
}

Contents with_file(Contents contents, const std::string& path, const std::string& text) {
  contents[path] = text;
  return contents;
}

Ran check(MemoryFiles& files, std::vector<std::string> more = {}) {
  more.insert(more.begin(), {"plan", "a.site.yaml", "--check", "a.plan.json"});
  return run_program(more, files);
}

/// A2 has no measured link at all.
const std::string linkless = replaced(good_site, "{id: A2, rssi_dbm: -61, access_point: ap-1, link: wifi}", "{id: A2}");

}  // namespace

TEST_CASE("a plan that its site still gives is up to date") {
  MemoryFiles files(with_plan(good_site));
  const Ran ran = check(files);
  CHECK(ran.exit_code == 0);
  CHECK(ran.out == "a.plan.json is up to date\n");
  CHECK(ran.err.empty());
}

TEST_CASE("a comment in the site file, or another version of the program, changes nothing") {
  Contents contents = with_plan(good_site);
  contents["/work/a.site.yaml"] = "# as built\n" + good_site;
  std::string& plan = contents["/work/a.plan.json"];
  const std::size_t version = plan.find("\"ampsite\": \"") + 12;
  plan.replace(version, plan.find('"', version) - version, "0.0.1-old");
  MemoryFiles later(contents);
  CHECK(check(later).exit_code == 0);
}

TEST_CASE("a site that has changed makes its plan out of date") {
  const Contents before = with_plan(good_site);
  MemoryFiles changed(with_file(before, "/work/a.site.yaml", replaced(good_site, "fuse_a: 63", "fuse_a: 40")));
  const Ran ran = check(changed);
  CHECK(ran.exit_code == 1);
  CHECK(ran.err.empty());
  CHECK(ran.out.starts_with("a.plan.json is out of date:\n"));
  CHECK(ran.out.find("\n  site.digest: the site file or its config has changed\n") != std::string::npos);
  CHECK(ran.out.find("\n  load.cases[three_phase].guaranteed_min_a: 31.5 in a.plan.json, 20 now\n") !=
        std::string::npos);

  MemoryFiles grown(
      with_file(before, "/work/a.site.yaml",
                replaced(good_site, "network:\n", "    - {id: A3, rssi_dbm: -61, link: wifi}\nnetwork:\n")));
  CHECK(check(grown).out.find("\n  charger A3 is new\n") != std::string::npos);
}

TEST_CASE("a config that changes what is planned with makes it out of date") {
  MemoryFiles later(with_file(with_plan(good_site), "/work/.ampsite.yaml", "planning: {max_gateways: 0}\n"));
  const Ran ran = check(later);
  CHECK(ran.exit_code == 1);
  CHECK(ran.out ==
        "a.plan.json is out of date:\n"
        "  site.digest: the site file or its config has changed\n"
        "  assumptions.max_gateways: 1 in a.plan.json, 0 now\n");
  CHECK(check(later, {"--no-config"}).exit_code == 0);
}

TEST_CASE("a plan that leaves a charger out keeps the plan's exit code, up to date or not") {
  MemoryFiles files(with_plan(linkless));
  const Ran same = check(files);
  CHECK(same.exit_code == 4);
  CHECK(same.out == "a.plan.json is up to date\n");
  CHECK(same.err == "warning: the plan leaves 1 charger without a link\n");
  MemoryFiles changed(with_file(files.contents(), "/work/a.site.yaml", replaced(linkless, "fuse_a: 63", "fuse_a: 40")));
  const Ran other = check(changed);
  CHECK(other.exit_code == 4);
  CHECK(other.out.starts_with("a.plan.json is out of date:\n"));
}

TEST_CASE("errors that the plan does not resolve are exit 1 although it is up to date") {
  MemoryFiles files({{"/work/a.site.yaml", site_with_error}});
  run_program({"plan", "a.site.yaml", "--allow-errors", "--output", "a.plan.json"}, files);
  const Ran ran = check(files, {"--allow-errors"});
  CHECK(ran.exit_code == 1);
  CHECK(ran.out == "a.plan.json is up to date\n");
  CHECK(ran.err == "warning: the plan leaves 1 error\n");
  const Ran stopped = check(files);
  CHECK(stopped.exit_code == 1);
  CHECK(stopped.out.empty());
  CHECK(stopped.err.ends_with("no plan to compare with: 1 error stops it; --allow-errors plans all the same\n"));
}

TEST_CASE("what is no plan is exit 2 and says where") {
  MemoryFiles files({{"/work/a.site.yaml", good_site}});
  const auto said = [&](const std::string& plan) {
    MemoryFiles with(with_file(files.contents(), "/work/a.plan.json", plan));
    const Ran ran = check(with);
    CAPTURE(plan.substr(0, 60));
    CHECK(ran.exit_code == 2);
    CHECK(ran.out.empty());
    return ran.err;
  };
  for (const std::string empty : {"", " \n"}) {
    CHECK(said(empty) == "error: a.plan.json:1:1: the file is empty; ampsite plan --format json writes a plan\n");
  }
  CHECK(said("Plan of Garage\n").find("a.plan.json:1:1: not JSON: ") != std::string::npos);
  CHECK(said("{\"format\": \"ampsite-plan/1\",\n \"site\": {]}").find("a.plan.json:2:11: not JSON: ") !=
        std::string::npos);
  CHECK(said(std::string(100000, '[')).find("nested too deeply") != std::string::npos);
  for (const std::string text : {"[]", "3", "null", "{}"}) {
    CHECK(said(text).find("a.plan.json:1:1: not a plan: ") != std::string::npos);
  }
  for (const std::string text : {R"({"format": 1})", R"({"format": "ampsite-diagnostics/1"})"}) {
    CHECK(said(text).find("a.plan.json:1:12: not a plan: ") != std::string::npos);
  }
  CHECK(said(R"({"format": "ampsite-plan/2"})").find("a.plan.json:1:12: the plan has the format ampsite-plan/2") !=
        std::string::npos);
}

TEST_CASE("a plan of the right format with anything else in it is out of date") {
  MemoryFiles files({{"/work/a.site.yaml", good_site}});
  for (const std::string rest : {"", R"(, "site": null, "load": [], "connectivity": {"chargers": {"id": 1}})",
                                 R"(, "x": 1e99999, "x": [[[]]])"}) {
    MemoryFiles with(with_file(files.contents(), "/work/a.plan.json", R"({"format": "ampsite-plan/1")" + rest + "}"));
    CAPTURE(rest);
    CHECK(check(with).exit_code == 1);
  }
}

TEST_CASE("a plan that cannot be read is exit 2, also where the site's errors stop the plan") {
  MemoryFiles files({{"/work/a.site.yaml", broken_site}, {"/work/folder/x.txt", ""}, {"/work/broken.json", "{"}});
  const auto error_of = [&](const std::string& plan) {
    const Ran ran = run_program({"plan", "a.site.yaml", "--check", plan}, files);
    CHECK(ran.exit_code == 2);
    return ran.err;
  };
  CHECK(error_of("missing.json").find("missing.json: no such file") != std::string::npos);
  CHECK(error_of("folder").find("folder is a folder; --check takes a plan in JSON") != std::string::npos);
  CHECK(error_of("broken.json").find("broken.json:1:2: not JSON: ") != std::string::npos);
  CHECK(error_of("") == "error: --check takes a plan in JSON; \"\" names no file\n");
}

TEST_CASE("the plan, or the site, may come from standard input, but not both") {
  MemoryFiles files(with_plan(good_site));
  const Ran piped =
      run_program({"plan", "a.site.yaml", "--check", "-"}, files, files.contents().at("/work/a.plan.json"));
  CHECK(piped.exit_code == 0);
  CHECK(piped.out == "<stdin> is up to date\n");
  CHECK(run_program({"plan", "-", "--check", "a.plan.json"}, files, good_site).exit_code == 0);
  const Ran both = run_program({"plan", "-", "--check", "-"}, files, good_site);
  CHECK(both.exit_code == 2);
  CHECK(both.err.find("only one of the site file and the plan can be standard input") != std::string::npos);
}

TEST_CASE("--check writes nothing, so it takes no format and no output") {
  MemoryFiles files(with_plan(good_site));
  for (const std::vector<std::string>& more : {std::vector<std::string>{"--format", "json"}, {"--output", "b.json"}}) {
    const Ran ran = check(files, more);
    CHECK(ran.exit_code == 2);
    CHECK(ran.err.find("--check writes no plan; leave out --format and --output") != std::string::npos);
  }
  CHECK(files.contents().count("/work/b.json") == 0);
}
