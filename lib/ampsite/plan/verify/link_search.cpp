#include "ampsite/plan/verify/link_search.h"

#include <algorithm>
#include <utility>

#include "ampsite/plan/verify/link_assignment.h"
#include "ampsite/plan/verify/link_parts.h"

namespace ampsite {

namespace {

constexpr int most_rounds = 8;

class LinkSearch {
 public:
  LinkSearch(const LinkChoices& choices, const LinkQuestion& question, std::size_t& steps)
      : choices_(choices),
        question_(question),
        steps_(steps),
        competing_(competing_circuits(choices.facts())),
        part_bounds_(choices) {}

  LeastLinks run();

 private:
  bool settled() const;
  Prices no_prices() const { return Prices(choices_.facts().serves.size()); }
  std::optional<LinkAssignment> attempt(const Picks& picks, const std::vector<ChargerIndex>& served);
  LinkValue with_the_rest(const LinkAssignment& assignment, const Picks& picks) const;
  void raise(Prices prices, Picks* picks);
  void try_fees();
  void try_prices();
  void branch(Picks& fixed, NodeIndex circuit);
  void leaf(const Picks& fixed, std::vector<ChargerIndex>& served);
  bool hopeless(const std::optional<LinkValue>& value) const;
  bool spend(std::size_t steps);

