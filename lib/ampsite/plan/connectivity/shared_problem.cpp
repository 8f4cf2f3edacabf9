#include "ampsite/plan/connectivity/shared_problem.h"

#include <algorithm>
#include <cstddef>
#include <utility>

namespace ampsite::connectivity {

/// Modules, or stretches for a new one, of which none serves only what another of the same worth serves too.
void SharedProblem::add_choices(NodeIndex node, Circuit& circuit) const {
  const Reach& reach = terms_.reach;
  const CircuitReach& own = reach.circuits[node];
  const std::vector<double>& positions = circuit.positions_m;
  struct Served {
    Source source;
    Value value;
    std::ptrdiff_t begin;
    std::ptrdiff_t end;
  };
  std::vector<Served> all;
  const auto add = [&](const Source& source) {
    const auto begin = std::lower_bound(positions.begin(), positions.end(), source.from_m - tolerance_m);
    const auto end = std::upper_bound(begin, positions.end(), source.to_m + tolerance_m);
    if (begin == end) return;
    all.push_back({source, source_value(terms_, source), begin - positions.begin(), end - positions.begin()});
  };
  if (own.has_module) {
    for (const ModuleIndex module : own.modules) add(existing_module(terms_, module));
  } else {
    for (const double first_m : positions) add(new_module_from(terms_, first_m));
  }
  std::stable_sort(all.begin(), all.end(), [](const Served& a, const Served& b) {
    if (a.value != b.value) return a.value < b.value;
    return a.begin != b.begin ? a.begin < b.begin : a.end > b.end;
  });
  circuit.choices.emplace_back();
  for (std::size_t i = 0; i < all.size(); ++i) {
    // Ends rise with beginnings, so whoever holds this one of its worth came just before.
    const Source& last = circuit.choices.back();
    const bool within = i > 0 && all[i].value == all[i - 1].value && all[i].end <= all[i - 1].end;
    if (within && last.kind != SourceKind::no_source) {
      all[i].begin = all[i - 1].begin;
      all[i].end = all[i - 1].end;
      continue;
    }
    circuit.choices.push_back(all[i].source);
  }
  circuit.first_gateway = static_cast<std::uint32_t>(circuit.choices.size());
  if (own.has_module || reach.max_gateways <= 0) return;
  for (const ChargerIndex charger : own.chargers) {
    if (!as_gateway(terms_, charger)) continue;
    circuit.choices.push_back(gateway_source(terms_, charger));
    const auto index = static_cast<std::uint32_t>(circuit.choices.size() - 1);
    const auto others = std::count_if(circuit.along_run.begin(), circuit.along_run.end(), [&](std::uint32_t i) {
      return part_.chargers[i] != charger && circuit.choices[index].serves(reach.chargers[part_.chargers[i]]);
    });
    if (others == 0) circuit.choices.pop_back();
  }
}

void SharedProblem::measure_choices(Circuit& circuit) const {
  const std::vector<double>& positions = circuit.positions_m;
  for (const Source& source : circuit.choices) {
    Stretch stretch;
    if (source.kind != SourceKind::no_source) {
      const auto begin = std::lower_bound(positions.begin(), positions.end(), source.from_m - tolerance_m);
      const auto end = std::upper_bound(begin, positions.end(), source.to_m + tolerance_m);
      stretch.first = static_cast<std::size_t>(begin - positions.begin());
      stretch.last = static_cast<std::size_t>(end - positions.begin());
    }
    if (source.kind == SourceKind::gateway) {
      const auto own = std::find_if(circuit.along_run.begin(), circuit.along_run.end(),
                                    [&](std::uint32_t i) { return part_.chargers[i] == source.gateway; });
      stretch.gateway = static_cast<std::size_t>(own - circuit.along_run.begin());
    }
    circuit.stretches.push_back(stretch);
  }
}

SharedProblem::SharedProblem(const Terms& terms, const SharedPart& part) : terms_(terms), part_(part) {
  const Reach& reach = terms.reach;
  circuits_.resize(part.circuits.size());
  for (std::uint32_t i = 0; i < part.chargers.size(); ++i) {
    const ChargerIndex charger = part.chargers[i];
    if (reach.chargers[charger].plc) circuits_[part.circuit_of[i]].along_run.push_back(i);
    add_charger_options(charger);
    plc_value_.push_back(value_of(terms, charger, PlannedLink::plc));
  }
  option_count_ = options_.size() + part.chargers.size();
  coverable_.assign(part.chargers.size(), false);
  for (std::size_t c = 0; c < circuits_.size(); ++c) {
    std::vector<std::uint32_t>& along_run = circuits_[c].along_run;
    std::stable_sort(along_run.begin(), along_run.end(), [&](std::uint32_t a, std::uint32_t b) {
      return reach.chargers[part.chargers[a]].position_m < reach.chargers[part.chargers[b]].position_m;
    });
    for (const std::uint32_t i : along_run) {
      circuits_[c].positions_m.push_back(reach.chargers[part.chargers[i]].position_m);
    }
    add_choices(part.circuits[c], circuits_[c]);
    measure_choices(circuits_[c]);
    const std::vector<Source>& choices = circuits_[c].choices;
    for (const std::uint32_t i : along_run) {
      coverable_[i] =
          std::any_of(choices.begin(), choices.begin() + circuits_[c].first_gateway,
                      [&](const Source& source) { return source.serves(reach.chargers[part.chargers[i]]); });
    }
  }
}

Picks SharedProblem::all_open() const {
  Picks open;
  open.choice.assign(circuits_.size(), Picks::open);
  open.must_serve.assign(circuits_.size(), no_index);
  return open;
}

int SharedProblem::possible_gateways() const {
  return static_cast<int>(std::count_if(circuits_.begin(), circuits_.end(), [](const Circuit& circuit) {
    return circuit.first_gateway < circuit.choices.size();
  }));
}

std::vector<ChargerIndex> SharedProblem::servable(std::size_t circuit, std::uint32_t choice) const {
  const Source& source = circuits_[circuit].choices[choice];
  std::vector<ChargerIndex> chargers;
  for (const std::uint32_t i : circuits_[circuit].along_run) {
    const ChargerIndex charger = part_.chargers[i];
    if (charger != source.gateway && source.serves(terms_.reach.chargers[charger])) chargers.push_back(charger);
  }
  return chargers;
}

void SharedProblem::add_charger_options(ChargerIndex charger) {
  const Reach& reach = terms_.reach;
  options_.push_back({PlannedLink::none, {}, 0, value_of(terms_, charger, PlannedLink::none)});
  if (reach.chargers[charger].lte) {
    options_.push_back({PlannedLink::lte, {}, 0, value_of(terms_, charger, PlannedLink::lte)});
  }
  for (std::size_t k = 0; k < part_.wifi_count(reach, charger); ++k) {
    const WifiAt at = part_.wifi(reach, charger, k);
    if (at.dbm < terms_.limits.wifi_dbm) break;
    options_.push_back({PlannedLink::wifi, at, part_.local(at.access_point),
                        value_of(terms_, charger, PlannedLink::wifi, at.access_point)});
  }
  first_option_.push_back(static_cast<std::uint32_t>(options_.size()));
}

Value SharedProblem::alone_at(const std::vector<Value>& prices, std::uint32_t index) const {
  Value best = options_[first_option_[index]].value;
  for (std::uint32_t i = first_option_[index] + 1; i < first_option_[index + 1]; ++i) {
    const Option& option = options_[i];
    if (option.value >= best) continue;
    best = std::min(best, option.link == PlannedLink::wifi ? option.value + prices[option.local] : option.value);
  }
  return best;
}

std::optional<Value> SharedProblem::gateway_at(const std::vector<Value>& prices, ChargerIndex charger) const {
  const double least_dbm = std::max({good_wifi_dbm, terms_.limits.gateway_dbm, terms_.limits.wifi_dbm});
  std::optional<Value> best;
  for (std::size_t k = 0; k < part_.wifi_count(terms_.reach, charger); ++k) {
    const WifiAt at = part_.wifi(terms_.reach, charger, k);
    if (at.dbm < least_dbm) break;
    const Value value =
        value_of(terms_, charger, PlannedLink::wifi, at.access_point, true) + prices[part_.local(at.access_point)];
    if (!best || value < *best) best = value;
  }
  return best;
}

/// What the chargers of a circuit would gain by PLC, summed along its run.
class SharedProblem::GainsAlongRun {
 public:
  /// `gains`: by charger of the part.
  GainsAlongRun(const SharedProblem& problem, const Circuit& circuit, const std::vector<Value>& gains)
      : problem_(problem), circuit_(circuit), gains_(gains), sum_(1), count_(1, 0) {
    for (const std::uint32_t i : circuit.along_run) {
      const bool gains_something = gains[i] < Value{};
      sum_.push_back(sum_.back() + (gains_something ? gains[i] : Value{}));
      count_.push_back(count_.back() + (gains_something ? 1 : 0));
    }
  }

