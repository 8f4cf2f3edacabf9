#include "plan/load/naive_load.h"

#include <algorithm>
#include <cmath>
#include <complex>
#include <random>
#include <string>
#include <utility>

#include "plan/site_builder.h"

namespace ampsite::test {
namespace {

bool below(const Site& site, NodeIndex v, NodeIndex ancestor) {
  while (v != no_index && v != ancestor) v = site.nodes[v].parent;
  return v == ancestor;
}

using Phasor = std::complex<double>;

/// Of either sign, as the voltage between two lines has it.
Phasor at_angle(double magnitude, double degrees) {
  return magnitude * std::polar(1.0, degrees * std::acos(-1.0) / 180);
}

/// What a unity-power-factor car puts on a line: in phase with the voltage between its two lines, or with
/// the line's own voltage (L1 at 0°, L2 at -120°, L3 at 120°).
Phasor on_line(LineSet lines, Line line, double current_a) {
  if (!lines.contains(line)) return 0;
  if (lines.size() != 2) {
    const double angle[] = {0, -120, 120};
    return at_angle(current_a, angle[static_cast<int>(line)]);
  }
  if (lines == LineSet{Line::L1, Line::L2}) return at_angle(line == Line::L1 ? current_a : -current_a, 30);
  if (lines == LineSet{Line::L2, Line::L3}) return at_angle(line == Line::L2 ? current_a : -current_a, -90);
  return at_angle(line == Line::L3 ? current_a : -current_a, 150);
}

}  // namespace

NaiveCase naive_case(const Site& site, const std::vector<ChargerWiring>& wiring, LoadCase load_case, bool phasor) {
  NaiveCase naive;
  naive.site = &site;
  naive.phasor = phasor && !site.neutral();
  naive.limit_a = capacities_a(site);
  for (std::size_t i = 0; i < site.chargers.size(); ++i) {
    const LineSet wired = wiring[i].one_phase_on.empty() ? LineSet{} : wiring[i].phases.lines();
    const bool one_phase = one_phase_car(site.chargers[i], load_case, wired, site.neutral());
    naive.lines.push_back(one_phase ? wiring[i].one_phase_on : wired);
    naive.own_maximum_a.push_back(naive.lines[i].empty() ? 0 : own_maximum_a(site.chargers[i], load_case));
  }
  return naive;
}

std::vector<PerLine<double>> naive_line_currents_a(const NaiveCase& naive, const std::vector<double>& current_a) {
  const Site& site = *naive.site;
  std::vector<PerLine<double>> currents(site.nodes.size());
  for (NodeIndex v = 0; v < site.nodes.size(); ++v) {
    for (const Line line : all_lines) {
      Phasor phasor = 0;
      double amount = 0;
      for (std::size_t i = 0; i < site.chargers.size(); ++i) {
        if (!below(site, site.chargers[i].node, v) || !naive.lines[i].contains(line)) continue;
        phasor += on_line(naive.lines[i], line, current_a[i]);
        amount += current_a[i];
      }
      currents[v][line] = naive.phasor ? std::abs(phasor) : amount;
    }
  }
  return currents;
}

bool naive_fits(const NaiveCase& naive, const std::vector<double>& current_a) {
  const std::vector<PerLine<double>> currents = naive_line_currents_a(naive, current_a);
  for (std::size_t v = 0; v < currents.size(); ++v) {
    for (const Line line : all_lines) {
      if (currents[v][line] > naive.limit_a[v][line] + 1e-9) return false;
    }
  }
  return true;
}

std::vector<double> naive_fill_a(const NaiveCase& naive, const std::vector<double>& least_a,
                                 const std::vector<double>& most_a) {
  const std::size_t count = naive.lines.size();
  std::vector<double> current_a = least_a;
  std::vector<bool> frozen(count);
  for (std::size_t i = 0; i < count; ++i) frozen[i] = least_a[i] >= most_a[i];
  const auto raised = [&](double level_a) {
    std::vector<double> at = current_a;
    for (std::size_t i = 0; i < count; ++i) {
      if (!frozen[i]) at[i] = std::clamp(level_a, least_a[i], most_a[i]);
    }
    return at;
  };
  while (std::find(frozen.begin(), frozen.end(), false) != frozen.end()) {
    double fits = 0;
    double too_much = 1000;
    for (int round = 0; round < 60; ++round) {
      const double middle = (fits + too_much) / 2;
      (naive_fits(naive, raised(middle)) ? fits : too_much) = middle;
    }
    current_a = raised(fits);
    std::vector<bool> stuck = frozen;
    for (std::size_t i = 0; i < count; ++i) {
      std::vector<double> more = current_a;
      more[i] += 1e-6;
      if (more[i] > most_a[i] || !naive_fits(naive, more)) stuck[i] = true;
    }
    frozen = stuck;
  }
  return current_a;
}

std::vector<double> naive_fair_a(const NaiveCase& naive) {
  return naive_fill_a(naive, std::vector<double>(naive.lines.size(), 0.0), naive.own_maximum_a);
}

std::vector<int> naive_settings_a(const NaiveCase& naive, const std::vector<ChargerIndex>& set) {
  const std::vector<Charger>& chargers = naive.site->chargers;
  std::vector<double> least_a(chargers.size());
  std::vector<double> most_a(chargers.size());
  for (const ChargerIndex i : set) {
    least_a[i] = std::ceil(own_minimum_a(chargers[i]));
    most_a[i] = std::floor(naive.own_maximum_a[i]);
  }
  const std::vector<double> filled_a = naive_fill_a(naive, least_a, most_a);
  std::vector<double> settings(chargers.size());
  std::vector<std::pair<long, ChargerIndex>> by_remainder;
  for (const ChargerIndex i : set) {
    settings[i] = std::floor(filled_a[i] + 1e-6);
    by_remainder.emplace_back(-std::lround((filled_a[i] - settings[i]) * 1e4), i);
  }
  std::sort(by_remainder.begin(), by_remainder.end(), [&](const auto& a, const auto& b) {
    if (a.first != b.first) return a.first < b.first;
    return natural_less(chargers[a.second].id.value, chargers[b.second].id.value);
  });
  std::vector<bool> out(chargers.size());
  for (bool handed_out = true; handed_out;) {
    handed_out = false;
    for (const auto& [remainder, i] : by_remainder) {
      std::vector<double> more = settings;
      more[i] += 1;
      if (out[i] || more[i] > most_a[i] || !naive_fits(naive, more)) {
        out[i] = true;
        continue;
      }
      settings = more;
      handed_out = true;
    }
  }
  return {settings.begin(), settings.end()};
}

namespace {

/// Numbers that are the same on every platform, unlike those of the standard distributions.
class Dice {
 public:
  explicit Dice(std::uint32_t seed) : engine_(seed) {}

