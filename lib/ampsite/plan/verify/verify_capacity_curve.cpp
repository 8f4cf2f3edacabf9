#include <algorithm>
#include <limits>
#include <string>

#include "ampsite/plan/arrival_orders.h"
#include "ampsite/plan/natural_order.h"
#include "ampsite/plan/verify/checks.h"
#include "ampsite/plan/verify/claims.h"

namespace ampsite {
namespace {

constexpr double never = std::numeric_limits<double>::infinity();

/// Every number of chargers up to 50, else 50 numbers as evenly as they can be.
std::vector<int> numbers_in_use(std::size_t chargers) {
  constexpr std::size_t most = 50;
  std::vector<int> numbers;
  for (std::size_t j = 1; j <= std::min(chargers, most); ++j) {
    const std::size_t k = chargers <= most ? j : (j * chargers + most - 1) / most;
    numbers.push_back(static_cast<int>(k));
  }
  return numbers;
}

/// How many cars use each set of lines below a node; by LineSet::bits().
using Counts = std::array<int, 8>;

std::vector<Counts> count_cars(const CaseFacts& facts) {
  std::vector<Counts> counts(facts.site->nodes.size());
  for (const CarFacts& car : facts.cars) {
    for (NodeIndex v = car.node; v != no_index; v = facts.site->nodes[v].parent) ++counts[v][car.lines.bits()];
  }
  return counts;
}

/// The most that a line carries for each ampere that `k` cars have, of `all` that load it with the whole of it and `a`
/// and `b` over the two pairs that share it. For a given number of whole ones the sum over the pairs is largest where
/// they are as uneven as they can be, so either pair is taken first.
double worst_per_ampere(CurrentModel model, int all, int a, int b, int k) {
  if (model == CurrentModel::arithmetic || a + b == 0) return std::min(k, all + a + b);
  k = std::min(k, all + a + b);
  double worst = 0;
  for (int whole = std::max(0, k - a - b); whole <= std::min(k, all); ++whole) {
    const int pairs = k - whole;
    for (const int over_a : {std::min(pairs, a), pairs - std::min(pairs, b)}) {
      worst = std::max(worst, line_current_a(model, whole, over_a, pairs - over_a));
    }
  }
  return worst;
}

Line next_line(Line line, unsigned steps) { return all_lines[(static_cast<unsigned>(line) + steps) % 3]; }

/// The cars that load one line.
struct OnLine {
  int all = 0;  ///< over one line, or three
  int pair_a = 0;
  int pair_b = 0;
};

OnLine on_line(const Counts& counts, Line line) {
  const auto over = [&](LineSet lines) { return counts[lines.bits()]; };
  return {over({line}) + over(LineSet::all()), over({line, next_line(line, 1)}), over({line, next_line(line, 2)})};
}

class CurveCheck {
 public:
  CurveCheck(const CaseFacts& facts, const CasePlan& plan, std::size_t number, Discrepancies& found)
      : facts_(facts), site_(*facts.site), plan_(plan), number_(number), found_(found) {
    for (const CarFacts& car : facts.cars)
      smallest_own_maximum_a_ = std::min(smallest_own_maximum_a_, car.own_maximum_a);
  }

  void run() const {
    const std::vector<int> numbers = numbers_in_use(facts_.cars.size());
    const std::vector<CurvePoint>& curve = plan_.capacity_curve;
    const auto same = [](const CurvePoint& point, int active) { return point.active == active; };
    if (!std::equal(curve.begin(), curve.end(), numbers.begin(), numbers.end(), same)) {
      found_.push_back({path("capacity_curve"),
                        fmt::format("its points have to be at {} chargers in use", fmt::join(numbers, ", "))});
      return;
    }
    const std::vector<double> typical_a = typical_currents_a(numbers);
    const std::vector<Counts> counts = count_cars(facts_);
    const double kw_per_ampere = least_power_kw();
    for (std::size_t p = 0; p < numbers.size(); ++p) {
      const double guaranteed_a = guaranteed_with(counts, numbers[p]);
      const auto subject = [&](std::string_view what) {
        return [what, k = numbers[p]] { return fmt::format("{} with {} chargers in use", what, k); };
      };
      const auto at = [&](std::string_view key) {
        return [this, key, p] { return path(fmt::format("capacity_curve[{}].{}", p, key)); };
      };
      expect_measure(found_, curve[p].guaranteed_a, guaranteed_a, "A", at("guaranteed_a"),
                     subject("the smallest current in the worst choice"));
      expect_measure(found_, curve[p].typical_a, typical_a[p], "A", at("typical_a"),
                     subject("the mean smallest current over the orders of arrival"));
      const double energy_kwh = kw_per_ampere * guaranteed_a * site_.planning.overnight_h.value;
      expect_measure(found_, curve[p].energy_kwh, energy_kwh, "kWh", at("energy_kwh"),
                     subject("the energy of the smallest current in the worst choice"));
    }
  }

