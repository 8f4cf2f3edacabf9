#include "ampsite/plan/connectivity/assignment.h"

#include <algorithm>
#include <numeric>

namespace ampsite::connectivity {

namespace {

/// The cheapest way on from a place: the cost of moving one applicant there to a place that has room, directly
/// or by moving others.
struct Way {
  bool exists = false;
  Value cost;
  int moves = 0;
  std::uint32_t applicant = 0;  ///< who moves first, and to which of its options
  std::uint32_t option = 0;
};

class Places {
 public:
  Places(const AssignmentProblem& problem, const Ranking& ranking)
      : problem_(problem),
        ranking_(ranking),
        at_(problem.room.size()),
        way_(problem.room.size()),
        option_(problem.applicants(), 0) {}

  bool admit(std::uint32_t applicant);
  Assignment result() const;

 private:
  bool has_room(std::uint32_t place) const {
    const int room = problem_.room[place];
    return room == unlimited_room || static_cast<int>(at_[place].size()) < room;
  }
  std::uint32_t begin(std::uint32_t applicant) const { return problem_.first_option[applicant]; }
  std::uint32_t end(std::uint32_t applicant) const { return problem_.first_option[applicant + 1]; }
  std::uint32_t place_of(std::uint32_t applicant) const { return problem_.options[option_[applicant]].place; }

  bool takes_free_place(std::uint32_t applicant);
  void put(std::uint32_t applicant, std::uint32_t option);
  void leave(std::uint32_t applicant);
  void find_ways();
  bool shorten_way(std::uint32_t place);

