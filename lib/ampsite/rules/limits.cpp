// AMP2xx about limits and base loads against the fuse.

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <utility>
#include <vector>

#include "ampsite/electric/load_case.h"
#include "ampsite/rules/certainty.h"
#include "ampsite/rules/checks.h"
#include "ampsite/rules/wording.h"

namespace ampsite {
namespace {

/// The lines on which a stated limit is above the fuse. A line that a map leaves out has the fuse as its limit.
LineSet limit_over_fuse(const Node& node) {
  LineSet over;
  if (!node.limit_a.stated() || !node.fuse_a.has_value()) return over;
  for (const Line line : all_lines) {
    const Stated<double>& limit = node.limit_a->line[line];
    if (limit.stated() && limit.value > node.fuse_a.value) over.insert(line);
  }
  return over;
}

Line first_of(LineSet lines) {
  return *std::find_if(all_lines.begin(), all_lines.end(), [&](Line line) { return lines.contains(line); });
}

/// "80 A", or where lines differ "80 A on L1 and 90 A on L3".
template <class CurrentOn>
std::string currents_on(LineSet lines, bool same_everywhere, CurrentOn&& current_on) {
  if (same_everywhere) return amps(current_on(first_of(lines)));
  std::vector<std::string> currents;
  for (const Line line : all_lines) {
    if (lines.contains(line)) currents.push_back(fmt::format("{} on {}", amps(current_on(line)), to_text(line)));
  }
  return listed(currents);
}

void report_limit_over_fuse(const Site& site, const Node& node, LineSet over, Findings& findings) {
  const LinePlace place = place_of_line("limit_a", node.limit_a, first_of(over));
  Finding finding = finding_about("AMP203", site, node, place.key, place.span);
  finding.message =
      fmt::format("{} has a limit of {}; at most {}, its fuse, is allowed", name_of(site, node),
                  currents_on(over, !node.limit_a->map, [&](Line line) { return node.limit_a->line[line].value; }),
                  amps(node.fuse_a.value));
  finding.help = fmt::format("set the limit in the portal, and limit_a here, to {} or less", amps(node.fuse_a.value));
  finding.related.push_back({node.fuse_a.span, "the fuse"});
  findings.push_back(std::move(finding));
}

/// Points at the base loads of the nodes below `from` on a line, at most at three of them.
std::vector<Related> base_loads_below(const Site& site, NodeIndex from, Line line) {
  constexpr std::size_t most = 3;
  std::vector<Related> found;
  for (NodeIndex v = from + 1; v < site.nodes[from].subtree_end && found.size() < most; ++v) {
    const Node& node = site.nodes[v];
    if (!node.base_load_a.stated() || !node.lines.contains(line)) continue;
    const Stated<double>& value = node.base_load_a->line[line];
    if (!value.stated() || value.value <= 0) continue;
    found.push_back({place_of_line("base_load_a", node.base_load_a, line).span,
                     fmt::format("the base load of {}", name_of(site, node))});
  }
  return found;
}

void report_base_load(const Site& site, NodeIndex v, const BaseLoads& loads, Findings& findings) {
  const Node& node = site.nodes[v];
  const LineSet over = loads.over_fuse[v];
  const Line first = first_of(over);
  const LinePlace place = node.base_load_a.stated() ? place_of_line("base_load_a", node.base_load_a, first)
                                                    : LinePlace{"fuse_a", node.fuse_a.span};
  Finding finding = finding_about("AMP205", site, node, place.key, place.span);
  std::vector<Related> below = base_loads_below(site, v, first);
  finding.message =
      fmt::format("{} carries {} of other loads{}; at most {}, its fuse, is possible", name_of(site, node),
                  currents_on(over, false, [&](Line line) { return loads.sum_a[v][line]; }),
                  below.empty() ? "" : ", those of its circuits included", amps(node.fuse_a.value));
  finding.help = "measure the other loads again, or move some of them to another supply";
  if (place.key != "fuse_a") finding.related.push_back({node.fuse_a.span, "the fuse"});
  std::move(below.begin(), below.end(), std::back_inserter(finding.related));
  findings.push_back(std::move(finding));
}

bool has_apm(const Node& node) {
  return node.load_management.has_value() && node.load_management.value == LoadManagement::apm;
}

/// What the fuse leaves to the chargers of a node, on lines with a base load where that is certain.
struct Left {
  PerLine<double> current_a;
  LineSet lines;
};

Left left_beside_base_load(const Node& node, const PerLine<double>& base_load, LineSet certain) {
  Left left;
  for (const Line line : all_lines) {
    left.current_a[line] = node.fuse_a.value - base_load[line];
    if (node.lines.contains(line) && certain.contains(line) && base_load[line] > 0) left.lines.insert(line);
  }
  return left;
}

/// The base loads that a finding points at: the node's own, else those below it.
std::vector<Related> base_load_places(const Site& site, NodeIndex v, Line line) {
  const Node& node = site.nodes[v];
  if (node.base_load_a.stated() && node.base_load_a->line[line].stated()) {
    return {{place_of_line("base_load_a", node.base_load_a, line).span, "the base load"}};
  }
  return base_loads_below(site, v, line);
}

double limit_on(const Node& node, Line line) {
  const Stated<double>& limit = node.limit_a->line[line];
  return limit.has_value() ? limit.value : node.fuse_a.value;
}

void report_limit(const Site& site, NodeIndex v, const Left& left, LineSet over, Findings& findings) {
  const Node& node = site.nodes[v];
  const Line first = first_of(over);
  const LinePlace place = place_of_line("limit_a", node.limit_a, first);
  Finding finding = finding_about("AMP214", site, node, place.key, place.span);
  const auto left_on = [&](Line line) { return left.current_a[line]; };
  finding.message = fmt::format("{} has a limit of {}; the {} fuse less the base load leaves {}", name_of(site, node),
                                currents_on(over, !node.limit_a->map, [&](Line line) { return limit_on(node, line); }),
                                amps(node.fuse_a.value), currents_on(over, false, left_on));
  double least = left_on(first);
  for (const Line line : all_lines) {
    if (over.contains(line)) least = std::min(least, left_on(line));
  }
  finding.help = fmt::format(
      "set the limit in the portal, and limit_a here, to {} or less, or let a sensor at this fuse manage it "
      "(load_management: apm)",
      amps(least));
  finding.related = base_load_places(site, v, first);
  findings.push_back(std::move(finding));
}

void report_no_limit(const Site& site, const Left& left, Findings& findings) {
  const Node& supply = site.nodes.front();
  Finding finding = finding_about("AMP214", site, supply, "limit_a", place_of(supply));
  finding.severity = Severity::warning;
  finding.message = fmt::format("{} has base load but no limit_a; the {} fuse leaves the chargers {}",
                                name_of(site, supply), amps(supply.fuse_a.value),
                                currents_on(left.lines, false, [&](Line line) { return left.current_a[line]; }));
  finding.help =
      "set that limit in the portal and write it as limit_a, or let a sensor manage it (load_management: apm)";
  finding.related = base_load_places(site, 0, first_of(left.lines));
  findings.push_back(std::move(finding));
}

}  // namespace

void check_limit_over_fuse(const RuleContext& context, Findings& findings) {
  const Site& site = context.site;
  for (const Node& node : site.nodes) {
    const LineSet over = limit_over_fuse(node);
    if (!over.empty()) report_limit_over_fuse(site, node, over, findings);
  }
}

void check_base_load_over_fuse(const RuleContext& context, Findings& findings) {
  const Site& site = context.site;
  const BaseLoads& loads = context.base_loads;
  for (NodeIndex v = 0; v < site.nodes.size(); ++v) {
    if (!loads.over_fuse[v].empty()) report_base_load(site, v, loads, findings);
  }
}

void check_limit_ignores_base_load(const RuleContext& context, Findings& findings) {
  const Site& site = context.site;
  const BaseLoads& loads = context.base_loads;
  for (NodeIndex v = 0; v < site.nodes.size(); ++v) {
    const Node& node = site.nodes[v];
    // A sensor sees the other loads of its own fuse only, so each node speaks for itself.
    if (has_apm(node) || node.load_management.unknown() || !node.fuse_a.has_value()) continue;
    const Left left = left_beside_base_load(node, loads.sum_a[v], loads.certain[v]);
    if (left.lines.empty()) continue;
    if (node.limit_a.absent()) {
      if (v == 0 && loads.certain[v].contains(node.lines)) report_no_limit(site, left, findings);
      continue;
    }
    if (!node.limit_a.has_value() || !limit_over_fuse(node).empty()) continue;
    LineSet over;
    for (const Line line : all_lines) {
      if (!left.lines.contains(line) || node.limit_a->line[line].unknown()) continue;
      if (limit_on(node, line) > left.current_a[line] + tolerance_a) over.insert(line);
    }
    if (!over.empty()) report_limit(site, v, left, over, findings);
  }
}

}  // namespace ampsite
