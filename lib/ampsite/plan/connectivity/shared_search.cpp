#include "ampsite/plan/connectivity/shared_search.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>
#include <utility>
#include <vector>

namespace ampsite::connectivity {

namespace {

constexpr int most_rounds = 8;
constexpr double finest_m = 1e-5;  ///< two distances that differ by less count as equal

/// A bound on whole modules: a part of one is one. What comes behind that level is then not known.
Value whole(Value bound) {
  const int part = ((bound.new_modules % one_module) + one_module) % one_module;
  if (part == 0) return bound;
  bound.new_modules += one_module - part;
  bound.changes = std::numeric_limits<int>::min() / 2;
  return bound;
}

/// Branch and bound under one set of limits.
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

  bool found() const { return best_.has_value(); }
  bool ended() const { return ended_; }
  bool searched() const { return searched_; }
  const SharedOutcome& best() const { return *best_; }
  const Picks& picks() const { return best_picks_; }
  Value bound() const { return whole(*bound_); }

 private:
  bool hopeless(const Value& value) const {
    const Value bound = whole(value);
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
  bool gather(const Picks& open);
  bool improve(const Picks& open);
  void branch(const Picks& fixed, const std::vector<Value>& prices);
  void branch_on(std::size_t circuit, const Picks& fixed, const PricedChoices& priced,
                 const std::vector<Value>& prices);
  void branch_on_served(std::uint32_t circuit, const Picks& fixed, const std::vector<Value>& prices);
  std::optional<std::size_t> circuit_to_branch_on(const Picks& fixed, const Picks& tried, const Picks& wanted) const;
  int gateways(const Picks& fixed) const;

  const SharedProblem& problem_;
  int max_gateways_;
  std::optional<Value> target_;
  std::size_t search_limit_;
  std::size_t& weighed_;
  std::optional<SharedOutcome> best_;
  Picks best_picks_;
  std::optional<Value> bound_;
  std::vector<Value> best_prices_;
  bool ended_ = true;
  bool searched_ = false;
};

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
  const Value bound = problem_.bound(problem_.priced(prices), open, picks);
  if (!bound_ || whole(bound) > whole(*bound_)) {
    bound_ = bound;
    best_prices_ = prices;
  }
  return hopeless(*bound_);
}

/// Shares what the source of a circuit costs out among those who use it, and sees who then uses it: that gathers them
/// on few circuits.
bool Search::gather(const Picks& open) {
  std::vector<Value> fees(problem_.circuits());
  std::vector<int> users(problem_.circuits());
  for (std::size_t c = 0; c < users.size(); ++c) users[c] = problem_.coverable(c);
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

void Search::run() {
  Picks open;
  open.choice.assign(problem_.circuits(), Picks::open);
  open.must_serve.assign(problem_.circuits(), no_index);
  if (raise_bound(open, problem_.no_prices(), nullptr)) return;
  if (gather(open) || improve(open)) return;
  if (!target_ && !best_) {
    // Without any source every charger finds a place: none at all, if need be.
    Picks none = open;
    none.choice.assign(problem_.circuits(), 0);
    none.other_gateway.assign(problem_.others(), false);
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
  if (hopeless(problem_.bound(problem_.priced(prices), fixed, &tried))) return;
  const SharedOutcome outcome = attempt(tried);
  if (target_ && best_) return;
  const std::vector<Value>& next = outcome.prices.empty() ? prices : outcome.prices;
  const PricedChoices priced = problem_.priced(next);
  Picks wanted;
  if (hopeless(problem_.bound(priced, fixed, &wanted))) return;
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
    const Value bound = problem_.bound(priced, next, nullptr);
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

/// The whole site under narrower and narrower limits.
class Together {
 public:
  Together(const Reach& reach, const Ranking& ranking, const SharedPart& part, std::size_t search_limit, Draft& draft)
      : reach_(reach), ranking_(ranking), part_(part), search_limit_(search_limit), draft_(draft) {}

  void run();

 private:
  struct Reached {
    double gateway_dbm = no_wifi;
    double weakest_dbm = no_wifi;
    double farthest_m = 0;
  };
  enum class Result { found, impossible, unknown };

  Result narrow(const Limits& limits);
  void write(const SharedProblem& problem, const Search& search, const Limits& limits);
  void prefer_loud(const Limits& limits);
  double farthest_m(const CircuitPlan& plan) const;
  Reached reached() const;
  void settle_level_5(Limits limits);

  const Reach& reach_;
  const Ranking& ranking_;
  const SharedPart& part_;
  std::size_t search_limit_;
  Draft& draft_;
  std::size_t weighed_ = 0;
};

double Together::farthest_m(const CircuitPlan& plan) const {
  if (plan.plc.empty()) return 0;
  double first_m = reach_.chargers[plan.plc.front()].position_m;
  double last_m = first_m;
  for (const ChargerIndex charger : plan.plc) {
    first_m = std::min(first_m, reach_.chargers[charger].position_m);
    last_m = std::max(last_m, reach_.chargers[charger].position_m);
  }
  double at_m = (first_m + last_m) / 2;
  if (plan.source.module != no_index) at_m = reach_.site.modules[plan.source.module].position_m.value;
  if (plan.source.gateway != no_index) at_m = reach_.chargers[plan.source.gateway].position_m;
  return std::max(std::abs(first_m - at_m), std::abs(last_m - at_m));
}

void Together::write(const SharedProblem& problem, const Search& search, const Limits& limits) {
  const Terms terms{reach_, ranking_, limits};
  const SharedOutcome& best = search.best();
  for (std::size_t i = 0; i < part_.chargers.size(); ++i) draft_.chargers[part_.chargers[i]] = best.links[i];
  for (std::size_t c = 0; c < part_.circuits.size(); ++c) {
    CircuitPlan& plan = draft_.circuits[part_.circuits[c]];
    plan = {};
    plan.plc = best.plc[c];
    if (plan.plc.empty()) continue;
    plan.source = problem.source(c, search.picks().choice[c]);
    plan.farthest_m = farthest_m(plan);
  }
  for (std::size_t i = 0; i < part_.others.size(); ++i) {
    const CircuitPlan& plan = problem.other(i, search.picks().other_gateway[i]);
    put(terms, part_.others[i], plan, draft_);
  }
  draft_.optimality.value = best.value;
  prefer_loud(limits);
}

/// Moves chargers to a louder access point that has room left and is worth the same.
void Together::prefer_loud(const Limits& limits) {
  const Terms terms{reach_, ranking_, limits};
  std::vector<int> clients(reach_.max_clients.size(), 0);
  for (const LinkChoice& link : draft_.chargers) {
    if (link.link == PlannedLink::wifi) ++clients[link.at.access_point];
  }
  for (const ChargerIndex charger : part_.chargers) {
    LinkChoice& link = draft_.chargers[charger];
    if (link.link != PlannedLink::wifi || reach_.chargers[charger].same_everywhere) continue;
    const bool gateway = draft_.circuits[reach_.site.chargers[charger].node].source.gateway == charger;
    for (std::size_t k = 0; k < reach_.wifi_count(charger); ++k) {
      const WifiAt at = reach_.wifi(charger, k);
      if (at.dbm <= link.at.dbm) break;
      const std::optional<int>& room = reach_.max_clients[at.access_point];
      if (room && clients[at.access_point] >= *room) continue;
      if (value_of(terms, charger, PlannedLink::wifi, at.access_point, gateway) != link.value) continue;
      --clients[link.at.access_point];
      ++clients[at.access_point];
      link.at = at;
      break;
    }
  }
}

Together::Reached Together::reached() const {
  Reached reached;
  for (const LinkChoice& link : draft_.chargers) {
    if (link.link == PlannedLink::wifi) reached.weakest_dbm = std::min(reached.weakest_dbm, link.at.dbm);
  }
  for (const CircuitPlan& plan : draft_.circuits) {
    reached.farthest_m = std::max(reached.farthest_m, plan.farthest_m);
    if (plan.source.gateway == no_index) continue;
    reached.gateway_dbm = std::min(reached.gateway_dbm, draft_.chargers[plan.source.gateway].at.dbm);
  }
  return reached;
}

/// Looks for links of the same value within the limits.
Together::Result Together::narrow(const Limits& limits) {
  if (weighed_ >= search_limit_) return Result::unknown;
  const SharedProblem problem({reach_, ranking_, limits}, part_);
  Search search(problem, reach_.max_gateways, draft_.optimality.value, search_limit_, weighed_);
  search.run();
  if (search.found()) {
    write(problem, search, limits);
    return Result::found;
  }
  return search.ended() ? Result::impossible : Result::unknown;
}

void Together::settle_level_5(Limits limits) {
  Optimality& optimality = draft_.optimality;
  Result result = Result::found;
  while (result == Result::found && reached().gateway_dbm != no_wifi) {
    Limits narrower = limits;
    narrower.gateway_dbm = std::nextafter(reached().gateway_dbm, 0.0);
    result = narrow(narrower);
  }
  optimality.gateway_proved = result != Result::unknown;
  limits.gateway_dbm = reached().gateway_dbm;
  result = Result::found;
  while (result == Result::found && reached().weakest_dbm != no_wifi) {
    Limits narrower = limits;
    narrower.wifi_dbm = std::nextafter(reached().weakest_dbm, 0.0);
    result = narrow(narrower);
  }
  optimality.wifi_proved = result != Result::unknown;
  limits.wifi_dbm = reached().weakest_dbm;
  result = Result::found;
  while (result == Result::found && reached().farthest_m > finest_m) {
    Limits narrower = limits;
    narrower.distance_m = reached().farthest_m - finest_m;
    result = narrow(narrower);
  }
  optimality.distance_proved = result != Result::unknown;
}

void Together::run() {
  Limits limits;
  limits.distance_m = reach_.max_distance_m;
  const SharedProblem problem({reach_, ranking_, limits}, part_);
  Search search(problem, reach_.max_gateways, std::nullopt, search_limit_, weighed_);
  search.run();
  write(problem, search, limits);
  Optimality& optimality = draft_.optimality;
  optimality.bound = search.ended() ? optimality.value : std::min(search.bound(), optimality.value);
  optimality.argument = search.searched()
                            ? "no other choice of PLC sources can be better: all were searched or bounded"
                            : "for the prices that a flow puts on the places at the access points no circuit does "
                              "better on its own";
  settle_level_5(limits);
}

}  // namespace

void choose_together(const Reach& reach, const Ranking& ranking, const SharedPart& part, std::size_t search_limit,
                     Draft& draft) {
  Together(reach, ranking, part, search_limit, draft).run();
}

}  // namespace ampsite::connectivity
