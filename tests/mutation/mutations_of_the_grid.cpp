// Mutations for AMP3xx.

#include <algorithm>
#include <array>
#include <utility>

#include "mutation/linked.h"
#include "mutation/mutations.h"

namespace ampsite::test {
namespace {

bool feeds_chargers(const Node& node) { return node.charger_begin != node.charger_end; }

bool states_phases(const Site& site, const Node& node) {
  return std::any_of(site.chargers.begin() + node.charger_begin, site.chargers.begin() + node.subtree_charger_end,
                     [](const Charger& charger) { return charger.phases.stated(); });
}

bool fewer_cores(Trial& trial, std::string_view rule, int least_lines) {
  const std::string path = trial.any_node(
      [&](const Node& n) { return feeds_chargers(n) && n.cable->cores.stated() && n.lines.size() >= least_lines; });
  if (path.empty()) return false;
  const int needed = node_at(trial.site(), path).lines.size() + 2;  // PE, and N or a spare one
  trial.draft.set(path + ".cable.cores", trial.between(2, needed - 1));
  trial.expect(rule, path + ".cable.cores");
  return true;
}

bool three_phase_four_conductor(Trial& trial) { return !trial.site().neutral() && fewer_cores(trial, "AMP301", 3); }

bool run_without_neutral(Trial& trial) { return trial.site().neutral() && fewer_cores(trial, "AMP309", 1); }

bool fewer_phases_than_available(Trial& trial) {
  const Site& site = trial.site();
  const auto open_on_three_lines = [&](const Node& n) { return n.lines.size() == 3 && !states_phases(site, n); };
  std::string entity;
  std::string phases = "[L1, L3]";
  if (trial.toss()) {
    entity = trial.any_node([&](const Node& n) {
      return n.parent != no_index && n.charger_begin != n.subtree_charger_end && open_on_three_lines(n) &&
             !n.limit_a->map && !n.base_load_a->map;
    });
  } else {
    entity =
        trial.any_charger([&](const Charger& c) { return open_on_three_lines(site.nodes[c.node]) && !uses_plc(c); });
    phases = site.neutral() ? trial.one_of<std::string>({"[L1]", "[L2]", "[L3]"})
                            : trial.one_of<std::string>({"[L1, L2]", "[L2, L3]", "[L3, L1]"});
  }
  if (entity.empty()) return false;
  trial.draft.set(entity + ".phases", phases);
  trial.expect("AMP302", entity + ".phases");
  return true;
}

bool short_circuit_undeclared(Trial& trial) {
  if (!trial.draft.has("grid.short_circuit.max_ka") || !trial.draft.has("grid.short_circuit.min_ka")) return false;
  const std::string removed =
      trial.one_of<std::string>({"grid.short_circuit", "grid.short_circuit.max_ka", "grid.short_circuit.min_ka"});
  trial.draft.remove(removed);
  trial.expect_at_entity("AMP303", removed == "grid.short_circuit" ? "grid" : "grid.short_circuit");
  return true;
}

bool three_phase_vehicle_without_neutral(Trial& trial) {
  const Site& site = trial.site();
  if (site.neutral()) return false;
  const std::string charger =
      trial.any_charger([&](const Charger& c) { return c.phases.absent() && site.nodes[c.node].lines.size() == 3; });
  if (charger.empty()) return false;
  trial.draft.set(charger + ".vehicle.phases", 3);
  trial.expect("AMP304", charger + ".vehicle.phases");
  return true;
}

bool uneven_one_phase(Trial& trial) {
  const Site& site = trial.site();
  const std::string path =
      trial.any_node([&](const Node& n) { return n.lines.size() == 3 && !states_phases(site, n); });
  if (path.empty()) return false;
  const Node& node = node_at(site, path);
  std::vector<std::string> chargers;
  for (ChargerIndex c = node.charger_begin; c < node.charger_end; ++c) {
    if (!uses_plc(site.chargers[c])) chargers.push_back(path_of(site, site.chargers[c]));
  }
  if (chargers.size() < 2) return false;
  const std::string first = trial.one_of(chargers);
  const std::string second = trial.one_of(chargers);
  if (first == second) return false;
  // One-phase cars, each on the line or the pair that the wiring gives them.
  trial.draft.set("planning.one_phase_line", "terminal");
  trial.draft.set(first + ".vehicle.phases", 1);
  trial.draft.set(second + ".vehicle.phases", 1);
  const std::string phases = trial.one_of<std::string>({"[L1, L2, L3]", "[L2, L3, L1]", "[L3, L1, L2]"});
  trial.draft.set(first + ".phases", phases);
  trial.prepared();
  trial.draft.set(second + ".phases", phases);
  trial.expect_elsewhere("AMP305", path + ".id");  // where both draw
  return true;
}

bool national_imbalance(Trial& trial) {
  const Site& site = trial.site();
  const auto is_one_phase = [&](const Charger& c) { return site.neutral() && site.nodes[c.node].lines.size() == 1; };
  if (!std::all_of(site.chargers.begin(), site.chargers.end(), is_one_phase)) return false;
  const std::string charger = trial.any_charger(is_one_phase);
  const auto [country, limit_a] = trial.one_of<std::pair<std::string, int>>({{"DE", 20}, {"AT", 16}, {"CH", 16}});
  std::vector<std::string> all;
  for (const Charger& c : site.chargers) all.push_back(path_of(site, c));
  trial.draft.set("site.country", country);
  for (const std::string& each : all) trial.draft.set(each + ".max_a", limit_a);
  trial.prepared();
  trial.draft.set(charger + ".max_a", trial.between(limit_a + 1, 32));
  trial.expect("AMP306", charger + ".max_a");
  return true;
}

bool tn_c_final_circuit(Trial& trial) {
  if (!trial.site().neutral()) return false;
  trial.draft.set("grid.system", "TN-C");
  trial.expect("AMP307", "grid.system");
  return true;
}

bool grid_voltage(Trial& trial) {
  const Grid& grid = trial.site().grid.value;
  // On TT the voltage decides whether there is a neutral.
  if (grid.system.value == GridSystem::TT || !grid.voltage_v.stated()) return false;
  const bool at_400 = grid.neutral.value && grid.phases.value == 3;
  trial.draft.set("grid.voltage_v",
                  at_400 ? trial.one_of<int>({208, 230, 380, 415, 480, 690}) : trial.one_of<int>({127, 208, 240, 400}));
  trial.expect("AMP308", "grid.voltage_v");
  return true;
}

constexpr std::array mutations{
    Mutation{"AMP301", three_phase_four_conductor}, Mutation{"AMP302", fewer_phases_than_available},
    Mutation{"AMP303", short_circuit_undeclared},   Mutation{"AMP304", three_phase_vehicle_without_neutral},
    Mutation{"AMP305", uneven_one_phase},           Mutation{"AMP306", national_imbalance},
    Mutation{"AMP307", tn_c_final_circuit},         Mutation{"AMP308", grid_voltage},
    Mutation{"AMP309", run_without_neutral},
};

}  // namespace

std::span<const Mutation> mutations_of_the_grid() { return mutations; }

}  // namespace ampsite::test
