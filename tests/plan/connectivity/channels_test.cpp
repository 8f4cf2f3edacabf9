// The channels of the access points: by hand, and against all choices.

#include "ampsite/plan/connectivity/channels.h"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <limits>
#include <optional>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include "plan/connectivity/link_sites.h"

namespace ampsite::test {

namespace {

using connectivity::ChannelPlan;
using connectivity::plan_channels;

AccessPoint on_channel(AccessPoint at, int channel) {
  at.channel = stated(Channel{channel, false});
  return at;
}

AccessPoint hearing(AccessPoint at, const std::vector<std::pair<std::string, double>>& heard) {
  std::vector<AccessPoint::Hears> hears;
  for (const auto& [id, dbm] : heard) hears.push_back({stated(id), stated(dbm)});
  at.hears = stated(std::move(hears));
  return at;
}

std::vector<AccessPoint> access_points(int count) {
  std::vector<AccessPoint> made;
  for (int i = 1; i <= count; ++i) made.push_back(access_point("ap-" + std::to_string(i)));
  return made;
}

/// "1 6! 11": with a mark at those that change.
std::string channels(const Site& site) {
  std::string text;
  for (const PlannedChannel& planned : plan_channels(site).access_points) {
    text += fmt::format("{}{}{}", text.empty() ? "" : " ", planned.channel, planned.changed ? "!" : "");
  }
  return text;
}

std::string channels(const std::vector<AccessPoint>& access_points) { return channels(site_with({}, access_points)); }

/// The louder direction as the file states it, else -60 dBm.
double level_dbm(const Site& site, std::size_t a, std::size_t b) {
  const std::vector<AccessPoint>& all = site.access_points();
  std::optional<double> loudest;
  for (const auto& [from, to] : {std::pair{a, b}, std::pair{b, a}}) {
    for (const AccessPoint::Hears& heard : all[from].hears.value) {
      if (heard.access_point.value == all[to].id.value) loudest = std::max(loudest.value_or(-1000), heard.dbm.value);
    }
  }
  return loudest.value_or(-60);
}

struct Interference {
  double loudest_dbm = -std::numeric_limits<double>::infinity();
  double sum_mw = 0;
};

Interference interference(const Site& site, const std::vector<int>& channels) {
  Interference result;
  for (std::size_t a = 0; a < channels.size(); ++a) {
    for (std::size_t b = a + 1; b < channels.size(); ++b) {
      if (channels[a] != channels[b]) continue;
      const double dbm = level_dbm(site, a, b);
      result.loudest_dbm = std::max(result.loudest_dbm, dbm);
      result.sum_mw += std::pow(10.0, dbm / 10);
    }
  }
  return result;
}

Interference least_of_all(const Site& site) {
  const std::size_t count = site.access_points().size();
  std::optional<Interference> least;
  std::size_t choices = 1;
  for (std::size_t i = 0; i < count; ++i) choices *= 3;
  for (std::size_t choice = 0; choice < choices; ++choice) {
    std::vector<int> channels;
    for (std::size_t i = 0, rest = choice; i < count; ++i, rest /= 3) channels.push_back(static_cast<int>(rest % 3));
    const Interference own = interference(site, channels);
    const bool better = !least || own.loudest_dbm < least->loudest_dbm ||
                        (own.loudest_dbm == least->loudest_dbm && own.sum_mw < least->sum_mw);
    if (better) least = own;
  }
  return *least;
}

std::vector<AccessPoint> random_access_points(std::mt19937_64& engine, int count, int levels) {
  std::vector<AccessPoint> made = access_points(count);
  for (int i = 0; i < count; ++i) {
    std::vector<std::pair<std::string, double>> heard;
    for (int j = 1; j <= count; ++j) {
      if (j == i + 1 || engine() % 3 == 0) continue;
      heard.emplace_back("ap-" + std::to_string(j),
                         -50 - static_cast<double>(engine() % static_cast<unsigned>(levels)));
    }
    made[static_cast<std::size_t>(i)] = hearing(made[static_cast<std::size_t>(i)], heard);
    if (engine() % 2 == 0) {
      made[static_cast<std::size_t>(i)] =
          on_channel(made[static_cast<std::size_t>(i)], 1 + static_cast<int>(engine() % 11));
    }
  }
  return made;
}

void check_against_all(const Site& site) {
  const ChannelPlan plan = plan_channels(site);
  std::vector<int> channels;
  for (const PlannedChannel& planned : plan.access_points) channels.push_back(planned.channel);
  const Interference reached = interference(site, channels);
  const Interference least = least_of_all(site);
  CHECK(reached.loudest_dbm == least.loudest_dbm);
  CHECK(reached.sum_mw == doctest::Approx(least.sum_mw).epsilon(1e-9));
  if (std::isinf(reached.loudest_dbm)) {
    CHECK(plan.proof.empty());
    return;
  }
  REQUIRE(plan.proof.size() == 2);
  CHECK(plan.proof[0].level == "loudest interference on one channel, dBm");
  CHECK(plan.proof[0].value == reached.loudest_dbm);
  CHECK(plan.proof[0].bound == plan.proof[0].value);
  CHECK(plan.proof[1].level == "interference in all, mW");
  CHECK(plan.proof[1].value == doctest::Approx(reached.sum_mw));
  CHECK(plan.proof[1].bound == plan.proof[1].value);
}

}  // namespace

TEST_SUITE("channels") {
  TEST_CASE("three access points each have one of their own, and keep what the file states") {
    CHECK(channels(access_points(3)) == "1 6 11");
    std::vector<AccessPoint> stated = access_points(3);
    stated[0] = on_channel(stated[0], 6);
    stated[1] = on_channel(stated[1], 3);
    stated[2].channel = ampsite::stated(Channel{0, true});
    CHECK(channels(stated) == "6 1! 11!");
  }

  TEST_CASE("without any level they spread evenly") { CHECK(channels(access_points(7)) == "1 6 11 1 6 11 1"); }

  TEST_CASE("the two that hear each other least share a channel") {
    std::vector<AccessPoint> four = access_points(4);
    four[1] = hearing(four[1], {{"ap-3", -80}});
    CHECK(channels(four) == "1 6 6 11");
    four[2] = hearing(four[2], {{"ap-2", -55}});  // the louder direction counts
    four[0] = hearing(four[0], {{"ap-4", -61}});
    CHECK(channels(four) == "1 6 11 1");
  }

  TEST_CASE("an access point without 2.4 GHz gets no channel, keeps its own and disturbs nobody") {
    std::vector<AccessPoint> four = access_points(4);
    four[0].bands_ghz = stated(std::vector<double>{5});
    four[0] = on_channel(four[0], 36);
    const Site site = site_with({}, four);
    CHECK(channels(site) == "0 1 6 11");
    CHECK(plan_channels(site).proof.empty());
  }

  TEST_CASE("no choice of channels is quieter") {
    for (std::uint64_t seed = 1; seed <= 400; ++seed) {
      INFO("seed " << seed);
      std::mt19937_64 engine(seed);
      const int count = 1 + static_cast<int>(engine() % 7);
      check_against_all(site_with({}, random_access_points(engine, count, seed % 2 == 0 ? 3 : 40)));
    }
  }

  TEST_CASE("what is good already stays as it is") {
    for (std::uint64_t seed = 1; seed <= 100; ++seed) {
      INFO("seed " << seed);
      std::mt19937_64 engine(seed);
      std::vector<AccessPoint> made = random_access_points(engine, 6, 5);
      const ChannelPlan first = plan_channels(site_with({}, made));
      for (std::size_t i = 0; i < made.size(); ++i) {
        const int other = first.access_points[i].channel == 1 ? 6 : first.access_points[i].channel == 6 ? 11 : 1;
        made[i] = on_channel(made[i], other);
      }
      for (const PlannedChannel& planned : plan_channels(site_with({}, made)).access_points)
        CHECK_FALSE(planned.changed);
    }
  }

  TEST_CASE("many access points: a choice with a bound") {
    for (std::uint64_t seed = 1; seed <= 20; ++seed) {
      INFO("seed " << seed);
      std::mt19937_64 engine(seed);
      const int count = 25 + static_cast<int>(engine() % 60);
      const Site site = site_with({}, random_access_points(engine, count, 40));
      const ChannelPlan plan = plan_channels(site);
      std::vector<int> channels;
      for (const PlannedChannel& planned : plan.access_points) channels.push_back(planned.channel);
      const Interference reached = interference(site, channels);
      REQUIRE(plan.proof.size() == 2);
      CHECK(plan.proof[0].value == reached.loudest_dbm);
      CHECK(plan.proof[0].bound <= plan.proof[0].value);
      CHECK(plan.proof[1].value == doctest::Approx(reached.sum_mw));
      CHECK(plan.proof[1].bound <= plan.proof[1].value);
      CHECK(plan.proof[1].bound > 0);
    }
  }
}

}  // namespace ampsite::test
