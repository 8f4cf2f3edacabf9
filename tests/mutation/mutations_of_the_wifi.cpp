// Mutations for AMP4xx.

#include <algorithm>
#include <array>

#include "mutation/linked.h"
#include "mutation/mutations.h"

namespace ampsite::test {
namespace {

bool any_at_all(const AccessPoint&) { return true; }

bool level(Trial& trial, std::string_view rule, int least_dbm, int most_dbm) {
  const std::string charger = wifi_charger(trial);
  if (charger.empty()) return false;
  const std::string path = level_path(trial, charger);
  trial.draft.set(path, trial.between(least_dbm, most_dbm));
  trial.expect(rule, path);
  return true;
}

bool too_weak(Trial& trial) { return level(trial, "AMP401", -100, -76); }
bool marginal(Trial& trial) { return level(trial, "AMP402", -75, -66); }

bool unmeasured(Trial& trial) {
  const std::string charger = wifi_charger(trial);
  if (charger.empty()) return false;
  const Charger& at = charger_at(trial.site(), charger);
  const bool of_several = at.rssi_dbm->map && at.rssi_dbm->at.size() > 1;
  switch (of_several ? trial.between(0, 2) : 0) {
    case 0:
      trial.draft.remove(charger + ".rssi_dbm");
      break;
    case 1:  // measured at others only
      trial.draft.remove(level_path(trial, charger));
      break;
    default:  // one level, and nothing that says at which access point
      trial.draft.set(charger + ".rssi_dbm", trial.between(-65, -40));
      trial.prepared();
      trial.draft.remove(charger + ".access_point");
      break;
  }
  trial.expect_at_entity("AMP403", charger);
  return true;
}

bool access_point(Trial& trial, std::string_view rule, std::string_view key, const std::vector<std::string>& values) {
  const std::string path = trial.any_access_point(any_at_all);
  if (path.empty()) return false;
  trial.draft.set(path + "." + std::string(key), trial.one_of(values));
  trial.expect(rule, path + "." + std::string(key));
  return true;
}

bool band(Trial& trial) { return access_point(trial, "AMP404", "bands_ghz", {"[5]", "[6]", "[5, 6]"}); }
bool standard(Trial& trial) {
  return access_point(trial, "AMP405", "standards", {"[a]", "[ac]", "[ax, be]", "[a, ac, ax]"});
}
bool channel_auto(Trial& trial) { return access_point(trial, "AMP406", "channel", {"auto"}); }
bool channel_range(Trial& trial) { return access_point(trial, "AMP407", "channel", {"12", "13", "14", "36", "0"}); }

bool is_clear(int channel) { return channel == 1 || channel == 6 || channel == 11; }

/// States how two access points hear each other.
void set_hearing(Trial& trial, const std::string& one, const std::string& other, int dbm) {
  const std::string of_one = trial.draft.written(one + ".id");
  const std::string of_other = trial.draft.written(other + ".id");
  trial.draft.set(one + ".hears." + of_other, dbm);
  trial.draft.set(other + ".hears." + of_one, dbm);
}

bool channel_not_1_6_11(Trial& trial) {
  if (trial.site().access_points().size() < 2) return false;
  const std::string path = trial.any_access_point(any_at_all);
  std::vector<std::string> others;
  for (const AccessPoint& each : trial.site().access_points()) {
    if (path_of(trial.site(), each) != path) others.push_back(path_of(trial.site(), each));
  }
  // Where they do not hear each other, nothing overlaps.
  for (const std::string& other : others) set_hearing(trial, path, other, trial.between(-100, -86));
  trial.prepared();
  trial.draft.set(path + ".channel", trial.one_of<int>({2, 3, 4, 5, 7, 8, 9, 10}));
  trial.expect("AMP408", path + ".channel");
  return true;
}

bool channel_overlap(Trial& trial) {
  std::vector<AccessPoint> all = trial.site().access_points();
  if (all.size() < 2) return false;
  // Of two on one channel the second by id is named.
  std::sort(all.begin(), all.end(),
            [](const AccessPoint& a, const AccessPoint& b) { return natural_less(a.id.value, b.id.value); });
  const auto later = static_cast<std::size_t>(trial.between(1, static_cast<int>(all.size()) - 1));
  const auto earlier = static_cast<std::size_t>(trial.between(0, static_cast<int>(later) - 1));
  const std::string path = path_of(trial.site(), all[later]);
  const std::string other = path_of(trial.site(), all[earlier]);
  const int others_channel = all[earlier].channel->number;
  const bool same = trial.toss();
  set_hearing(trial, path, other, same ? trial.between(-75, -50) : trial.between(-85, -50));
  trial.prepared();
  const int channel = same ? others_channel : others_channel + trial.one_of<int>({-4, -3, -2, -1, 1, 2, 3, 4});
  if (channel < 1 || channel > 11 || (!same && is_clear(channel))) return false;
  trial.draft.set(path + ".channel", channel);
  trial.expect("AMP409", path + ".channel");
  return true;
}

bool rssi_implausible(Trial& trial) {
  const std::string charger = trial.any_charger([](const Charger& c) { return c.rssi_dbm.stated(); });
  if (charger.empty()) return false;
  std::string path = charger + ".rssi_dbm";
  const Rssi& rssi = charger_at(trial.site(), charger).rssi_dbm.value;
  if (rssi.map) path += "." + trial.one_of(rssi.at).access_point.value;
  trial.draft.set(path, trial.toss() ? trial.between(-140, -101) : trial.between(-19, 90));
  trial.expect("AMP410", path);
  return true;
}

bool clients(Trial& trial) {
  const std::string charger = wifi_charger(trial);
  if (charger.empty()) return false;
  const Site& site = trial.site();
  const bool one = site.access_points().size() == 1;
  const std::string id = one ? site.access_points().front().id.value : charger_at(site, charger).access_point.value;
  const auto there = std::count_if(site.chargers.begin(), site.chargers.end(), [&](const Charger& c) {
    return links_by(c, Link::wifi) && (one || c.access_point.value == id);
  });
  const std::string path = trial.any_access_point([&](const AccessPoint& a) { return a.id.value == id; });
  trial.draft.set(path + ".max_clients", trial.between(0, static_cast<int>(there) - 1));
  trial.expect("AMP411", path + ".max_clients");
  return true;
}

bool no_access_point(Trial& trial) {
  if (wifi_charger(trial).empty()) return false;
  const Site& site = trial.site();
  const auto names_one = [](const Charger& c) { return c.access_point.stated() || c.rssi_dbm->map; };
  if (std::any_of(site.chargers.begin(), site.chargers.end(), names_one)) return false;
  const auto first = std::find_if(site.chargers.begin(), site.chargers.end(),
                                  [](const Charger& c) { return links_by(c, Link::wifi); });
  const std::string link = path_of(site, *first) + ".link";
  trial.draft.remove("network.access_points");
  trial.expect_elsewhere("AMP412", link);  // that has nothing to link to
  return true;
}

bool channel_unstated(Trial& trial) {
  const std::string path = trial.any_access_point(any_at_all);
  if (path.empty()) return false;
  trial.draft.remove(path + ".channel");
  trial.expect_at_entity("AMP413", path);
  return true;
}

constexpr std::array mutations{
    Mutation{"AMP401", too_weak},         Mutation{"AMP402", marginal},
    Mutation{"AMP403", unmeasured},       Mutation{"AMP404", band},
    Mutation{"AMP405", standard},         Mutation{"AMP406", channel_auto},
    Mutation{"AMP407", channel_range},    Mutation{"AMP408", channel_not_1_6_11},
    Mutation{"AMP409", channel_overlap},  Mutation{"AMP410", rssi_implausible},
    Mutation{"AMP411", clients},          Mutation{"AMP412", no_access_point},
    Mutation{"AMP413", channel_unstated},
};

}  // namespace

std::span<const Mutation> mutations_of_the_wifi() { return mutations; }

}  // namespace ampsite::test
