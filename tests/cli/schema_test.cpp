#include <doctest/doctest.h>

#include "support/memory_files.h"
#include "support/repository.h"
#include "support/run_program.h"

using namespace ampsite::test;

namespace {

Ran schema(const std::vector<std::string>& arguments) {
  MemoryFiles files;
  std::vector<std::string> all{"schema"};
  all.insert(all.end(), arguments.begin(), arguments.end());
  return run_program(all, files);
}

std::string refusal(const std::vector<std::string>& arguments) {
  const Ran result = schema(arguments);
  CHECK(result.out.empty());
  CHECK(result.exit_code == 2);
  return result.err;
}

}  // namespace

TEST_CASE("schema prints the schema of a format, byte for byte the committed one") {
  for (const char* format : {"site", "plan", "diagnostics", "config"}) {
    CAPTURE(format);
    const Ran result = schema({format});
    CHECK(result.out == repository_file("schemas/" + std::string(format) + ".schema.json"));
    CHECK(result.err.empty());
    CHECK(result.exit_code == 0);
  }
}

TEST_CASE("schema without a format is that of site files") {
  CHECK(schema({}).out == schema({"site"}).out);
  CHECK(schema({"--", "plan"}).out == schema({"plan"}).out);
}

TEST_CASE("schema refuses what it does not know") {
  CHECK(refusal({"plna"}) ==
        "error: the schema cannot be \"plna\"; did you mean plan?; possible: site, plan, diagnostics, config\n");
  CHECK(refusal({"xyz"}) == "error: the schema cannot be \"xyz\"; possible: site, plan, diagnostics, config\n");
  CHECK(refusal({"plan", "site"}) == "error: unexpected argument \"site\"\n");
  CHECK(refusal({"--output", "x"}) == "error: unknown option --output\n");
}
