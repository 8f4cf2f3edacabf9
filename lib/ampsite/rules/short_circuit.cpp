// AMP8xx about short circuits: whether devices see, break and outlast them, and which of two opens.

#include <fmt/format.h>

#include <string>
#include <utility>

#include "ampsite/electric/working.h"
#include "ampsite/rules/certainty.h"
#include "ampsite/rules/checks.h"
#include "ampsite/rules/electrics.h"
#include "ampsite/rules/wording.h"

namespace ampsite {
namespace {

constexpr double ampere_per_kiloampere = 1000;

bool has_run(const Node& node) { return node.length_m.stated(); }

bool runs_through_protective(FaultKind kind) {
  return kind == FaultKind::line_to_earth || kind == FaultKind::double_earth;
}

/// AMP803 speaks.
bool trips_too_late(const CircuitElectrics& electrics) {
  return electrics.least_at_end.known() && electrics.trip.known() &&
         !trips(electrics.least_at_end->current_a, electrics.trip->current_a);
}

std::string way_out(const Node& node, FaultKind kind) {
  if (!has_run(node)) return "fit a device that trips at less, or find out min_ka again";
  return fmt::format("fit a device that trips at less, lay a larger cross-section{}, or shorten the run",
                     runs_through_protective(kind) ? " of lines and PE" : "");
}

void report_too_low(const Site& site, const Node& node, const FaultCurrent& fault, const TripCurrent& trip,
                    Findings& findings) {
  const ValuePlace place = place_of_trip(node);
  Finding finding = finding_about("AMP803", site, node, place.key, place.span);
  finding.message =
      fmt::format("a fault {}{}, {}, draws {}; its device needs {} to switch off within {:g} s",
                  has_run(node) ? "at the end of the run of " : "at ", name_of(site, node), conductors_of(fault.kind),
                  least_amps(fault.current_a), amps(trip.current_a), trip.within_s);
  finding.help = way_out(node, fault.kind);
  add_working(finding, has_run(node) ? place_of_cable(node) : site.grid->short_circuit->min_ka.span, working(fault));
  add_working(finding, node.device->type.span, working(trip));
  findings.push_back(std::move(finding));
}

/// The nearest device above that breaks a current.
NodeIndex device_above_that_breaks(const Site& site, const Node& node, double current_a) {
  for (NodeIndex v = node.parent; v != no_index; v = site.nodes[v].parent) {
    const Stated<double>& breaking_ka = site.nodes[v].device->breaking_ka;
    if (breaking_ka.stated() && breaking_ka.value * ampere_per_kiloampere >= current_a) return v;
  }
  return no_index;
}

void report_breaking(const Site& site, const Node& node, const FaultCurrent& fault, Findings& findings) {
  const Stated<double>& breaking_ka = node.device->breaking_ka;
  Finding finding = finding_about("AMP804", site, node, "device.breaking_ka", breaking_ka.span);
  finding.message = fmt::format("the device of {} breaks {:g} kA; up to {} flow where it stands", name_of(site, node),
                                breaking_ka.value, most_kiloamps(fault.current_a));
  finding.help = fmt::format("fit a device that breaks {} or more", most_kiloamps(fault.current_a));
  add_working(finding, site.grid->short_circuit->max_ka.span, working(fault));
  const NodeIndex above = device_above_that_breaks(site, node, fault.current_a);
  if (above != no_index) {
    finding.severity = Severity::warning;
    finding.help += ", or show by their makers' back-up table that the device above stands in for it";
    finding.related.push_back({site.nodes[above].device->breaking_ka.span,
                               fmt::format("the device of {} breaks it", name_of(site, site.nodes[above]))});
  }
  findings.push_back(std::move(finding));
}

/// The smallest conductor that the fault runs through is PE.
bool protective_is_smallest(const Node& node, const Heating& heating) {
  return node.cable->pe_mm2.stated() && heating.size_mm2 < node.cable->size_mm2.value;
}

void report_heat(const Site& site, const Node& node, const Heating& heating, Findings& findings) {
  const bool protective = protective_is_smallest(node, heating);
  Finding finding = finding_about("AMP806", site, node, protective ? "cable.pe_mm2" : "cable.size_mm2",
                                  protective ? node.cable->pe_mm2.span : node.cable->size_mm2.span);
  finding.message = fmt::format(
      "{} of {:g} mm² in the run of {} bears {:.0f} A²s; at the least fault current {:.0f} A²s heat it until the "
      "device has switched off",
      protective ? "PE" : "a conductor", heating.size_mm2, name_of(site, node), heating.bears_a2s, heating.heat_a2s);
  finding.help = "lay a larger cross-section, or fit a device that switches off sooner";
  add_working(finding, place_of_trip(node).span, working(heating));
  findings.push_back(std::move(finding));
}

void report_let_through(const Site& site, const Node& node, const Heating& heating, Findings& findings) {
  const Stated<double>& i2t_a2s = node.device->i2t_a2s;
  Finding finding = finding_about("AMP806", site, node, "device.i2t_a2s", i2t_a2s.span);
  finding.message = fmt::format(
      "the device of {} lets {:.0f} A²s through at the largest fault current; its smallest conductor, of {:g} mm², "
      "bears {:.0f} A²s",
      name_of(site, node), heating.heat_a2s, heating.size_mm2, heating.bears_a2s);
  finding.help = "lay a larger cross-section, or fit a device that lets less through";
  add_working(finding, place_of_cable(node), working(heating));
  findings.push_back(std::move(finding));
}

}  // namespace

void check_fault_current_too_low(const RuleContext& context, Findings& findings) {
  for (NodeIndex v = 0; v < context.electrics.size(); ++v) {
    const CircuitElectrics& electrics = context.electrics[v];
    if (!is_judged(context, v) || !trips_too_late(electrics)) continue;
    report_too_low(context.site, context.site.nodes[v], *electrics.least_at_end, *electrics.trip, findings);
  }
}

void check_breaking_capacity(const RuleContext& context, Findings& findings) {
  constexpr double rounding_a = 1e-6;
  for (NodeIndex v = 0; v < context.electrics.size(); ++v) {
    const Node& node = context.site.nodes[v];
    const Calculated<FaultCurrent>& largest = context.electrics[v].largest_at_device;
    const Stated<double>& breaking_ka = node.device->breaking_ka;
    if (!conductors_certain(context, v) || !breaking_ka.stated() || !largest.known()) continue;
    if (breaking_ka.value * ampere_per_kiloampere + rounding_a >= largest->current_a) continue;
    report_breaking(context.site, node, *largest, findings);
  }
}

void check_selectivity(const RuleContext& context, Findings& findings) {
  const Site& site = context.site;
  for (NodeIndex v = 1; v < context.electrics.size(); ++v) {
    const Node& node = site.nodes[v];
    const Node& parent = site.nodes[node.parent];
    const Calculated<Selectivity>& selective = context.electrics[v].selective;
    if (!selective.known() || *selective == Selectivity::selective) continue;
    const double ratio = parent.fuse_a.value / node.fuse_a.value;
    if (ratio < 1) continue;  // AMP204 speaks
    if (fuse_too_large_for_chargers(site, node) || fuse_too_large_for_chargers(site, parent)) continue;
    Finding finding = finding_about("AMP805", site, node, "fuse_a", node.fuse_a.span);
    finding.message = fmt::format(
        "the gG fuse of {} in front of {} stands behind one of {}, {:.2f} times as large; 1.6 times is needed for it "
        "to open first",
        amps(node.fuse_a.value), name_of(site, node), amps(parent.fuse_a.value), ratio);
    finding.help = "fit a smaller fuse here, or a larger one upstream where its cable carries it";
    finding.related.push_back(
        {parent.fuse_a.span,
         fmt::format("the fuse of {}: {} / {} = {:.2f} (gG, IEC 60269-1:2006)", name_of(site, parent),
                     amps(parent.fuse_a.value), amps(node.fuse_a.value), ratio)});
    findings.push_back(std::move(finding));
  }
}

void check_adiabatic(const RuleContext& context, Findings& findings) {
  for (NodeIndex v = 0; v < context.electrics.size(); ++v) {
    const Node& node = context.site.nodes[v];
    const Calculated<Heating>& heating = context.electrics[v].heating;
    const Calculated<Heating>& let_through = context.electrics[v].let_through;
    if (!is_judged(context, v)) continue;
    const bool by_its_maker = heating.known() && heating->heats_s == 0;
    if (heating.known() && !by_its_maker && !heating->withstood() && !trips_too_late(context.electrics[v])) {
      report_heat(context.site, node, *heating, findings);
    }
    if (let_through.known() && !let_through->withstood()) {
      report_let_through(context.site, node, *let_through, findings);
    }
  }
}

}  // namespace ampsite
