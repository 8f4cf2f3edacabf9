// The connectivity plan against exhaustive search, and what must hold on any site.

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <algorithm>
#include <cstdint>
#include <string>
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

void check_against_all_choices(const Site& site) {
  const Connectivity plan = plan_connectivity(site);
  check_constraints(site, plan);
  const LinkLevels reached = levels_of(site, plan);
  const LinkLevels best = best_of_all(site);
  // Where nobody is turned away for want of room the cost is the least too.
  const bool with_cost = !max_clients_may_bind(site);
  INFO("plan: " << links_of(site, plan));
  INFO("reached: " << reached.text());
  INFO("possible: " << best.text());
  CHECK(compare(reached, best, with_cost) == 0);
}

}  // namespace

TEST_CASE("on small sites no choice of links is better on levels 1 and 2") {
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
