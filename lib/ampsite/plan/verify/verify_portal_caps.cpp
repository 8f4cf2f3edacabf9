#include "ampsite/plan/verify/verify_portal_caps.h"

#include <algorithm>
#include <cstddef>

namespace ampsite {
namespace {

/// The circuits of one branch of the supply, which share no line of theirs with any other branch. The supply itself
/// needs no shelter: the portal keeps what it has.
class Branch {
 public:
  Branch(const Site& site, const std::vector<PerLine<double>>& limit_a, NodeIndex top,
         std::vector<FlatCircuit*> circuits)
      : site_(site), limit_a_(limit_a), top_(top), circuits_(std::move(circuits)), stopped_(circuits_.size()) {}

  void run() {
    if (circuits_.empty()) return;
    for (std::size_t level = 0; level < circuits_.front()->floors.size(); ++level) rise_to_floor(level);
    rise_together();
  }

 private:
  /// How a circuit's cap follows the current s of a stage.
  struct Way {
    double from_a = 0;
    double to_a = 0;
    double per_ampere = 1;

    double at_a(double s) const { return std::clamp(per_ampere * s, from_a, to_a); }
    double reached_at(double current_a) const { return current_a / per_ampere; }
  };

  /// s is the current of the charger that has most in its circuit: at the fair one the floor is reached.
  void rise_to_floor(std::size_t level) {
    rise([&](const FlatCircuit& circuit) {
      const CircuitNeed& floor = circuit.floors[level];
      const double to_a = std::min(floor.cap_a, circuit.own_cap_a);
      if (to_a <= circuit.cap_a) return Way{circuit.cap_a, circuit.cap_a};
      return Way{circuit.cap_a, to_a, to_a / floor.charger_a};
    });
  }

  /// s is the cap.
  void rise_together() {
    rise([&](const FlatCircuit& circuit) { return Way{circuit.cap_a, circuit.own_cap_a}; });
  }

  /// All rise on their ways; at each full line those stop that would load it more.
  template <class WayOf>
  void rise(const WayOf& way_of) {
    std::vector<double> marks{0};
    ways_.clear();
    for (std::size_t k = 0; k < circuits_.size(); ++k) {
      const FlatCircuit& circuit = *circuits_[k];
      ways_.push_back(way_of(circuit));
      const Way& way = ways_.back();
      if (stopped_[k] || way.to_a <= way.from_a) continue;
      marks.push_back(way.reached_at(way.from_a));
      marks.push_back(way.reached_at(way.to_a));
      for (const double can_draw_a :
           {circuit.can_draw_a[Line::L1], circuit.can_draw_a[Line::L2], circuit.can_draw_a[Line::L3]}) {
        if (way.from_a < can_draw_a && can_draw_a < way.to_a) marks.push_back(way.reached_at(can_draw_a));
      }
    }
    std::sort(marks.begin(), marks.end());
    marks.erase(std::unique(marks.begin(), marks.end()), marks.end());
    while (stop_at_the_first_full_line(marks)) {
    }
    for (std::size_t k = 0; k < circuits_.size(); ++k) {
      if (!stopped_[k]) circuits_[k]->cap_a = ways_[k].to_a;
    }
  }

  double cap_at_a(std::size_t k, double s) const { return stopped_[k] ? circuits_[k]->cap_a : ways_[k].at_a(s); }

  /// What each node of the branch carries at most on each line; by NodeIndex from `top_`.
  std::vector<PerLine<double>> loads_at_a(double s) const {
    std::vector<PerLine<double>> loads_a(site_.nodes[top_].subtree_end - top_);
    for (std::size_t k = 0; k < circuits_.size(); ++k) {
      const FlatCircuit& circuit = *circuits_[k];
      const double cap_a = cap_at_a(k, s);
      for (const Line line : all_lines) loads_a[circuit.node - top_][line] += std::min(cap_a, circuit.can_draw_a[line]);
    }
    for (std::size_t v = loads_a.size(); v-- > 1;) {
      const NodeIndex parent = site_.nodes[top_ + v].parent - top_;
      for (const Line line : all_lines) loads_a[parent][line] += loads_a[v][line];
    }
    return loads_a;
  }

  bool too_much(NodeIndex v, Line line, double load_a) const {
    return limit_a_[v][line] < limit_a_[0][line] && load_a > limit_a_[v][line] + tolerance_a;
  }

  bool any_too_much(double s) const {
    const std::vector<PerLine<double>> loads_a = loads_at_a(s);
    for (NodeIndex v = 0; v < loads_a.size(); ++v) {
      for (const Line line : all_lines) {
        if (too_much(top_ + v, line, loads_a[v][line])) return true;
      }
    }
    return false;
  }

