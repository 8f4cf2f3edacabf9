#include "ampsite/plan/load/set_relaxations.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <numeric>
#include <utility>

namespace ampsite {
namespace {

/// What a car of these lines counts on a line in direction `degrees`.
double weight_on_line(CurrentModel model, LineSet lines, Line line, int degrees) {
  if (!lines.contains(line)) return 0;
  if (model == CurrentModel::arithmetic) return 1;
  const auto l = static_cast<unsigned>(line);
  int angle = 0;
  if (lines == LineSet{line, all_lines[(l + 1) % 3]}) angle = 30;
  if (lines == LineSet{line, all_lines[(l + 2) % 3]}) angle = -30;
  constexpr double radians = 3.14159265358979323846 / 180;
  return std::cos(radians * (angle - degrees));
}

class Relaxations {
 public:
  Relaxations(CurrentModel model, const CarKinds& kinds) : model_(model), kinds_(&kinds) {}

  std::vector<Relaxation> of_sets() {
    const unsigned all = (1U << kinds_->types.size()) - 1;
    for (std::size_t type = 0; type < kinds_->types.size(); ++type) {
      add(1U << type, kinds_->types[type], true, 0);
    }
    for (const Line line : all_lines) {
      for (unsigned types = 1; types <= all; ++types) {
        if ((types & (types - 1)) != 0 && (types & ~on(line)) == 0) add_directions(types, line);
      }
    }
    const unsigned pairs = of_size(2);
    const unsigned three = pairs | of_size(3);
    if (std::popcount(pairs) == 3) add(pairs, LineSet::all(), false, 0);
    if (three != pairs && std::popcount(three) > 2) add(three, LineSet::all(), false, 0);
    if (all != three && std::popcount(all) > 2) add(all, LineSet::all(), false, 0);
    return std::move(made_);
  }

  std::vector<Relaxation> of_line(Line line) {
    if (on(line) == 0) return {};
    if (model_ == CurrentModel::arithmetic) {
      add(on(line), {line}, false, 0);
    } else {
      for (const int degrees : {-30, -15, 0, 15, 30}) add(on(line), {line}, false, degrees);
    }
    return std::move(made_);
  }

 private:
  unsigned on(Line line) const {
    unsigned types = 0;
    for (std::size_t type = 0; type < kinds_->types.size(); ++type) {
      if (kinds_->types[type].contains(line)) types |= 1U << type;
    }
    return types;
  }

  bool has(unsigned types, LineSet lines) const {
    const auto type = std::find(kinds_->types.begin(), kinds_->types.end(), lines) - kinds_->types.begin();
    return (types >> type & 1U) != 0;
  }

  unsigned of_size(int lines) const {
    unsigned types = 0;
    for (std::size_t type = 0; type < kinds_->types.size(); ++type) {
      if (kinds_->types[type].size() == lines) types |= 1U << type;
    }
    return types;
  }

  /// With phasors the directions that lie between or on those of the cars.
  void add_directions(unsigned types, Line line) {
    add(types, {line}, false, 0);
    if (model_ == CurrentModel::arithmetic) return;
    const auto l = static_cast<unsigned>(line);
    const bool ahead = has(types, {line, all_lines[(l + 1) % 3]});
    const bool behind = has(types, {line, all_lines[(l + 2) % 3]});
    const bool between = (types & of_size(2)) != types;
    if (ahead) add(types, {line}, false, 30);
    if (behind) add(types, {line}, false, -30);
    if (ahead && between) add(types, {line}, false, 15);
    if (behind && between) add(types, {line}, false, -15);
  }

  void add(unsigned types, LineSet lines, bool least_line, int degrees) {
    Relaxation made;
    made.types = types;
    made.lines = lines;
    made.least_line = least_line;
    double on_a_line = 0;  // what each type counts on each line, where that is always the same
    int divisor_a = 0;
    for (std::size_t type = 0; type < kinds_->types.size(); ++type) {
      made.weight.push_back(0);
      if ((types >> type & 1U) == 0) continue;
      for (const Line line : all_lines) {
        if (!lines.contains(line) || !kinds_->types[type].contains(line)) continue;
        const double weight = least_line ? 1 : weight_on_line(model_, kinds_->types[type], line, degrees);
        const bool same = on_a_line == 0 || std::abs(on_a_line - weight) < 1e-12;
        on_a_line = same ? weight : -1;
        made.weight.back() = least_line ? 1 : made.weight.back() + weight;
      }
    }
    for (std::uint32_t kind = 0; kind < kinds_->kinds.size(); ++kind) {
      if ((types >> kinds_->kinds[kind].type & 1U) == 0) continue;
      made.order.push_back(kind);
      divisor_a = std::gcd(divisor_a, kinds_->kinds[kind].least_a);
    }
    if (on_a_line > 0) made.step_a = on_a_line * divisor_a;
    const auto counts = [&](std::uint32_t kind) {
      return made.weight[kinds_->kinds[kind].type] * kinds_->kinds[kind].least_a;
    };
    std::sort(made.order.begin(), made.order.end(),
              [&](std::uint32_t a, std::uint32_t b) { return std::pair(counts(a), a) < std::pair(counts(b), b); });
    made.place.resize(kinds_->kinds.size());
    for (const std::uint32_t kind : made.order) {
      made.place[kind] = static_cast<std::uint32_t>(made.counts_a.size());
      made.counts_a.push_back(counts(kind));
    }
    made_.push_back(std::move(made));
  }

  CurrentModel model_;
  const CarKinds* kinds_;
  std::vector<Relaxation> made_;
};

}  // namespace

CarKinds kinds_of(const SetProblem& problem) {
  std::vector<std::pair<unsigned, int>> seen;
  seen.reserve(problem.cars.size());
  for (const SetCar& car : problem.cars) seen.emplace_back(car.lines.bits(), car.least_a);
  std::vector<std::pair<unsigned, int>> sorted = seen;
  std::sort(sorted.begin(), sorted.end());
  sorted.erase(std::unique(sorted.begin(), sorted.end()), sorted.end());
  CarKinds made;
  for (const auto& [bits, least_a] : sorted) {
    LineSet lines;
    for (const Line line : all_lines) {
      if ((bits >> static_cast<unsigned>(line) & 1U) != 0) lines.insert(line);
    }
    if (made.types.empty() || made.types.back() != lines) made.types.push_back(lines);
    made.kinds.push_back({made.types.size() - 1, least_a});
  }
  made.kind_of.reserve(seen.size());
  for (const auto& key : seen) {
    const auto place = std::lower_bound(sorted.begin(), sorted.end(), key) - sorted.begin();
    made.kind_of.push_back(static_cast<std::uint32_t>(place));
  }
  return made;
}

std::vector<Relaxation> relaxations_of_sets(CurrentModel model, const CarKinds& kinds) {
  return Relaxations(model, kinds).of_sets();
}

std::vector<Relaxation> relaxations_of_line(CurrentModel model, const CarKinds& kinds, Line line) {
  return Relaxations(model, kinds).of_line(line);
}

}  // namespace ampsite
