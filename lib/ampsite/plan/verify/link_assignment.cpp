#include "ampsite/plan/verify/link_assignment.h"

#include <algorithm>
#include <cstdint>
#include <functional>
#include <map>
#include <queue>
#include <utility>

namespace ampsite {

namespace {

/// Something that chargers use: one of the contested access points, the PLC source of a circuit, or all the rest
/// together, of which there is enough. `hub` has no place of its own: from it any contested access point is reached.
using Resource = std::uint32_t;

struct Option {
  Resource resource = 0;
  LinkValue value;
};

struct Move {
  Resource to = 0;
  ChargerIndex who = no_index;
  LinkValue added;
};

class Assigning {
 public:
  Assigning(const LinkChoices& choices, const Picks& picks)
      : choices_(choices),
        facts_(choices.facts()),
        picks_(picks),
        hub_(static_cast<Resource>(facts_.serves.size())),
        plenty_(hub_ + 1),
        first_circuit_(hub_ + 2),
        occupants_(first_circuit_ + facts_.circuits.size()),
        moves_(occupants_.size()),
        options_(facts_.chargers.size()),
        used_(facts_.chargers.size(), no_index),
        worth_(facts_.chargers.size()),
        price_(occupants_.size()),
        reached_(occupants_.size()) {}

  bool add(NodeIndex circuit, const std::vector<ChargerIndex>& served);
  void add_for_fee(NodeIndex circuit, const LinkValue& fee);
  LinkAssignment outcome(const std::vector<bool>& competing) const;
  LinksForFees outcome_for_fees() const;

 private:
  /// How a search came to a resource.
  struct Reached {
    std::uint32_t search = 0;
    bool settled = false;
    LinkValue distance;
    Resource from = no_index;
    ChargerIndex who = no_index;
  };
  using Open = std::pair<LinkValue, Resource>;

  void set_options(ChargerIndex charger, NodeIndex circuit, bool must_be_served);
  void add_wifi(ChargerIndex charger, bool gateway);
  void relax(Resource to, const LinkValue& distance, Resource from, ChargerIndex who);
  bool place(ChargerIndex charger);
  void put(ChargerIndex charger, Resource to, bool by_hub);
  const std::vector<Move>& moves(Resource from);
  std::vector<Move> counted_moves(Resource from) const;
  bool has_room(Resource resource) const;
  Prices prices(bool most) const;

