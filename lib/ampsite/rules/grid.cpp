// AMP3xx about the grid as a whole, and what it asks of cars and of one-phase chargers.

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <utility>

#include "ampsite/rules/certainty.h"
#include "ampsite/rules/checks.h"
#include "ampsite/rules/first_in_text.h"
#include "ampsite/rules/wording.h"

namespace ampsite {
namespace {

/// Where the grid is named: its system, else the whole mapping.
Span place_of_grid(const Site& site) { return site.grid->system.stated() ? site.grid->system.span : site.grid.span; }

/// A car is planned to charge on three phases, and the charger's wiring would let it.
bool plans_three_phases(const RuleContext& context, const Charger& charger) {
  const Site& site = context.site;
  const Stated<int>& phases = charger.vehicle->phases;
  if (!phases.stated() || phases.value != 3 || !wiring_certain(context, charger)) return false;
  if (site.nodes[charger.node].lines.size() != 3) return false;
  return charger.phases.absent() || charger.phases->size() == 3;
}

/// The most that a country's network operators let one line carry beyond the others.
struct ImbalanceLimit {
  std::string_view country;
  std::string_view name;
  double current_a;
};

const ImbalanceLimit* imbalance_limit(const Site& site) {
  // 4.6 kVA by VDE-AR-N 4100, 3.7 kW by the Austrian and Swiss connection conditions, at 230 V.
  static constexpr std::array<ImbalanceLimit, 3> limits{ImbalanceLimit{"AT", "Austria", 16},
                                                        ImbalanceLimit{"CH", "Switzerland", 16},
                                                        ImbalanceLimit{"DE", "Germany", 20}};
  const Stated<std::string>& country = site.info->country;
  if (!country.stated()) return nullptr;
  const auto* const found = std::find_if(limits.begin(), limits.end(),
                                         [&](const ImbalanceLimit& limit) { return limit.country == country.value; });
  return found == limits.end() ? nullptr : found;
}

/// Wired to one line with neutral or to a pair without, or on a run that leaves it no other wiring.
bool is_one_phase(const RuleContext& context, const Charger& charger) {
  if (!wiring_certain(context, charger)) return false;
  if (charger.phases.absent()) return context.site.nodes[charger.node].lines.size() < 3;
  return charger.phases->size() < 3;
}

/// How the charger comes by three lines; empty where the grid has but one phase.
std::string way_to_three_lines(const Site& site, const Charger& charger) {
  const Node& node = site.nodes[charger.node];
  if (node.lines.size() == 3) return ", or wire it to three lines";
  if (site.grid->phases.value != 3) return "";
  return fmt::format(", or feed {} with three lines", name_of(site, node));
}

double expected_voltage_v(const Grid& grid) {
  constexpr double line_to_neutral_v = 230;
  constexpr double three_phase_v = 400;
  return grid.neutral.value && grid.phases.value == 3 ? three_phase_v : line_to_neutral_v;
}

std::string_view voltage_that_fits(const Grid& grid) {
  if (!grid.neutral.value) return "without neutral it has 230 V from line to line";
  return grid.phases.value == 3 ? "with neutral it has 400 V from line to line"
                                : "on one phase with neutral it has 230 V from line to neutral";
}

std::string voltage_help(const Grid& grid) {
  const double voltage_v = grid.voltage_v.value;
  if (voltage_v != 230.0 && voltage_v != 400.0) {
    return fmt::format(
        "write the grid's nominal voltage; where that is {:g} V, ask the maker whether the charger may "
        "be connected to it",
        voltage_v);
  }
  const bool three_phases = grid.phases.value == 3;
  if (!grid.neutral.value) {
    return three_phases ? "write voltage_v: 230, or neutral: true where the grid has a neutral conductor"
                        : "write voltage_v: 230";
  }
  if (three_phases) return "write voltage_v: 400, or neutral: false where there are 230 V from line to line";
  return "write voltage_v: 230, or phases: 3 where the grid has three";
}

}  // namespace

void check_short_circuit_undeclared(const RuleContext& context, Findings& findings) {
  const Site& site = context.site;
  const Stated<ShortCircuit>& short_circuit = site.grid->short_circuit;
  const bool no_max = short_circuit->max_ka.absent();
  const bool no_min = short_circuit->min_ka.absent();
  if (!no_max && !no_min) return;
  Finding finding = finding_about_site("AMP303", "grid.short_circuit",
                                       short_circuit.stated() ? short_circuit.span : place_of_grid(site));
  if (no_max && no_min) {
    finding.message = "the file states no short-circuit current of the grid; the highest and the lowest are needed";
    finding.help =
        "ask the network operator or measure at the supply, and add short_circuit: {max_ka: ..., min_ka: ...}";
  } else {
    finding.key += no_max ? ".max_ka" : ".min_ka";
    finding.path = finding.key;
    finding.message = no_max ? "the file states the lowest short-circuit current of the grid, but not the highest"
                             : "the file states the highest short-circuit current of the grid, but not the lowest";
    finding.help = no_max ? "add max_ka: the three-phase current at the supply terminals, in kA"
                          : "add min_ka: the current from line to PE at the supply terminals, in kA";
  }
  findings.push_back(std::move(finding));
}

void check_three_phase_vehicle_without_neutral(const RuleContext& context, Findings& findings) {
  const Site& site = context.site;
  if (!site.grid->neutral.has_value() || site.neutral()) return;
  const auto is_planned = [&](const Charger& charger) { return plans_three_phases(context, charger); };
  const Charger* const first = first_in_text(site.chargers, is_planned);
  if (first == nullptr) return;
  const auto more = std::count_if(site.chargers.begin(), site.chargers.end(), is_planned) - 1;
  Finding finding = finding_about_site("AMP304", "vehicle.phases", first->vehicle->phases.span);
  finding.path = path_of(site, *first) + ".vehicle.phases";
  finding.message =
      fmt::format("{}{} {} planned with a car on three phases; without neutral, many cars charge on one phase only",
                  name_of(site, *first), and_more(more), more == 0 ? "is" : "are");
  finding.help = "write vehicle: {phases: 1} unless that car is known to charge on three phases without neutral";
  findings.push_back(std::move(finding));
}

void check_national_imbalance(const RuleContext& context, Findings& findings) {
  const Site& site = context.site;
  const ImbalanceLimit* const limit = imbalance_limit(site);
  if (limit == nullptr) return;
  for (const Charger& charger : site.chargers) {
    const Stated<double>& max_a = charger.max_a;
    if (!max_a.has_value() || max_a.value <= limit->current_a || has_current_fault(charger)) continue;
    if (!is_one_phase(context, charger)) continue;
    Finding finding = finding_about("AMP306", site, charger, "max_a", max_a.stated() ? max_a.span : place_of(charger));
    finding.message = fmt::format("{} is wired to one phase with max_a of {}; in {} at most {} is allowed on one phase",
                                  name_of(site, charger), amps(max_a.value), limit->name, amps(limit->current_a));
    finding.help = fmt::format("set its largest current, and max_a here, to {}{}", amps(limit->current_a),
                               way_to_three_lines(site, charger));
    if (charger.phases.stated()) finding.related.push_back({charger.phases.span, "its wiring"});
    findings.push_back(std::move(finding));
  }
}

void check_tn_c_final_circuit(const RuleContext& context, Findings& findings) {
  const Site& site = context.site;
  const Stated<GridSystem>& system = site.grid->system;
  if (!system.stated() || system.value != GridSystem::TN_C || site.chargers.empty()) return;
  const auto count = static_cast<int>(site.chargers.size());
  Finding finding = finding_about_site("AMP307", "grid.system", system.span);
  finding.message = fmt::format("the grid is TN-C, where PE and N are one conductor; {} {} them apart",
                                counted(count, "charger"), count == 1 ? "needs" : "need");
  finding.help = "write system: TN-C-S where PE and N part upstream of the chargers; else run a conductor for each";
  findings.push_back(std::move(finding));
}

void check_grid_voltage(const RuleContext& context, Findings& findings) {
  const Grid& grid = context.site.grid.value;
  if (!grid.voltage_v.stated() || !grid.neutral.has_value() || !grid.phases.has_value()) return;
  if (grid.voltage_v.value == expected_voltage_v(grid)) return;
  Finding finding = finding_about_site("AMP308", "grid.voltage_v", grid.voltage_v.span);
  finding.message = fmt::format("the grid is stated with {:g} V; {}", grid.voltage_v.value, voltage_that_fits(grid));
  finding.help = voltage_help(grid);
  if (grid.neutral.stated()) {
    finding.related.push_back({grid.neutral.span, grid.neutral.value ? "with neutral" : "without neutral"});
  } else if (grid.system.stated()) {
    finding.related.push_back(
        {grid.system.span, grid.neutral.value ? "with neutral, by default" : "without neutral, by default"});
  }
  findings.push_back(std::move(finding));
}

}  // namespace ampsite
