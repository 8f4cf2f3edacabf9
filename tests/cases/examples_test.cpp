// The examples, as a user runs them: each validates without a finding, and its committed plans are
// reproduced byte for byte.

#include <doctest/doctest.h>

#include <algorithm>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "support/memory_files.h"
#include "support/repository.h"
#include "support/run_program.h"

using namespace ampsite::test;

namespace {

/// "manual-figure" for examples/manual-figure.site.yaml.
std::vector<std::string> example_names() {
  std::vector<std::string> names;
  const std::string ending = ".site.yaml";
  for (const auto& entry : std::filesystem::directory_iterator(AMPSITE_SOURCE_DIR "/examples")) {
    const std::string name = entry.path().filename().string();
    if (name.ends_with(ending)) names.push_back(name.substr(0, name.size() - ending.size()));
  }
  std::sort(names.begin(), names.end());
  return names;
}

MemoryFiles files_with(const std::string& name) {
  const std::string path = "examples/" + name + ".site.yaml";
  return MemoryFiles(std::map<std::string, std::string>{{"/work/" + name + ".site.yaml", repository_file(path)}});
}

}  // namespace

TEST_CASE("there are examples, and each is clean") {
  const std::vector<std::string> names = example_names();
  CHECK(names.size() >= 2);
  for (const std::string& name : names) {
    CAPTURE(name);
    MemoryFiles files = files_with(name);
    const Ran ran = run_program({"validate", "--fail-on", "note", name + ".site.yaml"}, files);
    CHECK(ran.exit_code == 0);
    CHECK(ran.out == "no findings in 1 file\n");
  }
}

TEST_CASE("the committed plans of the examples are what the program writes") {
  for (const std::string& name : example_names()) {
    CAPTURE(name);
    MemoryFiles files = files_with(name);
    for (const std::string format : {"json", "text"}) {
      const Ran ran = run_program({"plan", "--format", format, name + ".site.yaml"}, files);
      CHECK(ran.exit_code == 0);
      CHECK(ran.err == "");
      CHECK(ran.out == repository_file("examples/" + name + ".plan." + (format == "text" ? "txt" : "json")));
    }
  }
}
