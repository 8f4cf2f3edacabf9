// AMP505, AMP508, AMP509: a charger on PLC and the source that feeds it.
// What a house plans by (planning.plc) changes nothing of what is judged here.

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "ampsite/rules/certainty.h"
#include "ampsite/rules/checks.h"
#include "ampsite/rules/plc_circuit.h"
#include "ampsite/rules/wording.h"

namespace ampsite {
namespace {

Span place_of_position(const PlcSource& source) {
  return source.module != nullptr ? source.module->position_m.span : source.gateway->position_m.span;
}

Span place_of_wiring(const PlcSource& source) {
  return source.module != nullptr ? source.module->terminals.span : source.gateway->phases.span;
}

/// From the first to the last charger on PLC whose place is known.
double stretch_m(const Site& site, const PlcCircuit& circuit) {
  std::vector<double> positions;
  for (const ChargerIndex c : circuit.linked) {
    if (const std::optional<double> position = known_position_m(site, site.chargers[c])) positions.push_back(*position);
  }
  if (positions.empty()) return 0;
  const auto [first, last] = std::minmax_element(positions.begin(), positions.end());
  return *last - *first;
}

/// How one source comes to reach all chargers; empty where none can, or several share the work.
std::string nearer(const Site& site, const PlcCircuit& circuit, double reach_m) {
  if (circuit.sources.size() > 1 || stretch_m(site, circuit) > 2 * reach_m + tolerance_m) return "";
  const PlcSource& source = circuit.sources.front();
  if (source.module == nullptr) return "fit a PLC module nearer instead of the gateway, ";
  return fmt::format("move {} towards the middle of the run, so that no charger is more than {} away, ",
                     name_of(site, source), metres(reach_m));
}

void check_distance(const Site& site, const Charger& charger, const PlcCircuit& circuit,
                    const std::vector<PlacedSource>& placed, Findings& findings) {
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
  finding.help = fmt::format("{}feed {} from a circuit with a source of its own, or link it by WiFi or 4G",
                             nearer(site, circuit, too_far ? most_plc_distance_m : good_distance_without_neutral_m),
                             name_of(site, charger));
  finding.related.push_back({place_of_position(source), "the source"});
  findings.push_back(std::move(finding));
}

/// "L1 and N", "L1 and L3".
std::string conductors(LineSet pair, bool neutral) { return describe(pair) + (neutral ? " and N" : ""); }

/// "connect line L1 to terminal L1 of charger A01"
std::string reconnection(LineSet pair, bool neutral, const std::string& charger) {
  return neutral ? fmt::format("connect line {} to terminal L1 of {}", describe(pair), charger)
                 : fmt::format("connect lines {} to terminals L1 and N of {}", describe(pair), charger);
}

void report_gateway(const Site& site, const Charger& gateway, LineSet own, LineSet pair, Findings& findings) {
  const bool neutral = site.neutral();
  const Node& node = site.nodes[gateway.node];
  const std::string name = "gateway " + name_of(site, gateway);
  Finding finding = finding_about("AMP505", site, gateway, "phases", gateway.phases.span);
  finding.message = fmt::format("{} runs PLC over {}; ", name, conductors(own, neutral));
  if (pair.empty()) {
    // With neutral alone: without, a circuit of two lines has a pair, and of one no charger charges (AMP206).
    finding.message += fmt::format("PLC needs L1 and N, and {} has only {}", name_of(site, node), describe(node.lines));
    finding.help =
        fmt::format("feed {} with L1, or take shares: plc out of {} and link the chargers there by WiFi or 4G",
                    name_of(site, node), name);
  } else {
    finding.message += fmt::format("on {} PLC runs over {}", name_of(site, node), conductors(pair, neutral));
    finding.help = reconnection(pair, neutral, name);
  }
  findings.push_back(std::move(finding));
}

void check_gateways(const RuleContext& context, const PlcCircuit& circuit, LineSet pair, Findings& findings) {
  for (const PlcSource& source : circuit.sources) {
    if (source.gateway == nullptr) continue;
    const std::optional<LineSet> own = known_pair(context, *source.gateway);
    if (own && *own != pair) report_gateway(context.site, *source.gateway, *own, pair, findings);
  }
}

/// What each source runs PLC over is known, or reported where it is a gateway.
bool pairs_known(const RuleContext& context, const PlcCircuit& circuit) {
  return circuit.sources_known &&
         std::all_of(circuit.sources.begin(), circuit.sources.end(),
                     [&](const PlcSource& source) { return known_pair(context, source).has_value(); });
}

void check_pair(const RuleContext& context, const Charger& charger, const PlcCircuit& circuit, LineSet pair,
                Findings& findings) {
  const Site& site = context.site;
  const std::optional<LineSet> own = known_pair(context, charger);
  if (!own || *own == pair) return;
  const bool neutral = site.neutral();
  Finding finding = finding_about("AMP505", site, charger, "phases", charger.phases.span);
  finding.message = fmt::format("{} runs PLC over {}", name_of(site, charger), conductors(*own, neutral));
  const auto source = std::find_if(circuit.sources.begin(), circuit.sources.end(),
                                   [&](const PlcSource& there) { return known_pair(context, there) == pair; });
  if (source != circuit.sources.end()) {
    finding.message += fmt::format(", but {} over {}", name_of(site, *source), conductors(pair, neutral));
    finding.related.push_back({place_of_wiring(*source), "the conductors of the source"});
  } else {
    finding.message +=
        fmt::format("; on {} PLC runs over {}", name_of(site, site.nodes[charger.node]), conductors(pair, neutral));
  }
  finding.help = reconnection(pair, neutral, name_of(site, charger)) + ", or link it by WiFi or 4G";
  findings.push_back(std::move(finding));
}

}  // namespace

void check_plc_pair_mismatch(const RuleContext& context, Findings& findings) {
  const Site& site = context.site;
  for (NodeIndex v = 0; v < site.nodes.size(); ++v) {
    if (!conductors_certain(context, v)) continue;
    const PlcCircuit& circuit = context.plc_circuits[v];
    if (circuit.sources.empty()) continue;
    const LineSet pair = plc_pair(site.nodes[v].lines, site.neutral());
    check_gateways(context, circuit, pair, findings);
    if (pair.empty() || !pairs_known(context, circuit)) continue;
    for (const ChargerIndex c : circuit.linked) check_pair(context, site.chargers[c], circuit, pair, findings);
  }
}

void check_plc_too_far(const RuleContext& context, Findings& findings) {
  const Site& site = context.site;
  for (const PlcCircuit& circuit : context.plc_circuits) {
    if (circuit.linked.empty() || circuit.sources.empty()) continue;
    const auto placed = by_position(site, circuit);
    if (!placed) continue;
    for (const ChargerIndex c : circuit.linked) check_distance(site, site.chargers[c], circuit, *placed, findings);
  }
}

void check_plc_too_many(const RuleContext& context, Findings& findings) {
  const Site& site = context.site;
  for (NodeIndex v = 0; v < site.nodes.size(); ++v) {
    const PlcCircuit& circuit = context.plc_circuits[v];
    if (circuit.sources.empty() || !circuit.sources_known) continue;
    // Which source a charger uses is not stated: at best they are shared evenly.
    const int most = most_plc_chargers * static_cast<int>(circuit.sources.size());
    const int count = static_cast<int>(circuit.linked.size());
    if (count <= most) continue;
    const PlcSource& source = circuit.sources.front();
    Finding finding = source.module != nullptr ? finding_about("AMP509", site, *source.module, "", place_of(source))
                                               : finding_about("AMP509", site, *source.gateway, "", place_of(source));
    const bool several = circuit.sources.size() > 1;
    finding.message = fmt::format(
        "{} {} {} on PLC; at most {} {}",
        several ? fmt::format("{} and the other sources of {}", name_of(site, source), name_of(site, site.nodes[v]))
                : name_of(site, source),
        several ? "serve" : "serves", counted(count, "charger"), most,
        several ? "are possible together" : "can share one source");
    finding.help = fmt::format("link {} by WiFi or 4G, or feed them from another circuit with a source of its own",
                               count - most == 1 ? "1 of them" : fmt::format("{} of them", count - most));
    findings.push_back(std::move(finding));
  }
}

}  // namespace ampsite
