#include "ampsite/plan/connectivity/shared_search.h"

#include <algorithm>
#include <cmath>
#include <optional>
#include <utility>
#include <vector>

#include "ampsite/plan/connectivity/gateway_shares.h"
#include "ampsite/plan/connectivity/site_piece.h"

namespace ampsite::connectivity {

namespace {

constexpr double finest_m = 1e-5;  ///< two distances that differ by less count as equal

/// The whole site under narrower and narrower limits.
class Together {
 public:
  Together(const Reach& reach, const Ranking& ranking, SiteParts parts, std::size_t search_limit);

  void run(Draft& draft);

 private:
  struct Reached {
    double gateway_dbm = no_wifi;
    double weakest_dbm = no_wifi;
    double farthest_m = 0;
  };
  using Result = Piece::Result;
  using Effort = Piece::Effort;
  /// By part and number of gateways: no links of that part within the limits at hand are worth what they have to be.
  using Refuted = std::vector<std::vector<bool>>;

  std::optional<GatewayShares> shares(const Refuted& refuted) const;
  std::optional<GatewayShares> shares_of_solved() const;
  Value value() const;
  bool solve(const GatewayShares& shares);
  void choose(Optimality& optimality);
  Result narrow(const Limits& limits, Effort effort);
  Result narrow_as_shared(const Limits& limits, Effort effort);
  std::vector<double> levels_dbm() const;
  void leap(Limits limits, double Limits::* limit, double Reached::* value);
  Reached reached() const;
  void settle_level_5(Optimality& optimality);

