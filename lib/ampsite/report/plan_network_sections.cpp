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

/// Without blocks where there is nothing to list.
Section section_of(std::string title, std::string note, Bullets bullets) {
  Section section{std::move(title), std::move(note), {}};
  if (!bullets.items.empty()) section.blocks.emplace_back(std::move(bullets));
  return section;
}

std::string number(double value) { return fmt::format("{}", value); }

std::string all_proved_text(const std::vector<LevelProof>& proof) {
  std::string text;
  for (const LevelProof& level : proof) text += (text.empty() ? "" : "; ") + level.level + ": " + number(level.value);
  return text + ". Each is proved to be the best that those before it allow.";
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
               joined(wiring.phases, " ") + (wiring.changed ? "*" : ""),
               wiring.wiring_id ? std::to_string(*wiring.wiring_id) : "", joined(wiring.one_phase_on, "-"),
               wiring.fixed ? "fixed" : ""});
  }
  return {
      "Links and wiring", "the grid line on each terminal of the charger; * differs from the file", {std::move(table)}};
}

Section reasons_section(const PlanReport& report) {
  Groups groups;
  for (ChargerIndex i = 0; i < report.site.chargers.size(); ++i) {
    const ChargerLink& link = report.plan.connectivity.chargers[i];
    if (link.link != PlannedLink::none) groups.add(i, link.reason);
  }
  Groups wirings;
  for (ChargerIndex i = 0; i < report.site.chargers.size(); ++i) wirings.add(i, report.plan.load.wiring[i].reason);
  Section section = section_of("Reasons", "why each link and each wiring", bullets_of(report.site, groups));
  Bullets of_wirings = bullets_of(report.site, wirings);
  if (!of_wirings.items.empty()) section.blocks.emplace_back(std::move(of_wirings));
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
  facts.facts = {
      {"links", fmt::format("{} WiFi, {} PLC, {} 4G, {} without", totals.wifi, totals.plc, totals.lte, totals.none)},
      {"to buy", fmt::format("{}, {} to activate", counted(totals.new_modules, "PLC module"),
                             counted(totals.sim_activations, "SIM"))},
      {"gateways", std::to_string(totals.gateways)},
      {"network", fmt::format("{}, {} MB a day", counted(totals.dhcp_addresses, "DHCP address", "DHCP addresses"),
                              totals.mb_per_day)}};
  if (totals.cost > 0) {
    facts.facts.push_back({"cost", fmt::format("{:.2f} {} over {} months", totals.cost, *cost.currency, *cost.months)});
  }
  return {"Totals", "", {std::move(facts)}};
}

Section link_proof_section(const PlanReport& report, Detail detail) {
  const std::vector<LevelProof>& proof = report.plan.connectivity.proof;
  const auto proved = [](const LevelProof& level) { return level.value == level.bound; };
  if (detail == Detail::brief && !proof.empty() && std::all_of(proof.begin(), proof.end(), proved)) {
    return {"Proof of the links", "what they are chosen by, in this order", {Paragraph{all_proved_text(proof)}}};
  }
  Bullets bullets;
  for (const LevelProof& level : proof) {
    std::string text = level.level + ": " + number(level.value);
    text += proved(level) ? ", proved to be the best" : "; not better than " + number(level.bound) + " is proved";
    if (detail == Detail::full && !level.argument.empty()) text += ". " + level.argument;
    bullets.items.push_back(std::move(text));
  }
  return section_of("Proof of the links", "what they are chosen by, in this order", std::move(bullets));
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
    const double min_a = own_minimum_a(report.site.chargers[i]);
    const std::string rounded_up =
        std::ceil(min_a) == min_a ? "" : fmt::format(", {} A in whole ampere,", std::ceil(min_a));
    groups.add(i,
               fmt::format("a min_a of {} A{} is more than the own maximum, or than the fuses and limits above leave, "
                           "even alone",
                           min_a, rounded_up));
  }
  return section_of("Without room to charge", "", bullets_of(report.site, groups));
}

}  // namespace ampsite
