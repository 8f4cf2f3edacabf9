// Sets by taking whoever fits, in some order.
//
// Taking the smallest first is exact where every car uses one same set of lines, or each one line (then the lines are
// apart): nodes that limit one line are nested, so if a best set lacks the smallest car that fits, adding it overfills
// at most a chain of nodes, and giving up any other car below the lowest of them that was not taken before, which is
// no smaller, makes room in all. It is exact too for cars on one line and cars on three with equal least currents,
// one-phase cars first: by the same exchange some best set contains all one-phase cars that were taken, each added
// at the cost of at most one car; no other fits, and what is left is a question of three-phase cars alone.

#include <algorithm>
#include <array>
#include <limits>
#include <numeric>
#include <tuple>
#include <utility>

#include "ampsite/plan/load/set_problem.h"

namespace ampsite {
namespace {

/// The set that is being put together.
class Selection {
 public:
  explicit Selection(const SetProblem& problem)
      : problem_(&problem), room_(problem.tight), closed_(problem.tight.nodes.size()) {
    for (ByLines<int>& node : closed_) node.fill(std::numeric_limits<int>::max());
  }

  /// What did not fit once does not later on, nor does anything larger in its place.
  bool take_if_it_fits(std::uint32_t place) {
    const SetCar& car = problem_->cars[place];
    int& closed_from_a = closed_[car.at][car.lines.bits()];
    if (car.least_a >= closed_from_a) return false;
    // The top first: once it is full, nobody has to go up all the way to it.
    if (!room_.fits_at(0, car.lines, car.least_a) || !room_.fits(car.at, car.lines, car.least_a)) {
      closed_from_a = car.least_a;
      return false;
    }
    room_.add(car.at, car.lines, car.least_a);
    taken_.push_back(place);
    return true;
  }

  CarPlaces taken() && { return std::move(taken_); }

 private:
  const SetProblem* problem_;
  Room room_;
  std::vector<ByLines<int>> closed_;
  CarPlaces taken_;
};

CarPlaces take_in_order(const SetProblem& problem, const CarPlaces& order) {
  Selection selection(problem);
  for (const std::uint32_t place : order) selection.take_if_it_fits(place);
  return std::move(selection).taken();
}

/// All cars by a key, ties in natural order.
template <class Key>
CarPlaces by(const SetProblem& problem, Key key) {
  std::vector<std::uint64_t> places;  // the key, then the place: one number sorts faster than two
  places.reserve(problem.cars.size());
  for (std::uint32_t k = 0; k < problem.cars.size(); ++k) {
    places.push_back((static_cast<std::uint64_t>(key(problem.cars[k], k)) << 32U) | k);
  }
  if (!std::is_sorted(places.begin(), places.end())) std::sort(places.begin(), places.end());
  CarPlaces order;
  order.reserve(places.size());
  for (const std::uint64_t place : places) order.push_back(static_cast<std::uint32_t>(place));
  return order;
}

std::uint32_t lines_then_least(const SetCar& car, std::uint32_t /*place*/) {
  return (static_cast<std::uint32_t>(car.lines.size()) << 24U) + static_cast<std::uint32_t>(car.least_a);
}

std::uint32_t least_then_lines(const SetCar& car, std::uint32_t /*place*/) {
  return (static_cast<std::uint32_t>(car.least_a) << 2U) + static_cast<std::uint32_t>(car.lines.size());
}

constexpr std::uint32_t most_turns = (1U << 24U) - 1;

/// How many cars on the same lines come before each at its node: taking turns by it loads lines and nodes evenly.
std::vector<std::uint32_t> turns(const SetProblem& problem) {
  std::vector<ByLines<std::uint32_t>> count(problem.tight.nodes.size());
  std::vector<std::uint32_t> turn;
  turn.reserve(problem.cars.size());
  for (const SetCar& car : problem.cars) turn.push_back(count[car.at][car.lines.bits()]++);
  return turn;
}

/// Takes next, of the first cars of each queue, the one whose lines have the most room left at the top.
CarPlaces take_where_room_is(const SetProblem& problem, const CarPlaces& order) {
  ByLines<CarPlaces> queues;
  for (auto place = order.rbegin(); place != order.rend(); ++place) {
    queues[problem.cars[*place].lines.bits()].push_back(*place);
  }
  PerLine<double> left_a = problem.tight.nodes.front().limit_a;
  Selection selection(problem);
  while (true) {
    CarPlaces* best = nullptr;
    std::tuple<double, std::size_t> best_key;
    for (CarPlaces& queue : queues) {
      if (queue.empty()) continue;
      double room_a = std::numeric_limits<double>::infinity();
      for (const Line line : all_lines) {
        if (problem.cars[queue.back()].lines.contains(line)) room_a = std::min(room_a, left_a[line]);
      }
      const std::tuple key(room_a, queue.size());
      if (best != nullptr && key <= best_key) continue;
      best = &queue;
      best_key = key;
    }
    if (best == nullptr) return std::move(selection).taken();
    const SetCar& car = problem.cars[best->back()];
    if (selection.take_if_it_fits(best->back())) {
      for (const Line line : all_lines) {
        if (car.lines.contains(line)) left_a[line] -= car.least_a;
      }
    }
    best->pop_back();
  }
}

/// Gives up one car where that lets in two others.
class Exchange {
  static constexpr std::size_t coming_in = 2;