  const Reach& reach_;
  std::vector<LinkChoice> scratch_;
  std::vector<Piece> pieces_;
  std::vector<int> gateways_;  ///< by piece
  Refuted refuted_;            ///< by the levels of level 5 that are settled
  Value value_;
  bool proved_ = false;
};

Together::Together(const Reach& reach, const Ranking& ranking, SiteParts parts, std::size_t search_limit)
    : reach_(reach), scratch_(reach.chargers.size()) {
  std::size_t chargers = 0;
  for (const SharedPart& part : parts.shared) chargers += part.chargers.size();
  for (SharedPart& part : parts.shared) {
    const double share = static_cast<double>(part.chargers.size()) / static_cast<double>(chargers);
    const auto limit = static_cast<std::size_t>(share * static_cast<double>(search_limit));
    pieces_.emplace_back(reach, ranking, std::move(part), true, limit, scratch_);
  }
  for (SharedPart& part : parts.alone) pieces_.emplace_back(reach, ranking, std::move(part), false, 0, scratch_);
  for (const Piece& piece : pieces_) {
    refuted_.emplace_back(static_cast<std::size_t>(piece.most_gateways()) + 1, false);
  }
}

/// By what is known of each part at least.
std::optional<GatewayShares> Together::shares(const Refuted& refuted) const {
  std::vector<std::vector<std::optional<Value>>> values;
  for (std::size_t i = 0; i < pieces_.size(); ++i) {
    values.emplace_back();
    for (int gateways = 0; gateways <= pieces_[i].most_gateways(); ++gateways) {
      const bool possible = !refuted[i][static_cast<std::size_t>(gateways)];
      values.back().push_back(possible ? std::optional(pieces_[i].lower(gateways)) : std::nullopt);
    }
  }
  return share_gateways(values, reach_.max_gateways);
}

std::optional<GatewayShares> Together::shares_of_solved() const {
  std::vector<std::vector<std::optional<Value>>> values;
  for (const Piece& piece : pieces_) {
    values.emplace_back();
    for (int gateways = 0; gateways <= piece.most_gateways(); ++gateways) {
      values.back().push_back(piece.solved(gateways) ? std::optional(piece.links(gateways).value) : std::nullopt);
    }
  }
  return share_gateways(values, reach_.max_gateways);
}

Value Together::value() const {
  Value sum;
  for (std::size_t i = 0; i < pieces_.size(); ++i) sum += pieces_[i].links(gateways_[i]).value;
  return sum;
}

/// True where something was not solved before.
bool Together::solve(const GatewayShares& shares) {
  bool something = false;
  for (std::size_t i = 0; i < pieces_.size(); ++i) {
    if (pieces_[i].solved(shares.gateways[i])) continue;
    pieces_[i].solve(shares.gateways[i]);
    something = true;
  }
  return something;
}

/// Solves each part for the numbers of gateways that may be the best, until those that seem so are.
void Together::choose(Optimality& optimality) {
  std::optional<GatewayShares> best = shares(refuted_);
  while (best && solve(*best)) best = shares(refuted_);
  optimality.bound = best->total;
  gateways_ = shares_of_solved()->gateways;
  value_ = value();
  proved_ = value_ == optimality.bound;
  optimality.value = value_;
}

Together::Reached Together::reached() const {
  Reached reached;
  for (std::size_t i = 0; i < pieces_.size(); ++i) {
    const PieceLinks& links = pieces_[i].links(gateways_[i]);
    reached.gateway_dbm = std::min(reached.gateway_dbm, links.gateway_dbm);
    reached.weakest_dbm = std::min(reached.weakest_dbm, links.weakest_dbm);
    reached.farthest_m = std::max(reached.farthest_m, links.farthest_m);
  }
  return reached;
}

/// Looks for links of the same value within the limits, with as many gateways in each part as before.
Together::Result Together::narrow_as_shared(const Limits& limits, Effort effort) {
  for (std::size_t i = 0; i < pieces_.size(); ++i) {
    const Result result = pieces_[i].narrow(gateways_[i], limits, effort);
    if (result != Result::found) return result;
  }
  return Result::found;
}

/// ... and with any. What is worth no more in all is worth no more in each part.
Together::Result Together::narrow(const Limits& limits, Effort effort) {
  if (!proved_) return narrow_as_shared(limits, effort);
  Refuted refuted = refuted_;
  bool all_known = true;
  for (;;) {
    const std::optional<GatewayShares> best = shares(refuted);
    if (!best || best->total > value_) return all_known ? Result::impossible : Result::unknown;
    if (solve(*best)) continue;
    bool holds = true;
    for (std::size_t i = 0; i < pieces_.size(); ++i) {
      const int gateways = best->gateways[i];
      const Result result = pieces_[i].proved(gateways) ? pieces_[i].narrow(gateways, limits, effort) : Result::unknown;
      if (result == Result::found) continue;
      refuted[i][static_cast<std::size_t>(gateways)] = true;
      all_known = all_known && result == Result::impossible;
      holds = false;
      // With this number only, or with any: then the rest need not be looked at.
      if (std::find(refuted[i].begin(), refuted[i].end(), false) == refuted[i].end()) break;
    }
    if (!holds) continue;
    gateways_ = best->gateways;
    if (all_known) refuted_ = std::move(refuted);
    return Result::found;
  }
}

/// Every RSSI at which a charger could be on WiFi, ascending.
std::vector<double> Together::levels_dbm() const {
  std::vector<double> levels;
  for (ChargerIndex charger = 0; charger < reach_.chargers.size(); ++charger) {
    const std::size_t count = reach_.chargers[charger].same_everywhere ? 1 : reach_.wifi_count(charger);
    for (std::size_t k = 0; k < std::min(count, reach_.wifi_count(charger)); ++k) {
      levels.push_back(reach_.wifi(charger, k).dbm);
    }
  }
  std::sort(levels.begin(), levels.end());
  levels.erase(std::unique(levels.begin(), levels.end()), levels.end());
  return levels;
}

/// Narrows a limit in halving leaps as far as probes tell; the steps after that are few.
void Together::leap(Limits limits, double Limits::* limit, double Reached::* value) {
  if (reached().*value == no_wifi) return;
  const std::vector<double> levels = levels_dbm();
  const auto above = [&](double dbm) { return std::upper_bound(levels.begin(), levels.end(), dbm); };
  auto low = above(reached().*value);
  auto high = levels.end();
  while (low < high) {
    const auto middle = low + (high - low) / 2;
    limits.*limit = *middle;
    if (narrow(limits, Effort::probe) == Result::found) {
      low = above(reached().*value);
    } else {
      high = middle;
    }
  }
}

void Together::settle_level_5(Optimality& optimality) {
  Limits limits;
  limits.distance_m = reach_.max_distance_m;
  leap(limits, &Limits::gateway_dbm, &Reached::gateway_dbm);
  Result result = Result::found;
  while (result == Result::found && reached().gateway_dbm != no_wifi) {
    Limits narrower = limits;
    narrower.gateway_dbm = std::nextafter(reached().gateway_dbm, 0.0);
    result = narrow(narrower, Effort::search);
  }
  optimality.gateway_proved = result != Result::unknown;
  limits.gateway_dbm = reached().gateway_dbm;
  leap(limits, &Limits::wifi_dbm, &Reached::weakest_dbm);
  result = Result::found;
  while (result == Result::found && reached().weakest_dbm != no_wifi) {
    Limits narrower = limits;
    narrower.wifi_dbm = std::nextafter(reached().weakest_dbm, 0.0);
    result = narrow(narrower, Effort::search);
  }
  optimality.wifi_proved = result != Result::unknown;
  limits.wifi_dbm = reached().weakest_dbm;
  result = Result::found;
  while (result == Result::found && reached().farthest_m > finest_m) {
    Limits narrower = limits;
    narrower.distance_m = reached().farthest_m - finest_m;
    result = narrow(narrower, Effort::search);
  }
  optimality.distance_proved = result != Result::unknown;
}

void Together::run(Draft& draft) {
  Optimality& optimality = draft.optimality;
  choose(optimality);
  const bool searched =
      std::any_of(pieces_.begin(), pieces_.end(), [](const Piece& piece) { return piece.searched(); });
  optimality.argument = searched ? "no other choice of PLC sources can be better: all were searched or bounded"
                                 : "for the prices that a flow puts on the places at the access points no circuit does "
                                   "better on its own";
  settle_level_5(optimality);
  for (std::size_t i = 0; i < pieces_.size(); ++i) pieces_[i].write(gateways_[i], draft);
}

}  // namespace

void choose_together(const Reach& reach, const Ranking& ranking, SiteParts parts, std::size_t search_limit,
                     Draft& draft) {
  Together(reach, ranking, std::move(parts), search_limit).run(draft);
}

}  // namespace ampsite::connectivity
