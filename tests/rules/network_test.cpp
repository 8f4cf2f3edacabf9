#include <fmt/format.h>
#include <fmt/ranges.h>

#include <string>
#include <string_view>
#include <vector>

#include "rules/marks.h"

using namespace ampsite;
using namespace ampsite::test;

/// What a failing comparison of messages shows: one a line.
template <>
struct doctest::StringMaker<std::vector<std::string>> {
  static String convert(const std::vector<std::string>& texts) {
    return fmt::format("{{\n{}\n}}", fmt::join(texts, "\n")).c_str();
  }
};

namespace {

/// The messages of a rule's findings.
std::vector<std::string> messages_of(const Validation& validation, std::string_view rule) {
  std::vector<std::string> texts;
  for (const Diagnostic& diagnostic : validation.diagnostics) {
    if (diagnostic.rule->id == rule) texts.push_back(diagnostic.finding.message);
  }
  return texts;
}

Validation validate_text(const std::string& yaml) { return validate(SourceText("test.site.yaml", yaml), {}); }

/// One charger on `link` below a network.
Validation with_network(std::string_view link, std::string_view network) {
  return validate_text(tn(
      fmt::format("supply: {{id: main, fuse_a: 63, chargers: [{{id: A1, link: {}}}]}}\nnetwork: {}\n", link, network)));
}

/// The messages of AMP702 for the entries of `outbound`.
std::vector<std::string> missing_services(std::string_view outbound) {
  return messages_of(with_network("wifi", fmt::format("{{firewall: {{outbound: {}}}}}", outbound)), "AMP702");
}

/// The texts that have `part` in them.
std::vector<std::string> those_with(std::string_view part, std::vector<std::string> texts) {
  std::erase_if(texts, [&](const std::string& text) { return text.find(part) == std::string::npos; });
  return texts;
}

const std::vector<std::string> nothing;

}  // namespace

