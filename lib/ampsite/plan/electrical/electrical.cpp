#include "ampsite/plan/electrical/electrical.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "ampsite/electric/circuit_electrics.h"
#include "ampsite/read/vocabulary.h"
#include "ampsite/rules/context.h"
#include "ampsite/rules/electrics.h"
#include "ampsite/rules/registry.h"
#include "ampsite/rules/wording.h"

namespace ampsite {
namespace {

/// AMP807 is not among them: it tells of data, not of the circuit.
constexpr std::array<std::string_view, 6> electrical_rules{"AMP801", "AMP802", "AMP803", "AMP804", "AMP805", "AMP806"};

void add_fault(std::string& faults, std::string_view fault) {
  faults += fmt::format("{}{}", faults.empty() ? "" : "; ", fault);
}

/// The drop up to the end of runs that AMP802 does not name: it blames one above, or looks only as far as chargers
/// stand.
void add_drops(const RuleContext& context, std::map<std::string, std::string>& faults) {
  const Site& site = context.site;
  const std::vector<DropVerdict> verdicts = drop_verdicts(context);
  for (NodeIndex v = 0; v < verdicts.size(); ++v) {
    const NodeIndex blamed = verdicts[v].blamed;
    if (!verdicts[v].excessive || blamed == v) continue;
    add_fault(faults[entity_of(site, site.nodes[v])],
              fmt::format("drop {}, above {:g} %: {}", most_per_cent(context.electrics[v].drop->percent),
                          site.planning.max_voltage_drop_pct.value,
                          blamed == no_index ? "where no charger stands" : "AMP802 at " + site.nodes[blamed].id.value));
  }
}

/// By entity: "AMP801: …; AMP803: …".
std::map<std::string, std::string> faults_of(const RuleContext& context) {
  std::map<std::string, std::string> faults;
  for (const std::string_view id : electrical_rules) {
    Findings findings;
    find_rule(id)->check(context, findings);
    for (const Finding& finding : findings) {
      add_fault(faults[finding.entity], fmt::format("{}: {}", id, finding.message));
    }
  }
  add_drops(context, faults);
  return faults;
}

/// "5 × 16 mm² copper xlpe, PE 16 mm²", as much of it as the file states.
std::string cable_text(const Node& node) {
  if (node.kind.has_value() && node.kind.value == RunKind::busbar) return "busbar";
  if (!node.cable.has_value()) return {};
  const Cable& cable = node.cable.value;
  if (!cable.size_mm2.has_value()) return {};
  std::string text;
  if (cable.cores.has_value()) text += fmt::format("{} × ", cable.cores.value);
  text += fmt::format("{:g} mm²", cable.size_mm2.value);
  if (cable.material.has_value()) text += fmt::format(" {}", word_for(cable.material.value));
  if (cable.insulation.has_value()) text += fmt::format(" {}", word_for(cable.insulation.value));
  if (cable.pe_mm2.has_value()) text += fmt::format(", PE {:g} mm²", cable.pe_mm2.value);
  return text;
}

/// As it is printed on the device.
std::string_view mark_of(DeviceType type) {
  switch (type) {
    case DeviceType::gg:
      return "gG ";
    case DeviceType::mcb_b:
      return "MCB B ";
    case DeviceType::mcb_c:
      return "MCB C ";
    case DeviceType::mcb_d:
      return "MCB D ";
    case DeviceType::mccb:
      return "MCCB ";
  }
  return {};
}

std::string device_text(const Node& node, const Calculated<double>& rating_a) {
  if (!rating_a.known()) return {};
  const bool typed = node.device.has_value() && node.device->type.has_value();
  return fmt::format("{}{:g} A", typed ? mark_of(node.device->type.value) : "", *rating_a);
}

/// What cannot be judged, each gap once: the circuit's own missing keys together, the others in words.
class Gaps {
 public:
  Gaps(const Site& site, NodeIndex v, const CircuitElectrics& electrics) : site_(&site), node_(v) {
    std::string keys;
    for (const std::string_view key : missing_electrical_data(site, site.nodes[v], electrics)) {
      keys += fmt::format("{}{}", keys.empty() ? "" : ", ", key);
    }
    if (!keys.empty()) texts_.push_back("lacks " + keys);
  }

  template <class T>
  void add(const Calculated<T>& calculated) {
    if (calculated.known()) return;
    const NotKnown& why = calculated.why_not;
    if (why.gap == Gap::not_tripped) return;  // AMP803 speaks
    const bool listed = why.gap == Gap::missing && (why.node == node_ || why.node == no_index) && !texts_.empty();
    if (listed) return;
    NotKnown own = why;
    if (own.node == node_) own.node = no_index;  // whose it is stands in front of the reason
    add(describe(*site_, own));
  }
  void add(std::string text) {
    if (text.empty()) return;
    if (std::find(texts_.begin(), texts_.end(), text) == texts_.end()) texts_.push_back(std::move(text));
  }
  std::string joined() const {
    std::string text;
    for (const std::string& one : texts_) text += (text.empty() ? "" : "; ") + one;
    return text;
  }