  /// Of those whom the choice serves; a gateway serves someone.
  Value of(std::size_t choice) const {
    const Source& source = circuit_.choices[choice];
    const auto& [first, last, own_place] = circuit_.stretches[choice];
    int count = count_[last] - count_[first];
    Value sum = sum_[last] - sum_[first];
    const bool gateway = source.kind == SourceKind::gateway;
    if (gateway && gains_[circuit_.along_run[own_place]] < Value{}) {
      sum -= gains_[circuit_.along_run[own_place]];
      --count;
    }
    if (count > problem_.terms_.reach.max_chargers) return most_of(source, first, last);
    return gateway && count == 0 ? least_loss(source, first, last) : sum;
  }

 private:
  Value most_of(const Source& source, std::size_t first, std::size_t last) const {
    std::vector<Value> taken;
    for (std::size_t k = first; k < last; ++k) {
      const std::uint32_t i = circuit_.along_run[k];
      if (problem_.part_.chargers[i] != source.gateway && gains_[i] < Value{}) taken.push_back(gains_[i]);
    }
    const auto places = static_cast<std::ptrdiff_t>(std::max(problem_.terms_.reach.max_chargers, 0));
    std::nth_element(taken.begin(), taken.begin() + places, taken.end());
    Value sum;
    for (std::ptrdiff_t k = 0; k < places; ++k) sum += taken[static_cast<std::size_t>(k)];
    return sum;
  }

