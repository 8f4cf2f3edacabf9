// Mutations for AMP7xx.

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "mutation/linked.h"
#include "mutation/mutations.h"

namespace ampsite::test {
namespace {

/// Some charger reaches the servers through the site's own network.
bool uses_local_network(Trial& trial) { return !wifi_charger(trial).empty() || !plc_charger(trial).empty(); }

bool has_firewall(Trial& trial) { return trial.site().network->firewall->outbound.stated(); }

/// The entry that lets out name resolution; empty where there is none.
std::string name_resolution(const Draft& draft) {
  for (std::size_t i = 0; draft.has(fmt::format("network.firewall.outbound[{}]", i)); ++i) {
    const std::string entry = fmt::format("network.firewall.outbound[{}]", i);
    if (draft.has(entry + ".port") && draft.written(entry + ".port") == "53") return entry;
  }
  return {};
}

bool dhcp_too_small(Trial& trial) {
  if (!uses_local_network(trial)) return false;
  const Site& site = trial.site();
  const auto chargers = std::count_if(site.chargers.begin(), site.chargers.end(), [](const Charger& c) {
    return links_by(c, Link::wifi) || links_by(c, Link::plc);
  });
  const int needed = static_cast<int>(chargers) + static_cast<int>(site.modules.size());
  trial.draft.set("network.dhcp.addresses", trial.between(0, needed - 1));
  trial.expect("AMP701", "network.dhcp.addresses");
  return true;
}

bool firewall_missing(Trial& trial) {
  if (!has_firewall(trial) || !uses_local_network(trial)) return false;
  const auto entries = static_cast<int>(trial.site().network->firewall->outbound->size());
  const std::string entry = fmt::format("network.firewall.outbound[{}]", trial.between(0, entries - 1));
  switch (trial.between(0, 2)) {
    case 0:
      trial.draft.remove(entry);
      break;
    case 1:
      trial.draft.set(entry + ".port", trial.between(9000, 9999));
      break;
    default:
      trial.draft.set(entry + ".protocol", trial.draft.written(entry + ".protocol") == "tcp" ? "udp" : "tcp");
      break;
  }
  trial.expect_at_key("AMP702", "network.firewall.outbound");
  return true;
}

bool inbound_open(Trial& trial) {
  if (!has_firewall(trial) || !uses_local_network(trial)) return false;
  const std::size_t there = trial.site().network->firewall->inbound->size();
  trial.draft.append("network.firewall.inbound",
                     fmt::format("{{protocol: tcp, port: {}}}", trial.one_of<int>({22, 80, 443, 8080, 50000})));
  trial.expect("AMP703", fmt::format("network.firewall.inbound[{}]", there));
  return true;
}

bool dns_fallback(Trial& trial) {
  if (!has_firewall(trial) || !uses_local_network(trial) || !trial.draft.has("network.dns")) return false;
  const std::string entry = name_resolution(trial.draft);
  if (entry.empty()) return false;
  const std::string host = trial.one_of<std::string>({"8.8.8.8", "1.1.1.1", "192.168.1.1", "10.0.0.53"});
  if (trial.toss()) {
    trial.draft.set(entry + ".host", host);
    trial.prepared();
    trial.draft.remove("network.dns");
  } else {
    trial.draft.remove("network.dns");
    trial.prepared();
    trial.draft.set(entry + ".host", host);
  }
  trial.expect_at_key("AMP704", "network.firewall.outbound");
  return true;
}

bool dhcp_unstated(Trial& trial) {
  if (!uses_local_network(trial)) return false;
  if (trial.toss()) {
    trial.draft.remove("network.dhcp");
    trial.expect_at_key("AMP705", "network");
  } else {
    trial.draft.set("network.dhcp", "{}");
    trial.expect("AMP705", "network.dhcp");
  }
  return true;
}

bool unconfigured_link(Trial& trial) {
  const Site& site = trial.site();
  const auto is_open = [](const Charger& c) { return c.link.absent(); };
  if (std::any_of(site.chargers.begin(), site.chargers.end(), is_open)) return false;
  const std::string charger = wifi_charger(trial);
  if (charger.empty()) return false;
  trial.draft.remove(charger + ".link");
  trial.expect_at_entity("AMP707", charger);
  return true;
}

bool tls_inspection(Trial& trial) {
  if (!has_firewall(trial) || !uses_local_network(trial)) return false;
  trial.draft.set("network.firewall.tls_inspection", "true");
  trial.expect("AMP708", "network.firewall.tls_inspection");
  return true;
}

constexpr std::array mutations{
    Mutation{"AMP701", dhcp_too_small}, Mutation{"AMP702", firewall_missing}, Mutation{"AMP703", inbound_open},
    Mutation{"AMP704", dns_fallback},   Mutation{"AMP705", dhcp_unstated},    Mutation{"AMP707", unconfigured_link},
    Mutation{"AMP708", tls_inspection},
};

}  // namespace

std::span<const Mutation> mutations_of_the_network() { return mutations; }

}  // namespace ampsite::test
