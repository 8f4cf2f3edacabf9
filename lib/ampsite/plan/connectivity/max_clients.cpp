#include <algorithm>
#include <numeric>
#include <optional>
#include <utility>

#include "ampsite/plan/connectivity/assignment.h"
#include "ampsite/plan/connectivity/draft.h"
#include "ampsite/plan/connectivity/shared_search.h"

namespace ampsite::connectivity {

namespace {

/// Circuits and access points, joined where the one has a charger within reach of the other.
class Joined {
 public:
  explicit Joined(std::size_t count) : root_(count) { std::iota(root_.begin(), root_.end(), std::size_t{0}); }

  std::size_t root(std::size_t i) {
    while (root_[i] != i) i = root_[i] = root_[root_[i]];
    return i;
  }
  void join(std::size_t a, std::size_t b) { root_[root(a)] = root(b); }

 private:
  std::vector<std::size_t> root_;
};

/// Access points that more chargers could use than they may serve.
std::vector<bool> contested(const Reach& reach) {
  std::vector<int> users(reach.max_clients.size(), 0);
  for (ChargerIndex charger = 0; charger < reach.chargers.size(); ++charger) {
    for (std::size_t k = 0; k < reach.wifi_count(charger); ++k) ++users[reach.wifi(charger, k).access_point];
  }
  std::vector<bool> contested;
  for (std::size_t i = 0; i < users.size(); ++i) {
    contested.push_back(reach.max_clients[i] && users[i] > *reach.max_clients[i]);
  }
  return contested;
}

std::vector<AccessPointIndex> asked_too_much(const Reach& reach, const Draft& draft) {
  std::vector<int> clients(reach.max_clients.size(), 0);
  for (const LinkChoice& choice : draft.chargers) {
    if (choice.link == PlannedLink::wifi) ++clients[choice.at.access_point];
  }
  std::vector<AccessPointIndex> over;
  for (AccessPointIndex i = 0; i < clients.size(); ++i) {
    if (reach.max_clients[i] && clients[i] > *reach.max_clients[i]) over.push_back(i);
  }
  return over;
}

/// The parts of the site that have to be chosen anew, each on its own, in the natural order of their circuits.
std::vector<SharedPart> parts_to_redo(const Reach& reach, const std::vector<AccessPointIndex>& over) {
  const std::size_t circuits = reach.circuits.size();
  const std::vector<bool> is_contested = contested(reach);
  Joined joined(circuits + is_contested.size());
  for (ChargerIndex charger = 0; charger < reach.chargers.size(); ++charger) {
    for (std::size_t k = 0; k < reach.wifi_count(charger); ++k) {
      const AccessPointIndex at = reach.wifi(charger, k).access_point;
      if (is_contested[at]) joined.join(reach.site.chargers[charger].node, circuits + at);
    }
  }
  std::vector<NodeIndex> order(circuits);
  std::iota(order.begin(), order.end(), NodeIndex{0});
  std::sort(order.begin(), order.end(), [&](NodeIndex a, NodeIndex b) {
    return natural_less(reach.site.nodes[a].id.value, reach.site.nodes[b].id.value);
  });
  std::vector<std::optional<std::size_t>> part_of_root(circuits + is_contested.size());
  std::vector<bool> redo(part_of_root.size(), false);
  for (const AccessPointIndex at : over) redo[joined.root(circuits + at)] = true;
  std::vector<SharedPart> parts;
  for (const NodeIndex circuit : order) {
    const std::size_t root = joined.root(circuit);
    if (!redo[root] || reach.circuits[circuit].chargers.empty()) continue;
    if (!part_of_root[root]) {
      part_of_root[root] = parts.size();
      parts.emplace_back();
    }
    SharedPart& part = parts[*part_of_root[root]];
    part.circuits.push_back(circuit);
    const std::vector<ChargerIndex>& chargers = reach.circuits[circuit].chargers;
    part.chargers.insert(part.chargers.end(), chargers.begin(), chargers.end());
  }
  for (SharedPart& part : parts) {
    std::sort(part.chargers.begin(), part.chargers.end(),
              [&](ChargerIndex a, ChargerIndex b) { return reach.natural_before(a, b); });
  }
  return parts;
}

}  // namespace

void respect_max_clients(const Reach& reach, const Ranking& ranking, Draft& draft) {
  const std::vector<AccessPointIndex> over = asked_too_much(reach, draft);
  if (over.empty()) return;
  const std::vector<SharedPart> parts = parts_to_redo(reach, over);
  int gateways = reach.max_gateways;
  for (const CircuitPlan& plan : draft.circuits) {
    if (plan.source.kind == SourceKind::gateway) --gateways;
  }
  for (const SharedPart& part : parts) {
    for (const NodeIndex circuit : part.circuits) {
      if (draft.circuits[circuit].source.kind == SourceKind::gateway) ++gateways;
    }
  }
  Optimality& optimality = draft.optimality;
  optimality.bound = optimality.value;
  for (const SharedPart& part : parts) {
    for (const NodeIndex circuit : part.circuits) optimality.value -= draft.circuits[circuit].value;
  }
  for (const SharedPart& part : parts) {
    gateways -= choose_together(reach, ranking, part, gateways, draft);
    for (const NodeIndex circuit : part.circuits) optimality.value += draft.circuits[circuit].value;
  }
  optimality.gateway_proved = optimality.wifi_proved = optimality.distance_proved = false;
}

}  // namespace ampsite::connectivity
