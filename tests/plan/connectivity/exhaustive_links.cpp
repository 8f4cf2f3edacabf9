#include <algorithm>
#include <optional>
#include <vector>

#include "plan/connectivity/link_checker.h"
#include "plan/connectivity/link_facts.h"

namespace ampsite::test {

namespace {

/// Tries every choice.
class Exhaustive {
 public:
  explicit Exhaustive(const Site& site) : site_(site), clients_(site.access_points().size(), 0) {}

  LinkLevels run() {
    choose(0);
    return *best_;
  }

 private:
  struct Choice {
    PlannedLink link = PlannedLink::none;
    AccessPointIndex at = no_index;
  };

  void choose(ChargerIndex index) {
    if (index == site_.chargers.size()) return consider();
    const Charger& charger = site_.chargers[index];
    const auto go = [&](Choice choice) {
      chosen_.push_back(choice);
      choose(index + 1);
      chosen_.pop_back();
    };
    for (AccessPointIndex i = 0; i < clients_.size(); ++i) {
      const Stated<int>& most = site_.access_points()[i].max_clients;
      if (!can_wifi(site_, charger, i) || (most.stated() && clients_[i] >= most.value)) continue;
      ++clients_[i];
      go({PlannedLink::wifi, i});
      --clients_[i];
    }
    if (can_plc(site_, charger)) go({PlannedLink::plc, no_index});
    if (can_lte(charger)) go({PlannedLink::lte, no_index});
    go({PlannedLink::none, no_index});
  }

  void consider() {
    LinkLevels levels;
    int without_source = 0;
    int gateways_possible = 0;
    for (NodeIndex node = 0; node < site_.nodes.size(); ++node) {
      std::vector<ChargerIndex> plc;
      for (ChargerIndex i = site_.nodes[node].charger_begin; i < site_.nodes[node].charger_end; ++i) {
        count(site_, site_.chargers[i], chosen_[i].link, chosen_[i].at, levels);
        if (chosen_[i].link == PlannedLink::plc) plc.push_back(i);
      }
      if (plc.empty()) continue;
      if (static_cast<int>(plc.size()) > site_.planning.plc->max_chargers.value) return;
      if (site_.nodes[node].module_begin != site_.nodes[node].module_end) {
        if (!a_module_serves(node, plc)) return;
        continue;
      }
      // A new module can stand where a gateway is, so it can always take a gateway's place.
      if (!a_place_serves(node, plc)) return;
      ++without_source;
      if (a_gateway_serves(node, plc)) ++gateways_possible;
    }
    const int gateways = std::min(gateways_possible, std::max(0, site_.planning.max_gateways.value));
    levels.new_modules = without_source - gateways;
    levels.cost += levels.new_modules * site_.planning.cost->plc_module.value;
    if (!best_ || compare(levels, *best_, true) < 0) best_ = levels;
  }

  bool serves(double position_m, const std::vector<ChargerIndex>& plc) const {
    return std::all_of(plc.begin(), plc.end(),
                       [&](ChargerIndex i) { return near_enough(site_, site_.chargers[i], position_m); });
  }

  bool a_module_serves(NodeIndex node, const std::vector<ChargerIndex>& plc) const {
    for (ModuleIndex m = site_.nodes[node].module_begin; m < site_.nodes[node].module_end; ++m) {
      if (can_be_source(site_, site_.modules[m]) && serves(site_.modules[m].position_m.value, plc)) return true;
    }
    return false;
  }

  bool a_place_serves(NodeIndex node, const std::vector<ChargerIndex>& plc) const {
    const double length_m = site_.nodes[node].length_m.value;
    std::vector<double> places{0, length_m};
    for (const ChargerIndex i : plc) {
      const double position_m = site_.chargers[i].position_m.value;
      for (const double off_m : {-reach_m(site_), 0.0, reach_m(site_)}) places.push_back(position_m + off_m);
    }
    return std::any_of(places.begin(), places.end(),
                       [&](double place_m) { return place_m >= 0 && place_m <= length_m && serves(place_m, plc); });
  }

  bool a_gateway_serves(NodeIndex node, const std::vector<ChargerIndex>& plc) const {
    for (ChargerIndex i = site_.nodes[node].charger_begin; i < site_.nodes[node].charger_end; ++i) {
      const Charger& charger = site_.chargers[i];
      if (chosen_[i].link != PlannedLink::wifi || !can_plc(site_, charger)) continue;
      if (can_wifi(site_, charger, chosen_[i].at, -65) && serves(charger.position_m.value, plc)) return true;
    }
    return false;
  }

  const Site& site_;
  std::vector<int> clients_;
  std::vector<Choice> chosen_;
  std::optional<LinkLevels> best_;
};

}  // namespace

LinkLevels best_of_all(const Site& site) { return Exhaustive(site).run(); }

}  // namespace ampsite::test
