#include "ampsite/plan/verify/set_bound.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>

namespace ampsite {
namespace {

/// The part of a car's current on a line that lies in a direction.
double part_on_line(CurrentModel model, LineSet car, Line line, double degrees) {
  if (!car.contains(line)) return 0;
  if (model == CurrentModel::arithmetic) return 1;
  const auto next = [&](unsigned steps) { return all_lines[(static_cast<unsigned>(line) + steps) % 3]; };
  const LinePhasor one_ampere = line_phasor(model, car.size() == 2 ? 0 : 1, car == LineSet{line, next(1)} ? 1 : 0,
                                            car == LineSet{line, next(2)} ? 1 : 0);
  constexpr double half_turn_degrees = 180;
  const double radians = std::acos(-1.0) / half_turn_degrees * degrees;
  return one_ampere.in_phase_a * std::cos(radians) + one_ampere.across_a * std::sin(radians);
}

std::vector<double> directions(CurrentModel model) {
  return model == CurrentModel::arithmetic ? std::vector<double>{0} : std::vector<double>{-30, -15, 0, 15, 30};
}

/// A car that counts so much; the smallest come first.
struct Counting {
  double counts_a = 0;
  ChargerIndex car = 0;

  friend bool operator<(const Counting& a, const Counting& b) {
    return a.counts_a != b.counts_a ? a.counts_a < b.counts_a : a.car < b.car;
  }
};

/// Leaves the smallest that fit.
void keep_smallest(std::vector<Counting>& cars, double room_a) {
  std::size_t fit = 0;
  while (fit < cars.size() && cars[fit].counts_a <= room_a) room_a -= cars[fit++].counts_a;
  cars.resize(fit);
}

/// One way of counting cars of some kinds, on one line or on all.
struct Count {
  unsigned kinds = 0;  ///< which kinds of lines count, as bits
  LineSet lines;
  double degrees = 0;
};

/// What is known of a node and all below it.
struct Known {
  std::vector<std::size_t> most;            ///< of each set of kinds
  std::vector<std::vector<Counting>> kept;  ///< of each way of counting
  int divisor_a = 0;                        ///< of all currents
};

class CountingUpward {
 public:
  CountingUpward(const CaseFacts& facts, const std::vector<ChargerIndex>& cars) : facts_(facts) {
    for (const ChargerIndex i : cars) {
      const LineSet lines = facts.cars[i].lines;
      if (std::find(kinds_.begin(), kinds_.end(), lines) == kinds_.end()) kinds_.push_back(lines);
      by_node_[facts.cars[i].node].push_back(i);
    }
    subsets_ = 1U << kinds_.size();
    for (const Line line : all_lines) add_counts({line});
    add_counts(LineSet::all());
  }

  Known of(NodeIndex v) const {
    const Site& site = *facts_.site;
    Known known;
    known.most.resize(subsets_);
    known.kept.resize(counts_.size());
    for (NodeIndex child = v + 1; child < site.nodes[v].subtree_end; child = site.nodes[child].subtree_end) {
      add(of(child), known);
    }
    const auto own = by_node_.find(v);
    if (own != by_node_.end()) {
      for (const ChargerIndex i : own->second) add_car(i, known);
    }
    hold_to_limits(v, known);
    return known;
  }

 private:
  /// Every set of kinds that are all on these lines.
  void add_counts(LineSet lines) {
    for (unsigned kinds = 1; kinds < subsets_; ++kinds) {
      bool all_on = true;
      for (std::size_t k = 0; k < kinds_.size(); ++k) {
        const bool on = lines.size() == 3 || kinds_[k].contains(lines);
        all_on = all_on && (on || (kinds >> k & 1U) == 0);
      }
      if (!all_on) continue;
      if (lines.size() == 3) {
        counts_.push_back({kinds, lines, 0});
        continue;
      }
      for (const double degrees : directions(facts_.model)) counts_.push_back({kinds, lines, degrees});
    }
  }

  std::size_t kind_of(ChargerIndex i) const {
    return static_cast<std::size_t>(std::find(kinds_.begin(), kinds_.end(), facts_.cars[i].lines) - kinds_.begin());
  }

  double part(const Count& count, LineSet car) const {
    double sum = 0;
    for (const Line line : all_lines) {
      if (count.lines.contains(line)) sum += part_on_line(facts_.model, car, line, count.degrees);
    }
    return sum;
  }

  static void add(const Known& below, Known& known) {
    for (std::size_t s = 0; s < known.most.size(); ++s) known.most[s] += below.most[s];
    for (std::size_t c = 0; c < known.kept.size(); ++c) {
      known.kept[c].insert(known.kept[c].end(), below.kept[c].begin(), below.kept[c].end());
    }
    known.divisor_a = std::gcd(known.divisor_a, below.divisor_a);
  }

  void add_car(ChargerIndex i, Known& known) const {
    const std::size_t kind = kind_of(i);
    const int least_a = facts_.cars[i].least_whole_a;
    for (unsigned set = 0; set < subsets_; ++set) known.most[set] += set >> kind & 1U;
    for (std::size_t c = 0; c < counts_.size(); ++c) {
      if ((counts_[c].kinds >> kind & 1U) == 0) continue;
      known.kept[c].push_back({part(counts_[c], facts_.cars[i].lines) * least_a, i});
    }
    known.divisor_a = std::gcd(known.divisor_a, least_a);
  }