  const LinkChoices& choices_;
  const LinkFacts& facts_;
  const Picks& picks_;
  const Resource hub_;
  const Resource plenty_;
  const Resource first_circuit_;
  std::vector<std::vector<ChargerIndex>> occupants_;     ///< by resource
  std::vector<std::optional<std::vector<Move>>> moves_;  ///< by resource: the least that a move to each other adds
  std::vector<std::vector<Option>> options_;             ///< by charger
  std::vector<Resource> used_;                           ///< by charger
  std::vector<LinkValue> worth_;                         ///< by charger: of its link
  std::vector<LinkValue> price_;                         ///< by resource
  std::vector<Reached> reached_;                         ///< by resource
  std::priority_queue<Open, std::vector<Open>, std::greater<>> open_;
  std::uint32_t search_ = 0;
};

void Assigning::add_wifi(ChargerIndex charger, bool gateway) {
  for (const WifiFact& wifi : facts_.chargers[charger].wifi) {
    if (!choices_.allows(wifi, gateway)) continue;
    const bool any = wifi.at == any_access_point;
    const Resource resource = !facts_.limited(wifi.at) ? plenty_ : any ? hub_ : wifi.at;
    options_[charger].push_back({resource, gateway ? wifi.as_gateway : wifi.value});
  }
}

void Assigning::set_options(ChargerIndex charger, NodeIndex circuit, bool must_be_served) {
  const SourceChoice& source = choices_.of(circuit)[picks_[circuit]];
  const ChargerFacts& own = facts_.chargers[charger];
  if (source.gateway == charger) return add_wifi(charger, true);
  if (!must_be_served) {
    options_[charger].push_back({plenty_, own.of_none});
    if (own.lte) options_[charger].push_back({plenty_, own.of_lte});
    add_wifi(charger, false);
  }
}

bool Assigning::add(NodeIndex circuit, const std::vector<ChargerIndex>& served) {
  const CircuitFacts& own = facts_.circuits[circuit];
  for (ChargerIndex charger = own.charger_begin; charger < own.charger_end; ++charger) {
    set_options(charger, circuit, std::find(served.begin(), served.end(), charger) != served.end());
  }
  const SourceChoice& source = choices_.of(circuit)[picks_[circuit]];
  for (std::uint32_t i = source.begin; i < source.end; ++i) {
    const ChargerIndex charger = own.along[i];
    if (charger == source.gateway) continue;
    options_[charger].push_back({first_circuit_ + circuit, facts_.chargers[charger].of_plc});
  }
  for (ChargerIndex charger = own.charger_begin; charger < own.charger_end; ++charger) {
    if (!place(charger)) return false;
  }
  return true;
}

void Assigning::add_for_fee(NodeIndex circuit, const LinkValue& fee) {
  const CircuitFacts& own = facts_.circuits[circuit];
  for (const std::uint32_t i : coverable(choices_, circuit)) {
    options_[own.along[i]].push_back({first_circuit_ + circuit, facts_.chargers[own.along[i]].of_plc + fee});
  }
  for (ChargerIndex charger = own.charger_begin; charger < own.charger_end; ++charger) {
    set_options(charger, circuit, false);
    place(charger);
  }
}

bool Assigning::has_room(Resource resource) const {
  if (resource == hub_) return false;
  if (resource == plenty_) return true;
  const auto there = static_cast<long long>(occupants_[resource].size());
  if (resource >= first_circuit_) return there < choices_.max_served();
  return there < facts_.site.access_points()[resource].max_clients.value;
}

std::vector<Move> Assigning::counted_moves(Resource from) const {
  std::map<Resource, Move> least;
  for (const ChargerIndex charger : occupants_[from]) {
    for (const Option& option : options_[charger]) {
      if (option.resource == from) continue;
      const LinkValue added = option.value - worth_[charger];
      const auto [known, is_new] = least.try_emplace(option.resource, Move{option.resource, charger, added});
      if (!is_new && added < known->second.added) known->second = {option.resource, charger, added};
    }
  }
  std::vector<Move> moves;
  for (const auto& [to, move] : least) moves.push_back(move);
  return moves;
}

const std::vector<Move>& Assigning::moves(Resource from) {
  if (!moves_[from]) {
    if (from == hub_) {
      moves_[from].emplace();
      for (const AccessPointIndex at : facts_.serving) moves_[from]->push_back({at, no_index, {}});
    } else {
      moves_[from] = counted_moves(from);
    }
  }
  return *moves_[from];
}

void Assigning::put(ChargerIndex charger, Resource to, bool by_hub) {
  if (used_[charger] != no_index) {
    std::vector<ChargerIndex>& left = occupants_[used_[charger]];
    left.erase(std::find(left.begin(), left.end(), charger));
    moves_[used_[charger]].reset();
  }
  used_[charger] = to;
  std::optional<LinkValue> worth;
  for (const Option& option : options_[charger]) {
    if (option.resource != (by_hub ? hub_ : to)) continue;
    if (!worth || option.value < *worth) worth = option.value;
  }
  worth_[charger] = *worth;
  if (to == plenty_) return;
  occupants_[to].push_back(charger);
  moves_[to].reset();
}

void Assigning::relax(Resource to, const LinkValue& distance, Resource from, ChargerIndex who) {
  Reached& reached = reached_[to];
  if (reached.search == search_ && (reached.settled || distance >= reached.distance)) return;
  reached = {search_, false, distance, from, who};
  open_.emplace(distance, to);
}

/// Dijkstra's shortest path to something that has room, over the least moves out of what is full. With prices under
/// which nobody would rather move, no move costs less than nothing; what has room has none.
bool Assigning::place(ChargerIndex charger) {
  ++search_;
  open_ = {};
  for (const Option& option : options_[charger]) {
    relax(option.resource, option.value + price_[option.resource], no_index, charger);
  }
  std::vector<Resource> settled;
  Resource end = no_index;
  while (!open_.empty() && end == no_index) {
    const auto [distance, from] = open_.top();
    open_.pop();
    if (reached_[from].settled) continue;
    reached_[from].settled = true;
    settled.push_back(from);
    if (has_room(from)) {
      end = from;
      break;
    }
    for (const Move& move : moves(from)) {
      relax(move.to, distance + move.added + price_[move.to] - price_[from], from, move.who);
    }
  }
  if (end == no_index) return false;
  for (const Resource resource : settled) price_[resource] += reached_[end].distance - reached_[resource].distance;
  while (end != no_index) {
    const Reached step = reached_[end];
    if (step.from == hub_) {
      const Reached to_hub = reached_[hub_];
      put(to_hub.who, end, true);
      end = to_hub.from;
    } else {
      put(step.who, end, false);
      end = step.from;
    }
  }
  return true;
}

/// Prices under which nobody would rather move: the least, by what others would give for a place, or the most, by what
/// it costs to leave it.
Prices Assigning::prices(bool most) const {
  std::vector<std::vector<Move>> moves(occupants_.size());
  for (Resource from = 0; from < occupants_.size(); ++from) {
    if (from != hub_ && from != plenty_) moves[from] = counted_moves(from);
  }
  for (const AccessPointIndex at : facts_.serving) moves[hub_].push_back({at, no_index, {}});
  for (ChargerIndex charger = 0; charger < used_.size(); ++charger) {
    if (used_[charger] != plenty_ || most) continue;
    for (const Option& option : options_[charger]) {
      if (option.resource != plenty_)
        moves[plenty_].push_back({option.resource, charger, option.value - worth_[charger]});
    }
  }
  std::vector<std::optional<LinkValue>> price(occupants_.size());
  for (Resource resource = 0; resource < price.size(); ++resource) {
    if (!most || has_room(resource)) price[resource] = LinkValue{};
  }
  const std::size_t most_rounds = price.size() + 1;
  bool changed = true;
  for (std::size_t round = 0; changed && round < most_rounds; ++round) {
    changed = false;
    for (Resource from = 0; from < price.size(); ++from) {
      for (const Move& move : moves[from]) {
        if (most && !has_room(from) && price[move.to]) {
          const LinkValue through = *price[move.to] + move.added;
          if (price[from] && *price[from] <= through) continue;
          price[from] = through;
          changed = true;
        } else if (!most && !has_room(move.to)) {
          const LinkValue through = *price[from] - move.added;
          if (*price[move.to] >= through) continue;
          price[move.to] = through;
          changed = true;
        }
      }
    }
  }
  Prices prices(facts_.serves.size());
  for (Resource at = 0; at < prices.size(); ++at) {
    if (facts_.contested[at] && price[at] && *price[at] > LinkValue{}) prices[at] = *price[at];
  }
  return prices;
}

LinkAssignment Assigning::outcome(const std::vector<bool>& competing) const {
  LinkAssignment outcome;
  for (NodeIndex circuit = 0; circuit < competing.size(); ++circuit) {
    if (!competing[circuit]) continue;
    const CircuitFacts& own = facts_.circuits[circuit];
    const SourceChoice& source = choices_.of(circuit)[picks_[circuit]];
    const bool idle = occupants_[first_circuit_ + circuit].empty();
    if (idle && source.gateway != no_index) outcome.idle_gateways.push_back(circuit);
    if (!idle) outcome.value += choices_.value_of_source(source);
    for (ChargerIndex charger = own.charger_begin; charger < own.charger_end; ++charger) {
      outcome.value += worth_[charger];
    }
  }
  outcome.least_prices = prices(false);
  outcome.most_prices = prices(true);
  return outcome;
}

LinksForFees Assigning::outcome_for_fees() const {
  LinksForFees outcome{prices(false), prices(true), {}};
  for (NodeIndex circuit = 0; circuit < facts_.circuits.size(); ++circuit) {
    outcome.users.push_back(static_cast<long long>(occupants_[first_circuit_ + circuit].size()));
  }
  return outcome;
}

}  // namespace

std::vector<std::uint32_t> coverable(const LinkChoices& choices, NodeIndex circuit) {
  std::vector<std::uint32_t> places;
  std::uint32_t next = 0;
  std::vector<std::pair<std::uint32_t, std::uint32_t>> stretches;
  for (const SourceChoice& choice : choices.of(circuit)) {
    if (choice.gateway == no_index) stretches.emplace_back(choice.begin, choice.end);
  }
  std::sort(stretches.begin(), stretches.end());
  for (const auto& [begin, end] : stretches) {
    for (next = std::max(next, begin); next < end; ++next) places.push_back(next);
  }
  return places;
}

LinksForFees links_for_fees(const LinkChoices& choices, const std::vector<bool>& competing,
                            const std::vector<LinkValue>& fees) {
  const Picks no_sources(competing.size(), 0);
  Assigning assigning(choices, no_sources);
  for (NodeIndex circuit = 0; circuit < competing.size(); ++circuit) {
    if (competing[circuit]) assigning.add_for_fee(circuit, fees[circuit]);
  }
  return assigning.outcome_for_fees();
}

std::vector<bool> competing_circuits(const LinkFacts& facts) {
  std::vector<bool> competing(facts.circuits.size(), false);
  const bool anything = facts.anything_contested();
  for (NodeIndex circuit = 0; circuit < competing.size(); ++circuit) {
    const CircuitFacts& own = facts.circuits[circuit];
    for (ChargerIndex charger = own.charger_begin; anything && charger < own.charger_end; ++charger) {
      for (const WifiFact& wifi : facts.chargers[charger].wifi) {
        if (facts.limited(wifi.at)) competing[circuit] = true;
      }
    }
  }
  return competing;
}

std::optional<LinkAssignment> best_links(const LinkChoices& choices, const std::vector<bool>& competing,
                                         const Picks& picks, const std::vector<ChargerIndex>& served) {
  Assigning assigning(choices, picks);
  for (NodeIndex circuit = 0; circuit < competing.size(); ++circuit) {
    if (competing[circuit] && !assigning.add(circuit, served)) return std::nullopt;
  }
  return assigning.outcome(competing);
}

}  // namespace ampsite
