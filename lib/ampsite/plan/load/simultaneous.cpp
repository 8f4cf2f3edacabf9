#include "ampsite/plan/load/simultaneous.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <tuple>
#include <utility>

namespace ampsite {
namespace {

using Order = std::vector<ChargerIndex>;

/// Whole amps of a stated current: far beyond any charger's rating all are the same, and fit an int.
int whole(double rounded_a) { return static_cast<int>(std::clamp(rounded_a, 0.0, 1e6)); }

/// Those that can charge with nobody else charging, in natural order of ids.
Order able_alone(const LoadTree& tree, const std::vector<WholeAmps>& amps) {
  const std::vector<bool> can_charge = can_charge_alone(tree, amps);
  Order able;
  for (ChargerIndex i = 0; i < can_charge.size(); ++i) {
    if (can_charge[i]) able.push_back(i);
  }
  std::sort(able.begin(), able.end(),
            [&](ChargerIndex a, ChargerIndex b) { return tree.natural_rank[a] < tree.natural_rank[b]; });
  return able;
}

Order take_in_order(const LoadTree& tree, const std::vector<WholeAmps>& amps, const Order& order) {
  DrawnCurrents drawn(tree);
  Order taken;
  for (const ChargerIndex i : order) {
    if (!drawn.fits(i, amps[i].least_a)) continue;
    drawn.add(i, amps[i].least_a);
    taken.push_back(i);
  }
  return taken;
}

/// `order` sorted by a key, ties as they stand.
template <class Key>
Order by(const Order& order, Key key) {
  std::vector<std::pair<decltype(key(ChargerIndex{})), std::size_t>> places;
  places.reserve(order.size());
  for (const ChargerIndex i : order) places.emplace_back(key(i), places.size());
  std::sort(places.begin(), places.end());
  Order sorted;
  sorted.reserve(order.size());
  for (const auto& [unused_key, place] : places) sorted.push_back(order[place]);
  return sorted;
}

/// How many chargers with the same lines come before each, in all (`per_node` false) or at its node: taking
/// turns by it loads the lines evenly.
std::vector<std::size_t> turns(const LoadTree& tree, const Order& order, bool per_node) {
  std::map<std::pair<NodeIndex, int>, std::size_t> count;
  std::vector<std::size_t> turn(tree.consumers.size());
  for (const ChargerIndex i : order) {
    const Consumer& consumer = tree.consumers[i];
    turn[i] = count[{per_node ? consumer.node : 0, consumer.lines.bits()}]++;
  }
  return turn;
}

Order best_of_greedy_orders(const LoadTree& tree, const std::vector<WholeAmps>& amps, const Order& able) {
  const auto lines = [&](ChargerIndex i) { return tree.consumers[i].lines.size(); };
  const auto least = [&](ChargerIndex i) { return amps[i].least_a; };
  const bool equal = std::all_of(able.begin(), able.end(), [&](ChargerIndex i) { return least(i) == least(able[0]); });
  const bool neutral = std::none_of(able.begin(), able.end(), [&](ChargerIndex i) { return lines(i) == 2; });
  Order best = take_in_order(tree, amps, by(able, [&](ChargerIndex i) { return std::pair(lines(i), least(i)); }));
  if (equal && neutral) return best;

  const std::vector<std::size_t> turn = turns(tree, able, false);
  const std::vector<std::size_t> node_turn = turns(tree, able, true);
  const std::vector<Order> others{
      by(able, [&](ChargerIndex i) { return std::tuple(least(i), lines(i), turn[i]); }),
      by(able, [&](ChargerIndex i) { return std::tuple(least(i), lines(i), node_turn[i]); }),
      by(able, [&](ChargerIndex i) { return std::tuple(lines(i), least(i), turn[i]); }),
      by(able, [&](ChargerIndex i) { return std::tuple(lines(i), least(i), node_turn[i]); }),
      by(able, [&](ChargerIndex i) { return least(i) * lines(i); }),
      able,
  };
  for (const Order& order : others) {
    Order taken = take_in_order(tree, amps, order);
    if (taken.size() > best.size()) best = std::move(taken);
  }
  return best;
}

/// Branch and bound over the chargers in natural order, each first taken and then left out, so that of the
/// largest sets the first in natural order is found first.
class Search {
 public:
  Search(const LoadTree& tree, const std::vector<WholeAmps>& amps, const Order& able)
      : tree_(&tree), amps_(&amps), able_(&able), drawn_(tree) {}

  /// The largest set, known to have at least `at_least` chargers.
  Order run(std::size_t at_least) {
    larger_than_ = at_least == 0 ? 0 : at_least - 1;
    visit(0);
    return best_;
  }

