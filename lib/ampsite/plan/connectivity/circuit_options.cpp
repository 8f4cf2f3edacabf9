#include "ampsite/plan/connectivity/circuit_options.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace ampsite::connectivity {

namespace {

constexpr int bisections = 30;  ///< of at most 90 m: to less than a micrometre

/// Where one number stands for all access points they are worth the same.
std::size_t access_points_to_weigh(const Reach& reach, ChargerIndex charger) {
  const std::size_t count = reach.wifi_count(charger);
  return reach.chargers[charger].same_everywhere ? std::min<std::size_t>(count, 1) : count;
}

Source source_at(const Terms& terms, SourceKind kind, double position_m) {
  Source source;
  source.kind = kind;
  source.from_m = position_m - terms.limits.distance_m;
  source.to_m = position_m + terms.limits.distance_m;
  return source;
}

}  // namespace

Value value_of(const Terms& terms, ChargerIndex charger, PlannedLink link, AccessPointIndex at, bool gateway) {
  Value value = terms.ranking.of(link);
  value.unkept = gives_up(terms.reach, charger, link, at) ? 1 : 0;
  value.changes = changes(terms.reach, charger, link, at, gateway) ? 1 : 0;
  return value;
}

LinkChoice best_alone(const Terms& terms, ChargerIndex charger) {
  const Reach& reach = terms.reach;
  LinkChoice best{PlannedLink::none, {}, value_of(terms, charger, PlannedLink::none)};
  for (std::size_t k = 0; k < access_points_to_weigh(reach, charger); ++k) {
    const WifiAt at = reach.wifi(charger, k);
    if (at.dbm < terms.limits.wifi_dbm) break;
    const Value value = value_of(terms, charger, PlannedLink::wifi, at.access_point);
    if (value < best.value) best = {PlannedLink::wifi, at, value};
  }
  if (!reach.chargers[charger].lte) return best;
  const Value value = value_of(terms, charger, PlannedLink::lte);
  const bool named_first = terms.ranking.order_of(Link::lte) < terms.ranking.order_of(Link::wifi);
  if (value < best.value || (value == best.value && named_first)) best = {PlannedLink::lte, {}, value};
  return best;
}

std::optional<LinkChoice> as_gateway(const Terms& terms, ChargerIndex charger) {
  if (!terms.reach.chargers[charger].plc) return std::nullopt;
  const double least_dbm = std::max({good_wifi_dbm, terms.limits.gateway_dbm, terms.limits.wifi_dbm});
  std::optional<LinkChoice> best;
  for (std::size_t k = 0; k < access_points_to_weigh(terms.reach, charger); ++k) {
    const WifiAt at = terms.reach.wifi(charger, k);
    if (at.dbm < least_dbm) break;
    const Value value = value_of(terms, charger, PlannedLink::wifi, at.access_point, true);
    if (!best || value < best->value) best = LinkChoice{PlannedLink::wifi, at, value};
  }
  return best;
}

Source existing_module(const Terms& terms, ModuleIndex module) {
  Source source = source_at(terms, SourceKind::existing_module, terms.reach.site.modules[module].position_m.value);
  source.module = module;
  return source;
}

Source gateway_source(const Terms& terms, ChargerIndex gateway) {
  Source source = source_at(terms, SourceKind::gateway, terms.reach.chargers[gateway].position_m);
  source.gateway = gateway;
  return source;
}

Source new_module_from(const Terms& terms, double first_m) {
  Source source;
  source.kind = SourceKind::new_module;
  source.from_m = first_m;
  source.to_m = first_m + 2 * terms.limits.distance_m;
  return source;
}

Value source_value(const Terms& terms, const Source& source) {
  if (source.kind == SourceKind::new_module) return terms.ranking.of_new_module();
  Value value;
  if (source.kind != SourceKind::existing_module) return value;
  const Site& site = terms.reach.site;
  const PlcModule& module = site.modules[source.module];
  const bool reconnected =
      module.terminals.has_value() && !connects(module, terms.reach.circuits[module.node].pair, site.neutral());
  value.changes = reconnected ? 1 : 0;
  return value;
}

CircuitOptions::CircuitOptions(const Terms& terms, NodeIndex circuit, const std::vector<LinkChoice>& alone)
    : terms_(terms), circuit_(terms.reach.circuits[circuit]), alone_(alone) {
  const Reach& reach = terms.reach;
  std::vector<Value> gain_of;
  for (const ChargerIndex charger : circuit_.chargers) {
    base_ += alone[charger].value;
    if (!reach.chargers[charger].plc) continue;
    const Value gain = value_of(terms, charger, PlannedLink::plc) - alone[charger].value;
    // Without a loss: a gateway of the file may need someone to serve.
    if (gain > Value{}) continue;
    all_.push_back({charger, reach.chargers[charger].position_m, gain_of.size()});
    gain_of.push_back(gain);
    if (std::find(gains_.begin(), gains_.end(), gain) == gains_.end()) gains_.push_back(gain);
  }
  std::sort(gains_.begin(), gains_.end());
  worth_having_ = gains_.size() - (!gains_.empty() && gains_.back() == Value{} ? 1 : 0);
  std::stable_sort(all_.begin(), all_.end(),
                   [](const Candidate& a, const Candidate& b) { return a.position_m < b.position_m; });

  const Node& node = reach.site.nodes[circuit];
  first_charger_ = node.charger_begin;
  kind_of_.assign(node.charger_end - node.charger_begin, gains_.size());
  counts_.reserve((all_.size() + 1) * gains_.size());
  std::vector<int> before(gains_.size(), 0);
  for (Candidate& candidate : all_) {
    const Value& gain = gain_of[candidate.kind];
    candidate.kind = static_cast<std::size_t>(std::find(gains_.begin(), gains_.end(), gain) - gains_.begin());
    kind_of_[candidate.charger - first_charger_] = candidate.kind;
    counts_.insert(counts_.end(), before.begin(), before.end());
    ++before[candidate.kind];
  }
  counts_.insert(counts_.end(), before.begin(), before.end());
}

