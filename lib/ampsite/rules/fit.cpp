#include "ampsite/rules/fit.h"

#include <algorithm>
#include <optional>
#include <tuple>
#include <vector>

#include "ampsite/electric/load_case.h"
#include "ampsite/rules/certainty.h"

namespace ampsite {
namespace {

CarChoices single(LineSet lines) { return {{lines, {}, {}}, 1}; }

CarChoices each_line_of(LineSet lines) {
  CarChoices choices;
  for (const Line line : all_lines) {
    if (lines.contains(line)) choices.lines[choices.count++] = {line};
  }
  return choices;
}

constexpr std::array<LineSet, 3> all_pairs{LineSet{Line::L2, Line::L3}, LineSet{Line::L1, Line::L3},
                                           LineSet{Line::L1, Line::L2}};

/// Line currents of cars behind one node.
class Sum {
 public:
  explicit Sum(CurrentModel model) : model_(model) {}

  void add(LineSet lines, double current_a) {
    if (lines.size() == 2) {
      pair_a_[static_cast<std::size_t>(left_out(lines))] += current_a;
      return;
    }
    for (const Line line : all_lines) {
      if (lines.contains(line)) line_a_[line] += current_a;
    }
  }

  double on(Line line) const {
    const auto l = static_cast<std::size_t>(line);
    return line_current_a(model_, line_a_[line], pair_a_[(l + 1) % 3], pair_a_[(l + 2) % 3]);
  }

 private:
  static Line left_out(LineSet pair) {
    if (!pair.contains(Line::L1)) return Line::L1;
    return pair.contains(Line::L2) ? Line::L3 : Line::L2;
  }

  CurrentModel model_;
  PerLine<double> line_a_{0.0};
  std::array<double, 3> pair_a_{};  ///< by the line that the pair leaves out
};

bool fits(const Sum& sum, LineSet lines, const PerLine<double>& capacity_a) {
  return std::all_of(all_lines.begin(), all_lines.end(), [&](Line line) {
    return !lines.contains(line) || sum.on(line) <= capacity_a[line] + tolerance_a;
  });
}

double room_on(const Sum& sum, LineSet lines, const PerLine<double>& capacity_a) {
  double room = 0;
  for (const Line line : all_lines) {
    if (lines.contains(line)) room += capacity_a[line] - sum.on(line);
  }
  return room;
}

/// The sum with the car on the choice that has most room, where it fits on any.
std::optional<Sum> with_car(const Sum& sum, const CarChoices& choices, double current_a,
                            const PerLine<double>& capacity_a) {
  std::optional<Sum> best;
  double most_room = 0;
  for (const LineSet lines : choices) {
    const double room = room_on(sum, lines, capacity_a);
    if (best && room <= most_room) continue;
    Sum tried = sum;
    tried.add(lines, current_a);
    if (!fits(tried, lines, capacity_a)) continue;
    best = tried;
    most_room = room;
  }
  return best;
}

struct Car {
  double current_a = 0;
  CarChoices choices;

  int lines_used() const { return choices.lines[0].size(); }
};

bool fewer_lines_first(const Car& a, const Car& b) {
  const auto key = [](const Car& car) { return std::tuple(car.current_a, car.lines_used(), car.choices.count); };
  return key(a) < key(b);
}

bool more_choices_first(const Car& a, const Car& b) {
  if (a.current_a != b.current_a) return a.current_a < b.current_a;
  return std::tuple(a.lines_used(), b.choices.count) < std::tuple(b.lines_used(), a.choices.count);
}

std::size_t fit_in_order(Sum sum, const std::vector<Car>& cars, const PerLine<double>& capacity_a) {
  std::size_t count = 0;
  for (const Car& car : cars) {
    const std::optional<Sum> next = with_car(sum, car.choices, car.current_a, capacity_a);
    if (!next) continue;
    sum = *next;
    ++count;
  }
  return count;
}

}  // namespace

CarChoices car_choices(const Site& site, const Charger& charger, LoadCase load_case) {
  const bool neutral = site.neutral();
  const bool wired = charger.phases.stated();
  const LineSet lines = wired ? charger.phases->lines() : site.nodes[charger.node].lines;
  if (lines.empty() || (!neutral && lines.size() == 1)) return {};
  const bool two_to_choose_from = neutral && !wired && lines.size() == 2;
  if (load_case == LoadCase::three_phase && !two_to_choose_from) return single(lines);
  const bool terminal = site.planning.one_phase_line.value == OnePhaseLine::terminal;
  if (wired && terminal && charger.fixed.value) return single(terminal_pair(charger.phases.value, neutral));
  if (neutral) return each_line_of(lines);
  return lines.size() == 2 ? single(lines) : CarChoices{all_pairs, all_pairs.size()};
}

std::size_t how_many_fit(const Site& site, const std::vector<ChargerIndex>& chargers, const PerLine<double>& capacity_a,
                         LoadCase load_case) {
  std::vector<Car> cars;
  cars.reserve(chargers.size());
  for (const ChargerIndex c : chargers) {
    const CarChoices choices = car_choices(site, site.chargers[c], load_case);
    if (choices.count > 0) cars.push_back({own_minimum_a(site.chargers[c]), choices});
  }
  const Sum nothing(used_current_model(site));
  // Among equal minima, cars bound to few lines leave most to the others, which can go elsewhere. Only where
  // each takes two of three lines may it be better the other way round.
  std::stable_sort(cars.begin(), cars.end(), fewer_lines_first);
  const std::size_t fit = fit_in_order(nothing, cars, capacity_a);
  if (site.neutral() || fit == cars.size()) return fit;
  std::stable_sort(cars.begin(), cars.end(), more_choices_first);
  return std::max(fit, fit_in_order(nothing, cars, capacity_a));
}

}  // namespace ampsite
