#include <algorithm>
#include <optional>
#include <string>
#include <utility>

#include "ampsite/plan/verify/checks.h"
#include "ampsite/plan/verify/claims.h"
#include "ampsite/plan/verify/set_bound.h"
#include "ampsite/plan/verify/verify_sets.h"

namespace ampsite {

namespace {

/// On a site of up to so many that can charge, the largest set is found by trying all.
constexpr std::ptrdiff_t searched_exhaustively = 20;

std::vector<bool> who_is_able(const CaseFacts& facts) {
  std::vector<bool> able;
  for (ChargerIndex i = 0; i < facts.cars.size(); ++i) able.push_back(able_alone(facts, i));
  return able;
}

/// The nodes, with none of them above another, below which lines cannot hold all: who is not below one always fits.
std::vector<NodeIndex> tops_that_can_be_full(const CaseFacts& facts, const std::vector<bool>& able) {
  const std::vector<Node>& nodes = facts.site->nodes;
  std::vector<PerLine<double>> added_up_a(nodes.size());
  for (ChargerIndex i = 0; i < facts.cars.size(); ++i) {
    if (!able[i]) continue;
    for (NodeIndex v = facts.cars[i].node; v != no_index; v = nodes[v].parent) {
      for (const Line line : all_lines) {
        if (facts.cars[i].lines.contains(line)) added_up_a[v][line] += facts.cars[i].least_whole_a;
      }
    }
  }
  std::vector<NodeIndex> tops;
  for (NodeIndex v = 0; v < nodes.size();) {
    const bool full = std::any_of(all_lines.begin(), all_lines.end(), [&](Line line) {
      return added_up_a[v][line] > facts.limit_a[v][line] + tolerance_a;
    });
    if (full) tops.push_back(v);
    v = full ? nodes[v].subtree_end : v + 1;
  }
  return tops;
}

/// With neutral and equal least currents the sets that fit are the independent ones of a matroid, so that taking
/// whoever fits, one-phase cars first, gives a largest one.
std::optional<std::size_t> largest_by_taking(const CaseFacts& facts, std::vector<ChargerIndex> cars) {
  const auto alike = [&](ChargerIndex i) { return facts.cars[i].least_whole_a == facts.cars[cars[0]].least_whole_a; };
  if (!facts.site->neutral() || !std::all_of(cars.begin(), cars.end(), alike)) return std::nullopt;
  std::sort(cars.begin(), cars.end(), [&](ChargerIndex a, ChargerIndex b) {
    return std::pair(facts.cars[a].lines.size(), a) < std::pair(facts.cars[b].lines.size(), b);
  });
  SiteFlows flows(facts);
  std::size_t taken = 0;
  for (const ChargerIndex i : cars) {
    if (!flows.fits(i, facts.cars[i].least_whole_a)) continue;
    flows.add(i, facts.cars[i].least_whole_a);
    ++taken;
  }
  return taken;
}

/// How many of these cars can charge at once at most, where `size` of them do.
SetSizes largest_sets_below(const CaseFacts& facts, NodeIndex top, const std::vector<ChargerIndex>& cars,
                            std::size_t size, std::size_t all_able) {
  if (const auto taken = largest_by_taking(facts, cars)) return {*taken, *taken};
  const std::size_t most = most_by_counting(facts, top, cars);
  const bool small_site = static_cast<std::ptrdiff_t>(all_able) <= searched_exhaustively;
  if (most <= size) return {size, size};
  constexpr std::size_t worth_a_search = 40;
  if (cars.size() > worth_a_search) return {size, most};
  constexpr std::size_t most_steps = 2'000'000;
  switch (larger_set(facts, cars, size, small_site ? 20 * most_steps : most_steps)) {
    case LargerSet::there_is_none:
      return {size, size};
    case LargerSet::there_is:
      return {size + 1, most};
    case LargerSet::not_known:
      break;
  }
  return {size, most};
}

}  // namespace

bool able_alone(const CaseFacts& facts, ChargerIndex charger) {
  const CarFacts& car = facts.cars[charger];
  if (car.lines.empty() || car.least_whole_a > car.most_whole_a) return false;
  for (NodeIndex v = car.node; v != no_index; v = facts.site->nodes[v].parent) {
    for (const Line line : all_lines) {
      if (car.lines.contains(line) && car.least_whole_a > facts.limit_a[v][line] + tolerance_a) return false;
    }
  }
  return true;
}

std::vector<std::string> set_faults(const CaseFacts& facts, const std::vector<ChargerIndex>& set) {
  const Site& site = *facts.site;
  std::vector<std::string> faults;
  SiteFlows flows(facts);
  for (const ChargerIndex i : set) {
    const CarFacts& car = facts.cars[i];
    if (!able_alone(facts, i)) {
      faults.push_back(
          fmt::format("charger {} cannot have its {} A even alone", site.chargers[i].id.value, car.least_whole_a));
    } else if (!flows.fits(i, car.least_whole_a)) {
      faults.push_back(fmt::format("charger {} cannot have its {} A together with those listed before it",
                                   site.chargers[i].id.value, car.least_whole_a));
    }
    flows.add(i, car.least_whole_a);
  }
  return faults;
}

SetSizes largest_sets(const CaseFacts& facts, const std::vector<ChargerIndex>& set) {
  const std::vector<bool> able = who_is_able(facts);
  const auto all_able = static_cast<std::size_t>(std::count(able.begin(), able.end(), true));
  const std::vector<bool> member = members_of(set, facts.cars.size());
  SetSizes sizes;
  std::vector<bool> counted(facts.cars.size());
  for (const NodeIndex top : tops_that_can_be_full(facts, able)) {
    const Node& node = facts.site->nodes[top];
    std::vector<ChargerIndex> cars;
    std::size_t size = 0;
    for (ChargerIndex i = node.charger_begin; i < node.subtree_charger_end; ++i) {
      counted[i] = true;
      if (able[i]) cars.push_back(i);
      if (able[i] && member[i]) ++size;
    }
    const SetSizes below = largest_sets_below(facts, top, cars, size, all_able);
    sizes.least += below.least;
    sizes.most += below.most;
  }
  for (ChargerIndex i = 0; i < counted.size(); ++i) {
    if (counted[i] || !able[i]) continue;
    ++sizes.least;
    ++sizes.most;
  }
  return sizes;
}

void verify_simultaneous(const CaseFacts& facts, const CasePlan& plan, std::size_t number, Discrepancies& found,
                         std::vector<std::string>& not_checked) {
  const Simultaneous& claim = plan.simultaneous;
  const auto path = [&](std::string_view rest) { return fmt::format("load.cases[{}].simultaneous.{}", number, rest); };
  for (const std::string& fault : set_faults(facts, claim.chargers)) found.push_back({path("chargers"), fault});
  const SetSizes sizes = largest_sets(facts, claim.chargers);
  const auto size = static_cast<long long>(claim.chargers.size());
  const std::vector<bool> able = who_is_able(facts);
  const bool searched = std::count(able.begin(), able.end(), true) <= searched_exhaustively;
  if (searched && size < static_cast<long long>(sizes.least)) {
    found.push_back(
        {path("chargers"), fmt::format("{} chargers are listed, but {} can charge at once", size, sizes.least)});
  }
  const auto least = std::max(size, static_cast<long long>(sizes.least));
  if (claim.upper_bound < least || claim.upper_bound > static_cast<long long>(sizes.most)) {
    const std::string is = least == static_cast<long long>(sizes.most)
                               ? fmt::format("{}", least)
                               : fmt::format("between {} and {}", least, sizes.most);
    found.push_back({path("upper_bound"), fmt::format("the largest number of chargers that can charge at once is {}, "
                                                      "not {}",
                                                      is, claim.upper_bound)});
  } else if (claim.upper_bound < static_cast<long long>(sizes.most)) {
    not_checked.push_back(fmt::format("{}: that no more than {} chargers can charge at once; counting leaves up to {}",
                                      path("upper_bound"), claim.upper_bound, sizes.most));
  }
  const bool all_able = std::all_of(able.begin(), able.end(), [](bool is) { return is; });
  const double time_share = all_able ? least_share_of_time(facts, able) : 0;
  expect_measure(
      found, claim.time_share, time_share, "of the time", [&] { return path("time_share"); },
      [] { return "the largest share for everybody"; });
}

}  // namespace ampsite
