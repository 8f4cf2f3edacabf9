#include "ampsite/progress.h"

#include <doctest/doctest.h>

#include <chrono>
#include <sstream>
#include <string>
#include <vector>

using namespace ampsite::app;
using std::chrono::milliseconds;

namespace {

/// What a terminal shows after some counts, each so many milliseconds after the one before.
std::string shown(std::size_t total, const std::vector<int>& steps_ms) {
  std::ostringstream terminal;
  std::chrono::steady_clock::time_point now{};
  {
    Progress progress(&terminal, total, [&now] { return now; });
    for (const int step : steps_ms) {
      now += milliseconds(step);
      progress.count();
    }
  }
  return terminal.str();
}

}  // namespace

TEST_CASE("a short run shows nothing") {
  CHECK(shown(3, {}).empty());
  CHECK(shown(3, {300, 300, 300}).empty());
}

TEST_CASE("a run of more than a second shows how far it is, and takes that away at the end") {
  CHECK(shown(1200, {999, 1}) == "\rchecked 2 of 1,200 files\r                        \r");
}

TEST_CASE("what is shown is not written more often than can be read") {
  CHECK(shown(9, {1000, 50, 49, 1}) == "\rchecked 1 of 9 files\rchecked 4 of 9 files\r                    \r");
}

TEST_CASE("without a terminal nothing is shown") {
  Progress progress(nullptr, 2, [] { return std::chrono::steady_clock::time_point{} + std::chrono::hours(1); });
  CHECK_NOTHROW(progress.count());
}

TEST_CASE("large numbers are grouped") {
  CHECK(progress_text(0, 999) == "checked 0 of 999 files");
  CHECK(progress_text(1000, 1234567) == "checked 1,000 of 1,234,567 files");
}
