#include "ampsite/plan/connectivity/hearing.h"

#include <algorithm>
#include <cmath>
#include <tuple>

#include "ampsite/plan/natural_order.h"
#include "ampsite/site/links.h"

namespace ampsite::connectivity {

double milliwatts(double dbm) { return std::pow(10.0, dbm / 10); }

Hearing::Hearing(const Site& site) {
  const std::vector<AccessPoint>& access_points = site.access_points();
  for (AccessPointIndex i = 0; i < access_points.size(); ++i) {
    if (offers_band(access_points[i])) members.push_back(i);
  }
  sort_naturally(members, access_points);
  std::vector<std::uint32_t> place(access_points.size(), no_index);
  for (std::uint32_t i = 0; i < members.size(); ++i) place[members[i]] = i;

  const AccessPointIds ids(site);
  for (const AccessPointIndex index : members) {
    const auto& hears = access_points[index].hears;
    if (!hears.has_value()) continue;
    for (const AccessPoint::Hears& heard : hears.value) {
      if (!heard.access_point.has_value() || !plausible(heard.dbm)) continue;
      const AccessPointIndex other = ids.find(heard.access_point.value);
      if (other == no_index || other == index || place[other] == no_index) continue;
      const auto [a, b] = std::minmax(place[index], place[other]);
      stated.push_back({a, b, heard.dbm.value});
    }
  }
  std::sort(stated.begin(), stated.end(), [](const HeardPair& p, const HeardPair& q) {
    return std::tie(p.a, p.b, q.dbm) < std::tie(q.a, q.b, p.dbm);
  });
  const auto same_pair = [](const HeardPair& p, const HeardPair& q) { return p.a == q.a && p.b == q.b; };
  stated.erase(std::unique(stated.begin(), stated.end(), same_pair), stated.end());
}

std::vector<std::vector<std::pair<std::uint32_t, double>>> Hearing::neighbours() const {
  std::vector<std::vector<std::pair<std::uint32_t, double>>> lists(size());
  for (const HeardPair& pair : stated) {
    lists[pair.a].emplace_back(pair.b, pair.dbm);
    lists[pair.b].emplace_back(pair.a, pair.dbm);
  }
  return lists;
}

std::int64_t fewest_shared_pairs(std::int64_t access_points) {
  std::int64_t pairs = 0;
  for (std::int64_t channel = 0; channel < 3; ++channel) {
    const std::int64_t on_it = (access_points + channel) / 3;
    pairs += on_it * (on_it - 1) / 2;
  }
  return pairs;
}

}  // namespace ampsite::connectivity
