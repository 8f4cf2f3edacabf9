#include "ampsite/plan/connectivity/assignment.h"

#include <algorithm>
#include <compare>
#include <numeric>
#include <utility>

namespace ampsite::connectivity {

namespace {

constexpr std::uint32_t nobody = 0xFFFFFFFFU;

/// The value of one applicant's option, or of a chain of moves, packed so that it adds and compares fast: up to
/// three counts in a word, too far apart for 100,000 chargers to carry over.
struct PackedCost {
  std::int64_t links = 0;
  std::int64_t second_entry = 0;
  std::int64_t cost = 0;
  std::int64_t modules_and_changes = 0;

  friend auto operator<=>(const PackedCost&, const PackedCost&) = default;
  friend PackedCost operator+(const PackedCost& a, const PackedCost& b) {
    return {a.links + b.links, a.second_entry + b.second_entry, a.cost + b.cost,
            a.modules_and_changes + b.modules_and_changes};
  }
  friend PackedCost operator-(const PackedCost& a, const PackedCost& b) {
    return {a.links - b.links, a.second_entry - b.second_entry, a.cost - b.cost,
            a.modules_and_changes - b.modules_and_changes};
  }
};

constexpr std::int64_t highest = std::int64_t{1} << 32;

PackedCost pack(const Value& value) {
  constexpr std::int64_t high = std::int64_t{1} << 42;
  constexpr std::int64_t middle = std::int64_t{1} << 21;
  return {value.unkept * high + value.without_link * middle + value.not_on[0], value.not_on[1], value.cost,
          value.new_modules * highest + value.changes};
}

Value unpack(const PackedCost& cost) {
  constexpr std::int64_t middle = std::int64_t{1} << 21;
  const auto nearest = [](std::int64_t word) { return (word + (word < 0 ? -middle / 2 : middle / 2)) / middle; };
  Value value;
  const std::int64_t upper = nearest(cost.links);
  value.not_on[0] = static_cast<int>(cost.links - upper * middle);
  value.unkept = static_cast<int>(nearest(upper));
  value.without_link = static_cast<int>(upper - nearest(upper) * middle);
  value.not_on[1] = static_cast<int>(cost.second_entry);
  value.cost = cost.cost;
  const std::int64_t changes = cost.modules_and_changes;
  const std::int64_t modules = (changes + (changes < 0 ? -highest / 2 : highest / 2)) / highest;
  value.new_modules = static_cast<int>(modules);
  value.changes = static_cast<int>(changes - modules * highest);
  return value;
}

/// Primal and dual in turn: the cost of the cheapest way from each place to one with room is computed; then
/// applicants are admitted along ways of just that cost until none is left, which keeps those costs true.
class Places {
 public:
  explicit Places(const AssignmentProblem& problem);

  bool admit_all();
  Assignment result();

 private:
  /// The cheapest way on from a place.
  struct Way {
    bool exists = false;
    PackedCost cost;
  };
  /// How a search came to a place: someone of the place before moves there.
  struct Step {
    std::uint32_t from = nobody;
    std::uint32_t applicant = nobody;
    std::uint32_t option = 0;
  };
  enum class Admission { admitted, later, impossible };

  bool has_room(std::uint32_t place) const {
    const int room = problem_.room[place];
    return room == unlimited_room || static_cast<int>(at_[place].size()) < room;
  }
  std::uint32_t begin(std::uint32_t applicant) const { return problem_.first_option[applicant]; }
  std::uint32_t end(std::uint32_t applicant) const { return problem_.first_option[applicant + 1]; }
  std::uint32_t place_of(std::uint32_t option) const { return problem_.options[option].place; }

  std::vector<std::uint32_t> by_loss() const;
  void find_ways();
  void shorten_ways_to(std::uint32_t place);
  Admission admit(std::uint32_t applicant);
  std::vector<std::uint32_t> cheapest_options(std::uint32_t applicant) const;
  bool make_room(std::uint32_t applicant, const std::vector<std::uint32_t>& options);
  std::uint32_t step_on(std::uint32_t place);
  void move_along(std::uint32_t last);
  void put(std::uint32_t applicant, std::uint32_t option);

