// Links of random sites hold, with every bound checked on small ones; with any one value changed they do not.

#include "ampsite/plan/verify/verify_connectivity.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

#include "ampsite/plan/connectivity/connectivity.h"
#include "plan/connectivity/link_checker.h"
#include "plan/connectivity/link_sites.h"
#include "plan/connectivity/random_link_sites.h"

using namespace ampsite;
using namespace ampsite::test;

namespace {

std::string text_of(const Discrepancies& found) {
  std::string text;
  for (const Discrepancy& discrepancy : found) text += discrepancy.path + ": " + discrepancy.message + "\n";
  return text;
}

std::string text_of(const std::vector<std::string>& lines) {
  std::string text;
  for (const std::string& line : lines) text += line + "\n";
  return text;
}

std::string problems(const Site& site, const Connectivity& plan) {
  Discrepancies found;
  std::vector<std::string> not_checked;
  verify_connectivity(site, plan, found, not_checked);
  return text_of(found);
}

/// Plans hold, and on small sites nothing is left unchecked.
void check_holds(const Site& site, const Connectivity& plan, bool small) {
  Discrepancies found;
  std::vector<std::string> not_checked;
  verify_connectivity(site, plan, found, not_checked);
  INFO("plan: " << links_of(site, plan));
  CHECK(text_of(found) == "");
  if (small) CHECK(text_of(not_checked) == "");
}

}  // namespace

TEST_CASE("links of small random sites hold, and nothing is left unchecked") {
  for (std::uint64_t seed = 1; seed <= 1500; ++seed) {
    CAPTURE(seed);
    const Site site = random_link_site(seed);
    check_holds(site, plan_connectivity(site), true);
  }
}

TEST_CASE("also where access points are full") {
  for (std::uint64_t seed = 1; seed <= 700; ++seed) {
    CAPTURE(seed);
    const Site site = random_link_site(seed, {7, 3, 2, 2, 320, true});
    check_holds(site, plan_connectivity(site), true);
  }
}

TEST_CASE("on larger random sites they hold too") {
  for (std::uint64_t seed = 1; seed <= 60; ++seed) {
    CAPTURE(seed);
    const Site site = random_link_site(seed, {60, 6, 4, 12, 600});
    check_holds(site, plan_connectivity(site), false);
  }
}

namespace {

/// A number as it stands in a plan, with its place.
struct PlaceOfNumber {
  std::string path;
  std::function<double(const Connectivity&)> read;
  std::function<void(Connectivity&, double)> write;
  bool whole = false;
};

std::vector<PlaceOfNumber> numbers_of(const Connectivity& plan) {
  std::vector<PlaceOfNumber> places;
  const auto add = [&](std::string path, auto at) {
    using Number = std::decay_t<decltype(*at(std::declval<Connectivity&>()))>;
    places.push_back(
        {std::move(path),
         [at](const Connectivity& read) { return static_cast<double>(*at(const_cast<Connectivity&>(read))); },
         [at](Connectivity& write, double value) { *at(write) = static_cast<Number>(value); },
         std::is_integral_v<Number>});
  };
  for (std::size_t i = 0; i < plan.chargers.size(); ++i) {
    if (!plan.chargers[i].rssi_dbm) continue;
    add("connectivity.chargers[" + std::to_string(i) + "].rssi_dbm",
        [i](Connectivity& p) { return &*p.chargers[i].rssi_dbm; });
  }
  for (std::size_t i = 0; i < plan.plc_networks.size(); ++i) {
    const std::string path = "connectivity.plc_networks[" + std::to_string(i) + "].";
    add(path + "position_m", [i](Connectivity& p) { return &p.plc_networks[i].position_m; });
    add(path + "farthest_m", [i](Connectivity& p) { return &p.plc_networks[i].farthest_m; });
  }
  for (std::size_t i = 0; i < plan.access_points.size(); ++i) {
    add("connectivity.access_points[" + std::to_string(i) + "].channel",
        [i](Connectivity& p) { return &p.access_points[i].channel; });
  }
  add("connectivity.totals.wifi", [](Connectivity& p) { return &p.totals.wifi; });
  add("connectivity.totals.plc", [](Connectivity& p) { return &p.totals.plc; });
  add("connectivity.totals.lte", [](Connectivity& p) { return &p.totals.lte; });
  add("connectivity.totals.none", [](Connectivity& p) { return &p.totals.none; });
  add("connectivity.totals.gateways", [](Connectivity& p) { return &p.totals.gateways; });
  add("connectivity.totals.new_modules", [](Connectivity& p) { return &p.totals.new_modules; });
  add("connectivity.totals.sim_activations", [](Connectivity& p) { return &p.totals.sim_activations; });
  add("connectivity.totals.dhcp_addresses", [](Connectivity& p) { return &p.totals.dhcp_addresses; });
  add("connectivity.totals.mb_per_day", [](Connectivity& p) { return &p.totals.mb_per_day; });
  add("connectivity.totals.cost", [](Connectivity& p) { return &p.totals.cost; });
  for (std::size_t i = 0; i < plan.proof.size(); ++i) {
    const std::string path = "connectivity.proof[" + std::to_string(i) + "].";
    add(path + "value", [i](Connectivity& p) { return &p.proof[i].value; });
    add(path + "bound", [i](Connectivity& p) { return &p.proof[i].bound; });
  }
  return places;
}

void check_numbers(const Site& site) {
  const Connectivity plan = plan_connectivity(site);
  for (const PlaceOfNumber& place : numbers_of(plan)) {
    const double smallest = 1e-6 * std::max(1.0, std::abs(place.read(plan)));
    for (const double change : {1.0, -1.0, 0.002, -0.002, smallest}) {
      if (place.whole && std::abs(change) < 1) continue;
      Connectivity other = plan;
      place.write(other, place.read(plan) + change);
      CAPTURE(change);
      INFO(place.path << " " << place.read(plan));
      CHECK(problems(site, other).find(place.path) != std::string::npos);
    }
  }
}

}  // namespace

