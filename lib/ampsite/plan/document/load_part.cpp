#include <fmt/format.h>

#include "ampsite/electric/load_case.h"
#include "ampsite/plan/document/plan_parts.h"

namespace ampsite {
namespace {

constexpr std::array<PlanWord<bool>, 2> state_words{{{"optimal", true}, {"reached", false}}};
constexpr std::array<PlanWord<Change>, 2> change_words{{{"fuse", Change::fuse}, {"limit", Change::limit}}};

std::vector<Line> read_lines(const PlanReading& reading, ObjectReader& object, std::string_view key) {
  std::vector<Line> lines;
  const auto list = object.required(key);
  if (!list) return lines;
  for (const JsonIndex element : reading.elements(*list)) {
    Line line = Line::L1;
    object.read_word_at(element, line_words, line);
    lines.push_back(line);
  }
  if (lines.size() > all_lines.size()) reading.wrong(*list, "names more lines than there are");
  return lines;
}

ChargerWiring read_wiring(const PlanReading& reading, JsonIndex at, const Charger& charger) {
  ChargerWiring wiring;
  ObjectReader object(reading, at);
  object.expect_id("charger", charger.id.value);
  for (const Line line : read_lines(reading, object, "phases")) wiring.phases.push_back(line);
  if (const auto id = object.optional("wiring_id")) wiring.wiring_id = reading.whole_number(*id);
  const std::vector<Line> one_phase_on = read_lines(reading, object, "one_phase_on");
  for (const Line line : one_phase_on) wiring.one_phase_on.insert(line);
  if (wiring.one_phase_on.size() != static_cast<int>(one_phase_on.size())) {
    reading.wrong(at, "one_phase_on names a line twice");
  }
  object.read("fixed", wiring.fixed);
  object.read("changed", wiring.changed);
  object.read_if_there("reason", wiring.reason);
  object.finish();
  return wiring;
}

CutEntry read_cut_entry(const PlanReading& reading, JsonIndex at) {
  CutEntry entry;
  ObjectReader object(reading, at);
  if (const auto node = object.required("node")) entry.node = reading.node(*node).value_or(0);
  object.read_word("line", line_words, entry.line);
  object.read("limit_a", entry.limit_a);
  object.read("holds", entry.holds);
  object.finish();
  return entry;
}

SecondProof read_second(const PlanReading& reading, JsonIndex at) {
  SecondProof second;
  ObjectReader object(reading, at);
  object.read_word("state", state_words, second.optimal);
  object.read_list("bound_a", second.bound_a,
                   [](const PlanReading& in, JsonIndex i) { return in.number(i).value_or(0); });
  object.finish();
  return second;
}

WiringProof read_wiring_proof(const PlanReading& reading, JsonIndex at) {
  WiringProof proof;
  ObjectReader object(reading, at);
  object.read("guaranteed_a", proof.guaranteed_a);
  object.read("upper_bound_a", proof.upper_bound_a);
  object.read_list("cut", proof.cut, read_cut_entry);
  const auto own_limit = object.optional("own_limit");
  const auto forced = object.optional("forced");
  if (own_limit) proof.own_limit = reading.charger(*own_limit).value_or(no_index);
  if (forced) proof.forced = reading.whole_number(*forced).value_or(0);
  if (own_limit.has_value() == forced.has_value()) reading.wrong(at, "has to have either forced or own_limit");
  object.read_if_there("argument", proof.argument);
  if (const auto second = object.required("second")) proof.second = read_second(reading, *second);
  object.finish();
  return proof;
}

/// The node of that id above the charger, else any of that id.
NodeIndex node_above(const PlanReading& reading, JsonIndex at, const Charger& charger) {
  const auto id = reading.text(at);
  if (!id) return 0;
  for (NodeIndex v = charger.node; v != no_index; v = reading.site.nodes[v].parent) {
    if (reading.site.nodes[v].id.value == *id) return v;
  }
  return reading.node(at).value_or(0);
}

Bottleneck read_bottleneck(const PlanReading& reading, JsonIndex at, const Charger& charger) {
  Bottleneck bottleneck;
  ObjectReader object(reading, at);
  if (reading.json.member(at, "own_limit")) {
    bool own_limit = true;
    object.read("own_limit", own_limit);
    if (!own_limit) reading.wrong(at, "own_limit can only be true");
  } else {
    if (const auto node = object.required("node")) bottleneck.node = node_above(reading, *node, charger);
    object.read_word("line", line_words, bottleneck.line);
  }
  object.finish();
  return bottleneck;
}

ChargerLoad read_charger_load(const PlanReading& reading, JsonIndex at, const Charger& charger) {
  ChargerLoad load;
  ObjectReader object(reading, at);
  object.expect_id("id", charger.id.value);
  object.read("fair_a", load.fair_a);
  object.read("setpoint_a", load.setpoint_a);
  object.read("power_kw", load.power_kw);
  if (const auto bottleneck = object.required("bottleneck")) {
    load.bottleneck = read_bottleneck(reading, *bottleneck, charger);
  }
  object.finish();
  return load;
}

NodeLoad read_node_load(const PlanReading& reading, JsonIndex at, const Node& node) {
  NodeLoad load;
  ObjectReader object(reading, at);
  object.expect_id("id", node.id.value);
  if (const auto limit = object.required("limit_a")) load.limit_a = read_currents(reading, *limit, node.lines);
  if (const auto current = object.required("current_a")) load.current_a = read_currents(reading, *current, node.lines);
  object.read("utilisation", load.utilisation);
  object.finish();
  return load;
}

Simultaneous read_simultaneous(const PlanReading& reading, JsonIndex at) {
  Simultaneous simultaneous;
  ObjectReader object(reading, at);
  int count = 0;
  object.read("count", count);
  object.read("upper_bound", simultaneous.upper_bound);
  if (const auto chargers = object.required("chargers")) {
    simultaneous.chargers = reading.charger_list(*chargers);
    if (count != static_cast<int>(simultaneous.chargers.size())) {
      reading.wrong(at, fmt::format("counts {}, but lists {}", count, simultaneous.chargers.size()));
    }
  }
  object.read("time_share", simultaneous.time_share);
  object.finish();
  return simultaneous;
}

CurvePoint read_curve_point(const PlanReading& reading, JsonIndex at) {
  CurvePoint point;
  ObjectReader object(reading, at);
  object.read("active", point.active);
  object.read("guaranteed_a", point.guaranteed_a);
  object.read("typical_a", point.typical_a);
  object.read("energy_kwh", point.energy_kwh);
  object.finish();
  return point;
}

CasePlan read_case(const PlanReading& reading, JsonIndex at, LoadCase expected) {
  const Site& site = reading.site;
  CasePlan plan;
  ObjectReader object(reading, at);
  object.expect_id("name", std::string(to_text(expected)));
  plan.load_case = expected;
  object.read_if_there("guaranteed_min_a", plan.guaranteed_min_a);
  object.read("total_kw", plan.total_kw);
  object.read_list("chargers", plan.chargers, site.chargers, "chargers", read_charger_load);
  object.read_list("nodes", plan.nodes, site.nodes, "circuits with the supply", read_node_load);
  if (const auto simultaneous = object.required("simultaneous")) {
    plan.simultaneous = read_simultaneous(reading, *simultaneous);
  }
  object.read_list("capacity_curve", plan.capacity_curve, read_curve_point);
  object.finish();
  return plan;
}

int read_offline(const PlanReading& reading, JsonIndex at, const Charger& charger) {
  int offline_a = 0;
  ObjectReader object(reading, at);
  object.expect_id("charger", charger.id.value);
  object.read("offline_a", offline_a);
  object.finish();
  return offline_a;
}

Improvement read_improvement(const PlanReading& reading, JsonIndex at) {
  Improvement improvement;
  ObjectReader object(reading, at);
  object.read_list("nodes", improvement.nodes,
                   [](const PlanReading& in, JsonIndex i) { return in.node(i).value_or(0); });
  object.read_word("change", change_words, improvement.change);
  object.read_if_there("from_a", improvement.from_a);
  object.read_if_there("to_a", improvement.to_a);
  object.read_if_there("guaranteed_min_a", improvement.guaranteed_min_a);
  object.read_if_there("why_not", improvement.why_not);
  object.finish();
  return improvement;
}

}  // namespace

PerLine<double> read_currents(const PlanReading& reading, JsonIndex at, LineSet lines) {
  PerLine<double> currents;
  ObjectReader object(reading, at);
  for (const Line line : all_lines) {
    if (lines.contains(line)) object.read(to_text(line), currents[line]);
  }
  object.finish();
  return currents;
}

Load read_load(const PlanReading& reading, JsonIndex at) {
  const Site& site = reading.site;
  Load load;
  ObjectReader object(reading, at);
  object.read_list("wiring", load.wiring, site.chargers, "chargers", read_wiring);
  const auto proof = site.chargers.empty() ? object.optional("wiring_proof") : object.required("wiring_proof");
  if (proof) load.wiring_proof = read_wiring_proof(reading, *proof);
  object.read_list("cases", load.cases, load_cases(site), "load cases", read_case);
  object.read_list("offline", load.offline_a, site.chargers, "chargers", read_offline);
  object.read_list("improvements", load.improvements, read_improvement);
  object.finish();
  return load;
}

}  // namespace ampsite