  const AssignmentProblem& problem_;
  std::vector<PackedCost> cost_;                ///< by option
  std::vector<std::vector<std::uint32_t>> at_;  ///< by place: who is there, in the order of coming
  std::vector<std::uint32_t> option_;           ///< by applicant
  std::vector<Way> way_;
  std::vector<std::uint32_t> first_at_;  ///< by place: its options, of whichever applicant, in the next two
  std::vector<std::uint32_t> applicant_at_;
  std::vector<std::uint32_t> option_at_;
  std::vector<bool> in_queue_;
  std::vector<bool> dead_end_;  ///< by place: nobody there can move on at the cost of its way
  std::vector<std::uint32_t> seen_in_;
  std::vector<Step> step_;
  std::vector<std::uint32_t> queue_;
  std::uint32_t search_ = 0;
};

Places::Places(const AssignmentProblem& problem)
    : problem_(problem),
      at_(problem.room.size()),
      option_(problem.applicants(), nobody),
      way_(problem.room.size()),
      seen_in_(problem.room.size(), 0),
      step_(problem.room.size()) {
  first_at_.assign(problem.room.size() + 1, 0);
  for (const PlaceOption& option : problem.options) ++first_at_[option.place + 1];
  std::partial_sum(first_at_.begin(), first_at_.end(), first_at_.begin());
  applicant_at_.resize(problem.options.size());
  option_at_.resize(problem.options.size());
  std::vector<std::uint32_t> next = first_at_;
  for (std::uint32_t applicant = 0; applicant < problem.applicants(); ++applicant) {
    for (std::uint32_t option = begin(applicant); option < end(applicant); ++option) {
      const std::uint32_t slot = next[place_of(option)]++;
      applicant_at_[slot] = applicant;
      option_at_[slot] = option;
    }
  }
  cost_.reserve(problem.options.size());
  for (const PlaceOption& option : problem.options) cost_.push_back(pack(option.value));
}

/// Those first who would lose most without the places of limited room. That leaves little to move later.
std::vector<std::uint32_t> Places::by_loss() const {
  std::vector<PackedCost> loss;
  for (std::uint32_t applicant = 0; applicant < problem_.applicants(); ++applicant) {
    std::uint32_t best = nobody;
    std::uint32_t best_unlimited = nobody;
    for (std::uint32_t option = begin(applicant); option < end(applicant); ++option) {
      if (best == nobody || cost_[option] < cost_[best]) best = option;
      if (problem_.room[place_of(option)] != unlimited_room) continue;
      if (best_unlimited == nobody || cost_[option] < cost_[best_unlimited]) best_unlimited = option;
    }
    loss.push_back(best_unlimited == nobody ? PackedCost{INT64_MAX, 0, 0, 0} : cost_[best_unlimited] - cost_[best]);
  }
  std::vector<std::uint32_t> order(problem_.applicants());
  std::iota(order.begin(), order.end(), 0U);
  std::stable_sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) { return loss[a] > loss[b]; });
  return order;
}

/// Whoever could come to this place makes a way from where it is; notes the places whose way got shorter.
void Places::shorten_ways_to(std::uint32_t place) {
  const PackedCost onwards = way_[place].cost;
  for (std::uint32_t i = first_at_[place]; i < first_at_[place + 1]; ++i) {
    const std::uint32_t now = option_[applicant_at_[i]];
    if (now == nobody || place_of(now) == place) continue;
    Way& way = way_[place_of(now)];
    const PackedCost cost = cost_[option_at_[i]] - cost_[now] + onwards;
    if (way.exists && cost >= way.cost) continue;
    way = {true, cost};
    if (in_queue_[place_of(now)]) continue;
    in_queue_[place_of(now)] = true;
    queue_.push_back(place_of(now));
  }
}

void Places::find_ways() {
  queue_.clear();
  in_queue_.assign(way_.size(), false);
  dead_end_.assign(way_.size(), false);
  for (std::uint32_t place = 0; place < way_.size(); ++place) {
    way_[place] = {has_room(place), {}};
    if (!way_[place].exists) continue;
    queue_.push_back(place);
    in_queue_[place] = true;
  }
  // What was chosen so far cannot be improved, so no round trip gains anything and this comes to an end.
  for (std::size_t next = 0; next < queue_.size(); ++next) {
    in_queue_[queue_[next]] = false;
    shorten_ways_to(queue_[next]);
  }
}

