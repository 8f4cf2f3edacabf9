#include "ampsite/plan/connectivity/reasons.h"

#include <fmt/format.h>

#include <cmath>
#include <optional>
#include <string_view>

#include "ampsite/plan/link_words.h"
#include "ampsite/read/vocabulary.h"
#include "ampsite/rules/wording.h"

namespace ampsite::connectivity {

namespace {

/// Why a technology fails for a charger, and what would help. Without `what` it does not fail.
struct Obstacle {
  std::string what;
  std::string help;
};

/// A site may have hundreds of access points in reach.
constexpr std::size_t most_named = 3;

std::string chargers_text(std::size_t count) { return counted(static_cast<int>(count), "charger"); }

std::string metres(double m) { return fmt::format("{} m", std::round(m * 10) / 10); }

void append(std::string& text, std::string_view more, std::string_view separator = "; ") {
  if (more.empty()) return;
  if (!text.empty()) text += separator;
  text += more;
}

const std::string& id_of(const Story& story, AccessPointIndex at) {
  return story.reach.site.access_points()[at].id.value;
}

bool is_full(const Story& story, AccessPointIndex at) {
  const std::optional<int>& room = story.reach.max_clients[at];
  return room && story.clients[at] >= *room;
}

std::string full(const Story& story, AccessPointIndex at) {
  return fmt::format("{} is full with {}", id_of(story, at), counted(story.clients[at], "charger"));
}

/// The loudest that the file states, of whatever use; the access point only where the file names one.
std::optional<WifiAt> loudest(const Story& story, const Charger& charger, bool serving_only) {
  const Rssi& rssi = charger.rssi_dbm.value;
  std::optional<WifiAt> best;
  const auto consider = [&](AccessPointIndex at, double dbm) {
    if (serving_only && !serves_chargers(story.reach.site.access_points()[at])) return;
    const bool louder = !best || dbm > best->dbm;
    const bool first_of_equals =
        best && dbm == best->dbm && natural_less(id_of(story, at), id_of(story, best->access_point));
    if (louder || first_of_equals) best = WifiAt{at, dbm};
  };
  if (rssi.map) {
    for (const Rssi::At& at : rssi.at) {
      const AccessPointIndex found = story.reach.access_point_ids.find(at.access_point.value);
      if (found != no_index && plausible(at.dbm)) consider(found, at.dbm.value);
    }
  } else if (plausible(rssi.dbm)) {
    if (!charger.access_point.has_value()) {
      for (AccessPointIndex at = 0; at < story.reach.max_clients.size(); ++at) consider(at, rssi.dbm.value);
    } else if (const auto at = story.reach.access_point_ids.find(charger.access_point.value); at != no_index) {
      consider(at, rssi.dbm.value);
    }
  }
  return best;
}

std::optional<double> implausible(const Rssi& rssi) {
  if (!rssi.map && rssi.dbm.has_value() && !plausible(rssi.dbm)) return rssi.dbm.value;
  for (const Rssi::At& at : rssi.at) {
    if (at.dbm.has_value() && !plausible(at.dbm)) return at.dbm.value;
  }
  return std::nullopt;
}

Obstacle unreached_wifi(const Story& story, ChargerIndex index) {
  const Charger& charger = story.reach.site.chargers[index];
  const std::string measure = "measure its RSSI";
  if (story.reach.max_clients.empty()) return {"no access point", "add an access point"};
  if (!charger.rssi_dbm.has_value()) return {"WiFi not measured", measure};
  if (const auto heard = loudest(story, charger, true)) {
    const bool named =
        story.reach.max_clients.size() > 1 && (charger.rssi_dbm->map || charger.access_point.has_value());
    return {fmt::format("WiFi too weak ({} dBm{}, needs {} dBm)", heard->dbm,
                        named ? " at " + id_of(story, heard->access_point) : "", min_wifi_dbm),
            "move an access point nearer"};
  }
  if (const auto heard = loudest(story, charger, false)) {
    const std::string& id = id_of(story, heard->access_point);
    if (!offers_band(story.reach.site.access_points()[heard->access_point])) {
      return {fmt::format("{} has no 2.4 GHz", id), fmt::format("turn on 2.4 GHz at {}", id)};
    }
    return {fmt::format("{} offers none of b, g and n", id), fmt::format("turn on 802.11 n at {}", id)};
  }
  if (const auto dbm = implausible(*charger.rssi_dbm)) {
    return {
        fmt::format("RSSI of {} dBm is no measurement (outside {} to {} dBm)", *dbm, lowest_rssi_dbm, highest_rssi_dbm),
        measure};
  }
  return {"WiFi not measured at any access point of the file", measure};
}

Obstacle wifi_obstacle(const Story& story, ChargerIndex index) {
  const Reach& reach = story.reach;
  const std::size_t in_reach = reach.wifi_count(index);
  if (in_reach == 0) return unreached_wifi(story, index);
  std::string all_full;
  std::string ids;
  for (std::size_t k = 0; k < in_reach; ++k) {
    const AccessPointIndex at = reach.wifi(index, k).access_point;
    if (!is_full(story, at)) return {};
    if (k >= most_named) continue;
    append(all_full, full(story, at), ", ");
    append(ids, id_of(story, at), " or ");
  }
  if (in_reach > most_named) append(all_full, fmt::format("{} more are full, too", in_reach - most_named), ", ");
  return {all_full, fmt::format("add an access point, or raise max_clients of {}", ids)};
}

std::string no_plc(std::string_view why) { return fmt::format("no PLC ({})", why); }

Obstacle unusable_module(const Story& story, const Node& node) {
  const PlcModule* first = nullptr;
  for (ModuleIndex m = node.module_begin; m < node.module_end; ++m) {
    const PlcModule& module = story.reach.site.modules[m];
    if (first == nullptr || natural_less(module.id.value, first->id.value)) first = &module;
  }
  const std::string& id = first->id.value;
  if (!speaks_homeplug(*first)) {
    return {no_plc(fmt::format("{} is not HomePlug AV, AV2 or Green PHY", id)),
            fmt::format("replace {} by a HomePlug AV, AV2 or Green PHY module", id)};
  }
  if (!first->position_m.has_value()) {
    return {no_plc(fmt::format("position_m of {} not stated", id)), fmt::format("state position_m of {}", id)};
  }
  return {no_plc(fmt::format("{} at {} is off the run of {}", id, metres(first->position_m.value),
                             metres(node.length_m.value))),
          fmt::format("correct position_m of {}", id)};
}

Obstacle unreached_plc(const Story& story, ChargerIndex index) {
  const Site& site = story.reach.site;
  const Charger& charger = site.chargers[index];
  const Node& node = site.nodes[charger.node];
  const CircuitReach& circuit = story.reach.circuits[charger.node];
  const std::string& id = node.id.value;
  if (circuit.pair.empty()) return {no_plc(fmt::format("{} lacks a pair of lines for it", id)), ""};
  if (!node.length_m.has_value()) {
    return {no_plc(fmt::format("length_m of {} not stated", id)), fmt::format("state length_m of {}", id)};
  }
  if (!charger.position_m.has_value()) return {no_plc("position_m not stated"), "state its position_m"};
  if (!on_the_run(charger.position_m, node)) {
    return {no_plc(fmt::format("position_m of {} is off the run of {}", metres(charger.position_m.value),
                               metres(node.length_m.value))),
            "correct its position_m"};
  }
  const std::string wiring = charger.phases.has_value() ? describe(charger.phases.value) : "wiring not stated";
  return {no_plc(fmt::format("fixed with {}, while PLC on {} runs on {}", wiring, id, describe(circuit.pair))),
          fmt::format("wire terminal L1{} to {}", site.neutral() ? "" : " and N", describe(circuit.pair))};
}

Obstacle plc_obstacle(const Story& story, ChargerIndex index) {
  const Reach& reach = story.reach;
  const NodeIndex node = reach.site.chargers[index].node;
  const CircuitReach& circuit = reach.circuits[node];
  const ChargerReach& own = reach.chargers[index];
  if (!own.plc) return unreached_plc(story, index);
  if (circuit.has_module && circuit.modules.empty()) return unusable_module(story, reach.site.nodes[node]);
  const std::string split = "feed it from a circuit of its own";
  if (story.network_of_circuit[node] != no_index) {
    const PlcNetwork& network = story.networks[story.network_of_circuit[node]];
    const double distance_m = std::abs(own.position_m - network.position_m);
    if (distance_m > reach.max_distance_m + tolerance_m) {
      return {fmt::format("PLC too far ({} from {}, at most {})", metres(distance_m), network.id,
                          metres(reach.max_distance_m)),
              split};
    }
    if (static_cast<int>(network.chargers.size()) >= reach.max_chargers) {
      return {no_plc(fmt::format("{} is full with {}", network.id, chargers_text(network.chargers.size()))), split};
    }
    return {};
  }
  for (const ModuleIndex module : circuit.modules) {
    const double distance_m = std::abs(own.position_m - reach.site.modules[module].position_m.value);
    if (distance_m <= reach.max_distance_m + tolerance_m) return {};
  }
  if (!circuit.has_module) return {};
  const PlcModule& module = reach.site.modules[circuit.modules.front()];
  return {
      fmt::format("PLC too far ({} from {}, at most {})", metres(std::abs(own.position_m - module.position_m.value)),
                  module.id.value, metres(reach.max_distance_m)),
      fmt::format("move {} nearer", module.id.value)};
}

Obstacle lte_obstacle(const Charger& charger) {
  if (!charger.lte.has_value() || !charger.lte->coverage.has_value()) {
    return {"4G not measured", "measure its 4G coverage"};
  }
  if (charger.lte->coverage.value == LteCoverage::none) return {"no 4G coverage", ""};
  return {};
}

/// Why a technology that would work is not used, where it is not simply less preferred.
std::string passed_over(const Story& story, const Charger& charger, PlannedLink used, PlannedLink other) {
  const bool configured = charger.link.has_value() && static_cast<int>(charger.link.value) == static_cast<int>(used);
  if (configured && story.reach.site.planning.keep_links.value) return "kept as configured";
  if (configured) return "as configured";
  return fmt::format("{} does no better", display_word(other));
}

/// Why a charger has none of the links that are preferred to its own, or as good.
std::string why_no_other(const Story& story, ChargerIndex index, PlannedLink used) {
  const int entry = story.ranking.entry_of(static_cast<Link>(used));
  std::string reason;
  for (const PlannedLink other : {PlannedLink::wifi, PlannedLink::plc, PlannedLink::lte}) {
    const int rival = story.ranking.entry_of(static_cast<Link>(other));
    if (other == used || rival > entry) continue;
    const Charger& charger = story.reach.site.chargers[index];
    const Obstacle obstacle = other == PlannedLink::wifi  ? wifi_obstacle(story, index)
                              : other == PlannedLink::plc ? plc_obstacle(story, index)
                                                          : lte_obstacle(charger);
    if (!obstacle.what.empty()) {
      append(reason, obstacle.what);
    } else if (rival < entry || charger.link.has_value()) {
      const std::string more = passed_over(story, charger, used, other);
      if (!reason.ends_with(more)) append(reason, more);
    }
  }
  return reason;
}

std::string wifi_reason(const Story& story, ChargerIndex index, const ChargerLink& link) {
  const std::string at = fmt::format("RSSI {} dBm at {}", *link.rssi_dbm, id_of(story, link.access_point));
  if (link.gateway) {
    const NodeIndex node = story.reach.site.chargers[index].node;
    const PlcNetwork& network = story.networks[story.network_of_circuit[node]];
    return at + "; shares it over PLC with " + chargers_text(network.chargers.size());
  }
  std::string reason = why_no_other(story, index, PlannedLink::wifi);
  append(reason, at);
  const WifiAt loudest_at = story.reach.wifi(index, 0);
  if (loudest_at.dbm > *link.rssi_dbm) {
    if (story.reach.chargers[index].configured_access_point == link.access_point) {
      append(reason, "access point as configured");
    } else if (is_full(story, loudest_at.access_point)) {
      append(reason, full(story, loudest_at.access_point));
    }
  }
  return reason;
}

/// The file states other terminals for an existing module than the network needs.
bool must_be_reconnected(const Site& site, const PlcNetwork& network) {
  if (network.module == no_index || !site.modules[network.module].terminals.has_value()) return false;
  return !connects(site.modules[network.module], network.pair, site.neutral());
}

std::string terminals_text(const std::vector<Terminal>& terminals) {
  std::string text;
  for (const Terminal terminal : terminals) append(text, word_for(terminal), ", ");
  return text;
}

std::string no_link_reason(const Story& story, ChargerIndex index) {
  const Obstacle wifi = wifi_obstacle(story, index);
  const Obstacle plc = plc_obstacle(story, index);
  const Obstacle lte = lte_obstacle(story.reach.site.chargers[index]);
  std::string reason = wifi.what;
  append(reason, plc.what);
  append(reason, lte.what);
  std::string help = wifi.help;
  append(help, plc.help, ", or ");
  append(help, lte.help, ", or ");
  append(reason, help.empty() ? "" : fmt::format("what would help: {}", help));
  return reason;
}

}  // namespace

std::string reason_for(const Story& story, ChargerIndex index, const ChargerLink& link) {
  if (link.link == PlannedLink::none) return no_link_reason(story, index);
  if (link.link == PlannedLink::wifi) return wifi_reason(story, index, link);
  const ChargerReach& own = story.reach.chargers[index];
  std::string reason = why_no_other(story, index, link.link);
  if (link.link == PlannedLink::plc) {
    const PlcNetwork& network = story.networks[link.plc_network];
    append(reason, fmt::format("{} from {}", metres(std::abs(own.position_m - network.position_m)), network.id));
    if (must_be_reconnected(story.reach.site, network)) {
      append(reason, fmt::format("{} must be reconnected to {}", network.id, terminals_text(network.terminals)));
    }
    return reason;
  }
  append(reason, fmt::format("4G coverage {}", word_for(story.reach.site.chargers[index].lte->coverage.value)));
  if (own.sim_inactive) append(reason, "its SIM must be activated");
  return reason;
}

}  // namespace ampsite::connectivity
