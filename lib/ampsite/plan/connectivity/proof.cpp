#include "ampsite/plan/connectivity/proof.h"

#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <utility>

namespace ampsite::connectivity {

namespace {

constexpr double parts_of_currency = 10'000;

/// Adds level after level. Up to the first that is not proved the bound is that of the relaxation; behind it what any
/// links at all could reach.
class Levels {
 public:
  explicit Levels(const Optimality& optimality) : optimality_(optimality) {}

  /// `bound` is the relaxation's, `plain` that of any links.
  void add(std::string level, double value, double bound, double plain, std::string_view plain_argument) {
    if (!open_ && bound == value) {
      levels_.push_back({std::move(level), value, value, optimality_.argument});
    } else if (!open_) {
      levels_.push_back({std::move(level), value, bound, relaxed_});
      open_ = true;
    } else {
      levels_.push_back({std::move(level), value, plain, std::string(plain_argument)});
    }
  }

  /// A level that is proved where all before it are.
  void add_proved(std::string level, double value, bool proved, double plain, std::string_view plain_argument) {
    if (!proved) open_ = true;
    add(std::move(level), value, value, plain, plain_argument);
  }

  std::vector<LevelProof> take() { return std::move(levels_); }

 private:
  const std::string relaxed_ =
      "for the prices that a flow puts on the places at the access points no circuit does better on its own";
  const Optimality& optimality_;
  std::vector<LevelProof> levels_;
  bool open_ = false;
};

constexpr std::array<Link, 3> all_links{Link::wifi, Link::plc, Link::lte};

/// "wifi", "plc or lte".
std::string words_of_entry(const Ranking& ranking, int entry) {
  std::vector<Link> links;
  for (const Link link : all_links) {
    if (ranking.entry_of(link) == entry) links.push_back(link);
  }
  std::sort(links.begin(), links.end(), [&](Link a, Link b) { return ranking.order_of(a) < ranking.order_of(b); });
  std::string words;
  for (const Link link : links) {
    if (!words.empty()) words += " or ";
    words += link == Link::wifi ? "wifi" : link == Link::plc ? "plc" : "lte";
  }
  return words;
}

int on_entry(const Ranking& ranking, const ConnectivityTotals& totals, int entry) {
  int chargers = 0;
  if (ranking.entry_of(Link::wifi) == entry) chargers += totals.wifi;
  if (ranking.entry_of(Link::plc) == entry) chargers += totals.plc;
  if (ranking.entry_of(Link::lte) == entry) chargers += totals.lte;
  return chargers;
}

void add_links(const Ranking& ranking, const Optimality& optimality, const Connectivity& plan, Levels& levels) {
  const auto chargers = static_cast<int>(plan.chargers.size());
  int left = chargers - plan.totals.none;
  for (int entry = 0; entry < ranking.entries(); ++entry) {
    const int reached = on_entry(ranking, plan.totals, entry);
    const auto index = static_cast<std::size_t>(entry);
    const bool counted = index < optimality.bound.not_on.size();
    const int bound = counted ? -optimality.bound.not_on[index] : reached;
    levels.add("chargers on " + words_of_entry(ranking, entry), reached, bound, left,
               "all that have a link and are on none of the entries before");
    left -= reached;
  }
}

/// The loudest that any charger hears, of those that could be gateways where that is asked for.
double loudest_dbm(const Reach& reach, bool gateways) {
  double loudest = min_wifi_dbm;
  for (ChargerIndex charger = 0; charger < reach.chargers.size(); ++charger) {
    if (reach.wifi_count(charger) == 0 || (gateways && !reach.chargers[charger].plc)) continue;
    loudest = std::max(loudest, reach.wifi(charger, 0).dbm);
  }
  return loudest;
}

void add_level_5(const Reach& reach, const Optimality& optimality, const Connectivity& plan, Levels& levels) {
  double gateway_dbm = no_wifi;
  double weakest_dbm = no_wifi;
  for (const ChargerLink& link : plan.chargers) {
    if (link.link != PlannedLink::wifi) continue;
    weakest_dbm = std::min(weakest_dbm, *link.rssi_dbm);
    if (link.gateway) gateway_dbm = std::min(gateway_dbm, *link.rssi_dbm);
  }
  if (gateway_dbm != no_wifi) {
    levels.add_proved("smallest gateway RSSI, dBm", gateway_dbm, optimality.gateway_proved, loudest_dbm(reach, true),
                      "the loudest that any charger hears that could be a gateway");
  }
  if (weakest_dbm != no_wifi) {
    levels.add_proved("smallest RSSI on wifi, dBm", weakest_dbm, optimality.gateway_proved && optimality.wifi_proved,
                      loudest_dbm(reach, false), "the loudest that any charger hears");
  }
  if (plan.plc_networks.empty()) return;
  double farthest_m = 0;
  for (const PlcNetwork& network : plan.plc_networks) farthest_m = std::max(farthest_m, network.farthest_m);
  levels.add_proved("largest PLC distance, m", farthest_m,
                    optimality.gateway_proved && optimality.wifi_proved && optimality.distance_proved, 0,
                    "no distance is less than nothing");
}

}  // namespace

std::vector<LevelProof> proof_of(const Reach& reach, const Ranking& ranking, const Optimality& optimality,
                                 const Connectivity& plan) {
  if (plan.chargers.empty()) return {};
  const Value& value = optimality.value;
  const Value& bound = optimality.bound;
  const Planning& planning = reach.site.planning;
  Levels levels(optimality);
  if (planning.keep_links.value) {
    levels.add("configured links given up", value.unkept, bound.unkept, 0, "");
  }
  levels.add("chargers without a link", value.without_link, bound.without_link, 0, "no count is less than nothing");
  add_links(ranking, optimality, plan, levels);
  const double cost_bound =
      bound.cost == value.cost ? plan.totals.cost : static_cast<double>(bound.cost) / parts_of_currency;
  levels.add("cost, " + planning.cost->currency.value, plan.totals.cost, cost_bound, 0, "no cost is less than nothing");
  const int modules = value.new_modules / one_module;
  const int modules_bound = bound.new_modules / one_module;
  levels.add("new modules", modules, modules_bound, 0, "no count is less than nothing");
  levels.add("changes", value.changes, bound.changes, 0, "no count is less than nothing");
  add_level_5(reach, optimality, plan, levels);
  return levels.take();
}

}  // namespace ampsite::connectivity
