#include "ampsite/plan/connectivity/shared_search.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "ampsite/plan/connectivity/assignment.h"

namespace ampsite::connectivity {

namespace {

/// Options weighed until the search for better sources ends: counted, not timed, so that every machine gives
/// the same plan.
constexpr std::size_t search_limit = 400'000;

constexpr std::uint32_t place_none = 0;
constexpr std::uint32_t place_lte = 1;
constexpr std::uint32_t first_access_point = 2;

/// The source of a circuit: one of its own, or still open to all that are possible.
struct SourceChoice {
  bool open = false;
  Source source;
};

struct Trial {
  std::vector<SourceChoice> sources;           ///< by circuit of the part
  std::vector<LinkChoice> links;               ///< by charger of the part
  std::vector<std::vector<ChargerIndex>> plc;  ///< by circuit of the part
  Value value;
};

class Search {
 public:
  Search(const Reach& reach, const Ranking& ranking, const SharedPart& part, int max_gateways);

  Trial run();

 private:
  std::optional<Trial> attempt(std::vector<SourceChoice> sources);
  void add_options(AssignmentProblem& problem, ChargerIndex charger, std::uint32_t circuit,
                   const SourceChoice& choice) const;
  void branch(const Trial& bound);
  bool settle(std::uint32_t circuit, Trial& trial) const;
  Trial most_served(const Trial& bound);
  void improve_sources();
  bool improve_source(std::uint32_t circuit);
  std::vector<Source> alternatives(std::uint32_t circuit) const;
  void prefer_loud();
  bool keeps_to_limits(const Trial& trial) const;

  std::uint32_t plc_place(std::uint32_t circuit) const {
    return first_access_point + static_cast<std::uint32_t>(reach_.max_clients.size()) + circuit;
  }

