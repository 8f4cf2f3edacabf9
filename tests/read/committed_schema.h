#pragma once
// A schema that is committed, held against the one that the reader's tables give.

#include <doctest/doctest.h>

#include <cstdlib>
#include <fstream>
#include <string>

#include "support/repository.h"

namespace ampsite::test {

/// With AMPSITE_UPDATE_GOLDEN set, writes it anew instead.
inline void check_committed_schema(const std::string& path, const std::string& schema) {
  if (std::getenv("AMPSITE_UPDATE_GOLDEN") != nullptr) {
    std::ofstream file(AMPSITE_SOURCE_DIR "/" + path, std::ios::binary);
    file << schema;
    REQUIRE(file.flush());
    return;
  }
  CHECK_MESSAGE(repository_file(path) == schema,
                path << " is out of date: run this test with AMPSITE_UPDATE_GOLDEN=1 to write it anew");
}

}  // namespace ampsite::test
