#include <algorithm>
#include <cmath>
#include <optional>
#include <string>
#include <tuple>
#include <utility>

#include "ampsite/plan/verify/checks.h"
#include "ampsite/plan/verify/claims.h"
#include "ampsite/plan/verify/divided_cars.h"
#include "ampsite/plan/verify/open_choices.h"

namespace ampsite {
namespace {

/// The one-phase cars that can draw anything, with what is open to them; those that are alike stand together.
struct Choosing {
  std::vector<ChargerIndex> chargers;
  std::vector<DividingCar> cars;
};

bool alike(const DividingCar& a, const DividingCar& b) {
  return a.node == b.node && a.uses == b.uses && a.own_maximum_a == b.own_maximum_a;
}

Choosing choosing(const Site& site, const Plan& plan) {
  const std::vector<LineSet> pairs = pairs_of_plc(site, plan.connectivity);
  std::vector<std::pair<DividingCar, ChargerIndex>> made;
  for (ChargerIndex i = 0; i < site.chargers.size(); ++i) {
    const Charger& charger = site.chargers[i];
    const double own_maximum = own_maximum_a(charger, LoadCase::single_phase);
    std::vector<LineSet> uses = open_uses(site, charger, pairs[i]);
    if (uses.front().empty() || own_maximum <= 0) continue;
    made.push_back({{charger.node, std::move(uses), own_maximum}, i});
  }
  std::sort(made.begin(), made.end(), [](const auto& a, const auto& b) {
    return std::tuple(a.first.node, a.first.uses.size(), a.first.uses[0].bits(), a.first.own_maximum_a, a.second) <
           std::tuple(b.first.node, b.first.uses.size(), b.first.uses[0].bits(), b.first.own_maximum_a, b.second);
  });
  Choosing sorted;
  for (auto& [car, charger] : made) {
    sorted.cars.push_back(std::move(car));
    sorted.chargers.push_back(charger);
  }
  return sorted;
}

/// The currents of all chargers where their cars use what `facts` says, ascending.
std::vector<double> sorted_currents_a(const CaseFacts& facts) {
  std::vector<Bounds> bounds;
  for (const CarFacts& car : facts.cars) bounds.push_back({0, car.own_maximum_a});
  std::vector<double> sorted = filled_a(facts, bounds);
  std::sort(sorted.begin(), sorted.end());
  return sorted;
}

/// The first place where they differ by more than rounding.
std::optional<std::size_t> first_difference(const std::vector<double>& a, const std::vector<double>& b) {
  for (std::size_t i = 0; i < std::min(a.size(), b.size()); ++i) {
    if (std::abs(a[i] - b[i]) > tolerance_a) return i;
  }
  return std::nullopt;
}

/// Looks at every choice; cars that are alike choose in one order only.
class AllChoices {
 public:
  AllChoices(CaseFacts facts, const Choosing& choosing) : facts_(std::move(facts)), choosing_(choosing) {}

  /// Whether there are at most so many.
  bool few(std::size_t most) {
    left_ = most;
    return count(0, 0);
  }

  /// The sorted currents of a choice that gives larger ones; none where there is no such choice.
  std::optional<std::vector<double>> larger_than(const std::vector<double>& reached_a) {
    reached_a_ = &reached_a;
    larger_.reset();
    visit(0, 0);
    return larger_;
  }

 private:
  bool like_the_one_before(std::size_t k) const { return k > 0 && alike(choosing_.cars[k - 1], choosing_.cars[k]); }

  bool count(std::size_t k, std::size_t before) {
    if (k == choosing_.cars.size()) {
      if (left_ == 0) return false;
      --left_;
      return true;
    }
    for (std::size_t u = like_the_one_before(k) ? before : 0; u < choosing_.cars[k].uses.size(); ++u) {
      if (!count(k + 1, u)) return false;
    }
    return true;
  }

  void visit(std::size_t k, std::size_t before) {
    if (larger_) return;
    if (k == choosing_.cars.size()) {
      std::vector<double> currents_a = sorted_currents_a(facts_);
      const auto place = first_difference(currents_a, *reached_a_);
      if (place && currents_a[*place] > (*reached_a_)[*place]) larger_ = std::move(currents_a);
      return;
    }
    for (std::size_t u = like_the_one_before(k) ? before : 0; u < choosing_.cars[k].uses.size(); ++u) {
      facts_.cars[choosing_.chargers[k]].lines = choosing_.cars[k].uses[u];
      visit(k + 1, u);
    }
  }