std::size_t CircuitOptions::kind_of(ChargerIndex charger) const {
  return charger == no_index ? gains_.size() : kind_of_[charger - first_charger_];
}

CircuitOptions::Range CircuitOptions::range(double from_m, double to_m) const {
  const auto begin =
      std::lower_bound(all_.begin(), all_.end(), from_m - tolerance_m,
                       [](const Candidate& candidate, double at_m) { return candidate.position_m < at_m; });
  const auto end = std::upper_bound(begin, all_.end(), to_m + tolerance_m, [](double at_m, const Candidate& candidate) {
    return at_m < candidate.position_m;
  });
  return {static_cast<std::size_t>(begin - all_.begin()), static_cast<std::size_t>(end - all_.begin())};
}

/// `someone`: one whom it serves without a gain, where nobody gains anything. `left_out` stands in the range.
CircuitOptions::Gain CircuitOptions::gain(Range within, ChargerIndex left_out, bool someone) const {
  const std::size_t kind_left_out = kind_of(left_out);
  Gain total;
  int places = terms_.reach.max_chargers;
  for (std::size_t kind = 0; kind < gains_.size() && places > 0; ++kind) {
    int there = counts_[within.end * gains_.size() + kind] - counts_[within.begin * gains_.size() + kind] -
                (kind == kind_left_out ? 1 : 0);
    if (kind >= worth_having_) there = someone && total.served == 0 ? std::min(there, 1) : 0;
    const int taken = std::min(there, places);
    if (taken > 0) total.value += times(taken, gains_[kind]);
    total.served += taken;
    places -= taken;
  }
  return total;
}

/// The least distance within which a source gains as much.
double CircuitOptions::nearest_farthest(const Source& source, double at_m, const Gain& full) const {
  const Range within = range(source.from_m, source.to_m);
  const auto there = static_cast<int>(within.end - within.begin) - (kind_of(source.gateway) < gains_.size() ? 1 : 0);
  const bool someone = source.kind == SourceKind::gateway;
  double reach_m = 0;
  if (within.begin < within.end) {
    reach_m =
        std::max(std::abs(at_m - all_[within.begin].position_m), std::abs(all_[within.end - 1].position_m - at_m));
  }
  if (there == full.served) return reach_m;
  double too_little_m = 0;
  for (int i = 0; i < bisections; ++i) {
    const double middle_m = (too_little_m + reach_m) / 2;
    const Gain part = gain(range(at_m - middle_m, at_m + middle_m), source.gateway, someone);
    (part.value == full.value && part.served > 0 ? reach_m : too_little_m) = middle_m;
  }
  return reach_m;
}

