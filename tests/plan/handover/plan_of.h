#pragma once
// Sites as text, and their whole plans: what is bought and done rests on every part of a plan.

#include <doctest/doctest.h>

#include <string>

#include "ampsite/plan/plan.h"
#include "ampsite/read/read_site.h"
#include "ampsite/source/source_text.h"

namespace ampsite::test {

struct Planned {
  Site site;
  Plan plan;
};

inline Planned plan_of(const std::string& text) {
  ReadResult read = read_site(SourceText("garage.site.yaml", text));
  REQUIRE_MESSAGE(read.findings.empty(), read.findings.front().message);
  Planned planned;
  planned.site = *read.site;
  planned.plan = make_plan(planned.site);
  return planned;
}

/// `count` chargers "A1", "A2", …, 1 m apart, each with `more`.
inline std::string chargers_text(int count, const std::string& more, const std::string& prefix = "A") {
  std::string text;
  for (int i = 1; i <= count; ++i) {
    text += "        - {id: " + prefix + std::to_string(i) + ", position_m: " + std::to_string(i) + more + "}\n";
  }
  return text;
}

/// A garage on TN-S with one circuit K1 of 63 A, 40 m long.
inline std::string garage_text(const std::string& chargers, const std::string& network = {}) {
  return "ampsite: 1\n"
         "site: {name: Garage, country: NO}\n"
         "grid: {system: TN-S, short_circuit: {max_ka: 10, min_ka: 1.2}}\n"
         "supply:\n"
         "  id: main\n"
         "  fuse_a: 125\n"
         "  circuits:\n"
         "    - id: K1\n"
         "      fuse_a: 63\n"
         "      length_m: 40\n"
         "      chargers:\n" +
         chargers + network;
}

inline const std::string on_wifi = ", rssi_dbm: -60";
inline const std::string on_lte = ", lte: {coverage: high}";
inline const std::string wifi_network =
    "network: {access_points: [{id: ap-1, bands_ghz: [2.4]}], dhcp: {addresses: 9}}\n";

}  // namespace ampsite::test
