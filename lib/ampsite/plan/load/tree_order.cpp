#include "ampsite/plan/load/tree_order.h"

#include <numeric>

#include "ampsite/plan/natural_order.h"

namespace ampsite {

std::vector<std::uint32_t> natural_ranks(const std::vector<Charger>& chargers) {
  std::vector<ChargerIndex> order(chargers.size());
  std::iota(order.begin(), order.end(), 0U);
  sort_naturally(order, chargers);
  std::vector<std::uint32_t> ranks(chargers.size());
  for (std::uint32_t rank = 0; rank < order.size(); ++rank) ranks[order[rank]] = rank;
  return ranks;
}

std::vector<NodeIndex> natural_preorder(const Site& site) {
  std::vector<NodeIndex> order;
  order.reserve(site.nodes.size());
  std::vector<NodeIndex> to_visit;
  if (!site.nodes.empty()) to_visit.push_back(0);
  std::vector<NodeIndex> circuits;
  while (!to_visit.empty()) {
    const NodeIndex v = to_visit.back();
    to_visit.pop_back();
    order.push_back(v);
    circuits.clear();
    for (NodeIndex child = v + 1; child < site.nodes[v].subtree_end; child = site.nodes[child].subtree_end) {
      circuits.push_back(child);
    }
    sort_naturally(circuits, site.nodes);
    to_visit.insert(to_visit.end(), circuits.rbegin(), circuits.rend());
  }
  return order;
}

}  // namespace ampsite
