#pragma once
// The lines of the tree that can hold somebody down, and nothing else of it.
//
// Most lines of a site never fill: a circuit of one charger, or one whose fuse is as large as its chargers can draw
// together. Those need not be looked at while currents rise, so that a car's way up the tree is short.

#include <cstdint>
#include <vector>

#include "ampsite/plan/load/load_tree.h"

namespace ampsite {

/// A node with a line that can be full.
struct TightNode {
  NodeIndex node = 0;
  std::uint32_t parent = no_index;  ///< the nearest tight node above
  std::uint32_t subtree_end = 0;    ///< tight nodes stand in preorder, as nodes do
  LineSet lines;                    ///< those that can be full
  PerLine<double> limit_a;          ///< C(v,l); infinite on the others
};

struct TightTree {
  CurrentModel model = CurrentModel::arithmetic;
  std::vector<TightNode> nodes;
  std::vector<std::uint32_t> at;  ///< by NodeIndex: the nearest tight node, itself or above; `no_index`: none
  std::vector<double> most_a;     ///< by ChargerIndex: the asked most, but no more than the car could get alone
};

/// Whether a line below one that gives no more counts as tight: it is never the only full one.
enum class BelowLesser { left_out, kept };

/// What each car can get with nobody else drawing: the least C of its lines at its node and above; by ChargerIndex.
std::vector<double> alone_a(const LoadTree& tree);

/// The lines that can be full when no consumer draws more than its `most_a` (0 where it has no line). Every other line
/// keeps its limit as long as these keep theirs, also where each check of a limit allows the tolerance of currents.
TightTree tight_lines(const LoadTree& tree, std::vector<double> most_a, BelowLesser below_lesser);

/// What is drawn so far in a tree, and whether more would fit.
class Room {
 public:
  explicit Room(const TightTree& tight);

  /// Another `current_a` on these lines at a tight node keeps every limit there and above.
  bool fits(std::uint32_t at, LineSet lines, double current_a) const {
    return first_full(at, lines, current_a) == no_index;
  }
  /// It keeps the limits of this node.
  bool fits_at(std::uint32_t at, LineSet lines, double current_a) const;
  /// The nearest node, there or above, whose limits it does not keep; `no_index`: none.
  std::uint32_t first_full(std::uint32_t at, LineSet lines, double current_a) const;
  void add(std::uint32_t at, LineSet lines, double current_a);

 private:
  bool fits_as_phasor(std::uint32_t at, LineSet lines, Line line, double current_a) const;

  const TightTree* tight_;
  std::vector<PerLine<double>> left_a_;  ///< what each line can still give where currents add up
  std::vector<ByLines<double>> sums_a_;  ///< with phasors: what is drawn over each set of lines
};

}  // namespace ampsite