  /// Whether there is one up to the last mark. Between two marks every load is a straight line.
  bool stop_at_the_first_full_line(const std::vector<double>& marks) {
    const auto mark = std::partition_point(marks.begin(), marks.end(), [&](double s) { return !any_too_much(s); });
    if (mark == marks.end()) return false;
    const double high = *mark;
    const double low = mark == marks.begin() ? high : *(mark - 1);
    const std::vector<PerLine<double>> low_a = loads_at_a(low);
    const std::vector<PerLine<double>> high_a = loads_at_a(high);
    double first = high;
    NodeIndex node = no_index;
    Line full = Line::L1;
    for (NodeIndex v = 0; v < high_a.size(); ++v) {
      for (const Line line : all_lines) {
        if (!too_much(top_ + v, line, high_a[v][line])) continue;
        const double left_a = limit_a_[top_ + v][line] - low_a[v][line];
        const double more_a = high_a[v][line] - low_a[v][line];
        const double at = more_a > 0 ? low + (high - low) * std::clamp(left_a / more_a, 0.0, 1.0) : low;
        if (node != no_index && at >= first) continue;
        first = at;
        node = top_ + v;
        full = line;
      }
    }
    return stop_below(node, full, first, high);
  }

  bool stop_below(NodeIndex node, Line full, double s, double beyond) {
    bool any = false;
    for (std::size_t k = 0; k < circuits_.size(); ++k) {
      FlatCircuit& circuit = *circuits_[k];
      if (stopped_[k] || circuit.node < node || circuit.node >= site_.nodes[node].subtree_end) continue;
      const double cap_a = ways_[k].at_a(s);
      if (cap_a >= circuit.can_draw_a[full] || ways_[k].at_a(beyond) <= cap_a) continue;
      circuit.cap_a = cap_a;
      stopped_[k] = true;
      any = true;
    }
    return any;
  }

  const Site& site_;
  const std::vector<PerLine<double>>& limit_a_;
  NodeIndex top_;
  std::vector<FlatCircuit*> circuits_;
  std::vector<bool> stopped_;
  std::vector<Way> ways_;
};

/// The site with a node of its own for the chargers of each circuit that stands above others.
struct SplitSite {
  Site site;
  std::vector<NodeIndex> node_of;  ///< by circuit: the node that its own chargers alone are on
};

SplitSite split(const Site& site, const std::vector<FlatCircuit>& circuits) {
  SplitSite result{site, {}};
  std::vector<Node>& nodes = result.site.nodes;
  for (const FlatCircuit& circuit : circuits) {
    const Node& node = site.nodes[circuit.node];
    if (node.charger_end == node.subtree_charger_end) {
      result.node_of.push_back(circuit.node);
      continue;
    }
    // Behind all others: what is filled here goes from each charger upward, and asks nothing of the nodes' order.
    Node own = node;
    own.parent = circuit.node;
    own.subtree_charger_end = node.charger_end;
    result.node_of.push_back(static_cast<NodeIndex>(nodes.size()));
    nodes.push_back(own);
  }
  return result;
}

}  // namespace

void shelter(const Site& site, const std::vector<PerLine<double>>& limit_a, std::vector<FlatCircuit>& circuits) {
  auto next = circuits.begin();
  for (; next != circuits.end() && next->node == 0; ++next) next->cap_a = next->own_cap_a;
  for (NodeIndex top = 1; top < site.nodes.size(); top = site.nodes[top].subtree_end) {
    std::vector<FlatCircuit*> of_branch;
    for (; next != circuits.end() && next->node < site.nodes[top].subtree_end; ++next) of_branch.push_back(&*next);
    Branch(site, limit_a, top, std::move(of_branch)).run();
  }
}

std::vector<double> fair_filling_a(const CaseFacts& facts) {
  std::vector<Bounds> bounds;
  bounds.reserve(facts.cars.size());
  for (const CarFacts& car : facts.cars) bounds.push_back({0, car.own_maximum_a});
  return filled_a(facts, bounds);
}

std::vector<double> fair_filling_within_a(const CaseFacts& facts, const std::vector<FlatCircuit>& circuits) {
  const SplitSite split_site = split(*facts.site, circuits);
  CaseFacts capped = facts;
  capped.site = &split_site.site;
  capped.limit_a.resize(split_site.site.nodes.size(), PerLine<double>(0));
  for (std::size_t k = 0; k < circuits.size(); ++k) {
    const Node& node = facts.site->nodes[circuits[k].node];
    const NodeIndex own = split_site.node_of[k];
    for (const Line line : all_lines) {
      capped.limit_a[own][line] = std::min(facts.limit_a[circuits[k].node][line], circuits[k].cap_a);
    }
    for (ChargerIndex i = node.charger_begin; i < node.charger_end; ++i) capped.cars[i].node = own;
  }
  return fair_filling_a(capped);
}

}  // namespace ampsite
