#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>
#include <utility>

#include "ampsite/plan/connectivity/draft.h"

namespace ampsite::connectivity {

namespace {

/// Two distances that differ by less count as equal.
constexpr double finest_m = 1e-5;
/// Steps of level 5, each of which makes some link better; more than a site has levels of RSSI that anyone measures.
constexpr int most_steps = 500;

/// What is to change so that a choice as good as the best keeps to narrower limits.
struct Change {
  NodeIndex circuit = 0;
  std::optional<CircuitPlan> best;
  std::optional<CircuitPlan> with_gateway;
};

/// The best of each circuit, and which circuits have a gateway.
class ByCircuit {
 public:
  ByCircuit(const Reach& reach, const Ranking& ranking);

  /// The loudest gateways are there from the start; then limits are narrowed as long as nothing else suffers.
  void settle_level_5();
  Draft draft() const;

 private:
  CircuitOptions options(NodeIndex circuit, const Terms& terms);
  void select_gateways();
  Value gain(NodeIndex circuit) const { return first_gateway_value_[circuit] - first_value_[circuit]; }
  bool narrow(const Limits& limits);
  bool keep_with_gateway(NodeIndex circuit, const Terms& terms, std::vector<Change>& changes);
  bool raise_weakest(Limits& limits);
  bool shorten_farthest(Limits& limits);
  const CircuitPlan& plan(NodeIndex circuit) const { return selected_[circuit] ? *gateway_[circuit] : best_[circuit]; }

