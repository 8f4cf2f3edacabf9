#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "ampsite/plan/verify/channel_facts.h"
#include "ampsite/plan/verify/link_checks.h"
#include "ampsite/site/links.h"

namespace ampsite {

namespace {

constexpr std::size_t most_steps = 3'000'000;
constexpr std::size_t most_access_points = 2'000;  ///< beyond, all pairs are too many to look at
constexpr std::size_t few_access_points = 12;      ///< of which all choices can be looked at
constexpr double silent = -std::numeric_limits<double>::infinity();

void check_channel(const Site& site, AccessPointIndex index, const PlannedChannel& planned, Discrepancies& found) {
  const AccessPoint& own = site.access_points()[index];
  const auto wrong = [&](const char* member, const std::string& what) {
    found.push_back({fmt::format("connectivity.access_points[{}].{}", index, member), own.id.value + " " + what});
  };
  const bool planned_for = offers_band(own);
  if (planned_for && planned.channel != 1 && planned.channel != 6 && planned.channel != 11) {
    wrong("channel", fmt::format("has to be on channel 1, 6 or 11, not {}", planned.channel));
  }
  if (!planned_for && planned.channel != 0) wrong("channel", "has no 2.4 GHz, and so no channel");
  const bool changed =
      planned_for && own.channel.has_value() && (own.channel->automatic || own.channel->number != planned.channel);
  if (planned.changed != changed) {
    wrong("changed", changed ? "has another channel in the file" : "has no other channel in the file");
  }
}

class ChannelProofCheck {
 public:
  ChannelProofCheck(const ChannelFacts& facts, const Connectivity& plan, Discrepancies& found,
                    std::vector<std::string>& not_checked)
      : facts_(facts), plan_(plan), found_(found), not_checked_(not_checked), first_(link_level_count(plan)) {
    for (std::size_t a = 0; a < facts.size(); ++a) {
      for (std::size_t b = a + 1; b < facts.size(); ++b) {
        if (channel(a) != channel(b)) continue;
        loudest_dbm_ = std::max(loudest_dbm_, facts.heard_dbm(a, b));
        sum_mw_ += milliwatts_of(facts.heard_dbm(a, b));
      }
    }
  }

  void run() {
    const std::size_t there = plan_.proof.size() - first_;
    const std::size_t expected = loudest_dbm_ == silent ? 0 : 2;
    if (there != expected || (there == 2 && plan_.proof[first_ + 1].level != sum_level)) {
      found_.push_back({"connectivity.proof",
                        expected == 0 ? "no two access points share a channel"
                                      : fmt::format("has to end with \"{}\" and \"{}\"", loudest_level, sum_level)});
      return;
    }
    if (expected == 0) return;
    check_loudest(plan_.proof[first_]);
    check_sum(plan_.proof[first_ + 1]);
  }

 private:
  int channel(std::size_t place) const { return plan_.access_points[facts_.members[place]].channel; }

  void wrong(std::size_t offset, const char* member, std::string message) {
    found_.push_back({fmt::format("connectivity.proof[{}].{}", first_ + offset, member), std::move(message)});
  }
  void open(std::size_t offset, std::string_view level) {
    not_checked_.push_back(
        fmt::format("connectivity.proof[{}].bound: {}: too many choices of channels", first_ + offset, level));
  }

  /// False where nothing is to be said of the bound any more.
  bool check_value(std::size_t offset, const LevelProof& level, double value) {
    if (!same_measure(level.value, value)) {
      wrong(offset, "value", fmt::format("{} is {}, not {}", level.level, value, level.value));
    }
    if (level.argument.empty()) wrong(offset, "argument", "lacks the argument for its bound");
    if (std::isfinite(level.bound) && (level.bound <= value || same_measure(level.bound, value))) return true;
    wrong(offset, "bound", fmt::format("{} of {} is worse than the {} of the plan", level.level, level.bound, value));
    return false;
  }

  /// What is no bound, or a weaker one than is proved.
  void check_bound(std::size_t offset, const LevelProof& level, double value, double best) {
    if (same_measure(level.bound, best)) return;
    if (level.bound > best) {
      wrong(offset, "bound", fmt::format("{}: {} is possible, so {} is no bound", level.level, best, level.bound));
    } else if (same_measure(best, value)) {
      wrong(offset, "bound",
            fmt::format("{}: {} is proved to be the best, so the bound is not {}", level.level, value, level.bound));
    }
  }

  void check_loudest(const LevelProof& level) {
    if (!check_value(0, level, loudest_dbm_)) return;
    std::size_t steps = most_steps;
    const std::optional<bool> better = can_separate(facts_, level.bound, steps);
    if (!better) return open(0, level.level);
    if (*better) {
      return wrong(0, "bound", fmt::format("{}: less than {} is possible", level.level, level.bound));
    }
    if (same_measure(level.bound, loudest_dbm_)) return;
    steps = most_steps;
    const std::optional<bool> less = can_separate(facts_, loudest_dbm_, steps);
    if (less && !*less) check_bound(0, level, loudest_dbm_, loudest_dbm_);
  }

  void check_sum(const LevelProof& level) {
    if (!check_value(1, level, sum_mw_)) return;
    const double quietest_mw = quietest_pairs_mw(facts_);
    const bool is_quietest = same_measure(level.bound, quietest_mw);
    if (is_quietest && same_measure(level.bound, sum_mw_)) return;
    std::size_t steps = most_steps;
    const std::optional<double> least_mw = least_sum_mw(facts_, loudest_dbm_, sum_mw_, steps);
    // Beyond a few access points a bound may be weaker than it could be, but not than the quietest pairs.
    if (least_mw && (facts_.size() <= few_access_points || level.bound > *least_mw)) {
      return check_bound(1, level, sum_mw_, *least_mw);
    }
    if (level.bound < quietest_mw && !is_quietest) {
      return wrong(1, "bound", fmt::format("{}: at least {} is proved, not {}", level.level, quietest_mw, level.bound));
    }
    if (!least_mw && !is_quietest) open(1, level.level);
  }

  const ChannelFacts& facts_;
  const Connectivity& plan_;
  Discrepancies& found_;
  std::vector<std::string>& not_checked_;
  const std::size_t first_;
  double loudest_dbm_ = silent;
  double sum_mw_ = 0;
};

}  // namespace

void verify_channels(const Site& site, const Connectivity& plan, Discrepancies& found,
                     std::vector<std::string>& not_checked) {
  const std::size_t before = found.size();
  for (AccessPointIndex index = 0; index < plan.access_points.size(); ++index) {
    check_channel(site, index, plan.access_points[index], found);
  }
  if (found.size() != before) return;
  if (plan.access_points.size() > most_access_points) {
    not_checked.emplace_back("connectivity.proof: interference: too many access points to look at all pairs");
    return;
  }
  ChannelProofCheck(ChannelFacts(site), plan, found, not_checked).run();
}

}  // namespace ampsite
