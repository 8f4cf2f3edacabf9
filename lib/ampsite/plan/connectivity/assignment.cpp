#include "ampsite/plan/connectivity/assignment.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <limits>
#include <numeric>
#include <utility>

#include "ampsite/plan/connectivity/packed_value.h"

namespace ampsite::connectivity {

namespace {

constexpr std::uint32_t nobody = 0xFFFFFFFFU;

/// On each level more than any two ways differ by.
LevelNumbers largest_differences(const AssignmentProblem& problem) {
  LevelNumbers largest{};
  for (const PlaceOption& option : problem.options) {
    const LevelNumbers parts = levels_of(option.value);
    for (std::size_t level = 0; level < levels; ++level) {
      largest[level] = std::max(largest[level], parts[level] < 0 ? -parts[level] : parts[level]);
    }
  }
  const auto moves = static_cast<std::int64_t>(problem.room.size() + 2);
  for (std::int64_t& most : largest) {
    most = most < std::numeric_limits<std::int64_t>::max() / (4 * moves) ? 4 * moves * most
                                                                         : std::numeric_limits<std::int64_t>::max();
  }
  return largest;
}

double bits_for(const LevelNumbers& largest) {
  double bits = 1;
  for (const std::int64_t most : largest) bits += std::log2(2 * static_cast<double>(most) + 1);
  return bits;
}

/// Primal and dual in turn: the cost of the cheapest way from each place to one with room is computed; then
/// applicants are admitted along ways of just that cost until none is left, which keeps those costs true.
template <class Cost>
class Places {
 public:
  Places(const AssignmentProblem& problem, const Packing<Cost>& packing);

  bool admit_all();
  Assignment result();

 private:
  /// The cheapest way on from a place.
  struct Way {
    bool exists = false;
    Cost cost{};
  };
  /// How a search came to a place: someone of the place before moves there.
  struct Step {
    std::uint32_t from = nobody;
    std::uint32_t applicant = nobody;
    std::uint32_t option = 0;
  };
  /// Where someone could move on to.
  struct Onwards {
    bool exists = false;          ///< or will: it leads to no dead end
    std::uint32_t room = nobody;  ///< a place with room
  };
  struct Arrival {
    std::uint32_t applicant = 0;
    std::uint32_t number = 0;  ///< counts all arrivals
  };
  enum class Admission { admitted, later, impossible };

  bool has_room(std::uint32_t place) const {
    const int room = problem_.room[place];
    return room == unlimited_room || count_[place] < room;
  }
  std::uint32_t begin(std::uint32_t applicant) const { return problem_.first_option[applicant]; }
  std::uint32_t end(std::uint32_t applicant) const { return problem_.first_option[applicant + 1]; }
  std::uint32_t place_of(std::uint32_t option) const { return place_[option]; }

  std::vector<std::uint32_t> by_loss() const;
  void find_ways();
  void shorten_ways_to(std::uint32_t place);
  bool is_there(const Arrival& arrival) const { return arrived_[arrival.applicant] == arrival.number; }
  void list_movable();
  Admission admit(std::uint32_t applicant);
  void find_cheapest_options(std::uint32_t applicant);
  bool make_room(std::uint32_t applicant);
  Onwards onwards(std::uint32_t place, std::uint32_t applicant);
  std::uint32_t step_on(std::uint32_t place);
  void move_along(std::uint32_t last);
  void put(std::uint32_t applicant, std::uint32_t option);

