// AMP305: how one-phase charging is spread over the lines of a node, which carry all that is below it.

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <climits>
#include <cstddef>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "ampsite/rules/certainty.h"
#include "ampsite/rules/checks.h"
#include "ampsite/rules/plc_circuit.h"
#include "ampsite/rules/wording.h"
#include "ampsite/site/links.h"

namespace ampsite {
namespace {

/// Chargers that may be wired otherwise, and have the same lines to choose from.
struct FreeChargers {
  int count = 0;
  PerLine<ChargerIndex> first{no_index};  ///< by the line on which they are counted now
};

/// The chargers fed by a node that charge on one phase, each counted once: with neutral on its line, without on the
/// line that its pair leaves out. Either way the counts differ by as much as the loads of the lines do.
struct Spread {
  PerLine<int> stands{0};               ///< where they are; those bound by PLC where PLC needs them
  PerLine<int> bound{0};                ///< those among them that cannot be wired otherwise
  std::array<FreeChargers, 8> free;     ///< the others, by the bits of the lines they can be counted on
  ChargerIndex first_moved = no_index;  ///< counted on the conductors of PLC, and wired otherwise
  int count = 0;
  bool known = true;      ///< wiring, and what binds it, of each charger
  bool reported = false;  ///< of this node, or of one below
};

int difference(LineSet lines, const PerLine<int>& counts) {
  int least = INT_MAX;
  int most = 0;
  for (const Line line : all_lines) {
    if (!lines.contains(line)) continue;
    least = std::min(least, counts[line]);
    most = std::max(most, counts[line]);
  }
  return most - least;
}

/// The line on which a charger is counted.
std::optional<Line> counted_on(LineSet pair, bool neutral) {
  for (const Line line : all_lines) {
    if (pair.contains(line) == neutral) return line;
  }
  return std::nullopt;
}

bool charges_one_phase(const Site& site, const Charger& charger) {
  if (!charger.phases.stated()) return false;
  if (charger.phases->size() < 3) return true;
  const Stated<int>& car = charger.vehicle->phases;
  return site.planning.one_phase_line.value == OnePhaseLine::terminal && car.stated() && car.value == 1;
}

bool has_known_freedom(const Charger& charger) {
  return !charger.fixed.unknown() && !charger.link.unknown() && !charger.shares.unknown();
}

/// The lines on which a charger of a circuit with these lines can be counted.
LineSet choices(LineSet lines, bool neutral) {
  if (neutral || lines.size() == 3) return lines;
  LineSet left_out;
  for (const Line line : all_lines) {
    if (!lines.contains(line)) left_out.insert(line);
  }
  return left_out;
}

void count_in(const Site& site, ChargerIndex c, bool plc_possible, Spread& spread) {
  const Charger& charger = site.chargers[c];
  const bool neutral = site.neutral();
  const LineSet lines = site.nodes[charger.node].lines;
  const bool fixed = charger.fixed.has_value() && charger.fixed.value;
  const LineSet plc = plc_pair(lines, neutral);
  LineSet pair = terminal_pair(charger.phases.value, neutral);
  if (uses_plc(charger) && !fixed && !plc.empty() && plc != pair) {  // AMP505 speaks, where PLC has a source
    pair = plc;
    if (spread.first_moved == no_index) spread.first_moved = c;
  }
  const std::optional<Line> line = counted_on(pair, neutral);
  if (!line) return;
  ++spread.count;
  ++spread.stands[*line];
  const LineSet open = choices(lines, neutral);
  const bool may_be_on_plc = charger.link.absent() && plc_possible && pair == plc;
  if (fixed || uses_plc(charger) || may_be_on_plc || open.size() < 2) {
    ++spread.bound[*line];
  } else {
    FreeChargers& free = spread.free[open.bits()];
    ++free.count;
    if (free.first[*line] == no_index) free.first[*line] = c;
  }
}

/// Of the node's own chargers.
Spread own_spread(const RuleContext& context, NodeIndex v) {
  const Site& site = context.site;
  const Node& node = site.nodes[v];
  const PlcCircuit& plc = context.plc_circuits[v];
  const bool plc_possible = !plc.sources.empty() || !plc.sources_known;
  Spread spread;
  for (ChargerIndex c = node.charger_begin; c < node.charger_end; ++c) {
    const Charger& charger = site.chargers[c];
    if (!wiring_certain(context, charger) || charger.vehicle->phases.unknown()) spread.known = false;
    if (!spread.known || !charges_one_phase(site, charger)) continue;
    if (!has_known_freedom(charger)) spread.known = false;
    count_in(site, c, plc_possible, spread);
  }
  return spread;
}

void add(const Spread& below, Spread& spread) {
  for (const Line line : all_lines) {
    spread.stands[line] += below.stands[line];
    spread.bound[line] += below.bound[line];
  }
  for (std::size_t i = 0; i < spread.free.size(); ++i) {
    spread.free[i].count += below.free[i].count;
    // no_index is the highest.
    for (const Line line : all_lines) {
      spread.free[i].first[line] = std::min(spread.free[i].first[line], below.free[i].first[line]);
    }
  }
  spread.first_moved = std::min(spread.first_moved, below.first_moved);
  spread.count += below.count;
  spread.known = spread.known && below.known;
  spread.reported = spread.reported || below.reported;
}

/// Sets of two lines, then all three: who has less choice chooses first.
constexpr std::array<LineSet, 4> by_choice{LineSet{Line::L1, Line::L2}, LineSet{Line::L1, Line::L3},
                                           LineSet{Line::L2, Line::L3}, LineSet::all()};

/// Even counts that can be reached: each free charger goes where there are fewest so far. Where all have the same
/// choice none are more even. Of equal lines first the one that has most now.
PerLine<int> most_even(const Spread& spread) {
  PerLine<int> counts = spread.bound;
  for (const LineSet open : by_choice) {
    for (int i = 0; i < spread.free[open.bits()].count; ++i) {
      std::optional<Line> best;
      for (const Line line : all_lines) {
        if (!open.contains(line)) continue;
        const bool fewer = !best || counts[line] < counts[*best];
        const bool as_few = best && counts[line] == counts[*best];
        if (fewer || (as_few && spread.stands[line] - counts[line] > spread.stands[*best] - counts[*best])) best = line;
      }
      ++counts[*best];
    }
  }
  return counts;
}

/// The charger on the fullest line that it can leave for the emptiest.
struct Move {
  ChargerIndex charger = no_index;
  Line to = Line::L1;
};

Move next_move(const Spread& spread) {
  Move move;
  int gain = INT_MIN;
  for (const LineSet open : by_choice) {
    for (const Line from : all_lines) {
      const ChargerIndex charger = spread.free[open.bits()].first[from];
      if (charger == no_index) continue;
      for (const Line to : all_lines) {
        if (!open.contains(to) || spread.stands[from] - spread.stands[to] <= gain) continue;
        gain = spread.stands[from] - spread.stands[to];
        move = {charger, to};
      }
    }
  }
  return move;
}

Line line_after(Line line) { return all_lines[(static_cast<std::size_t>(line) + 1) % all_lines.size()]; }

/// A wiring that is counted on `line`, in the form that the portal has a number for.
Wiring wiring_for(Line line, std::size_t size, bool neutral) {
  if (neutral && size == 1) return {line};
  if (!neutral && size == 2) {
    Wiring pair;
    for (const Line other : all_lines) {
      if (other != line) pair.push_back(other);
    }
    return pair;
  }
  // Without neutral, a one-phase car uses the outer two of three terminals and leaves out the one between.
  const Line front = neutral ? line : line_after(line_after(line));
  return {front, line_after(front), line_after(line_after(front))};
}

/// "3 on L1, 0 on L2 and 3 on L3", of chargers that load the line.
std::string loads(const Spread& spread, LineSet lines, const PerLine<int>& counts, bool neutral) {
  std::vector<std::string> loads;
  for (const Line line : all_lines) {
    if (!lines.contains(line)) continue;
    loads.push_back(fmt::format("{} on {}", neutral ? counts[line] : spread.count - counts[line], to_text(line)));
  }
  return listed(loads);
}

/// What the counts rest on beside the wirings as they are stated.
std::string assumptions(const Site& site, const Spread& spread) {
  std::string text = site.neutral() ? "" : ", each on two lines";
  if (spread.first_moved != no_index) {
    const Node& circuit = site.nodes[site.chargers[spread.first_moved].node];
    text += fmt::format(", with those on PLC put on {}", describe(plc_pair(circuit.lines, site.neutral())));
  }
  return text;
}

std::string rewiring_help(const Site& site, const Spread& spread) {
  const Move move = next_move(spread);
  const Charger& charger = site.chargers[move.charger];
  std::string help = fmt::format(
      "{} such as {} to phases: {}",
      leaves_lines_unused(site, charger) ? "wire the chargers to all lines, or rewire some," : "rewire chargers,",
      name_of(site, charger), describe(wiring_for(move.to, charger.phases->size(), site.neutral())));
  // Otherwise the plan leaves a wiring that is stated as it is.
  if (site.planning.one_phase_line.value == OnePhaseLine::terminal) help += ", or let ampsite plan choose the wiring";
  return help;
}

Finding uneven(const Site& site, const Node& node, const Spread& spread, const PerLine<int>& best) {
  const bool neutral = site.neutral();
  Finding finding = finding_about("AMP305", site, node, "", place_of(node));
  finding.message =
      fmt::format("{} chargers fed by {} charge on one phase{}: {}; {} is possible", spread.count, name_of(site, node),
                  assumptions(site, spread), loads(spread, node.lines, spread.stands, neutral),
                  loads(spread, node.lines, best, neutral));
  finding.help = rewiring_help(site, spread);
  const Charger& charger = site.chargers[next_move(spread).charger];
  finding.related.push_back({charger.phases.span, fmt::format("{} can be wired otherwise", name_of(site, charger))});
  if (spread.first_moved != no_index) {
    const Charger& moved = site.chargers[spread.first_moved];
    finding.related.push_back({moved.phases.span, fmt::format("{} is counted where PLC runs", name_of(site, moved))});
  }
  return finding;
}

/// The counts as even as they can be, where they are not, and something can be chosen on the node's lines.
std::optional<PerLine<int>> more_even(const RuleContext& context, NodeIndex v, const Spread& spread) {
  const LineSet lines = context.site.nodes[v].lines;
  // Without neutral, two lines are one pair.
  if (!spread.known || !context.lines_certain[v] || lines.size() < (context.site.neutral() ? 2 : 3))
    return std::nullopt;
  const int stated = difference(lines, spread.stands);
  if (stated <= 1) return std::nullopt;
  const PerLine<int> best = most_even(spread);
  if (stated <= difference(lines, best)) return std::nullopt;
  return best;
}

}  // namespace

void check_uneven_one_phase(const RuleContext& context, Findings& findings) {
  const Site& site = context.site;
  if (!site.grid->neutral.has_value() || !site.planning.one_phase_line.has_value()) return;
  std::vector<Spread> spreads(site.nodes.size());
  for (NodeIndex v = static_cast<NodeIndex>(site.nodes.size()); v-- > 0;) {
    const Node& node = site.nodes[v];
    Spread& spread = spreads[v];
    add(own_spread(context, v), spread);
    if (!spread.reported) {
      if (const std::optional<PerLine<int>> best = more_even(context, v, spread)) {
        findings.push_back(uneven(site, node, spread, *best));
        spread.reported = true;
      }
    }
    if (node.parent != no_index) add(spread, spreads[node.parent]);
  }
}

}  // namespace ampsite