 public:
  Exchange(const SetProblem& problem, const CarPlaces& taken, std::size_t& evaluations)
      : problem_(&problem), room_(problem.tight), evaluations_(&evaluations) {
    std::vector<bool> in_set(problem.cars.size());
    for (const std::uint32_t place : taken) in_set[place] = true;
    CarPlaces order(problem.cars.size());
    std::iota(order.begin(), order.end(), 0U);
    const auto kind = [&](std::uint32_t place) {
      const SetCar& car = problem.cars[place];
      return (static_cast<std::uint64_t>(car.at) << 32U) +
             (static_cast<std::uint64_t>(lines_then_least(car, place)) << 3U) + car.lines.bits();
    };
    std::sort(order.begin(), order.end(),
              [&](std::uint32_t a, std::uint32_t b) { return std::pair(kind(a), a) < std::pair(kind(b), b); });
    for (std::size_t k = 0; k < order.size(); ++k) {
      const SetCar& car = problem.cars[order[k]];
      if (k == 0 || kind(order[k - 1]) != kind(order[k])) groups_.emplace_back();
      (in_set[order[k]] ? groups_.back().in : groups_.back().out).push_back(order[k]);
      if (in_set[order[k]]) room_.add(car.at, car.lines, car.least_a);
    }
    for (Group& group : groups_) std::reverse(group.out.begin(), group.out.end());
  }

  CarPlaces run(std::size_t size, std::size_t upper_bound) {
    for (bool gained = true; gained && size < upper_bound;) {
      gained = false;
      for (std::size_t g = 0; g < groups_.size() && size < upper_bound; ++g) {
        if (groups_[g].in.empty()) continue;
        if (*evaluations_ < groups_.size() + coming_in) return set();
        if (!give_up_one(g)) continue;
        gained = true;
        ++size;
      }
    }
    return set();
  }

 private:
  /// Cars alike: it does not matter which of them are in the set.
  struct Group {
    CarPlaces in;            ///< the last one in natural order goes first
    CarPlaces out;           ///< the first one in natural order, which comes next, stands last
    std::uint32_t full = 0;  ///< the node that had no room for one of them most recently
  };

  const SetCar& car_of(const Group& group) const {
    return problem_->cars[group.in.empty() ? group.out.back() : group.in.back()];
  }

  /// What was full before most likely still is, and if not, the way up decides.
  bool fits(Group& group, const SetCar& car) const {
    if (!room_.fits_at(group.full, car.lines, car.least_a)) return false;
    const std::uint32_t full = room_.first_full(car.at, car.lines, car.least_a);
    if (full == no_index) return true;
    group.full = full;
    return false;
  }