TEST_CASE("any number of the links that is changed is found at its place") {
  for (std::uint64_t seed = 1; seed <= 250; ++seed) {
    CAPTURE(seed);
    check_numbers(random_link_site(seed));
  }
  for (std::uint64_t seed = 1; seed <= 100; ++seed) {
    CAPTURE(seed);
    check_numbers(random_link_site(seed, {7, 3, 2, 2, 320, true}));
  }
}

namespace {

/// The same site with less that its chargers could use: its plans are plans of the whole site too.
Site with_less(Site site, std::uint64_t seed) {
  std::uint64_t dice = seed * 0x9E3779B97F4A7C15U;
  const auto one_in = [&](std::uint64_t count) {
    dice = dice * 6364136223846793005U + 1442695040888963407U;
    return (dice >> 33U) % count == 0;
  };
  for (Charger& charger : site.chargers) {
    if (one_in(4)) charger.rssi_dbm = {};
    if (one_in(4)) charger.lte = {};
    if (one_in(6)) charger.position_m = {};
  }
  if (one_in(4)) site.planning.max_gateways = stated(0);
  if (one_in(4)) site.planning.link_preference = stated(std::vector<LinkGroup>{{Link::plc}, {Link::lte}, {Link::wifi}});
  return site;
}

/// Another site's plan that claims to be the best for this one.
Connectivity claimed_for(const Site& site, Connectivity plan, const LinkLevels& levels) {
  std::vector<LevelProof> proof;
  for (const auto& [level, value] : proof_entries(site, levels)) proof.push_back({level, value, value, "because"});
  for (const LevelProof& level : plan.proof) {
    if (level.level.find("interference") != std::string::npos) proof.push_back(level);
  }
  plan.proof = proof;
  return plan;
}

}  // namespace

TEST_CASE("links that are not the best are found out whatever their plan claims, and the best are not") {
  int best_ones = 0;
  int others = 0;
  for (std::uint64_t seed = 1; seed <= 3000; ++seed) {
    CAPTURE(seed);
    const Site site = seed % 2 == 0 ? random_link_site(seed, {6, 3, 2, 2, 320, true}) : random_link_site(seed);
    const Connectivity other = plan_connectivity(with_less(site, seed));
    const LinkLevels levels = levels_of(site, other);
    const LinkLevels best = best_of_all(site);
    const std::string found = problems(site, claimed_for(site, other, levels));
    INFO("links: " << links_of(site, other));
    INFO("reached: " << levels.text());
    INFO("possible: " << best.text());
    if (compare(levels, best) == 0) {
      CHECK(found == "");
      ++best_ones;
    } else {
      CHECK(found.find("there are links, as good on the levels before") != std::string::npos);
      ++others;
    }
  }
  CHECK(best_ones > 500);
  CHECK(others > 500);
}

TEST_CASE("bounds of a search that was cut short are not refuted, nor are they on larger sites") {
  int open = 0;
  for (std::uint64_t seed = 1; seed <= 400; ++seed) {
    CAPTURE(seed);
    const Site site =
        seed % 2 == 0 ? random_link_site(seed, {20, 4, 3, 4, 320, true}) : random_link_site(seed, {40, 5, 3, 8, 400});
    const Connectivity plan = plan_connectivity(site, 0);
    for (const LevelProof& level : plan.proof) open += level.bound != level.value ? 1 : 0;
    CHECK(problems(site, plan).find("is no bound") == std::string::npos);
  }
  CHECK(open > 30);
}
