#include "ampsite/plan/verify/link_choices.h"

#include <algorithm>
#include <utility>

#include "ampsite/site/links.h"

namespace ampsite {

LinkChoices::LinkChoices(const LinkFacts& facts, const LinkLimits& limits) : facts_(facts), limits_(limits) {
  for (const CircuitFacts& circuit : facts.circuits) {
    std::vector<SourceChoice> choices(1);
    for (const ModuleIndex module : circuit.sources) {
      choices.push_back(around(circuit, facts.site.modules[module].position_m.value));
      choices.back().module = module;
    }
    if (!circuit.has_module) {
      add_new_modules(circuit, choices);
      for (const ChargerIndex charger : circuit.along) {
        if (max_gateways() <= 0) break;
        choices.push_back(around(circuit, facts.chargers[charger].position_m));
        choices.back().gateway = charger;
      }
    }
    if (max_served() <= 0) choices.resize(1);
    choices_.push_back(std::move(choices));
  }
}

int LinkChoices::max_gateways() const { return std::max(0, facts_.site.planning.max_gateways.value); }

int LinkChoices::max_served() const { return facts_.site.planning.plc->max_chargers.value; }

std::uint32_t LinkChoices::first_from(const CircuitFacts& circuit, double from_m) const {
  const auto found = std::partition_point(circuit.along.begin(), circuit.along.end(), [&](ChargerIndex charger) {
    return facts_.chargers[charger].position_m < from_m - tolerance_m;
  });
  return static_cast<std::uint32_t>(found - circuit.along.begin());
}

std::uint32_t LinkChoices::first_behind(const CircuitFacts& circuit, double to_m) const {
  const auto found = std::partition_point(circuit.along.begin(), circuit.along.end(), [&](ChargerIndex charger) {
    return facts_.chargers[charger].position_m <= to_m + tolerance_m;
  });
  return static_cast<std::uint32_t>(found - circuit.along.begin());
}

SourceChoice LinkChoices::around(const CircuitFacts& circuit, double position_m) const {
  SourceChoice choice;
  choice.begin = first_from(circuit, position_m - limits_.distance_m);
  choice.end = std::max(choice.begin, first_behind(circuit, position_m + limits_.distance_m));
  return choice;
}

/// A new module serves chargers of which the last is at most twice the distance behind the first: it stands midway.
/// Stretches within others are left out.
void LinkChoices::add_new_modules(const CircuitFacts& circuit, std::vector<SourceChoice>& choices) const {
  std::uint32_t covered = 0;
  for (std::uint32_t first = 0; first < circuit.along.size(); ++first) {
    const double first_m = facts_.chargers[circuit.along[first]].position_m;
    const std::uint32_t end = first_behind(circuit, first_m + 2 * limits_.distance_m);
    if (end <= covered) continue;
    covered = end;
    SourceChoice choice;
    choice.is_new = true;
    choice.begin = first;
    choice.end = end;
    choices.push_back(choice);
  }
}

LinkValue LinkChoices::value_of_source(const SourceChoice& choice) const {
  if (choice.is_new) return facts_.of_new_module;
  LinkValue value;
  if (choice.module != no_index && facts_.reconnects(choice.module)) value.level[LinkValue::changes] = 1;
  return value;
}

LinkValue LinkChoices::price_of(AccessPointIndex at, const Prices& prices) const {
  if (at != any_access_point) return prices[at];
  const auto cheapest = std::min_element(facts_.serving.begin(), facts_.serving.end(),
                                         [&](AccessPointIndex a, AccessPointIndex b) { return prices[a] < prices[b]; });
  return prices[*cheapest];
}

LinkValue LinkChoices::alone(ChargerIndex charger, const Prices& prices) const {
  const ChargerFacts& own = facts_.chargers[charger];
  LinkValue best = own.of_none;
  if (own.lte) best = std::min(best, own.of_lte);
  for (const WifiFact& wifi : own.wifi) {
    if (allows(wifi, false)) best = std::min(best, wifi.value + price_of(wifi.at, prices));
  }
  return best;
}

std::optional<LinkValue> LinkChoices::as_gateway(ChargerIndex charger, const Prices& prices) const {
  std::optional<LinkValue> best;
  for (const WifiFact& wifi : facts_.chargers[charger].wifi) {
    if (!allows(wifi, true)) continue;
    const LinkValue value = wifi.as_gateway + price_of(wifi.at, prices);
    if (!best || value < *best) best = value;
  }
  return best;
}

namespace {

/// How many of each gain stand where along a run.
class GainCounts {
 public:
  explicit GainCounts(const std::vector<LinkValue>& gains) : kinds_(gains) {
    std::sort(kinds_.begin(), kinds_.end());
    kinds_.erase(std::unique(kinds_.begin(), kinds_.end()), kinds_.end());
    before_.assign(kinds_.size(), 0);
    for (const LinkValue& gain : gains) {
      kind_.push_back(static_cast<std::size_t>(std::lower_bound(kinds_.begin(), kinds_.end(), gain) - kinds_.begin()));
      for (std::size_t kind = 0; kind < kinds_.size(); ++kind) {
        before_.push_back(before_[before_.size() - kinds_.size()] + (kind == kind_.back() ? 1 : 0));
      }
    }
  }

