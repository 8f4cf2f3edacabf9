#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>
#include <set>
#include <utility>

#include "ampsite/plan/verify/link_assignment.h"
#include "ampsite/plan/verify/link_checks.h"
#include "ampsite/plan/verify/link_choices.h"
#include "ampsite/plan/verify/link_search.h"
#include "ampsite/site/links.h"

namespace ampsite {

namespace {

constexpr double infinite = std::numeric_limits<double>::infinity();
constexpr std::size_t most_steps = 400'000;
constexpr double finest_m = 1.5e-5;  ///< distances are proved to 0.01 mm

struct Level5 {
  double gateway_dbm = infinite;
  double wifi_dbm = infinite;
  double farthest_m = 0;
};

/// A level as it has to stand in the plan.
struct ExpectedLevel {
  std::string words;
  double value = 0;
  double plain = 0;                  ///< what any links could reach: the bound behind levels that are not proved
  std::optional<std::size_t> level;  ///< of LinkValue; nothing for those behind it
  bool more_is_better = false;
};

LinkValue value_of(const LinkFacts& facts, const Connectivity& plan) {
  LinkValue value;
  for (ChargerIndex charger = 0; charger < plan.chargers.size(); ++charger) {
    const ChargerLink& link = plan.chargers[charger];
    value += facts.value_of(charger, link.link, link.access_point, link.gateway);
  }
  for (const PlcNetwork& network : plan.plc_networks) {
    if (network.is_new) value += facts.of_new_module;
    if (network.module != no_index && facts.reconnects(network.module)) ++value.level[LinkValue::changes];
  }
  return value;
}

Level5 level_5_of(const Connectivity& plan) {
  Level5 level;
  for (const ChargerLink& link : plan.chargers) {
    if (link.link != PlannedLink::wifi) continue;
    level.wifi_dbm = std::min(level.wifi_dbm, *link.rssi_dbm);
    if (link.gateway) level.gateway_dbm = std::min(level.gateway_dbm, *link.rssi_dbm);
  }
  for (const PlcNetwork& network : plan.plc_networks) level.farthest_m = std::max(level.farthest_m, network.farthest_m);
  return level;
}

double loudest_dbm(const LinkFacts& facts, bool gateways) {
  double loudest = min_wifi_dbm;
  for (const ChargerFacts& charger : facts.chargers) {
    if (gateways && !charger.plc) continue;
    for (const WifiFact& wifi : charger.wifi) loudest = std::max(loudest, wifi.dbm);
  }
  return loudest;
}

std::vector<ExpectedLevel> expected_levels(const LinkFacts& facts, const Connectivity& plan, const LinkValue& value,
                                           const Level5& level_5) {
  std::vector<ExpectedLevel> levels;
  if (plan.chargers.empty()) return levels;
  const auto counted = [&](std::string words, std::size_t level) {
    levels.push_back({std::move(words), static_cast<double>(value.level[level]), 0, level, false});
  };
  if (facts.site.planning.keep_links.value) counted("configured links given up", LinkValue::given_up);
  counted("chargers without a link", LinkValue::without_link);
  double left = static_cast<double>(plan.chargers.size()) - levels.back().value;
  for (std::size_t entry = 0; entry < facts.preference.size(); ++entry) {
    const std::size_t level = LinkValue::first_entry + entry;
    const double reached = static_cast<double>(-value.level[level]);
    levels.push_back({"chargers on " + facts.preference.words(entry), reached, left, level, true});
    left -= reached;
  }
  counted("cost, " + facts.site.planning.cost->currency.value, LinkValue::cost);
  levels.back().value = plan.totals.cost;
  counted("new modules", LinkValue::new_modules);
  levels.back().value /= LinkValue::one_module;
  counted("changes", LinkValue::changes);
  if (level_5.gateway_dbm != infinite) {
    levels.push_back({"smallest gateway RSSI, dBm", level_5.gateway_dbm, loudest_dbm(facts, true), std::nullopt, true});
  }
  if (level_5.wifi_dbm != infinite) {
    levels.push_back({"smallest RSSI on wifi, dBm", level_5.wifi_dbm, loudest_dbm(facts, false), std::nullopt, true});
  }
  if (!plan.plc_networks.empty()) {
    levels.push_back({"largest PLC distance, m", level_5.farthest_m, 0, std::nullopt, false});
  }
  return levels;
}

/// The choices that are the plan's own sources, where they are among them.
std::optional<Picks> picks_of(const LinkChoices& choices, const Connectivity& plan) {
  Picks picks(choices.facts().circuits.size(), 0);
  for (const PlcNetwork& network : plan.plc_networks) {
    const std::vector<SourceChoice>& own = choices.of(network.circuit);
    const std::vector<ChargerIndex>& along = choices.facts().circuits[network.circuit].along;
    const std::set<ChargerIndex> served(network.chargers.begin(), network.chargers.end());
    std::size_t first = along.size();
    std::size_t end = 0;
    for (std::size_t i = 0; i < along.size(); ++i) {
      if (!served.contains(along[i])) continue;
      first = std::min(first, i);
      end = i + 1;
    }
    const auto found = std::find_if(own.begin() + 1, own.end(), [&](const SourceChoice& choice) {
      if (network.is_new) return choice.is_new && choice.begin <= first && choice.end >= end;
      return !choice.is_new && choice.module == network.module && choice.gateway == network.gateway;
    });
    if (found == own.end()) return std::nullopt;
    picks[network.circuit] = static_cast<std::uint32_t>(found - own.begin());
  }
  return picks;
}

class LinkProofCheck {
 public:
  LinkProofCheck(const LinkFacts& facts, const Connectivity& plan, Discrepancies& found,
                 std::vector<std::string>& not_checked)
      : facts_(facts),
        plan_(plan),
        found_(found),
        not_checked_(not_checked),
        value_(value_of(facts, plan)),
        level_5_(level_5_of(plan)),
        levels_(expected_levels(facts, plan, value_, level_5_)),
        limits_{good_wifi_dbm, min_wifi_dbm, facts.site.planning.plc->max_distance_m.value},
        choices_(facts, limits_) {
    const std::vector<bool> competing = competing_circuits(facts);
    competing_ = std::find(competing.begin(), competing.end(), true) != competing.end();
    // Where a search cannot but end, and where there is nothing to search, every bound has to equal its value.
    must_be_proved_ = !competing_ || few_links_to_weigh(choices_);
  }