  const Reach& reach_;
  const Ranking& ranking_;
  std::vector<LinkChoice> alone_;    ///< by ChargerIndex, without limits of level 5
  std::vector<LinkChoice> scratch_;  ///< by ChargerIndex, of the circuit at hand
  std::vector<CircuitPlan> best_;    ///< by NodeIndex
  std::vector<std::optional<CircuitPlan>> gateway_;
  std::vector<Value> first_value_;  ///< of best_ and gateway_ before level 5
  std::vector<Value> first_gateway_value_;
  std::vector<bool> selected_;  ///< has a gateway
  Value least_gain_;            ///< of a gateway in use; zero where there are fewer than allowed
  std::vector<NodeIndex> by_gain_;
  bool gateway_limit_binds_ = false;
  bool wifi_ended_ = true;
  bool distance_ended_ = true;
};

ByCircuit::ByCircuit(const Reach& reach, const Ranking& ranking) : reach_(reach), ranking_(ranking) {
  Terms terms{reach, ranking, {}};
  terms.limits.distance_m = reach.max_distance_m;
  alone_.reserve(reach.chargers.size());
  for (ChargerIndex charger = 0; charger < reach.chargers.size(); ++charger) {
    alone_.push_back(best_alone(terms, charger));
  }
  scratch_.resize(alone_.size());
  for (NodeIndex circuit = 0; circuit < reach.circuits.size(); ++circuit) {
    const CircuitOptions own(terms, circuit, alone_);
    best_.push_back(own.best());
    first_value_.push_back(best_.back().value);
    gateway_.push_back(own.with_gateway(best_.back().value));
    first_gateway_value_.push_back(gateway_.back() ? gateway_.back()->value : best_.back().value);
  }
  select_gateways();
}

/// Where they gain most; among equals the loudest, then by the circuit's id.
void ByCircuit::select_gateways() {
  selected_.assign(best_.size(), false);
  for (NodeIndex circuit = 0; circuit < best_.size(); ++circuit) {
    if (gateway_[circuit]) by_gain_.push_back(circuit);
  }
  std::sort(by_gain_.begin(), by_gain_.end(), [&](NodeIndex a, NodeIndex b) {
    const Value gain_a = gain(a);
    const Value gain_b = gain(b);
    if (gain_a != gain_b) return gain_a < gain_b;
    if (gateway_[a]->gateway.at.dbm != gateway_[b]->gateway.at.dbm) {
      return gateway_[a]->gateway.at.dbm > gateway_[b]->gateway.at.dbm;
    }
    return natural_less(reach_.site.nodes[a].id.value, reach_.site.nodes[b].id.value);
  });
  const auto most = static_cast<std::size_t>(std::max(reach_.max_gateways, 0));
  gateway_limit_binds_ = by_gain_.size() > most;
  for (std::size_t i = 0; i < std::min(most, by_gain_.size()); ++i) selected_[by_gain_[i]] = true;
  if (most > 0 && by_gain_.size() >= most) least_gain_ = gain(by_gain_[most - 1]);
}

CircuitOptions ByCircuit::options(NodeIndex circuit, const Terms& terms) {
  for (const ChargerIndex charger : reach_.circuits[circuit].chargers) scratch_[charger] = best_alone(terms, charger);
  return {terms, circuit, scratch_};
}

/// A plan with a gateway that is worth as much as before, within the limits.
bool ByCircuit::keep_with_gateway(NodeIndex circuit, const Terms& terms, std::vector<Change>& changes) {
  if (gateway_[circuit] && gateway_[circuit]->keeps(terms.limits)) {
    changes.push_back({circuit, std::nullopt, gateway_[circuit]});
    return true;
  }
  Value worse_than_needed = first_gateway_value_[circuit];
  ++worse_than_needed.changes;
  std::optional<CircuitPlan> plan = options(circuit, terms).with_gateway(worse_than_needed);
  if (!plan || plan->value != first_gateway_value_[circuit]) return false;
  changes.push_back({circuit, std::nullopt, std::move(plan)});
  return true;
}

/// Finds a choice of the same value within the limits, or changes nothing. Every choice of that value has a gateway
/// where the gain is more than the least, and for the rest gateways of just that gain.
bool ByCircuit::narrow(const Limits& limits) {
  const Terms terms{reach_, ranking_, limits};
  const auto most = static_cast<std::size_t>(std::max(reach_.max_gateways, 0));
  std::vector<Change> changes;
  std::vector<bool> selected(best_.size(), false);
  std::size_t gateways = 0;
  const auto select = [&](NodeIndex circuit) {
    if (gateways == most || gain(circuit) > least_gain_ || !keep_with_gateway(circuit, terms, changes)) return false;
    selected[circuit] = true;
    ++gateways;
    return true;
  };
  for (NodeIndex circuit = 0; circuit < best_.size(); ++circuit) {
    if (best_[circuit].keeps(limits)) continue;
    CircuitPlan plan = options(circuit, terms).best();
    if (plan.value == first_value_[circuit]) {
      changes.push_back({circuit, std::move(plan), std::nullopt});
    } else if (!select(circuit)) {
      return false;
    }
  }
  for (const NodeIndex circuit : by_gain_) {
    if (gain(circuit) < least_gain_ && !selected[circuit] && !select(circuit)) return false;
  }
  // The rest in order: those that have one now, then those that need no change.
  const auto fill = [&](auto&& fits) {
    for (const NodeIndex circuit : by_gain_) {
      if (gateways == most) return;
      if (!selected[circuit] && gain(circuit) == least_gain_ && fits(circuit)) select(circuit);
    }
  };
  if (least_gain_ < Value{}) {
    fill([&](NodeIndex circuit) { return selected_[circuit]; });
    fill([&](NodeIndex circuit) { return gateway_[circuit] && gateway_[circuit]->keeps(limits); });
    fill([](NodeIndex) { return true; });
    if (gateways < most) return false;
  }
  for (Change& change : changes) {
    if (change.best) best_[change.circuit] = std::move(*change.best);
    if (change.with_gateway) gateway_[change.circuit] = std::move(change.with_gateway);
  }
  selected_ = std::move(selected);
  return true;
}

bool ByCircuit::raise_weakest(Limits& limits) {
  double weakest_dbm = no_wifi;
  for (NodeIndex circuit = 0; circuit < best_.size(); ++circuit) {
    weakest_dbm = std::min(weakest_dbm, plan(circuit).weakest_dbm);
  }
  limits.wifi_dbm = weakest_dbm;
  if (weakest_dbm == no_wifi) return false;
  Limits narrower = limits;
  narrower.wifi_dbm = std::nextafter(weakest_dbm, 0.0);
  return narrow(narrower);
}

bool ByCircuit::shorten_farthest(Limits& limits) {
  double farthest_m = 0;
  for (NodeIndex circuit = 0; circuit < best_.size(); ++circuit) {
    farthest_m = std::max(farthest_m, plan(circuit).farthest_m);
  }
  if (farthest_m <= finest_m) return false;
  limits.distance_m = farthest_m;
  Limits narrower = limits;
  narrower.distance_m = farthest_m - finest_m;
  return narrow(narrower);
}

void ByCircuit::settle_level_5() {
  Limits limits;
  limits.distance_m = reach_.max_distance_m;
  limits.gateway_dbm = no_wifi;
  for (NodeIndex circuit = 0; circuit < best_.size(); ++circuit) {
    limits.gateway_dbm = std::min(limits.gateway_dbm, plan(circuit).gateway_dbm());
  }
  int steps = 0;
  while (steps < most_steps && raise_weakest(limits)) ++steps;
  wifi_ended_ = steps < most_steps;
  steps = 0;
  while (steps < most_steps && shorten_farthest(limits)) ++steps;
  distance_ended_ = steps < most_steps;
}

Draft ByCircuit::draft() const {
  Draft draft;
  draft.chargers = alone_;
  Limits first;
  first.distance_m = reach_.max_distance_m;
  for (NodeIndex circuit = 0; circuit < best_.size(); ++circuit) {
    const CircuitPlan& own = plan(circuit);
    const Terms terms{reach_, ranking_, own.limits};
    if (own.limits.wifi_dbm != first.wifi_dbm) {
      for (const ChargerIndex charger : reach_.circuits[circuit].chargers) {
        draft.chargers[charger] = best_alone(terms, charger);
      }
    }
    if (own.source.kind == SourceKind::gateway) draft.chargers[own.source.gateway] = own.gateway;
    for (const ChargerIndex charger : own.plc) {
      draft.chargers[charger] = {PlannedLink::plc, {}, value_of(terms, charger, PlannedLink::plc)};
    }
    draft.optimality.value += own.value;
    draft.circuits.push_back(own);
  }
  Optimality& optimality = draft.optimality;
  optimality.bound = optimality.value;
  optimality.wifi_proved = wifi_ended_;
  optimality.distance_proved = wifi_ended_ && distance_ended_;
  optimality.argument =
      gateway_limit_binds_
          ? "each circuit on its own is at its best, and the gateways are on the circuits that gain most by one"
          : "each circuit on its own is at its best, and nothing that they share is short";
  return draft;
}

}  // namespace

void put(const Terms& terms, NodeIndex circuit, const CircuitPlan& plan, Draft& draft) {
  const Terms own{terms.reach, terms.ranking, plan.limits};
  for (const ChargerIndex charger : terms.reach.circuits[circuit].chargers) {
    draft.chargers[charger] = best_alone(own, charger);
  }
  if (plan.source.kind == SourceKind::gateway) draft.chargers[plan.source.gateway] = plan.gateway;
  for (const ChargerIndex charger : plan.plc) {
    draft.chargers[charger] = {PlannedLink::plc, {}, value_of(own, charger, PlannedLink::plc)};
  }
  draft.circuits[circuit] = plan;
}

Draft draft_by_circuit(const Reach& reach, const Ranking& ranking) {
  ByCircuit by_circuit(reach, ranking);
  by_circuit.settle_level_5();
  return by_circuit.draft();
}

}  // namespace ampsite::connectivity