 private:
  std::string path(std::string_view rest) const { return fmt::format("load.cases[{}].{}", number_, rest); }

  /// Of the car that uses the fewest lines, for one ampere.
  double least_power_kw() const {
    double least_kw = never;
    for (const CarFacts& car : facts_.cars) {
      least_kw = std::min(least_kw, power_kw(site_.grid.value, car.lines.size(), 1));
    }
    return least_kw;
  }

  double guaranteed_with(const std::vector<Counts>& counts, int k) const {
    double least_a = smallest_own_maximum_a_;
    for (NodeIndex v = 0; v < counts.size(); ++v) {
      for (const Line line : all_lines) {
        const OnLine cars = on_line(counts[v], line);
        if (cars.all + cars.pair_a + cars.pair_b == 0) continue;
        const double limit_a = facts_.limit_a[v][line];
        if (limit_a >= least_a * k) continue;  // no choice of so many cars can bring it to its limit before
        const double worst = worst_per_ampere(facts_.model, cars.all, cars.pair_a, cars.pair_b, k);
        least_a = std::min(least_a, limit_a / worst);
      }
    }
    return least_a;
  }

  /// Lets the cars arrive one after the other in each of the orders.
  std::vector<double> typical_currents_a(const std::vector<int>& numbers) const {
    std::vector<ChargerIndex> by_name(facts_.cars.size());
    for (ChargerIndex i = 0; i < by_name.size(); ++i) by_name[i] = i;
    sort_naturally(by_name, site_.chargers);
    std::vector<double> sums_a(numbers.size());
    for (std::uint32_t number = 0; number < arrival_orders; ++number) {
      std::vector<Counts> counts(site_.nodes.size());
      double smallest_a = never;
      std::size_t p = 0;
      int arrived = 0;
      for (const std::uint32_t place : arrival_order(by_name.size(), number)) {
        smallest_a = std::min(smallest_a, after_arrival(by_name[place], counts));
        ++arrived;
        if (arrived == numbers[p]) sums_a[p++] += smallest_a;
      }
    }
    for (double& sum_a : sums_a) sum_a /= arrival_orders;
    return sums_a;
  }

  /// The least current that the lines above a car and its own maximum leave once it has come.
  double after_arrival(ChargerIndex i, std::vector<Counts>& counts) const {
    const CarFacts& car = facts_.cars[i];
    double least_a = car.own_maximum_a;
    for (NodeIndex v = car.node; v != no_index; v = site_.nodes[v].parent) {
      ++counts[v][car.lines.bits()];
      for (const Line line : all_lines) {
        if (!car.lines.contains(line)) continue;
        const OnLine cars = on_line(counts[v], line);
        least_a = std::min(least_a,
                           facts_.limit_a[v][line] / line_current_a(facts_.model, cars.all, cars.pair_a, cars.pair_b));
      }
    }
    return least_a;
  }

  const CaseFacts& facts_;
  const Site& site_;
  const CasePlan& plan_;
  std::size_t number_;
  Discrepancies& found_;
  double smallest_own_maximum_a_ = never;
};

}  // namespace

void verify_capacity_curve(const CaseFacts& facts, const CasePlan& plan, std::size_t number, Discrepancies& found) {
  CurveCheck(facts, plan, number, found).run();
}

}  // namespace ampsite
