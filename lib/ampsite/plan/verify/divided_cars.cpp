#include "ampsite/plan/verify/divided_cars.h"

#include <algorithm>
#include <array>
#include <limits>
#include <optional>
#include <tuple>

namespace ampsite {
namespace {

using Bits = unsigned;  ///< of a LineSet
constexpr Bits all = 7;
using ByBits = std::array<double, 8>;

/// The most of its lines that a car can have within a set of lines.
ByBits ranks_of(const DividingCar& car) {
  ByBits ranks{};
  for (Bits set = 0; set <= all; ++set) {
    for (const LineSet use : car.uses) {
      double within = 0;
      for (const Line line : all_lines) {
        if (use.contains(line) && (set >> static_cast<unsigned>(line) & 1U) != 0) ++within;
      }
      ranks[set] = std::max(ranks[set], within);
    }
  }
  return ranks;
}

/// Cars that are alike get the same.
struct Group {
  NodeIndex node = 0;
  ByBits ranks{};
  double own_maximum_a = 0;
  std::size_t cars = 0;
  std::optional<double> current_a;  ///< once it has stopped
};

std::vector<Group> groups_of(const std::vector<DividingCar>& cars) {
  std::vector<Group> groups;
  for (const DividingCar& car : cars) groups.push_back({car.node, ranks_of(car), car.own_maximum_a, 1, {}});
  const auto key = [](const Group& group) { return std::tie(group.node, group.ranks, group.own_maximum_a); };
  std::sort(groups.begin(), groups.end(), [&](const Group& a, const Group& b) { return key(a) < key(b); });
  std::vector<Group> alike;
  for (const Group& group : groups) {
    if (!alike.empty() && key(alike.back()) == key(group)) {
      ++alike.back().cars;
    } else {
      alike.push_back(group);
    }
  }
  return alike;
}

/// Lines of nodes whose limits hold less than what is forced on them, as the common current t rises:
/// settled_a + t * rising <= limits_a.
struct Cut {
  double limits_a = 0;
  double settled_a = 0;
  double rising = 0;
  std::vector<Bits> open;  ///< by NodeIndex: the lines that the cut leaves to the cars of the node
};

class Division {
 public:
  Division(const Site& site, const std::vector<PerLine<double>>& limit_a, const std::vector<DividingCar>& cars)
      : site_(site), groups_(groups_of(cars)), own_(site.nodes.size()), limit_a_(site.nodes.size()) {
    for (NodeIndex v = 0; v < site.nodes.size(); ++v) {
      for (Bits set = 0; set <= all; ++set) {
        for (const Line line : all_lines) {
          if ((set >> static_cast<unsigned>(line) & 1U) != 0) limit_a_[v][set] += limit_a[v][line];
        }
      }
    }
    for (const Group& group : groups_) count(group, static_cast<double>(group.cars));
    for (const Group& group : groups_) own_maxima_a_.push_back(group.own_maximum_a);
    std::sort(own_maxima_a_.begin(), own_maxima_a_.end());
  }

  std::vector<double> run(std::size_t most_steps) {
    std::vector<double> currents_a;
    std::size_t left = groups_.size();
    while (left > 0 && steps_ < most_steps) {
      const std::vector<std::size_t> stopping = next_to_stop();
      for (const std::size_t g : stopping) {
        Group& group = groups_[g];
        count(group, -static_cast<double>(group.cars));
        group.current_a = level_a_;
        count(group, static_cast<double>(group.cars));
        currents_a.insert(currents_a.end(), group.cars, level_a_);
      }
      left -= stopping.size();
    }
    return currents_a;
  }

 private:
  struct Rising {
    ByBits settled_a{};
    ByBits rising{};
    double at(Bits set, double t_a) const { return settled_a[set] + rising[set] * t_a; }
  };

  void count(const Group& group, double cars) {
    Rising& own = own_[group.node];
    for (Bits set = 0; set <= all; ++set) {
      if (group.current_a) {
        own.settled_a[set] += cars * group.ranks[set] * *group.current_a;
      } else {
        own.rising[set] += cars * group.ranks[set];
      }
    }
  }

