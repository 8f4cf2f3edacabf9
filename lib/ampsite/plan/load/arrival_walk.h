#pragma once
// The smallest current while cars arrive one after the other.

#include <array>
#include <cstdint>
#include <vector>

#include "ampsite/plan/load/load_tree.h"

namespace ampsite {

/// Walks through orders of arrival, and adds up the smallest current of the first `active[p]` cars of each.
///
/// It does so in two passes over the cars that come between two points. The first counts them at the nearest node that
/// has many cars; at the point those counts are carried up from node to node, and the lines of these nodes are looked
/// at once for all that came. The second counts down, at each line of the nodes that have few cars, how many more it
/// takes before C/count falls below the smallest current so far, and only where none are left works anything out. So a
/// step costs little more than a subtraction for each line that can bind at all.
class ArrivalWalk {
 public:
  /// `tree` with its natural ranks.
  ArrivalWalk(const LoadTree& tree, std::vector<int> active);

  /// `order`: each place in natural order of ids once.
  void walk(const std::vector<std::uint32_t>& order);

  /// The sums over all orders walked so far, one for each of `active`.
  const std::vector<double>& sums_a() const { return sums_a_; }

 private:
  using Slot = std::uint32_t;

  /// A line of a node with few cars.
  struct CountedDown {
    double limit_a = 0;
    int cars = 0;  ///< that count on it when all have come
  };
  /// A node with many cars.
  struct Swept {
    std::uint32_t parent = 0;  ///< the nearest such node above; 0 stands for none
    LineSet lines;             ///< those that can bind
    PerLine<double> limit_a;
  };
  /// Where a car counts.
  struct Car {
    std::uint32_t begin = 0;  ///< of its `entries_`
    std::uint32_t end = 0;
    std::uint32_t swept = 0;  ///< 8 * node + lines
    std::uint32_t own = 0;    ///< its place in `own_a_`
  };
  /// How the cars that have come load a line, with phasors: z, a and b.
  using Kinds = std::array<int, 3>;

  void add_lines(const LoadTree& tree);
  void add_cars(const LoadTree& tree);
  Car make_car(const LoadTree& tree, const Consumer& consumer);
  double most_alone_a(const LoadTree& tree, const Consumer& consumer) const;
  template <CurrentModel model>
  void walk_as(const std::vector<std::uint32_t>& order);
  template <CurrentModel model>
  double sweep(double smallest_a);
  template <CurrentModel model>
  Slot* count_down(const Car& car, Slot* exhausted_end);
  template <CurrentModel model>
  double lower(Slot slot, double smallest_a);

  CurrentModel model_;
  std::vector<int> active_;
  std::vector<double> sums_a_;
  std::vector<CountedDown> counted_;          ///< by slot
  std::vector<PerLine<Slot>> line_slots_;     ///< by NodeIndex; `no_index` where nothing is counted down
  std::vector<Swept> swept_;                  ///< in the order of the nodes; the first stands for none
  std::vector<std::uint32_t> nearest_swept_;  ///< by NodeIndex
  std::vector<double> own_a_;                 ///< what cars get at most, ascending
  std::vector<std::uint32_t> entries_;        ///< slots; with phasors 4 * slot + the kind
  std::vector<Car> cars_;                     ///< by place in natural order of ids
  std::vector<int> first_allowed_;  ///< by slot: cars that keep the smallest current at the largest own maximum
  // Where a walk stands.
  std::vector<ByLines<int>> fresh_;  ///< by swept node: came since the last point
  std::vector<ByLines<int>> came_;   ///< by swept node: came before
  std::vector<int> allowed_;         ///< by slot: cars that keep the smallest current, as far as is known
  std::vector<int> takes_;           ///< by slot: how many of these have not come yet
  std::vector<Kinds> kinds_;         ///< by slot, with phasors
  std::vector<Slot> exhausted_;      ///< lines that took no more since the last point, some of them twice
};

}  // namespace ampsite