  Value least_loss(const Source& source, std::size_t first, std::size_t last) const {
    std::optional<Value> least;
    for (std::size_t k = first; k < last; ++k) {
      const std::uint32_t i = circuit_.along_run[k];
      if (problem_.part_.chargers[i] != source.gateway && (!least || gains_[i] < *least)) least = gains_[i];
    }
    return least.value_or(Value{});
  }

  const SharedProblem& problem_;
  const Circuit& circuit_;
  const std::vector<Value>& gains_;
  std::vector<Value> sum_;
  std::vector<int> count_;
};

PricedChoices SharedProblem::priced(const std::vector<Value>& prices) const {
  PricedChoices result;
  std::vector<Value> alone;
  std::vector<Value> gains;
  std::vector<Value> base(circuits_.size());
  for (std::uint32_t i = 0; i < part_.chargers.size(); ++i) {
    alone.push_back(alone_at(prices, i));
    base[part_.circuit_of[i]] += alone.back();
    gains.push_back(plc_value_[i] - alone.back());
  }
  for (std::size_t c = 0; c < circuits_.size(); ++c) {
    const Circuit& circuit = circuits_[c];
    const GainsAlongRun along_run(*this, circuit, gains);
    std::vector<Value> values;
    values.reserve(circuit.choices.size());
    for (std::size_t choice = 0; choice < circuit.choices.size(); ++choice) {
      const Source& source = circuit.choices[choice];
      Value value = base[c] + source_value(terms_, source);
      if (source.kind != SourceKind::no_source) value += along_run.of(choice);
      if (source.kind == SourceKind::gateway) {
        value += *gateway_at(prices, source.gateway) - alone[circuit.along_run[circuit.stretches[choice].gateway]];
      }
      values.push_back(value);
    }
    result.of.push_back(std::move(values));
  }
  for (std::size_t at = 0; at < prices.size(); ++at) {
    const std::optional<int>& room = part_.rooms[at];
    if (room) result.rooms += times(*room, prices[at]);
  }
  return result;
}

Value SharedProblem::bound(const PricedChoices& priced, const Picks& fixed, int gateways, Picks* picks) const {
  Value total = Value{} - priced.rooms;
  struct Gain {
    Value value;
    std::size_t circuit;
    std::uint32_t choice;
  };
  std::vector<Gain> gains;
  if (picks != nullptr) *picks = fixed;
  for (std::size_t c = 0; c < circuits_.size(); ++c) {
    const std::vector<Value>& values = priced.of[c];
    if (fixed.choice[c] != Picks::open) {
      total += values[fixed.choice[c]];
      if (is_gateway(c, fixed.choice[c])) --gateways;
      continue;
    }
    const auto middle = values.begin() + circuits_[c].first_gateway;
    const auto best = std::min_element(values.begin(), middle);
    const auto best_gateway = std::min_element(middle, values.end());
    total += *best;
    if (picks != nullptr) picks->choice[c] = static_cast<std::uint32_t>(best - values.begin());
    if (best_gateway != values.end() && *best_gateway < *best) {
      gains.push_back({*best_gateway - *best, c, static_cast<std::uint32_t>(best_gateway - values.begin())});
    }
  }
  std::stable_sort(gains.begin(), gains.end(), [](const Gain& a, const Gain& b) { return a.value < b.value; });
  for (const Gain& gain : gains) {
    if (gateways-- <= 0) break;
    total += gain.value;
    if (picks != nullptr) picks->choice[gain.circuit] = gain.choice;
  }
  return total;
}

std::optional<Value> SharedProblem::fee(std::size_t circuit) const {
  std::optional<Value> least;
  for (std::uint32_t choice = 1; choice < circuits_[circuit].first_gateway; ++choice) {
    const Value value = source_value(terms_, source(circuit, choice));
    if (!least || value < *least) least = value;
  }
  return least;
}

int SharedProblem::coverable(std::size_t circuit) const {
  const std::vector<std::uint32_t>& along_run = circuits_[circuit].along_run;
  const auto count = std::count_if(along_run.begin(), along_run.end(), [&](std::uint32_t i) { return coverable_[i]; });
  return std::min(static_cast<int>(count), terms_.reach.max_chargers);
}

Picks SharedProblem::picks_for(const std::vector<std::vector<ChargerIndex>>& plc) const {
  Picks picks;
  picks.must_serve.assign(circuits_.size(), no_index);
  for (std::size_t c = 0; c < circuits_.size(); ++c) {
    std::uint32_t best = 0;
    std::ptrdiff_t most = 0;
    for (std::uint32_t choice = 1; choice < circuits_[c].first_gateway && !plc[c].empty(); ++choice) {
      const Source& its_source = source(c, choice);
      const auto served = std::count_if(plc[c].begin(), plc[c].end(), [&](ChargerIndex charger) {
        return its_source.serves(terms_.reach.chargers[charger]);
      });
      if (served <= most) continue;
      most = served;
      best = choice;
    }
    picks.choice.push_back(best);
  }
  return picks;
}

Picks SharedProblem::picks_like(const EarlierChoice& earlier, const Picks& instead) const {
  Picks picks = picks_for(earlier.plc);
  for (std::size_t c = 0; c < circuits_.size(); ++c) {
    if (earlier.gateways[c] == no_index) continue;
    if (is_gateway(c, instead.choice[c])) picks.choice[c] = instead.choice[c];
    for (std::uint32_t choice = circuits_[c].first_gateway; choice < circuits_[c].choices.size(); ++choice) {
      if (source(c, choice).gateway == earlier.gateways[c]) picks.choice[c] = choice;
    }
  }
  return picks;
}

}  // namespace ampsite::connectivity