TEST_CASE("AMP701: an address for each charger on WiFi or PLC and each PLC module") {
  const std::string site = tn(R"(supply:
  id: main
  fuse_a: 63
  plc_modules: [{id: plc-1}]
  chargers: [{id: A1, link: wifi}, {id: A2, link: plc}, {id: A3, link: lte}, {id: A4}]
network:
  dhcp: {addresses: )");
  CHECK(messages_of(validate_text(site + "3}\n"), "AMP701") == nothing);
  const Validation validation = validate_text(site + "2}\n");
  CHECK(only(validation, "AMP701").finding.message ==
        "the DHCP pool has 2 free addresses; 2 chargers on WiFi or PLC and 1 PLC module need 3");
  CHECK(only(validation, "AMP701").finding.help ==
        "have the pool enlarged to at least 3 free addresses, and write the new number under addresses");
  CHECK(only(validation, "AMP701").finding.path == "network.dhcp.addresses");
  CHECK(only(validation, "AMP701").finding.entity.empty());
}

TEST_CASE("AMP701: a PLC module asks for an address before any charger is configured for PLC") {
  const Validation validation = validate_text(tn(R"(supply:
  id: main
  fuse_a: 63
  plc_modules: [{id: plc-1}]
  chargers: [{id: A1, link: lte}, {id: A2}]
network:
  dhcp: {addresses: 0}
)"));
  CHECK(only(validation, "AMP701").finding.message == "the DHCP pool has 0 free addresses; 1 PLC module needs 1");
  CHECK(only(validation, "AMP701").finding.help ==
        "have the pool enlarged to at least 1 free address, and write the new number under addresses");
}

TEST_CASE("AMP701 and AMP705: a number with a finding of its own is neither too small nor missing") {
  const Validation validation = with_network("wifi", "{dhcp: {addresses: few}}");
  CHECK(messages_of(validation, "AMP701") == nothing);
  CHECK(messages_of(validation, "AMP705") == nothing);
  CHECK(messages_of(with_network("wifi", "{dhcp: [60]}"), "AMP705") == nothing);
  CHECK(messages_of(with_network("wifi", "{dchp: {addresses: 60}}"), "AMP705") == nothing);
  CHECK(messages_of(with_network("wifi", "60"), "AMP705") == nothing);
}

TEST_CASE("AMP705: only where a charger needs an address from the site's network") {
  CHECK(messages_of(with_network("lte", "{dns: [10.0.0.1]}"), "AMP705") == nothing);
  CHECK(only(with_network("plc", "{dns: [10.0.0.1]}"), "AMP705").finding.message ==
        "charger A1 links by PLC, but the file does not say how many addresses the DHCP pool has free");
}

TEST_CASE("AMP702: without entries each of the six services is missing, in one order") {
  CHECK(
      missing_services("[]") ==
      std::vector<std::string>{
          "the firewall does not let out TCP 8883 to zapcloud.azure-devices.net, which chargers on WiFi or PLC need "
          "for control by the portal",
          "the firewall does not let out TCP 443 to zapcloud-api.azurewebsites.net, which chargers on WiFi or PLC "
          "need for firmware updates",
          "the firewall does not let out TCP 443 to devices.zaptec.com, which chargers on WiFi or PLC need for "
          "firmware updates",
          "the firewall does not let out TCP 443 to api.zaptec.com, which chargers on WiFi or PLC need for firmware "
          "updates",
          "the firewall does not let out UDP 123 to no.pool.ntp.org, which chargers on WiFi or PLC need for the clock",
          "the firewall does not let out UDP 53, which chargers on WiFi or PLC need for name resolution"});
}

TEST_CASE("AMP702: what is left out of an entry, or any, stands for all") {
  CHECK(missing_services("[{}]") == nothing);
  CHECK(missing_services("[{protocol: any, port: any, host: any}]") == nothing);
  CHECK(missing_services("[{host: Any}]") == nothing);
  CHECK(missing_services("[{host: '*'}]") == nothing);
  CHECK(missing_services("[{protocol: tcp}]").size() == 2);
  CHECK(missing_services("[{protocol: udp}]").size() == 4);
  CHECK(missing_services("[{port: 443}]").size() == 3);
}

TEST_CASE("AMP702: hosts compare without case and without the last dot, suffixes from a dot on") {
  const auto missing_api = [](std::string_view host) {
    return those_with("to api.zaptec.com", missing_services(fmt::format("[{{host: '{}'}}]", host)));
  };
  CHECK(missing_api("api.zaptec.com") == nothing);
  CHECK(missing_api("API.Zaptec.Com") == nothing);
  CHECK(missing_api("api.zaptec.com.") == nothing);
  CHECK(missing_api("*.zaptec.com") == nothing);
  CHECK(missing_api("*.COM") == nothing);
  CHECK(missing_api("0.0.0.0/0") == nothing);
  CHECK(missing_api("10.0.0.0/8") != nothing);
  CHECK(missing_api("zaptec.com") != nothing);
  CHECK(missing_api("*.api.zaptec.com") != nothing);
  CHECK(missing_api("*.aptec.com") != nothing);
  CHECK(missing_api("xapi.zaptec.com") != nothing);
  CHECK(missing_api("api.zaptec.com.example.org") != nothing);
}

TEST_CASE("AMP702: an entry with a finding of its own may let out what its other values leave open") {
  CHECK(missing_services("[7]") == nothing);
  CHECK(missing_services("[{protocol: tpc}]") == nothing);
  CHECK(missing_services("[{protocol: tcp, port: 99999}]").size() == 2);
  CHECK(missing_services("{}") == nothing);
}

TEST_CASE("AMP702: a way out to hosts by their names resolves none of these names") {
  const auto missing_resolver = [](std::string_view more, std::string_view entry) {
    const auto validation = with_network("wifi", fmt::format("{{{}firewall: {{outbound: [{}]}}}}", more, entry));
    return those_with("UDP 53,", messages_of(validation, "AMP702"));
  };
  CHECK(missing_resolver("", "{host: api.zaptec.com}") != nothing);
  CHECK(missing_resolver("", "{host: '*.zaptec.com'}, {protocol: udp, host: no.pool.ntp.org}") != nothing);
  CHECK(missing_resolver("dns: [ns2.garage.example], ", "{host: ns1.garage.example}") != nothing);
  // Any host, an address, a resolver that the file names, or an entry that is about nothing else.
  for (const std::string_view entry : {"{host: '*'}", "{host: 10.0.0.1}", "{host: 10.0.0.0/8}", "{host: 'fd00::53'}",
                                       "{port: 53, host: ns1.garage.example}"}) {
    CAPTURE(entry);
    CHECK(missing_resolver("", entry) == nothing);
  }
  CHECK(missing_resolver("dns: [10.0.0.1, NS1.garage.example], ", "{host: ns1.garage.example.}") == nothing);
  CHECK(missing_resolver("dns: [ns1.garage.example], ", "{host: '*.garage.example'}") == nothing);
  CHECK(missing_resolver("dns: 7.5, ", "{host: ns1.garage.example}") == nothing);
}

TEST_CASE("AMP702: a firewall without outbound is not said to stop anything") {
  for (const std::string_view firewall : {"{}", "{inbound: []}", "{tls_inspection: false}"}) {
    CAPTURE(firewall);
    const auto texts = messages_of(with_network("wifi", fmt::format("{{firewall: {}}}", firewall)), "AMP702");
    REQUIRE(texts.size() == 6);
    CHECK(texts.back() ==
          "the file states no outbound rule for UDP 53, which chargers on WiFi or PLC need for name resolution");
  }
}

TEST_CASE("AMP702 and AMP703: findings at one place are told apart without their order") {
  const auto keys = [](std::string_view network) {
    std::vector<std::string> found;
    for (const Diagnostic& diagnostic : with_network("wifi", network).diagnostics) {
      const bool of_firewall = diagnostic.rule->id == "AMP702" || diagnostic.rule->id == "AMP703";
      if (of_firewall) found.push_back(diagnostic.finding.key);
    }
    return found;
  };
  CHECK(keys("{firewall: {outbound: [{protocol: tcp}], inbound: [{protocol: udp, port: 5}, {port: 22}]}}") ==
        std::vector<std::string>{"network.firewall.outbound udp/123/no.pool.ntp.org",
                                 "network.firewall.outbound udp/53/any", "network.firewall.inbound udp/5/any",
                                 "network.firewall.inbound any/22/any"});
  CHECK(keys("{firewall: {outbound: [{}], inbound: [{protocol: tcp, port: 22, host: 10.0.0.5}, {host: Any}]}}") ==
        std::vector<std::string>{"network.firewall.inbound tcp/22/10.0.0.5", "network.firewall.inbound any/any/any"});
}

TEST_CASE("AMP702, AMP704 and AMP705: at the key of what lacks something, not at its first entry") {
  const auto place = [](std::string_view rule, std::string_view network) {
    const SourceText source("test.site.yaml", tn("supply: {id: main, fuse_a: 63, chargers: [{id: A1, link: wifi}]}\n" +
                                                 std::string(network)));
    const Validation validation = validate(source, {});
    for (const Diagnostic& diagnostic : validation.diagnostics) {
      if (diagnostic.rule->id == rule) return std::string(source.slice(diagnostic.finding.span));
    }
    return std::string("not reported");
  };
  CHECK(place("AMP702", "network:\n  firewall:\n    outbound:\n      - {protocol: tcp}\n") == "outbound");
  CHECK(place("AMP702", "network:\n  firewall: {outbound: []}\n") == "outbound");
  CHECK(place("AMP702", "network:\n  firewall:\n    tls_inspection: false\n") == "firewall");
  CHECK(place("AMP704", "network: {firewall: {outbound: [{port: 53, host: 10.0.0.1}]}}\n") == "outbound");
  CHECK(place("AMP705", "network:\n  dhcp: {}\n") == "dhcp");
  CHECK(place("AMP705", "network:\n  dns: [10.0.0.1]\n") == "network");
  CHECK(place("AMP705", "") == "A1");
}

TEST_CASE("AMP702 and AMP704: only where a charger passes the firewall") {
  constexpr std::string_view closed = "{firewall: {outbound: []}}";
  constexpr std::string_view own_resolver = "{firewall: {outbound: [{port: 53, host: 10.0.0.1}]}}";
  CHECK(messages_of(with_network("plc", closed), "AMP702") != nothing);
  CHECK(messages_of(with_network("plc", own_resolver), "AMP704") != nothing);
  CHECK(messages_of(with_network("lte", closed), "AMP702") == nothing);
  CHECK(messages_of(with_network("lte", own_resolver), "AMP704") == nothing);
  CHECK(messages_of(with_network("wifi", "{dns: [10.0.0.1]}"), "AMP702") == nothing);
  CHECK(messages_of(with_network("wifi", "{}"), "AMP704") == nothing);
}

TEST_CASE("AMP704: the resolvers that are closed, unless the file names the network's own") {
  const auto note = [](std::string_view more, std::string_view outbound) {
    return messages_of(with_network("wifi", fmt::format("{{{}firewall: {{outbound: {}}}}}", more, outbound)), "AMP704");
  };
  CHECK(
      note("", "[{port: 53, host: 10.0.0.1}]") ==
      std::vector<std::string>{"the firewall does not let out UDP 53 to 8.8.8.8 and 1.1.1.1, which chargers ask where "
                               "their own resolver is slow, and the file states no dns"});
  CHECK(note("", "[{port: 53, host: 8.8.8.8}]") ==
        std::vector<std::string>{"the firewall does not let out UDP 53 to 1.1.1.1, which chargers ask where their own "
                                 "resolver is slow, and the file states no dns"});
  CHECK(note("", "[{port: 53}]") == nothing);
  CHECK(note("", "[{port: 53, host: 0.0.0.0/0}]") == nothing);
  CHECK(note("", "[{port: 53, host: 8.8.8.8/32}, {port: 53, host: 1.1.0.0/16}]") == nothing);
  CHECK(note("", "[{port: 53, host: 8.8.8.0/24}, {port: 53, host: 1.1.1.2/31}]").size() == 1);
  CHECK(note("", "[{port: 53, host: 8.8.8/24}, {port: 53, host: 1.1.1.1/33}]").size() == 1);
  CHECK(note("dns: [10.0.0.1], ", "[{port: 53, host: 10.0.0.1}]") == nothing);
  CHECK(note("dns: 7.5, ", "[{port: 53, host: 10.0.0.1}]") == nothing);
  CHECK(note("dns: [], ", "[{port: 53, host: 10.0.0.1}]").size() == 1);
  // Nothing goes to port 53 at all: that is AMP702.
  CHECK(note("", "[{protocol: tcp}]") == nothing);
}

TEST_CASE("AMP703: each inbound entry") {
  const Validation validation =
      with_network("wifi", "{firewall: {inbound: [{protocol: tcp, port: 22, host: 10.0.0.5}, {port: 99999}, {}]}}");
  CHECK(messages_of(validation, "AMP703") ==
        std::vector<std::string>{"the firewall opens TCP port 22 for 10.0.0.5 inward; chargers need no inbound port",
                                 "the firewall opens every port inward; chargers need no inbound port"});
}

TEST_CASE("AMP707: once, at the first charger without a link, with the number of them") {
  const Validation validation = validate_text(tn(R"(supply:
  id: main
  fuse_a: 63
  chargers: [{id: A1, link: wifi}, {id: A2}, {id: A3, link: wfi}, {id: A4}]
)"));
  const Finding& finding = only(validation, "AMP707").finding;
  CHECK(finding.message == "2 of 4 chargers have no link, charger A2 first; WiFi, PLC and 4G are not checked for them");
  // About the file, so that it stays the same finding whichever charger is the first.
  CHECK(finding.entity.empty());
  CHECK(finding.path == "supply.chargers[1].link");
}

TEST_CASE("AMP708: only where inspection is stated and on") {
  CHECK(messages_of(with_network("wifi", "{firewall: {tls_inspection: true}}"), "AMP708").size() == 1);
  CHECK(messages_of(with_network("wifi", "{firewall: {tls_inspection: false}}"), "AMP708") == nothing);
  CHECK(messages_of(with_network("wifi", "{firewall: {tls_inspection: \"true\"}}"), "AMP708") == nothing);
}

TEST_CASE("AMP703 and AMP708: silent where every charger is on 4G, which does not pass the firewall") {
  constexpr std::string_view network = "network: {firewall: {inbound: [{port: 22}], tls_inspection: true}}\n";
  const auto reported = [&](std::string_view chargers) {
    const Validation validation =
        validate_text(tn(fmt::format("supply: {{id: main, fuse_a: 63, chargers: [{}]}}\n{}", chargers, network)));
    return messages_of(validation, "AMP703").size() + messages_of(validation, "AMP708").size();
  };
  CHECK(reported("{id: A1, link: lte}, {id: A2, link: lte}") == 0);
  CHECK(reported("{id: A1, link: lte}, {id: A2, link: plc}") == 2);
  // One without a link may come to pass it, as may those that are to be installed.
  CHECK(reported("{id: A1, link: lte}, {id: A2}") == 2);
  CHECK(reported("") == 2);
}
