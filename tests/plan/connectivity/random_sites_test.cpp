// The connectivity plan against exhaustive search, and what must hold on any site.

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "ampsite/plan/connectivity/connectivity.h"
#include "plan/connectivity/link_checker.h"
#include "plan/connectivity/link_sites.h"
#include "plan/connectivity/random_link_sites.h"

namespace ampsite::test {

namespace {

/// The plan without indices: one line for each charger and network, in order of their names.
std::string by_name(const Site& site, const Connectivity& plan) {
  std::vector<std::string> lines;
  for (ChargerIndex i = 0; i < plan.chargers.size(); ++i) {
    const ChargerLink& link = plan.chargers[i];
    const std::string at =
        link.link == PlannedLink::wifi ? site.access_points()[link.access_point].id.value : std::string();
    lines.push_back(fmt::format("{} {} {} {} {} {}", site.chargers[i].id.value, to_word(link.link), at, link.gateway,
                                link.changed, link.reason));
  }
  for (const PlcNetwork& network : plan.plc_networks) {
    std::string line =
        fmt::format("{} on {} at {} m for", network.id, site.nodes[network.circuit].id.value, network.position_m);
    for (const ChargerIndex i : network.chargers) line += " " + site.chargers[i].id.value;
    lines.push_back(line);
  }
  std::sort(lines.begin(), lines.end());
  std::string text;
  for (const std::string& line : lines) text += line + "\n";
  return text;
}

void check_constraints(const Site& site, const Connectivity& plan) {
  for (const std::string& broken : broken_constraints(site, plan)) FAIL_CHECK("broken: " << broken);
}

/// Each level is there, and proved.
void check_proof(const Site& site, const Connectivity& plan, const LinkLevels& reached) {
  const std::vector<std::pair<std::string, double>> expected = proof_entries(site, reached);
  REQUIRE(plan.proof.size() >= expected.size());
  for (std::size_t i = 0; i < expected.size(); ++i) {
    const LevelProof& level = plan.proof[i];
    CHECK(level.level == expected[i].first);
    CHECK(level.value == doctest::Approx(expected[i].second));
    CHECK_MESSAGE(level.bound == level.value, level.level);
    CHECK_FALSE(level.argument.empty());
  }
}

/// As far as a plan is as good as the best, no bound is better than its level; and the first level on which it is not
/// as good has a bound that the best keeps to.
void check_bounds(const Site& site, const Connectivity& plan, const LinkLevels& best) {
  const std::vector<std::pair<std::string, double>> possible = proof_entries(site, best);
  for (std::size_t i = 0; i < std::min(possible.size(), plan.proof.size()); ++i) {
    const LevelProof& level = plan.proof[i];
    if (level.level != possible[i].first) return;
    INFO(level.level << " " << level.value << ", bound " << level.bound << ", possible " << possible[i].second);
    const bool more_is_better = level.level.find("chargers on") == 0 || level.level.find("dBm") != std::string::npos;
    const double slack = 2e-5;
    if (more_is_better) {
      CHECK(level.bound >= possible[i].second - slack);
      CHECK(level.bound >= level.value);
    } else {
      CHECK(level.bound <= possible[i].second + slack);
      CHECK(level.bound <= level.value);
    }
    if (std::abs(level.value - possible[i].second) > slack) return;
  }
}

void check_against_all_choices(const Site& site) {
  const Connectivity plan = plan_connectivity(site);
  check_constraints(site, plan);
  const LinkLevels reached = levels_of(site, plan);
  const LinkLevels best = best_of_all(site);
  INFO("plan: " << links_of(site, plan));
  INFO("reached: " << reached.text());
  INFO("possible: " << best.text());
  CHECK(compare(reached, best) == 0);
  check_proof(site, plan, reached);
}

}  // namespace

TEST_CASE("on small sites no choice of links is better on any level") {
  int bound_by_max_clients = 0;
  for (std::uint64_t seed = 1; seed <= 3000; ++seed) {
    INFO("seed " << seed);
    const Site site = random_link_site(seed);
    bound_by_max_clients += max_clients_may_bind(site) ? 1 : 0;
    check_against_all_choices(site);
  }
  CHECK(bound_by_max_clients > 300);
}

TEST_CASE("nor where access points are full and modules have to be where WiFi leaves most without a link") {
  for (std::uint64_t seed = 1; seed <= 1500; ++seed) {
    INFO("seed " << seed);
    check_against_all_choices(random_link_site(seed, {7, 3, 2, 2, 320, true}));
  }
}

TEST_CASE("a search that is cut short claims no more than is true") {
  int left_open = 0;
  for (std::uint64_t seed = 1; seed <= 1500; ++seed) {
    INFO("seed " << seed);
    const Site site = seed % 2 == 0 ? random_link_site(seed, {7, 3, 2, 2, 320, true}) : random_link_site(seed);
    const Connectivity plan = plan_connectivity(site, 0);
    check_constraints(site, plan);
    check_bounds(site, plan, best_of_all(site));
    left_open += std::any_of(plan.proof.begin(), plan.proof.end(),
                             [](const LevelProof& level) { return level.bound != level.value; })
                     ? 1
                     : 0;
  }
  CHECK(left_open > 50);
}

TEST_CASE("on larger sites every hard constraint holds") {
  for (std::uint64_t seed = 1; seed <= 60; ++seed) {
    INFO("seed " << seed);
    const Site site = random_link_site(seed, {60, 6, 4, 12, 600});
    check_constraints(site, plan_connectivity(site));
  }
}

TEST_CASE("the order in the file does not matter") {
  for (std::uint64_t seed = 1; seed <= 300; ++seed) {
    INFO("seed " << seed);
    const Site site = seed % 3 == 0 ? random_link_site(seed, {40, 5, 3, 8, 400}) : random_link_site(seed);
    const Site other = shuffled(site, seed);
    CHECK(by_name(site, plan_connectivity(site)) == by_name(other, plan_connectivity(other)));
  }
}

}  // namespace ampsite::test
