#include "ampsite/site/links.h"

#include <algorithm>
#include <cmath>

namespace ampsite {
namespace {

constexpr double wifi_band_ghz = 2.4;

}  // namespace

bool offers_band(const AccessPoint& access_point) {
  if (!access_point.bands_ghz.has_value()) return true;
  const std::vector<double>& bands = access_point.bands_ghz.value;
  return std::any_of(bands.begin(), bands.end(), [](double ghz) { return std::abs(ghz - wifi_band_ghz) < 1e-9; });
}

bool offers_standard(const AccessPoint& access_point) {
  if (!access_point.standards.has_value()) return true;
  const std::vector<WifiStandard>& standards = access_point.standards.value;
  return std::any_of(standards.begin(), standards.end(), [](WifiStandard standard) {
    return standard == WifiStandard::b || standard == WifiStandard::g || standard == WifiStandard::n;
  });
}

bool plausible(const Stated<double>& dbm) {
  return dbm.has_value() && dbm.value >= lowest_rssi_dbm && dbm.value <= highest_rssi_dbm;
}

bool speaks_homeplug(const PlcModule& module) {
  if (!module.standard.has_value()) return true;
  return module.standard.value == PlcStandard::homeplug_av || module.standard.value == PlcStandard::homeplug_av2 ||
         module.standard.value == PlcStandard::homeplug_green_phy;
}

LineSet plc_pair(LineSet lines, bool neutral) {
  if (neutral) {
    if (lines.contains(Line::L1)) return {Line::L1};
    return lines.size() == 1 ? lines : LineSet{};
  }
  const LineSet usual = {Line::L1, Line::L3};
  if (lines.contains(usual)) return usual;
  return lines.size() == 2 ? lines : LineSet{};
}

std::vector<Terminal> plc_terminals(LineSet pair, bool neutral) {
  std::vector<Terminal> terminals;
  if (pair.contains(Line::L1)) terminals.push_back(Terminal::L1);
  if (pair.contains(Line::L2)) terminals.push_back(Terminal::L2);
  if (pair.contains(Line::L3)) terminals.push_back(Terminal::L3);
  if (neutral) terminals.push_back(Terminal::N);
  terminals.push_back(Terminal::PE);
  return terminals;
}

AccessPointIndex find_access_point(const Site& site, std::string_view id) {
  const std::vector<AccessPoint>& access_points = site.access_points();
  for (AccessPointIndex i = 0; i < access_points.size(); ++i) {
    if (access_points[i].id.has_value() && access_points[i].id.value == id) return i;
  }
  return no_index;
}

}  // namespace ampsite
