// The largest set by branch and bound: the cars in natural order, each first taken and then left out, so that of the
// largest sets the first in natural order is found first.

#include <algorithm>
#include <cmath>
#include <utility>

#include "ampsite/plan/load/set_problem.h"

namespace ampsite {
namespace {

using CarBits = std::uint64_t;

/// A sum over the cars that no set takes above its room, by the same reasons as in set_bound.cpp: what is drawn on a
/// line, on three lines together, or with phasors the part of a line current in one direction.
struct Sum {
  std::vector<double> counts_a;  ///< of each car, 0 where it is not below the node or not on the lines
  double room_a = 0;
};

/// A line whose phasor is followed exactly.
struct PhasorLine {
  double limit_a = 0;
  std::vector<LinePhasor> car;  ///< of each car
};

class Search {
 public:
  Search(const SetProblem& problem, std::size_t at_least, std::size_t at_most, std::size_t& visits)
      : problem_(&problem), cars_(problem.cars.size()), at_most_(at_most), visits_(&visits) {
    larger_than_ = at_least == 0 ? 0 : at_least - 1;
    for (std::uint32_t t = 0; t < problem.tight.nodes.size(); ++t) add_sums(t);
    for (const Sum& sum : sums_) left_a_.push_back(sum.room_a);
    drawn_.resize(phasor_lines_.size());
    find_replaceable();
    sum_up_smallest();
  }

  SearchedSet run() {
    visit(0);
    return {best_, !out_of_visits_};
  }

 private:
  bool is_below(std::uint32_t at, std::uint32_t node) const {
    return node <= at && at < problem_->tight.nodes[node].subtree_end;
  }

  void add_sums(std::uint32_t t) {
    const TightNode& node = problem_->tight.nodes[t];
    const bool phasor = problem_->tight.model == CurrentModel::phasor;
    for (const Line line : all_lines) {
      if (!node.lines.contains(line)) continue;
      if (!phasor) {
        add_sum(t, {line}, 0);
        continue;
      }
      for (const int degrees : {-30, 0, 30}) add_sum(t, {line}, degrees);
      PhasorLine made{node.limit_a[line], {}};
      for (const SetCar& car : problem_->cars) made.car.push_back(phasor_of(car, t, line));
      phasor_lines_.push_back(std::move(made));
    }
    if (node.lines == LineSet::all()) add_sum(t, LineSet::all(), 0);
  }

  LinePhasor phasor_of(const SetCar& car, std::uint32_t t, Line line) const {
    if (!is_below(car.at, t) || !car.lines.contains(line)) return {};
    ByLines<double> alone{};
    alone[car.lines.bits()] = car.least_a;
    return line_phasor(problem_->tight.model, alone, line);
  }

  void add_sum(std::uint32_t t, LineSet lines, int degrees) {
    constexpr double radians = 3.14159265358979323846 / 180;
    const double cosine = std::cos(radians * degrees);
    const double sine = std::sin(radians * degrees);
    Sum sum;
    for (const SetCar& car : problem_->cars) {
      double counts_a = 0;
      for (const Line line : all_lines) {
        if (!lines.contains(line)) continue;
        const LinePhasor phasor = phasor_of(car, t, line);
        counts_a += phasor.in_phase_a * cosine + phasor.across_a * sine;
      }
      sum.counts_a.push_back(counts_a);
    }
    const bool whole = problem_->tight.model == CurrentModel::arithmetic;
    for (const Line line : all_lines) {
      const double limit_a = problem_->tight.nodes[t].limit_a[line] + tolerance_a;
      if (lines.contains(line)) sum.room_a += whole ? std::floor(limit_a) : limit_a + tolerance_a;
    }
    // Whole amps add up exactly, so that half of one is place enough.
    if (whole) sum.room_a += 0.5;
    sums_.push_back(std::move(sum));
  }

  /// In a set that has a car but lacks an earlier one on the same lines, at the same node or above, that needs no
  /// more, the earlier one can take its place: the set is as large, and earlier in natural order.
  void find_replaceable() {
    for (std::size_t k = 0; k < cars_; ++k) {
      const SetCar& car = problem_->cars[k];
      CarBits by = 0;
      for (std::size_t other = 0; other < k; ++other) {
        const SetCar& earlier = problem_->cars[other];
        const bool alike = earlier.lines == car.lines && earlier.least_a <= car.least_a;
        if (alike && is_below(car.at, earlier.at)) by |= CarBits{1} << other;
      }
      replaceable_by_.push_back(by);
    }
  }

