// Mutations for AMP5xx.

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "mutation/linked.h"
#include "mutation/mutations.h"

namespace ampsite::test {
namespace {

bool any_module(const PlcModule&) { return true; }

const Node& node_of(const Site& site, const std::string& charger) { return site.nodes[charger_at(site, charger).node]; }

/// The only module of a charger's circuit.
std::string module_of(Trial& trial, const std::string& charger) {
  const Site& site = trial.site();
  return path_of(site, site.modules[node_of(site, charger).module_begin]);
}

/// The first charger of a circuit that is on PLC.
std::string first_on_plc(const Site& site, const Node& node) {
  const auto end = site.chargers.begin() + node.charger_end;
  const auto first = std::find_if(site.chargers.begin() + node.charger_begin, end,
                                  [](const Charger& c) { return links_by(c, Link::plc); });
  return first == end ? std::string() : path_of(site, *first);
}

bool no_source(Trial& trial) {
  if (trial.toss()) {
    const std::string charger = plc_charger(trial);
    if (charger.empty()) return false;
    const Node& node = node_of(trial.site(), charger);
    const std::string first = first_on_plc(trial.site(), node);
    trial.draft.remove(path_of(trial.site(), node) + ".plc_modules");
    trial.expect_elsewhere("AMP501", first + ".link");  // that has nothing to link to
    return true;
  }
  // The first that is put on PLC on its circuit.
  const Site& site = trial.site();
  const std::string charger = trial.any_charger([&](const Charger& c) {
    const Node& node = site.nodes[c.node];
    return !c.shares.stated() && c.position_m.stated() && node.length_m.stated() &&
           node.module_begin == node.module_end && first_on_plc(site, node).empty() &&
           !trial.noted("AMP707", path_of(site, c));
  });
  if (charger.empty()) return false;
  trial.draft.set(charger + ".link", "plc");
  trial.expect("AMP501", charger + ".link");
  return true;
}

bool several_modules(Trial& trial) {
  const std::string module = trial.any_module(any_module);
  if (module.empty()) return false;
  const std::string list(parent_path(module));
  trial.draft.append(
      list, fmt::format("{{id: {}-extra, position_m: {}, terminals: {}, standard: homeplug-av, key_label: C0DE}}",
                        trial.draft.written(module + ".id"), trial.draft.written(module + ".position_m"),
                        trial.draft.written(module + ".terminals")));
  trial.expect("AMP502", list + "[1].id");
  return true;
}

bool terminals(Trial& trial, std::string_view rule, const std::vector<std::string>& wrong) {
  const Site& site = trial.site();
  const std::string module =
      trial.any_module([&](const PlcModule& m) { return site.nodes[m.node].lines == LineSet::all(); });
  if (module.empty()) return false;
  trial.draft.set(module + ".terminals", trial.one_of(wrong));
  trial.expect(rule, module + ".terminals");
  return true;
}

bool terminals_tn(Trial& trial) {
  return trial.site().neutral() && terminals(trial, "AMP503",
                                             {"[L2, N, PE]", "[L1, N]", "[L1, PE]", "[L1, L3, PE]", "[N, PE]",
                                              "[L1, L2, N, PE]", "[L1, L2, L3, N, PE]"});
}

bool terminals_it(Trial& trial) {
  return !trial.site().neutral() && terminals(trial, "AMP504",
                                              {"[L1, L2, PE]", "[L2, L3, PE]", "[L1, L3]", "[L1, N, PE]", "[L1, PE]",
                                               "[L1, L2, L3, PE]", "[L1, L3, N, PE]"});
}

bool pair_mismatch(Trial& trial) {
  const std::string charger = plc_charger(trial);
  if (charger.empty()) return false;
  trial.draft.set(charger + ".phases", trial.site().neutral()
                                           ? trial.one_of<std::string>({"[L2, L3, L1]", "[L3, L1, L2]"})
                                           : trial.one_of<std::string>({"[L2, L3, L1]", "[L2, L1, L3]"}));
  trial.expect("AMP505", charger + ".phases");
  return true;
}

/// From the nearest to the farthest of the chargers that are on PLC; with those that may be, where asked for.
struct Stretch {
  double nearest_m = 1e9;
  double farthest_m = 0;
};
Stretch stretch(const Site& site, const Node& node, bool open_too) {
  Stretch found;
  for (ChargerIndex c = node.charger_begin; c < node.charger_end; ++c) {
    const Charger& charger = site.chargers[c];
    if (!links_by(charger, Link::plc) && !(open_too && charger.link.absent())) continue;
    found.nearest_m = std::min(found.nearest_m, charger.position_m.value);
    found.farthest_m = std::max(found.farthest_m, charger.position_m.value);
  }
  return found;
}

bool off_centre(Trial& trial) {
  const Site& site = trial.site();
  const std::string module = trial.any_module([](const PlcModule& m) { return m.position_m.stated(); });
  if (module.empty()) return false;
  const Node& node = site.nodes[module_at(site, module).node];
  const double length_m = node.length_m.value;
  const int position_m = trial.between(0, static_cast<int>(length_m / 20));
  for (const bool open_too : {false, true}) {
    const Stretch on_plc = stretch(site, node, open_too);
    const double middle_m = (on_plc.nearest_m + on_plc.farthest_m) / 2;
    constexpr double good_distance_m = 60;
    if (middle_m - position_m <= 0.2 * length_m || on_plc.farthest_m - position_m > good_distance_m) return false;
  }
  trial.draft.set(module + ".position_m", position_m);
  trial.expect("AMP506", module + ".position_m");
  return true;
}

bool standard(Trial& trial) {
  const std::string module = trial.any_module(any_module);
  if (module.empty()) return false;
  trial.draft.set(module + ".standard", trial.one_of<std::string>({"homeplug-1.0", "g.hn", "other"}));
  trial.expect("AMP507", module + ".standard");
  return true;
}

bool too_far(Trial& trial) {
  const std::string charger = plc_charger(trial);
  if (charger.empty()) return false;
  // A run so long, and its module so placed, that one end of it is out of reach, but the module still near the middle.
  trial.draft.set("planning.max_voltage_drop_pct", 8);  // what so long a run takes
  trial.draft.set(path_of(trial.site(), node_of(trial.site(), charger)) + ".length_m", 155);
  trial.draft.set(module_of(trial, charger) + ".position_m", 60);
  trial.prepared();
  trial.draft.set(charger + ".position_m", trial.site().neutral() ? trial.between(151, 155) : trial.between(121, 155));
  trial.expect("AMP508", charger + ".position_m");
  return true;
}

bool too_many(Trial& trial) {
  const std::string charger = plc_charger(trial);
  if (charger.empty()) return false;
  const Site& site = trial.site();
  const Node& node = node_of(site, charger);
  const std::string path = path_of(site, node);
  const std::string module = module_of(trial, charger);
  const auto linked =
      std::count_if(site.chargers.begin() + node.charger_begin, site.chargers.begin() + node.charger_end,
                    [](const Charger& c) { return links_by(c, Link::plc); });
  const auto length_m = static_cast<int>(node.length_m.value);
  // So many do not all charge at once either; here the supply says so before.
  if (!trial.noted("AMP207", "supply") || trial.noted("AMP207", path) || node.limit_a.stated()) return false;
  trial.draft.set("network.dhcp.addresses", 250);
  trial.prepared();
  std::vector<std::string> chargers;
  const int too_many = trial.between(31, 33);
  for (auto i = linked; i < too_many; ++i) {
    chargers.push_back(fmt::format("{{id: extra-{}, position_m: {}, link: plc}}", i, trial.between(0, length_m)));
  }
  trial.draft.append_all(path + ".chargers", chargers);
  trial.expect_elsewhere("AMP509", module + ".id");    // that has to serve them
  trial.expect_elsewhere("AMP207", path + ".fuse_a");  // that has to feed them
  return true;
}

bool shared_key(Trial& trial) {
  const Site& site = trial.site();
  if (site.modules.empty()) return false;
  if (site.modules.size() == 1 || trial.toss()) {
    const std::string module = trial.any_module(any_module);
    trial.draft.remove(module + ".key_label");
    trial.expect_at_entity("AMP510", module);
    return true;
  }
  const std::string module = path_of(site, site.modules.back());
  trial.draft.set(module + ".key_label", trial.draft.written(path_of(site, site.modules.front()) + ".key_label"));
  trial.expect("AMP510", module + ".key_label");
  return true;
}

bool several_gateways(Trial& trial) {
  const std::string first = gateway(trial);
  if (first.empty()) return false;
  const std::string second = wifi_charger(trial);
  if (second.empty()) return false;
  const Node& node = node_of(trial.site(), second);
  if (node.module_begin != node.module_end) return false;
  trial.draft.set(second + ".shares", "plc");
  const bool in_order = trial.draft.span(first).begin < trial.draft.span(second).begin;
  if (in_order) {
    trial.expect("AMP511", second + ".shares");
  } else {
    trial.expect_elsewhere("AMP511", first + ".shares");  // the later of the two
  }
  return true;
}

bool gateway_weak(Trial& trial) {
  const std::string charger = gateway(trial);
  if (charger.empty()) return false;
  const std::string path = level_path(trial, charger);
  trial.draft.set(path, trial.between(-75, -66));
  trial.expect("AMP512", path);
  return true;
}

bool gateway_and_module(Trial& trial) {
  const std::string charger = wifi_charger(trial);
  if (charger.empty()) return false;
  const Site& site = trial.site();
  const Node& node = node_of(site, charger);
  if (node.module_begin == node.module_end) return false;
  const std::string other = trial.any_charger([](const Charger& c) { return c.shares.stated(); });
  trial.draft.set(charger + ".shares", "plc");
  trial.expect("AMP513", charger + ".shares");
  if (other.empty()) return true;
  // A second gateway then.
  const bool in_order = trial.draft.span(other).begin < trial.draft.span(charger).begin;
  if (in_order) {
    trial.expect("AMP511", charger + ".shares");
  } else {
    trial.expect_elsewhere("AMP511", other + ".shares");  // the later of the two
  }
  return true;
}

bool wifi_sharing(Trial& trial) {
  const std::string charger = plc_charger(trial);
  if (charger.empty()) return false;
  trial.draft.set(charger + ".shares", "wifi");
  trial.expect("AMP514", charger + ".shares");
  return true;
}

bool module_fuse(Trial& trial) {
  const std::string module = trial.any_module(any_module);
  if (module.empty()) return false;
  trial.draft.set(module + ".fuse_a", trial.one_of<int>({13, 16, 20, 25, 32, 63}));
  trial.expect("AMP515", module + ".fuse_a");
  return true;
}

constexpr std::array mutations{
    Mutation{"AMP501", no_source},          Mutation{"AMP502", several_modules},  Mutation{"AMP503", terminals_tn},
    Mutation{"AMP504", terminals_it},       Mutation{"AMP505", pair_mismatch},    Mutation{"AMP506", off_centre},
    Mutation{"AMP507", standard},           Mutation{"AMP508", too_far},          Mutation{"AMP509", too_many},
    Mutation{"AMP510", shared_key},         Mutation{"AMP511", several_gateways}, Mutation{"AMP512", gateway_weak},
    Mutation{"AMP513", gateway_and_module}, Mutation{"AMP514", wifi_sharing},     Mutation{"AMP515", module_fuse},
};

}  // namespace

std::span<const Mutation> mutations_of_the_plc() { return mutations; }

}  // namespace ampsite::test
