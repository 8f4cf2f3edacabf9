#include "ampsite/plan/load/wiring_proof.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <string>
#include <tuple>

#include "ampsite/electric/load_case.h"
#include "ampsite/plan/natural_order.h"

namespace ampsite {
namespace {

/// Rounded down to 3 decimals, as plans print it.
std::string amperes(double current_a) { return fmt::format("{} A", std::floor(current_a * 1000 + 1e-6) / 1000); }

/// For a current that is to be exceeded: what is more than the printed one is more than the exact one.
std::string amperes_rounded_up(double current_a) {
  // Rounded up, 0 would be printed as -0.
  return fmt::format("{} A", std::max(0.0, std::ceil(current_a * 1000 - 1e-6) / 1000));
}

/// The first in natural order of those that draw nothing; `no_index` where all can.
ChargerIndex first_without_current(const Site& site, const std::vector<ChargerIndex>& drawing) {
  std::vector<bool> draws(site.chargers.size());
  for (const ChargerIndex i : drawing) draws[i] = true;
  std::vector<ChargerIndex> without;
  for (ChargerIndex i = 0; i < draws.size(); ++i) {
    if (!draws[i]) without.push_back(i);
  }
  sort_naturally(without, site.chargers);
  return without.empty() ? no_index : without.front();
}

std::vector<CutEntry> cut_of(const LineCut& found, const std::vector<NodeIndex>& node) {
  std::vector<CutEntry> cut;
  cut.reserve(found.entries.size());
  for (const LineCut::Entry& entry : found.entries) {
    cut.push_back({node[entry.at.node], entry.at.line, entry.limit_a, entry.holds});
  }
  std::sort(cut.begin(), cut.end(),
            [](const CutEntry& a, const CutEntry& b) { return std::tie(a.node, a.line) < std::tie(b.node, b.line); });
  return cut;
}

std::string cut_argument(const Site& site, const WiringProof& proof) {
  constexpr std::size_t most_listed = 6;
  int holds = 0;
  std::string sum;
  std::vector<std::string> lines;
  for (const CutEntry& entry : proof.cut) {
    holds += entry.holds;
    sum += fmt::format("{}{}", sum.empty() ? "" : " + ", entry.holds);
    lines.push_back(fmt::format("{} {}", site.nodes[entry.node].id.value, to_text(entry.line)));
  }
  const bool listing = lines.size() <= most_listed;
  const std::string where = listing ? listed(lines) : fmt::format("the {} lines of the cut", lines.size());
  const std::string held = listing && lines.size() > 1 ? fmt::format("{} = {}", sum, holds) : fmt::format("{}", holds);
  return fmt::format(
      "Whichever lines are chosen, one-phase cars make at least {} of {}. "
      "At more than {} for each use there is room for {}.",
      proof.forced == 1 ? "1 use" : fmt::format("{} uses", proof.forced), where, amperes_rounded_up(proof.guaranteed_a),
      held);
}

/// The charger has the lines that the file states because chargers choose a car's line themselves, and more lines
/// pass by it.
bool stays_on_fewer_lines(const Site& site, ChargerIndex i, const WiringOptions& options) {
  const WiringOption& only = options.option[0];
  const int lines = site.nodes[site.chargers[i].node].lines.size();
  return options.count == 1 && only.reason == WiringReason::stated && static_cast<int>(only.phases.size()) < lines;
}

bool loads_cut(const Site& site, NodeIndex node, LineSet lines, const std::vector<LineSet>& cut_lines) {
  for (NodeIndex v = node; v != no_index; v = site.nodes[v].parent) {
    for (const Line line : all_lines) {
      if (lines.contains(line) && cut_lines[v].contains(line)) return true;
    }
  }
  return false;
}

/// Who makes uses of the cut, and could do otherwise if the plan were free to wire it.
std::string not_free(const Site& site, const std::vector<WiringOptions>& options, const WiringProof& proof) {
  constexpr std::size_t most_listed = 5;
  std::vector<LineSet> cut_lines(site.nodes.size());
  for (const CutEntry& entry : proof.cut) cut_lines[entry.node].insert(entry.line);
  std::vector<ChargerIndex> staying;
  for (ChargerIndex i = 0; i < options.size(); ++i) {
    const LineSet used = options[i].option[0].one_phase_on;
    if (stays_on_fewer_lines(site, i, options[i]) && loads_cut(site, site.chargers[i].node, used, cut_lines)) {
      staying.push_back(i);
    }
  }
  if (staying.empty()) return {};
  sort_naturally(staying, site.chargers);
  std::vector<std::string> ids;
  for (const ChargerIndex i : staying) ids.push_back(site.chargers[i].id.value);
  const bool one = ids.size() == 1;
  const std::string who = ids.size() <= most_listed ? listed(ids) : fmt::format("{} chargers", ids.size());
  return fmt::format(
      " {} {} not free to choose: with one_phase_line: charger the plan leaves {} on the lines that the file states, "
      "fewer than {} circuit has.",
      who, one ? "was" : "were", one ? "it" : "them", one ? "its" : "their");
}

/// The first in natural order of those whose own maximum is `own_maximum_a`; `no_index` where none is.
ChargerIndex first_with_maximum(const Site& site, const ChoiceProblem& problem,
                                const std::vector<ChargerIndex>& charger, double own_maximum_a) {
  std::vector<ChargerIndex> with;
  for (std::size_t k = 0; k < charger.size(); ++k) {
    if (problem.cars[k].own_maximum_a == own_maximum_a) with.push_back(charger[k]);
  }
  sort_naturally(with, site.chargers);
  return with.empty() ? no_index : with.front();
}

void explain_own_limit(const Site& site, WiringProof& proof) {
  const std::string& id = site.chargers[proof.own_limit].id.value;
  proof.upper_bound_a = proof.guaranteed_a;
  proof.argument = proof.guaranteed_a > 0
                       ? fmt::format("Charger {} gives at most {} itself, and every line gives each of its cars that.",
                                     id, amperes(proof.guaranteed_a))
                       : fmt::format("Charger {} has no lines that it could draw from, so it is given nothing.", id);
}

void explain_cut(const Site& site, const std::vector<WiringOptions>& options, const ChoiceProblem& problem,
                 const std::vector<ChargerIndex>& charger, WiringProof& proof) {
  proof.upper_bound_a = proof.guaranteed_a;
  proof.argument = cut_argument(site, proof) + not_free(site, options, proof);
  if (used_current_model(site) == CurrentModel::arithmetic) return;
  // Currents of two pairs that share a line stand 60° apart: their phasor is at least √3/2 of their sum.
  const double phasor_bound_a = proof.guaranteed_a * 2 / std::sqrt(3.0);
  const double own_a = problem.smallest_own_maximum_a();
  proof.upper_bound_a = std::min(own_a, phasor_bound_a);
  const ChargerIndex least = own_a < phasor_bound_a ? first_with_maximum(site, problem, charger, own_a) : no_index;
  if (least != no_index) {
    proof.argument += fmt::format(
        " Added up as phasors, a line carries less than the sum of its currents, but charger {} gives at most {} "
        "itself, so no choice gives every car more.",
        site.chargers[least].id.value, amperes(own_a));
    return;
  }
  proof.argument += fmt::format(
      " Added up as phasors, a line carries at least √3/2 of the sum of its currents, so no "
      "choice gives every car more than {}.",
      amperes(proof.upper_bound_a));
}

}  // namespace

WiringProof wiring_proof(const Site& site, const std::vector<WiringOptions>& options, const ChoiceProblem& problem,
                         const LineChoice& lines, const std::vector<NodeIndex>& node,
                         const std::vector<ChargerIndex>& charger) {
  WiringProof proof;
  proof.own_limit = first_without_current(site, charger);
  if (proof.own_limit != no_index) {
    explain_own_limit(site, proof);
  } else if (lines.cut) {
    proof.guaranteed_a = lines.smallest_a;
    proof.cut = cut_of(*lines.cut, node);
    proof.forced = lines.cut->forced;
    explain_cut(site, options, problem, charger, proof);
  } else {
    proof.guaranteed_a = lines.smallest_a;
    proof.own_limit = first_with_maximum(site, problem, charger, lines.smallest_a);
    explain_own_limit(site, proof);
  }
  // Whoever can draw nothing comes first in the order of currents.
  proof.second.optimal = lines.optimal;
  proof.second.bound_a.assign(site.chargers.size() - charger.size(), 0.0);
  proof.second.bound_a.insert(proof.second.bound_a.end(), lines.bound_a.begin(), lines.bound_a.end());
  return proof;
}

}  // namespace ampsite