  CaseFacts facts_;
  const Choosing& choosing_;
  std::size_t left_ = 0;
  const std::vector<double>* reached_a_ = nullptr;
  std::optional<std::vector<double>> larger_;
};

class SecondCheck {
 public:
  SecondCheck(const Site& site, const Plan& plan, Discrepancies& found, std::vector<std::string>& not_checked)
      : second_(plan.load.wiring_proof->second),
        found_(found),
        not_checked_(not_checked),
        choosing_(choosing(site, plan)),
        facts_(case_facts(site, plan.load.wiring, LoadCase::single_phase, CurrentModel::arithmetic)),
        reached_a_(sorted_currents_a(facts_)) {
    constexpr std::size_t most_steps = 20'000'000;
    divided_a_ = divided_currents_a(site, facts_.limit_a, choosing_.cars, most_steps);
    divided_a_.insert(divided_a_.begin(), site.chargers.size() - choosing_.cars.size(), 0.0);  // who can draw nothing
  }

  void run() {
    const bool divided_known = divided_a_.size() == reached_a_.size();
    const bool reaches_divided = divided_known && !first_difference(reached_a_, divided_a_);
    if (second_.optimal) {
      check_bounds(reached_a_, "reached with this wiring");
      if (!reaches_divided) check_all_choices();
    } else if (reaches_divided) {
      wrong("state", "no cars, divided or not, get more than these: that is optimal");
    } else {
      check_bounds(divided_a_, "of cars that may divide themselves");
      if (!divided_known) {
        not_checked_.push_back(
            fmt::format("load.wiring_proof.second.bound_a: all but its {} smallest currents", divided_a_.size()));
      }
    }
  }

 private:
  void wrong(std::string_view key, std::string message) const {
    found_.push_back({fmt::format("load.wiring_proof.second.{}", key), std::move(message)});
  }

  /// As far as they are known.
  void check_bounds(const std::vector<double>& is, std::string_view what) const {
    if (second_.bound_a.size() != reached_a_.size()) {
      wrong("bound_a", fmt::format("has {} currents for {} chargers", second_.bound_a.size(), reached_a_.size()));
      return;
    }
    for (std::size_t k = 0; k < reached_a_.size(); ++k) {
      const auto path = [&] { return fmt::format("load.wiring_proof.second.bound_a[{}]", k); };
      if (k < is.size()) {
        expect_measure(found_, second_.bound_a[k], is[k], "A", path,
                       [&] { return fmt::format("the current number {} {}, the smallest first,", k + 1, what); });
      } else if (k > 0 && second_.bound_a[k] < second_.bound_a[k - 1]) {
        found_.push_back({path(), "the currents have to ascend"});
      }
    }
  }

  void check_all_choices() {
    constexpr std::size_t most_choices = 100'000;
    AllChoices choices(facts_, choosing_);
    if (!choices.few(most_choices)) {
      not_checked_.emplace_back(
          "load.wiring_proof.second.state: that these currents are optimal; there are too many "
          "choices to look at each");
      return;
    }
    const auto larger = choices.larger_than(reached_a_);
    if (!larger) return;
    const std::size_t place = *first_difference(*larger, reached_a_);
    wrong("state", fmt::format("another choice of lines gives {} A as current number {}, where this gives {} A",
                               measure_text((*larger)[place]), place + 1, measure_text(reached_a_[place])));
  }

  const SecondProof& second_;
  Discrepancies& found_;
  std::vector<std::string>& not_checked_;
  Choosing choosing_;
  CaseFacts facts_;
  std::vector<double> reached_a_;
  std::vector<double> divided_a_;
};

}  // namespace

void verify_second_proof(const Site& site, const Plan& plan, Discrepancies& found,
                         std::vector<std::string>& not_checked) {
  if (plan.load.wiring_proof && !site.chargers.empty()) SecondCheck(site, plan, found, not_checked).run();
}

}  // namespace ampsite
