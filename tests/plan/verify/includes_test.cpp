// What checks a plan shares no code with what makes it.

#include <doctest/doctest.h>

#include <filesystem>
#include <regex>
#include <set>
#include <string>
#include <vector>

#include "support/repository.h"

using namespace ampsite::test;

namespace {

/// The paths that a file of ours includes, and what these include, with what is compiled for each header.
void follow(const std::string& file, std::set<std::string>& seen) {
  if (!seen.insert(file).second) return;
  const std::string text = repository_file("lib/" + file);
  static const std::regex include("#include \"(ampsite/[^\"]+)\"");
  for (std::sregex_iterator match(text.begin(), text.end(), include), end; match != end; ++match) {
    const std::string included = (*match)[1];
    if (!std::filesystem::exists(AMPSITE_SOURCE_DIR "/lib/" + included)) continue;  // made by the build
    follow(included, seen);
  }
}

std::vector<std::string> sources_in(const std::string& folder) {
  std::vector<std::string> files;
  for (const auto& entry : std::filesystem::directory_iterator(AMPSITE_SOURCE_DIR "/lib/" + folder)) {
    files.push_back(folder + "/" + entry.path().filename().string());
  }
  return files;
}

}  // namespace

TEST_CASE("verification includes no header of the optimisers, directly or through others") {
  std::set<std::string> seen;
  for (const std::string& file : sources_in("ampsite/plan/verify")) follow(file, seen);
  REQUIRE(seen.size() > 20);
  for (const std::string& file : seen) {
    CHECK_MESSAGE(!file.starts_with("ampsite/plan/load/"), file);
    CHECK_MESSAGE(!file.starts_with("ampsite/plan/connectivity/"), file);
  }
}
