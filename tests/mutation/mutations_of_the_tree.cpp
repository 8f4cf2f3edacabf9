// Mutations for AMP1xx: the tree, the lines, the places along a run.

#include <fmt/format.h>

#include <array>

#include "mutation/mutations.h"

namespace ampsite::test {
namespace {

bool has_plc(const Site& site, const Node& node) {
  if (node.module_begin != node.module_end) return true;
  for (ChargerIndex c = node.charger_begin; c < node.charger_end; ++c) {
    const Charger& charger = site.chargers[c];
    if (charger.shares.stated() || (charger.link.stated() && charger.link.value == Link::plc)) return true;
  }
  return false;
}

bool position_off_run(Trial& trial) {
  const Site& site = trial.site();
  const auto on_known_run = [&](const auto& entity) {
    return site.nodes[entity.node].length_m.stated() && entity.position_m.stated();
  };
  const bool module = trial.toss() && !site.modules.empty();
  const std::string entity = module ? trial.any_module(on_known_run) : trial.any_charger(on_known_run);
  if (entity.empty()) return false;
  const NodeIndex node = module ? module_at(site, entity).node : charger_at(site, entity).node;
  trial.draft.set(entity + ".position_m", site.nodes[node].length_m.value + trial.between(1, 20));
  trial.expect("AMP101", entity + ".position_m");
  return true;
}

bool phase_not_fed(Trial& trial) {
  const Site& site = trial.site();
  const LineSet three = LineSet::all();
  const auto open_wiring = [&](const auto& entity) { return !entity.fixed.stated(); };
  const std::string charger = trial.any_charger(open_wiring);
  if (charger.empty()) return false;
  if (const Node& node = site.nodes[charger_at(site, charger).node]; node.lines != three) {
    trial.draft.set(charger + ".phases", "[L1, L2, L3]");
  } else {
    trial.draft.set(charger + ".phases",
                    trial.one_of<std::string>({"[L1, L1, L2]", "[L3, L2, L3]", "[L2, L1, L2]", "[L1, L1]"}));
  }
  trial.may_silence("AMP207");
  trial.expect("AMP102", charger + ".phases");
  return true;
}

bool empty_circuit(Trial& trial) {
  const std::string node = trial.any_node([](const Node& n) { return n.fuse_a.stated() && n.fuse_a.value >= 16; });
  if (node.empty()) return false;
  const std::string list = node + ".circuits";
  std::size_t entries = 0;
  while (trial.draft.has(fmt::format("{}[{}]", list, entries))) ++entries;
  trial.draft.append(list, fmt::format("{{id: spare-1, fuse_a: {}}}", trial.one_of<int>({6, 10, 16})));
  trial.expect("AMP103", fmt::format("{}[{}].id", list, entries));
  return true;
}

bool wiring_form(Trial& trial) {
  const Site& site = trial.site();
  const std::string charger =
      trial.any_charger([&](const Charger& c) { return site.nodes[c.node].lines == LineSet::all(); });
  if (charger.empty()) return false;
  const std::string phases = site.neutral() ? trial.one_of<std::string>({"[L1, L2]", "[L1, L3]", "[L3, L2]"})
                                            : trial.one_of<std::string>({"[L1]", "[L2]", "[L3]"});
  trial.draft.set(charger + ".phases", phases);
  trial.may_silence("AMP207");
  trial.expect("AMP104", charger + ".phases");
  return true;
}

bool missing_position(Trial& trial) {
  const Site& site = trial.site();
  const auto on_plc = [&](const auto& entity) {
    return entity.position_m.stated() && has_plc(site, site.nodes[entity.node]);
  };
  switch (trial.between(0, 2)) {
    case 0: {
      const std::string node = trial.any_node([&](const Node& n) { return n.length_m.stated() && has_plc(site, n); });
      if (node.empty()) return false;
      const bool has_cable = node_at(site, node).cable.stated();
      trial.draft.remove(node + ".length_m");
      trial.expect_at_entity("AMP105", node);
      if (has_cable) trial.expect_at_entity("AMP807", node);  // its checks ask for the length as well
      return true;
    }
    case 1: {
      const std::string module = trial.any_module(on_plc);
      if (module.empty()) return false;
      trial.draft.remove(module + ".position_m");
      trial.expect_at_entity("AMP105", module);
      return true;
    }
    default: {
      const std::string charger = trial.any_charger(on_plc);
      if (charger.empty()) return false;
      trial.draft.remove(charger + ".position_m");
      trial.expect_at_entity("AMP105", charger);
      return true;
    }
  }
}

constexpr std::array mutations{
    Mutation{"AMP101", position_off_run}, Mutation{"AMP102", phase_not_fed},    Mutation{"AMP103", empty_circuit},
    Mutation{"AMP104", wiring_form},      Mutation{"AMP105", missing_position},
};

}  // namespace

std::span<const Mutation> mutations_of_the_tree() { return mutations; }

}  // namespace ampsite::test
