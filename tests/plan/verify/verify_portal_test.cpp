#include <doctest/doctest.h>

#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "ampsite/plan/plan.h"
#include "ampsite/plan/verify/verify.h"
#include "plan/site_builder.h"

using namespace ampsite;
using namespace ampsite::test;

namespace {

/// S of 63 A needs 37.8 A for S1 and 25.2 A for S2 in the three-phase case; one-phase cars could have more.
Site short_level() {
  std::vector<Charger> of_s1 = chargers("a", 2);
  of_s1.push_back(charger("a3", {Line::L2}, true));
  return build_site(
      tn_grid(),
      circuit("main", 125, {},
              {circuit("S", 63, {}, {circuit("S1", 50, std::move(of_s1)), circuit("S2", 50, chargers("b", 2))})}));
}

/// Where in the portal something does not hold.
std::vector<std::string> places(const Site& site, const Plan& plan) {
  std::vector<std::string> of_portal;
  for (const Discrepancy& discrepancy : verify_plan(site, plan)) {
    if (discrepancy.path.starts_with("portal")) of_portal.push_back(discrepancy.path);
  }
  return of_portal;
}

}  // namespace

TEST_CASE("caps that do not shelter, keep less than is guaranteed, or could be higher do not hold") {
  const Site site = short_level();
  const Plan plan = make_plan(site);
  REQUIRE(places(site, plan).empty());
  for (const double cap_a : {31.5, 37.7, 37.9, 50.0}) {
    CAPTURE(cap_a);
    Plan changed = plan;
    changed.portal.circuits[0].max_current_a = cap_a;
    CHECK(places(site, changed) == std::vector<std::string>{"portal.circuits[0].max_current_a"});
  }
}

TEST_CASE("caps by which one case takes the smallest current of another do not hold where others keep both") {
  const Circuit k0 = circuit("K0", 16, chargers("C", 2));
  const Circuit e1 = circuit("E1", 50, {}, {circuit("K1", 63, chargers("A", 1)), circuit("K2", 63, chargers("B", 4))});
  const Site site = build_site(tn_grid(), circuit("main", 125, {}, {k0, e1}));
  Plan plan = make_plan(site);
  REQUIRE(places(site, plan).empty());
  plan.portal.circuits[1].max_current_a = 10;
  plan.portal.circuits[2].max_current_a = 40;
  plan.portal.within_caps = {{LoadCase::single_phase, 10}};
  CHECK(places(site, plan) == std::vector<std::string>{"portal.within_caps[0]", "portal.circuits[1].max_current_a",
                                                       "portal.circuits[2].max_current_a"});
}

TEST_CASE("what the caps leave of a guarantee is said, with its number, and nothing else is") {
  const Site site = short_level();
  const Plan plan = make_plan(site);
  REQUIRE(plan.portal.within_caps.size() == 1);
  using Changes = std::vector<WithinCaps>;
  const auto place_of = [&](const std::function<void(Changes&)>& change) {
    Plan changed = plan;
    change(changed.portal.within_caps);
    const std::vector<std::string> found = places(site, changed);
    return found.empty() ? std::string() : found.front();
  };
  CHECK(place_of([](Changes& within) { within.clear(); }) == "portal.within_caps");
  CHECK(place_of([](Changes& within) { within[0].guaranteed_min_a += 1; }) == "portal.within_caps[0].guaranteed_min_a");
  CHECK(place_of([](Changes& within) { within[0].load_case = LoadCase::three_phase; }) == "portal.within_caps[0]");
  CHECK(place_of([](Changes& within) { within.push_back(within[0]); }) == "portal.within_caps[1]");
}
