#include "ampsite/plan/connectivity/source_search.h"

#include <algorithm>

namespace ampsite::connectivity {

namespace {

constexpr int most_rounds = 8;

}  // namespace

SharedOutcome Search::attempt(const Picks& picks) {
  weighed_ += problem_.option_count();
  SharedOutcome outcome = problem_.attempt(picks);
  consider(outcome, picks);
  return outcome;
}

int Search::gateways(const Picks& fixed) const {
  int count = 0;
  for (std::size_t c = 0; c < fixed.choice.size(); ++c) {
    if (fixed.choice[c] != Picks::open && problem_.is_gateway(c, fixed.choice[c])) ++count;
  }
  return count;
}

bool Search::raise_bound(const Picks& open, const std::vector<Value>& prices, Picks* picks) {
  if (prices.empty()) return false;
  const Value bound = problem_.bound(problem_.priced(prices), open, max_gateways_, picks);
  if (!bound_ || problem_.whole(bound) > problem_.whole(*bound_)) {
    bound_ = bound;
    best_prices_ = prices;
  }
  return hopeless(*bound_);
}

/// Half as many new modules again as the bound: the first round shared a source out among all that it could serve.
bool Search::far_off() const {
  if (search_limit_ == 0 || !best_ || !bound_) return false;
  return best_->value.without_link == bound_->without_link && best_->value.not_on == bound_->not_on &&
         2 * static_cast<std::int64_t>(best_->value.new_modules) > 3 * static_cast<std::int64_t>(bound_->new_modules);
}

/// Shares what the source of a circuit costs out among those who use it, and sees who then uses it: that gathers them
/// on few circuits.
bool Search::gather(const Picks& open) {
  std::vector<Value> fees(problem_.circuits());
  std::vector<int>& users = users_;
  for (std::size_t c = users.size(); c < problem_.circuits(); ++c) users.push_back(problem_.coverable(c));
  for (int round = 0; round < most_rounds && (round == 0 || weighed_ < search_limit_); ++round) {
    for (std::size_t c = 0; c < users.size(); ++c) {
      const std::optional<Value> whole_fee = problem_.fee(c);
      if (!whole_fee || users[c] == 0) continue;
      fees[c].cost = whole_fee->cost / users[c];
      fees[c].new_modules = whole_fee->new_modules / users[c];
    }
    weighed_ += problem_.option_count();
    const SharedOutcome relaxed = problem_.relaxed(fees);
    if (relaxed.links.empty() || raise_bound(open, relaxed.prices, nullptr)) return true;
    const SharedOutcome outcome = attempt(problem_.picks_for(relaxed.plc));
    if (raise_bound(open, outcome.prices, nullptr)) return true;
    bool same = true;
    for (std::size_t c = 0; c < users.size(); ++c) {
      const auto now = static_cast<int>(relaxed.plc[c].size());
      same = same && now == users[c];
      if (now > 0) users[c] = now;
    }
    if (same) break;
  }
  return false;
}

/// Prices and sources in turn: the sources that are best at these prices, and the prices of the best links for them.
bool Search::improve(const Picks& open) {
  std::vector<Value> prices = best_prices_;
  for (int round = 0; round < most_rounds; ++round) {
    Picks picks;
    if (raise_bound(open, prices, &picks)) return true;
    if (round > 0 && weighed_ >= search_limit_) break;
    SharedOutcome outcome = attempt(picks);
    if (outcome.prices.empty() || outcome.prices == prices) break;
    prices = std::move(outcome.prices);
  }
  return false;
}

void Search::begin_with(const SearchStart* links, const std::vector<Value>& prices) {
  first_prices_ = prices;
  if (links != nullptr) consider(links->best, links->picks);
}

void Search::probe(const EarlierChoice& earlier) {
  Picks wanted;
  if (raise_bound(problem_.all_open(), earlier.prices, &wanted)) return;
  attempt(problem_.picks_like(earlier, wanted));
  ended_ = best_.has_value();
}

void Search::run() {
  const Picks open = problem_.all_open();
  ended_ = true;
  if (first_prices_.empty()) {
    if (raise_bound(open, problem_.no_prices(), nullptr)) return;
    const bool enough = gather(open);
    if (best_) gathered_ = SearchStart{*best_, best_picks_, best_prices_};
    if (enough) return;
  } else if (raise_bound(open, first_prices_, nullptr)) {
    return;
  }
  if (improve(open)) return;
  if (weighed_ >= search_limit_ && far_off() && gather(open)) return;
  if (!target_ && !best_) {
    // Without any source every charger finds a place: none at all, if need be.
    Picks none = open;
    none.choice.assign(problem_.circuits(), 0);
    attempt(none);
  }
  searched_ = true;
  branch(open, best_prices_);
}

std::optional<std::size_t> Search::circuit_to_branch_on(const Picks& fixed, const Picks& tried,
                                                        const Picks& wanted) const {
  std::optional<std::size_t> open;
  for (std::size_t c = 0; c < problem_.circuits(); ++c) {
    if (fixed.choice[c] != Picks::open || problem_.choices(c).size() < 2) continue;
    if (tried.choice[c] != wanted.choice[c]) return c;
    if (!open) open = c;
  }
  return open;
}

void Search::branch(const Picks& fixed, const std::vector<Value>& prices) {
  if (weighed_ >= search_limit_) {
    ended_ = false;
    return;
  }
  Picks tried;
  if (hopeless(problem_.bound(problem_.priced(prices), fixed, max_gateways_, &tried))) return;
  const SharedOutcome outcome = attempt(tried);
  if (target_ && best_) return;
  const std::vector<Value>& next = outcome.prices.empty() ? prices : outcome.prices;
  const PricedChoices priced = problem_.priced(next);
  Picks wanted;
  if (hopeless(problem_.bound(priced, fixed, max_gateways_, &wanted))) return;
  if (const auto circuit = circuit_to_branch_on(fixed, tried, wanted)) {
    branch_on(*circuit, fixed, priced, next);
  } else if (outcome.idle_gateway != Picks::open) {
    branch_on_served(outcome.idle_gateway, tried, next);
  }
}

void Search::branch_on(std::size_t circuit, const Picks& fixed, const PricedChoices& priced,
                       const std::vector<Value>& prices) {
  struct Child {
    Value bound;
    Picks fixed;
  };
  std::vector<Child> children;
  const bool gateway_allowed = gateways(fixed) < max_gateways_;
  for (std::uint32_t choice = 0; choice < problem_.choices(circuit).size(); ++choice) {
    if (problem_.is_gateway(circuit, choice) && !gateway_allowed) continue;
    Picks next = fixed;
    next.choice[circuit] = choice;
    const Value bound = problem_.bound(priced, next, max_gateways_, nullptr);
    if (!hopeless(bound)) children.push_back({bound, std::move(next)});
  }
  std::stable_sort(children.begin(), children.end(), [](const Child& a, const Child& b) { return a.bound < b.bound; });
  for (const Child& child : children) {
    if (hopeless(child.bound) || (target_ && best_)) continue;
    branch(child.fixed, prices);
  }
}

/// All sources are fixed, and a gateway would rather serve nobody: it serves someone all the same.
void Search::branch_on_served(std::uint32_t circuit, const Picks& fixed, const std::vector<Value>& prices) {
  for (const ChargerIndex charger : problem_.servable(circuit, fixed.choice[circuit])) {
    Picks next = fixed;
    next.must_serve[circuit] = charger;
    branch(next, prices);
  }
}

}  // namespace ampsite::connectivity