  /// The `most` best gains of [begin, end) but for one place; of those that are no gain only one, where `someone` has
  /// to be served and nobody gains. Nothing where there is nobody.
  std::optional<LinkValue> best(std::uint32_t begin, std::uint32_t end, std::optional<std::uint32_t> but, int most,
                                bool someone) const {
    LinkValue sum;
    int served = 0;
    for (std::size_t kind = 0; kind < kinds_.size() && served < most; ++kind) {
      int there = before_[end * kinds_.size() + kind] - before_[begin * kinds_.size() + kind];
      if (but && *but >= begin && *but < end && kind_[*but] == kind) --there;
      if (kinds_[kind] >= LinkValue{}) there = someone && served == 0 ? std::min(there, 1) : 0;
      const int taken = std::min(there, most - served);
      sum += taken * kinds_[kind];
      served += taken;
    }
    if (someone && served == 0) return std::nullopt;
    return sum;
  }

 private:
  std::vector<LinkValue> kinds_;  ///< ascending: the best first
  std::vector<std::size_t> kind_;
  std::vector<int> before_;  ///< by place and kind
};

}  // namespace

std::vector<std::optional<LinkValue>> LinkChoices::values(NodeIndex circuit, const Prices& prices) const {
  const CircuitFacts& own = facts_.circuits[circuit];
  LinkValue base;
  std::vector<LinkValue> alone_of;
  for (ChargerIndex charger = own.charger_begin; charger < own.charger_end; ++charger) {
    alone_of.push_back(alone(charger, prices));
    base += alone_of.back();
  }
  std::vector<LinkValue> gains;
  std::vector<std::uint32_t> place(alone_of.size(), no_index);
  for (const ChargerIndex charger : own.along) {
    place[charger - own.charger_begin] = static_cast<std::uint32_t>(gains.size());
    gains.push_back(facts_.chargers[charger].of_plc - alone_of[charger - own.charger_begin]);
  }
  const GainCounts counts(gains);
  std::vector<std::optional<LinkValue>> values;
  for (const SourceChoice& choice : choices_[circuit]) {
    if (choice.gateway == no_index) {
      const LinkValue gained = *counts.best(choice.begin, choice.end, std::nullopt, max_served(), false);
      values.emplace_back(base + value_of_source(choice) + gained);
      continue;
    }
    const ChargerIndex gateway = choice.gateway - own.charger_begin;
    const std::optional<LinkValue> wifi = as_gateway(choice.gateway, prices);
    const auto gained = counts.best(choice.begin, choice.end, place[gateway], max_served(), true);
    values.push_back(wifi && gained ? std::optional(base - alone_of[gateway] + *wifi + *gained) : std::nullopt);
  }
  return values;
}

PricedLinks::PricedLinks(const LinkChoices& choices, Prices prices) : choices_(choices) {
  const LinkFacts& facts = choices.facts();
  for (AccessPointIndex at = 0; at < prices.size(); ++at) {
    const Stated<int>& most = facts.site.access_points()[at].max_clients;
    if (prices[at] != LinkValue{}) rooms_ += static_cast<long long>(std::max(0, most.value)) * prices[at];
  }
  for (NodeIndex circuit = 0; circuit < facts.circuits.size(); ++circuit) {
    values_.push_back(choices.values(circuit, prices));
    Best best;
    const std::vector<std::optional<LinkValue>>& values = values_.back();
    for (std::uint32_t choice = 0; choice < values.size(); ++choice) {
      if (!values[choice]) continue;
      const bool gateway = choices.of(circuit)[choice].gateway != no_index;
      if (!gateway && *values[choice] < *values[best.without]) best.without = choice;
      if (gateway && (best.gateway == open_pick || *values[choice] < *values[best.gateway])) best.gateway = choice;
    }
    if (best.gateway != open_pick && *values[best.gateway] >= *values[best.without]) best.gateway = open_pick;
    best_.push_back(best);
  }
}

std::optional<LinkValue> PricedLinks::least(const Picks& fixed, Picks* picks) const {
  LinkValue sum;
  sum -= rooms_;
  int gateways = choices_.max_gateways();
  std::vector<std::pair<LinkValue, NodeIndex>> gains;
  for (NodeIndex circuit = 0; circuit < values_.size(); ++circuit) {
    const bool open = fixed[circuit] == open_pick;
    const std::uint32_t choice = open ? best_[circuit].without : fixed[circuit];
    const std::optional<LinkValue>& value = values_[circuit][choice];
    if (!value) return std::nullopt;
    sum += *value;
    if (picks != nullptr) (*picks)[circuit] = choice;
    if (!open && choices_.of(circuit)[choice].gateway != no_index) --gateways;
    if (!open || best_[circuit].gateway == open_pick) continue;
    gains.emplace_back(*values_[circuit][best_[circuit].gateway] - *value, circuit);
  }
  if (gateways < 0) return std::nullopt;
  std::sort(gains.begin(), gains.end());
  for (std::size_t i = 0; i < gains.size() && gateways > 0; ++i, --gateways) {
    sum += gains[i].first;
    if (picks != nullptr) (*picks)[gains[i].second] = best_[gains[i].second].gateway;
  }
  return sum;
}

}  // namespace ampsite