/// Of the stretches for a new module that gain as much as the best, the shortest.
Source CircuitOptions::shortest_stretch(const Source& best, const Gain& full) const {
  Source shortest = best;
  for (std::size_t first = 0; first < all_.size(); ++first) {
    const double first_m = all_[first].position_m;
    const Range whole = range(first_m, first_m + 2 * terms_.limits.distance_m);
    if (gain(whole, no_index, false).value != full.value) continue;
    std::size_t low = first + 1;
    std::size_t high = whole.end;
    while (low < high) {
      const std::size_t middle = (low + high) / 2;
      if (gain({whole.begin, middle}, no_index, false).value == full.value) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    const double last_m = all_[high - 1].position_m;
    if (last_m - first_m >= shortest.to_m - shortest.from_m) continue;
    shortest.from_m = first_m;
    shortest.to_m = last_m;
  }
  return shortest;
}

std::vector<ChargerIndex> CircuitOptions::chosen(const Source& source) const {
  const Reach& reach = terms_.reach;
  const Range within = range(source.from_m, source.to_m);
  const auto served = static_cast<std::size_t>(gain(within, source.gateway, source.kind == SourceKind::gateway).served);
  std::vector<Candidate> there;
  for (std::size_t i = within.begin; i < within.end; ++i) {
    if (all_[i].charger != source.gateway) there.push_back(all_[i]);
  }
  if (there.size() > served) {
    std::sort(there.begin(), there.end(), [&](const Candidate& a, const Candidate& b) {
      if (a.kind != b.kind) return a.kind < b.kind;
      return reach.natural_before(a.charger, b.charger);
    });
    there.resize(served);
  }
  std::vector<ChargerIndex> chargers;
  for (const Candidate& candidate : there) chargers.push_back(candidate.charger);
  std::sort(chargers.begin(), chargers.end(),
            [&](ChargerIndex a, ChargerIndex b) { return reach.natural_before(a, b); });
  return chargers;
}

/// With whom the source serves, and how strong and how far that is.
CircuitPlan CircuitOptions::finished(CircuitPlan plan) const {
  plan.limits = terms_.limits;
  if (plan.source.kind != SourceKind::no_source) plan.plc = chosen(plan.source);
  std::vector<bool> elsewhere(kind_of_.size(), false);
  for (const ChargerIndex charger : plan.plc) elsewhere[charger - first_charger_] = true;
  if (plan.source.kind == SourceKind::gateway) {
    elsewhere[plan.source.gateway - first_charger_] = true;
    plan.weakest_dbm = plan.gateway.at.dbm;
  }
  for (const ChargerIndex charger : circuit_.chargers) {
    const LinkChoice& link = alone_[charger];
    if (link.link != PlannedLink::wifi || elsewhere[charger - first_charger_]) continue;
    plan.weakest_dbm = std::min(plan.weakest_dbm, link.at.dbm);
  }
  if (plan.plc.empty()) return plan;
  double first_m = terms_.reach.chargers[plan.plc.front()].position_m;
  double last_m = first_m;
  for (const ChargerIndex charger : plan.plc) {
    first_m = std::min(first_m, terms_.reach.chargers[charger].position_m);
    last_m = std::max(last_m, terms_.reach.chargers[charger].position_m);
  }
  double at_m = (first_m + last_m) / 2;
  if (plan.source.kind == SourceKind::existing_module) {
    at_m = terms_.reach.site.modules[plan.source.module].position_m.value;
  } else if (plan.source.kind == SourceKind::gateway) {
    at_m = terms_.reach.chargers[plan.source.gateway].position_m;
  }
  plan.farthest_m = std::max(std::abs(first_m - at_m), std::abs(last_m - at_m));
  return plan;
}

CircuitPlan CircuitOptions::best() const {
  CircuitPlan plan;
  plan.value = base_;
  if (worth_having_ == 0) return finished(std::move(plan));
  Gain best_gain;
  Value best_value;
  double best_m = 0;
  const auto consider = [&](const Source& source, bool nearer_counts) {
    const Gain own = gain(range(source.from_m, source.to_m), no_index, false);
    const Value value = own.value + source_value(terms_, source);
    if (value > best_value || value == Value{}) return;
    double own_m = 0;
    if (nearer_counts) {
      own_m = nearest_farthest(source, (source.from_m + source.to_m) / 2, own);
      if (value == best_value && own_m >= best_m) return;
    } else if (value == best_value) {
      return;
    }
    best_gain = own;
    best_value = value;
    best_m = own_m;
    plan.source = source;
  };
  if (circuit_.has_module) {
    for (const ModuleIndex module : circuit_.modules) consider(existing_module(terms_, module), true);
  } else {
    for (const Candidate& first : all_) consider(new_module_from(terms_, first.position_m), false);
  }
  if (plan.source.kind == SourceKind::existing_module) {
    const double at_m = (plan.source.from_m + plan.source.to_m) / 2;
    plan.source.from_m = at_m - best_m;
    plan.source.to_m = at_m + best_m;
  } else if (plan.source.kind == SourceKind::new_module) {
    plan.source = shortest_stretch(plan.source, best_gain);
  }
  plan.value += best_value;
  return finished(std::move(plan));
}

std::optional<CircuitPlan> CircuitOptions::with_gateway(const Value& rival) const {
  if (circuit_.has_module || all_.empty() || terms_.reach.max_gateways <= 0) return std::nullopt;
  std::optional<CircuitPlan> best;
  double best_m = 0;
  for (const ChargerIndex charger : circuit_.chargers) {
    const std::optional<LinkChoice> own = as_gateway(terms_, charger);
    if (!own) continue;
    Source source = gateway_source(terms_, charger);
    const Gain gained = gain(range(source.from_m, source.to_m), charger, true);
    if (gained.served == 0) continue;
    const Value value = base_ - alone_[charger].value + own->value + gained.value;
    if (value >= rival || (best && value > best->value)) continue;
    const bool equal = best && value == best->value;
    if (equal && own->at.dbm < best->gateway.at.dbm) continue;
    const double at_m = terms_.reach.chargers[charger].position_m;
    const double own_m = nearest_farthest(source, at_m, gained);
    if (equal && own->at.dbm == best->gateway.at.dbm && own_m >= best_m) continue;
    source.from_m = at_m - own_m;
    source.to_m = at_m + own_m;
    best = CircuitPlan{source, {}, *own, value, no_wifi, 0, {}};
    best_m = own_m;
  }
  if (!best) return best;
  return finished(std::move(*best));
}

}  // namespace ampsite::connectivity
