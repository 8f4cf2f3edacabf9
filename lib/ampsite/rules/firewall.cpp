// AMP7xx of the firewall: what the chargers need to get out, and what they do not need.

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "ampsite/read/vocabulary.h"
#include "ampsite/rules/checks.h"
#include "ampsite/rules/wording.h"
#include "ampsite/site/cloud_services.h"
#include "ampsite/site/links.h"
#include "ampsite/source/ascii.h"

namespace ampsite {
namespace {

/// Host names compare without case, and with or without the dot of the root.
std::string plain_host(std::string_view host) {
  std::string text(host);
  std::transform(text.begin(), text.end(), text.begin(), lower_ascii);
  if (text.ends_with('.')) text.pop_back();
  return text;
}

bool is_any(std::string_view plain) {
  return plain == "any" || plain == "*" || plain == "0.0.0.0/0" || plain == "::/0";
}

/// The four numbers of an address of the fourth version, as one; none where they are not such.
std::optional<std::uint32_t> address_v4(std::string_view text) {
  std::uint32_t address = 0;
  for (int part = 0; part < 4; ++part) {
    std::uint8_t number = 0;
    const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (problem != std::errc()) return std::nullopt;
    text.remove_prefix(static_cast<std::size_t>(end - text.data()));
    if (part < 3 && !text.starts_with('.')) return std::nullopt;
    if (part < 3) text.remove_prefix(1);
    address = address << 8U | number;
  }
  return text.empty() ? std::optional(address) : std::nullopt;
}

/// A range such as 8.8.8.0/24 holds an address.
bool range_holds(std::string_view range, std::string_view address) {
  const std::size_t slash = range.find('/');
  if (slash == std::string_view::npos) return false;
  const std::optional<std::uint32_t> base = address_v4(range.substr(0, slash));
  const std::optional<std::uint32_t> host = address_v4(address);
  unsigned bits = 0;
  const auto [end, problem] = std::from_chars(range.data() + slash + 1, range.data() + range.size(), bits);
  if (!base || !host || problem != std::errc() || end != range.data() + range.size() || bits > 32) return false;
  const std::uint32_t mask = bits == 0 ? 0 : ~std::uint32_t{0} << (32 - bits);
  return (*base & mask) == (*host & mask);
}

bool host_matches(std::string_view stated, std::string_view host) {
  const std::string pattern = plain_host(stated);
  if (is_any(pattern)) return true;
  if (pattern.starts_with("*.")) return host.ends_with(std::string_view(pattern).substr(1));
  return pattern == host || range_holds(pattern, host);
}

/// An address or a range of addresses: no host's name is of digits alone, or has a colon.
bool is_address(std::string_view plain) {
  return plain.find(':') != std::string_view::npos || plain.find_first_not_of("0123456789./") == std::string_view::npos;
}

/// The entry's host may be a resolver: it is any, an address, or one of `dns`; or the entry is about that port alone.
bool may_resolve(const FirewallRule& rule, const Stated<std::vector<std::string>>& dns) {
  if (rule.port.stated() && rule.port.value == name_resolution.port) return true;
  const std::string host = plain_host(rule.host.value);
  return is_any(host) || is_address(host) || dns.unknown() ||
         std::any_of(dns->begin(), dns->end(),
                     [&](const std::string& resolver) { return host_matches(rule.host.value, plain_host(resolver)); });
}

/// The entry lets the service out, or may: a value with a finding of its own could be any.
bool may_allow(const Network& network, const FirewallRule& rule, const CloudService& service) {
  if (rule.protocol.stated() && rule.protocol.value != Protocol::any && rule.protocol.value != service.protocol) {
    return false;
  }
  if (rule.port.stated() && rule.port.value != 0 && rule.port.value != service.port) return false;
  if (!rule.host.stated()) return true;
  return service.host.empty() ? may_resolve(rule, network.dns) : host_matches(rule.host.value, service.host);
}

bool may_allow(const Network& network, const CloudService& service) {
  const std::vector<FirewallRule>& rules = network.firewall->outbound.value;
  return std::any_of(rules.begin(), rules.end(),
                     [&](const FirewallRule& rule) { return may_allow(network, rule, service); });
}

/// Chargers on 4G do not pass the firewall.
bool all_on_lte(const Site& site) {
  return !site.chargers.empty() && std::all_of(site.chargers.begin(), site.chargers.end(),
                                               [](const Charger& charger) { return links_by(charger, Link::lte); });
}

/// The firewall is stated, what it lets out is known, and some charger goes through it.
bool outbound_judged(const Site& site) {
  const Stated<Firewall>& firewall = site.network->firewall;
  return firewall.stated() && !firewall->outbound.unknown() &&
         std::any_of(site.chargers.begin(), site.chargers.end(), on_local_network);
}

/// How people write it; empty for any.
std::string_view to_text(Protocol protocol) {
  switch (protocol) {
    case Protocol::tcp:
      return "TCP";
    case Protocol::udp:
      return "UDP";
    case Protocol::any:
      break;
  }
  return {};
}

std::string to_text(const CloudService& service) {
  const std::string_view protocol = to_text(service.protocol);
  if (service.host.empty()) return fmt::format("{} {}", protocol, service.port);
  return fmt::format("{} {} to {}", protocol, service.port, service.host);
}

/// The entry that lets a service out, as it is written in the file.
std::string entry_of(const CloudService& service) {
  return fmt::format("{{protocol: {}, port: {}, host: {}}}", word_for(service.protocol), service.port,
                     service.host.empty() ? "any" : service.host);
}

/// "tcp/443/api.zaptec.com", "any/22/any": tells findings at one place apart, whatever the messages say.
std::string key_of(Protocol protocol, int port, std::string_view plain_host) {
  const bool any_host = plain_host.empty() || is_any(plain_host);
  return fmt::format("{}/{}/{}", word_for(protocol), port == 0 ? "any" : fmt::format("{}", port),
                     any_host ? "any" : plain_host);
}

std::string key_of(const CloudService& service) { return key_of(service.protocol, service.port, service.host); }

std::string key_of(const FirewallRule& rule) {
  return key_of(rule.protocol.stated() ? rule.protocol.value : Protocol::any, rule.port.value,
                plain_host(rule.host.value));
}

/// What outbound lacks is at none of its entries, so the finding stands at its key.
Finding outbound_finding(std::string_view rule, const Stated<Firewall>& firewall) {
  return finding_about_site(rule, "network.firewall.outbound",
                            firewall->outbound.stated() ? firewall->outbound.key : firewall.key);
}

bool known(const FirewallRule& rule) {
  return !rule.protocol.unknown() && !rule.port.unknown() && !rule.host.unknown();
}

/// "TCP port 22 for 10.0.0.5", "every UDP port".
std::string opening_of(const FirewallRule& rule) {
  std::string protocol;
  if (rule.protocol.stated() && rule.protocol.value != Protocol::any) {
    protocol = fmt::format("{} ", to_text(rule.protocol.value));
  }
  const bool one_port = rule.port.stated() && rule.port.value != 0;
  std::string text =
      one_port ? fmt::format("{}port {}", protocol, rule.port.value) : fmt::format("every {}port", protocol);
  if (rule.host.stated() && !is_any(plain_host(rule.host.value))) text += " for " + rule.host.value;
  return text;
}

}  // namespace

void check_firewall_missing(const RuleContext& context, Findings& findings) {
  const Site& site = context.site;
  if (!outbound_judged(site)) return;
  const Stated<Firewall>& firewall = site.network->firewall;
  const bool stated = firewall->outbound.stated();
  for (const CloudService& service : cloud_services) {
    if (may_allow(site.network.value, service)) continue;
    Finding finding = outbound_finding("AMP702", firewall);
    finding.key += " " + key_of(service);
    finding.message = fmt::format("{} {}, which chargers on WiFi or PLC need for {}",
                                  stated ? "the firewall does not let out" : "the file states no outbound rule for",
                                  to_text(service), service.use);
    finding.help =
        fmt::format("{}, and add {} to outbound",
                    stated ? "open it in the firewall" : "see that the firewall lets it out", entry_of(service));
    findings.push_back(std::move(finding));
  }
}

void check_inbound_open(const RuleContext& context, Findings& findings) {
  const Stated<std::vector<FirewallRule>>& inbound = context.site.network->firewall->inbound;
  if (!inbound.stated() || all_on_lte(context.site)) return;
  for (std::size_t i = 0; i < inbound->size(); ++i) {
    const FirewallRule& rule = (*inbound)[i];
    if (!known(rule)) continue;
    Finding finding = finding_about_site("AMP703", "network.firewall.inbound " + key_of(rule), rule.span);
    finding.path = fmt::format("network.firewall.inbound[{}]", i);
    finding.message = fmt::format("the firewall opens {} inward; chargers need no inbound port", opening_of(rule));
    finding.help = "close it: chargers make every connection from inside; keep it only if other equipment needs it";
    findings.push_back(std::move(finding));
  }
}

void check_dns_fallback(const RuleContext& context, Findings& findings) {
  const Site& site = context.site;
  const Stated<std::vector<std::string>>& dns = site.network->dns;
  if (!outbound_judged(site) || dns.unknown() || (dns.stated() && !dns->empty())) return;
  const Stated<Firewall>& firewall = site.network->firewall;
  // Without any name resolution AMP702 speaks.
  if (!may_allow(site.network.value, name_resolution)) return;
  std::vector<std::string> closed;
  for (const std::string_view resolver : fallback_resolvers) {
    CloudService service = name_resolution;
    service.host = resolver;
    if (!may_allow(site.network.value, service)) closed.emplace_back(resolver);
  }
  if (closed.empty()) return;
  Finding finding = outbound_finding("AMP704", firewall);
  finding.message = fmt::format(
      "the firewall does not let out UDP 53 to {}, which chargers ask where their own resolver is slow, and the file "
      "states no dns",
      listed(closed));
  finding.help = "open UDP 53 to 8.8.8.8 and 1.1.1.1, or write the resolvers that DHCP gives out under network.dns";
  findings.push_back(std::move(finding));
}

void check_tls_inspection(const RuleContext& context, Findings& findings) {
  const Stated<bool>& inspection = context.site.network->firewall->tls_inspection;
  if (!inspection.stated() || !inspection.value || all_on_lte(context.site)) return;
  Finding finding = finding_about_site("AMP708", "network.firewall.tls_inspection", inspection.span);
  finding.message =
      "the firewall inspects TLS; chargers verify the servers' certificates and refuse the firewall's own";
  finding.help = "take the chargers' network, or the hosts that they connect to, out of TLS inspection";
  findings.push_back(std::move(finding));
}

}  // namespace ampsite
