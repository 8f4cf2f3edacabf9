#pragma once
// The repository's own files, for tests that hold documents and committed outputs against the program.

#include <doctest/doctest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

namespace ampsite::test {

/// A file of the repository by its path from the root.
inline std::string repository_file(const std::string& path) {
  std::ifstream file(AMPSITE_SOURCE_DIR "/" + path, std::ios::binary);
  INFO(path);
  REQUIRE(file);
  return {std::istreambuf_iterator<char>(file), {}};
}

/// "manual-figure" for examples/manual-figure.site.yaml.
inline std::vector<std::string> example_names() {
  std::vector<std::string> names;
  const std::string ending = ".site.yaml";
  for (const auto& entry : std::filesystem::directory_iterator(AMPSITE_SOURCE_DIR "/examples")) {
    const std::string name = entry.path().filename().string();
    if (name.ends_with(ending)) names.push_back(name.substr(0, name.size() - ending.size()));
  }
  std::sort(names.begin(), names.end());
  return names;
}

}  // namespace ampsite::test