/// The options of least cost on the whole: those with room first, then the preferred.
std::vector<std::uint32_t> Places::cheapest_options(std::uint32_t applicant) const {
  std::vector<std::uint32_t> cheapest;
  PackedCost least;
  for (std::uint32_t option = begin(applicant); option < end(applicant); ++option) {
    const Way& way = way_[place_of(option)];
    if (!way.exists) continue;
    const PackedCost cost = cost_[option] + way.cost;
    if (cheapest.empty() || cost < least) {
      least = cost;
      cheapest.clear();
    }
    if (cost == least) cheapest.push_back(option);
  }
  std::stable_sort(cheapest.begin(), cheapest.end(), [&](std::uint32_t a, std::uint32_t b) {
    const bool room_a = has_room(place_of(a));
    if (room_a != has_room(place_of(b))) return room_a;
    return problem_.options[a].preference > problem_.options[b].preference;
  });
  return cheapest;
}

void Places::put(std::uint32_t applicant, std::uint32_t option) {
  if (option_[applicant] != nobody) {
    std::vector<std::uint32_t>& before = at_[place_of(option_[applicant])];
    before.erase(std::find(before.begin(), before.end(), applicant));
  }
  option_[applicant] = option;
  at_[place_of(option)].push_back(applicant);
}

/// Notes the places to which someone here can move at the cost of the way; returns one with room, if any.
std::uint32_t Places::step_on(std::uint32_t place) {
  // From the back: where several could make room, the latest comer does.
  for (std::size_t k = at_[place].size(); k-- > 0;) {
    const std::uint32_t applicant = at_[place][k];
    const PackedCost left = way_[place].cost + cost_[option_[applicant]];
    for (std::uint32_t option = begin(applicant); option < end(applicant); ++option) {
      const std::uint32_t next = place_of(option);
      if (seen_in_[next] == search_ || !way_[next].exists || dead_end_[next]) continue;
      if (cost_[option] + way_[next].cost != left) continue;
      seen_in_[next] = search_;
      step_[next] = {place, applicant, option};
      if (has_room(next)) return next;
      queue_.push_back(next);
    }
  }
  return nobody;
}

void Places::move_along(std::uint32_t last) {
  for (std::uint32_t place = last; place != nobody; place = step_[place].from) {
    put(step_[place].applicant, step_[place].option);
  }
}

/// Finds the fewest moves that bring the applicant to one of its options.
bool Places::make_room(std::uint32_t applicant, const std::vector<std::uint32_t>& options) {
  ++search_;
  queue_.clear();
  for (const std::uint32_t option : options) {
    const std::uint32_t place = place_of(option);
    if (dead_end_[place] || seen_in_[place] == search_) continue;
    seen_in_[place] = search_;
    step_[place] = {nobody, applicant, option};
    queue_.push_back(place);
  }
  for (std::size_t next = 0; next < queue_.size(); ++next) {
    const std::uint32_t last = step_on(queue_[next]);
    if (last == nobody) continue;
    move_along(last);
    return true;
  }
  for (const std::uint32_t place : queue_) dead_end_[place] = true;
  return false;
}

Places::Admission Places::admit(std::uint32_t applicant) {
  const std::vector<std::uint32_t> options = cheapest_options(applicant);
  if (options.empty()) return Admission::impossible;
  if (has_room(place_of(options.front()))) {
    put(applicant, options.front());
    return Admission::admitted;
  }
  return make_room(applicant, options) ? Admission::admitted : Admission::later;
}

bool Places::admit_all() {
  std::vector<std::uint32_t> waiting = by_loss();
  while (!waiting.empty()) {
    find_ways();
    std::vector<std::uint32_t> later;
    for (const std::uint32_t applicant : waiting) {
      const Admission admission = admit(applicant);
      if (admission == Admission::impossible) return false;
      if (admission == Admission::later) later.push_back(applicant);
    }
    // The costs were exact when the round began, so it admitted someone.
    if (later.size() == waiting.size()) return false;
    waiting = std::move(later);
  }
  return true;
}

Assignment Places::result() {
  Assignment assignment;
  find_ways();
  for (const Way& way : way_) assignment.price.push_back(way.exists ? unpack(way.cost) : Value{});
  assignment.option = option_;
  for (const std::uint32_t option : option_) assignment.value += problem_.options[option].value;
  return assignment;
}

}  // namespace

std::optional<Assignment> assign(const AssignmentProblem& problem) {
  Places places(problem);
  if (!places.admit_all()) return std::nullopt;
  return places.result();
}

}  // namespace ampsite::connectivity
