// AMP206 and AMP207: whether the chargers get their least current, each alone and all at once.

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <utility>
#include <vector>

#include "ampsite/electric/load_case.h"
#include "ampsite/rules/certainty.h"
#include "ampsite/rules/checks.h"
#include "ampsite/rules/fit.h"
#include "ampsite/rules/wording.h"

namespace ampsite {
namespace {

/// The tightest node from a node up to the supply, on each line.
struct Path {
  PerLine<NodeIndex> limiting;
  LineSet certain;
};

std::vector<Path> paths_up(const Site& site, const Capacities& capacities) {
  std::vector<Path> paths(site.nodes.size());
  for (NodeIndex v = 0; v < site.nodes.size(); ++v) {
    paths[v] = {PerLine<NodeIndex>(v), capacities.certain[v]};
    const NodeIndex parent = site.nodes[v].parent;
    if (parent == no_index) continue;
    paths[v].certain = common(paths[v].certain, paths[parent].certain);
    for (const Line line : all_lines) {
      const NodeIndex above = paths[parent].limiting[line];
      if (capacities.capacity_a[above][line] < capacities.capacity_a[v][line]) paths[v].limiting[line] = above;
    }
  }
  return paths;
}

/// A node that leaves a charger less than its least current.
struct Shortage {
  NodeIndex node = no_index;
  Line line = Line::L1;
  double there_a = 0;
};

/// The tightest place for a car on all of these lines.
Shortage tightest(const Path& path, const Capacities& capacities, LineSet lines) {
  Shortage worst;
  for (const Line line : all_lines) {
    if (!lines.contains(line)) continue;
    const NodeIndex node = path.limiting[line];
    const double there_a = capacities.capacity_a[node][line];
    if (worst.node == no_index || there_a < worst.there_a) worst = {node, line, there_a};
  }
  return worst;
}

/// The shortage of one charger alone, on the choice of lines that has most; none where it has room, or where
/// that is not certain.
Shortage shortage_of(const Site& site, const Charger& charger, const Path& path, const Capacities& capacities) {
  Shortage best;
  for (const LineSet lines : car_choices(site, charger, LoadCase::three_phase)) {
    if (!path.certain.contains(lines)) return {};
    const Shortage shortage = tightest(path, capacities, lines);
    if (best.node == no_index || shortage.there_a > best.there_a) best = shortage;
  }
  if (best.node == no_index || best.there_a + tolerance_a >= own_minimum_a(charger)) return {};
  return best;
}

bool own_fuse_below_minimum(const Charger& charger) {
  return charger.fuse_a.stated() && charger.fuse_a.value < own_minimum_a(charger);
}

/// The chargers that one node keeps below their least current.
struct NoRoom {
  Shortage shortage;  ///< of the one that needs most
  ChargerIndex neediest = no_index;
  int chargers = 0;
};

struct AloneResult {
  std::vector<NoRoom> nodes;   ///< by NodeIndex
  std::vector<bool> left_out;  ///< by ChargerIndex: never gets its least current, not even alone
};

AloneResult each_alone(const Site& site, const Capacities& capacities) {
  AloneResult result{std::vector<NoRoom>(site.nodes.size()), std::vector<bool>(site.chargers.size())};
  const std::vector<Path> paths = paths_up(site, capacities);
  for (ChargerIndex c = 0; c < site.chargers.size(); ++c) {
    const Charger& charger = site.chargers[c];
    const Path& path = paths[charger.node];
    if (!is_certain(site, charger)) continue;
    result.left_out[c] = own_fuse_below_minimum(charger);
    if (path.certain.empty() || result.left_out[c]) continue;
    const Shortage shortage = shortage_of(site, charger, path, capacities);
    if (shortage.node == no_index) continue;
    result.left_out[c] = true;
    NoRoom& node = result.nodes[shortage.node];
    ++node.chargers;
    if (node.neediest == no_index || own_minimum_a(charger) > own_minimum_a(site.chargers[node.neediest])) {
      node.shortage = shortage;
      node.neediest = c;
    }
  }
  return result;
}

LinePlace place_of_capacity(const Node& node, Line line) {
  if (node.limit_a.stated()) return place_of_line("limit_a", node.limit_a, line);
  return {"fuse_a", node.fuse_a.span};
}

/// What to do where a node has too little for what is needed.
std::string help_for_more(const Node& node, Line line, const PerLine<double>& base_load_a, double needed_a) {
  const Stated<double>& limit = node.limit_a->line[line];
  // One limit for all lines can be raised as far as the line with the largest base load allows.
  double base_a = base_load_a[line];
  for (const Line other : all_lines) {
    if (!node.limit_a->map && node.lines.contains(other) && base_load_a[other] > base_a) {
      base_a = base_load_a[other];
      line = other;
    }
  }
  if (limit.stated() && limit.value < needed_a && node.fuse_a.value - base_a >= needed_a) {
    return fmt::format("raise the limit in the portal, and limit_a here, to {} or more", amps(needed_a));
  }
  if (base_a > 0) {
    return fmt::format(
        "the {} fuse carries {} of other loads on {}: move some of them, or fit a larger fuse where the cable "
        "carries it",
        amps(node.fuse_a.value), amps(base_a), to_text(line));
  }
  return "fit a larger fuse where the cable carries it, or feed the chargers from elsewhere";
}

void report_no_room(const Site& site, const NoRoom& no_room, const PerLine<double>& base_load_a, Findings& findings) {
  const Shortage& shortage = no_room.shortage;
  const Node& node = site.nodes[shortage.node];
  const Charger& charger = site.chargers[no_room.neediest];
  const LinePlace place = place_of_capacity(node, shortage.line);
  Finding finding = finding_about("AMP206", site, node, place.key, place.span);
  finding.message =
      fmt::format("{} leaves {} on {} for charging, but {} needs at least {}", name_of(site, node),
                  amps(shortage.there_a), to_text(shortage.line), name_of(site, charger), amps(own_minimum_a(charger)));
  if (no_room.chargers > 1) {
    finding.message += fmt::format(" ({} more {} too little too)", no_room.chargers - 1,
                                   no_room.chargers == 2 ? "charger finds" : "chargers find");
  }
  finding.help = help_for_more(node, shortage.line, base_load_a, own_minimum_a(charger));
  findings.push_back(std::move(finding));
}

void report_own_fuse(const Site& site, const Charger& charger, Findings& findings) {
  Finding finding = finding_about("AMP206", site, charger, "fuse_a", charger.fuse_a.span);
  finding.message = fmt::format("{} has a fuse of {} of its own, but needs at least {}", name_of(site, charger),
                                amps(charger.fuse_a.value), amps(own_minimum_a(charger)));
  finding.help =
      fmt::format("fit a fuse of {} or more in front of {}", amps(own_minimum_a(charger)), name_of(site, charger));
  findings.push_back(std::move(finding));
}

/// Whether all that AMP207 adds up at a node is known; by NodeIndex.
std::vector<bool> sums_certain(const Site& site, const Capacities& capacities) {
  std::vector<bool> certain(site.nodes.size());
  for (NodeIndex v = 0; v < site.nodes.size(); ++v) {
    certain[v] = !capacities.certain[v].empty() && capacities.certain[v].contains(site.nodes[v].lines);
  }
  for (const Charger& charger : site.chargers) {
    if (!is_certain(site, charger)) certain[charger.node] = false;
  }
  for (std::size_t v = site.nodes.size(); v-- > 1;) {
    if (!certain[v]) certain[site.nodes[v].parent] = false;
  }
  return certain;
}

/// The lines on which a three-phase car is counted at each charger: where its wiring is still open between two
/// lines, the one that fewer of these are on so far.
class LinesCounted {
 public:
  LineSet of(const Site& site, const Charger& charger) {
    const CarChoices choices = car_choices(site, charger, LoadCase::three_phase);
    if (choices.count < 2) return choices.count == 0 ? LineSet{} : choices.lines[0];
    const LineSet chosen = load_on(choices.lines[1]) < load_on(choices.lines[0]) ? choices.lines[1] : choices.lines[0];
    for (const Line line : all_lines) {
      if (chosen.contains(line)) open_a_[line] += own_minimum_a(charger);
    }
    return chosen;
  }

