#include "ampsite/plan/load/wiring.h"

#include <numeric>

#include "ampsite/electric/load_case.h"
#include "ampsite/plan/load/line_choice.h"
#include "ampsite/plan/load/tree_order.h"
#include "ampsite/plan/load/wiring_options.h"
#include "ampsite/plan/load/wiring_proof.h"
#include "ampsite/plan/natural_order.h"

namespace ampsite {
namespace {

/// The nodes in natural order of ids, each before its circuits, so that nothing depends on the order of the file.
std::vector<ChoiceNode> choice_nodes(const Site& site, const std::vector<NodeIndex>& order) {
  const std::vector<PerLine<double>> capacities = capacities_a(site);
  std::vector<NodeIndex> place(site.nodes.size());
  std::vector<ChoiceNode> nodes;
  nodes.reserve(order.size());
  for (const NodeIndex v : order) {
    place[v] = static_cast<NodeIndex>(nodes.size());
    const NodeIndex parent = site.nodes[v].parent;
    nodes.push_back({parent == no_index ? no_index : place[parent], capacities[v]});
  }
  return nodes;
}

LineOptions line_options(const WiringOptions& options) {
  LineOptions lines;
  for (std::uint32_t k = 0; k < options.count; ++k) lines.push_back(options.option[k].one_phase_on);
  return lines;
}

/// The cars that can draw, in natural order of their chargers.
struct Choosing {
  ChoiceProblem problem;
  std::vector<NodeIndex> node;        ///< of each of its nodes
  std::vector<ChargerIndex> charger;  ///< of each of its cars
};

Choosing choosing(const Site& site, const std::vector<WiringOptions>& options) {
  Choosing made;
  made.node = natural_preorder(site);
  made.problem.nodes = choice_nodes(site, made.node);
  std::vector<NodeIndex> place(site.nodes.size());
  for (NodeIndex v = 0; v < made.node.size(); ++v) place[made.node[v]] = v;

  std::vector<ChargerIndex> order(site.chargers.size());
  std::iota(order.begin(), order.end(), 0U);
  sort_naturally(order, site.chargers);
  made.charger.reserve(order.size());
  made.problem.cars.reserve(order.size());
  for (const ChargerIndex i : order) {
    const double most_a = own_maximum_a(site.chargers[i], LoadCase::single_phase);
    if (!options[i].can_draw() || most_a <= 0) continue;
    made.charger.push_back(i);
    made.problem.cars.push_back({place[site.chargers[i].node], line_options(options[i]), options[i].stated, most_a});
  }
  return made;
}

}  // namespace

WiringChoice choose_wiring(const Site& site, const Connectivity& connectivity) {
  const std::vector<WiringOptions> options = wiring_options(site, connectivity);
  const Choosing choosing_cars = choosing(site, options);
  const LineChoice lines = choose_lines(choosing_cars.problem);

  std::vector<std::uint32_t> chosen(site.chargers.size());
  for (std::size_t i = 0; i < chosen.size(); ++i) chosen[i] = options[i].stated.value_or(0);
  for (std::size_t k = 0; k < lines.option.size(); ++k) chosen[choosing_cars.charger[k]] = lines.option[k];

  WiringChoice choice;
  choice.wiring.reserve(site.chargers.size());
  for (std::size_t i = 0; i < chosen.size(); ++i) {
    const Charger& charger = site.chargers[i];
    choice.wiring.push_back(wired(charger, options[i], chosen[i], site.nodes[charger.node], site.neutral()));
  }
  if (!site.chargers.empty()) {
    choice.proof = wiring_proof(site, choosing_cars.problem, lines, choosing_cars.node, choosing_cars.charger);
  }
  return choice;
}

}  // namespace ampsite