  /// Raises the common current to where somebody has to stop; those who have to.
  std::vector<std::size_t> next_to_stop() {
    while (!any_rises_to(own_maxima_a_[next_own_])) ++next_own_;
    double t_a = std::max(level_a_, own_maxima_a_[next_own_]);
    std::optional<Cut> last;
    for (std::optional<Cut> cut = broken_cut(t_a); cut; cut = broken_cut(t_a)) {
      last = std::move(cut);
      const double allowed_a = (last->limits_a - last->settled_a) / last->rising;
      const bool lower = allowed_a < t_a;
      t_a = std::max(level_a_, std::min(t_a, allowed_a));
      if (!lower || t_a <= level_a_) break;
    }
    level_a_ = t_a;
    std::vector<std::size_t> stopping;
    for (std::size_t g = 0; g < groups_.size(); ++g) {
      const Group& group = groups_[g];
      if (group.current_a) continue;
      const bool held = last ? group.ranks[last->open[group.node]] < group.ranks[all] : group.own_maximum_a <= t_a;
      if (held) stopping.push_back(g);
    }
    return stopping;
  }

  bool any_rises_to(double own_maximum_a) const {
    return std::any_of(groups_.begin(), groups_.end(),
                       [&](const Group& group) { return !group.current_a && group.own_maximum_a == own_maximum_a; });
  }

  /// The lines that cannot hold what is forced on them when all that rise have t; none where all is held. For each
  /// node and set of lines, the best is to let some of its lines through and to fill the limits of the others.
  std::optional<Cut> broken_cut(double t_a) {
    const std::size_t nodes = site_.nodes.size();
    steps_ += nodes;
    std::vector<ByBits> sums(nodes);
    std::vector<std::array<Bits, 8>> kept(nodes);
    double asked_a = 0;
    double held_a = 0;
    for (NodeIndex v = static_cast<NodeIndex>(nodes); v-- > 0;) {
      for (Bits set = 0; set <= all; ++set) sums[v][set] += own_[v].at(set, t_a);
      asked_a += own_[v].at(all, t_a);
      for (Bits set = 0; set <= all; ++set) {
        double least_a = sums[v][set];
        kept[v][set] = set;
        for (Bits fewer = set; fewer > 0;) {
          fewer = (fewer - 1) & set;
          const double through_a = sums[v][fewer] + limit_a_[v][set & ~fewer];
          if (through_a >= least_a) continue;
          least_a = through_a;
          kept[v][set] = fewer;
        }
        if (v == 0 && set == all) held_a = least_a;
        if (v != 0) sums[site_.nodes[v].parent][set] += least_a;
      }
    }
    constexpr double slack = 1e-9;
    if (held_a >= asked_a - slack * (1 + asked_a)) return std::nullopt;
    Cut cut = cut_of(kept);
    if (cut.rising <= 0) return std::nullopt;  // full before: a rounding error
    return cut;
  }

  Cut cut_of(const std::vector<std::array<Bits, 8>>& kept) const {
    Cut cut;
    cut.open.resize(kept.size());
    for (NodeIndex v = 0; v < kept.size(); ++v) {
      const Bits above = v == 0 ? all : cut.open[site_.nodes[v].parent];
      cut.open[v] = kept[v][above];
      cut.limits_a += limit_a_[v][above & ~cut.open[v]];
      cut.settled_a += own_[v].settled_a[all] - own_[v].settled_a[cut.open[v]];
      cut.rising += own_[v].rising[all] - own_[v].rising[cut.open[v]];
    }
    return cut;
  }

  const Site& site_;
  std::vector<Group> groups_;
  std::vector<Rising> own_;      ///< of each node's own cars
  std::vector<ByBits> limit_a_;  ///< of sets of lines of each node
  std::vector<double> own_maxima_a_;
  std::size_t next_own_ = 0;
  double level_a_ = 0;
  std::size_t steps_ = 0;
};

}  // namespace

std::vector<double> divided_currents_a(const Site& site, const std::vector<PerLine<double>>& limit_a,
                                       const std::vector<DividingCar>& cars, std::size_t most_steps) {
  if (cars.empty()) return {};
  return Division(site, limit_a, cars).run(most_steps);
}

}  // namespace ampsite
