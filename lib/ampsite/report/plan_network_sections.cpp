#include "ampsite/report/plan_network_sections.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <utility>

#include "ampsite/report/plan_words.h"
#include "ampsite/rules/wording.h"
#include "ampsite/site/links.h"

namespace ampsite {

namespace {

using Align = Table::Align;

/// Chargers of which one and the same is said.
struct Group {
  std::string text;
  std::vector<ChargerIndex> chargers;
};

/// Texts of chargers, equal ones together, in the order in which they come up; those without a text are left out.
class Groups {
 public:
  void add(ChargerIndex charger, std::string_view text) {
    if (text.empty()) return;
    const auto [at, is_new] = group_of_.emplace(std::string(text), groups_.size());
    if (is_new) groups_.push_back({std::string(text), {}});
    groups_[at->second].chargers.push_back(charger);
  }

  const std::vector<Group>& all() const { return groups_; }

 private:
  std::vector<Group> groups_;
  std::map<std::string, std::size_t> group_of_;
};

Bullets bullets_of(const Site& site, const Groups& groups) {
  Bullets bullets;
  for (const Group& group : groups.all()) {
    bullets.items.push_back(charger_ranges(site, group.chargers) + ": " + group.text);
  }
  return bullets;
}

/// The node at or above a charger that leaves the least on a line that the charger uses, and the lines it does so on.
/// does.
struct LeastLeft {
  NodeIndex node = no_index;
  LineSet lines;
  double left_a = 0;
};

LeastLeft least_left(const Site& site, const CasePlan& plan, NodeIndex node, const Wiring& wiring) {
  LeastLeft least;
  for (NodeIndex v = node; v != no_index; v = site.nodes[v].parent) {
    LeastLeft here{v, {}, plan.nodes[v].limit_a[wiring.front()]};
    for (const Line line : wiring) here.left_a = std::min(here.left_a, plan.nodes[v].limit_a[line]);
    if (least.node != no_index && here.left_a >= least.left_a - tolerance_a) continue;
    for (const Line line : wiring) {
      if (plan.nodes[v].limit_a[line] <= here.left_a + tolerance_a) here.lines.insert(line);
    }
    least = here;
  }
  return least;
}

/// Why a charger cannot charge even alone: it is one of `chargers_without_room`.
std::string no_room_reason(const PlanReport& report, ChargerIndex i) {
  const Charger& charger = report.site.chargers[i];
  const Wiring& wiring = report.plan.load.wiring[i].phases;
  if (wiring.empty()) return "wired to no line that could give a current";
  const double min_a = own_minimum_a(charger);
  const bool whole = std::ceil(min_a) == min_a;
  const std::string needed =
      fmt::format("a min_a of {} A{}", min_a, whole ? "" : fmt::format(", {} A in whole ampere,", std::ceil(min_a)));
  const double own_a = own_maximum_a(charger, LoadCase::three_phase);
  if (std::floor(own_a) < std::ceil(min_a))
    return fmt::format("{} is more than the own maximum of {} A", needed, own_a);
  const double declared_a = own_maximum_a(charger, LoadCase::declared);
  if (std::floor(declared_a) < std::ceil(min_a))
    return fmt::format("{} is more than the {} A that its vehicle takes", needed, declared_a);
  const LeastLeft least = least_left(report.site, report.plan.load.cases.front(), charger.node, wiring);
  return fmt::format("{} is more than the {} that {} leaves on {}, even with nobody else charging", needed,
                     current_text(least.left_a), id_of(report.site, least.node), joined(least.lines, "/"));
}

}  // namespace

Section links_section(const PlanReport& report) {
  Table table({{"charger"},
               {"circuit"},
               {"link"},
               {"from"},
               {"RSSI", Align::right},
               {"on " + terminals_text(report.site)},
               {"wiring id", Align::right},
               {"one-phase on"},
               {"fixed"}});
  for (ChargerIndex i = 0; i < report.site.chargers.size(); ++i) {
    const Charger& charger = report.site.chargers[i];
    const ChargerLink& link = report.plan.connectivity.chargers[i];
    const ChargerWiring& wiring = report.plan.load.wiring[i];
    table.add({charger.id.value, id_of(report.site, charger.node),
               std::string(display_word(link.link)) + (link.changed ? "*" : ""),
               link_source(report, link) + (link.gateway ? ", gateway" : ""), link.rssi_dbm ? dbm(*link.rssi_dbm) : "",
               terminals_cell(report.site, wiring.phases) + (wiring.changed ? "*" : ""),
               wiring.wiring_id ? std::to_string(*wiring.wiring_id) : "", joined(wiring.one_phase_on, "-"),
               wiring.fixed ? "fixed" : ""});
  }
  return {
      "Links and wiring", "the grid line on each terminal of the charger; * differs from the file", {std::move(table)}};
}

Section reasons_section(const PlanReport& report) {
  Groups links;
  for (ChargerIndex i = 0; i < report.site.chargers.size(); ++i) {
    links.add(i, report.plan.connectivity.chargers[i].reason);
  }
  Groups wirings;
  for (ChargerIndex i = 0; i < report.site.chargers.size(); ++i) wirings.add(i, report.plan.load.wiring[i].reason);
  Section section{"Reasons", "", {}};
  const auto add = [&](std::string title, Bullets bullets) {
    if (bullets.items.empty()) return;
    section.blocks.emplace_back(Subheading{std::move(title)});
    section.blocks.emplace_back(std::move(bullets));
  };
  add("Links", bullets_of(report.site, links));
  add("Wiring", bullets_of(report.site, wirings));
  return section;
}

Section plc_section(const PlanReport& report) {
  Section section{"PLC networks", "", {}};
  const auto& networks = report.plan.connectivity.plc_networks;
  if (networks.empty()) return section;
  Table table({{"circuit"},
               {"source"},
               {"id"},
               {"at", Align::right},
               {"connects"},
               {"chargers", Align::right},
               {"farthest", Align::right}});
  for (const PlcNetwork& network : networks) {
    std::string terminals;
    for (const Terminal terminal : network.terminals)
      terminals += (terminals.empty() ? "" : " ") + std::string(word_for(terminal));
    table.add({id_of(report.site, network.circuit),
               (network.is_new ? "new " : "") + std::string(word_for(network.source)), network.id,
               fmt::format("{:.1f} m", network.position_m), terminals, std::to_string(network.chargers.size()),
               fmt::format("{:.1f} m", network.farthest_m)});
  }
  section.blocks.emplace_back(std::move(table));
  return section;
}

Section channels_section(const PlanReport& report) {
  Section section{"Access points", "their fixed channels at 2.4 GHz; * differs from the file", {}};
  const auto& channels = report.plan.connectivity.access_points;
  if (channels.empty()) return section;
  std::vector<int> clients(channels.size(), 0);
  for (const ChargerLink& link : report.plan.connectivity.chargers) {
    if (link.link == PlannedLink::wifi && link.access_point != no_index) ++clients[link.access_point];
  }
  Table table({{"access point"}, {"channel", Align::right}, {"chargers", Align::right}});
  for (AccessPointIndex a = 0; a < channels.size(); ++a) {
    table.add(
        {report.site.access_points()[a].id.value,
         channels[a].channel == 0 ? "none" : std::to_string(channels[a].channel) + (channels[a].changed ? "*" : ""),
         std::to_string(clients[a])});
  }
  section.blocks.emplace_back(std::move(table));
  return section;
}

Section totals_section(const PlanReport& report) {
  const ConnectivityTotals& totals = report.plan.connectivity.totals;
  const Cost& cost = *report.site.planning.cost;
  Facts facts;
  const auto add = [&](std::string name, const std::vector<std::string>& parts) {
    if (!parts.empty()) facts.facts.push_back({std::move(name), listed(parts)});
  };
  const auto some = [](std::initializer_list<std::pair<int, std::string>> of_counts) {
    std::vector<std::string> parts;
    for (const auto& [count, text] : of_counts) {
      if (count > 0) parts.push_back(text);
    }
    return parts;
  };
  const auto count_of = [](int count, std::string_view what) { return fmt::format("{} {}", count, what); };
  add("links", some({{totals.wifi, count_of(totals.wifi, "on WiFi")},
                     {totals.plc, count_of(totals.plc, "on PLC")},
                     {totals.lte, count_of(totals.lte, "on 4G")},
                     {totals.none, count_of(totals.none, "without")}}));
  add("gateways", some({{totals.gateways, std::to_string(totals.gateways)}}));
  add("to buy", some({{totals.new_modules, counted(totals.new_modules, "PLC module")}}));
  add("to activate", some({{totals.sim_activations, counted(totals.sim_activations, "SIM")}}));
  add("network", some({{totals.dhcp_addresses, counted(totals.dhcp_addresses, "DHCP address", "DHCP addresses")},
                       {totals.mb_per_day > 0, fmt::format("{} MB a day", totals.mb_per_day)}}));
  if (totals.cost > 0) {
    facts.facts.push_back({"cost", fmt::format("{} over {} months", money(totals.cost, *cost.currency), *cost.months)});
  }
  return {"Totals", "", {std::move(facts)}};
}

Section linkless_section(const PlanReport& report) {
  Groups groups;
  for (const ChargerIndex i : chargers_without_link(report.plan)) {
    groups.add(i, report.plan.connectivity.chargers[i].reason);
  }
  return section_of("Without a link", "", bullets_of(report.site, groups));
}

Section roomless_section(const PlanReport& report) {
  Groups groups;
  for (const ChargerIndex i : chargers_without_room(report.site, report.plan)) {
    groups.add(i, no_room_reason(report, i));
  }
  return section_of("Without room to charge", "", bullets_of(report.site, groups));
}

Section nothing_section(const PlanReport& report) {
  if (!report.site.chargers.empty()) return {};
  return {"Nothing to plan", "", {Paragraph{"The site file states no charger."}}};
}

}  // namespace ampsite