  const AssignmentProblem& problem_;
  const Packing<Cost>& packing_;
  std::vector<std::uint32_t> place_;    ///< by option
  std::vector<Cost> cost_;              ///< by option
  std::vector<int> count_;              ///< by place: how many are there
  std::vector<Arrival> arrivals_;       ///< in their order; some have moved on since
  std::vector<std::uint32_t> arrived_;  ///< by applicant: the number of its last arrival
  /// By place: who is there, in the order of coming, save for some who cannot move on at the cost of the place's way.
  /// Nobody of them can before the ways are found anew, so nobody is looked at in vain twice.
  std::vector<std::vector<Arrival>> movable_;
  std::vector<std::uint32_t> option_;  ///< by applicant
  std::vector<Way> way_;
  std::vector<std::uint32_t> first_at_;  ///< by place: its options, of whichever applicant, in the next two
  std::vector<std::uint32_t> applicant_at_;
  std::vector<std::uint32_t> option_at_;
  std::vector<bool> in_queue_;
  std::vector<bool> dead_end_;  ///< by place: nobody there can move on at the cost of its way
  std::vector<std::uint32_t> seen_in_;
  std::vector<Step> step_;
  std::vector<std::uint32_t> queue_;
  std::vector<std::uint32_t> cheapest_;  ///< options of the applicant at hand
  std::uint32_t search_ = 0;
  std::uint32_t next_arrival_ = 0;
};

template <class Cost>
Places<Cost>::Places(const AssignmentProblem& problem, const Packing<Cost>& packing)
    : problem_(problem),
      packing_(packing),
      count_(problem.room.size(), 0),
      arrived_(problem.applicants(), nobody),
      movable_(problem.room.size()),
      option_(problem.applicants(), nobody),
      way_(problem.room.size()),
      seen_in_(problem.room.size(), 0),
      step_(problem.room.size()) {
  place_.reserve(problem.options.size());
  cost_.reserve(problem.options.size());
  first_at_.assign(problem.room.size() + 1, 0);
  for (const PlaceOption& option : problem.options) {
    place_.push_back(option.place);
    cost_.push_back(packing.pack(option.value));
    ++first_at_[option.place + 1];
  }
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
}

/// Those first who would lose most without the places of limited room. That leaves little to move later.
template <class Cost>
std::vector<std::uint32_t> Places<Cost>::by_loss() const {
  struct Loss {
    bool needs_room = false;  ///< has nothing else
    Cost loss{};
    std::uint32_t applicant = 0;
  };
  std::vector<Loss> losses;
  losses.reserve(problem_.applicants());
  for (std::uint32_t applicant = 0; applicant < problem_.applicants(); ++applicant) {
    std::uint32_t best = nobody;
    std::uint32_t best_unlimited = nobody;
    for (std::uint32_t option = begin(applicant); option < end(applicant); ++option) {
      if (best == nobody || cost_[option] < cost_[best]) best = option;
      if (problem_.room[place_of(option)] != unlimited_room) continue;
      if (best_unlimited == nobody || cost_[option] < cost_[best_unlimited]) best_unlimited = option;
    }
    if (best_unlimited == nobody) {
      losses.push_back({true, {}, applicant});
    } else {
      losses.push_back({false, cost_[best_unlimited] - cost_[best], applicant});
    }
  }
  std::stable_sort(losses.begin(), losses.end(), [](const Loss& a, const Loss& b) {
    return a.needs_room != b.needs_room ? a.needs_room : a.loss > b.loss;
  });
  std::vector<std::uint32_t> order;
  order.reserve(losses.size());
  for (const Loss& loss : losses) order.push_back(loss.applicant);
  return order;
}

/// Whoever could come to this place makes a way from where it is; notes the places whose way got shorter.
template <class Cost>
void Places<Cost>::shorten_ways_to(std::uint32_t place) {
  const Cost onwards = way_[place].cost;
  for (std::uint32_t i = first_at_[place]; i < first_at_[place + 1]; ++i) {
    const std::uint32_t now = option_[applicant_at_[i]];
    if (now == nobody || place_of(now) == place) continue;
    Way& way = way_[place_of(now)];
    const Cost cost = cost_[option_at_[i]] - cost_[now] + onwards;
    if (way.exists && cost >= way.cost) continue;
    way = {true, cost};
    if (in_queue_[place_of(now)]) continue;
    in_queue_[place_of(now)] = true;
    queue_.push_back(place_of(now));
  }
}

template <class Cost>
void Places<Cost>::find_ways() {
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
template <class Cost>
void Places<Cost>::find_cheapest_options(std::uint32_t applicant) {
  cheapest_.clear();
  Cost least{};
  for (std::uint32_t option = begin(applicant); option < end(applicant); ++option) {
    const Way& way = way_[place_of(option)];
    if (!way.exists) continue;
    const Cost cost = cost_[option] + way.cost;
    if (cheapest_.empty() || cost < least) {
      least = cost;
      cheapest_.clear();
    }
    if (cost == least) cheapest_.push_back(option);
  }
  if (cheapest_.size() < 2) return;
  std::sort(cheapest_.begin(), cheapest_.end(), [&](std::uint32_t a, std::uint32_t b) {
    const bool room_a = has_room(place_of(a));
    if (room_a != has_room(place_of(b))) return room_a;
    const double preference_a = problem_.options[a].preference;
    const double preference_b = problem_.options[b].preference;
    return preference_a != preference_b ? preference_a > preference_b : a < b;
  });
}

template <class Cost>
void Places<Cost>::put(std::uint32_t applicant, std::uint32_t option) {
  if (option_[applicant] != nobody) --count_[place_of(option_[applicant])];
  option_[applicant] = option;
  ++count_[place_of(option)];
  arrived_[applicant] = next_arrival_++;
  arrivals_.push_back({applicant, arrived_[applicant]});
  movable_[place_of(option)].push_back(arrivals_.back());
}

template <class Cost>
void Places<Cost>::list_movable() {
  const auto gone = std::remove_if(arrivals_.begin(), arrivals_.end(), [&](const Arrival& a) { return !is_there(a); });
  arrivals_.erase(gone, arrivals_.end());
  for (std::vector<Arrival>& here : movable_) here.clear();
  for (const Arrival& arrival : arrivals_) movable_[place_of(option_[arrival.applicant])].push_back(arrival);
}

/// Notes the places to which an applicant can move on at the cost of the way, up to the first with room.
template <class Cost>
typename Places<Cost>::Onwards Places<Cost>::onwards(std::uint32_t place, std::uint32_t applicant) {
  const Cost left = way_[place].cost + cost_[option_[applicant]];
  Onwards result;
  for (std::uint32_t option = begin(applicant); option < end(applicant); ++option) {
    const std::uint32_t next = place_of(option);
    if (next == place || !way_[next].exists || dead_end_[next]) continue;
    if (cost_[option] + way_[next].cost != left) continue;
    result.exists = true;
    if (seen_in_[next] == search_) continue;
    seen_in_[next] = search_;
    step_[next] = {place, applicant, option};
    if (has_room(next)) {
      result.room = next;
      return result;
    }
    queue_.push_back(next);
  }
  return result;
}

/// Notes the places to which someone here can move at the cost of the way; returns one with room, if any.
template <class Cost>
std::uint32_t Places<Cost>::step_on(std::uint32_t place) {
  std::vector<Arrival>& here = movable_[place];
  // From the back: where several could make room, the latest comer does.
  std::size_t kept = here.size();
  std::size_t k = here.size();
  Onwards last;
  while (k > 0 && last.room == nobody) {
    const Arrival arrival = here[--k];
    if (!is_there(arrival)) continue;
    last = onwards(place, arrival.applicant);
    if (last.exists) here[--kept] = arrival;
  }
  here.erase(here.begin() + static_cast<std::ptrdiff_t>(k), here.begin() + static_cast<std::ptrdiff_t>(kept));
  return last.room;
}

template <class Cost>
void Places<Cost>::move_along(std::uint32_t last) {
  for (std::uint32_t place = last; place != nobody; place = step_[place].from) {
    put(step_[place].applicant, step_[place].option);
  }
}

/// Finds the fewest moves that bring the applicant to one of its options.
template <class Cost>
bool Places<Cost>::make_room(std::uint32_t applicant) {
  ++search_;
  queue_.clear();
  for (const std::uint32_t option : cheapest_) {
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

template <class Cost>
typename Places<Cost>::Admission Places<Cost>::admit(std::uint32_t applicant) {
  find_cheapest_options(applicant);
  if (cheapest_.empty()) return Admission::impossible;
  if (has_room(place_of(cheapest_.front()))) {
    put(applicant, cheapest_.front());
    return Admission::admitted;
  }
  return make_room(applicant) ? Admission::admitted : Admission::later;
}

template <class Cost>
bool Places<Cost>::admit_all() {
  std::vector<std::uint32_t> waiting = by_loss();
  while (!waiting.empty()) {
    find_ways();
    list_movable();
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

template <class Cost>
Assignment Places<Cost>::result() {
  Assignment assignment;
  find_ways();
  for (const Way& way : way_) assignment.price.push_back(way.exists ? packing_.unpack(way.cost) : Value{});
  assignment.option = option_;
  for (const std::uint32_t option : option_) assignment.value += problem_.options[option].value;
  return assignment;
}

template <class Cost>
std::optional<Assignment> assign_with(const AssignmentProblem& problem, const LevelNumbers& largest) {
  const Packing<Cost> packing(largest);
  Places<Cost> places(problem, packing);
  if (!places.admit_all()) return std::nullopt;
  return places.result();
}

}  // namespace

std::optional<Assignment> assign(const AssignmentProblem& problem) {
  const LevelNumbers largest = largest_differences(problem);
  const double bits = bits_for(largest);
  if (bits < 62) return assign_with<std::int64_t>(problem, largest);
  if (bits < 126) return assign_with<Wide>(problem, largest);
  return assign_with<Value>(problem, largest);
}

}  // namespace ampsite::connectivity
