// AMP1xx: the tree, the lines, the places along a run.

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <string>
#include <string_view>
#include <vector>

#include "ampsite/rules/certainty.h"
#include "ampsite/rules/checks.h"
#include "ampsite/rules/wording.h"
#include "ampsite/site/links.h"

namespace ampsite {
namespace {

template <class Entity>
void check_position(const Site& site, const Entity& entity, Findings& findings) {
  const Stated<double>& position = entity.position_m;
  if (!position.stated()) return;
  const Node& node = site.nodes[entity.node];
  const bool before = position.value < 0;
  const bool behind = node.length_m.stated() && position.value > node.length_m.value;
  if (!before && !behind) return;
  Finding finding = finding_about("AMP101", site, entity, "position_m", position.span);
  if (node.length_m.stated()) {
    finding.message = fmt::format("{} is at {}, but the run of {} goes from 0 m to {}", name_of(site, entity),
                                  metres(position.value), name_of(site, node), metres(node.length_m.value));
    finding.related.push_back({node.length_m.span, "the run's length"});
  } else {
    finding.message = fmt::format("{} is at {}, before the run of {} begins at 0 m", name_of(site, entity),
                                  metres(position.value), name_of(site, node));
  }
  finding.help = "measure along the cable from the circuit's protective device: correct position_m or length_m";
  findings.push_back(std::move(finding));
}

std::string choose_from(LineSet fed) {
  if (fed.size() == 1) return fmt::format("write phases: [{}]", describe(fed));
  return fmt::format("choose phases from {}, each once", describe(fed));
}

/// `above` is the node that feeds the entity; empty for the grid.
void report_lines(Finding finding, const std::string& name, const LineFault& fault, const std::string& above,
                  LineSet fed, const Stated<Wiring>* fed_by, Findings& findings) {
  if (!fault.not_fed.empty()) {
    finding.message = fmt::format("{} is connected to {}, but {} has only {}", name, describe(fault.not_fed),
                                  above.empty() ? "the grid" : above, describe(fed));
    finding.help = choose_from(fed);
    if (!above.empty()) finding.help += fmt::format(", or feed {} with the missing line", above);
    if (fed_by != nullptr) finding.related.push_back({fed_by->span, "the lines that are there"});
  } else {
    finding.message = fmt::format("{} names {} twice; each line can be connected once", name, to_text(*fault.twice));
    finding.help = choose_from(fed);
  }
  findings.push_back(std::move(finding));
}

/// A current stated on a line that does not feed the node.
void check_current_lines(const Site& site, const Node& node, std::string_view key, const Stated<LineCurrents>& currents,
                         Findings& findings) {
  if (!currents.has_value() || !currents->map) return;
  for (const Line line : all_lines) {
    const Stated<double>& current = currents->line[line];
    if (!current.stated() || node.lines.contains(line)) continue;
    const LinePlace place = place_of_line(key, currents, line);
    Finding finding = finding_about("AMP102", site, node, place.key, place.span);
    finding.message = fmt::format("{} of {} names {}, but only {} {} it", key, name_of(site, node), to_text(line),
                                  describe(node.lines), node.lines.size() == 1 ? "feeds" : "feed");
    finding.help = fmt::format("name only lines out of {}, or feed {} with the missing line", describe(node.lines),
                               name_of(site, node));
    findings.push_back(std::move(finding));
  }
}

/// Findings by their paths, so that those below one node are found without a walk over all.
using FindingsByPath = std::vector<const Finding*>;

FindingsByPath by_path(const Findings& findings) {
  FindingsByPath sorted;
  sorted.reserve(findings.size());
  for (const Finding& finding : findings) sorted.push_back(&finding);
  std::sort(sorted.begin(), sorted.end(), [](const Finding* a, const Finding* b) { return a->path < b->path; });
  return sorted;
}

/// The circuit looks empty only because the file's own finding is about what it should feed.
bool has_broken_content(const Site& site, const Node& node, const FindingsByPath& findings) {
  const std::string path = path_of(site, node);
  const auto first =
      std::lower_bound(findings.begin(), findings.end(), path,
                       [](const Finding* finding, const std::string& begin) { return finding->path < begin; });
  // All paths that begin with the node's stand together.
  for (auto found = first; found != findings.end() && (*found)->path.starts_with(path); ++found) {
    const std::string_view rest = std::string_view((*found)->path).substr(path.size());
    if (rest.empty() || (*found)->rule == "AMP003") return true;
    if (rest.starts_with(".chargers") || rest.starts_with(".circuits")) return true;
  }
  return false;
}

bool has_plc(const Site& site, const Node& node) {
  if (node.module_begin != node.module_end) return true;
  const auto begin = site.chargers.begin();
  return std::any_of(begin + node.charger_begin, begin + node.charger_end, uses_plc);
}

template <class Entity>
void check_has_position(const Site& site, const Entity& entity, Findings& findings) {
  if (!entity.position_m.absent()) return;
  Finding finding = finding_about("AMP105", site, entity, "position_m", place_of(entity));
  finding.message = fmt::format("{} has no position_m, so its distance over PLC on {} is not known",
                                name_of(site, entity), name_of(site, site.nodes[entity.node]));
  finding.help = "add position_m: metres of cable from the circuit's protective device";
  findings.push_back(std::move(finding));
}

}  // namespace

void check_position_off_run(const RuleContext& context, Findings& findings) {
  const Site& site = context.site;
  for (const Charger& charger : site.chargers) check_position(site, charger, findings);
  for (const PlcModule& module : site.modules) check_position(site, module, findings);
}

void check_phase_not_fed(const RuleContext& context, Findings& findings) {
  const Site& site = context.site;
  const std::vector<bool>& certain = context.lines_certain;
  for (std::size_t v = 0; v < site.nodes.size(); ++v) {
    const Node& node = site.nodes[v];
    const bool is_supply = node.parent == no_index;
    // The supply's own lines are held against the grid's, which are certain unless the grid has a finding.
    const bool parent_certain = is_supply ? grid_lines_certain(site) : certain[node.parent];
    const LineFault fault = line_fault(site, node, parent_certain);
    if (!fault.any()) continue;
    report_lines(finding_about("AMP102", site, node, "phases", node.phases.span), name_of(site, node), fault,
                 is_supply ? "" : name_of(site, site.nodes[node.parent]), parent_lines(site, node),
                 is_supply ? nullptr : stated_phases(site, node.parent), findings);
  }
  for (std::size_t v = 0; v < site.nodes.size(); ++v) {
    if (!certain[v]) continue;
    check_current_lines(site, site.nodes[v], "limit_a", site.nodes[v].limit_a, findings);
    check_current_lines(site, site.nodes[v], "base_load_a", site.nodes[v].base_load_a, findings);
  }
  for (const Charger& charger : site.chargers) {
    const LineFault fault = line_fault(site, charger, certain[charger.node]);
    if (!fault.any()) continue;
    const Node& node = site.nodes[charger.node];
    report_lines(finding_about("AMP102", site, charger, "phases", charger.phases.span), name_of(site, charger), fault,
                 name_of(site, node), node.lines, stated_phases(site, charger.node), findings);
  }
}

void check_empty_circuit(const RuleContext& context, Findings& findings) {
  const Site& site = context.site;
  const FindingsByPath earlier = by_path(findings);
  Findings empty;
  for (std::size_t v = 1; v < site.nodes.size(); ++v) {
    const Node& node = site.nodes[v];
    if (node.charger_begin != node.charger_end || node.subtree_end != v + 1) continue;
    if (has_broken_content(site, node, earlier)) continue;
    Finding finding = finding_about("AMP103", site, node, "", place_of(node));
    finding.message = fmt::format("{} feeds no charger and no circuit", name_of(site, node));
    finding.help = "add its chargers, or take the circuit out of the file";
    empty.push_back(std::move(finding));
  }
  std::move(empty.begin(), empty.end(), std::back_inserter(findings));
}

void check_wiring_form(const RuleContext& context, Findings& findings) {
  const Site& site = context.site;
  const std::vector<bool>& certain = context.lines_certain;
  for (const Charger& charger : site.chargers) {
    if (!has_form_fault(site, charger) || line_fault(site, charger, certain[charger.node]).any()) continue;
    const bool neutral = site.neutral();
    const std::size_t count = charger.phases->size();
    Finding finding = finding_about("AMP104", site, charger, "phases", charger.phases.span);
    finding.message = fmt::format("{} is wired to {} {}; {} a charger is wired to {}", name_of(site, charger), count,
                                  count == 1 ? "line" : "lines", neutral ? "with neutral" : "without neutral",
                                  neutral ? "1 line or 3 lines" : "2 lines or 3 lines");
    finding.help = neutral ? "write phases: [L1, L2, L3] for three-phase wiring, or one line for one-phase wiring"
                           : "write phases: [L1, L2, L3] for terminals L1, L2 and N, or two lines such as [L1, L3] "
                             "for terminals L1 and N";
    findings.push_back(std::move(finding));
  }
}

void check_missing_position(const RuleContext& context, Findings& findings) {
  const Site& site = context.site;
  for (const Node& node : site.nodes) {
    if (!has_plc(site, node)) continue;
    if (node.length_m.absent()) {
      Finding finding = finding_about("AMP105", site, node, "length_m", place_of(node));
      finding.message =
          fmt::format("{} has PLC but no length_m, so the distances on it cannot be checked", name_of(site, node));
      finding.help = "add length_m: metres of cable from the protective device to the end of the run";
      findings.push_back(std::move(finding));
    }
    for (ModuleIndex m = node.module_begin; m < node.module_end; ++m) {
      check_has_position(site, site.modules[m], findings);
    }
    for (ChargerIndex c = node.charger_begin; c < node.charger_end; ++c) {
      check_has_position(site, site.chargers[c], findings);
    }
  }
}

}  // namespace ampsite
