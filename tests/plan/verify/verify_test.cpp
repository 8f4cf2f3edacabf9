// Plans of random small sites hold; a plan with one value changed does not.

#include "ampsite/plan/verify/verify.h"

#include <doctest/doctest.h>

#include "plan/load/naive_load.h"
#include "plan/site_builder.h"

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

TEST_CASE("a wiring to two lines stands in the order of the grid, or in that of the file") {
  for (const bool is_stated : {false, true}) {
    CAPTURE(is_stated);
    Site site = build_site(it_grid(1), circuit("main", 32, chargers("A", 1)));
    if (is_stated) site.chargers[0].phases = stated(Wiring{Line::L3, Line::L1});
    Plan plan = make_plan(site);
    CHECK(text_of(verify_plan(site, plan)) == "");
    Wiring& phases = plan.load.wiring[0].phases;
    phases = Wiring{phases[1], phases[0]};
    plan.load.wiring[0].changed = false;
    CHECK(text_of(verify_plan(site, plan)).find("load.wiring[0].phases") == 0);
  }
}
