#include <fmt/format.h>

#include <string>

#include "ampsite/plan/link_words.h"
#include "ampsite/plan/verify/claims.h"
#include "ampsite/plan/verify/link_checks.h"
#include "ampsite/site/links.h"

namespace ampsite {

namespace {

/// One charger's link.
class LinkCheck {
 public:
  LinkCheck(const LinkFacts& facts, const Connectivity& plan, ChargerIndex charger, Discrepancies& found)
      : facts_(facts), plan_(plan), charger_(charger), link_(plan.chargers[charger]), found_(found) {}

  void run() {
    if (link_.link == PlannedLink::wifi) check_wifi();
    if (link_.link == PlannedLink::plc) check_plc();
    if (link_.link == PlannedLink::lte && !facts_.chargers[charger_].lte) wrong("link", "has no 4G coverage stated");
    if (link_.link != PlannedLink::wifi) check_not_on_wifi();
    if (link_.link != PlannedLink::plc && link_.plc_network != no_index) {
      wrong("source", fmt::format("has no PLC source: its link is {}", display_word(link_.link)));
    }
    check_gateway();
    if (link_.changed != facts_.changes(charger_, link_.link, link_.access_point, link_.gateway)) {
      wrong("changed", link_.changed ? "is as the file has it, and the plan says that it changes"
                                     : "changes a link, access point or sharing of the file");
    }
    if (link_.reason.empty()) wrong("reason", "lacks the reason for its link");
  }

 private:
  void wrong(const char* member, const std::string& what) {
    found_.push_back({fmt::format("connectivity.chargers[{}].{}", charger_, member),
                      facts_.site.chargers[charger_].id.value + " " + what});
  }

  void check_wifi() {
    if (link_.access_point == no_index) return wrong("access_point", "is on WiFi and names no access point");
    const std::string& id = facts_.site.access_points()[link_.access_point].id.value;
    const std::optional<double> dbm = facts_.dbm_at(charger_, link_.access_point);
    if (!dbm) {
      return wrong(
          "access_point",
          fmt::format("is not stated to have {} dBm or better at {}, or that serves no charger", min_wifi_dbm, id));
    }
    if (!link_.rssi_dbm) return wrong("rssi_dbm", fmt::format("has {} dBm at {}, and the plan states none", *dbm, id));
    if (*link_.rssi_dbm != *dbm) {
      wrong("rssi_dbm", fmt::format("has {} dBm at {}, not {} dBm", *dbm, id, *link_.rssi_dbm));
    }
  }

  void check_not_on_wifi() {
    if (link_.access_point != no_index) wrong("access_point", "is not on WiFi, and the plan names an access point");
    if (link_.rssi_dbm) wrong("rssi_dbm", "is not on WiFi, and the plan states an RSSI");
  }

  void check_plc() {
    if (!facts_.chargers[charger_].plc) {
      wrong("link", "cannot use PLC: it needs a place on a run of known length, and the pair of its circuit's PLC");
    }
    if (link_.plc_network == no_index) return wrong("source", "is on PLC and names no source");
    const std::vector<ChargerIndex>& served = plan_.plc_networks[link_.plc_network].chargers;
    for (const ChargerIndex other : served) {
      if (other == charger_) return;
    }
    wrong("source", fmt::format("is not among the chargers of {}", plan_.plc_networks[link_.plc_network].id));
  }

  void check_gateway() {
    bool serves = false;
    for (const PlcNetwork& network : plan_.plc_networks) {
      serves = serves || (network.source == PlcSourceKind::gateway && network.gateway == charger_);
    }
    if (link_.gateway == serves) return;
    wrong("shares", serves ? "is a gateway, and the plan does not say so" : "shares over PLC with nobody");
  }

  const LinkFacts& facts_;
  const Connectivity& plan_;
  const ChargerIndex charger_;
  const ChargerLink& link_;
  Discrepancies& found_;
};

}  // namespace

void verify_links(const LinkFacts& facts, const Connectivity& plan, Discrepancies& found) {
  std::vector<long long> clients(facts.serves.size(), 0);
  for (ChargerIndex charger = 0; charger < plan.chargers.size(); ++charger) {
    LinkCheck(facts, plan, charger, found).run();
    const ChargerLink& link = plan.chargers[charger];
    if (link.link == PlannedLink::wifi && link.access_point != no_index) ++clients[link.access_point];
  }
  for (AccessPointIndex at = 0; at < clients.size(); ++at) {
    const AccessPoint& own = facts.site.access_points()[at];
    if (!own.max_clients.has_value() || clients[at] <= own.max_clients.value) continue;
    found.push_back({"connectivity.chargers", fmt::format("{} serves {} chargers, and {} at most", own.id.value,
                                                          clients[at], own.max_clients.value)});
  }
}

void verify_link_totals(const LinkFacts& facts, const Connectivity& plan, Discrepancies& found) {
  long long on[4] = {};
  long long gateways = 0;
  long long activations = 0;
  for (ChargerIndex charger = 0; charger < plan.chargers.size(); ++charger) {
    const ChargerLink& link = plan.chargers[charger];
    ++on[static_cast<std::size_t>(link.link)];
    if (link.gateway) ++gateways;
    if (link.link == PlannedLink::lte && sim_inactive(facts.site.chargers[charger])) ++activations;
  }
  long long new_modules = 0;
  for (const PlcNetwork& network : plan.plc_networks) new_modules += network.is_new ? 1 : 0;
  const long long linked = on[0] + on[1] + on[2];
  const auto count = [&](const char* name, long long claim, long long exact, const char* of) {
    expect_count(
        found, claim, exact, [&] { return fmt::format("connectivity.totals.{}", name); },
        [&] { return fmt::format("the number of {}", of); });
  };
  const ConnectivityTotals& totals = plan.totals;
  count("wifi", totals.wifi, on[0], "chargers on WiFi");
  count("plc", totals.plc, on[1], "chargers on PLC");
  count("lte", totals.lte, on[2], "chargers on 4G");
  count("none", totals.none, on[3], "chargers without a link");
  count("gateways", totals.gateways, gateways, "gateways");
  count("new_modules", totals.new_modules, new_modules, "new modules");
  count("sim_activations", totals.sim_activations, activations, "SIMs to activate");
  count("dhcp_addresses", totals.dhcp_addresses,
        on[0] + on[1] + static_cast<long long>(facts.site.modules.size()) + new_modules, "addresses needed");
  const auto measure = [&](const char* name, double claim, double exact, const char* of) {
    if (same_measure(claim, exact)) return;
    found.push_back({fmt::format("connectivity.totals.{}", name), fmt::format("{} is {}, not {}", of, exact, claim)});
  };
  constexpr double mb_per_charger_and_day = 3;  // the manual's figure
  measure("mb_per_day", totals.mb_per_day, mb_per_charger_and_day * static_cast<double>(linked), "data in MB a day");
  const Cost& cost = facts.site.planning.cost.value;
  const double modules_cost = static_cast<double>(new_modules) * cost.plc_module.value;
  const double lte_cost = static_cast<double>(on[2]) * (cost.lte_month.value * cost.months.value);
  measure("cost", totals.cost, modules_cost + lte_cost, "cost");
}

}  // namespace ampsite
