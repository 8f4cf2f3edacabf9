// AMP305: how one-phase charging is spread over the lines of a node.

#include <fmt/format.h>

#include <algorithm>
#include <climits>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "ampsite/rules/certainty.h"
#include "ampsite/rules/checks.h"
#include "ampsite/rules/wording.h"
#include "ampsite/site/links.h"

namespace ampsite {
namespace {

/// The chargers of a node that charge on one phase, each counted once: with neutral on its line, without on the
/// line that its pair leaves out. Either way the counts differ by as much as the loads of the lines do.
struct Spread {
  LineSet lines;
  PerLine<int> stands{0};  ///< where they are; those bound by PLC where PLC needs them
  PerLine<int> bound{0};   ///< those among them that cannot be wired otherwise
  PerLine<ChargerIndex> first_free{no_index};
  ChargerIndex first_moved = no_index;  ///< counted on the conductors of PLC, and wired otherwise
  int count = 0;
  int free = 0;
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

void count_in(const Site& site, ChargerIndex c, Spread& spread) {
  const Charger& charger = site.chargers[c];
  const bool neutral = site.neutral();
  const bool fixed = charger.fixed.has_value() && charger.fixed.value;
  LineSet pair = terminal_pair(charger.phases.value, neutral);
  if (uses_plc(charger) && !fixed) {
    const LineSet plc = plc_pair(spread.lines, neutral);
    if (!plc.empty() && plc != pair) {  // AMP505 speaks, where PLC has a source
      pair = plc;
      if (spread.first_moved == no_index) spread.first_moved = c;
    }
  }
  const std::optional<Line> line = counted_on(pair, neutral);
  if (!line) return;
  ++spread.count;
  ++spread.stands[*line];
  if (fixed || uses_plc(charger)) {
    ++spread.bound[*line];
  } else {
    ++spread.free;
    if (spread.first_free[*line] == no_index) spread.first_free[*line] = c;
  }
}

/// None where there is nothing to choose, or something of it is not known.
std::optional<Spread> spread_of(const RuleContext& context, NodeIndex v) {
  const Site& site = context.site;
  const Node& node = site.nodes[v];
  // Without neutral, two lines are one pair.
  if (!context.lines_certain[v] || node.lines.size() < (site.neutral() ? 2 : 3)) return std::nullopt;
  Spread spread;
  spread.lines = node.lines;
  for (ChargerIndex c = node.charger_begin; c < node.charger_end; ++c) {
    const Charger& charger = site.chargers[c];
    if (!wiring_certain(context, charger) || charger.vehicle->phases.unknown()) return std::nullopt;
    if (!charges_one_phase(site, charger)) continue;
    if (!has_known_freedom(charger)) return std::nullopt;
    count_in(site, c, spread);
  }
  return spread;
}

/// The most even counts: each free charger goes where there are fewest so far, which lowers the highest count and
/// raises the lowest as far as the bound ones allow. Of equal lines first the one that has most now.
PerLine<int> most_even(const Spread& spread) {
  PerLine<int> counts = spread.bound;
  for (int i = 0; i < spread.free; ++i) {
    std::optional<Line> best;
    for (const Line line : all_lines) {
      if (!spread.lines.contains(line)) continue;
      const bool fewer = !best || counts[line] < counts[*best];
      const bool as_few = best && counts[line] == counts[*best];
      if (fewer || (as_few && spread.stands[line] - counts[line] > spread.stands[*best] - counts[*best])) best = line;
    }
    ++counts[*best];
  }
  return counts;
}

/// The fullest line that a charger can leave, and the emptiest.
struct Move {
  Line from = Line::L1;
  Line to = Line::L1;
};

Move next_move(const Spread& spread) {
  std::optional<Line> from;
  std::optional<Line> to;
  for (const Line line : all_lines) {
    if (!spread.lines.contains(line)) continue;
    const bool can_leave = spread.first_free[line] != no_index;
    if (can_leave && (!from || spread.stands[line] > spread.stands[*from])) from = line;
    if (!to || spread.stands[line] < spread.stands[*to]) to = line;
  }
  return {from.value_or(Line::L1), to.value_or(Line::L1)};
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
std::string loads(const Spread& spread, const PerLine<int>& counts, bool neutral) {
  std::vector<std::string> loads;
  for (const Line line : all_lines) {
    if (!spread.lines.contains(line)) continue;
    loads.push_back(fmt::format("{} on {}", neutral ? counts[line] : spread.count - counts[line], to_text(line)));
  }
  return listed(loads);
}

/// What the counts rest on beside the wirings as they are stated.
std::string assumptions(const Spread& spread, bool neutral) {
  std::string text = neutral ? "" : ", each on two lines";
  if (spread.first_moved != no_index) {
    text += fmt::format(", with those on PLC put on {}", describe(plc_pair(spread.lines, neutral)));
  }
  return text;
}

void report_spread(const Site& site, const Node& node, const Spread& spread, const PerLine<int>& best,
                   Findings& findings) {
  const bool neutral = site.neutral();
  const Move move = next_move(spread);
  const Charger& charger = site.chargers[spread.first_free[move.from]];
  Finding finding = finding_about("AMP305", site, node, "", place_of(node));
  finding.message =
      fmt::format("{} chargers of {} charge on one phase{}: {}; {} is possible", spread.count, name_of(site, node),
                  assumptions(spread, neutral), loads(spread, spread.stands, neutral), loads(spread, best, neutral));
  finding.help = fmt::format("rewire chargers, such as {} to {}phases: {}, or let ampsite plan choose the wiring",
                             name_of(site, charger), leaves_lines_unused(site, charger) ? "all lines, or to " : "",
                             describe(wiring_for(move.to, charger.phases->size(), neutral)));
  finding.related.push_back({charger.phases.span, fmt::format("{} can be wired otherwise", name_of(site, charger))});
  if (spread.first_moved != no_index) {
    const Charger& moved = site.chargers[spread.first_moved];
    finding.related.push_back({moved.phases.span, fmt::format("{} is counted where PLC runs", name_of(site, moved))});
  }
  findings.push_back(std::move(finding));
}

}  // namespace

void check_uneven_one_phase(const RuleContext& context, Findings& findings) {
  const Site& site = context.site;
  if (!site.grid->neutral.has_value() || !site.planning.one_phase_line.has_value()) return;
  for (NodeIndex v = 0; v < site.nodes.size(); ++v) {
    const std::optional<Spread> spread = spread_of(context, v);
    if (!spread) continue;
    const int stated = difference(spread->lines, spread->stands);
    if (stated <= 1) continue;
    const PerLine<int> best = most_even(*spread);
    if (stated > difference(spread->lines, best)) report_spread(site, site.nodes[v], *spread, best, findings);
  }
}

}  // namespace ampsite
