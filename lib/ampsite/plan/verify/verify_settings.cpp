#include <algorithm>
#include <cmath>
#include <string>

#include "ampsite/plan/natural_order.h"
#include "ampsite/plan/verify/checks.h"
#include "ampsite/plan/verify/claims.h"
#include "ampsite/plan/verify/verify_sets.h"

namespace ampsite {
namespace {

struct Claimant {
  ChargerIndex charger = 0;
  std::size_t place = 0;  ///< in natural order of ids
  double rounded_off_a = 0;
};

/// Largest remainder first; those that differ by rounding errors only in natural order.
void sort_by_remainder(std::vector<Claimant>& claimants) {
  std::sort(claimants.begin(), claimants.end(), [](const Claimant& a, const Claimant& b) {
    return a.rounded_off_a != b.rounded_off_a ? a.rounded_off_a > b.rounded_off_a : a.place < b.place;
  });
  for (std::size_t first = 0; first < claimants.size();) {
    std::size_t end = first + 1;
    while (end < claimants.size() && claimants[end - 1].rounded_off_a - claimants[end].rounded_off_a <= tolerance_a) {
      ++end;
    }
    std::sort(claimants.begin() + static_cast<std::ptrdiff_t>(first),
              claimants.begin() + static_cast<std::ptrdiff_t>(end),
              [](const Claimant& a, const Claimant& b) { return a.place < b.place; });
    first = end;
  }
}

std::vector<std::size_t> natural_places(const Site& site) {
  std::vector<ChargerIndex> order(site.chargers.size());
  for (ChargerIndex i = 0; i < order.size(); ++i) order[i] = i;
  sort_naturally(order, site.chargers);
  std::vector<std::size_t> places(order.size());
  for (std::size_t place = 0; place < order.size(); ++place) places[order[place]] = place;
  return places;
}

}  // namespace

std::vector<int> settings_by_the_rule(const CaseFacts& facts, const std::vector<ChargerIndex>& set) {
  std::vector<Bounds> bounds(facts.cars.size());
  for (const ChargerIndex i : set) {
    bounds[i] = {static_cast<double>(facts.cars[i].least_whole_a), static_cast<double>(facts.cars[i].most_whole_a)};
  }
  const std::vector<double> filled = filled_a(facts, bounds);
  const std::vector<std::size_t> places = natural_places(*facts.site);
  std::vector<int> settings(facts.cars.size());
  std::vector<Claimant> claimants;
  SiteFlows flows(facts);
  for (const ChargerIndex i : set) {
    settings[i] = static_cast<int>(std::floor(filled[i] + tolerance_a));
    flows.add(i, settings[i]);
    claimants.push_back({i, places[i], std::max(0.0, filled[i] - settings[i])});
  }
  sort_by_remainder(claimants);
  while (!claimants.empty()) {
    std::vector<Claimant> next_round;
    for (const Claimant& claimant : claimants) {
      const ChargerIndex i = claimant.charger;
      if (settings[i] >= facts.cars[i].most_whole_a || !flows.fits(i, 1)) continue;
      flows.add(i, 1);
      ++settings[i];
      next_round.push_back(claimant);
    }
    claimants = next_round;
  }
  return settings;
}

std::vector<SettingFault> setting_faults(const CaseFacts& facts, const std::vector<ChargerIndex>& set,
                                         const std::vector<int>& settings) {
  const Site& site = *facts.site;
  std::vector<SettingFault> faults;
  SiteFlows flows(facts);
  for (ChargerIndex i = 0; i < settings.size(); ++i) flows.add(i, settings[i]);
  for (NodeIndex v = 0; v < site.nodes.size(); ++v) {
    for (const Line line : all_lines) {
      const double current_a = flows.line_current_a(v, line);
      if (current_a <= facts.limit_a[v][line] + tolerance_a) continue;
      faults.push_back({no_index, fmt::format("all together draw {} A on {}, which has {} A", measure_text(current_a),
                                              line_name(site, v, line), measure_text(facts.limit_a[v][line]))});
    }
  }
  const std::vector<bool> member = members_of(set, settings.size());
  const std::vector<int> by_the_rule = settings_by_the_rule(facts, set);
  for (ChargerIndex i = 0; i < settings.size(); ++i) {
    const std::string& id = site.chargers[i].id.value;
    const CarFacts& car = facts.cars[i];
    if (!member[i]) {
      if (settings[i] != 0) faults.push_back({i, fmt::format("charger {} is not in the set, and has 0 A", id)});
    } else if (settings[i] < car.least_whole_a || settings[i] > car.most_whole_a) {
      faults.push_back({i, fmt::format("charger {} can have {} to {} A, not {} A", id, car.least_whole_a,
                                       car.most_whole_a, settings[i])});
    } else if (settings[i] < car.most_whole_a && flows.fits(i, 1)) {
      faults.push_back({i, fmt::format("charger {} could have 1 A more than {} A", id, settings[i])});
    } else if (settings[i] != by_the_rule[i]) {
      faults.push_back({i, fmt::format("the share of charger {} is {} A, not {} A", id, by_the_rule[i], settings[i])});
    }
  }
  return faults;
}

void verify_settings(const CaseFacts& facts, const CasePlan& plan, std::size_t number, Discrepancies& found) {
  std::vector<int> settings;
  for (const ChargerLoad& load : plan.chargers) settings.push_back(load.setpoint_a);
  for (const SettingFault& fault : setting_faults(facts, plan.simultaneous.chargers, settings)) {
    const bool of_all = fault.charger == no_index;
    found.push_back({of_all ? fmt::format("load.cases[{}].chargers", number)
                            : fmt::format("load.cases[{}].chargers[{}].setpoint_a", number, fault.charger),
                     fault.message});
  }
}

}  // namespace ampsite
