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
// All caps rise together until a line's sum is full: then those circuits below it stop that would load the line more,
// c(w) < D(w,l); the others load it as much as they ever can, and rise on. No sum falls when a cap rises, so a line
// that is full stays full. That is fair: for a circuit that has stopped to get more, another one on the full line would
// have to be brought below it.

using Step = std::tuple<double, std::size_t, int>;  ///< level, circuit, line or `own_cap`
constexpr int own_cap = 3;

struct FullLine {
  double at_a;
  NodeIndex node;
  Line line;

  friend bool operator>(const FullLine& a, const FullLine& b) {
    return std::tie(a.at_a, a.node, a.line) > std::tie(b.at_a, b.node, b.line);
  }
};

/// What the circuits below a node load one line with: those that do not rise any more, and how many do.
struct Rising {
  double settled_a = 0;
  int count = 0;
};

class Sheltering {
 public:
  Sheltering(const Site& site, const std::vector<PerLine<double>>& capacity_a,
             const std::vector<CappedCircuit>& circuits)
      : site_(&site), capacity_a_(&capacity_a), circuits_(&circuits), caps_(circuits.size()) {
    for (std::size_t w = 0; w < circuits.size(); ++w) caps_[w].cap_a = circuits[w].own_cap_a;
  }

  std::vector<CircuitCap> run() {
    if (!find_exposed()) return caps_;
    start();
    for (const Step& step : steps_) {
      while (!full_lines_.empty() && full_lines_.top().at_a < std::get<double>(step)) reach_full_line();
      const auto& [level_a, w, line] = step;
      if (line == own_cap) {
        for (const Line each : all_lines) settle(w, each, level_a);
      } else {
        settle(w, all_lines[static_cast<std::size_t>(line)], level_a);
      }
    }
    return caps_;
  }

 private:
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

  void start() {
    rising_.resize(site_->nodes.size());
    rises_.resize(circuits_->size());
    for (std::size_t w = 0; w < circuits_->size(); ++w) {
      const CappedCircuit& circuit = (*circuits_)[w];
      steps_.emplace_back(circuit.own_cap_a, w, own_cap);
      for (const Line line : all_lines) {
        const double can_draw_a = circuit.can_draw_a[line];
        if (can_draw_a <= 0) continue;
        rises_[w].insert(line);
        for_each_exposed_above(w, line, [](Rising& above) { ++above.count; });
        if (can_draw_a < circuit.own_cap_a) steps_.emplace_back(can_draw_a, w, static_cast<int>(line));
      }
    }
    std::sort(steps_.begin(), steps_.end());
    for (NodeIndex v = 0; v < exposed_.size(); ++v) {
      for (const Line line : all_lines) expect_full(v, line);
    }
  }

  template <class Function>
  void for_each_exposed_above(std::size_t w, Line line, Function function) {
    for (NodeIndex v = (*circuits_)[w].node; v != no_index; v = site_->nodes[v].parent) {
      if (exposed_[v].contains(line)) function(rising_[v][line]);
    }
  }

  double full_at_a(NodeIndex v, Line line) const {
    const Rising& rising = rising_[v][line];
    return ((*capacity_a_)[v][line] - rising.settled_a) / rising.count;
  }

  void expect_full(NodeIndex v, Line line) {
    if (exposed_[v].contains(line) && rising_[v][line].count > 0) full_lines_.push({full_at_a(v, line), v, line});
  }

  /// The circuit loads this line no more than `level_a`, however high its cap.
  void settle(std::size_t w, Line line, double level_a) {
    if (!rises_[w].contains(line)) return;
    LineSet others;
    for (const Line other : all_lines) {
      if (other != line && rises_[w].contains(other)) others.insert(other);
    }
    rises_[w] = others;
    for_each_exposed_above(w, line, [&](Rising& above) {
      above.settled_a += level_a;
      --above.count;
    });
  }

  /// What has settled since an entry was made can only have put off when the line is full.
  void reach_full_line() {
    const FullLine entry = full_lines_.top();
    full_lines_.pop();
    if (rising_[entry.node][entry.line].count == 0) return;
    const double at_a = std::max(0.0, full_at_a(entry.node, entry.line));
    if (at_a > entry.at_a) {
      full_lines_.push({at_a, entry.node, entry.line});
      return;
    }
    const NodeIndex end = site_->nodes[entry.node].subtree_end;
    auto at = std::lower_bound(circuits_->begin(), circuits_->end(), entry.node,
                               [](const CappedCircuit& circuit, NodeIndex node) { return circuit.node < node; });
    for (; at != circuits_->end() && at->node < end; ++at) {
      const auto w = static_cast<std::size_t>(at - circuits_->begin());
      if (!rises_[w].contains(entry.line)) continue;
      caps_[w] = {at_a, entry.node, entry.line, could_be_a_[entry.node][entry.line]};
      for (const Line line : all_lines) settle(w, line, at_a);
    }
  }

  const Site* site_;
  const std::vector<PerLine<double>>* capacity_a_;
  const std::vector<CappedCircuit>* circuits_;
  std::vector<CircuitCap> caps_;
  std::vector<PerLine<double>> could_be_a_;  ///< by NodeIndex
  std::vector<LineSet> exposed_;             ///< by NodeIndex: lines that could be overloaded
  std::vector<PerLine<Rising>> rising_;      ///< by NodeIndex, of the exposed lines
  std::vector<LineSet> rises_;               ///< by circuit: lines that it loads more with a higher cap
  std::vector<Step> steps_;                  ///< where a circuit's load on a line settles by itself, ascending
  std::priority_queue<FullLine, std::vector<FullLine>, std::greater<>> full_lines_;
};

}  // namespace

std::vector<CircuitCap> sheltering_caps(const Site& site, const std::vector<PerLine<double>>& capacity_a,
                                        const std::vector<CappedCircuit>& circuits) {
  return Sheltering(site, capacity_a, circuits).run();
}

}  // namespace ampsite
