// AMP3xx about the conductors of runs, and the lines that circuits and chargers use.

#include <fmt/format.h>

#include <string>
#include <string_view>
#include <utility>

#include "ampsite/rules/certainty.h"
#include "ampsite/rules/checks.h"
#include "ampsite/rules/wording.h"

namespace ampsite {
namespace {

bool has_chargers(const Node& node) { return node.charger_begin != node.charger_end; }

bool feeds_chargers(const Node& node) { return node.charger_begin != node.subtree_charger_end; }

bool cores_known(const RuleContext& context, NodeIndex v) {
  return context.lines_certain[v] && context.site.nodes[v].cable->cores.stated();
}

/// N and PE are two conductors from the supply on, so that what a run lacks is missing behind it too.
bool apart_from_supply_on(const Stated<GridSystem>& system) {
  return system.stated() && (system.value == GridSystem::TN_S || system.value == GridSystem::TT);
}

Finding cores_finding(std::string_view rule, const Site& site, const Node& node) {
  return finding_about(rule, site, node, "cable.cores", node.cable->cores.span);
}

/// "L1, L2, L3, N and PE".
std::string conductors_with_neutral(LineSet lines) {
  std::string text;
  for (const Line line : all_lines) {
    if (lines.contains(line)) text += fmt::format("{}, ", to_text(line));
  }
  return text + "N and PE";
}

/// "[L1, L2, L3]"
std::string as_phases(LineSet lines) {
  Wiring wiring;
  for (const Line line : all_lines) {
    if (lines.contains(line)) wiring.push_back(line);
  }
  return describe(wiring);
}

void add_lines_of(const Site& site, NodeIndex node, Finding& finding) {
  const Stated<Wiring>* const phases = stated_phases(site, node);
  if (phases != nullptr) finding.related.push_back({phases->span, "the lines that are there"});
}

void check_circuit_lines(const RuleContext& context, NodeIndex v, Findings& findings) {
  const Site& site = context.site;
  const Node& node = site.nodes[v];
  const Node& parent = site.nodes[node.parent];
  if (!node.phases.stated() || !context.lines_certain[v] || !feeds_chargers(node)) return;
  if (node.lines.size() >= parent.lines.size() || lacks_second_line(site, node)) return;
  Finding finding = finding_about("AMP302", site, node, "phases", node.phases.span);
  finding.message = fmt::format("{} is connected to {}; {} has {}", name_of(site, node), describe(node.lines),
                                name_of(site, parent), describe(parent.lines));
  finding.help = fmt::format("connect it to all lines and write phases: {}", as_phases(parent.lines));
  add_lines_of(site, node.parent, finding);
  findings.push_back(std::move(finding));
}

void check_charger_lines(const RuleContext& context, const Charger& charger, Findings& findings) {
  const Site& site = context.site;
  const Node& node = site.nodes[charger.node];
  if (!wiring_certain(context, charger) || !leaves_lines_unused(site, charger)) return;
  Finding finding = finding_about("AMP302", site, charger, "phases", charger.phases.span);
  finding.message = fmt::format("{} is wired to {}; {} has {}", name_of(site, charger),
                                describe(charger.phases->lines()), name_of(site, node), describe(node.lines));
  finding.help = fmt::format("wire it to all lines and write phases: {}", as_phases(node.lines));
  if (charger.fixed.has_value() && charger.fixed.value) finding.help += "; it is fixed, so the plan will not change it";
  add_lines_of(site, charger.node, finding);
  findings.push_back(std::move(finding));
}

}  // namespace

void check_three_phase_four_conductor(const RuleContext& context, Findings& findings) {
  const Site& site = context.site;
  if (!site.grid->neutral.has_value() || site.neutral()) return;
  constexpr int with_spare = 5;  // three lines, PE, and the neutral of later
  for (NodeIndex v = 0; v < site.nodes.size(); ++v) {
    const Node& node = site.nodes[v];
    if (!has_chargers(node) || !cores_known(context, v)) continue;
    if (node.lines.size() != 3 || node.cable->cores.value >= with_spare) continue;
    Finding finding = cores_finding("AMP301", site, node);
    finding.message =
        fmt::format("the cable of {} has {}, PE counted; {} are needed to have a spare one for a neutral later",
                    name_of(site, node), counted(node.cable->cores.value, "conductor"), with_spare);
    finding.help = "lay a cable of five cores: L1, L2, L3, a spare one and PE";
    findings.push_back(std::move(finding));
  }
}

void check_fewer_phases_than_available(const RuleContext& context, Findings& findings) {
  const Site& site = context.site;
  for (NodeIndex v = 1; v < site.nodes.size(); ++v) check_circuit_lines(context, v, findings);
  for (const Charger& charger : site.chargers) check_charger_lines(context, charger, findings);
}

void check_run_without_neutral(const RuleContext& context, Findings& findings) {
  const Site& site = context.site;
  const Stated<GridSystem>& system = site.grid->system;
  // On TN-C one conductor is PE and N: AMP307 speaks of it.
  if (!system.has_value() || system.value == GridSystem::TN_C) return;
  if (!site.grid->neutral.has_value() || !site.neutral()) return;
  for (NodeIndex v = 0; v < site.nodes.size(); ++v) {
    const Node& node = site.nodes[v];
    const int needed = node.lines.size() + 2;
    if (!(apart_from_supply_on(system) ? feeds_chargers(node) : has_chargers(node))) continue;
    if (!cores_known(context, v) || node.cable->cores.value >= needed) continue;
    Finding finding = cores_finding("AMP309", site, node);
    finding.message =
        fmt::format("the run of {} has {}; {} are needed for {}", name_of(site, node),
                    counted(node.cable->cores.value, "conductor"), needed, conductors_with_neutral(node.lines));
    finding.help =
        fmt::format("lay a cable of {} cores; or correct cores: PE and a concentric screen count too", needed);
    findings.push_back(std::move(finding));
  }
}

}  // namespace ampsite
