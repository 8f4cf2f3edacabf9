#include "ampsite/plan/connectivity/shared_search.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>
#include <vector>

#include "ampsite/plan/connectivity/source_search.h"

namespace ampsite::connectivity {

namespace {

constexpr double finest_m = 1e-5;  ///< two distances that differ by less count as equal

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
  enum class Effort { probe, search };

  Result narrow(const Limits& limits, Effort effort);
  std::vector<double> levels_dbm() const;
  void leap(Limits limits, double Limits::* limit, double Reached::* value);
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
  EarlierChoice earlier_;
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
  earlier_.plc = best.plc;
  earlier_.gateways.clear();
  for (std::size_t c = 0; c < part_.circuits.size(); ++c) {
    earlier_.gateways.push_back(problem.source(c, search.picks().choice[c]).gateway);
  }
  earlier_.other_gateway = search.picks().other_gateway;
  if (!search.best_prices().empty()) earlier_.prices = search.best_prices();
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
Together::Result Together::narrow(const Limits& limits, Effort effort) {
  if (weighed_ >= search_limit_) return Result::unknown;
  const SharedProblem problem({reach_, ranking_, limits}, part_);
  Search search(problem, reach_.max_gateways, draft_.optimality.value, search_limit_, weighed_);
  search.probe(earlier_);
  if (effort == Effort::search && !search.ended()) search.run();
  if (search.found()) {
    write(problem, search, limits);
    return Result::found;
  }
  return search.ended() ? Result::impossible : Result::unknown;
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
  if (weighed_ >= search_limit_ || reached().*value == no_wifi) return;
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

void Together::settle_level_5(Limits limits) {
  Optimality& optimality = draft_.optimality;
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
