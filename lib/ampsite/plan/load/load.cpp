#include "ampsite/plan/load/load.h"

#include <algorithm>
#include <utility>

#include "ampsite/plan/load/bottlenecks.h"
#include "ampsite/plan/load/capacity_curve.h"
#include "ampsite/plan/load/fill.h"
#include "ampsite/plan/load/improvements.h"
#include "ampsite/plan/load/load_tree.h"
#include "ampsite/plan/load/settings.h"
#include "ampsite/plan/load/simultaneous.h"
#include "ampsite/plan/load/tree_order.h"
#include "ampsite/plan/load/wiring.h"

namespace ampsite {
namespace {

NodeLoad node_load(const LoadNode& node, const PerLine<double>& current_a) {
  NodeLoad load{node.limit_a, current_a, 0};
  for (const Line line : all_lines) {
    if (node.limit_a[line] > 0) load.utilisation = std::max(load.utilisation, current_a[line] / node.limit_a[line]);
  }
  return load;
}

CasePlan plan_case(const Grid& grid, const LoadTree& tree, LoadCase load_case) {
  CasePlan plan;
  plan.load_case = load_case;
  const std::vector<double> fair_a = fair_currents_a(tree);
  const std::vector<PerLine<double>> currents_a = line_currents_a(tree, fair_a);
  const std::vector<Bottleneck> found = bottlenecks(tree, fair_a, currents_a);
  const std::vector<WholeAmps> amps = whole_amps(tree);
  plan.simultaneous = simultaneous(tree, amps);
  const std::vector<int> settings = settings_a(tree, amps, plan.simultaneous.chargers);

  plan.chargers.reserve(fair_a.size());
  for (std::size_t i = 0; i < fair_a.size(); ++i) {
    const double kw = power_kw(grid, tree.consumers[i].lines.size(), fair_a[i]);
    plan.chargers.push_back({fair_a[i], settings[i], kw, found[i]});
    plan.total_kw += kw;
  }
  plan.nodes.reserve(tree.nodes.size());
  for (std::size_t v = 0; v < tree.nodes.size(); ++v) plan.nodes.push_back(node_load(tree.nodes[v], currents_a[v]));
  if (!fair_a.empty()) plan.guaranteed_min_a = *std::min_element(fair_a.begin(), fair_a.end());
  return plan;
}

/// Each car on all lines of its charger, and currents that add up: no case loads any line more, so all may fall back
/// to these at once.
std::vector<int> offline_currents_a(const LoadTree& tree) {
  const std::vector<WholeAmps> amps = whole_amps(tree);
  return settings_a(tree, amps, simultaneous(tree, amps).chargers);
}

std::vector<int> settings_of(const CasePlan& plan) {
  std::vector<int> settings;
  settings.reserve(plan.chargers.size());
  for (const ChargerLoad& charger : plan.chargers) settings.push_back(charger.setpoint_a);
  return settings;
}

}  // namespace

Load plan_load(const Site& site, const Connectivity& connectivity) {
  Load load;
  WiringChoice choice = choose_wiring(site, connectivity);
  load.wiring = std::move(choice.wiring);
  load.wiring_proof = std::move(choice.proof);
  const std::vector<std::uint32_t> natural_rank = natural_ranks(site.chargers);
  const CurrentModel model = used_current_model(site);
  std::vector<LoadTree> trees;
  for (const LoadCase load_case : load_cases(site)) {
    trees.push_back(make_load_tree(site, load.wiring, load_case, model, natural_rank));
    load.cases.push_back(plan_case(site.grid.value, trees.back(), load_case));
  }
  std::vector<std::vector<CurvePoint>> curves = capacity_curves(site, trees);
  for (std::size_t k = 0; k < trees.size(); ++k) load.cases[k].capacity_curve = std::move(curves[k]);
  load.offline_a = model == CurrentModel::arithmetic
                       ? settings_of(load.cases.front())
                       : offline_currents_a(make_load_tree(site, load.wiring, LoadCase::three_phase,
                                                           CurrentModel::arithmetic, natural_rank));
  load.improvements = improvements(site, load);
  return load;
}

}  // namespace ampsite
