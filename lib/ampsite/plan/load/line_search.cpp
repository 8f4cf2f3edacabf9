#include "ampsite/plan/load/line_search.h"

#include <algorithm>
#include <limits>
#include <utility>

namespace ampsite {
namespace {

// What a search may cost. Combinations of a class with 8 cars and 3 options: 45; of 9 classes with one such car: 19683.
constexpr double most_combinations = 20000;
// All choices are looked at where they and the size of the site make no more steps than this; where they make more, it
// is tried with a few, as it often ends early.
constexpr double most_enumerated_steps = 2e6;
constexpr std::size_t most_tried_steps = 200'000;
constexpr std::size_t most_steps = 50000;

/// Below 0 where, with equal currents, starving and kept cars of `a` are worse than those of `b`, above where better.
int compare_rest(std::int32_t starving_a, std::int32_t kept_a, const JudgedChoice& b) {
  if (starving_a != b.starving) return starving_a < b.starving ? 1 : -1;
  return kept_a == b.kept ? 0 : kept_a > b.kept ? 1 : -1;
}

double combinations_of(const CarClass& cars) {
  const double n = cars.size();
  if (cars.options.size() == 2) return n + 1;
  return cars.options.size() == 3 ? (n + 1) * (n + 2) / 2 : 1;
}

/// Class by class, all ways to spread its cars over their options, in natural order. A part that is worse than the best
/// so far is not followed: further cars never make sorted currents larger.
class Enumeration {
 public:
  Enumeration(const CarClasses& classes, LineShares& shares, JudgedChoice& best, std::size_t steps)
      : classes_(&classes),
        shares_(&shares),
        best_(&best),
        best_spread_(shares.spread(best.counts)),
        counts_(classes.classes.size()),
        steps_left_(steps) {
    for (std::uint32_t c = 0; c < counts_.size(); ++c) {
      if (classes.classes[c].chooses()) {
        choosing_.push_back(c);
      } else {
        counts_[c][0] = classes.classes[c].size();
      }
    }
  }

  /// False where it ended early, with the best so far.
  bool run() {
    choose(0);
    return !out_of_steps_;
  }

 private:
  void choose(std::size_t place) {
    out_of_steps_ = out_of_steps_ || steps_left_ < shares_->steps();
    if (out_of_steps_) return;
    steps_left_ -= shares_->steps();
    const SortedCurrents& currents = shares_->currents(counts_, &best_->currents);
    const int compared = compare(currents, best_->currents);
    if (compared < 0) return;
    if (place == choosing_.size()) {
      judge(compared, currents);
      return;
    }
    spread(place, 0, classes_->classes[choosing_[place]].size());
  }

  void spread(std::size_t place, std::size_t option, std::int32_t cars) {
    OptionCounts& counts = counts_[choosing_[place]];
    if (option + 1 == classes_->classes[choosing_[place]].options.size()) {
      counts[option] = cars;
      choose(place + 1);
      counts[option] = 0;
      return;
    }
    for (std::int32_t here = cars; here >= 0 && !out_of_steps_; --here) {
      counts[option] = here;
      spread(place, option + 1, cars - here);
    }
    counts[option] = 0;
  }

  void judge(int compared, const SortedCurrents& currents) {
    const std::int32_t starving = starving_cars(*classes_, counts_);
    const std::int32_t kept = most_kept(*classes_, counts_);
    if (compared == 0) compared = compare_rest(starving, kept, *best_);
    if (compared < 0) return;
    SortedCurrents reached = currents;
    const SortedCurrents& spread = shares_->spread(counts_);
    if (compared == 0 && compare(spread, best_spread_) <= 0) return;
    best_->counts = counts_;
    best_->currents = std::move(reached);
    best_->starving = starving;
    best_->kept = kept;
    best_spread_ = spread;
  }

