#include "ampsite/plan/handover/circuit_caps.h"

#include <algorithm>
#include <functional>
#include <limits>
#include <queue>
#include <tuple>

#include "ampsite/electric/load_case.h"

namespace ampsite {
namespace {

// Within caps c(w), the chargers below node u draw at most
//
//   sum over circuits w below u (u too, where it feeds chargers) of min(c(w), D(w,l))
//
// on line l, where D(w,l) is what the chargers of w can draw. Where that is at most C(u,l), u is sheltered; and so it
// is where C(u,l) is no less than that of the supply, for the portal keeps the total of each line within the supply's.
// Without neutral currents are added up, which is never less than what flows.
//
// The caps rise in stages: to each level of floors, c(w) = floor · s / most up to the floor, with s the current of the
// circuit's best-off charger; then c(w) = s up to the own caps; never below where the stages before have brought them.
// Where a line's sum is full, those circuits below it stop for good that would load it more, c(w) < D(w,l); the others
// load it as much as they ever can, and rise on. No sum falls when a cap rises, so a line that is full stays full. That
// is fair: for a circuit that has stopped to get more, another one on the full line would have to be brought below it.

/// How the cap of a circuit rises in a stage: slope · s, from `begin` to `end`.
struct Path {
  double slope_a = 0;
  double begin = 0;
  double end = 0;
  double to_a = 0;

  double at_a(double s) const { return std::min(to_a, slope_a * s); }
};

/// Where a circuit begins to rise (order 0), or its load on a line settles by itself (order 1).
using Step = std::tuple<double, int, std::size_t, int>;  ///< s, order, circuit, line or `whole_cap`
constexpr int whole_cap = 3;

struct FullLine {
  double at;
  NodeIndex node;
  Line line;

  friend bool operator>(const FullLine& a, const FullLine& b) {
    return std::tie(a.at, a.node, a.line) > std::tie(b.at, b.node, b.line);
  }
};

/// What the circuits below a node load one line with: fixed_a + slope_a · s, where `count` of them rise.
struct LineLoad {
  double fixed_a = 0;
  double slope_a = 0;
  double at_the_end_a = 0;  ///< of the stage, if nobody stops
  int count = 0;
  bool touched = false;  ///< somebody has begun to rise since it was last expected to be full
};

class Sheltering {
 public:
  Sheltering(const Site& site, const std::vector<PerLine<double>>& capacity_a,
             const std::vector<CappedCircuit>& circuits)
      : site_(&site), capacity_a_(&capacity_a), circuits_(&circuits), caps_(circuits.size()) {}

  std::vector<CircuitCap> run(const std::vector<std::vector<CapFloor>>& floors) {
    if (!find_exposed()) {
      for (std::size_t w = 0; w < caps_.size(); ++w) caps_[w].cap_a = (*circuits_)[w].own_cap_a;
      return caps_;
    }
    full_.resize(site_->nodes.size());
    for (const std::vector<CapFloor>& of_level : floors) raise_to(of_level);
    raise_equally();
    return caps_;
  }

 private:
  bool stopped(std::size_t w) const { return caps_[w].lowered_by != no_index; }

  /// What each line would carry with every circuit at its own cap; whether that is too much for any.
  bool find_exposed() {
    could_be_a_.resize(site_->nodes.size());
    exposed_.resize(site_->nodes.size());
    for (const CappedCircuit& circuit : *circuits_) {
      for (const Line line : all_lines) {
        could_be_a_[circuit.node][line] += std::min(circuit.own_cap_a, circuit.can_draw_a[line]);
      }
    }
    bool any = false;
    for (std::size_t v = site_->nodes.size(); v-- > 1;) {
      for (const Line line : all_lines) {
        const double limit_a = (*capacity_a_)[v][line];
        could_be_a_[site_->nodes[v].parent][line] += could_be_a_[v][line];
        if (limit_a >= capacity_a_->front()[line] || could_be_a_[v][line] <= limit_a + tolerance_a) continue;
        exposed_[v].insert(line);
        any = true;
      }
    }
    return any;
  }

  void raise_to(const std::vector<CapFloor>& floors) {
    paths_.assign(circuits_->size(), {});
    for (std::size_t w = 0; w < paths_.size(); ++w) {
      const double to_a = std::min(floors[w].cap_a, (*circuits_)[w].own_cap_a);
      if (!stopped(w) && to_a > caps_[w].cap_a) set_path(w, to_a / floors[w].most_a, to_a);
    }
    run_stage();
  }

