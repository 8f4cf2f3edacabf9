#pragma once
// The PLC sources of circuits that share access points, by branch and bound.

#include <cstddef>
#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

#include "ampsite/plan/connectivity/shared_problem.h"

namespace ampsite::connectivity {

/// What a search found for one number of gateways, for another to begin with.
struct SearchStart {
  SharedOutcome best;
  Picks picks;
  std::vector<Value> prices;
};

/// Branch and bound under one set of limits. The effort is counted in links weighed.
class Search {
 public:
  /// With a target: stops at the first choice of that value, and looks at nothing that is worse.
  Search(const SharedProblem& problem, int max_gateways, std::optional<Value> target, std::size_t search_limit,
         std::size_t& weighed)
      : problem_(problem),
        max_gateways_(max_gateways),
        target_(target),
        search_limit_(search_limit),
        weighed_(weighed) {}

  void run();
  /// Takes over links with no more gateways than allowed, where there are any, and prices instead of gathering anew:
  /// that does not depend on gateways.
  void begin_with(const SearchStart* links, const std::vector<Value>& prices);
  /// What the prices and sources of an earlier choice tell at once: a choice of the target's value, or that there is
  /// none; otherwise the search has not ended.
  void probe(const EarlierChoice& earlier);

  bool found() const { return best_.has_value(); }
  bool ended() const { return ended_; }
  bool searched() const { return searched_; }
  const SharedOutcome& best() const { return *best_; }
  const Picks& picks() const { return best_picks_; }
  /// The best without a gateway that gathering found; nothing where it was not needed or found none.
  const std::optional<SearchStart>& gathered() const { return gathered_; }
  int gateways(const Picks& fixed) const;
  Value bound() const { return problem_.whole(*bound_); }
  const std::vector<Value>& best_prices() const { return best_prices_; }

 private:
  bool hopeless(const Value& value) const {
    const Value bound = problem_.whole(value);
    if (best_ && bound >= best_->value) return true;
    return target_ && bound > *target_;
  }
  void consider(const SharedOutcome& outcome, const Picks& picks) {
    if (!outcome.possible || hopeless(outcome.value)) return;
    best_ = outcome;
    best_picks_ = picks;
  }
  SharedOutcome attempt(const Picks& picks);
  bool raise_bound(const Picks& open, const std::vector<Value>& prices, Picks* picks);
  bool far_off() const;
  bool gather(const Picks& open);
  bool improve(const Picks& open);
  void branch(const Picks& fixed, const std::vector<Value>& prices);
  void branch_on(std::size_t circuit, const Picks& fixed, const PricedChoices& priced,
                 const std::vector<Value>& prices);
  void branch_on_served(std::uint32_t circuit, const Picks& fixed, const std::vector<Value>& prices);
  std::optional<std::size_t> circuit_to_branch_on(const Picks& fixed, const Picks& tried, const Picks& wanted) const;

  const SharedProblem& problem_;
  int max_gateways_;
  std::optional<Value> target_;
  std::size_t search_limit_;
  std::size_t& weighed_;
  std::optional<SharedOutcome> best_;
  Picks best_picks_;
  std::optional<Value> bound_;
  std::vector<Value> best_prices_;
  std::optional<SearchStart> gathered_;
  std::vector<Value> first_prices_;  ///< to begin with; empty: none
  bool ended_ = true;
  bool searched_ = false;
  std::vector<int> users_;  ///< by circuit: among whom its source is shared out
};

}  // namespace ampsite::connectivity
