#include "ampsite/plan/connectivity/circuit_options.h"

#include <algorithm>
#include <utility>

namespace ampsite::connectivity {

namespace {

struct Candidate {
  ChargerIndex charger = 0;
  double position_m = 0;
  Value gain;
  std::size_t kind = 0;  ///< index of its gain, the best first
};

/// The chargers of a circuit that PLC would gain something, along the run.
class Candidates {
 public:
  Candidates(const Reach& reach, const Ranking& ranking, NodeIndex circuit, const std::vector<LinkChoice>& alone);

  const std::vector<Candidate>& all() const { return all_; }
  Value gain_of(const Source& source) const { return gain(range(source), kind_of(source.gateway)); }
  std::vector<ChargerIndex> chosen(const Reach& reach, const Source& source) const;

 private:
  struct Range {
    std::size_t begin = 0;
    std::size_t end = 0;
  };

  Range range(const Source& source) const;
  std::size_t kind_of(ChargerIndex charger) const;
  Value gain(Range within, std::size_t kind_left_out) const;

  std::vector<Candidate> all_;
  std::vector<Value> gains_;          ///< distinct, the best first
  std::vector<int> counts_;           ///< by candidate and kind: how many of that kind stand before it
  std::vector<std::size_t> kind_of_;  ///< by charger of the circuit; gains_.size() for no candidate
  ChargerIndex first_charger_ = 0;
  int places_ = 0;
};

Candidates::Candidates(const Reach& reach, const Ranking& ranking, NodeIndex circuit,
                       const std::vector<LinkChoice>& alone)
    : places_(reach.max_chargers) {
  for (const ChargerIndex charger : reach.circuits[circuit].chargers) {
    if (!reach.chargers[charger].plc) continue;
    const Value gain = value_of(reach, ranking, charger, PlannedLink::plc) - alone[charger].value;
    if (!ranking.better(gain, Value{})) continue;
    all_.push_back({charger, reach.chargers[charger].position_m, gain, 0});
    if (std::find(gains_.begin(), gains_.end(), gain) == gains_.end()) gains_.push_back(gain);
  }
  std::sort(gains_.begin(), gains_.end(), [&](const Value& a, const Value& b) { return ranking.better(a, b); });
  std::stable_sort(all_.begin(), all_.end(),
                   [](const Candidate& a, const Candidate& b) { return a.position_m < b.position_m; });

  const Node& node = reach.site.nodes[circuit];
  first_charger_ = node.charger_begin;
  kind_of_.assign(node.charger_end - node.charger_begin, gains_.size());
  counts_.reserve((all_.size() + 1) * gains_.size());
  std::vector<int> before(gains_.size(), 0);
  for (Candidate& candidate : all_) {
    candidate.kind = static_cast<std::size_t>(std::find(gains_.begin(), gains_.end(), candidate.gain) - gains_.begin());
    kind_of_[candidate.charger - first_charger_] = candidate.kind;
    counts_.insert(counts_.end(), before.begin(), before.end());
    ++before[candidate.kind];
  }
  counts_.insert(counts_.end(), before.begin(), before.end());
}

std::size_t Candidates::kind_of(ChargerIndex charger) const {
  return charger == no_index ? gains_.size() : kind_of_[charger - first_charger_];
}

Candidates::Range Candidates::range(const Source& source) const {
  const auto begin =
      std::lower_bound(all_.begin(), all_.end(), source.from_m - tolerance_m,
                       [](const Candidate& candidate, double at_m) { return candidate.position_m < at_m; });
  const auto end =
      std::upper_bound(begin, all_.end(), source.to_m + tolerance_m,
                       [](double at_m, const Candidate& candidate) { return at_m < candidate.position_m; });
  return {static_cast<std::size_t>(begin - all_.begin()), static_cast<std::size_t>(end - all_.begin())};
}

Value Candidates::gain(Range within, std::size_t kind_left_out) const {
  Value total;
  int places = places_;
  for (std::size_t kind = 0; kind < gains_.size() && places > 0; ++kind) {
    const int there = counts_[within.end * gains_.size() + kind] - counts_[within.begin * gains_.size() + kind] -
                      (kind == kind_left_out ? 1 : 0);
    const int taken = std::min(there, places);
    total += times(taken, gains_[kind]);
    places -= taken;
  }
  return total;
}

std::vector<ChargerIndex> Candidates::chosen(const Reach& reach, const Source& source) const {
  const Range within = range(source);
  std::vector<Candidate> there;
  for (std::size_t i = within.begin; i < within.end; ++i) {
    if (all_[i].charger != source.gateway) there.push_back(all_[i]);
  }
  const auto places = static_cast<std::size_t>(std::max(places_, 0));
  if (there.size() > places) {
    std::sort(there.begin(), there.end(), [&](const Candidate& a, const Candidate& b) {
      if (a.kind != b.kind) return a.kind < b.kind;
      return reach.natural_before(a.charger, b.charger);
    });
    there.resize(places);
  }
  std::vector<ChargerIndex> chargers;
  for (const Candidate& candidate : there) chargers.push_back(candidate.charger);
  std::sort(chargers.begin(), chargers.end(),
            [&](ChargerIndex a, ChargerIndex b) { return reach.natural_before(a, b); });
  return chargers;
}

/// The best of the modules that are there, or of the places for a new one.
Source best_module(const Reach& reach, const Ranking& ranking, NodeIndex index, const Candidates& candidates) {
  const CircuitReach& circuit = reach.circuits[index];
  Source best;
  Value best_gain;
  const auto consider = [&](const Source& source) {
    const Value gain = candidates.gain_of(source) + source_value(reach, source);
    if (!ranking.better(gain, best_gain)) return;
    best = source;
    best_gain = gain;
  };
  if (circuit.has_module) {
    for (const ModuleIndex module : circuit.modules) consider(existing_module(reach, module));
  } else {
    for (const Candidate& first : candidates.all()) consider(new_module_from(reach, first.position_m));
  }
  return best;
}

std::optional<CircuitPlan> best_gateway(const Reach& reach, const Ranking& ranking, NodeIndex index,
                                        const Candidates& candidates, const CircuitPlan& rival, const Value& base,
                                        const std::vector<LinkChoice>& alone) {
  const CircuitReach& circuit = reach.circuits[index];
  if (circuit.has_module || candidates.all().empty() || reach.max_gateways <= 0) return std::nullopt;
  std::optional<CircuitPlan> best;
  for (const ChargerIndex charger : circuit.chargers) {
    const std::optional<LinkChoice> own = as_gateway(reach, ranking, charger);
    if (!own) continue;
    const Source source = gateway_source(reach, charger);
    const Value gain = candidates.gain_of(source);
    if (gain == Value{}) continue;
    const Value value = base - alone[charger].value + own->value + gain + source_value(reach, source);
    if (!ranking.better(value, rival.value)) continue;
    if (best) {
      const int compared = ranking.compare(value, best->value);
      if (compared > 0 || (compared == 0 && own->at.dbm <= best->gateway.at.dbm)) continue;
    }
    best = CircuitPlan{source, {}, *own, value};
  }
  if (best) best->plc = candidates.chosen(reach, best->source);
  return best;
}

}  // namespace

Value value_of(const Reach& reach, const Ranking& ranking, ChargerIndex charger, PlannedLink link, AccessPointIndex at,
               bool gateway) {
  Value value = ranking.of(link);
  value.unkept = gives_up(reach, charger, link, at) ? 1 : 0;
  value.changed = changes(reach, charger, link, at, gateway) ? 1 : 0;
  return value;
}

LinkChoice best_alone(const Reach& reach, const Ranking& ranking, ChargerIndex charger) {
  LinkChoice best{PlannedLink::none, {}, value_of(reach, ranking, charger, PlannedLink::none)};
  const auto consider = [&](PlannedLink link, WifiAt at) {
    const Value value = value_of(reach, ranking, charger, link, at.access_point);
    if (ranking.better(value, best.value)) best = {link, at, value};
  };
  // Where one number stands for all access points they are worth the same.
  const std::size_t worth_a_look = reach.chargers[charger].same_everywhere ? 1 : reach.wifi_count(charger);
  for (std::size_t k = 0; k < std::min(worth_a_look, reach.wifi_count(charger)); ++k) {
    consider(PlannedLink::wifi, reach.wifi(charger, k));
  }
  if (reach.chargers[charger].lte) consider(PlannedLink::lte, {});
  return best;
}

std::optional<LinkChoice> as_gateway(const Reach& reach, const Ranking& ranking, ChargerIndex charger) {
  if (!reach.chargers[charger].plc) return std::nullopt;
  std::optional<LinkChoice> best;
  const std::size_t worth_a_look = reach.chargers[charger].same_everywhere ? 1 : reach.wifi_count(charger);
  for (std::size_t k = 0; k < std::min(worth_a_look, reach.wifi_count(charger)); ++k) {
    const WifiAt at = reach.wifi(charger, k);
    if (at.dbm < good_wifi_dbm) break;
    const Value value = value_of(reach, ranking, charger, PlannedLink::wifi, at.access_point, true);
    if (!best || ranking.better(value, best->value)) best = LinkChoice{PlannedLink::wifi, at, value};
  }
  return best;
}

Source source_at(const Reach& reach, SourceKind kind, double position_m) {
  Source source;
  source.kind = kind;
  source.from_m = position_m - reach.max_distance_m;
  source.to_m = position_m + reach.max_distance_m;
  return source;
}

Source existing_module(const Reach& reach, ModuleIndex module) {
  Source source = source_at(reach, SourceKind::existing_module, reach.site.modules[module].position_m.value);
  source.module = module;
  return source;
}

Source gateway_source(const Reach& reach, ChargerIndex gateway) {
  Source source = source_at(reach, SourceKind::gateway, reach.chargers[gateway].position_m);
  source.gateway = gateway;
  return source;
}

Source new_module_from(const Reach& reach, double first_m) {
  Source source;
  source.kind = SourceKind::new_module;
  source.from_m = first_m;
  source.to_m = first_m + 2 * reach.max_distance_m;
  return source;
}

Value source_value(const Reach& reach, const Source& source) {
  Value value;
  value.new_modules = source.kind == SourceKind::new_module ? 1 : 0;
  if (source.kind == SourceKind::gateway) {
    const Charger& charger = reach.site.chargers[source.gateway];
    value.unlike_source = charger.shares.has_value() && charger.shares.value == Sharing::plc ? 0 : 1;
  }
  return value;
}

CircuitOptions circuit_options(const Reach& reach, const Ranking& ranking, NodeIndex circuit,
                               const std::vector<LinkChoice>& alone) {
  CircuitOptions options;
  Value base;
  for (const ChargerIndex charger : reach.circuits[circuit].chargers) base += alone[charger].value;
  const Candidates candidates(reach, ranking, circuit, alone);
  CircuitPlan& best = options.best;
  best.source = best_module(reach, ranking, circuit, candidates);
  best.value = base;
  if (best.source.kind != SourceKind::no_source) {
    best.plc = candidates.chosen(reach, best.source);
    best.value += candidates.gain_of(best.source) + source_value(reach, best.source);
  }
  options.with_gateway = best_gateway(reach, ranking, circuit, candidates, best, base, alone);
  return options;
}

}  // namespace ampsite::connectivity