  /// For each sum, and the cars from each place on: how many count nothing, and what the k smallest others count.
  void sum_up_smallest() {
    const std::size_t stride = cars_ + 1;
    smallest_a_.resize(sums_.size() * stride * stride);
    count_nothing_.resize(sums_.size() * stride);
    std::vector<double> sorted;
    for (std::size_t s = 0; s < sums_.size(); ++s) {
      sorted.clear();
      std::size_t nothing = 0;
      for (std::size_t next = cars_; next-- > 0;) {
        const double counts_a = sums_[s].counts_a[next];
        if (counts_a <= 1e-12) {
          ++nothing;
        } else {
          sorted.insert(std::upper_bound(sorted.begin(), sorted.end(), counts_a), counts_a);
        }
        count_nothing_[s * stride + next] = nothing;
        double sum_a = 0;
        for (std::size_t k = 0; k < sorted.size(); ++k) {
          sum_a += sorted[k];
          smallest_a_[(s * stride + next) * stride + k + 1] = sum_a;
        }
      }
    }
  }

  /// Enough cars from `next` on could still be taken, as far as each sum knows.
  bool can_be_larger(std::size_t next) const {
    const std::size_t needed = larger_than_ + 1 - taken_.size();
    if (cars_ - next < needed) return false;
    const std::size_t stride = cars_ + 1;
    for (std::size_t s = 0; s < sums_.size(); ++s) {
      const std::size_t nothing = count_nothing_[s * stride + next];
      if (needed <= nothing) continue;
      if (smallest_a_[(s * stride + next) * stride + needed - nothing] > left_a_[s]) return false;
    }
    return true;
  }

  bool fits(std::size_t k) const {
    for (std::size_t s = 0; s < sums_.size(); ++s) {
      if (sums_[s].counts_a[k] > left_a_[s]) return false;
    }
    for (std::size_t p = 0; p < phasor_lines_.size(); ++p) {
      const LinePhasor& car = phasor_lines_[p].car[k];
      if (car.in_phase_a <= 0) continue;
      const LinePhasor drawn{drawn_[p].in_phase_a + car.in_phase_a, drawn_[p].across_a + car.across_a};
      if (drawn.magnitude_a() > phasor_lines_[p].limit_a + tolerance_a) return false;
    }
    return true;
  }

  void draw(std::size_t k, double sign) {
    for (std::size_t s = 0; s < sums_.size(); ++s) left_a_[s] -= sign * sums_[s].counts_a[k];
    for (std::size_t p = 0; p < phasor_lines_.size(); ++p) {
      drawn_[p].in_phase_a += sign * phasor_lines_[p].car[k].in_phase_a;
      drawn_[p].across_a += sign * phasor_lines_[p].car[k].across_a;
    }
  }

  void visit(std::size_t next) {
    if (taken_.size() > larger_than_) {
      larger_than_ = taken_.size();
      best_ = taken_;
    }
    if (next == cars_ || larger_than_ >= at_most_ || out_of_visits_ || !can_be_larger(next)) return;
    if (*visits_ == 0) {
      out_of_visits_ = true;
      return;
    }
    --*visits_;
    if ((replaceable_by_[next] & left_out_) == 0 && fits(next)) {
      draw(next, 1);
      taken_.push_back(static_cast<std::uint32_t>(next));
      visit(next + 1);
      taken_.pop_back();
      draw(next, -1);
    }
    left_out_ |= CarBits{1} << next;
    visit(next + 1);
    left_out_ &= ~(CarBits{1} << next);
  }

  const SetProblem* problem_;
  std::size_t cars_;
  std::size_t at_most_;
  std::size_t* visits_;
  std::vector<Sum> sums_;
  std::vector<PhasorLine> phasor_lines_;
  std::vector<CarBits> replaceable_by_;
  std::vector<double> smallest_a_;          ///< by sum, next car and number of cars
  std::vector<std::size_t> count_nothing_;  ///< by sum and next car
  std::vector<double> left_a_;
  std::vector<LinePhasor> drawn_;
  CarPlaces taken_;
  CarBits left_out_ = 0;
  CarPlaces best_;
  std::size_t larger_than_ = 0;
  bool out_of_visits_ = false;
};

}  // namespace

SearchedSet search_set(const SetProblem& problem, std::size_t at_least, std::size_t at_most, std::size_t& visits) {
  return Search(problem, at_least, at_most, visits).run();
}

}  // namespace ampsite
