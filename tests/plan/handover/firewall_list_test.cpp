#include "ampsite/plan/handover/firewall_list.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "ampsite/plan/apply.h"
#include "ampsite/read/vocabulary.h"
#include "ampsite/rules/validate.h"
#include "plan/handover/plan_of.h"

using namespace ampsite;
using namespace ampsite::test;

namespace {

std::vector<std::string> words(const std::vector<FirewallEntry>& entries) {
  std::vector<std::string> words;
  for (const FirewallEntry& entry : entries) {
    words.push_back(std::string(word_for(entry.protocol)) + " " + std::to_string(entry.port) + " " + entry.host);
  }
  return words;
}

/// The planned site behind a firewall that lets out just the list, all but the entry at `missing`.
int firewall_findings(const Planned& planned, std::size_t missing) {
  Site site = planned_site(planned.site, planned.plan);
  std::vector<FirewallRule> outbound;
  for (std::size_t i = 0; i < planned.plan.firewall.size(); ++i) {
    const FirewallEntry& entry = planned.plan.firewall[i];
    if (i != missing) outbound.push_back({{}, stated(entry.protocol), stated(entry.port), stated(entry.host)});
  }
  Firewall firewall;
  firewall.outbound = stated(outbound);
  site.network.value.firewall = stated(firewall);
  Findings findings;
  check_site(site, {}, findings);
  return static_cast<int>(std::count_if(findings.begin(), findings.end(), [](const Finding& finding) {
    return finding.rule == "AMP702" || finding.rule == "AMP704";
  }));
}

}  // namespace

TEST_CASE("chargers on WiFi need every service of the manual's table") {
  const Planned planned = plan_of(garage_text(chargers_text(2, on_wifi), wifi_network));
  CHECK(words(planned.plan.firewall) ==
        std::vector<std::string>{"tcp 8883 zapcloud.azure-devices.net", "tcp 443 zapcloud-api.azurewebsites.net",
                                 "tcp 443 devices.zaptec.com", "tcp 443 api.zaptec.com", "udp 123 no.pool.ntp.org",
                                 "udp 53 8.8.8.8", "udp 53 1.1.1.1"});
}

TEST_CASE("the resolvers that the file states come before those that chargers fall back to, each once") {
  const std::string network = "network: {access_points: [{id: ap-1}], dns: [10.0.0.2, 1.1.1.1, 10.0.0.1, 10.0.0.2]}\n";
  const std::vector<std::string> all = words(plan_of(garage_text(chargers_text(1, on_wifi), network)).plan.firewall);
  CHECK(std::vector<std::string>(all.begin() + 5, all.end()) ==
        std::vector<std::string>{"udp 53 10.0.0.2", "udp 53 1.1.1.1", "udp 53 10.0.0.1", "udp 53 8.8.8.8"});
}

TEST_CASE("PLC passes the firewall as WiFi does, 4G and no link do not") {
  CHECK(plan_of(garage_text(chargers_text(2, ""))).plan.firewall.size() == 7);
  CHECK(plan_of(garage_text(chargers_text(2, on_lte), "planning: {link_preference: [lte, plc, wifi]}\n"))
            .plan.firewall.empty());
  CHECK(plan_of(garage_text("        - {id: A1}\n", wifi_network)).plan.firewall.empty());
  CHECK(plan_of("ampsite: 1\nsite: {name: Empty}\ngrid: {system: TN-S}\nsupply: {id: main, fuse_a: 63}\n")
            .plan.firewall.empty());
}

TEST_CASE("a firewall that lets out just the list satisfies the rules, and no entry is one too many") {
  const Planned planned = plan_of(garage_text(chargers_text(2, on_wifi), wifi_network));
  CHECK(firewall_findings(planned, planned.plan.firewall.size()) == 0);
  for (std::size_t i = 0; i < planned.plan.firewall.size(); ++i) {
    CAPTURE(words(planned.plan.firewall)[i]);
    CHECK(firewall_findings(planned, i) == 1);
  }
}
