#include "ampsite/plan/verify/case_facts.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <string>

namespace ampsite {
namespace {

constexpr double never = std::numeric_limits<double>::infinity();

/// The lines that the car draws on with the wiring that the plan gives it.
LineSet lines_of_car(const Site& site, const Charger& charger, const ChargerWiring& wiring, LoadCase load_case) {
  const LineSet wired = wiring.phases.lines();
  const bool names_a_line_twice = wired.size() != static_cast<int>(wiring.phases.size());
  if (wiring.one_phase_on.empty() || names_a_line_twice) return {};
  return one_phase_car(charger, load_case, wired, site.neutral()) ? wiring.one_phase_on : wired;
}

int whole_a(double current_a) {
  constexpr double beyond_any_charger = 1e6;
  return static_cast<int>(std::clamp(current_a, 0.0, beyond_any_charger));
}

/// The t at which |settled + t * rising| reaches the limit; `never` where it does not.
double full_at(const LinePhasor& settled, const LinePhasor& rising, double limit_a) {
  const double square = rising.in_phase_a * rising.in_phase_a + rising.across_a * rising.across_a;
  if (square <= 0) return never;
  if (settled.across_a == 0 && rising.across_a == 0) return (limit_a - settled.in_phase_a) / rising.in_phase_a;
  const double along = settled.in_phase_a * rising.in_phase_a + settled.across_a * rising.across_a;
  const double settled_a = settled.magnitude_a();
  const double left = (limit_a - settled_a) * (limit_a + settled_a);
  return (std::sqrt(std::max(0.0, along * along + square * left)) - along) / square;
}

/// All that still rise have the same current.
class Filling {
 public:
  Filling(const CaseFacts& facts, const std::vector<Bounds>& bounds)
      : facts_(&facts), bounds_(&bounds), settled_(facts), rising_(facts), state_(bounds.size()) {
    for (ChargerIndex i = 0; i < bounds.size(); ++i) {
      if (bounds[i].most_a <= 0 || facts.cars[i].lines.empty()) {
        state_[i] = State::stopped;
      } else {
        settled_.add(i, bounds[i].least_a);
        marks_.push_back(bounds[i].least_a);
        marks_.push_back(bounds[i].most_a);
      }
    }
    std::sort(marks_.begin(), marks_.end());
    marks_.erase(std::unique(marks_.begin(), marks_.end()), marks_.end());
    current_a_.resize(bounds.size());
  }

  std::vector<double> run() {
    for (const double mark_a : marks_) {
      for (bool full = true; full;) full = stop_at_next_full_line(mark_a);
      level_a_ = std::max(level_a_, mark_a);
      for (ChargerIndex i = 0; i < state_.size(); ++i) pass_mark(i, mark_a);
    }
    return current_a_;
  }

 private:
  enum class State : unsigned char { waiting, rising, stopped };

  void pass_mark(ChargerIndex i, double mark_a) {
    if (state_[i] == State::waiting && (*bounds_)[i].least_a <= mark_a) {
      state_[i] = State::rising;
      settled_.add(i, -(*bounds_)[i].least_a);
      rising_.add(i, 1);
    }
    if (state_[i] == State::rising && (*bounds_)[i].most_a <= mark_a) stop(i, (*bounds_)[i].most_a);
  }

  void stop(ChargerIndex i, double at_a) {
    state_[i] = State::stopped;
    current_a_[i] = at_a;
    settled_.add(i, at_a);
    rising_.add(i, -1);
  }

  /// Whether there is one before the mark.
  bool stop_at_next_full_line(double mark_a) {
    double first_a = never;
    NodeIndex node = 0;
    Line full = Line::L1;
    for (NodeIndex v = 0; v < facts_->site->nodes.size(); ++v) {
      for (const Line line : all_lines) {
        const LinePhasor rising = rising_[v].on(line, facts_->model);
        if (rising.in_phase_a <= 0) continue;
        const double at_a = full_at(settled_[v].on(line, facts_->model), rising, facts_->limit_a[v][line]);
        if (at_a < first_a) {
          first_a = at_a;
          node = v;
          full = line;
        }
      }
    }
    if (first_a >= mark_a) return false;
    level_a_ = std::max(level_a_, first_a);
    const Node& above = facts_->site->nodes[node];
    for (ChargerIndex i = above.charger_begin; i < above.subtree_charger_end; ++i) {
      if (state_[i] == State::rising && facts_->cars[i].lines.contains(full)) stop(i, level_a_);
    }
    return true;
  }

  const CaseFacts* facts_;
  const std::vector<Bounds>* bounds_;
  SiteFlows settled_;  ///< of those that wait or have stopped
  SiteFlows rising_;   ///< one ampere for each that rises
  std::vector<State> state_;
  std::vector<double> marks_;  ///< where somebody begins to rise, or has its own maximum
  std::vector<double> current_a_;
  double level_a_ = 0;
};

}  // namespace

CaseFacts case_facts(const Site& site, const std::vector<ChargerWiring>& wiring, LoadCase load_case,
                     CurrentModel model) {
  CaseFacts facts{&site, site.neutral() ? CurrentModel::arithmetic : model, capacities_a(site), {}};
  facts.cars.reserve(site.chargers.size());
  for (std::size_t i = 0; i < site.chargers.size(); ++i) {
    const Charger& charger = site.chargers[i];
    CarFacts car;
    car.node = charger.node;
    car.lines = lines_of_car(site, charger, wiring[i], load_case);
    car.own_maximum_a = car.lines.empty() ? 0 : own_maximum_a(charger, load_case);
    car.least_a = own_minimum_a(charger);
    car.least_whole_a = whole_a(std::ceil(car.least_a));
    car.most_whole_a = whole_a(std::floor(car.own_maximum_a));
    facts.cars.push_back(car);
  }
  return facts;
}

LinePhasor Flows::on(Line line, CurrentModel model) const {
  const auto next = [&](unsigned steps) { return all_lines[(static_cast<unsigned>(line) + steps) % 3]; };
  const auto over = [&](LineSet lines) { return over_[lines.bits()]; };
  const double all_together_a = over({line}) + over(LineSet::all());
  return line_phasor(model, all_together_a, over({line, next(1)}), over({line, next(2)}));
}

void SiteFlows::add(ChargerIndex car, double current_a) {
  const CarFacts& drawing = facts_->cars[car];
  for (NodeIndex v = drawing.node; v != no_index; v = facts_->site->nodes[v].parent) {
    flows_[v].add(drawing.lines, current_a);
  }
}

bool SiteFlows::fits(ChargerIndex car, double more_a) const {
  const CarFacts& drawing = facts_->cars[car];
  if (drawing.lines.empty()) return more_a <= 0;
  for (NodeIndex v = drawing.node; v != no_index; v = facts_->site->nodes[v].parent) {
    Flows then = flows_[v];
    then.add(drawing.lines, more_a);
    for (const Line line : all_lines) {
      if (!drawing.lines.contains(line)) continue;
      if (then.on(line, facts_->model).magnitude_a() > facts_->limit_a[v][line] + tolerance_a) return false;
    }
  }
  return true;
}

std::vector<double> filled_a(const CaseFacts& facts, const std::vector<Bounds>& bounds) {
  return Filling(facts, bounds).run();
}

std::string line_name(const Site& site, NodeIndex v, Line line) {
  return std::string(to_text(line)) + (v == 0 ? " of the supply " : " of circuit ") + site.nodes[v].id.value;
}

}  // namespace ampsite