  void raise_equally() {
    paths_.assign(circuits_->size(), {});
    for (std::size_t w = 0; w < paths_.size(); ++w) {
      const double to_a = (*circuits_)[w].own_cap_a;
      if (!stopped(w) && to_a > caps_[w].cap_a) set_path(w, 1, to_a);
    }
    run_stage();
  }

  void set_path(std::size_t w, double slope_a, double to_a) {
    paths_[w] = {slope_a, caps_[w].cap_a / slope_a, to_a / slope_a, to_a};
  }

  void run_stage() {
    prepare_lines();
    prepare_steps();
    rises_.assign(circuits_->size(), {});
    full_lines_ = {};
    s_ = 0;
    for (const Step& step : steps_) {
      if (std::get<double>(step) > s_) {
        expect_touched();
        while (!full_lines_.empty() && full_lines_.top().at < std::get<double>(step)) reach_full_line();
      }
      s_ = std::get<0>(step);
      take(step);
    }
    for (std::size_t w = 0; w < paths_.size(); ++w) {
      if (paths_[w].slope_a > 0 && !stopped(w)) caps_[w].cap_a = paths_[w].to_a;
    }
  }

  template <class Function>
  void for_each_line_above(std::size_t w, LineSet lines, const std::vector<LineSet>& of_nodes, Function function) {
    for (NodeIndex v = (*circuits_)[w].node; v != no_index; v = site_->nodes[v].parent) {
      for (const Line line : all_lines) {
        if (lines.contains(line) && of_nodes[v].contains(line)) function(v, line);
      }
    }
  }

  /// What lines carry at the beginning and at the end of the stage. Those that are never full need no watching, so that
  /// floors which just fit are reached to the last bit.
  void prepare_lines() {
    loads_.assign(site_->nodes.size(), PerLine<LineLoad>(LineLoad{}));
    for (std::size_t w = 0; w < circuits_->size(); ++w) {
      const CappedCircuit& circuit = (*circuits_)[w];
      const double end_a = paths_[w].slope_a > 0 ? paths_[w].to_a : caps_[w].cap_a;
      for_each_line_above(w, LineSet::all(), exposed_, [&](NodeIndex v, Line line) {
        loads_[v][line].fixed_a += std::min(caps_[w].cap_a, circuit.can_draw_a[line]);
        loads_[v][line].at_the_end_a += std::min(end_a, circuit.can_draw_a[line]);
      });
    }
    watched_.assign(site_->nodes.size(), {});
    for (NodeIndex v = 0; v < exposed_.size(); ++v) {
      for (const Line line : all_lines) {
        if (!exposed_[v].contains(line)) continue;
        if (loads_[v][line].at_the_end_a > (*capacity_a_)[v][line] + tolerance_a) watched_[v].insert(line);
      }
    }
  }

  void prepare_steps() {
    steps_.clear();
    for (std::size_t w = 0; w < paths_.size(); ++w) {
      const Path& path = paths_[w];
      if (path.slope_a <= 0) continue;
      steps_.emplace_back(path.begin, 0, w, 0);
      steps_.emplace_back(path.end, 1, w, whole_cap);
      for (const Line line : all_lines) {
        const double can_draw_a = (*circuits_)[w].can_draw_a[line];
        if (can_draw_a <= caps_[w].cap_a || can_draw_a >= path.to_a) continue;
        steps_.emplace_back(can_draw_a / path.slope_a, 1, w, static_cast<int>(line));
      }
    }
    std::sort(steps_.begin(), steps_.end());
  }

  void take(const Step& step) {
    const auto& [s, order, w, number] = step;
    if (order == 0) {
      begin(w);
    } else if (number == whole_cap) {
      for (const Line line : all_lines) settle(w, line, paths_[w].to_a);
    } else {
      const Line line = all_lines[static_cast<std::size_t>(number)];
      settle(w, line, (*circuits_)[w].can_draw_a[line]);
    }
  }

