// The links of circuits that share access points, for given sources: an assignment.

#include <algorithm>
#include <cstddef>

#include "ampsite/plan/connectivity/assignment.h"
#include "ampsite/plan/connectivity/shared_problem.h"

namespace ampsite::connectivity {

namespace {

constexpr std::uint32_t place_none = 0;
constexpr std::uint32_t place_lte = 1;
constexpr std::uint32_t first_access_point = 2;
/// A gateway that finds no place is worse than anything that could make room for it.
constexpr int no_place_for_gateway = 1 << 14;

/// Access points that are alike fill up one after the other.
class AlikePlaces {
 public:
  AlikePlaces(const Reach& reach, const SharedPart& part) : reach_(reach), part_(part) {}

  AccessPointIndex next() {
    while (reach_.max_clients[part_.alike[filling_]].value_or(clients_ + 1) <= clients_) {
      ++filling_;
      clients_ = 0;
    }
    ++clients_;
    return part_.alike[filling_];
  }

 private:
  const Reach& reach_;
  const SharedPart& part_;
  std::size_t filling_ = 0;
  int clients_ = 0;
};

}  // namespace

void SharedProblem::add_alone(AssignmentProblem& problem, std::uint32_t index) const {
  const bool lte_first = terms_.ranking.order_of(Link::lte) < terms_.ranking.order_of(Link::wifi);
  for (std::uint32_t i = first_option_[index]; i < first_option_[index + 1]; ++i) {
    const Option& option = options_[i];
    if (option.link == PlannedLink::wifi) {
      problem.options.push_back({first_access_point + option.local, option.value, option.at.dbm});
    } else if (option.link == PlannedLink::lte) {
      problem.options.push_back({place_lte, option.value, lte_first ? 0 : lowest_rssi_dbm});
    } else {
      problem.options.push_back({place_none, option.value, lowest_rssi_dbm});
    }
  }
}

void SharedProblem::add_gateway(AssignmentProblem& problem, ChargerIndex charger) const {
  const double least_dbm = std::max({good_wifi_dbm, terms_.limits.gateway_dbm, terms_.limits.wifi_dbm});
  for (std::size_t k = 0; k < part_.wifi_count(terms_.reach, charger); ++k) {
    const WifiAt at = part_.wifi(terms_.reach, charger, k);
    if (at.dbm < least_dbm) break;
    problem.options.push_back({first_access_point + part_.local(at.access_point),
                               value_of(terms_, charger, PlannedLink::wifi, at.access_point, true), at.dbm});
  }
  Value none = value_of(terms_, charger, PlannedLink::none);
  none.unkept += no_place_for_gateway;
  problem.options.push_back({place_none, none, lowest_rssi_dbm});
}

void SharedProblem::add_plc(AssignmentProblem& problem, std::uint32_t index, const Value& fee) const {
  const auto place =
      static_cast<std::uint32_t>(first_access_point + part_.access_points.size() + part_.circuit_of[index]);
  problem.options.push_back({place, plc_value_[index] + fee, lowest_rssi_dbm});
}

AssignmentProblem SharedProblem::empty_problem() const {
  AssignmentProblem problem;
  problem.room.assign(first_access_point, unlimited_room);
  for (const std::optional<int>& room : part_.rooms) problem.room.push_back(room.value_or(unlimited_room));
  problem.room.insert(problem.room.end(), circuits_.size(), terms_.reach.max_chargers);
  problem.options.reserve(option_count_);
  return problem;
}

SharedOutcome SharedProblem::outcome_of(const AssignmentProblem& problem) const {
  SharedOutcome outcome;
  const std::optional<Assignment> assigned = assign(problem);
  if (!assigned) return outcome;
  const auto first_plc = static_cast<std::uint32_t>(first_access_point + part_.access_points.size());
  outcome.prices.assign(assigned->price.begin() + first_access_point, assigned->price.begin() + first_plc);
  outcome.value = assigned->value;
  outcome.plc.resize(circuits_.size());
  AlikePlaces alike(terms_.reach, part_);
  for (std::size_t i = 0; i < part_.chargers.size(); ++i) {
    const PlaceOption& option = problem.options[assigned->option[i]];
    LinkChoice link{PlannedLink::plc, {}, option.value};
    if (option.place == place_none) {
      link.link = PlannedLink::none;
    } else if (option.place == place_lte) {
      link.link = PlannedLink::lte;
    } else if (option.place < first_plc) {
      link.link = PlannedLink::wifi;
      link.at = {part_.access_points[option.place - first_access_point], option.preference};
      if (!part_.alike.empty() && link.at.access_point == part_.alike.front()) link.at.access_point = alike.next();
    } else {
      outcome.plc[part_.circuit_of[i]].push_back(part_.chargers[i]);
    }
    outcome.links.push_back(link);
  }
  return outcome;
}

SharedOutcome SharedProblem::attempt(const Picks& picks) const {
  AssignmentProblem problem = empty_problem();
  for (std::uint32_t i = 0; i < part_.chargers.size(); ++i) {
    const ChargerIndex charger = part_.chargers[i];
    const std::uint32_t circuit = part_.circuit_of[i];
    const Source& its_source = source(circuit, picks.choice[circuit]);
    if (picks.must_serve[circuit] == charger) {
      add_plc(problem, i, {});
    } else if (its_source.gateway == charger) {
      add_gateway(problem, charger);
    } else {
      add_alone(problem, i);
      if (its_source.serves(terms_.reach.chargers[charger])) add_plc(problem, i, {});
    }
    problem.end_applicant();
  }
  SharedOutcome outcome = outcome_of(problem);
  if (outcome.links.empty()) return outcome;
  outcome.possible = outcome.value.unkept < no_place_for_gateway;
  for (std::uint32_t c = 0; c < circuits_.size(); ++c) {
    if (!outcome.plc[c].empty()) {
      outcome.value += source_value(terms_, source(c, picks.choice[c]));
    } else if (is_gateway(c, picks.choice[c])) {
      outcome.possible = false;
      if (outcome.idle_gateway == Picks::open) outcome.idle_gateway = c;
    }
  }
  return outcome;
}

SharedOutcome SharedProblem::relaxed(const std::vector<Value>& fees) const {
  AssignmentProblem problem = empty_problem();
  for (std::uint32_t i = 0; i < part_.chargers.size(); ++i) {
    add_alone(problem, i);
    if (coverable_[i]) add_plc(problem, i, fees[part_.circuit_of[i]]);
    problem.end_applicant();
  }
  return outcome_of(problem);
}

}  // namespace ampsite::connectivity
