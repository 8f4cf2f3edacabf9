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

std::vector<ChargerIndex> tree_order(const Site& site) {
  std::vector<ChargerIndex> order;
  order.reserve(site.chargers.size());
  std::vector<NodeIndex> to_visit;
  if (!site.nodes.empty()) to_visit.push_back(0);
  std::vector<std::uint32_t> among;
  while (!to_visit.empty()) {
    const NodeIndex v = to_visit.back();
    to_visit.pop_back();
    const Node& node = site.nodes[v];

    among.resize(node.charger_end - node.charger_begin);
    std::iota(among.begin(), among.end(), node.charger_begin);
    sort_naturally(among, site.chargers);
    order.insert(order.end(), among.begin(), among.end());

    among.clear();
    for (NodeIndex child = v + 1; child < node.subtree_end; child = site.nodes[child].subtree_end)
      among.push_back(child);
    sort_naturally(among, site.nodes);
    to_visit.insert(to_visit.end(), among.rbegin(), among.rend());
  }
  return order;
}

}  // namespace ampsite