  const CarClasses* classes_;
  LineShares* shares_;
  JudgedChoice* best_;
  SortedCurrents best_spread_;
  ClassCounts counts_;
  std::vector<std::uint32_t> choosing_;
  std::size_t steps_left_;
  bool out_of_steps_ = false;
};

/// Cars that move, one or two at a time. Each attempt that is better stays, and the next goes on from there.
class Improving {
 public:
  Improving(const CarClasses& classes, LineShares& shares, JudgedChoice& best)
      : classes_(&classes), shares_(&shares), best_(&best) {
    for (std::uint32_t c = 0; c < classes.classes.size(); ++c) {
      const auto options = static_cast<std::uint32_t>(classes.classes[c].options.size());
      for (std::uint32_t from = 0; from < options; ++from) {
        for (std::uint32_t to = 0; to < options; ++to) {
          if (from != to) moves_.push_back({c, from, to});
        }
      }
    }
  }

  void run() {
    while (move_all() || exchange_all()) {
    }
  }

 private:
  struct Move {
    std::uint32_t cars;
    std::uint32_t from;
    std::uint32_t to;
  };

  bool left() const { return steps_ + shares_->steps() <= most_steps; }
  bool possible(const Move& move) const { return best_->counts[move.cars][move.from] > 0; }

  void make(const Move& move) {
    --best_->counts[move.cars][move.from];
    ++best_->counts[move.cars][move.to];
  }
  void undo(const Move& move) { make({move.cars, move.to, move.from}); }

  bool better() {
    steps_ += shares_->steps();
    const SortedCurrents& currents = shares_->currents(best_->counts, &best_->currents);
    const int compared = compare(currents, best_->currents);
    if (compared < 0) return false;
    const std::int32_t starving = starving_cars(*classes_, best_->counts);
    const std::int32_t kept = most_kept(*classes_, best_->counts);
    if (compared == 0 && compare_rest(starving, kept, *best_) <= 0) return false;
    best_->currents = currents;
    best_->starving = starving;
    best_->kept = kept;
    return true;
  }

  bool move_all() {
    bool found = false;
    for (const Move& move : moves_) {
      if (!possible(move)) continue;
      if (!left()) return false;
      make(move);
      if (better()) {
        found = true;
      } else {
        undo(move);
      }
    }
    return found;
  }

  bool exchange_all() {
    bool found = false;
    for (std::size_t i = 0; i < moves_.size(); ++i) {
      for (std::size_t j = i; j < moves_.size() && possible(moves_[i]); ++j) {
        if (!left()) return false;
        make(moves_[i]);
        const bool both = possible(moves_[j]);
        if (both) make(moves_[j]);
        if (both && better()) {
          found = true;
          continue;
        }
        if (both) undo(moves_[j]);
        undo(moves_[i]);
      }
    }
    return found;
  }

  const CarClasses* classes_;
  LineShares* shares_;
  JudgedChoice* best_;
  std::vector<Move> moves_;
  std::size_t steps_ = 0;
};

}  // namespace

bool better(const JudgedChoice& a, const JudgedChoice& b) {
  const int compared = compare(a.currents, b.currents);
  return compared > 0 || (compared == 0 && compare_rest(a.starving, a.kept, b) > 0);
}

JudgedChoice judged(const CarClasses& classes, LineShares& shares, ClassCounts counts) {
  JudgedChoice choice;
  choice.currents = shares.currents(counts);
  choice.starving = starving_cars(classes, counts);
  choice.kept = most_kept(classes, counts);
  choice.counts = std::move(counts);
  return choice;
}

bool search_all(const CarClasses& classes, LineShares& shares, JudgedChoice& best) {
  double combinations = 1;
  for (const CarClass& cars : classes.classes) combinations *= combinations_of(cars);
  if (combinations > most_combinations) return false;
  const bool all = combinations * static_cast<double>(shares.steps()) <= most_enumerated_steps;
  const std::size_t steps = all ? std::numeric_limits<std::size_t>::max() : most_tried_steps;
  return Enumeration(classes, shares, best, steps).run();
}

void improve(const CarClasses& classes, LineShares& shares, JudgedChoice& best) {
  Improving(classes, shares, best).run();
}

}  // namespace ampsite
