#include "ampsite/plan/load/simultaneous.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

#include "ampsite/plan/load/set_problem.h"
#include "ampsite/plan/load/tight_lines.h"

namespace ampsite {
namespace {

/// On a site of more than `searched_exhaustively`, parts of up to this many are searched while a counted number of
/// steps lasts, which takes about as long as the rest of the plan.
constexpr std::size_t worth_a_search = 40;

/// Whole amps of a stated current: far beyond any charger's rating all are the same, and fit an int.
int whole(double rounded_a) { return static_cast<int>(std::clamp(rounded_a, 0.0, 1e6)); }

std::vector<ChargerIndex> in_natural_order(const LoadTree& tree) {
  std::vector<ChargerIndex> order(tree.consumers.size());
  for (ChargerIndex i = 0; i < order.size(); ++i) order[tree.natural_rank[i]] = i;
  return order;
}

/// The part of the tight lines below one of them.
TightTree part_below(const TightTree& tight, std::uint32_t top) {
  TightTree part;
  part.model = tight.model;
  part.nodes.assign(tight.nodes.begin() + top, tight.nodes.begin() + tight.nodes[top].subtree_end);
  for (TightNode& node : part.nodes) {
    node.parent = node.parent == no_index || node.parent < top ? no_index : node.parent - top;
    node.subtree_end -= top;
  }
  return part;
}

/// The tree taken apart where no tight line is above two parts.
struct Parts {
  std::vector<SetProblem> problems;
  std::vector<ChargerIndex> free;  ///< who has no tight line above
};

Parts parts_of(const LoadTree& tree, const std::vector<WholeAmps>& amps, const std::vector<bool>& able,
               const TightTree& tight) {
  Parts parts;
  std::vector<std::uint32_t> part_of(tight.nodes.size());
  std::vector<std::uint32_t> top_of(tight.nodes.size());
  for (std::uint32_t t = 0; t < tight.nodes.size(); ++t) {
    const std::uint32_t parent = tight.nodes[t].parent;
    part_of[t] = parent == no_index ? static_cast<std::uint32_t>(parts.problems.size()) : part_of[parent];
    top_of[t] = parent == no_index ? t : top_of[parent];
    if (parent == no_index) parts.problems.push_back({part_below(tight, t), {}});
  }
  for (const ChargerIndex i : in_natural_order(tree)) {
    if (!able[i]) continue;
    const std::uint32_t t = tight.at[tree.consumers[i].node];
    if (t == no_index) {
      parts.free.push_back(i);
    } else {
      parts.problems[part_of[t]].cars.push_back({i, t - top_of[t], tree.consumers[i].lines, amps[i].least_a});
    }
  }
  return parts;
}

/// What all parts together may spend on making their sets larger.
struct Effort {
  bool small_site = false;  ///< every part is searched to the end
  std::size_t search_up_to_cars = 0;
  std::size_t visits = 0;
  std::size_t evaluations = 0;
};

Effort effort_for(std::size_t cars, std::size_t search_up_to) {
  if (search_up_to == 0) return {false, 0, 0, 4 * cars + 20'000};
  if (cars <= search_up_to) return {true, cars, std::numeric_limits<std::size_t>::max(), 4 * cars + 20'000};
  return {false, worth_a_search, 20'000, 4 * cars + 20'000};
}

struct PartSet {
  CarPlaces places;
  std::size_t upper_bound = 0;
  double time_share = 1;
};

PartSet set_of_part(const SetProblem& problem, Effort& effort) {
  const SetBound bound = set_bound(problem);
  PartSet made{greedy_set(problem, bound.most_cars, effort.evaluations), bound.most_cars, bound.time_share};
  if (greedy_is_exact(problem)) made.upper_bound = made.places.size();
  const bool worth_it = problem.cars.size() <= effort.search_up_to_cars && made.places.size() < made.upper_bound;
  if (!effort.small_site && !worth_it) return made;
  SearchedSet searched = search_set(problem, made.places.size(), made.upper_bound, effort.visits);
  if (!searched.places.empty()) made.places = std::move(searched.places);
  if (searched.proved) made.upper_bound = made.places.size();
  return made;
}

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
  const std::vector<double> alone = alone_a(tree);
  std::vector<bool> can_charge;
  can_charge.reserve(tree.consumers.size());
  for (ChargerIndex i = 0; i < tree.consumers.size(); ++i) {
    const bool can_be_set = !tree.consumers[i].lines.empty() && amps[i].least_a <= amps[i].most_a;
    can_charge.push_back(can_be_set && amps[i].least_a <= alone[i] + tolerance_a);
  }
  return can_charge;
}

Simultaneous simultaneous(const LoadTree& tree, const std::vector<WholeAmps>& amps, std::size_t search_up_to) {
  const std::vector<bool> able = can_charge_alone(tree, amps);
  std::vector<double> least_a(able.size());
  for (std::size_t i = 0; i < able.size(); ++i) least_a[i] = able[i] ? amps[i].least_a : 0;
  const TightTree tight = tight_lines(tree, std::move(least_a), BelowLesser::kept);

  Simultaneous made;
  const auto able_count = static_cast<std::size_t>(std::count(able.begin(), able.end(), true));
  Parts parts = parts_of(tree, amps, able, tight);
  made.chargers = std::move(parts.free);
  std::size_t upper_bound = made.chargers.size();
  Effort effort = effort_for(able_count, search_up_to);
  for (const SetProblem& problem : parts.problems) {
    if (problem.cars.empty()) continue;
    const PartSet part = set_of_part(problem, effort);
    for (const std::uint32_t place : part.places) made.chargers.push_back(problem.cars[place].charger);
    upper_bound += part.upper_bound;
    made.time_share = std::min(made.time_share, part.time_share);
  }
  std::sort(made.chargers.begin(), made.chargers.end());
  made.upper_bound = static_cast<int>(upper_bound);
  if (able_count < able.size()) made.time_share = 0;
  return made;
}

}  // namespace ampsite
