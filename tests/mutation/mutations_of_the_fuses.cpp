// Mutations for AMP2xx about protective devices and what stands behind them.

#include <algorithm>
#include <array>
#include <utility>

#include "ampsite/electric/load_case.h"
#include "mutation/mutations.h"

namespace ampsite::test {
namespace {

constexpr double largest_charger_fuse_a = 63;

bool is_busbar(const Node& node) { return node.kind.value == RunKind::busbar; }

bool is_standard(double fuse_a) {
  const std::vector<double>& ratings = standard_ratings_a();
  return std::find(ratings.begin(), ratings.end(), fuse_a) != ratings.end();
}

/// Chargers that stand behind the circuit's fuse alone.
bool relies_on_fuse(const Site& site, const Node& node) {
  return std::any_of(site.chargers.begin() + node.charger_begin, site.chargers.begin() + node.charger_end,
                     [](const Charger& charger) { return charger.fuse_a.absent(); });
}

bool charger_fuse_over_63a(Trial& trial) {
  const Site& site = trial.site();
  const std::string node = trial.any_node([&](const Node& n) { return !is_busbar(n) && relies_on_fuse(site, n); });
  const std::string entity =
      node.empty() || trial.toss() ? trial.any_charger([](const Charger&) { return true; }) : node;
  trial.draft.set(entity + ".fuse_a", trial.between(64, 200));
  trial.expect("AMP201", entity + ".fuse_a");
  return true;
}

bool busbar_tap_unfused(Trial& trial) {
  const Site& site = trial.site();
  const std::string charger = trial.any_charger([&](const Charger& c) {
    const Node& node = site.nodes[c.node];
    return is_busbar(node) && node.fuse_a.value > largest_charger_fuse_a && c.fuse_a.stated();
  });
  if (charger.empty()) return false;
  trial.draft.remove(charger + ".fuse_a");
  trial.expect_at_entity("AMP202", charger);
  return true;
}

bool fuse_over_parent(Trial& trial) {
  const Site& site = trial.site();
  const std::string path = trial.any_node([](const Node& n) { return n.parent != no_index; });
  if (path.empty()) return false;
  const Node& node = node_at(site, path);
  std::vector<double> larger;
  for (const double rating_a : standard_ratings_a()) {
    if (rating_a <= site.nodes[node.parent].fuse_a.value) continue;
    // Above 63 A, AMP201 speaks.
    if (rating_a > largest_charger_fuse_a && !is_busbar(node) && relies_on_fuse(site, node)) continue;
    larger.push_back(rating_a);
  }
  if (larger.empty()) return false;
  // Enough to trip any of them.
  trial.draft.set("grid.short_circuit.min_ka", 4);
  trial.prepared();
  trial.draft.set(path + ".fuse_a", trial.one_of(larger));
  trial.expect("AMP204", path + ".fuse_a");
  return true;
}

bool charger_current_range(Trial& trial) {
  const std::string charger = trial.any_charger([](const Charger&) { return true; });
  const auto [key, value] = trial.one_of<std::pair<std::string, int>>({{"min_a", trial.between(0, 5)},
                                                                       {"min_a", trial.between(33, 63)},
                                                                       {"max_a", trial.between(33, 80)},
                                                                       {"max_a", trial.between(0, 5)},
                                                                       {"vehicle.max_a", trial.between(0, 5)}});
  trial.draft.set(charger + "." + key, value);
  trial.may_silence("AMP207");
  trial.expect("AMP208", charger + "." + key);
  return true;
}

bool no_own_overcurrent_device(Trial& trial) {
  const Site& site = trial.site();
  const std::string charger = trial.any_charger([&](const Charger& c) {
    const Node& node = site.nodes[c.node];
    return c.fuse_a.absent() && node.charger_end - node.charger_begin > 1;
  });
  if (charger.empty()) return false;
  trial.draft.set(charger + ".internal_fuse", "none");
  trial.expect("AMP209", charger + ".internal_fuse");
  return true;
}

bool residual_current_protection(Trial& trial) {
  const std::string rcd = trial.any_charger([](const Charger& c) { return c.rcd.absent(); }) + ".rcd";
  const auto [key, value] =
      trial.one_of<std::pair<std::string, std::string>>({{"type", "{type: AC, ma: 30}"},
                                                         {"type", "{type: A, ma: 30}"},
                                                         {"dc_detection", "{type: F, dc_detection: false}"},
                                                         {"ma", "{type: B, ma: 100}"},
                                                         {"ma", "{type: A, ma: 300, dc_detection: true}"}});
  trial.draft.set(rcd, value);
  trial.expect("AMP210", rcd + "." + key);
  return true;
}

bool missing_fuse(Trial& trial) {
  const std::string node = trial.any_node([](const Node&) { return true; });
  trial.draft.remove(node + ".fuse_a");
  trial.may_silence("AMP207");
  trial.expect_at_entity("AMP211", node);
  return true;
}

bool non_standard_rating(Trial& trial) {
  const bool module = trial.toss() && !trial.site().modules.empty();
  const std::string entity = module ? trial.any_module([](const PlcModule&) { return true; })
                                    : trial.any_charger([](const Charger&) { return true; });
  const int fuse_a = module ? trial.between(3, 9) : trial.between(21, 62);
  if (is_standard(fuse_a)) return false;
  trial.draft.set(entity + ".fuse_a", fuse_a);
  trial.expect("AMP212", entity + ".fuse_a");
  return true;
}

constexpr std::array mutations{
    Mutation{"AMP201", charger_fuse_over_63a},
    Mutation{"AMP202", busbar_tap_unfused},
    Mutation{"AMP204", fuse_over_parent},
    Mutation{"AMP208", charger_current_range},
    Mutation{"AMP209", no_own_overcurrent_device},
    Mutation{"AMP210", residual_current_protection},
    Mutation{"AMP211", missing_fuse},
    Mutation{"AMP212", non_standard_rating},
};

}  // namespace

std::span<const Mutation> mutations_of_the_fuses() { return mutations; }

}  // namespace ampsite::test