 private:
  double load_on(LineSet lines) const {
    double load_a = 0;
    for (const Line line : all_lines) {
      if (lines.contains(line)) load_a += open_a_[line];
    }
    return load_a;
  }

  PerLine<double> open_a_{0.0};
};

/// What the chargers below each node need to charge at once; by NodeIndex.
struct Demands {
  std::vector<PerLine<double>> all_a;     ///< the sum of their minima
  std::vector<PerLine<double>> passed_a;  ///< the same, where no circuit below asks for more than it can pass on
};

Demands demands_of(const Site& site, const Capacities& capacities, const std::vector<bool>& left_out) {
  Demands demands;
  demands.all_a.resize(site.nodes.size());
  LinesCounted counted;
  for (ChargerIndex c = 0; c < site.chargers.size(); ++c) {
    if (left_out[c]) continue;
    const Charger& charger = site.chargers[c];
    const LineSet lines = counted.of(site, charger);
    for (const Line line : all_lines) {
      if (lines.contains(line)) demands.all_a[charger.node][line] += own_minimum_a(charger);
    }
  }
  demands.passed_a = demands.all_a;
  for (std::size_t v = site.nodes.size(); v-- > 1;) {
    const NodeIndex parent = site.nodes[v].parent;
    for (const Line line : all_lines) {
      demands.all_a[parent][line] += demands.all_a[v][line];
      demands.passed_a[parent][line] += std::min(demands.passed_a[v][line], capacities.capacity_a[v][line]);
    }
  }
  return demands;
}

/// The line on which most is missing; none where all is there.
std::optional<Line> scarcest_line(const PerLine<double>& demand_a, const PerLine<double>& capacity_a) {
  std::optional<Line> scarcest;
  double most_a = tolerance_a;
  for (const Line line : all_lines) {
    const double missing_a = demand_a[line] - capacity_a[line];
    if (missing_a <= most_a) continue;
    scarcest = line;
    most_a = missing_a;
  }
  return scarcest;
}

struct AtOnce {
  NodeIndex node = 0;
  Line line = Line::L1;
  double demand_a = 0;
};

void report_not_all(const Site& site, const AtOnce& at_once, const PerLine<double>& capacity_a,
                    const std::vector<bool>& left_out, Findings& findings) {
  const Node& node = site.nodes[at_once.node];
  std::vector<ChargerIndex> chargers;
  for (ChargerIndex c = node.charger_begin; c < node.subtree_charger_end; ++c) {
    if (!left_out[c]) chargers.push_back(c);
  }
  const std::size_t three_phase = how_many_fit(site, chargers, capacity_a, LoadCase::three_phase);
  if (three_phase == chargers.size()) return;
  const std::size_t one_phase = how_many_fit(site, chargers, capacity_a, LoadCase::single_phase);
  const std::size_t all = node.subtree_charger_end - node.charger_begin;
  const LinePlace place = place_of_capacity(node, at_once.line);
  Finding finding = finding_about("AMP207", site, node, place.key, place.span);
  finding.message = fmt::format(
      "{} leaves {} on {}, but {} need {} to charge all at once: {} can with three-phase cars, {} with one-phase cars",
      name_of(site, node), amps(capacity_a[at_once.line]), to_text(at_once.line),
      all == chargers.size() ? fmt::format("its {} chargers", all)
                             : fmt::format("those {} of its {} chargers that can at all", chargers.size(), all),
      amps(at_once.demand_a), three_phase, one_phase);
  finding.help = "nothing, if the others may wait for their turn; else raise the limit or fit a larger fuse";
  findings.push_back(std::move(finding));
}

/// Without neutral a car draws between two lines: chargers on a circuit with one line get nothing.
void report_no_pair(const Site& site, NodeIndex v, Findings& findings) {
  const Node& node = site.nodes[v];
  const Stated<Wiring>& phases = node.phases;
  Finding finding = finding_about("AMP206", site, node, "phases", phases.stated() ? phases.span : place_of(node));
  finding.message = fmt::format("{} has only {}, but without neutral a car charges between two lines",
                                name_of(site, node), describe(node.lines));
  finding.help = "feed the circuit with two lines or three, and write them in phases";
  findings.push_back(std::move(finding));
}

}  // namespace

void check_no_room_to_charge(const RuleContext& context, Findings& findings) {
  const Site& site = context.site;
  const Capacities& capacities = context.capacities;
  const std::vector<PerLine<double>>& base_loads = context.base_loads.sum_a;
  const AloneResult alone = each_alone(site, capacities);
  for (NodeIndex v = 0; v < site.nodes.size(); ++v) {
    if (alone.nodes[v].chargers > 0) report_no_room(site, alone.nodes[v], base_loads[v], findings);
  }
  for (const Charger& charger : site.chargers) {
    if (is_certain(site, charger) && own_fuse_below_minimum(charger)) report_own_fuse(site, charger, findings);
  }
  if (!site.grid->neutral.has_value() || site.neutral()) return;
  const std::vector<bool>& lines_are_certain = context.lines_certain;
  for (NodeIndex v = 0; v < site.nodes.size(); ++v) {
    const Node& node = site.nodes[v];
    if (lines_are_certain[v] && node.lines.size() == 1 && node.charger_begin != node.charger_end) {
      report_no_pair(site, v, findings);
    }
  }
}

void check_not_all_at_once(const RuleContext& context, Findings& findings) {
  const Site& site = context.site;
  const Capacities& capacities = context.capacities;
  const std::vector<bool> certain = sums_certain(site, capacities);
  const AloneResult alone = each_alone(site, capacities);
  const Demands demands = demands_of(site, capacities, alone.left_out);
  for (NodeIndex v = 0; v < site.nodes.size(); ++v) {
    if (!certain[v] || alone.nodes[v].chargers > 0) continue;
    const PerLine<double>& capacity_a = capacities.capacity_a[v];
    const std::optional<Line> line = scarcest_line(demands.passed_a[v], capacity_a);
    if (line) report_not_all(site, {v, *line, demands.all_a[v][*line]}, capacity_a, alone.left_out, findings);
  }
}

}  // namespace ampsite
