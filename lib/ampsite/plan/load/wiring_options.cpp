#include "ampsite/plan/load/wiring_options.h"

#include <fmt/format.h>

namespace ampsite {
namespace {

constexpr std::array<Wiring, 3> rotations{Wiring{Line::L1, Line::L2, Line::L3}, Wiring{Line::L2, Line::L3, Line::L1},
                                          Wiring{Line::L3, Line::L1, Line::L2}};

Wiring in_grid_order(LineSet lines) {
  Wiring wiring;
  for (const Line line : all_lines) {
    if (lines.contains(line)) wiring.push_back(line);
  }
  return wiring;
}

/// A wiring to all of `lines` with terminals L1 (and N) on `pair`; in grid order where no wiring has that.
Wiring wiring_on_pair(LineSet lines, LineSet pair, bool neutral) {
  if (lines.size() == 3) {
    for (const Wiring& rotation : rotations) {
      if (terminal_pair(rotation, neutral) == pair) return rotation;
    }
  }
  if (neutral && lines.size() == 2 && pair.size() == 1 && lines.contains(pair)) return in_grid_order(pair);
  return in_grid_order(lines);
}

/// The pair that each charger's terminals have to be on for PLC; by ChargerIndex, empty where it is free.
std::vector<LineSet> plc_pairs(const Site& site, const Connectivity& connectivity) {
  std::vector<LineSet> pairs(site.chargers.size());
  for (const PlcNetwork& network : connectivity.plc_networks) {
    for (const ChargerIndex i : network.chargers) pairs[i] = network.pair;
    if (network.gateway != no_index) pairs[network.gateway] = network.pair;
  }
  return pairs;
}

bool well_formed(const Wiring& wiring, bool neutral) {
  return !terminal_pair(wiring, neutral).empty() && wiring.lines().size() == static_cast<int>(wiring.size());
}

class Collector {
 public:
  explicit Collector(const Site& site)
      : site_(&site),
        neutral_(site.neutral()),
        by_terminal_(site.planning.one_phase_line.value == OnePhaseLine::terminal) {}

  WiringOptions collect(const Charger& charger, LineSet plc) const {
    WiringOptions options;
    const bool stated = charger.phases.has_value() && carries(charger, charger.phases.value);
    options.fixed = charger.fixed.has_value() && charger.fixed.value && charger.phases.has_value();
    if (options.fixed) {
      wire(options, charger, charger.phases.value, WiringReason::fixed);
    } else if (!plc.empty()) {
      wire_for_plc(options, charger, stated, plc);
    } else if (stated && !by_terminal_) {
      wire(options, charger, charger.phases.value, WiringReason::stated);
    } else {
      wire_freely(options, charger, stated);
    }
    return options;
  }

 private:
  LineSet lines_of(const Charger& charger) const { return site_->nodes[charger.node].lines; }

  static void add(WiringOptions& options, const Wiring& phases, LineSet one_phase_on, WiringReason reason) {
    options.option[options.count++] = {phases, one_phase_on, reason};
  }

  /// A current can flow: the grid has wirings of this form, and the circuit has these lines.
  bool carries(const Charger& charger, const Wiring& phases) const {
    return well_formed(phases, neutral_) && lines_of(charger).contains(phases.lines());
  }

  /// This wiring, whichever line a one-phase car uses.
  void wire(WiringOptions& options, const Charger& charger, const Wiring& phases, WiringReason reason) const {
    const bool usable = carries(charger, phases);
    if (usable && !by_terminal_ && phases.size() == 3) {
      for (const Wiring& rotation : rotations) add(options, phases, terminal_pair(rotation, neutral_), reason);
    } else {
      add(options, phases, usable ? terminal_pair(phases, neutral_) : LineSet{}, reason);
    }
  }

  void wire_for_plc(WiringOptions& options, const Charger& charger, bool stated, LineSet plc) const {
    const bool on_pair = stated && terminal_pair(charger.phases.value, neutral_) == plc;
    if (on_pair && (!by_terminal_ || has_all_lines(charger))) {
      wire(options, charger, charger.phases.value, WiringReason::stated_on_plc);
    } else {
      wire(options, charger, wiring_on_pair(lines_of(charger), plc, neutral_), WiringReason::plc);
    }
  }

