#include "ampsite/electric/circuit_electrics.h"

#include <utility>

#include "ampsite/electric/design_current.h"

namespace ampsite {

namespace {

/// What adds up along the runs from the supply terminals to a point.
struct Point {
  Calculated<double> volts;
  Calculated<Impedance> cold_line;
  Calculated<Impedance> warm_line;
  Calculated<Impedance> warm_protective;
};

/// A node's run, each metre of it alike. A board has no run: it is where it begins, whatever leaves it.
struct Run {
  bool board = false;
  Point start;
  Calculated<double> length_m;
  Calculated<RunDrop> drop;
  Point per_metre;
};

template <class T>
Calculated<T> after(const Calculated<T>& start, const Calculated<T>& per_metre, const Calculated<double>& length_m) {
  if (!per_metre.known()) return per_metre.why_not;
  if (!length_m.known()) return length_m.why_not;
  if (!start.known()) return start.why_not;
  return *start + *length_m * *per_metre;
}

Point point_at(const Run& run, const Calculated<double>& length_m) {
  if (run.board) return run.start;
  return {after(run.start.volts, run.per_metre.volts, length_m),
          after(run.start.cold_line, run.per_metre.cold_line, length_m),
          after(run.start.warm_line, run.per_metre.warm_line, length_m),
          after(run.start.warm_protective, run.per_metre.warm_protective, length_m)};
}

Point supply_terminals() { return {0.0, Impedance{}, Impedance{}, Impedance{}}; }

/// Says of which node a gap is, where it does not say yet.
template <class T>
Calculated<T> at_node(Calculated<T> calculated, NodeIndex node) {
  if (!calculated.known() && calculated.why_not.node == no_index && !calculated.why_not.key.starts_with("grid.")) {
    calculated.why_not.node = node;
  }
  return calculated;
}

Calculated<double> length_of(const Node& node) {
  if (auto gap = gap_in(node.length_m, "length_m")) return *gap;
  if (node.length_m.value <= 0) return NotKnown{Gap::zero, "length_m", 0, {}, no_index};
  return node.length_m.value;
}

/// The length of the parent's run up to where a node leaves it.
Calculated<double> position_of(const Node& node, const Node& parent) {
  if (auto gap = gap_in(node.position_m, "position_m")) return *gap;
  if (parent.length_m.has_value() && node.position_m.value > parent.length_m.value) {
    return NotKnown{Gap::does_not_fit, "position_m", 0, "length_m", no_index};
  }
  return node.position_m.value;
}

std::optional<NotKnown> gap_in_cable(const Node& node) {
  if (auto gap = gap_in(node.kind, "kind")) return gap;
  if (node.kind.value == RunKind::busbar) return NotKnown{Gap::busbar, "kind", 0, {}, no_index};
  return gap_in(node.cable, "cable");
}

Calculated<RunDrop> run_drop(const Site& site, const Node& node, const Calculated<double>& design_a,
                             const ElectricalTables& tables) {
  if (auto gap = gap_in(site.grid->neutral, "grid.neutral")) return *gap;
  if (const auto gap = gap_in_cable(node)) return *gap;
  if (!design_a.known()) return design_a.why_not;
  return drop_per_metre(node.cable.value, drop_factor(node.lines, site.neutral()), *design_a, tables);
}

Run run_of(const Site& site, NodeIndex v, const Point& start, const Calculated<double>& design_a,
           const ElectricalTables& tables) {
  const Node& node = site.nodes[v];
  Run run;
  run.start = start;
  run.board = is_board(node);
  if (run.board) return run;
  run.length_m = at_node(length_of(node), v);
  run.drop = at_node(run_drop(site, node, design_a, tables), v);
  if (run.drop.known()) {
    run.per_metre.volts = run.drop->volts_per_m;
  } else {
    run.per_metre.volts = run.drop.why_not;
  }
  if (const auto gap = gap_in_cable(node)) {
    const Calculated<Impedance> none = at_node(Calculated<Impedance>(*gap), v);
    run.per_metre.cold_line = none;
    run.per_metre.warm_line = none;
    run.per_metre.warm_protective = none;
    return run;
  }
  run.per_metre.cold_line = at_node(cold_conductor(*node.cable, tables), v);
  run.per_metre.warm_line = at_node(warm_conductor(*node.cable, tables), v);
  run.per_metre.warm_protective = at_node(warm_protective_conductor(*node.cable, tables), v);
  return run;
}

Calculated<VoltageDrop> drop_at_end(const Grid& grid, const Run& run, const Point& end, double lead_m) {
  const Calculated<double> reference_v = reference_voltage_v(grid);
  if (!reference_v.known()) return reference_v.why_not;
  if (!end.volts.known()) return end.volts.why_not;
  VoltageDrop drop;
  drop.volts = *end.volts;
  drop.reference_v = *reference_v;
  drop.percent = 100 * drop.volts / drop.reference_v;
  drop.upstream_volts = *run.start.volts;
  drop.upstream_length_m = lead_m;
  if (!run.board) {
    drop.length_m = *run.length_m;
    drop.run = *run.drop;
  }
  return drop;
}

Calculated<FaultCurrent> largest_at(const Grid& grid, LineSet lines, const Calculated<Impedance>& cold_line,
                                    const ElectricalTables& tables) {
  if (!cold_line.known()) return cold_line.why_not;
  return largest_fault(grid, lines, *cold_line, tables);
}

Calculated<Heating> let_through_of(const Grid& grid, const Node& node, const ElectricalTables& tables) {
  if (const auto gap = gap_in_cable(node)) return *gap;
  return heating_let_through(node, grid, tables);
}

/// What the least fault heats in the longest time that a breaker may take is more than it lets through: where the cable
/// does not bear that, its maker's heat decides.
Calculated<Heating> heating_of(const CircuitElectrics& electrics, const Node& node, const ElectricalTables& tables) {
  if (const auto gap = gap_in_cable(node)) return *gap;
  if (!electrics.least_at_end.known()) return electrics.least_at_end.why_not;
  if (!electrics.trip.known()) return electrics.trip.why_not;
  Calculated<Heating> heating = heating_at(*electrics.least_at_end, *electrics.trip, *node.cable, tables);
  const bool breaker = electrics.trip->type != DeviceType::gg;
  return breaker && heating.known() && !heating->withstood() ? electrics.let_through : heating;
}

/// All but the design current, from the run's two ends.
void fill(const Site& site, NodeIndex v, const Run& run, const Point& end, const ElectricalTables& tables,
          CircuitElectrics& electrics) {
  const Node& node = site.nodes[v];
  const Grid& grid = *site.grid;
  const LineSet lines_in_front = node.parent == no_index ? grid.lines() : site.nodes[node.parent].lines;
  electrics.device_a = at_node(device_rating_a(node), v);
  electrics.ampacity = at_node(ampacity_of(grid, node, tables), v);
  electrics.largest_at_device = at_node(largest_at(grid, lines_in_front, run.start.cold_line, tables), v);
  electrics.largest_at_end = at_node(largest_at(grid, node.lines, end.cold_line, tables), v);
  electrics.least_at_end = at_node(least_fault(grid, end.warm_line, end.warm_protective, tables), v);
  electrics.double_earth_at_end = at_node(double_earth_fault(grid, end.warm_line, end.warm_protective, tables), v);
  electrics.trip = at_node(trip_current(node, disconnection_time_s(grid, node, v), tables), v);
  electrics.let_through = at_node(let_through_of(grid, node, tables), v);
  electrics.heating = at_node(heating_of(electrics, node, tables), v);
  if (node.parent != no_index) electrics.selective = selectivity(site, node.parent, v);
}

}  // namespace

bool is_board(const Node& node) { return node.parent == no_index && node.length_m.absent() && node.cable.absent(); }

std::vector<CircuitElectrics> circuit_electrics(const Site& site, const ElectricalTables& tables) {
  const std::vector<Calculated<double>> design_a = design_currents_a(site);
  std::vector<CircuitElectrics> all(site.nodes.size());
  std::vector<std::pair<NodeIndex, Run>> above;  // the runs from the supply to the node's parent
  for (NodeIndex v = 0; v < site.nodes.size(); ++v) {
    const Node& node = site.nodes[v];
    Point start = supply_terminals();
    double lead_m = 0;
    if (node.parent != no_index) {
      while (above.back().first != node.parent) above.pop_back();
      const Run& parent = above.back().second;
      const Calculated<double> position_m = at_node(position_of(node, site.nodes[node.parent]), v);
      if (!parent.board && position_m.known()) lead_m = *position_m;
      start = point_at(parent, position_m);
    }
    const Run run = run_of(site, v, start, design_a[v], tables);
    const Point end = point_at(run, run.length_m);
    all[v].design_a = at_node(design_a[v], v);
    all[v].drop = at_node(drop_at_end(*site.grid, run, end, lead_m), v);
    fill(site, v, run, end, tables, all[v]);
    above.emplace_back(v, run);
  }
  return all;
}

bool has_electrical_data(const Node& node) { return !node.cable.absent() || !node.device.absent(); }

std::vector<std::string_view> missing_electrical_data(const Site& site, const Node& node,
                                                      const CircuitElectrics& electrics) {
  std::vector<std::string_view> missing;
  // What has a finding of its own is there, whatever it says.
  const auto ask = [&](const auto& stated, std::string_view key) {
    const bool in_doubt = (key.starts_with("cable.") && node.cable.unknown()) ||
                          (key.starts_with("device.") && node.device.unknown()) ||
                          (key.starts_with("grid.") && site.grid->short_circuit.unknown());
    if (stated.absent() && !in_doubt) missing.push_back(key);
  };
  const Grid& grid = *site.grid;
  const bool earthed =
      grid.system.has_value() && grid.system.value != GridSystem::TT && grid.system.value != GridSystem::IT;
  ask(grid.short_circuit->max_ka, "grid.short_circuit.max_ka");
  ask(grid.short_circuit->min_ka, "grid.short_circuit.min_ka");
  const bool root = node.parent == no_index;
  if (!root && !is_board(site.nodes[node.parent])) ask(node.position_m, "position_m");
  ask(node.device->type, "device.type");
  ask(node.device->breaking_ka, "device.breaking_ka");
  if (node.device->type.has_value() && node.device->type.value == DeviceType::mccb) {
    ask(node.device->instant_a, "device.instant_a");
  }
  if (electrics.heating.why_not.key == "device.i2t_a2s") ask(node.device->i2t_a2s, "device.i2t_a2s");
  if (node.kind.has_value() && node.kind.value == RunKind::busbar) {
    ask(node.rated_a, "rated_a");
    return missing;
  }
  if (is_board(node)) return missing;
  const Cable& cable = *node.cable;
  ask(node.length_m, "length_m");
  ask(cable.size_mm2, "cable.size_mm2");
  if (earthed) ask(cable.pe_mm2, "cable.pe_mm2");
  ask(cable.material, "cable.material");
  ask(cable.insulation, "cable.insulation");
  if (!cable.ampacity_a.absent()) return missing;
  ask(cable.method, "cable.method");
  ask(cable.grouped, "cable.grouped");
  const bool laid_apart = cable.method.has_value() &&
                          (cable.method.value == InstallationMethod::C || cable.method.value == InstallationMethod::E);
  if (laid_apart && cable.grouped.has_value() && cable.grouped.value > 1) ask(cable.arrangement, "cable.arrangement");
  return missing;
}

}  // namespace ampsite
