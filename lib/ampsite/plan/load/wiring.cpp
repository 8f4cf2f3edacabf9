#include "ampsite/plan/load/wiring.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
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

/// What each line of a node and of all above it can give to one car alone; by node of the problem.
std::vector<PerLine<double>> reaching_a(const std::vector<ChoiceNode>& nodes) {
  std::vector<PerLine<double>> reaching;
  reaching.reserve(nodes.size());
  for (const ChoiceNode& node : nodes) {
    reaching.push_back(node.limit_a);
    if (node.parent == no_index) continue;
    for (const Line line : all_lines) {
      reaching.back()[line] = std::min(node.limit_a[line], reaching[node.parent][line]);
    }
  }
  return reaching;
}

/// The options whose lines could not give the charger its least current, in whole amps, even alone. None where all
/// are, or where the charger itself could not: there nothing is to be gained.
std::uint8_t starving_options(const Charger& charger, const LineOptions& options, const PerLine<double>& reaching_a) {
  const double least_a = std::ceil(own_minimum_a(charger));
  if (std::floor(own_maximum_a(charger, LoadCase::single_phase)) < least_a) return 0;
  unsigned starving = 0;
  for (std::size_t k = 0; k < options.size(); ++k) {
    for (const Line line : all_lines) {
      if (options[k].contains(line) && reaching_a[line] + tolerance_a < least_a) starving |= 1U << k;
    }
  }
  return starving + 1 == 1U << options.size() ? std::uint8_t{0} : static_cast<std::uint8_t>(starving);
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
  const std::vector<PerLine<double>> reaching = reaching_a(made.problem.nodes);
  for (const ChargerIndex i : order) {
    const Charger& charger = site.chargers[i];
    const double most_a = own_maximum_a(charger, LoadCase::single_phase);
    if (!options[i].can_draw() || most_a <= 0) continue;
    made.charger.push_back(i);
    const NodeIndex node = place[charger.node];
    const LineOptions lines = line_options(options[i]);
    const std::uint8_t starving = starving_options(charger, lines, reaching[node]);
    made.problem.cars.push_back({node, lines, options[i].stated, most_a, starving});
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
    choice.proof = wiring_proof(site, options, choosing_cars.problem, lines, choosing_cars.node, choosing_cars.charger);
  }
  return choice;
}

}  // namespace ampsite
