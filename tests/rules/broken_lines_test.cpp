// Sites with a line missing, doubled or with another value in it: whatever is wrong, validation ends, in
// order, with places inside the file.

#include <algorithm>
#include <random>
#include <tuple>

#include "rules/marks.h"
#include "support/lines.h"

using namespace ampsite;
using namespace ampsite::test;

namespace {

constexpr std::string_view site_with_everything = R"(ampsite: 1
site:
  name: Solsiden
grid:
  system: IT
  phases: 3
supply:
  id: main
  fuse_a: 125
  limit_a: 70
  base_load_a: {L1: 20, L2: 15, L3: 18}
  load_management: none
  circuits:
    - id: K1
      fuse_a: 63
      kind: busbar
      rated_a: 160
      phases: [L1, L3]
      length_m: 80
      base_load_a: 3
      limit_a: {L1: 50, L3: 40}
      plc_modules:
        - {id: plc-1, position_m: 40, terminals: [L1, L3, PE], standard: homeplug-av2, key_label: 7F3A, fuse_a: 10}
      chargers:
        - id: A01
          position_m: 12
          phases: [L1, L3]
          fixed: true
          fuse_a: 40
          min_a: 6
          max_a: 32
          rcd: {type: A, ma: 30, dc_detection: true}
          vehicle: {phases: 1, max_a: 16}
          internal_fuse: none
        - id: A02
          link: plc
          position_m: 95
        - id: A03
          link: plc
          shares: wifi
      circuits:
        - id: K1-1
          fuse_a: 32
          chargers:
            - id: B01  # ampsite: ignore[AMP212] none
    - id: K2
      fuse_a: 50
      device: {type: mccb}
      chargers:
        - id: C01
          link: wifi
          shares: plc
          access_point: ap-1
          rssi_dbm:
            ap-1: -61
            ap-2: -77
        - id: C02
          link: wifi
          rssi_dbm: -72
        - id: C03
          link: lte
          lte: {coverage: low, sim: active}
        - id: C04
          link: lte
          shares: plc
          lte:
            coverage: none
            sim: inactive
network:
  access_points:
    - id: ap-1
      bands_ghz: [2.4, 5]
      standards: [b, g, n]
      channel: 6
      max_clients: 2
      hears: {ap-2: -70}
    - id: ap-2
      channel: auto
    - {id: ap-3, bands_ghz: [5], standards: [ac], channel: 4, hears: {ap-1: -60}}
  dhcp:
    addresses: 3
  dns: []
  firewall:
    outbound:
      - {protocol: tcp, port: 8883, host: zapcloud.azure-devices.net}
      - protocol: udp
        port: 53
        host: 10.0.0.1
    inbound:
      - {protocol: tcp, port: 22}
    tls_inspection: true
  lte:
    operator: Telenor
    survey: doors-open
planning:
  current_model: phasor
  link_preference: [wifi, plc, lte]
  max_gateways: 1
  plc: {max_distance_m: 60, max_chargers: 2}
)";

void mutate(std::vector<std::string>& lines, std::mt19937& random) {
  const std::size_t at = random() % lines.size();
  std::string& line = lines[at];
  const std::size_t colon = line.find(": ");
  switch (random() % 3) {
    case 0:
      lines.erase(lines.begin() + static_cast<std::ptrdiff_t>(at));
      return;
    case 1:
      lines.insert(lines.begin() + static_cast<std::ptrdiff_t>(at), line);
      return;
    default:
      break;
  }
  if (colon == std::string::npos) return;
  constexpr std::array<std::string_view, 10> values{"0",   "-1",   "1e9", ".nan",         "x",
                                                    "'6'", "[L2]", "7.5", "[L1, L2, L3]", "{L1: 1, L2: x}"};
  line = line.substr(0, colon + 2) + std::string(values[random() % values.size()]);
}

}  // namespace

TEST_CASE("any site is met with findings in order, inside the file") {
  const std::vector<std::string_view> original = lines_of(site_with_everything);
  for (std::uint32_t seed = 1; seed <= 1500; ++seed) {
    INFO("seed " << seed);
    std::mt19937 random(seed);
    std::vector<std::string> lines(original.begin(), original.end());
    for (auto left = 1 + random() % 3; left > 0; --left) mutate(lines, random);
    std::string text;
    for (const std::string& line : lines) text += line + "\n";
    INFO(text);
    const SourceText source("a.site.yaml", text);
    const Validation validation = validate(source);
    const auto place = [](const Diagnostic& diagnostic) {
      return std::tuple(diagnostic.finding.span.begin, diagnostic.rule->id);
    };
    CHECK(std::is_sorted(validation.diagnostics.begin(), validation.diagnostics.end(),
                         [&](const Diagnostic& a, const Diagnostic& b) { return place(a) < place(b); }));
    for (const Diagnostic& diagnostic : validation.diagnostics) {
      const Finding& finding = diagnostic.finding;
      CHECK(finding.span.begin <= finding.span.end);
      CHECK(finding.span.end <= source.text().size());
      CHECK_FALSE(finding.message.empty());
      CHECK_FALSE(finding.help.empty());
      CHECK(finding.message.back() != '.');
      CHECK(finding.rule == diagnostic.rule->id);
      // A finding of a rule on the tree points at something that is there.
      if (!finding.rule.starts_with("AMP0")) CHECK(finding.span.begin < finding.span.end);
      for (const Related& related : finding.related) CHECK(related.span.begin < related.span.end);
    }
    CHECK(validation.site.has_value() ==
          (validation.diagnostics.empty() || validation.diagnostics.front().rule->id != std::string_view("AMP001")));
  }
}
