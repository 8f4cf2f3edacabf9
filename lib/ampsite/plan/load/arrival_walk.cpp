#include "ampsite/plan/load/arrival_walk.h"

#include <algorithm>
#include <utility>

#include "ampsite/plan/load/binding_lines.h"
#include "ampsite/plan/load/car_counts.h"

namespace ampsite {
namespace {

/// From this number of cars on, looking at a node at each of 50 points costs less than counting down at each car.
constexpr int many_cars = 200;

/// Cars that a line which fills at limit/count takes without lowering this current, up to `most`: less a little, so
/// that rounding never lets one pass that would lower it.
int cars_taken(double limit_a, double smallest_a, int most) {
  constexpr double rounding = 1e-12;
  const double quotient = limit_a / smallest_a * (1 - rounding);
  return quotient < most ? static_cast<int>(quotient) : most;
}

/// How a car loads a line, by the order of LineCars.
std::uint32_t kind_of(LineSet lines, Line line) {
  if (lines.size() != 2) return 0;
  return lines.contains(all_lines[(static_cast<unsigned>(line) + 1) % 3]) ? 1 : 2;
}

}  // namespace

ArrivalWalk::ArrivalWalk(const LoadTree& tree, std::vector<int> active)
    : model_(tree.model), active_(std::move(active)), sums_a_(active_.size()), swept_(1) {
  add_lines(tree);
  add_cars(tree);
  const double largest_a = own_a_.empty() ? 0 : own_a_.back();
  for (const CountedDown& line : counted_) first_allowed_.push_back(cars_taken(line.limit_a, largest_a, line.cars));
  if (model_ == CurrentModel::phasor) kinds_.resize(counted_.size());
  std::size_t longest = 0;
  for (const Car& car : cars_) longest = std::max<std::size_t>(longest, car.end - car.begin);
  int most_at_once = 0;
  for (std::size_t p = 0; p < active_.size(); ++p) {
    most_at_once = std::max(most_at_once, active_[p] - (p > 0 ? active_[p - 1] : 0));
  }
  // One place more: the last is written, though not kept.
  exhausted_.resize(static_cast<std::size_t>(most_at_once) * longest + 1);
  fresh_.resize(swept_.size());
  came_.resize(swept_.size());
}

void ArrivalWalk::add_lines(const LoadTree& tree) {
  const std::vector<ByLines<int>> cars = cars_below(tree);
  const std::vector<LineSet> binding = lines_that_can_bind(tree, cars);
  line_slots_.assign(tree.nodes.size(), PerLine<Slot>(no_index));
  nearest_swept_.resize(tree.nodes.size());
  for (NodeIndex v = 0; v < tree.nodes.size(); ++v) {
    const LoadNode& node = tree.nodes[v];
    if (node.parent != no_index) nearest_swept_[v] = nearest_swept_[node.parent];
    if (!binding[v].empty() && node.consumers_end - node.consumers_begin >= many_cars) {
      swept_.push_back({nearest_swept_[v], binding[v], node.limit_a});
      nearest_swept_[v] = static_cast<std::uint32_t>(swept_.size() - 1);
      continue;
    }
    for (const Line line : all_lines) {
      if (!binding[v].contains(line)) continue;
      line_slots_[v][line] = static_cast<Slot>(counted_.size());
      counted_.push_back({node.limit_a[line], cars_on(cars[v], line).count()});
    }
  }
}

/// Cars of one node that are alike share their entries.
void ArrivalWalk::add_cars(const LoadTree& tree) {
  struct Last {
    NodeIndex node = no_index;
    double own_maximum_a = 0;
    double most_alone_a = 0;
    Car car;
  };
  ByLines<Last> last;
  std::vector<double> most_a;
  most_a.reserve(tree.consumers.size());
  cars_.resize(tree.consumers.size());
  for (ChargerIndex i = 0; i < tree.consumers.size(); ++i) {
    const Consumer& consumer = tree.consumers[i];
    Last& alike = last[consumer.lines.bits()];
    if (alike.node != consumer.node || alike.own_maximum_a != consumer.own_maximum_a) {
      alike = {consumer.node, consumer.own_maximum_a, most_alone_a(tree, consumer), make_car(tree, consumer)};
    }
    cars_[tree.natural_rank[i]] = alike.car;
    most_a.push_back(alike.most_alone_a);
  }
  own_a_ = most_a;
  std::sort(own_a_.begin(), own_a_.end());
  own_a_.erase(std::unique(own_a_.begin(), own_a_.end()), own_a_.end());
  for (ChargerIndex i = 0; i < most_a.size(); ++i) {
    const auto found = std::lower_bound(own_a_.begin(), own_a_.end(), most_a[i]);
    cars_[tree.natural_rank[i]].own = static_cast<std::uint32_t>(found - own_a_.begin());
  }
}

/// A line that carries no other car is as good as an own maximum.
double ArrivalWalk::most_alone_a(const LoadTree& tree, const Consumer& consumer) const {
  double most_a = consumer.own_maximum_a;
  for (NodeIndex v = consumer.node; v != no_index; v = tree.nodes[v].parent) {
    for (const Line line : all_lines) {
      const Slot slot = line_slots_[v][line];
      const bool alone = slot != no_index && consumer.lines.contains(line) && counted_[slot].cars == 1;
      if (alone) most_a = std::min(most_a, counted_[slot].limit_a);
    }
  }
  return most_a;
}

ArrivalWalk::Car ArrivalWalk::make_car(const LoadTree& tree, const Consumer& consumer) {
  Car car;
  car.swept = 8 * nearest_swept_[consumer.node] + consumer.lines.bits();
  car.begin = static_cast<std::uint32_t>(entries_.size());
  for (NodeIndex v = consumer.node; v != no_index; v = tree.nodes[v].parent) {
    for (const Line line : all_lines) {
      const Slot slot = line_slots_[v][line];
      if (slot == no_index || !consumer.lines.contains(line) || counted_[slot].cars == 1) continue;
      entries_.push_back(model_ == CurrentModel::phasor ? 4 * slot + kind_of(consumer.lines, line) : slot);
    }
  }
  car.end = static_cast<std::uint32_t>(entries_.size());
  return car;
}

void ArrivalWalk::walk(const std::vector<std::uint32_t>& order) {
  if (model_ == CurrentModel::phasor) {
    walk_as<CurrentModel::phasor>(order);
  } else {
    walk_as<CurrentModel::arithmetic>(order);
  }
}

template <CurrentModel model>
void ArrivalWalk::walk_as(const std::vector<std::uint32_t>& order) {
  std::fill(fresh_.begin(), fresh_.end(), ByLines<int>{});
  std::fill(came_.begin(), came_.end(), ByLines<int>{});
  allowed_ = first_allowed_;
  takes_ = first_allowed_;
  std::fill(kinds_.begin(), kinds_.end(), Kinds{});
  auto smallest_own = static_cast<std::uint32_t>(own_a_.size() - 1);
  double smallest_a = own_a_.back();
  std::size_t begin = 0;
  for (std::size_t p = 0; p < active_.size(); ++p) {
    const auto end = static_cast<std::size_t>(active_[p]);
    for (std::size_t at = begin; at < end; ++at) {
      const Car& car = cars_[order[at]];
      ++fresh_[car.swept / 8][car.swept % 8];
      smallest_own = std::min(smallest_own, car.own);
    }
    smallest_a = sweep<model>(std::min(smallest_a, own_a_[smallest_own]));
    Slot* exhausted_end = exhausted_.data();
    for (std::size_t at = begin; at < end; ++at) exhausted_end = count_down<model>(cars_[order[at]], exhausted_end);
    for (const Slot* slot = exhausted_.data(); slot != exhausted_end; ++slot) {
      if (takes_[*slot] < 0) smallest_a = lower<model>(*slot, smallest_a);
    }
    sums_a_[p] += smallest_a;
    begin = end;
  }
}

/// Carries what has come up to all nodes above, children first, and looks at their lines.
template <CurrentModel model>
double ArrivalWalk::sweep(double smallest_a) {
  for (std::size_t s = swept_.size(); s-- > 1;) {
    const Swept& node = swept_[s];
    const ByLines<int> fresh = std::exchange(fresh_[s], ByLines<int>{});
    for (std::size_t lines = 1; lines < fresh.size(); ++lines) {
      fresh_[node.parent][lines] += fresh[lines];
      came_[s][lines] += fresh[lines];
    }
    for (const Line line : all_lines) {
      if (!node.lines.contains(line)) continue;
      const LineCars cars = cars_on(came_[s], line);
      // The line's current is at most the sum of its cars'.
      if (cars.count() * smallest_a <= node.limit_a[line]) continue;
      smallest_a = std::min(smallest_a, filling_current_a(model, node.limit_a[line], cars));
    }
  }
  return smallest_a;
}

/// Notes each line that takes no more, without a branch: which one it is nobody can foretell.
template <CurrentModel model>
ArrivalWalk::Slot* ArrivalWalk::count_down(const Car& car, Slot* exhausted_end) {
  for (std::uint32_t e = car.begin; e != car.end; ++e) {
    Slot slot = entries_[e];
    if constexpr (model == CurrentModel::phasor) {
      ++kinds_[slot / 4][slot % 4];
      slot /= 4;
    }
    const int takes = --takes_[slot];
    *exhausted_end = slot;
    exhausted_end += takes < 0 ? 1 : 0;
  }
  return exhausted_end;
}

/// More cars than are sure to keep the smallest current have come.
template <CurrentModel model>
double ArrivalWalk::lower(Slot slot, double smallest_a) {
  const CountedDown& line = counted_[slot];
  if constexpr (model == CurrentModel::phasor) {
    const auto [z, a, b] = kinds_[slot];
    const double per_ampere = line_current_a(model, z, a, b);
    const double filling_a = line.limit_a / per_ampere;
    // A further car adds at most its own current to that of a line.
    const double left_a = line.limit_a - per_ampere * smallest_a;
    takes_[slot] = left_a > 0 ? cars_taken(left_a, smallest_a, line.cars) : 0;
    return std::min(smallest_a, filling_a);
  } else {
    const int came = allowed_[slot] - takes_[slot];
    const int taken = cars_taken(line.limit_a, smallest_a, line.cars);
    allowed_[slot] = std::max(came, taken);
    takes_[slot] = allowed_[slot] - came;
    return taken >= came ? smallest_a : std::min(smallest_a, line.limit_a / came);
  }
}

}  // namespace ampsite
