#pragma once
// Small site files for the tests of the commands.

#include <string>

namespace ampsite::test {

/// Two chargers behind 63 A; nothing wrong that would be an error or a warning.
inline const std::string good_site =
    "ampsite: 1\n"
    "site: {name: Garage, country: NO}\n"
    "grid: {system: TN-S, short_circuit: {max_ka: 10, min_ka: 1.2}}\n"
    "supply:\n"
    "  id: main\n"
    "  fuse_a: 63\n"
    "  chargers:\n"
    "    - {id: A1, rssi_dbm: -60, access_point: ap-1, link: wifi}\n"
    "    - {id: A2, rssi_dbm: -61, access_point: ap-1, link: wifi}\n"
    "network:\n"
    "  dhcp: {addresses: 10}\n"
    "  access_points: [{id: ap-1, bands_ghz: [2.4], standards: [n], channel: 6}]\n";

inline std::string replaced(std::string text, const std::string& what, const std::string& with) {
  return text.replace(text.find(what), what.size(), with);
}

/// AMP203, an error: the limit is above the fuse.
inline const std::string site_with_error = replaced(good_site, "  fuse_a: 63\n", "  fuse_a: 63\n  limit_a: 80\n");
/// AMP103, a warning: a circuit that feeds nothing.
inline const std::string site_with_warning =
    replaced(good_site, "network:\n", "  circuits:\n    - {id: K1, fuse_a: 16}\nnetwork:\n");
/// AMP212, a note: 60 A is no standard rating.
inline const std::string site_with_note = replaced(good_site, "fuse_a: 63", "fuse_a: 60");
/// AMP001: a quote that is never closed.
inline const std::string broken_site = replaced(good_site, "name: Garage", "name: \"Garage");

}  // namespace ampsite::test
