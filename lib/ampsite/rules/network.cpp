// AMP7xx apart from the firewall: addresses, and chargers without a link.

#include <fmt/format.h>

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <string>
#include <utility>
#include <vector>

#include "ampsite/rules/checks.h"
#include "ampsite/rules/first_in_text.h"
#include "ampsite/rules/wording.h"
#include "ampsite/site/links.h"

namespace ampsite {
namespace {

/// What asks the pool for an address each.
struct Devices {
  std::ptrdiff_t chargers;
  std::ptrdiff_t modules;

  std::ptrdiff_t total() const { return chargers + modules; }
};

Devices devices_of(const Site& site) {
  return {std::count_if(site.chargers.begin(), site.chargers.end(), on_local_network), std::ssize(site.modules)};
}

std::string to_text(const Devices& devices) {
  const std::string modules = counted(devices.modules, "PLC module");
  if (devices.chargers == 0) return modules;
  const std::string chargers = counted(devices.chargers, "charger") + " on WiFi or PLC";
  return devices.modules == 0 ? chargers : chargers + " and " + modules;
}

}  // namespace

void check_dhcp_too_small(const RuleContext& context, Findings& findings) {
  const Site& site = context.site;
  const Stated<int>& addresses = site.network->dhcp->addresses;
  if (!addresses.stated()) return;
  const Devices devices = devices_of(site);
  const std::ptrdiff_t needed = devices.total();
  if (addresses.value >= needed) return;
  Finding finding = finding_about_site("AMP701", "network.dhcp.addresses", addresses.span);
  finding.message =
      fmt::format("the DHCP pool has {}; {} {} {}", counted(addresses.value, "free address", "free addresses"),
                  to_text(devices), needed == 1 ? "needs" : "need", needed);
  finding.help = fmt::format("have the pool enlarged to at least {}, and write the new number under addresses",
                             counted(needed, "free address", "free addresses"));
  findings.push_back(std::move(finding));
}

void check_dhcp_unstated(const RuleContext& context, Findings& findings) {
  const Site& site = context.site;
  const Stated<Network>& network = site.network;
  const Stated<Dhcp>& dhcp = network->dhcp;
  if (!dhcp->addresses.absent()) return;
  const Charger* const first = first_in_text(site.chargers, on_local_network);
  if (first == nullptr) return;
  const Span place = dhcp.stated() ? dhcp.key : network.stated() ? network.key : place_of(*first);
  Finding finding = finding_about_site("AMP705", "network.dhcp", place);
  const Devices devices = devices_of(site);
  const std::string who = devices.chargers == 1
                              ? fmt::format("{} links by {}", name_of(site, *first), display_word(first->link.value))
                              : fmt::format("{} chargers link by WiFi or PLC", devices.chargers);
  finding.message = who + ", but the file does not say how many addresses the DHCP pool has free";
  finding.help = fmt::format(
      "ask who runs the network how many addresses are free ({} {} needed), and write the number under network as "
      "dhcp: {{addresses: ...}}",
      devices.total(), devices.total() == 1 ? "is" : "are");
  findings.push_back(std::move(finding));
}

void check_unconfigured_link(const RuleContext& context, Findings& findings) {
  const Site& site = context.site;
  const auto without_link = [](const Charger& charger) { return charger.link.absent(); };
  const Charger* const first = first_in_text(site.chargers, without_link);
  if (first == nullptr) return;
  const auto count = std::count_if(site.chargers.begin(), site.chargers.end(), without_link);
  Finding finding = finding_about_site("AMP707", "link", place_of(*first));
  finding.path = path_of(site, *first) + ".link";
  const std::string who = count == 1 ? name_of(site, *first) + " has no link"
                                     : fmt::format("{} of {} chargers have no link, {} first", count,
                                                   site.chargers.size(), name_of(site, *first));
  finding.message = fmt::format("{}; WiFi, PLC and 4G are not checked for {}", who, count == 1 ? "it" : "them");
  finding.help = "write link: wifi, plc or lte as it is configured; ampsite plan chooses one where it is open";
  findings.push_back(std::move(finding));
}

}  // namespace ampsite
