#pragma once
// One load case as the site and the plan's wiring make it: who draws on which lines, and what each line can give.

#include <array>
#include <cstddef>
#include <vector>

#include "ampsite/electric/load_case.h"
#include "ampsite/plan/plan.h"
#include "ampsite/site/site.h"

namespace ampsite {

struct CarFacts {
  NodeIndex node = 0;
  LineSet lines;             ///< its current flows in each of them; none for a wiring that the grid does not have
  double own_maximum_a = 0;  ///< 0 without lines
  double least_a = 0;        ///< `min_a`
  int least_whole_a = 0;     ///< `min_a` rounded up
  int most_whole_a = 0;      ///< the own maximum rounded down
};

struct CaseFacts {
  const Site* site = nullptr;
  CurrentModel model = CurrentModel::arithmetic;
  std::vector<PerLine<double>> limit_a;  ///< C(v,l)
  std::vector<CarFacts> cars;            ///< by ChargerIndex
};

/// With the currents of `model`.
CaseFacts case_facts(const Site& site, const std::vector<ChargerWiring>& wiring, LoadCase load_case,
                     CurrentModel model);

/// What flows below one node, apart for each set of lines over which it does.
class Flows {
 public:
  void add(LineSet lines, double current_a) { over_[lines.bits()] += current_a; }
  LinePhasor on(Line line, CurrentModel model) const;

 private:
  std::array<double, 8> over_{};  // by LineSet::bits()
};

/// The flows of every node; by NodeIndex.
class SiteFlows {
 public:
  explicit SiteFlows(const CaseFacts& facts) : facts_(&facts), flows_(facts.site->nodes.size()) {}

  void add(ChargerIndex car, double current_a);
  double line_current_a(NodeIndex v, Line line) const { return flows_[v].on(line, facts_->model).magnitude_a(); }
  const Flows& operator[](NodeIndex v) const { return flows_[v]; }
  /// The car can have so much more.
  bool fits(ChargerIndex car, double more_a) const;

 private:
  const CaseFacts* facts_;
  std::vector<Flows> flows_;
};

/// The currents that rise together from each car's `least_a` to its `most_a` until a line above it is full; a car
/// whose `most_a` is 0 gets nothing. Steps from one line that becomes full to the next, each found by looking at all.
struct Bounds {
  double least_a = 0;
  double most_a = 0;
};
std::vector<double> filled_a(const CaseFacts& facts, const std::vector<Bounds>& bounds);

/// "L1 of circuit K1".
std::string line_name(const Site& site, NodeIndex v, Line line);

}  // namespace ampsite
