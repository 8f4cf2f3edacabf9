#include "ampsite/plan/connectivity/site_piece.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace ampsite::connectivity {

Piece::Piece(const Reach& reach, const Ranking& ranking, SharedPart part, bool shares, std::size_t search_limit,
             std::vector<LinkChoice>& scratch)
    : reach_(reach),
      ranking_(ranking),
      scratch_(scratch),
      part_(std::make_unique<SharedPart>(std::move(part))),
      shares_(shares),
      search_limit_(search_limit) {
  if (!shares_) {
    decide_alone();
    return;
  }
  problem_ = std::make_unique<SharedProblem>(terms(widest()), *part_);
  const int most = std::clamp(problem_->possible_gateways(), 0, std::max(0, reach.max_gateways));
  const Picks open = problem_->all_open();
  const PricedChoices free = problem_->priced(problem_->no_prices());
  for (int gateways = 0; gateways <= most; ++gateways) {
    entries_.push_back({problem_->whole(problem_->bound(free, open, gateways, nullptr)), std::nullopt});
  }
}

Limits Piece::widest() const {
  Limits limits;
  limits.distance_m = reach_.max_distance_m;
  return limits;
}

CircuitOptions Piece::options(const Terms& terms) const {
  for (const ChargerIndex charger : part_->chargers) scratch_[charger] = best_alone(terms, charger);
  return {terms, part_->circuits.front(), scratch_};
}

/// A circuit that shares nothing: all its sources are compared.
void Piece::decide_alone() {
  const Terms widest_terms = terms(widest());
  const CircuitOptions own = options(widest_terms);
  CircuitPlan best = own.best();
  std::optional<CircuitPlan> with_gateway = own.with_gateway(best.value);
  entries_.push_back({best.value, of_circuit(std::move(best))});
  if (with_gateway) entries_.push_back({with_gateway->value, of_circuit(std::move(*with_gateway))});
}

Piece::Result Piece::narrow_alone(int gateways, const Limits& limits) {
  const Terms narrower = terms(limits);
  const CircuitOptions own = options(narrower);
  const Value target = links(gateways).value;
  Value worse = target;
  ++worse.changes;
  std::optional<CircuitPlan> plan = gateways == 0 ? own.best() : own.with_gateway(worse);
  if (!plan || plan->value != target) return Result::impossible;
  entry(gateways).links = of_circuit(std::move(*plan));
  return Result::found;
}

PieceLinks Piece::of_circuit(CircuitPlan plan) const {
  PieceLinks found;
  found.value = plan.value;
  found.gateway_dbm = plan.gateway_dbm();
  found.weakest_dbm = plan.weakest_dbm;
  found.farthest_m = plan.farthest_m;
  found.circuits.push_back(std::move(plan));
  return found;
}

