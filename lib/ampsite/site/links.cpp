#include "ampsite/site/links.h"

#include <algorithm>
#include <cmath>

namespace ampsite {
namespace {

constexpr double wifi_band_ghz = 2.4;

}  // namespace

std::string_view display_word(Link link) {
  switch (link) {
    case Link::wifi:
      return "WiFi";
    case Link::plc:
      return "PLC";
    case Link::lte:
      return "4G";
  }
  return {};
}

std::string_view display_word(Sharing sharing) {
  return display_word(sharing == Sharing::plc ? Link::plc : Link::wifi);
}

bool links_by(const Charger& charger, Link link) { return charger.link.stated() && charger.link.value == link; }

bool on_local_network(const Charger& charger) { return links_by(charger, Link::wifi) || links_by(charger, Link::plc); }

bool shares_by(const Charger& charger, Sharing sharing) {
  return charger.shares.stated() && charger.shares.value == sharing && !links_by(charger, Link::lte);
}

bool is_gateway(const Charger& charger) { return links_by(charger, Link::wifi) && shares_by(charger, Sharing::plc); }

bool could_be_gateway(const Charger& charger) {
  const bool may_be_on_wifi = !charger.link.stated() || charger.link.value == Link::wifi;
  return may_be_on_wifi && (charger.shares.unknown() || shares_by(charger, Sharing::plc));
}

bool uses_plc(const Charger& charger) {
  return links_by(charger, Link::plc) || (charger.shares.stated() && !links_by(charger, Link::lte));
}

bool sim_inactive(const Charger& charger) {
  return charger.lte.has_value() && charger.lte->sim.has_value() && charger.lte->sim.value == SimState::inactive;
}

std::optional<double> known_position_m(const Stated<double>& position_m, const Node& run) {
  if (!position_m.stated() || position_m.value < 0) return std::nullopt;
  if (run.length_m.stated() && position_m.value > run.length_m.value) return std::nullopt;
  return position_m.value;
}

bool on_the_run(const Stated<double>& position_m, const Node& run) {
  return run.length_m.stated() && known_position_m(position_m, run).has_value();
}

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

bool serves_chargers(const AccessPoint& access_point) {
  return offers_band(access_point) && offers_standard(access_point);
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

bool connects(const PlcModule& module, LineSet pair, bool neutral) {
  if (!module.terminals.stated()) return false;
  std::vector<Terminal> there = module.terminals.value;
  std::sort(there.begin(), there.end());
  return there == plc_terminals(pair, neutral);
}

AccessPointIds::AccessPointIds(const Site& site) {
  const std::vector<AccessPoint>& access_points = site.access_points();
  for (AccessPointIndex i = 0; i < access_points.size(); ++i) {
    if (access_points[i].id.stated()) by_id_.emplace_back(access_points[i].id.value, i);
  }
  complete_ = !site.network->access_points.unknown() && by_id_.size() == access_points.size();
  std::sort(by_id_.begin(), by_id_.end());
}

AccessPointIndex AccessPointIds::find(std::string_view id) const {
  const auto found = std::lower_bound(by_id_.begin(), by_id_.end(), id,
                                      [](const auto& entry, std::string_view key) { return entry.first < key; });
  return found != by_id_.end() && found->first == id ? found->second : no_index;
}

std::vector<std::string_view> AccessPointIds::ids() const {
  std::vector<std::string_view> ids;
  for (const auto& [id, index] : by_id_) ids.push_back(id);
  return ids;
}

}  // namespace ampsite
