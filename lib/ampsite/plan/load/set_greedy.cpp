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
#include <map>
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
    if (!room_.fits(car.at, car.lines, car.least_a)) {
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
  using Place = std::pair<decltype(key(problem.cars.front(), std::uint32_t{})), std::uint32_t>;
  std::vector<Place> places;
  places.reserve(problem.cars.size());
  for (std::uint32_t k = 0; k < problem.cars.size(); ++k) places.emplace_back(key(problem.cars[k], k), k);
  if (!std::is_sorted(places.begin(), places.end())) std::sort(places.begin(), places.end());
  CarPlaces order;
  order.reserve(places.size());
  for (const auto& [unused_key, place] : places) order.push_back(place);
  return order;
}

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
    std::map<std::tuple<std::uint32_t, unsigned, int>, std::size_t> group_of;
    std::vector<bool> in_set(problem.cars.size());
    for (const std::uint32_t place : taken) in_set[place] = true;
    for (std::uint32_t place = 0; place < problem.cars.size(); ++place) {
      const SetCar& car = problem.cars[place];
      const auto [entry, is_new] = group_of.try_emplace({car.at, car.lines.bits(), car.least_a}, groups_.size());
      if (is_new) groups_.emplace_back();
      Group& group = groups_[entry->second];
      (in_set[place] ? group.in : group.out).push_back(place);
      if (in_set[place]) room_.add(car.at, car.lines, car.least_a);
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
    CarPlaces in;   ///< the last one in natural order goes first
    CarPlaces out;  ///< the first one in natural order, which comes next, stands last
  };

  const SetCar& car_of(const Group& group) const {
    return problem_->cars[group.in.empty() ? group.out.back() : group.in.back()];
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
        if (!room_.fits(car.at, car.lines, car.least_a)) break;
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
  CarPlaces best = take_in_order(
      problem, by(problem, [](const SetCar& car, std::uint32_t) { return std::pair(car.lines.size(), car.least_a); }));
  if (best.size() >= upper_bound || greedy_is_exact(problem)) return best;
  const std::vector<std::uint32_t> turn = turns(problem);
  const CarPlaces by_least =
      by(problem, [](const SetCar& car, std::uint32_t) { return std::pair(car.least_a, car.lines.size()); });
  const auto keep_better = [&](CarPlaces taken) {
    if (taken.size() > best.size()) best = std::move(taken);
    return best.size() >= upper_bound;
  };
  if (keep_better(take_where_room_is(problem, by_least))) return best;
  if (keep_better(take_in_order(problem, by_least))) return best;
  const CarPlaces by_turn = by(problem, [&](const SetCar& car, std::uint32_t place) {
    return std::tuple(car.least_a, car.lines.size(), turn[place]);
  });
  if (keep_better(take_where_room_is(problem, by_turn))) return best;
  if (keep_better(take_in_order(problem, by_turn))) return best;
  const CarPlaces by_uses =
      by(problem, [](const SetCar& car, std::uint32_t) { return car.lines.size() * car.least_a; });
  if (keep_better(take_in_order(problem, by_uses))) return best;
  const std::size_t size = best.size();
  return Exchange(problem, best, evaluations).run(size, upper_bound);
}

}  // namespace ampsite
