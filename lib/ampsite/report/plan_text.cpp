#include "ampsite/report/plan_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "ampsite/report/findings_text.h"
#include "ampsite/report/plan_text_load.h"
#include "ampsite/report/plan_words.h"
#include "ampsite/report/terminal_text.h"
#include "ampsite/report/text_table.h"
#include "ampsite/site/links.h"
#include "ampsite/version.h"

namespace ampsite {

namespace {

constexpr int columns = 100;

/// "Name: text", the text wrapped and indented below itself.
std::string paragraph(std::string_view name, std::string_view text) {
  constexpr int indent = 14;
  std::string result;
  for (const std::string& line : wrap(printable(text), columns - indent)) {
    result += pad_right(result.empty() ? name : "", indent) + line + "\n";
  }
  return result;
}

std::string bullet(std::string_view text) {
  std::string result;
  for (const std::string& line : wrap(text, columns - 4)) result += (result.empty() ? "  - " : "    ") + line + "\n";
  return result;
}

std::string grid_text(const Grid& grid) {
  const bool one_phase = grid.phases.value == 1;
  return fmt::format("{}, {} V, {}, {} neutral", word_for(*grid.system), *grid.voltage_v,
                     one_phase ? "one phase" : "three phases", *grid.neutral ? "with" : "without");
}

std::string preference_text(const std::vector<LinkGroup>& preference) {
  std::string text;
  for (const LinkGroup& group : preference) {
    if (!text.empty()) text += ", then ";
    for (std::size_t i = 0; i < group.size(); ++i) text += (i == 0 ? "" : " or ") + std::string(display_word(group[i]));
  }
  return text;
}

std::string assumptions_text(const Site& site) {
  const Planning& planning = site.planning;
  return fmt::format("{} sums; a one-phase car's line is chosen by the {}; {}{}; at most {}; PLC up to {} m and {}",
                     word_for(used_current_model(site)),
                     *planning.one_phase_line == OnePhaseLine::charger ? "charger" : "wiring of its terminals",
                     preference_text(*planning.link_preference),
                     *planning.keep_links ? "; configured links are kept" : "",
                     counted(*planning.max_gateways, "gateway"), *planning.plc->max_distance_m,
                     counted(*planning.plc->max_chargers, "charger"));
}

std::string header(const PlanReport& report) {
  const Site& site = report.site;
  const SiteInfo& info = *site.info;
  std::string text;
  if (const int errors = unresolved_errors(report); errors > 0) {
    text += fmt::format("ATTENTION: {} {} that this plan does not resolve, see the findings below\n",
                        counted(errors, "error"), errors == 1 ? "remains" : "remain");
  }
  if (const std::string left_out = left_out_text(report); !left_out.empty()) {
    text += "ATTENTION: " + left_out + ", see below\n";
  }
  if (!text.empty()) text += "\n";
  const std::string reference = info.reference.has_value() ? " (" + info.reference.value + ")" : "";
  text += paragraph("Plan of", info.name.value + reference);
  text += paragraph("Grid", grid_text(*site.grid));
  text += paragraph(
      "Size", counted(std::ssize(site.chargers), "charger") + " on " + counted(std::ssize(site.nodes), "fuse node"));
  text += paragraph("Assumed", assumptions_text(site));
  text += paragraph("Made by", fmt::format("ampsite {}, from site {}", version, report.digest.substr(0, 12)));
  return text;
}

std::string link_source(const PlanReport& report, const ChargerLink& link) {
  const Connectivity& connectivity = report.plan.connectivity;
  if (link.link == PlannedLink::plc && link.plc_network != no_index) {
    const PlcNetwork& network = connectivity.plc_networks[link.plc_network];
    return std::string(word_for(network.source)) + " " + network.id;
  }
  if (link.access_point == no_index) return {};
  std::string text = report.site.access_points()[link.access_point].id.value;
  if (link.rssi_dbm) text += fmt::format(" {} dBm", *link.rssi_dbm);
  return text;
}

std::string wiring_heading(const Site& site) {
  if (site.neutral()) return "on L1 L2 L3";
  return site.grid->phases.value == 1 ? "on L1 N" : "on L1 L2 N";
}

std::string join_lines(const Wiring& wiring, std::string_view between) {
  std::string text;
  for (const Line line : wiring) text += (text.empty() ? "" : std::string(between)) + std::string(to_text(line));
  return text;
}

std::string join_lines(LineSet lines, std::string_view between) {
  Wiring wiring;
  for (const Line line : all_lines) {
    if (lines.contains(line)) wiring.push_back(line);
  }
  return join_lines(wiring, between);
}

std::string charger_table(const PlanReport& report) {
  TextTable table({{"charger"},
                   {"circuit"},
                   {"link"},
                   {"from"},
                   {wiring_heading(report.site)},
                   {"wiring", TextTable::Align::right},
                   {"one-phase on"},
                   {"fixed"}});
  for (ChargerIndex i = 0; i < report.site.chargers.size(); ++i) {
    const Charger& charger = report.site.chargers[i];
    const ChargerLink& link = report.plan.connectivity.chargers[i];
    const ChargerWiring& wiring = report.plan.load.wiring[i];
    table.add({charger.id.value, id_of(report.site, charger.node),
               std::string(display_word(link.link)) + (link.changed ? "*" : ""),
               link_source(report, link) + (link.gateway ? ", gateway" : ""),
               join_lines(wiring.phases, " ") + (wiring.changed ? "*" : ""),
               wiring.wiring_id ? std::to_string(*wiring.wiring_id) : "", join_lines(wiring.one_phase_on, "-"),
               wiring.fixed ? "fixed" : ""});
  }
  return "\nLINKS AND WIRING (the grid line on each terminal of the charger; * differs from the file)\n" + table.text();
}

std::string network_table(const PlanReport& report) {
  const auto& networks = report.plan.connectivity.plc_networks;
  if (networks.empty()) return {};
  TextTable table({{"circuit"},
                   {"source"},
                   {"id"},
                   {"at", TextTable::Align::right},
                   {"connects"},
                   {"chargers", TextTable::Align::right},
                   {"farthest", TextTable::Align::right}});
  for (const PlcNetwork& network : networks) {
    std::string terminals;
    for (const Terminal terminal : network.terminals)
      terminals += (terminals.empty() ? "" : " ") + std::string(word_for(terminal));
    table.add({id_of(report.site, network.circuit),
               (network.is_new ? "new " : "") + std::string(word_for(network.source)), network.id,
               fmt::format("{:.1f} m", network.position_m), terminals, std::to_string(network.chargers.size()),
               fmt::format("{:.1f} m", network.farthest_m)});
  }
  return "\nPLC NETWORKS\n" + table.text();
}

std::string totals_text(const PlanReport& report) {
  const ConnectivityTotals& totals = report.plan.connectivity.totals;
  const Cost& cost = *report.site.planning.cost;
  std::string text = "\nTOTALS\n";
  text +=
      fmt::format("  links     {} WiFi, {} PLC, {} 4G, {} without\n", totals.wifi, totals.plc, totals.lte, totals.none);
  text += fmt::format("  to buy    {}, {} to activate\n", counted(totals.new_modules, "PLC module"),
                      counted(totals.sim_activations, "SIM"));
  text += fmt::format("  gateways  {}\n", totals.gateways);
  text += fmt::format("  network   {} DHCP addresses, {} MB a day\n", totals.dhcp_addresses, totals.mb_per_day);
  if (totals.cost > 0)
    text += fmt::format("  cost      {:.2f} {} over {} months\n", totals.cost, printable(*cost.currency), *cost.months);
  return text;
}

/// Chargers without a link for one and the same reason.
struct Linkless {
  std::string ids;
  std::string reason;
};

/// In the order in which the reasons come up in the site.
std::vector<Linkless> linkless_by_reason(const PlanReport& report) {
  std::vector<Linkless> groups;
  std::map<std::string_view, std::size_t> group_of_reason;
  for (const ChargerIndex i : chargers_without_link(report.plan)) {
    const std::string& reason = report.plan.connectivity.chargers[i].reason;
    const auto [at, is_new] = group_of_reason.emplace(reason, groups.size());
    if (is_new) groups.push_back({{}, reason});
    std::string& ids = groups[at->second].ids;
    ids += (ids.empty() ? "" : ", ") + report.site.chargers[i].id.value;
  }
  return groups;
}

std::string left_out_list(const PlanReport& report) {
  std::string text;
  const std::vector<Linkless> linkless = linkless_by_reason(report);
  if (!linkless.empty()) text += "\nWITHOUT A LINK\n";
  for (const Linkless& group : linkless) text += bullet(group.ids + ": " + printable(group.reason));
  const std::vector<ChargerIndex> roomless = chargers_without_room(report.site, report.plan);
  if (!roomless.empty()) text += "\nWITHOUT ROOM TO CHARGE\n";
  for (const ChargerIndex i : roomless) {
    const double min_a = own_minimum_a(report.site.chargers[i]);
    const std::string rounded_up =
        std::ceil(min_a) == min_a ? "" : fmt::format(", {} A in whole ampere,", std::ceil(min_a));
    text += bullet(fmt::format(
        "{}: its min_a of {} A{} is more than its own maximum, or than the fuses and limits above it leave, even alone",
        report.site.chargers[i].id.value, min_a, rounded_up));
  }
  return text;
}

std::string findings_list(const PlanReport& report) {
  if (report.diagnostics.empty()) return {};
  std::string text = "\nFINDINGS\n";
  for (std::size_t i = 0; i < report.diagnostics.size(); ++i) {
    const Diagnostic& diagnostic = report.diagnostics[i];
    text += bullet(fmt::format("{}[{}] {}{}", to_text(diagnostic.severity), diagnostic.rule->id,
                               printable(diagnostic.finding.message),
                               report.resolved[i] ? " (resolved by this plan)" : ""));
  }
  return text;
}

}  // namespace

std::string plan_text(const PlanReport& report) {
  std::string text = header(report) + left_out_list(report);
  if (!report.site.chargers.empty()) {
    text += guaranteed_text(report) + node_tree_text(report) + charger_table(report) + charger_currents_text(report);
    text += network_table(report) + totals_text(report);
  }
  return text + findings_list(report);
}

}  // namespace ampsite
