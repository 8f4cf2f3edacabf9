#pragma once
// The repository's own files, for tests that hold documents and committed outputs against the program.

#include <doctest/doctest.h>

#include <fstream>
#include <iterator>
#include <string>

namespace ampsite::test {

/// A file of the repository by its path from the root.
inline std::string repository_file(const std::string& path) {
  std::ifstream file(AMPSITE_SOURCE_DIR "/" + path, std::ios::binary);
  INFO(path);
  REQUIRE(file);
  return {std::istreambuf_iterator<char>(file), {}};
}

}  // namespace ampsite::test