  void run() {
    if (!check_values()) return;
    check_bounds();
    check_level_5();
  }

 private:
  void wrong(std::size_t i, const char* member, std::string message) {
    found_.push_back({fmt::format("connectivity.proof[{}].{}", i, member), std::move(message)});
  }
  double bound(std::size_t i) const { return plan_.proof[i].bound; }
  bool equal(std::size_t i) const { return same_measure(bound(i), levels_[i].value); }

  bool check_values();
  bool check_direction(std::size_t i);
  long long claimed(std::size_t i) const;
  void check_bounds();
  void refute(const LinkValue& better, const LinkValue& claim);
  void check_weaker(std::size_t i);
  void check_level_5();
  void check_threshold(std::size_t i, LinkLimits narrower);

  const LinkFacts& facts_;
  const Connectivity& plan_;
  Discrepancies& found_;
  std::vector<std::string>& not_checked_;
  const LinkValue value_;
  const Level5 level_5_;
  const std::vector<ExpectedLevel> levels_;
  const LinkLimits limits_;
  const LinkChoices choices_;
  bool competing_ = false;
  bool must_be_proved_ = false;
  bool open_ = false;  ///< a level before is not proved
  std::size_t steps_ = most_steps;
  std::vector<Prices> prices_;  ///< that bear out the bounds of the levels before
};

bool LinkProofCheck::check_values() {
  const std::size_t before = found_.size();
  const std::size_t there = link_level_count(plan_);
  for (std::size_t i = 0; i < std::max(there, levels_.size()); ++i) {
    if (i >= levels_.size()) {
      wrong(i, "level", fmt::format("\"{}\" is no level of this plan's links", plan_.proof[i].level));
    } else if (i >= there) {
      found_.push_back({"connectivity.proof", fmt::format("lacks the level \"{}\"", levels_[i].words)});
    } else if (plan_.proof[i].level != levels_[i].words) {
      wrong(i, "level", fmt::format("has to be \"{}\", not \"{}\"", levels_[i].words, plan_.proof[i].level));
    } else {
      if (!same_measure(plan_.proof[i].value, levels_[i].value)) {
        wrong(i, "value", fmt::format("{} is {}, not {}", levels_[i].words, levels_[i].value, plan_.proof[i].value));
      }
      check_direction(i);
      if (plan_.proof[i].argument.empty()) wrong(i, "argument", "lacks the argument for its bound");
      continue;
    }
    return false;
  }
  return found_.size() == before;
}

/// A bound is at least as good as the value; of what is counted it is a whole number.
bool LinkProofCheck::check_direction(std::size_t i) {
  const ExpectedLevel& level = levels_[i];
  const bool worse = level.more_is_better ? bound(i) < level.value : bound(i) > level.value;
  if (!std::isfinite(bound(i)) || (worse && !equal(i))) {
    wrong(i, "bound",
          fmt::format("{} of {} is worse than the {} that the plan reaches", level.words, bound(i), level.value));
    return false;
  }
  const bool whole = !level.level || *level.level == LinkValue::cost || std::trunc(bound(i)) == bound(i);
  if (!whole) wrong(i, "bound", fmt::format("{} is a whole number, not {}", level.words, bound(i)));
  return whole;
}

/// The bound as LinkValue has it; a part of what is counted is a whole one.
long long LinkProofCheck::claimed(std::size_t i) const {
  const std::size_t level = *levels_[i].level;
  if (equal(i)) return value_.level[level];
  constexpr double parts = 10'000;
  constexpr double slack = 1e-6;
  constexpr double most = 1e17;
  double claim = levels_[i].more_is_better ? -bound(i) : bound(i);
  if (level == LinkValue::cost) claim = std::ceil(claim * parts - slack);
  if (level == LinkValue::new_modules) claim *= LinkValue::one_module;
  return static_cast<long long>(std::clamp(claim, -most, most));
}

/// The first level on which some links are better than what the plan claims to be possible.
void LinkProofCheck::refute(const LinkValue& better, const LinkValue& claim) {
  for (std::size_t i = 0; i < levels_.size() && levels_[i].level; ++i) {
    const std::size_t level = *levels_[i].level;
    if (better.level[level] == claim.level[level]) continue;
    double reached = static_cast<double>(levels_[i].more_is_better ? -better.level[level] : better.level[level]);
    if (level == LinkValue::cost) reached /= 10'000;
    if (level == LinkValue::new_modules) reached /= LinkValue::one_module;
    wrong(i, "bound",
          fmt::format("{}: there are links, as good on the levels before, with {}; {} is no bound", levels_[i].words,
                      reached, bound(i)));
    return;
  }
}

void LinkProofCheck::check_bounds() {
  constexpr long long least = std::numeric_limits<long long>::min();
  LinkValue claim = value_;
  std::optional<std::size_t> weaker;
  for (std::size_t i = 0; i < levels_.size() && levels_[i].level; ++i) {
    if (weaker && !same_measure(bound(i), levels_[i].plain)) {
      wrong(i, "bound",
            fmt::format("{}: behind a level that is not proved the bound is {}, not {}", levels_[i].words,
                        levels_[i].plain, bound(i)));
    }
    if (weaker || equal(i)) continue;
    weaker = i;
    claim.level[*levels_[i].level] = claimed(i);
    for (std::size_t behind = *levels_[i].level + 1; behind < LinkValue::count; ++behind) claim.level[behind] = least;
  }
  open_ = weaker.has_value();
  const LeastLinks links = least_links(choices_, {claim, std::nullopt, picks_of(choices_, plan_), {}}, steps_);
  prices_ = links.prices;
  if (links.reached && *links.reached < claim) return refute(*links.reached, claim);
  if (!links.bound || *links.bound < claim) {
    not_checked_.emplace_back(
        "connectivity.proof: that no links are better than the bounds up to \"changes\": too many PLC sources to try");
    return;
  }
  if (weaker) check_weaker(*weaker);
}

/// A bound that is weaker than it has to be, where the value is the best.
void LinkProofCheck::check_weaker(std::size_t i) {
  const std::optional<LinkValue> free = PricedLinks(choices_, Prices(facts_.serves.size())).least();
  bool best = free && *free == value_;
  if (!best && must_be_proved_) {
    const LeastLinks links = least_links(choices_, {value_, std::nullopt, picks_of(choices_, plan_), {}}, steps_);
    best = links.bound && *links.bound >= value_;
  }
  if (best) {
    wrong(i, "bound",
          fmt::format("{}: {} is proved to be the best, so the bound is not {}", levels_[i].words, levels_[i].value,
                      bound(i)));
  }
}

/// By thresholds: no choice as good on the levels before keeps to narrower limits.
void LinkProofCheck::check_level_5() {
  LinkLimits limits = limits_;
  for (std::size_t i = 0; i < levels_.size(); ++i) {
    if (levels_[i].level) continue;
    LinkLimits narrower = limits;
    if (levels_[i].words.starts_with("smallest gateway")) {
      narrower.gateway_dbm = std::nextafter(levels_[i].value, 0.0);
      limits.gateway_dbm = level_5_.gateway_dbm;
    } else if (levels_[i].words.starts_with("smallest RSSI")) {
      narrower.gateway_dbm = limits.gateway_dbm = level_5_.gateway_dbm;
      narrower.wifi_dbm = std::nextafter(levels_[i].value, 0.0);
    } else {
      narrower.gateway_dbm = level_5_.gateway_dbm;
      narrower.wifi_dbm = level_5_.wifi_dbm;
      narrower.distance_m = levels_[i].value - finest_m;
    }
    const bool plain = same_measure(bound(i), levels_[i].plain);
    if ((open_ || !equal(i)) && !plain) {
      wrong(i, "bound",
            fmt::format("{}: has to be {} where it is proved, else {}, not {}", levels_[i].words, levels_[i].value,
                        levels_[i].plain, bound(i)));
      continue;
    }
    if (!open_ && (equal(i) || must_be_proved_)) check_threshold(i, narrower);
    if (!equal(i)) open_ = true;
  }
}

void LinkProofCheck::check_threshold(std::size_t i, LinkLimits narrower) {
  if (narrower.distance_m < 0) return;
  LinkValue worse = value_;
  ++worse.level.back();
  const LinkChoices choices(facts_, narrower);
  const LeastLinks links = least_links(choices, {worse, value_, std::nullopt, prices_}, steps_);
  const bool none_better = !links.bound || *links.bound > value_;
  if (none_better && !equal(i)) {
    wrong(i, "bound",
          fmt::format("{}: {} is proved to be the best, so the bound is not {}", levels_[i].words, levels_[i].value,
                      bound(i)));
  }
  if (none_better || !equal(i)) return;
  if (links.reached && *links.reached <= value_) {
    wrong(i, "bound",
          fmt::format("{}: there are links, as good on the levels before, with a better one than {}", levels_[i].words,
                      bound(i)));
    return;
  }
  if (!same_measure(bound(i), levels_[i].plain)) {
    not_checked_.push_back(
        fmt::format("connectivity.proof[{}].bound: {}: too many PLC sources to try", i, levels_[i].words));
  }
}

}  // namespace

void verify_link_proof(const LinkFacts& facts, const Connectivity& plan, Discrepancies& found,
                       std::vector<std::string>& not_checked) {
  LinkProofCheck(facts, plan, found, not_checked).run();
}

}  // namespace ampsite
