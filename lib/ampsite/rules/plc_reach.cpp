// AMP505, AMP508, AMP509: a charger on PLC and the source that feeds it.
// What a house plans by (planning.plc) changes nothing of what is judged here.

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "ampsite/rules/checks.h"
#include "ampsite/rules/plc_circuit.h"
#include "ampsite/rules/wording.h"

namespace ampsite {
namespace {

/// The maker's help pages say "shorter" without neutral, and no number: this one is ours.
constexpr double good_distance_without_neutral_m = 60;

Span place_of_position(const PlcSource& source) {
  return source.module != nullptr ? source.module->position_m.span : source.gateway->position_m.span;
}

Span place_of_wiring(const PlcSource& source) {
  return source.module != nullptr ? source.module->terminals.span : source.gateway->phases.span;
}

void check_distance(const Site& site, const Charger& charger, const std::vector<PlacedSource>& placed,
                    Findings& findings) {
  const std::optional<double> position = known_position_m(site, charger);
  if (!position) return;
  const auto& [source, source_m] = nearest(placed, *position);
  const double distance_m = std::abs(*position - source_m);
  const bool too_far = distance_m > most_plc_distance_m + tolerance_m;
  const bool far_without_neutral =
      site.grid->neutral.has_value() && !site.neutral() && distance_m > good_distance_without_neutral_m + tolerance_m;
  if (!too_far && !far_without_neutral) return;
  Finding finding = finding_about("AMP508", site, charger, "position_m", charger.position_m.span);
  const std::string which = placed.size() > 1 ? "the nearest source, " : "";
  finding.message = fmt::format("{} is {} of cable from {}{}; at most {}", name_of(site, charger), metres(distance_m),
                                which, name_of(site, source), metres(most_plc_distance_m));
  if (too_far) {
    finding.message += " is allowed";
  } else {
    finding.severity = Severity::warning;
    finding.message +=
        fmt::format(" is allowed, and without neutral at most {} is advised", metres(good_distance_without_neutral_m));
  }
  finding.help = fmt::format("{}, feed {} from a circuit with a source of its own, or link it by WiFi or 4G",
                             source.module != nullptr ? fmt::format("move {} nearer", name_of(site, source))
                                                      : std::string("fit a PLC module nearer instead of the gateway"),
                             name_of(site, charger));
  finding.related.push_back({place_of_position(source), "the source"});
  findings.push_back(std::move(finding));
}

/// A source, and what it runs PLC over.
struct PairOfSource {
  PlcSource source;
  LineSet pair;
};

/// One source of each pair in use; none where the pair of a source is not known.
std::optional<std::vector<PairOfSource>> pairs_in_use(const RuleContext& context, const PlcCircuit& circuit) {
  if (!circuit.sources_known) return std::nullopt;
  std::vector<PairOfSource> pairs;
  for (const PlcSource& source : circuit.sources) {
    const std::optional<LineSet> pair = known_pair(context, source);
    if (!pair) return std::nullopt;
    const auto same = [&](const PairOfSource& other) { return other.pair == *pair; };
    if (std::none_of(pairs.begin(), pairs.end(), same)) pairs.push_back({source, *pair});
  }
  return pairs;
}

/// "L1 and N", "L1 and L3".
std::string conductors(LineSet pair, bool neutral) { return describe(pair) + (neutral ? " and N" : ""); }

void check_pair(const RuleContext& context, const Charger& charger, const std::vector<PairOfSource>& pairs,
                Findings& findings) {
  const Site& site = context.site;
  const std::optional<LineSet> own = known_pair(context, charger);
  if (!own) return;
  const auto same = [&](const PairOfSource& other) { return other.pair == *own; };
  if (std::any_of(pairs.begin(), pairs.end(), same)) return;
  const bool neutral = site.neutral();
  const PairOfSource& meant = pairs.front();
  Finding finding = finding_about("AMP505", site, charger, "phases", charger.phases.span);
  finding.message =
      fmt::format("{} runs PLC over {}, but {} over {}", name_of(site, charger), conductors(*own, neutral),
                  name_of(site, meant.source), conductors(meant.pair, neutral));
  finding.help =
      fmt::format("wire {} of {} to {}, or link it by WiFi or 4G", neutral ? "terminal L1" : "terminals L1 and N",
                  name_of(site, charger), describe(meant.pair));
  finding.related.push_back({place_of_wiring(meant.source), "the conductors of the source"});
  findings.push_back(std::move(finding));
}

}  // namespace

void check_plc_pair_mismatch(const RuleContext& context, Findings& findings) {
  const Site& site = context.site;
  for (const Node& node : site.nodes) {
    const PlcCircuit circuit = plc_circuit(site, node);
    if (circuit.linked.empty() || circuit.sources.empty()) continue;
    const std::optional<std::vector<PairOfSource>> pairs = pairs_in_use(context, circuit);
    if (!pairs) continue;
    for (const ChargerIndex c : circuit.linked) check_pair(context, site.chargers[c], *pairs, findings);
  }
}

void check_plc_too_far(const RuleContext& context, Findings& findings) {
  const Site& site = context.site;
  for (const Node& node : site.nodes) {
    const PlcCircuit circuit = plc_circuit(site, node);
    if (circuit.linked.empty() || circuit.sources.empty()) continue;
    const auto placed = by_position(site, circuit);
    if (!placed) continue;
    for (const ChargerIndex c : circuit.linked) check_distance(site, site.chargers[c], *placed, findings);
  }
}

void check_plc_too_many(const RuleContext& context, Findings& findings) {
  const Site& site = context.site;
  for (const Node& node : site.nodes) {
    const PlcCircuit circuit = plc_circuit(site, node);
    if (circuit.sources.empty() || !circuit.sources_known) continue;
    // Which source a charger uses is not stated: at best they are shared evenly.
    const int most = most_plc_chargers * static_cast<int>(circuit.sources.size());
    const int count = static_cast<int>(circuit.linked.size());
    if (count <= most) continue;
    const PlcSource& source = circuit.sources.front();
    Finding finding = source.module != nullptr ? finding_about("AMP509", site, *source.module, "", place_of(source))
                                               : finding_about("AMP509", site, *source.gateway, "", place_of(source));
    const bool several = circuit.sources.size() > 1;
    finding.message =
        fmt::format("{} {} {} on PLC; at most {} {}",
                    several ? fmt::format("{} and the other sources of {}", name_of(site, source), name_of(site, node))
                            : name_of(site, source),
                    several ? "serve" : "serves", counted(count, "charger"), most,
                    several ? "are possible together" : "can share one source");
    finding.help = fmt::format("link {} by WiFi or 4G, or feed them from another circuit with a source of its own",
                               count - most == 1 ? "1 of them" : fmt::format("{} of them", count - most));
    findings.push_back(std::move(finding));
  }
}

}  // namespace ampsite
