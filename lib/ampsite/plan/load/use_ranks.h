#pragma once
// How many uses of lines a tree of nodes can hold, and why no more.
//
// A car uses some lines: one of its options, all of the same number of lines. Node v holds at most cap(v,l) uses of
// line l by the cars below it. For a set S of lines let rank(v,S) be the most uses of lines in S that the cars below
// v can make within the caps of v and of all below it. The options of a car are the bases of a matroid on three
// lines, so what a node's cars and circuits can use is an integral polymatroid, and a cap reduces one to another:
//
//   rank(v,S) = min over T within S of (sum of the ranks of T of v's cars and circuits + caps of v on S without T)
//
// (Edmonds 1970; Schrijver, Combinatorial Optimization, chapter 44). All cars can be placed just where the supply's
// rank of all lines is the number of uses that they make; else the sets T of the minimum, followed down the tree,
// are a cut: more uses are forced on its lines than their caps hold. A change of a cap or of a car's options is
// carried up the tree in the time of its depth.

#include <algorithm>
#include <array>
#include <cstdint>
#include <initializer_list>
#include <vector>

#include "ampsite/plan/plan.h"
#include "ampsite/site/line.h"

namespace ampsite {

/// By LineSet::bits().
using Ranks = std::array<std::int32_t, 8>;

/// What one car chooses among: up to three uses of lines, each once, all of the same number of lines.
class LineOptions {
 public:
  constexpr LineOptions() = default;
  constexpr LineOptions(std::initializer_list<LineSet> options) {
    for (const LineSet option : options) push_back(option);
  }

  constexpr void push_back(LineSet option) { options_[size_++] = option; }
  constexpr std::size_t size() const { return size_; }
  constexpr bool empty() const { return size_ == 0; }
  constexpr LineSet operator[](std::size_t option) const { return options_[option]; }
  constexpr const LineSet* begin() const { return options_.data(); }
  constexpr const LineSet* end() const { return options_.data() + size_; }

  friend constexpr bool operator==(const LineOptions&, const LineOptions&) = default;

 private:
  std::array<LineSet, 3> options_{};
  std::uint8_t size_ = 0;
};

/// The ranks of one car that has to choose among these.
Ranks ranks_of_options(const LineOptions& options);

/// A line of a node.
struct NodeLine {
  NodeIndex node = 0;
  Line line = Line::L1;

  friend bool operator==(const NodeLine&, const NodeLine&) = default;
};

class UseRanks {
 public:
  using Caps = std::vector<PerLine<std::int32_t>>;  ///< by NodeIndex

  /// `parents` by NodeIndex, each before its children, `no_index` for the first. `own` are the ranks of each node's
  /// own cars, added up.
  UseRanks(std::vector<NodeIndex> parents, std::vector<Ranks> own, Caps caps);

  /// The cars can all be placed within the caps.
  bool placeable() const { return reduced_.empty() || reduced_.front()[7] == uses_; }
  /// The most uses of a line below a node, within the caps below it but not its own.
  std::int32_t most_uses(NodeLine at) const { return sums_[at.node][LineSet{at.line}.bits()]; }
  /// The most uses of all lines below a node, likewise.
  std::int32_t all_uses(NodeIndex v) const { return sums_[v][LineSet::all().bits()]; }
  std::int32_t cap(NodeLine at) const { return caps_[at.node][at.line]; }

  void set_caps(const Caps& caps);
  void set_cap(NodeLine at, std::int32_t cap);
  /// A cap no lower than `most_uses`, which cuts nothing off.
  void clip_cap(NodeLine at, std::int32_t cap) { caps_[at.node][at.line] = std::min(caps_[at.node][at.line], cap); }
  /// A car of the node chooses among other options from now on, of the same number of lines.
  void replace(NodeIndex node, const Ranks& before, const Ranks& after);

  /// Where not placeable: more uses are forced on these lines than their caps hold. In the order of the nodes.
  struct Cut {
    std::vector<NodeLine> at;
    std::int32_t forced = 0;
  };
  Cut cut() const;

 private:
  void reduce_all();
  void carry_up(NodeIndex from);

  std::vector<NodeIndex> parents_;
  std::vector<Ranks> own_;
  Caps caps_;
  std::int32_t uses_ = 0;       ///< what all cars make
  std::vector<Ranks> sums_;     ///< of a node's cars and circuits
  std::vector<Ranks> reduced_;  ///< those, within the caps of the node
};

}  // namespace ampsite