  const LinkChoices& choices_;
  const LinkQuestion& question_;
  std::size_t& steps_;
  std::vector<bool> competing_;
  PartBounds part_bounds_;
  LeastLinks least_;
  std::optional<PricedLinks> priced_;  ///< at the prices that give the best bound
  std::optional<PricedLinks> free_;    ///< at prices of 0
  bool cut_short_ = false;
};

bool LinkSearch::spend(std::size_t steps) {
  if (steps_ < steps) {
    steps_ = 0;
    cut_short_ = true;
    return false;
  }
  steps_ -= steps;
  return true;
}

bool LinkSearch::settled() const {
  if (least_.known()) return true;
  if (question_.enough && *least_.bound >= *question_.enough) return true;
  return question_.found && least_.reached && *least_.reached <= *question_.found;
}

/// The picks of the circuits that do not compete follow: with a gateway where it gains, as far as there are any left.
LinkValue LinkSearch::with_the_rest(const LinkAssignment& assignment, const Picks& picks) const {
  Picks fixed = picks;
  LinkValue value = assignment.value;
  for (NodeIndex circuit = 0; circuit < competing_.size(); ++circuit) {
    if (!competing_[circuit]) {
      fixed[circuit] = open_pick;
    } else {
      value -= *free_->value(circuit, fixed[circuit]);
    }
  }
  return value + *free_->least(fixed);
}

std::optional<LinkAssignment> LinkSearch::attempt(const Picks& picks, const std::vector<ChargerIndex>& served) {
  std::optional<LinkAssignment> assignment = best_links(choices_, competing_, picks, served);
  if (!assignment || !assignment->idle_gateways.empty()) return assignment;
  const LinkValue value = with_the_rest(*assignment, picks);
  if (!least_.reached || value < *least_.reached) least_.reached = value;
  return assignment;
}

void LinkSearch::raise(Prices prices, Picks* picks) {
  PricedLinks priced(choices_, prices);
  if (picks != nullptr) static_cast<void>(priced.least(Picks(competing_.size(), open_pick), picks));
  part_bounds_.raise(priced, prices);
  const std::optional<LinkValue> bound = part_bounds_.least();
  if (least_.bound && *bound <= *least_.bound) return;
  least_.bound = bound;
  least_.prices.push_back(std::move(prices));
  priced_.emplace(std::move(priced));
}

/// Shares the cost of a source out among those who use it, and sees who then does: that gathers them on few circuits.
void LinkSearch::try_fees() {
  const LinkFacts& facts = choices_.facts();
  std::vector<long long> users;
  for (NodeIndex circuit = 0; circuit < competing_.size(); ++circuit) {
    const auto most = static_cast<long long>(choices_.max_served());
    users.push_back(std::min(most, static_cast<long long>(coverable(choices_, circuit).size())));
  }
  for (int round = 0; round < most_rounds && !settled(); ++round) {
    std::vector<LinkValue> fees(competing_.size());
    for (NodeIndex circuit = 0; circuit < competing_.size(); ++circuit) {
      if (facts.circuits[circuit].has_module || users[circuit] == 0) continue;
      for (const std::size_t level : {LinkValue::cost, LinkValue::new_modules}) {
        fees[circuit].level[level] = facts.of_new_module.level[level] / users[circuit];
      }
    }
    LinksForFees links = links_for_fees(choices_, competing_, fees);
    raise(std::move(links.most_prices), nullptr);
    if (!settled()) raise(std::move(links.least_prices), nullptr);
    for (NodeIndex circuit = 0; circuit < competing_.size(); ++circuit) {
      if (links.users[circuit] == 0) links.users[circuit] = users[circuit];
    }
    if (links.users == users) return;
    users = std::move(links.users);
  }
}

/// Prices of the best links for some sources, and the sources that are best at these prices, in turn.
void LinkSearch::try_prices() {
  Picks picks(competing_.size(), open_pick);
  if (question_.start) {
    picks = *question_.start;
  } else {
    static_cast<void>(free_->least(picks, &picks));
  }
  for (int round = 0; round < most_rounds && !settled(); ++round) {
    const std::optional<LinkAssignment> assignment = attempt(picks, {});
    if (!assignment || settled()) return;
    Picks next = picks;
    raise(assignment->most_prices, nullptr);
    if (settled()) return;
    raise(assignment->least_prices, &next);
    if (next == picks) return;
    picks = std::move(next);
  }
}

bool LinkSearch::hopeless(const std::optional<LinkValue>& value) const {
  if (!value) return true;
  const LinkValue bound =
      choices_.facts().with_whole_modules(*value, static_cast<long long>(choices_.facts().chargers.size()));
  if (least_.reached && bound >= *least_.reached) return true;
  return question_.found && bound > *question_.found;
}

void LinkSearch::leaf(const Picks& fixed, std::vector<ChargerIndex>& served) {
  if (!spend(choices_.facts().chargers.size())) return;
  const std::optional<LinkAssignment> assignment = attempt(fixed, served);
  if (!assignment || assignment->idle_gateways.empty()) return;
  // Without having to serve anyone these links are worth no more than with it.
  if (hopeless(with_the_rest(*assignment, fixed))) return;
  const NodeIndex circuit = assignment->idle_gateways.front();
  const SourceChoice& source = choices_.of(circuit)[fixed[circuit]];
  for (std::uint32_t i = source.begin; i < source.end; ++i) {
    const ChargerIndex charger = choices_.facts().circuits[circuit].along[i];
    if (charger == source.gateway) continue;
    served.push_back(charger);
    leaf(fixed, served);
    served.pop_back();
  }
}

void LinkSearch::branch(Picks& fixed, NodeIndex circuit) {
  while (circuit < competing_.size() && !competing_[circuit]) ++circuit;
  if (circuit == competing_.size()) {
    std::vector<ChargerIndex> served;
    leaf(fixed, served);
    return;
  }
  for (std::uint32_t choice = 0; choice < choices_.of(circuit).size(); ++choice) {
    if (cut_short_ || settled() || !spend(competing_.size())) break;
    fixed[circuit] = choice;
    if (!hopeless(priced_->least(fixed)) && !hopeless(free_->least(fixed))) branch(fixed, circuit + 1);
  }
  fixed[circuit] = open_pick;
}

LeastLinks LinkSearch::run() {
  free_.emplace(choices_, no_prices());
  raise(no_prices(), nullptr);
  if (!least_.bound) return least_;
  if (std::find(competing_.begin(), competing_.end(), true) == competing_.end()) {
    least_.reached = least_.bound;
    return least_;
  }
  for (const Prices& prices : question_.prices) {
    if (!settled()) raise(prices, nullptr);
  }
  if (!settled()) try_prices();
  if (!settled()) try_fees();
  if (settled()) return least_;
  Picks fixed(competing_.size(), open_pick);
  branch(fixed, 0);
  if (cut_short_) return least_;
  // All choices were looked at but for those that are worth no less than what was reached, or more than asked for.
  if (least_.reached && (!question_.found || *least_.reached <= *question_.found)) {
    least_.bound = least_.reached;
  } else if (question_.found) {
    LinkValue more = *question_.found;
    ++more.level.back();
    least_.bound = std::max(*least_.bound, more);
  }
  return least_;
}

}  // namespace

LeastLinks least_links(const LinkChoices& choices, const LinkQuestion& question, std::size_t& steps) {
  return LinkSearch(choices, question, steps).run();
}

bool few_links_to_weigh(const LinkChoices& choices) {
  constexpr std::size_t few = 50'000;
  const LinkFacts& facts = choices.facts();
  const std::vector<bool> competing = competing_circuits(facts);
  std::size_t links = 1;
  for (NodeIndex circuit = 0; circuit < competing.size(); ++circuit) {
    const CircuitFacts& own = facts.circuits[circuit];
    for (ChargerIndex charger = own.charger_begin; competing[circuit] && charger < own.charger_end; ++charger) {
      const std::vector<WifiFact>& wifi = facts.chargers[charger].wifi;
      const bool any = !wifi.empty() && wifi.front().at == any_access_point;
      links += 2 + (any ? facts.serving.size() : wifi.size());
    }
    if (links > few) return false;
  }
  // Each link may be looked for anew with each limit of the last three levels.
  links *= links;
  for (NodeIndex circuit = 0; circuit < competing.size(); ++circuit) {
    if (competing[circuit]) links *= choices.of(circuit).size();
    if (links > few) return false;
  }
  return links <= few;
}

}  // namespace ampsite
