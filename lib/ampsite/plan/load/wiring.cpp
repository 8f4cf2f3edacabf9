#include "ampsite/plan/load/wiring.h"

#include <fmt/format.h>

#include "ampsite/plan/load/tree_order.h"

namespace ampsite {
namespace {

const Wiring& rotation(std::size_t turn) {
  static constexpr std::array<Wiring, 3> rotations{
      Wiring{Line::L1, Line::L2, Line::L3}, Wiring{Line::L2, Line::L3, Line::L1}, Wiring{Line::L3, Line::L1, Line::L2}};
  return rotations[turn % 3];
}

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
    for (std::size_t turn = 0; turn < 3; ++turn) {
      if (terminal_pair(rotation(turn), neutral) == pair) return rotation(turn);
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

/// Takes the chargers one after the other, in tree order.
class Wirer {
 public:
  explicit Wirer(const Site& site)
      : site_(&site),
        neutral_(site.neutral()),
        by_terminal_(site.planning.one_phase_line.value == OnePhaseLine::terminal) {}

  ChargerWiring wire(const Charger& charger, LineSet plc) {
    ChargerWiring wiring;
    const bool stated = charger.phases.has_value() && well_formed(charger.phases.value, neutral_);
    wiring.fixed = charger.fixed.has_value() && charger.fixed.value && charger.phases.has_value();
    if (wiring.fixed) {
      keep(wiring, charger, "fixed in the file");
    } else if (!plc.empty()) {
      wire_for_plc(wiring, charger, stated, plc);
    } else if (stated && !by_terminal_) {
      keep(wiring, charger, "as the file states");
    } else {
      wire_freely(wiring, charger, stated);
    }
    wiring.changed = charger.phases.has_value() && charger.phases.value != wiring.phases;
    wiring.wiring_id = wiring_id(wiring.phases, neutral_);
    wiring.one_phase_on = one_phase_on(wiring.phases);
    return wiring;
  }

 private:
  LineSet lines_of(const Charger& charger) const { return site_->nodes[charger.node].lines; }

  static void keep(ChargerWiring& wiring, const Charger& charger, const char* reason) {
    wiring.phases = charger.phases.value;
    wiring.reason = reason;
  }

  void wire_for_plc(ChargerWiring& wiring, const Charger& charger, bool stated, LineSet plc) const {
    const LineSet lines = lines_of(charger);
    const bool on_pair = stated && terminal_pair(charger.phases.value, neutral_) == plc;
    if (on_pair && (!by_terminal_ || has_all_lines(charger))) {
      return keep(wiring, charger, "as the file states; its terminals are on the PLC pair");
    }
    wiring.phases = wiring_on_pair(lines, plc, neutral_);
    wiring.reason = neutral_ ? fmt::format("terminal L1 on {}, where the circuit's PLC is", describe(plc))
                             : fmt::format("terminals L1 and N on {}, where the circuit's PLC is", describe(plc));
  }

  void wire_freely(ChargerWiring& wiring, const Charger& charger, bool stated) {
    const LineSet lines = lines_of(charger);
    if (lines.size() == 3 && by_terminal_) {
      wiring.phases = rotation(terminal_turn_++);
      wiring.reason = "turned so that one-phase cars spread over the lines";
    } else if (lines.size() == 2 && neutral_) {
      wiring.phases = {in_grid_order(lines)[two_line_turn_++ % 2]};
      wiring.reason = fmt::format("its circuit has {}: one-phase, taking turns", describe(lines));
    } else {
      wiring.phases = in_grid_order(lines);
      wiring.reason = lines.empty() ? "its circuit has no line" : "all lines of its circuit";
    }
    const bool same = stated && has_all_lines(charger) &&
                      terminal_pair(charger.phases.value, neutral_) == terminal_pair(wiring.phases, neutral_);
    if (same) keep(wiring, charger, "as the file states");
  }

  /// All lines that a charger on this circuit can be wired to.
  bool has_all_lines(const Charger& charger) const {
    const LineSet circuit = lines_of(charger);
    const LineSet wired = charger.phases->lines();
    if (neutral_ && circuit.size() == 2) return wired.size() == 1 && circuit.contains(wired);
    return wired == circuit;
  }

  LineSet one_phase_on(const Wiring& wiring) {
    if (!well_formed(wiring, neutral_)) return {};
    if (by_terminal_ || wiring.size() < 3) return terminal_pair(wiring, neutral_);
    return terminal_pair(rotation(charger_turn_++), neutral_);
  }

  const Site* site_;
  bool neutral_;
  bool by_terminal_;
  std::size_t terminal_turn_ = 0;
  std::size_t charger_turn_ = 0;
  std::size_t two_line_turn_ = 0;
};

}  // namespace

WiringChoice choose_wiring(const Site& site, const Connectivity& connectivity) {
  const std::vector<LineSet> plc = plc_pairs(site, connectivity);
  WiringChoice choice;
  choice.wiring.resize(site.chargers.size());
  Wirer wirer(site);
  for (const ChargerIndex i : tree_order(site)) choice.wiring[i] = wirer.wire(site.chargers[i], plc[i]);
  return choice;
}

}  // namespace ampsite