  bool give_up_one(std::size_t given_up) {
    const SetCar& leaving = car_of(groups_[given_up]);
    room_.add(leaving.at, leaving.lines, -leaving.least_a);
    std::array<std::size_t, coming_in> coming{};
    std::size_t found = 0;
    for (std::size_t h = 0; h < groups_.size() && found < coming.size(); ++h) {
      if (h == given_up || groups_[h].out.empty()) continue;
      const SetCar& car = problem_->cars[groups_[h].out.back()];
      std::size_t available = groups_[h].out.size();
      for (; available > 0 && found < coming.size(); --available) {
        --*evaluations_;
        if (!fits(groups_[h], car)) break;
        room_.add(car.at, car.lines, car.least_a);
        coming[found++] = h;
      }
    }
    if (found == coming.size()) {
      move_last(groups_[given_up].in, groups_[given_up].out);
      for (const std::size_t h : coming) move_last(groups_[h].out, groups_[h].in);
      return true;
    }
    if (found == 1) {
      const SetCar& car = problem_->cars[groups_[coming[0]].out.back()];
      room_.add(car.at, car.lines, -car.least_a);
    }
    room_.add(leaving.at, leaving.lines, leaving.least_a);
    return false;
  }

  static void move_last(CarPlaces& from, CarPlaces& to) {
    to.push_back(from.back());
    from.pop_back();
  }

  CarPlaces set() const {
    CarPlaces places;
    for (const Group& group : groups_) places.insert(places.end(), group.in.begin(), group.in.end());
    return places;
  }

  const SetProblem* problem_;
  Room room_;
  std::size_t* evaluations_;
  std::vector<Group> groups_;
};

}  // namespace

bool greedy_is_exact(const SetProblem& problem) {
  const SetCar& first = problem.cars.front();
  bool same_lines = true;
  bool same_least = true;
  bool one_line = true;
  bool pairs = false;
  for (const SetCar& car : problem.cars) {
    same_lines = same_lines && car.lines == first.lines;
    same_least = same_least && car.least_a == first.least_a;
    one_line = one_line && car.lines.size() == 1;
    pairs = pairs || car.lines.size() == 2;
  }
  // With phasors cars on one line and on three count alike on a line; only pairs turn the current.
  return same_lines || one_line || (same_least && !pairs);
}

CarPlaces greedy_set(const SetProblem& problem, std::size_t upper_bound, std::size_t& evaluations) {
  CarPlaces best = take_in_order(problem, by(problem, lines_then_least));
  if (best.size() >= upper_bound || greedy_is_exact(problem)) return best;
  const std::vector<std::uint32_t> turn = turns(problem);
  const CarPlaces by_least = by(problem, least_then_lines);
  const auto keep_better = [&](CarPlaces taken) {
    if (taken.size() > best.size()) best = std::move(taken);
    return best.size() >= upper_bound;
  };
  if (keep_better(take_where_room_is(problem, by_least))) return best;
  if (keep_better(take_in_order(problem, by_least))) return best;
  const CarPlaces by_turn = by(problem, [&](const SetCar& car, std::uint32_t place) {
    return (least_then_lines(car, place) << 24U) + std::min(turn[place], most_turns);
  });
  if (keep_better(take_where_room_is(problem, by_turn))) return best;
  if (keep_better(take_in_order(problem, by_turn))) return best;
  const CarPlaces by_uses = by(problem, [](const SetCar& car, std::uint32_t) {
    return static_cast<std::uint32_t>(car.lines.size() * car.least_a);
  });
  if (keep_better(take_in_order(problem, by_uses))) return best;
  // With more nodes than that the exchanges would end before they had seen much.
  if (problem.tight.nodes.size() > evaluations / 20) return best;
  const std::size_t size = best.size();
  return Exchange(problem, best, evaluations).run(size, upper_bound);
}

}  // namespace ampsite