  /// Where all count the same part on a line, what it carries is a multiple of that.
  double step_a(const Count& count, int divisor_a) const {
    double step = 0;
    for (std::size_t k = 0; k < kinds_.size(); ++k) {
      if ((count.kinds >> k & 1U) == 0) continue;
      for (const Line line : all_lines) {
        if (!count.lines.contains(line) || !kinds_[k].contains(line)) continue;
        const double part_a = part_on_line(facts_.model, kinds_[k], line, count.degrees);
        if (step != 0 && std::abs(step - part_a) > 1e-12) return 0;
        step = part_a;
      }
    }
    return step * divisor_a;
  }

  double room_a(NodeIndex v, const Count& count, int divisor_a) const {
    const double step = step_a(count, divisor_a);
    double room = 0;
    for (const Line line : all_lines) {
      if (!count.lines.contains(line)) continue;
      const double line_a = facts_.limit_a[v][line] + 2 * tolerance_a;
      room += step > 0 ? std::floor(line_a / step) * step + tolerance_a : line_a;
    }
    return room;
  }

  void hold_to_limits(NodeIndex v, Known& known) const {
    for (std::size_t c = 0; c < counts_.size(); ++c) {
      std::sort(known.kept[c].begin(), known.kept[c].end());
      keep_smallest(known.kept[c], room_a(v, counts_[c], known.divisor_a));
      known.most[counts_[c].kinds] = std::min(known.most[counts_[c].kinds], known.kept[c].size());
    }
    for (unsigned set = 1; set < subsets_; ++set) {
      for (unsigned part = (set - 1) & set; part > 0; part = (part - 1) & set) {
        known.most[set] = std::min(known.most[set], known.most[part] + known.most[set & ~part]);
      }
    }
    for (unsigned set = subsets_ - 1; set > 0; --set) {
      for (unsigned part = (set - 1) & set; part > 0; part = (part - 1) & set) {
        known.most[part] = std::min(known.most[part], known.most[set]);
      }
    }
    for (std::size_t c = 0; c < counts_.size(); ++c) {
      known.kept[c].resize(std::min(known.kept[c].size(), known.most[counts_[c].kinds]));
    }
  }

  const CaseFacts& facts_;
  std::vector<LineSet> kinds_;
  std::map<NodeIndex, std::vector<ChargerIndex>> by_node_;
  unsigned subsets_ = 1;
  std::vector<Count> counts_;
};

/// Takes each car in turn, or leaves it out.
class Trying {
 public:
  Trying(const CaseFacts& facts, const std::vector<ChargerIndex>& cars, std::size_t size, std::size_t most_steps)
      : facts_(facts), cars_(cars), size_(size), steps_left_(most_steps), flows_(facts), left_out_(cars.size()) {}

  LargerSet run() {
    if (found_larger(0, 0)) return LargerSet::there_is;
    return steps_left_ > 0 ? LargerSet::there_is_none : LargerSet::not_known;
  }

 private:
  bool found_larger(std::size_t next, std::size_t taken) {
    if (taken > size_) return true;
    if (taken + cars_.size() - next <= size_ || steps_left_ == 0) return false;
    --steps_left_;
    const ChargerIndex i = cars_[next];
    const int least_a = facts_.cars[i].least_whole_a;
    if (!left_out_its_like(next) && flows_.fits(i, least_a)) {
      flows_.add(i, least_a);
      const bool found = found_larger(next + 1, taken + 1);
      flows_.add(i, -least_a);
      if (found) return true;
    }
    left_out_[next] = true;
    const bool found = found_larger(next + 1, taken);
    left_out_[next] = false;
    return found;
  }

  /// Then this one instead makes no difference.
  bool left_out_its_like(std::size_t next) const {
    const CarFacts& car = facts_.cars[cars_[next]];
    for (std::size_t k = 0; k < next; ++k) {
      const CarFacts& other = facts_.cars[cars_[k]];
      const bool alike = other.node == car.node && other.lines == car.lines && other.least_whole_a == car.least_whole_a;
      if (left_out_[k] && alike) return true;
    }
    return false;
  }

  const CaseFacts& facts_;
  const std::vector<ChargerIndex>& cars_;
  std::size_t size_;
  std::size_t steps_left_;
  SiteFlows flows_;
  std::vector<bool> left_out_;
};

}  // namespace

std::size_t most_by_counting(const CaseFacts& facts, NodeIndex top, const std::vector<ChargerIndex>& cars) {
  return CountingUpward(facts, cars).of(top).most.back();
}

double least_share_of_time(const CaseFacts& facts, const std::vector<bool>& able) {
  double least = 1;
  for (NodeIndex v = 0; v < facts.site->nodes.size(); ++v) {
    const Node& node = facts.site->nodes[v];
    for (const Line line : all_lines) {
      for (const double degrees : directions(facts.model)) {
        std::vector<Counting> there;
        for (ChargerIndex i = node.charger_begin; i < node.subtree_charger_end; ++i) {
          const CarFacts& car = facts.cars[i];
          if (!able[i] || !car.lines.contains(line)) continue;
          there.push_back({part_on_line(facts.model, car.lines, line, degrees) * car.least_whole_a, i});
        }
        const std::size_t all = there.size();
        std::sort(there.begin(), there.end());
        keep_smallest(there, facts.limit_a[v][line] + 2 * tolerance_a);
        if (all > 0) least = std::min(least, static_cast<double>(there.size()) / static_cast<double>(all));
      }
    }
  }
  return least;
}

LargerSet larger_set(const CaseFacts& facts, const std::vector<ChargerIndex>& cars, std::size_t size,
                     std::size_t most_steps) {
  return Trying(facts, cars, size, most_steps).run();
}

}  // namespace ampsite