double Piece::farthest_m(const CircuitPlan& plan) const {
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

PieceLinks Piece::of_search(const SharedProblem& problem, const Search& search, const Limits& limits) const {
  const SharedOutcome& best = search.best();
  PieceLinks found;
  found.value = best.value;
  found.links = best.links;
  found.earlier.plc = best.plc;
  found.earlier.prices = search.best_prices();
  for (std::size_t c = 0; c < part_->circuits.size(); ++c) {
    const Source& source = problem.source(c, search.picks().choice[c]);
    found.earlier.gateways.push_back(source.gateway);
    CircuitPlan plan;
    plan.plc = best.plc[c];
    if (!plan.plc.empty()) {
      plan.source = source;
      plan.farthest_m = farthest_m(plan);
    }
    found.circuits.push_back(std::move(plan));
  }
  prefer_loud(terms(limits), found);
  measure(found);
  return found;
}

/// Moves chargers to a louder access point that has room left and is worth the same.
void Piece::prefer_loud(const Terms& terms, PieceLinks& found) const {
  std::vector<int> clients(part_->access_points.size(), 0);
  for (const LinkChoice& link : found.links) {
    // Nobody is moved to one of `alike`.
    const bool counts = link.link == PlannedLink::wifi && part_->lists(link.at.access_point);
    if (counts) ++clients[part_->local(link.at.access_point)];
  }
  for (std::size_t i = 0; i < part_->chargers.size(); ++i) {
    const ChargerIndex charger = part_->chargers[i];
    LinkChoice& link = found.links[i];
    if (link.link != PlannedLink::wifi || reach_.chargers[charger].same_everywhere) continue;
    const bool gateway = found.circuits[part_->circuit_of[i]].source.gateway == charger;
    for (std::size_t k = 0; k < reach_.wifi_count(charger); ++k) {
      const WifiAt at = reach_.wifi(charger, k);
      if (at.dbm <= link.at.dbm) break;
      const std::optional<int>& room = reach_.max_clients[at.access_point];
      if (room && clients[part_->local(at.access_point)] >= *room) continue;
      if (value_of(terms, charger, PlannedLink::wifi, at.access_point, gateway) != link.value) continue;
      --clients[part_->local(link.at.access_point)];
      ++clients[part_->local(at.access_point)];
      link.at = at;
      break;
    }
  }
}

void Piece::measure(PieceLinks& found) const {
  for (std::size_t i = 0; i < found.links.size(); ++i) {
    const LinkChoice& link = found.links[i];
    if (link.link != PlannedLink::wifi) continue;
    found.weakest_dbm = std::min(found.weakest_dbm, link.at.dbm);
    const bool gateway = found.circuits[part_->circuit_of[i]].source.gateway == part_->chargers[i];
    if (gateway) found.gateway_dbm = std::min(found.gateway_dbm, link.at.dbm);
  }
  for (const CircuitPlan& plan : found.circuits) found.farthest_m = std::max(found.farthest_m, plan.farthest_m);
}

/// What prices that tell much of one number of gateways tell of the others.
void Piece::raise_lowers(const std::vector<Value>& prices) {
  if (!prices.empty()) {
    const Picks open = problem_->all_open();
    const PricedChoices priced = problem_->priced(prices);
    for (int gateways = 0; gateways <= most_gateways(); ++gateways) {
      const Value bound = problem_->whole(problem_->bound(priced, open, gateways, nullptr));
      Value& lower = entry(gateways).lower;
      if (bound > lower && !proved(gateways)) lower = bound;
    }
  }
  for (int gateways = most_gateways(); gateways > 0; --gateways) {
    Value& fewer = entry(gateways - 1).lower;
    fewer = std::max(fewer, lower(gateways));
  }
  // Where a bound says that more gateways are of no use, the links with fewer are the best.
  for (int gateways = 1; gateways <= most_gateways(); ++gateways) {
    if (solved(gateways) || !proved(gateways - 1) || lower(gateways) < links(gateways - 1).value) continue;
    entry(gateways).links = links(gateways - 1);
  }
}

/// With the best of what is known that has no more gateways, and the latest prices.
void Piece::begin(Search& search, int gateways) const {
  if (starts_.empty()) return;
  const SearchStart* best = nullptr;
  for (const SearchStart& start : starts_) {
    if (search.gateways(start.picks) > gateways) continue;
    if (best == nullptr || start.best.value < best->best.value) best = &start;
  }
  search.begin_with(best, starts_.back().prices);
}

void Piece::solve(int gateways) {
  Search search(*problem_, gateways, std::nullopt, search_limit_, weighed_);
  begin(search, gateways);
  search.run();
  if (most_gateways() > 0) {
    if (search.gathered()) starts_.push_back(*search.gathered());
    starts_.push_back({search.best(), search.picks(), search.best_prices()});
  }
  Entry& own = entry(gateways);
  own.links = of_search(*problem_, search, widest());
  searched_ = searched_ || search.searched();
  own.lower = search.ended() ? own.links->value : std::min(std::max(own.lower, search.bound()), own.links->value);
  raise_lowers(search.best_prices());
}

Piece::Result Piece::narrow(int gateways, const Limits& limits, Effort effort) {
  if (links(gateways).keeps(limits)) return Result::found;
  if (!shares_) return narrow_alone(gateways, limits);
  if (weighed_ >= search_limit_) return Result::unknown;
  const SharedProblem problem(terms(limits), *part_);
  Search search(problem, gateways, links(gateways).value, search_limit_, weighed_);
  search.probe(links(gateways).earlier);
  if (effort == Effort::search && !search.ended()) search.run();
  if (!search.found()) return search.ended() ? Result::impossible : Result::unknown;
  PieceLinks found = of_search(problem, search, limits);
  if (found.earlier.prices.empty()) found.earlier.prices = links(gateways).earlier.prices;
  entry(gateways).links = std::move(found);
  return Result::found;
}

void Piece::write(int gateways, Draft& draft) const {
  const PieceLinks& found = links(gateways);
  if (!shares_) {
    const CircuitPlan& plan = found.circuits.front();
    put(terms(plan.limits), part_->circuits.front(), plan, draft);
    return;
  }
  for (std::size_t i = 0; i < part_->chargers.size(); ++i) draft.chargers[part_->chargers[i]] = found.links[i];
  for (std::size_t c = 0; c < part_->circuits.size(); ++c) draft.circuits[part_->circuits[c]] = found.circuits[c];
}

}  // namespace ampsite::connectivity