  void wire_freely(WiringOptions& options, const Charger& charger, bool stated) const {
    const LineSet lines = lines_of(charger);
    if (lines.size() == 3 && by_terminal_) {
      for (const Wiring& rotation : rotations) {
        add(options, rotation, terminal_pair(rotation, neutral_), WiringReason::turned);
      }
    } else if (lines.size() == 2 && neutral_) {
      for (const Line line : in_grid_order(lines)) add(options, {line}, {line}, WiringReason::one_line);
    } else if (const Wiring all_of_them = in_grid_order(lines); carries(charger, all_of_them)) {
      wire(options, charger, all_of_them, WiringReason::whole_circuit);
    } else {
      add(options, {}, {}, WiringReason::no_wiring);
    }
    if (stated && has_all_lines(charger)) keep_stated(options, charger.phases.value);
  }

  /// Of wirings with the same terminals, the one that the file states.
  void keep_stated(WiringOptions& options, const Wiring& stated) const {
    for (std::uint32_t k = 0; k < options.count; ++k) {
      if (options.option[k].one_phase_on != terminal_pair(stated, neutral_)) continue;
      options.option[k].phases = stated;
      options.option[k].reason = WiringReason::stated;
      options.stated = k;
    }
  }

  /// All lines that a charger on this circuit can be wired to.
  bool has_all_lines(const Charger& charger) const {
    const LineSet circuit = lines_of(charger);
    const LineSet wired = charger.phases->lines();
    if (neutral_ && circuit.size() == 2) return wired.size() == 1 && circuit.contains(wired);
    return wired == circuit;
  }

  const Site* site_;
  bool neutral_;
  bool by_terminal_;
};

/// Of a fixed wiring that no current can flow over.
std::string nothing_flows(const Wiring& phases, LineSet circuit) {
  if (circuit.contains(phases.lines())) return "fixed in the file, in a form that the grid does not have";
  return fmt::format("fixed in the file, where its circuit has only {}", describe(circuit));
}

/// A wiring of three lines in the order of the grid, where the file states no other order.
bool in_default_order(const Charger& charger, const Wiring& phases) {
  return phases == rotations[0] && !(charger.phases.has_value() && charger.phases->size() == 3);
}

std::string describe(const Charger& charger, const WiringOption& option, LineSet circuit, bool neutral) {
  const std::string pair = describe(terminal_pair(option.phases, neutral));
  switch (option.reason) {
    case WiringReason::fixed:
      return option.one_phase_on.empty() ? nothing_flows(option.phases, circuit) : "fixed in the file";
    case WiringReason::stated:
      return "as the file states";
    case WiringReason::stated_on_plc:
      return "as the file states; its terminals are on the PLC pair";
    case WiringReason::plc:
      return fmt::format("{} on {}, where the circuit's PLC is", neutral ? "terminal L1" : "terminals L1 and N", pair);
    case WiringReason::whole_circuit:
      return "all lines of its circuit";
    case WiringReason::turned:
      return fmt::format("{} so that one-phase cars spread over the lines",
                         in_default_order(charger, option.phases) ? "wired" : "turned");
    case WiringReason::one_line:
      return fmt::format("its circuit has {}: one-phase, on {} so that cars spread", describe(circuit), pair);
    case WiringReason::no_wiring:
      return circuit.empty()
                 ? "its circuit has no line"
                 : fmt::format("its circuit has only {}, and without neutral a car needs two lines", describe(circuit));
  }
  return {};
}

}  // namespace

std::vector<WiringOptions> wiring_options(const Site& site, const Connectivity& connectivity) {
  const std::vector<LineSet> plc = plc_pairs(site, connectivity);
  const Collector collector(site);
  std::vector<WiringOptions> options;
  options.reserve(site.chargers.size());
  for (std::size_t i = 0; i < site.chargers.size(); ++i) {
    options.push_back(collector.collect(site.chargers[i], plc[i]));
  }
  return options;
}

ChargerWiring wired(const Charger& charger, const WiringOptions& options, std::uint32_t chosen, const Node& node,
                    bool neutral) {
  const WiringOption& option = options.option[chosen];
  ChargerWiring wiring;
  wiring.phases = option.phases;
  wiring.wiring_id = wiring_id(option.phases, neutral);
  wiring.one_phase_on = option.one_phase_on;
  wiring.fixed = options.fixed;
  wiring.changed = charger.phases.has_value() && charger.phases.value != option.phases;
  wiring.reason = describe(charger, option, node.lines, neutral);
  return wiring;
}

}  // namespace ampsite