  void begin(std::size_t w) {
    const double from_a = caps_[w].cap_a;
    LineSet rises;
    for (const Line line : all_lines) {
      if ((*circuits_)[w].can_draw_a[line] > from_a) rises.insert(line);
    }
    for_each_line_above(w, rises, full_, [&](NodeIndex v, Line line) {
      if (!stopped(w)) stop(w, from_a, v, line);
    });
    if (stopped(w)) return;
    rises_[w] = rises;
    for_each_line_above(w, rises, watched_, [&](NodeIndex v, Line line) {
      LineLoad& load = loads_[v][line];
      load.fixed_a -= from_a;
      load.slope_a += paths_[w].slope_a;
      ++load.count;
      if (!load.touched) touched_.push_back({0, v, line});
      load.touched = true;
    });
  }

  void stop(std::size_t w, double cap_a, NodeIndex v, Line line) { caps_[w] = {cap_a, v, line, could_be_a_[v][line]}; }

  /// The circuit loads this line with `load_a`, however high its cap.
  void settle(std::size_t w, Line line, double load_a) {
    if (!rises_[w].contains(line)) return;
    LineSet others;
    for (const Line other : all_lines) {
      if (other != line && rises_[w].contains(other)) others.insert(other);
    }
    rises_[w] = others;
    for_each_line_above(w, LineSet{line}, watched_, [&](NodeIndex v, Line) {
      LineLoad& load = loads_[v][line];
      load.fixed_a += load_a;
      load.slope_a -= paths_[w].slope_a;
      --load.count;
    });
  }

  double full_at(NodeIndex v, Line line) const {
    const LineLoad& load = loads_[v][line];
    return std::max(s_, ((*capacity_a_)[v][line] - load.fixed_a) / load.slope_a);
  }

  void expect_touched() {
    for (FullLine& expected : touched_) {
      LineLoad& load = loads_[expected.node][expected.line];
      load.touched = false;
      if (load.count == 0) continue;
      expected.at = full_at(expected.node, expected.line);
      full_lines_.push(expected);
    }
    touched_.clear();
  }

  /// What has settled since an entry was made can only have put off when the line is full.
  void reach_full_line() {
    const FullLine entry = full_lines_.top();
    full_lines_.pop();
    if (loads_[entry.node][entry.line].count == 0) return;
    const double at = full_at(entry.node, entry.line);
    if (at > entry.at) {
      full_lines_.push({at, entry.node, entry.line});
      return;
    }
    full_[entry.node].insert(entry.line);
    const NodeIndex end = site_->nodes[entry.node].subtree_end;
    auto of_circuit =
        std::lower_bound(circuits_->begin(), circuits_->end(), entry.node,
                         [](const CappedCircuit& circuit, NodeIndex node) { return circuit.node < node; });
    for (; of_circuit != circuits_->end() && of_circuit->node < end; ++of_circuit) {
      const auto w = static_cast<std::size_t>(of_circuit - circuits_->begin());
      if (!rises_[w].contains(entry.line)) continue;
      const double cap_a = std::max(caps_[w].cap_a, paths_[w].at_a(at));
      stop(w, cap_a, entry.node, entry.line);
      for (const Line line : all_lines) settle(w, line, cap_a);
    }
  }

  const Site* site_;
  const std::vector<PerLine<double>>* capacity_a_;
  const std::vector<CappedCircuit>* circuits_;
  std::vector<CircuitCap> caps_;
  std::vector<PerLine<double>> could_be_a_;  ///< by NodeIndex
  std::vector<LineSet> exposed_;             ///< by NodeIndex: lines that could be overloaded
  std::vector<LineSet> full_;                ///< by NodeIndex: lines that have stopped somebody
  // Of the stage.
  double s_ = 0;
  std::vector<Path> paths_;               ///< by circuit; slope 0 where it does not rise
  std::vector<PerLine<LineLoad>> loads_;  ///< by NodeIndex
  std::vector<LineSet> watched_;          ///< by NodeIndex: exposed lines that can become full
  std::vector<LineSet> rises_;            ///< by circuit: lines that it loads more with a higher cap
  std::vector<Step> steps_;               ///< ascending
  std::vector<FullLine> touched_;
  std::priority_queue<FullLine, std::vector<FullLine>, std::greater<>> full_lines_;
};

}  // namespace

std::vector<CircuitCap> sheltering_caps(const Site& site, const std::vector<PerLine<double>>& capacity_a,
                                        const std::vector<CappedCircuit>& circuits,
                                        const std::vector<std::vector<CapFloor>>& floors) {
  return Sheltering(site, capacity_a, circuits).run(floors);
}

}  // namespace ampsite