  int up_to(int most) { return static_cast<int>(engine_() % static_cast<std::uint32_t>(most + 1)); }
  bool one_in(int n) { return up_to(n - 1) == 0; }
  template <class T>
  T one_of(const std::vector<T>& values) {
    return values[static_cast<std::size_t>(up_to(static_cast<int>(values.size()) - 1))];
  }

 private:
  std::mt19937 engine_;
};

Stated<LineCurrents> random_currents(Dice& dice, const std::vector<double>& values) {
  if (dice.one_in(2)) return on_all_lines(dice.one_of(values));
  std::vector<std::pair<Line, double>> listed;
  for (const Line line : all_lines) {
    if (!dice.one_in(4)) listed.emplace_back(line, dice.one_of(values));
  }
  return on_lines(listed);
}

Charger random_charger(Dice& dice, const std::string& id, bool neutral) {
  const std::vector<Wiring> three{{Line::L1, Line::L2, Line::L3},
                                  {Line::L2, Line::L3, Line::L1},
                                  {Line::L3, Line::L1, Line::L2},
                                  {Line::L2, Line::L1, Line::L3}};
  const std::vector<Wiring> one{{Line::L1}, {Line::L2}, {Line::L3}};
  const std::vector<Wiring> pairs{{Line::L1, Line::L3}, {Line::L2, Line::L3}, {Line::L2, Line::L1}};
  Charger made = charger(id);
  if (dice.one_in(2)) made.phases = stated(dice.one_in(3) ? dice.one_of(neutral ? one : pairs) : dice.one_of(three));
  if (made.phases.has_value()) made.fixed = stated(dice.one_in(3));
  if (dice.one_in(3)) made.max_a = stated(dice.one_of<double>({6, 10, 13.5, 16, 20}));
  if (dice.one_in(4)) made.min_a = stated(dice.one_of<double>({6, 6.5, 8, 10, 14}));
  if (dice.one_in(3)) {
    Vehicle car = vehicle(dice.one_in(2) ? 1 : 3);
    if (dice.one_in(2)) car.max_a = stated(16.0);
    made.vehicle = stated(car);
  }
  return made;
}

Circuit random_circuit(Dice& dice, int& next_id, bool neutral, int depth) {
  const int own = next_id++;
  Circuit made = circuit("K" + std::to_string(own), dice.one_of<double>({10, 16, 20, 32, 35, 40, 63, 80}));
  if (dice.one_in(40)) made.node.fuse_a = {};
  if (dice.one_in(3)) made.node.limit_a = random_currents(dice, {8, 12, 17.3, 25, 31, 50});
  if (dice.one_in(25)) made.node.limit_a = on_lines({{Line::L2, 0}});
  if (dice.one_in(4)) made.node.base_load_a = random_currents(dice, {0.7, 2, 5});
  if (dice.one_in(40)) made.node.base_load_a = on_all_lines(30);
  if (depth > 0 && dice.one_in(8)) made.node.phases = stated(dice.one_of<Wiring>({{Line::L1, Line::L3}, {Line::L2}}));
  for (int i = dice.up_to(5); i > 0; --i) {
    made.chargers.push_back(random_charger(dice, "A" + std::to_string(next_id++), neutral));
  }
  for (int i = depth < 3 ? dice.up_to(2) : 0; i > 0 && next_id < 12; --i) {
    made.circuits.push_back(random_circuit(dice, next_id, neutral, depth + 1));
  }
  return made;
}

}  // namespace

Site random_site(std::uint32_t seed) {
  Dice dice(seed);
  const bool neutral = dice.one_in(2);
  const int phases = dice.one_in(6) ? 1 : 3;
  int next_id = 1;
  const Circuit supply = random_circuit(dice, next_id, neutral, 0);
  Site site = build_site(neutral ? tn_grid(phases) : it_grid(phases), supply);
  if (dice.one_in(2)) site.planning.current_model = stated(CurrentModel::phasor);
  if (dice.one_in(3)) site.planning.one_phase_line = stated(OnePhaseLine::charger);
  if (dice.one_in(3)) site.planning.one_phase_line = stated(OnePhaseLine::terminal);
  return site;
}

}  // namespace ampsite::test