 private:
  void visit(std::size_t next) {
    if (taken_.size() > larger_than_) {
      larger_than_ = taken_.size();
      best_ = taken_;
    }
    if (next == able_->size() || taken_.size() + at_most(next) <= larger_than_) return;
    const ChargerIndex i = (*able_)[next];
    if (!left_out_alike(next) && drawn_.fits(i, (*amps_)[i].least_a)) {
      draw(i, (*amps_)[i].least_a);
      taken_.push_back(i);
      visit(next + 1);
      taken_.pop_back();
      draw(i, -(*amps_)[i].least_a);
    }
    left_out_.push_back(i);
    visit(next + 1);
    left_out_.pop_back();
  }

  /// One just like it was left out: taking this one instead gives no larger set, and a later one in order.
  bool left_out_alike(std::size_t next) const {
    const Consumer& consumer = tree_->consumers[(*able_)[next]];
    return std::any_of(left_out_.begin(), left_out_.end(), [&](ChargerIndex i) {
      const Consumer& other = tree_->consumers[i];
      return other.node == consumer.node && other.lines == consumer.lines &&
             (*amps_)[i].least_a == (*amps_)[(*able_)[next]].least_a;
    });
  }

  void draw(ChargerIndex i, int current_a) {
    drawn_.add(i, current_a);
    for (const Line line : all_lines) {
      if (tree_->consumers[i].lines.contains(line)) supply_a_[line] += weight(i) * current_a;
    }
  }

  /// A pair current adds at least √3/2 of itself to a line; the others add all of it.
  double weight(ChargerIndex i) const {
    const bool out_of_phase = tree_->model == CurrentModel::phasor && tree_->consumers[i].lines.size() == 2;
    return out_of_phase ? std::sqrt(3.0) / 2 : 1.0;
  }

  /// How many of the rest could still be taken if only one line of the supply counted.
  std::size_t at_most(std::size_t next) const {
    std::size_t most = able_->size() - next;
    for (const Line line : all_lines) {
      std::vector<double> on_line;
      for (std::size_t k = next; k < able_->size(); ++k) {
        const ChargerIndex i = (*able_)[k];
        if (tree_->consumers[i].lines.contains(line)) on_line.push_back(weight(i) * (*amps_)[i].least_a);
      }
      std::size_t count = able_->size() - next - on_line.size();
      std::sort(on_line.begin(), on_line.end());
      double left_a = tree_->nodes.front().limit_a[line] + tolerance_a - supply_a_[line];
      for (const double current_a : on_line) {
        left_a -= current_a;
        if (left_a < -tolerance_a) break;
        ++count;
      }
      most = std::min(most, count);
    }
    return most;
  }

  const LoadTree* tree_;
  const std::vector<WholeAmps>* amps_;
  const Order* able_;
  DrawnCurrents drawn_;
  PerLine<double> supply_a_;
  Order taken_;
  Order left_out_;
  Order best_;
  std::size_t larger_than_ = 0;
};

}  // namespace

std::vector<WholeAmps> whole_amps(const LoadTree& tree) {
  std::vector<WholeAmps> amps;
  amps.reserve(tree.consumers.size());
  for (const Consumer& consumer : tree.consumers) {
    amps.push_back({whole(std::ceil(consumer.own_minimum_a)), whole(std::floor(consumer.own_maximum_a))});
  }
  return amps;
}

std::vector<bool> can_charge_alone(const LoadTree& tree, const std::vector<WholeAmps>& amps) {
  const DrawnCurrents nothing(tree);
  std::vector<bool> can_charge;
  can_charge.reserve(tree.consumers.size());
  for (ChargerIndex i = 0; i < tree.consumers.size(); ++i) {
    const bool can_be_set = !tree.consumers[i].lines.empty() && amps[i].least_a <= amps[i].most_a;
    can_charge.push_back(can_be_set && nothing.fits(i, amps[i].least_a));
  }
  return can_charge;
}

std::vector<ChargerIndex> simultaneous_set(const LoadTree& tree, const std::vector<WholeAmps>& amps,
                                           std::size_t search_up_to) {
  const Order able = able_alone(tree, amps);
  Order set = take_in_order(tree, amps, able);
  if (set.size() < able.size()) {
    set = best_of_greedy_orders(tree, amps, able);
    if (able.size() <= search_up_to) set = Search(tree, amps, able).run(set.size());
  }
  std::sort(set.begin(), set.end());
  return set;
}

}  // namespace ampsite