  const AssignmentProblem& problem_;
  const Ranking& ranking_;
  std::vector<std::vector<std::uint32_t>> at_;  ///< by place: who is there, in the order of admission
  std::vector<Way> way_;
  std::vector<std::uint32_t> option_;
  bool ways_known_ = false;
};

void Places::put(std::uint32_t applicant, std::uint32_t option) {
  option_[applicant] = option;
  at_[problem_.options[option].place].push_back(applicant);
}

void Places::leave(std::uint32_t applicant) {
  std::vector<std::uint32_t>& there = at_[place_of(applicant)];
  there.erase(std::find(there.begin(), there.end(), applicant));
}

/// An option that is best of all and has room needs no search: nothing on the way could be cheaper.
bool Places::takes_free_place(std::uint32_t applicant) {
  if (begin(applicant) == end(applicant)) return false;
  std::uint32_t best = begin(applicant);
  for (std::uint32_t option = begin(applicant) + 1; option < end(applicant); ++option) {
    const PlaceOption& rival = problem_.options[option];
    const int compared = ranking_.compare(rival.value, problem_.options[best].value);
    const bool roomier = has_room(rival.place) && !has_room(problem_.options[best].place);
    const bool same_room = has_room(rival.place) == has_room(problem_.options[best].place);
    const bool preferred = same_room && rival.preference > problem_.options[best].preference;
    if (compared < 0 || (compared == 0 && (roomier || preferred))) best = option;
  }
  if (!has_room(problem_.options[best].place)) return false;
  put(applicant, best);
  if (!has_room(problem_.options[best].place)) ways_known_ = false;
  return true;
}

bool Places::shorten_way(std::uint32_t place) {
  bool shorter = false;
  // From the back: where several could make room, the latest comer does.
  for (std::size_t k = at_[place].size(); k-- > 0;) {
    const std::uint32_t applicant = at_[place][k];
    const Value& here = problem_.options[option_[applicant]].value;
    for (std::uint32_t option = begin(applicant); option < end(applicant); ++option) {
      const PlaceOption& next = problem_.options[option];
      if (next.place == place || !way_[next.place].exists) continue;
      const Value cost = next.value - here + way_[next.place].cost;
      const int moves = way_[next.place].moves + 1;
      Way& way = way_[place];
      const int compared = way.exists ? ranking_.compare(cost, way.cost) : -1;
      if (compared > 0 || (compared == 0 && moves >= way.moves)) continue;
      way = {true, cost, moves, applicant, option};
      shorter = true;
    }
  }
  return shorter;
}

void Places::find_ways() {
  if (ways_known_) return;
  std::vector<std::uint32_t> full;
  for (std::uint32_t place = 0; place < way_.size(); ++place) {
    way_[place] = {};
    way_[place].exists = has_room(place);
    if (!way_[place].exists) full.push_back(place);
  }
  // No choice so far can be improved, so no cycle of moves gains anything and the rounds come to an end.
  bool shorter = true;
  for (std::size_t round = 0; shorter && round <= full.size(); ++round) {
    shorter = false;
    for (const std::uint32_t place : full) shorter = shorten_way(place) || shorter;
  }
  ways_known_ = true;
}

bool Places::admit(std::uint32_t applicant) {
  if (takes_free_place(applicant)) return true;
  find_ways();
  bool found = false;
  Value best_cost;
  std::uint32_t best = 0;
  for (std::uint32_t option = begin(applicant); option < end(applicant); ++option) {
    const PlaceOption& own = problem_.options[option];
    const Way& way = way_[own.place];
    if (!way.exists) continue;
    const Value cost = own.value + way.cost;
    const int compared = found ? ranking_.compare(cost, best_cost) : -1;
    if (compared > 0) continue;
    if (compared == 0) {
      const PlaceOption& rival = problem_.options[best];
      const int moves = way_[rival.place].moves;
      if (way.moves > moves || (way.moves == moves && own.preference <= rival.preference)) continue;
    }
    found = true;
    best_cost = cost;
    best = option;
  }
  if (!found) return false;

  std::uint32_t place = problem_.options[best].place;
  const bool moves_others = !has_room(place);
  put(applicant, best);
  while (way_[place].moves > 0) {
    const Way way = way_[place];
    leave(way.applicant);
    put(way.applicant, way.option);
    place = problem_.options[way.option].place;
  }
  if (moves_others || !has_room(place)) ways_known_ = false;
  return true;
}

Assignment Places::result() const {
  Assignment assignment;
  assignment.option = option_;
  for (const std::uint32_t option : option_) assignment.value += problem_.options[option].value;
  return assignment;
}

/// What an applicant would lose without the places that have limited room.
std::vector<Value> losses(const AssignmentProblem& problem, const Ranking& ranking) {
  std::vector<Value> losses;
  for (std::size_t i = 0; i < problem.applicants(); ++i) {
    const PlaceOption* best = nullptr;
    const PlaceOption* best_free = nullptr;
    for (std::uint32_t o = problem.first_option[i]; o < problem.first_option[i + 1]; ++o) {
      const PlaceOption& option = problem.options[o];
      if (best == nullptr || ranking.better(option.value, best->value)) best = &option;
      if (problem.room[option.place] != unlimited_room) continue;
      if (best_free == nullptr || ranking.better(option.value, best_free->value)) best_free = &option;
    }
    Value loss;
    if (best_free != nullptr) {
      loss = best_free->value - best->value;
    } else {
      loss.unkept = 1 << 20;  // nowhere else to go: before all others
    }
    losses.push_back(loss);
  }
  return losses;
}

}  // namespace

std::optional<Assignment> assign(const AssignmentProblem& problem, const Ranking& ranking) {
  std::vector<std::uint32_t> order(problem.applicants());
  std::iota(order.begin(), order.end(), 0U);
  const std::vector<Value> loss = losses(problem, ranking);
  std::stable_sort(order.begin(), order.end(),
                   [&](std::uint32_t a, std::uint32_t b) { return ranking.compare(loss[a], loss[b]) > 0; });
  Places places(problem, ranking);
  for (const std::uint32_t applicant : order) {
    if (!places.admit(applicant)) return std::nullopt;
  }
  return places.result();
}

}  // namespace ampsite::connectivity
