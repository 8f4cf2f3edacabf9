// Mutations for AMP8xx.

#include <algorithm>
#include <array>
#include <string>
#include <string_view>

#include "mutation/linked.h"
#include "mutation/mutations.h"

namespace ampsite::test {
namespace {

constexpr double largest_for_selectivity = 1.55;

/// A circuit whose cable is known; it gets this device, so that all that is asked of it is there.
template <class Passes>
std::string circuit_with_device(Trial& trial, std::string_view device, Passes&& passes) {
  std::string path =
      trial.any_node([&](const Node& n) { return n.parent != no_index && n.cable.stated() && passes(n); });
  if (!path.empty()) trial.draft.set(path + ".device", device);
  trial.prepared();
  return path;
}

std::string circuit_with_device(Trial& trial, std::string_view device) {
  return circuit_with_device(trial, device, [](const Node&) { return true; });
}

constexpr std::string_view breaker = "{type: mccb, breaking_ka: 50, instant_a: 300}";

bool cable_ampacity(Trial& trial) {
  const std::string path = circuit_with_device(trial, breaker, [](const Node& n) { return n.fuse_a.value == 63; });
  if (path.empty()) return false;
  trial.draft.set(path + ".cable.ampacity_a", trial.between(60, 62));  // enough for ten chargers
  trial.expect_elsewhere("AMP801", path + ".fuse_a");                  // the device that the cable is too weak for
  return true;
}

bool voltage_drop(Trial& trial) {
  const Site& site = trial.site();
  // Without PLC, whose rules the length has a part in as well.
  const std::string path = trial.any_node([&](const Node& n) {
    const bool plc = n.module_begin != n.module_end ||
                     std::any_of(site.chargers.begin() + n.charger_begin, site.chargers.begin() + n.charger_end,
                                 [](const Charger& c) { return uses_plc(c) || c.shares.stated(); });
    return n.parent != no_index && n.cable.stated() && n.length_m.stated() && !plc;
  });
  if (path.empty()) return false;
  trial.draft.set(path + ".length_m", trial.between(400, 900));
  trial.expect("AMP802", path + ".length_m");
  trial.expect_elsewhere("AMP803", path + ".fuse_a");  // so long a run lets too little through to trip it
  return true;
}

bool fault_current_too_low(Trial& trial) {
  const std::string path = circuit_with_device(trial, breaker);
  if (path.empty()) return false;
  trial.draft.set(path + ".device.instant_a", trial.between(2500, 9000));
  trial.expect("AMP803", path + ".device.instant_a");
  return true;
}

bool breaking_capacity(Trial& trial) {
  const std::string path = circuit_with_device(trial, breaker);
  if (path.empty()) return false;
  trial.draft.set(path + ".device.breaking_ka", trial.between(1, 5));
  trial.expect("AMP804", path + ".device.breaking_ka");
  return true;
}

bool selectivity(Trial& trial) {
  const Site& site = trial.site();
  trial.draft.set("supply.device", "{type: gg, breaking_ka: 50}");
  const std::string path = circuit_with_device(trial, "{type: mcb-b, breaking_ka: 50}", [&](const Node& n) {
    return n.parent == 0 && site.nodes[0].fuse_a.value < largest_for_selectivity * n.fuse_a.value;
  });
  if (path.empty()) return false;
  trial.draft.set(path + ".device.type", "gg");
  trial.expect_elsewhere("AMP805", path + ".fuse_a");  // the rating that is too near
  return true;
}

bool adiabatic(Trial& trial) {
  const std::string path = circuit_with_device(trial, breaker);
  if (path.empty()) return false;
  trial.draft.set(path + ".device.i2t_a2s", trial.between(50'000'000, 90'000'000));
  trial.expect("AMP806", path + ".device.i2t_a2s");
  return true;
}

bool cable_data_missing(Trial& trial) {
  const std::string path = circuit_with_device(trial, breaker);
  if (path.empty()) return false;
  trial.draft.remove(
      path + trial.one_of<std::string>({".cable.size_mm2", ".cable.material", ".cable.insulation", ".cable.method"}));
  trial.expect_at_entity("AMP807", path);
  return true;
}

constexpr std::array mutations{
    Mutation{"AMP801", cable_ampacity},     Mutation{"AMP802", voltage_drop}, Mutation{"AMP803", fault_current_too_low},
    Mutation{"AMP804", breaking_capacity},  Mutation{"AMP805", selectivity},  Mutation{"AMP806", adiabatic},
    Mutation{"AMP807", cable_data_missing},
};

}  // namespace

std::span<const Mutation> mutations_of_the_cables() { return mutations; }

}  // namespace ampsite::test
