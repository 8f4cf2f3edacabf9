#include <algorithm>
#include <cmath>
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

  /// A circuit's source, with what it changes.
  struct SourceOption {
    ChargerIndex gateway = no_index;
    int new_modules = 0;
    int changes = 0;
    double farthest_m = 0;
  };

  void consider() {
    std::vector<std::vector<SourceOption>> circuits;
    for (NodeIndex node = 0; node < site_.nodes.size(); ++node) {
      std::vector<ChargerIndex> plc;
      for (ChargerIndex i = site_.nodes[node].charger_begin; i < site_.nodes[node].charger_end; ++i) {
        if (chosen_[i].link == PlannedLink::plc) plc.push_back(i);
      }
      if (plc.empty()) continue;
      if (static_cast<int>(plc.size()) > site_.planning.plc->max_chargers.value) return;
      circuits.push_back(sources(node, plc));
      if (circuits.back().empty()) return;
    }
    std::vector<SourceOption> sources;
    choose_source(circuits, sources, std::max(0, site_.planning.max_gateways.value));
  }

  void choose_source(const std::vector<std::vector<SourceOption>>& circuits, std::vector<SourceOption>& sources,
                     int gateways) {
    if (sources.size() == circuits.size()) return weigh(sources);
    for (const SourceOption& option : circuits[sources.size()]) {
      const int left = gateways - (option.gateway == no_index ? 0 : 1);
      if (left < 0) continue;
      sources.push_back(option);
      choose_source(circuits, sources, left);
      sources.pop_back();
    }
  }

  void weigh(const std::vector<SourceOption>& sources) {
    LinkLevels levels;
    std::vector<bool> gateway(site_.chargers.size(), false);
    for (const SourceOption& source : sources) {
      levels.on_plc = true;
      levels.new_modules += source.new_modules;
      levels.changes += source.changes;
      levels.farthest_m = std::max(levels.farthest_m, source.farthest_m);
      if (source.gateway != no_index) gateway[source.gateway] = true;
    }
    for (ChargerIndex i = 0; i < site_.chargers.size(); ++i) {
      count(site_, site_.chargers[i], chosen_[i].link, chosen_[i].at, gateway[i], levels);
    }
    levels.cost += levels.new_modules * site_.planning.cost->plc_module.value;
    if (!best_ || compare(levels, *best_) < 0) best_ = levels;
  }

  /// The cable to the farthest; nothing where that is out of reach.
  std::optional<double> farthest(double position_m, const std::vector<ChargerIndex>& plc) const {
    double farthest_m = 0;
    for (const ChargerIndex i : plc) {
      if (!near_enough(site_, site_.chargers[i], position_m)) return std::nullopt;
      farthest_m = std::max(farthest_m, std::abs(site_.chargers[i].position_m.value - position_m));
    }
    return farthest_m;
  }

  std::vector<SourceOption> sources(NodeIndex node, const std::vector<ChargerIndex>& plc) const {
    std::vector<SourceOption> options;
    const Node& circuit = site_.nodes[node];
    for (ModuleIndex m = circuit.module_begin; m < circuit.module_end; ++m) {
      const PlcModule& module = site_.modules[m];
      if (!can_be_source(site_, module)) continue;
      const std::optional<double> farthest_m = farthest(module.position_m.value, plc);
      if (farthest_m) options.push_back({no_index, 0, must_be_reconnected(site_, module) ? 1 : 0, *farthest_m});
    }
    if (circuit.module_begin != circuit.module_end) return options;
    // Midway between the first and the last the farthest of a new module is nearest.
    double first_m = site_.chargers[plc.front()].position_m.value;
    double last_m = first_m;
    for (const ChargerIndex i : plc) {
      first_m = std::min(first_m, site_.chargers[i].position_m.value);
      last_m = std::max(last_m, site_.chargers[i].position_m.value);
    }
    const std::optional<double> midway_m = farthest((first_m + last_m) / 2, plc);
    if (midway_m) options.push_back({no_index, 1, 0, *midway_m});
    for (ChargerIndex i = circuit.charger_begin; i < circuit.charger_end; ++i) {
      const Charger& charger = site_.chargers[i];
      if (chosen_[i].link != PlannedLink::wifi || !can_plc(site_, charger)) continue;
      if (!can_wifi(site_, charger, chosen_[i].at, -65)) continue;
      const std::optional<double> farthest_m = farthest(charger.position_m.value, plc);
      if (farthest_m) options.push_back({i, 0, 0, *farthest_m});
    }
    return options;
  }

  const Site& site_;
  std::vector<int> clients_;
  std::vector<Choice> chosen_;
  std::optional<LinkLevels> best_;
};

}  // namespace

LinkLevels best_of_all(const Site& site) { return Exhaustive(site).run(); }

}  // namespace ampsite::test
