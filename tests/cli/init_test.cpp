#include <doctest/doctest.h>

#include <nlohmann/json.hpp>

#include "support/memory_files.h"
#include "support/repository.h"
#include "support/run_program.h"

using namespace ampsite::test;

namespace {

std::string site_to_start_from() { return repository_file("apps/ampsite/init.site.yaml"); }

}  // namespace

TEST_CASE("init writes a site file to start from") {
  MemoryFiles files;
  const Ran result = run_program({"init"}, files);
  CHECK(result.exit_code == 0);
  CHECK(result.out.empty());
  CHECK(result.err == "garage.site.yaml is written; check it with: ampsite validate garage.site.yaml\n");
  CHECK(files.contents().at("/work/garage.site.yaml") == site_to_start_from());

  CHECK(run_program({"init", "../north.site.yaml"}, files).exit_code == 0);
  CHECK(files.contents().at("/north.site.yaml") == site_to_start_from());
  CHECK(run_program({"init", "--", "--help"}, files).exit_code == 0);
  CHECK(files.contents().at("/work/--help") == site_to_start_from());
}

TEST_CASE("what init says to run next can be run as it stands") {
  const auto next = [](const std::string& path) {
    MemoryFiles files;
    const Ran result = run_program({"init", "--", path}, files);
    REQUIRE(result.exit_code == 0);
    return result.err.substr(result.err.find("ampsite validate"));
  };
  CHECK(next("north/a-1.site.yaml") == "ampsite validate north/a-1.site.yaml\n");
  CHECK(next("my garage.site.yaml") == "ampsite validate 'my garage.site.yaml'\n");
  CHECK(next("Åsgård.site.yaml") == "ampsite validate 'Åsgård.site.yaml'\n");
  CHECK(next("it's.site.yaml") == "ampsite validate 'it'\\''s.site.yaml'\n");
  CHECK(next("~$HOME.site.yaml") == "ampsite validate '~$HOME.site.yaml'\n");
  CHECK(next("--help") == "ampsite validate -- --help\n");
  CHECK(next("-a b.site.yaml") == "ampsite validate -- '-a b.site.yaml'\n");
}

TEST_CASE("init - prints it and writes nothing") {
  MemoryFiles files;
  const Ran result = run_program({"init", "-"}, files);
  CHECK(result.exit_code == 0);
  CHECK(result.out == site_to_start_from());
  CHECK(result.err.empty());
  CHECK(files.contents().empty());
}

TEST_CASE("what init writes has no finding, not even a note, and a plan that leaves nobody out") {
  MemoryFiles files;
  REQUIRE(run_program({"init"}, files).exit_code == 0);
  const Ran checked = run_program({"validate", "garage.site.yaml", "--fail-on", "note", "--format", "json"}, files);
  INFO(checked.out);
  CHECK(checked.exit_code == 0);
  CHECK(nlohmann::json::parse(checked.out)["diagnostics"].empty());
  const Ran planned = run_program({"plan", "garage.site.yaml", "--format", "json"}, files);
  INFO(planned.out);
  CHECK(planned.exit_code == 0);
  CHECK(planned.err.empty());
  // It shows a site as built: the plan has nothing to change.
  CHECK(planned.out.find("\"changed\": true") == std::string::npos);
  CHECK(planned.out.find("\"new\": true") == std::string::npos);
}

TEST_CASE("init never overwrites") {
  MemoryFiles files({{"/work/garage.site.yaml", "mine"}, {"/work/sites/a.txt", ""}});
  const Ran result = run_program({"init"}, files);
  CHECK(result.exit_code == 2);
  CHECK(result.out.empty());
  CHECK(result.err == "error: cannot write /work/garage.site.yaml: it exists already, and is not overwritten\n");
  CHECK(files.contents().at("/work/garage.site.yaml") == "mine");
  CHECK(files.contents().size() == 2);
}

TEST_CASE("init asks for a file in a folder, where a folder is named") {
  MemoryFiles files({{"/work/garage.site.yaml", "mine"}, {"/work/sites/a.txt", ""}});
  const auto refusal = [&](const std::string& path) {
    const Ran result = run_program({"init", path}, files);
    CHECK(result.exit_code == 2);
    CHECK(result.out.empty());
    return result.err;
  };
  CHECK(refusal("sites") == "error: cannot write /work/sites: it is a folder; name a file in it\n");
  CHECK(refusal("sites/") == "error: cannot write /work/sites: it is a folder; name a file in it\n");
  CHECK(refusal(".") == "error: cannot write /work: it is a folder; name a file in it\n");
  CHECK(files.contents().size() == 2);
}

TEST_CASE("init tells why it cannot write") {
  MemoryFiles files;
  files.unwritable.insert("/work/garage.site.yaml");
  const Ran result = run_program({"init"}, files);
  CHECK(result.exit_code == 2);
  CHECK(result.err == "error: cannot write /work/garage.site.yaml: permission denied\n");
  CHECK(files.contents().empty());
}

TEST_CASE("init takes one file") {
  MemoryFiles files;
  CHECK(run_program({"init", "a", "b"}, files).err == "error: unexpected argument \"b\"\n");
  CHECK(run_program({"init", "--force"}, files).err == "error: unknown option --force\n");
  const Ran nameless = run_program({"init", ""}, files);
  CHECK(nameless.exit_code == 2);
  CHECK(nameless.err == "error: name the file to write, or - for standard output\n");
  CHECK(files.contents().empty());
}