 private:
  const Site* site_;
  NodeIndex node_;
  std::vector<std::string> texts_;
};

/// On IT a residual current device may have to do what this one does not.
std::string double_earth_gap(const CircuitElectrics& electrics) {
  const Calculated<FaultCurrent>& fault = electrics.double_earth_at_end;
  if (!fault.known() || !electrics.trip.known() || trips(fault->current_a, electrics.trip->current_a)) return {};
  return fmt::format(
      "two earth faults at once draw {}, and its device needs {}: a residual current device has to "
      "switch them off",
      least_amps(fault->current_a), amps(electrics.trip->current_a));
}

std::string gaps_of(const RuleContext& context, NodeIndex v) {
  const CircuitElectrics& electrics = context.electrics[v];
  Gaps gaps(context.site, v, electrics);
  if (!is_judged(context, v)) gaps.add("its conductors or its fuse have findings of their own");
  gaps.add(electrics.design_a);
  gaps.add(electrics.device_a);
  if (!is_board(context.site.nodes[v])) gaps.add(electrics.ampacity);
  gaps.add(electrics.drop);
  gaps.add(electrics.largest_at_device);
  // On TT that is told with the heat, which a cable's device may state.
  const bool left_to_rcd = electrics.least_at_end.why_not.gap == Gap::left_to_rcd;
  if (!left_to_rcd) gaps.add(electrics.least_at_end);
  gaps.add(electrics.trip);
  gaps.add(double_earth_gap(electrics));
  const bool heat_stated = left_to_rcd && electrics.let_through.known();
  if (!is_board(context.site.nodes[v]) && !heat_stated) gaps.add(electrics.heating);
  return gaps.joined();
}

/// What looks worse the larger it is, up; what looks worse the smaller it is, down.
enum class CarefulSide { up, down };

/// None beyond every number too: a drop where the file states a voltage of next to nothing.
template <class T, class Part>
std::optional<double> part_of(const Calculated<T>& calculated, CarefulSide side, const Part& part) {
  constexpr double thousandths = 1000;
  constexpr double rounding = 1e-6;
  if (!calculated.known()) return std::nullopt;
  const double at = part(*calculated) * thousandths;
  if (!std::isfinite(at)) return std::nullopt;
  return (side == CarefulSide::up ? std::ceil(at - rounding) : std::floor(at + rounding)) / thousandths + 0.0;
}

CircuitCheck check_of(const Site& site, NodeIndex v, const CircuitElectrics& electrics) {
  const Node& node = site.nodes[v];
  const auto itself = [](double value) { return value; };
  const auto current_a = [](const auto& of) { return of.current_a; };
  CircuitCheck check;
  check.cable = cable_text(node);
  if (node.cable.has_value() && node.cable->method.has_value()) check.method = word_for(node.cable->method.value);
  if (node.length_m.has_value()) check.length_m = node.length_m.value;
  check.design_a = part_of(electrics.design_a, CarefulSide::up, itself);
  check.device = device_text(node, electrics.device_a);
  check.ampacity_a = part_of(electrics.ampacity, CarefulSide::down, current_a);
  check.drop_pct = part_of(electrics.drop, CarefulSide::up, [](const VoltageDrop& drop) { return drop.percent; });
  check.drop_v = part_of(electrics.drop, CarefulSide::up, [](const VoltageDrop& drop) { return drop.volts; });
  check.largest_fault_a = part_of(electrics.largest_at_device, CarefulSide::up, current_a);
  check.least_fault_a = part_of(electrics.least_at_end, CarefulSide::down, current_a);
  check.trips_at_a = part_of(electrics.trip, CarefulSide::up, current_a);
  if (electrics.heating.known()) check.bears_heat = electrics.heating->withstood();
  if (electrics.let_through.known() && !electrics.let_through->withstood()) check.bears_heat = false;
  if (node.parent != no_index && electrics.selective.known()) {
    check.selective = *electrics.selective == Selectivity::selective;
  }
  return check;
}

}  // namespace

Electrical electrical_checks(const Site& site, const ElectricalTables& tables) {
  const RuleContext context(site, tables);
  Electrical electrical{tables.house_numbers, {}};
  if (context.electrics.empty()) return electrical;
  const std::map<std::string, std::string> faults = faults_of(context);
  electrical.circuits.reserve(site.nodes.size());
  for (NodeIndex v = 0; v < site.nodes.size(); ++v) {
    CircuitCheck check = check_of(site, v, context.electrics[v]);
    const auto fault = faults.find(entity_of(site, site.nodes[v]));
    check.reason = fault != faults.end() ? fault->second : gaps_of(context, v);
    check.verdict = fault != faults.end()  ? CircuitVerdict::not_ok
                    : check.reason.empty() ? CircuitVerdict::ok
                                           : CircuitVerdict::not_verifiable;
    electrical.circuits.push_back(std::move(check));
  }
  return electrical;
}

}  // namespace ampsite
