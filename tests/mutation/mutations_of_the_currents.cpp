// Mutations for AMP2xx about limits, base loads and what they leave to the chargers.

#include <algorithm>
#include <array>
#include <cmath>

#include "ampsite/electric/load_case.h"
#include "mutation/mutations.h"

namespace ampsite::test {
namespace {

double largest(const PerLine<double>& current_a) {
  return std::max({current_a[Line::L1], current_a[Line::L2], current_a[Line::L3]});
}

NodeIndex index_of(const Site& site, const Node& node) { return static_cast<NodeIndex>(&node - site.nodes.data()); }

/// The most base load on any line, those of the nodes below included.
double base_load_a(const Site& site, const Node& node) { return largest(base_loads_a(site)[index_of(site, node)]); }

/// What the chargers below a node need to charge all at once; 0 where they are not all wired to all its lines.
double demand_a(const Site& site, const Node& node) {
  double demand_a = 0;
  for (ChargerIndex c = node.charger_begin; c < node.subtree_charger_end; ++c) {
    const Charger& charger = site.chargers[c];
    const LineSet wired = charger.phases.stated() ? charger.phases->lines() : site.nodes[charger.node].lines;
    if (wired != node.lines) return 0;
    demand_a += charger.min_a.value;
  }
  return demand_a;
}

bool is_apm(const Node& node) { return node.load_management.value == LoadManagement::apm; }

bool limit_over_fuse(Trial& trial) {
  const std::string path =
      trial.any_node([&](const Node& n) { return !trial.noted("AMP207", path_of(trial.site(), n)); });
  if (path.empty()) return false;
  const Node& node = node_at(trial.site(), path);
  const double limit_a = node.fuse_a.value + trial.between(1, 50);
  std::string key = path + ".limit_a";
  if (node.limit_a.absent() && node.lines.size() == 3 && trial.toss()) {
    key += trial.one_of<std::string>({".L1", ".L2", ".L3"});
  }
  trial.draft.set(key, limit_a);
  trial.expect("AMP203", key);
  return true;
}

bool base_load_over_fuse(Trial& trial) {
  const Site& site = trial.site();
  const std::string path = trial.any_node([](const Node&) { return true; });
  const Node& node = node_at(site, path);
  const double load_a = node.fuse_a.value + trial.between(1, 20);
  for (NodeIndex above = node.parent; above != no_index; above = site.nodes[above].parent) {
    // The fuses above carry it, so that each fault is one.
    if (base_load_a(site, site.nodes[above]) + load_a > site.nodes[above].fuse_a.value) return false;
  }
  trial.draft.set(path + ".base_load_a", load_a);
  trial.may_silence("AMP207");
  trial.expect("AMP205", path + ".base_load_a");
  return true;
}

bool no_room_to_charge(Trial& trial) {
  if (trial.toss()) {
    const std::string charger = trial.any_charger([](const Charger& c) { return !c.vehicle.stated(); });
    if (charger.empty()) return false;
    trial.draft.set(charger + ".fuse_a", 10);
    trial.prepared();
    trial.draft.set(charger + ".min_a", trial.between(11, 16));
    trial.expect_elsewhere("AMP206", charger + ".fuse_a");  // that leaves too little
    return true;
  }
  const std::string node = trial.any_node([](const Node& n) { return n.charger_begin != n.subtree_charger_end; });
  trial.draft.set(node + ".limit_a", trial.between(1, 5));
  trial.may_silence("AMP207");
  trial.expect("AMP206", node + ".limit_a");
  return true;
}

bool not_all_at_once(Trial& trial) {
  const Site& site = trial.site();
  const std::string path = trial.any_node([&](const Node& n) {
    return n.subtree_charger_end - n.charger_begin > 1 && !trial.noted("AMP207", path_of(site, n)) &&
           demand_a(site, n) > 0;
  });
  if (path.empty()) return false;
  const Node& node = node_at(site, path);
  constexpr int for_any = 8;  // one charger at least can charge
  const auto demand = static_cast<int>(demand_a(site, node));
  trial.draft.set(path + ".limit_a", trial.between(for_any, demand - 1));
  trial.expect("AMP207", path + ".limit_a");
  return true;
}

bool limit_ignores_base_load(Trial& trial) {
  const Site& site = trial.site();
  const Node& supply = site.nodes.front();
  const double base_a = base_load_a(site, supply);
  if (base_a > 0 && supply.limit_a.stated()) {
    if (is_apm(supply)) trial.draft.set("supply.load_management", "static");
    trial.prepared();
    const auto left_a = static_cast<int>(std::floor(supply.fuse_a.value - base_a));
    trial.draft.set("supply.limit_a", trial.between(left_a + 1, static_cast<int>(supply.fuse_a.value)));
    trial.expect("AMP214", "supply.limit_a");
    return true;
  }
  const auto most_a = static_cast<int>(supply.fuse_a.value - demand_a(site, supply));
  if (base_a > 0 || supply.limit_a.stated() || demand_a(site, supply) <= 0 || most_a < 1) return false;
  trial.draft.set("supply.base_load_a", trial.between(1, most_a));
  trial.expect_at_entity("AMP214", "supply");  // which has no limit
  return true;
}

constexpr std::array mutations{
    Mutation{"AMP203", limit_over_fuse},         Mutation{"AMP205", base_load_over_fuse},
    Mutation{"AMP206", no_room_to_charge},       Mutation{"AMP207", not_all_at_once},
    Mutation{"AMP214", limit_ignores_base_load},
};

}  // namespace

std::span<const Mutation> mutations_of_the_currents() { return mutations; }

}  // namespace ampsite::test
