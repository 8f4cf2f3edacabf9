// AMP7xx apart from the firewall: addresses, and chargers without a link.

#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "ampsite/rules/checks.h"
#include "ampsite/rules/local_network.h"
#include "ampsite/rules/wording.h"

namespace ampsite {
namespace {

std::string counted_devices(int chargers, int modules) {
  std::string text = counted(chargers, "charger");
  if (modules > 0) text += " and " + counted(modules, "PLC module");
  return text;
}

}  // namespace

void check_dhcp_too_small(const RuleContext& context, Findings& findings) {
  const Site& site = context.site;
  const Stated<int>& addresses = site.network->dhcp->addresses;
  if (!addresses.stated()) return;
  const auto chargers = static_cast<int>(std::count_if(site.chargers.begin(), site.chargers.end(), on_local_network));
  const auto modules = static_cast<int>(site.modules.size());
  const int needed = chargers + modules;
  if (addresses.value >= needed) return;
  Finding finding = finding_about_site("AMP701", "network.dhcp.addresses", addresses.span);
  finding.message = fmt::format("the DHCP pool has {} free, but {} on WiFi or PLC {} {}",
                                addresses.value == 1 ? "1 address" : fmt::format("{} addresses", addresses.value),
                                counted_devices(chargers, modules), needed == 1 ? "needs" : "need", needed);
  finding.help = fmt::format("enlarge the pool to {} free addresses or more, and correct addresses", needed);
  findings.push_back(std::move(finding));
}

void check_dhcp_unstated(const RuleContext& context, Findings& findings) {
  const Site& site = context.site;
  const Stated<Network>& network = site.network;
  const Stated<Dhcp>& dhcp = network->dhcp;
  if (network.unknown() || dhcp.unknown() || !dhcp->addresses.absent()) return;
  const Charger* const first = first_on_local_network(site);
  if (first == nullptr) return;
  const Span place = dhcp.stated() ? dhcp.span : network.stated() ? network.span : place_of(*first);
  Finding finding = finding_about_site("AMP705", "network.dhcp", place);
  const auto chargers = std::count_if(site.chargers.begin(), site.chargers.end(), on_local_network);
  const std::string who = chargers == 1
                              ? fmt::format("{} links by {}", name_of(site, *first), display_word(first->link.value))
                              : fmt::format("{} chargers link by WiFi or PLC", chargers);
  finding.message = who + ", but the file does not say how many addresses the DHCP pool has free";
  const std::size_t needed = static_cast<std::size_t>(chargers) + site.modules.size();
  finding.help = fmt::format(
      "ask who runs the network how many addresses are free ({} needed), and write the number under network as dhcp: "
      "{{addresses: ...}}",
      needed == 1 ? "1 is" : fmt::format("{} are", needed));
  findings.push_back(std::move(finding));
}

void check_unconfigured_link(const RuleContext& context, Findings& findings) {
  const Site& site = context.site;
  const auto without_link = [](const Charger& charger) { return charger.link.absent(); };
  const auto first = std::find_if(site.chargers.begin(), site.chargers.end(), without_link);
  if (first == site.chargers.end()) return;
  const auto count = std::count_if(first, site.chargers.end(), without_link);
  Finding finding = finding_about_site("AMP707", "link", place_of(*first));
  finding.path = path_of(site, *first) + ".link";
  finding.message =
      count == 1 ? fmt::format("{} has no link; the rules on WiFi, PLC and 4G leave it out", name_of(site, *first))
                 : fmt::format(
                       "{} of {} chargers have no link, {} first; the rules on WiFi, PLC and 4G "
                       "leave them out",
                       count, site.chargers.size(), name_of(site, *first));
  finding.help = "write link: wifi, plc or lte as it is configured; ampsite plan chooses one where it is open";
  findings.push_back(std::move(finding));
}

}  // namespace ampsite