  const Reach& reach_;
  Terms terms_;
  const SharedPart& part_;
  int max_gateways_;
  std::vector<std::uint32_t> circuit_of_;     ///< by charger of the part
  std::vector<std::vector<Source>> choices_;  ///< by circuit: modules or stretches, none within another
  std::vector<bool> coverable_;               ///< by ChargerIndex: some choice serves it
  std::optional<Trial> best_;
  std::size_t weighed_ = 0;
};

/// The modules, or stretches for a new one, of which none serves only what another serves too.
std::vector<Source> choices_of(const Terms& terms, NodeIndex index) {
  const Reach& reach = terms.reach;
  const CircuitReach& circuit = reach.circuits[index];
  std::vector<double> positions;
  for (const ChargerIndex charger : circuit.chargers) {
    if (reach.chargers[charger].plc) positions.push_back(reach.chargers[charger].position_m);
  }
  std::sort(positions.begin(), positions.end());
  struct Served {
    Source source;
    std::ptrdiff_t begin;
    std::ptrdiff_t end;
  };
  std::vector<Served> all;
  const auto add = [&](const Source& source) {
    const auto begin = std::lower_bound(positions.begin(), positions.end(), source.from_m - tolerance_m);
    const auto end = std::upper_bound(begin, positions.end(), source.to_m + tolerance_m);
    if (begin != end) all.push_back({source, begin - positions.begin(), end - positions.begin()});
  };
  if (circuit.has_module) {
    for (const ModuleIndex module : circuit.modules) add(existing_module(terms, module));
  } else {
    for (const double first_m : positions) add(new_module_from(terms, first_m));
  }
  std::stable_sort(all.begin(), all.end(), [](const Served& a, const Served& b) {
    return a.begin != b.begin ? a.begin < b.begin : a.end > b.end;
  });
  std::vector<Source> choices;
  std::ptrdiff_t served_to = 0;
  for (const Served& served : all) {
    if (served.end <= served_to) continue;
    served_to = served.end;
    choices.push_back(served.source);
  }
  return choices;
}

Search::Search(const Reach& reach, const Ranking& ranking, const SharedPart& part, int max_gateways)
    : reach_(reach),
      terms_{reach, ranking, {}},
      part_(part),
      max_gateways_(max_gateways),
      coverable_(reach.chargers.size(), false) {
  terms_.limits.distance_m = reach.max_distance_m;
  std::vector<std::uint32_t> circuit_at(reach.circuits.size(), 0);
  for (std::uint32_t i = 0; i < part.circuits.size(); ++i) {
    circuit_at[part.circuits[i]] = i;
    choices_.push_back(choices_of(terms_, part.circuits[i]));
    for (const ChargerIndex charger : reach.circuits[part.circuits[i]].chargers) {
      coverable_[charger] = std::any_of(choices_.back().begin(), choices_.back().end(),
                                        [&](const Source& source) { return source.serves(reach.chargers[charger]); });
    }
  }
  for (const ChargerIndex charger : part.chargers) circuit_of_.push_back(circuit_at[reach.site.chargers[charger].node]);
}

void Search::add_options(AssignmentProblem& problem, ChargerIndex charger, std::uint32_t circuit,
                         const SourceChoice& choice) const {
  const bool gateway = !choice.open && choice.source.gateway == charger;
  for (std::size_t k = 0; k < reach_.wifi_count(charger); ++k) {
    const WifiAt at = reach_.wifi(charger, k);
    if (gateway && at.dbm < good_wifi_dbm) break;
    problem.options.push_back({first_access_point + at.access_point,
                               value_of(terms_, charger, PlannedLink::wifi, at.access_point, gateway), at.dbm});
  }
  if (gateway) return;
  if (choice.open ? coverable_[charger] : choice.source.serves(reach_.chargers[charger])) {
    problem.options.push_back({plc_place(circuit), value_of(terms_, charger, PlannedLink::plc), 0});
  }
  if (reach_.chargers[charger].lte) {
    problem.options.push_back({place_lte, value_of(terms_, charger, PlannedLink::lte), 0});
  }
  problem.options.push_back({place_none, value_of(terms_, charger, PlannedLink::none), 0});
}

/// The best links for these sources, and what the sources in use cost; nothing where a gateway finds no place.
std::optional<Trial> Search::attempt(std::vector<SourceChoice> sources) {
  AssignmentProblem problem;
  problem.room.assign(first_access_point, unlimited_room);
  for (const std::optional<int>& clients : reach_.max_clients) problem.room.push_back(clients.value_or(unlimited_room));
  problem.room.insert(problem.room.end(), part_.circuits.size(), reach_.max_chargers);
  for (std::size_t i = 0; i < part_.chargers.size(); ++i) {
    add_options(problem, part_.chargers[i], circuit_of_[i], sources[circuit_of_[i]]);
    problem.end_applicant();
  }
  weighed_ += problem.options.size();
  const std::optional<Assignment> assigned = assign(problem);
  if (!assigned) return std::nullopt;

  Trial trial;
  trial.sources = std::move(sources);
  trial.plc.resize(part_.circuits.size());
  trial.value = assigned->value;
  for (std::size_t i = 0; i < part_.chargers.size(); ++i) {
    const PlaceOption& option = problem.options[assigned->option[i]];
    LinkChoice link{PlannedLink::plc, {}, option.value};
    if (option.place == place_none) {
      link.link = PlannedLink::none;
    } else if (option.place == place_lte) {
      link.link = PlannedLink::lte;
    } else if (option.place < plc_place(0)) {
      link.link = PlannedLink::wifi;
      link.at = {option.place - first_access_point, option.preference};
    } else {
      trial.plc[circuit_of_[i]].push_back(part_.chargers[i]);
    }
    trial.links.push_back(link);
  }
  for (std::size_t c = 0; c < part_.circuits.size(); ++c) {
    if (!trial.plc[c].empty()) trial.value += source_value(terms_, trial.sources[c].source);
  }
  return trial;
}

/// Gives an open circuit a source that serves all whom the trial serves; false where none does.
bool Search::settle(std::uint32_t circuit, Trial& trial) const {
  SourceChoice& choice = trial.sources[circuit];
  if (!choice.open) return true;
  const std::vector<ChargerIndex>& plc = trial.plc[circuit];
  if (plc.empty()) {
    choice = {};
    return true;
  }
  for (const Source& source : choices_[circuit]) {
    const bool all = std::all_of(plc.begin(), plc.end(),
                                 [&](ChargerIndex charger) { return source.serves(reach_.chargers[charger]); });
    if (!all) continue;
    choice = {false, source};
    trial.value += source_value(terms_, source);
    return true;
  }
  return false;
}

/// A first whole choice: each open circuit takes the source that serves most of whom the bound serves.
Trial Search::most_served(const Trial& bound) {
  Trial settled = bound;
  bool whole = true;
  for (std::uint32_t circuit = 0; circuit < part_.circuits.size(); ++circuit) {
    if (settle(circuit, settled)) continue;
    whole = false;
    const std::vector<ChargerIndex>& plc = bound.plc[circuit];
    std::ptrdiff_t most = -1;
    for (const Source& source : choices_[circuit]) {
      const std::ptrdiff_t served = std::count_if(
          plc.begin(), plc.end(), [&](ChargerIndex charger) { return source.serves(reach_.chargers[charger]); });
      if (served <= most) continue;
      most = served;
      settled.sources[circuit] = {false, source};
    }
  }
  return whole ? settled : *attempt(std::move(settled.sources));
}

void Search::branch(const Trial& bound) {
  if (bound.value >= best_->value) return;
  Trial settled = bound;
  std::uint32_t circuit = 0;
  while (circuit < part_.circuits.size() && settle(circuit, settled)) ++circuit;
  if (circuit == part_.circuits.size()) {
    best_ = std::move(settled);
    return;
  }
  std::vector<Trial> branches;
  for (const Source& source : choices_[circuit]) {
    if (weighed_ >= search_limit) break;
    std::vector<SourceChoice> sources = bound.sources;
    sources[circuit] = {false, source};
    branches.push_back(*attempt(std::move(sources)));
  }
  std::stable_sort(branches.begin(), branches.end(), [](const Trial& a, const Trial& b) { return a.value < b.value; });
  for (const Trial& next : branches) branch(next);
}

bool Search::keeps_to_limits(const Trial& trial) const {
  int gateways = 0;
  for (std::size_t circuit = 0; circuit < trial.sources.size(); ++circuit) {
    if (trial.sources[circuit].source.kind != SourceKind::gateway) continue;
    if (trial.plc[circuit].empty()) return false;
    ++gateways;
  }
  return gateways <= max_gateways_;
}

/// Other sources that a circuit could have: none, gateways (those of the file, then the loudest, first), modules.
std::vector<Source> Search::alternatives(std::uint32_t circuit) const {
  std::vector<Source> sources{Source{}};
  const CircuitReach& own = reach_.circuits[part_.circuits[circuit]];
  if (!own.has_module && max_gateways_ > 0) {
    std::vector<std::pair<ChargerIndex, LinkChoice>> gateways;
    for (const ChargerIndex charger : own.chargers) {
      if (const auto link = as_gateway(terms_, charger)) gateways.emplace_back(charger, *link);
    }
    std::stable_sort(gateways.begin(), gateways.end(), [&](const auto& a, const auto& b) {
      return a.second.value != b.second.value ? a.second.value < b.second.value : a.second.at.dbm > b.second.at.dbm;
    });
    for (const auto& gateway : gateways) sources.push_back(gateway_source(terms_, gateway.first));
  }
  sources.insert(sources.end(), choices_[circuit].begin(), choices_[circuit].end());
  return sources;
}

bool Search::improve_source(std::uint32_t circuit) {
  bool improved = false;
  for (const Source& source : alternatives(circuit)) {
    if (weighed_ >= search_limit) break;
    std::vector<SourceChoice> sources = best_->sources;
    sources[circuit] = {false, source};
    std::optional<Trial> trial = attempt(std::move(sources));
    if (!trial || !keeps_to_limits(*trial) || trial->value >= best_->value) continue;
    best_ = std::move(trial);
    improved = true;
  }
  return improved;
}

/// Cheaper sources, one circuit at a time, while that helps. Kept links and levels 1 and 2 can only get better.
void Search::improve_sources() {
  weighed_ = 0;
  bool improved = true;
  while (improved && weighed_ < search_limit) {
    improved = false;
    for (std::uint32_t circuit = 0; circuit < part_.circuits.size(); ++circuit) {
      if (!choices_[circuit].empty()) improved = improve_source(circuit) || improved;
    }
  }
}

/// Moves chargers to a louder access point that has room left and is worth the same.
void Search::prefer_loud() {
  std::vector<int> clients(reach_.max_clients.size(), 0);
  for (const LinkChoice& link : best_->links) {
    if (link.link == PlannedLink::wifi) ++clients[link.at.access_point];
  }
  for (std::size_t i = 0; i < part_.chargers.size(); ++i) {
    LinkChoice& link = best_->links[i];
    const ChargerIndex charger = part_.chargers[i];
    if (link.link != PlannedLink::wifi || reach_.chargers[charger].same_everywhere) continue;
    const bool gateway = best_->sources[circuit_of_[i]].source.gateway == charger;
    for (std::size_t k = 0; k < reach_.wifi_count(charger); ++k) {
      const WifiAt at = reach_.wifi(charger, k);
      if (at.dbm <= link.at.dbm) break;
      const std::optional<int>& room = reach_.max_clients[at.access_point];
      const Value value = value_of(terms_, charger, PlannedLink::wifi, at.access_point, gateway);
      if ((room && clients[at.access_point] >= *room) || value > link.value) continue;
      --clients[link.at.access_point];
      ++clients[at.access_point];
      link.at = at;
      break;
    }
  }
}

Trial Search::run() {
  std::vector<SourceChoice> sources(part_.circuits.size());
  for (std::size_t circuit = 0; circuit < sources.size(); ++circuit) {
    const std::vector<Source>& choices = choices_[circuit];
    if (choices.size() == 1) sources[circuit].source = choices.front();
    sources[circuit].open = choices.size() > 1;
  }
  // Without a gateway in it every charger has a place: none at all, if need be.
  const Trial bound = *attempt(std::move(sources));
  best_ = most_served(bound);
  branch(bound);
  improve_sources();
  prefer_loud();
  return std::move(*best_);
}

}  // namespace

int choose_together(const Reach& reach, const Ranking& ranking, const SharedPart& part, int max_gateways,
                    Draft& draft) {
  Trial chosen = Search(reach, ranking, part, max_gateways).run();
  for (std::size_t i = 0; i < part.chargers.size(); ++i) draft.chargers[part.chargers[i]] = chosen.links[i];
  int gateways = 0;
  for (std::size_t i = 0; i < part.circuits.size(); ++i) {
    CircuitPlan& plan = draft.circuits[part.circuits[i]];
    plan.source = chosen.plc[i].empty() ? Source{} : chosen.sources[i].source;
    plan.plc = std::move(chosen.plc[i]);
    plan.value = {};
    for (const ChargerIndex charger : reach.circuits[part.circuits[i]].chargers) {
      plan.value += draft.chargers[charger].value;
    }
    Terms terms{reach, ranking, {}};
    plan.value += source_value(terms, plan.source);
    if (plan.source.kind == SourceKind::gateway) ++gateways;
  }
  return gateways;
}

}  // namespace ampsite::connectivity
