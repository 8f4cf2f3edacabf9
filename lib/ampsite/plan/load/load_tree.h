#pragma once
// A load case as flat arrays: who draws on which lines of which node, and what each line can give.
//
// All of load planning works on this and on nothing else of the Site, so that fair currents, settings and
// simultaneous sets are sure to see the same cars and the same limits.

#include <array>
#include <vector>

#include "ampsite/electric/load_case.h"
#include "ampsite/plan/plan.h"
#include "ampsite/site/site.h"

namespace ampsite {

/// What one car draws on. Its current flows in each of the lines.
struct Consumer {
  NodeIndex node = 0;
  LineSet lines;  ///< one line, a pair (without neutral) or three; empty: nothing can be drawn
  double own_maximum_a = 0;
  double own_minimum_a = 0;
};

struct LoadNode {
  NodeIndex parent = no_index;
  LineSet lines;
  PerLine<double> limit_a;  ///< C(v,l)
  ChargerIndex consumers_begin = 0;
  ChargerIndex consumers_end = 0;  ///< those of the whole subtree
};

struct LoadTree {
  CurrentModel model = CurrentModel::arithmetic;  ///< phasor only without neutral
  std::vector<LoadNode> nodes;                    ///< by NodeIndex
  std::vector<Consumer> consumers;                ///< by ChargerIndex
  std::vector<std::uint32_t> natural_rank;        ///< by ChargerIndex: its place in natural order of ids
};

/// Something summed up apart for each set of lines that a car can use; by LineSet::bits().
template <class T>
using ByLines = std::array<T, 8>;

/// The current of one line from the currents that flow over each set of lines.
template <class T>
LinePhasor line_phasor(CurrentModel model, const ByLines<T>& sums, Line line) {
  const auto at = [&](LineSet lines) { return static_cast<double>(sums[lines.bits()]); };
  const auto l = static_cast<unsigned>(line);
  const LineSet pair_a{line, all_lines[(l + 1) % 3]};
  const LineSet pair_b{line, all_lines[(l + 2) % 3]};
  return line_phasor(model, at({line}) + at(LineSet::all()), at(pair_a), at(pair_b));
}

/// `natural_rank` as natural_ranks() gives it: the same for every case of a site.
LoadTree make_load_tree(const Site& site, const std::vector<ChargerWiring>& wiring, LoadCase load_case,
                        CurrentModel model, std::vector<std::uint32_t> natural_rank);

/// Line currents of every node when each consumer draws its current; by NodeIndex.
std::vector<PerLine<double>> line_currents_a(const LoadTree& tree, const std::vector<double>& current_a);

}  // namespace ampsite
