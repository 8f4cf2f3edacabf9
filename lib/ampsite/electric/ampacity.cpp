#include "ampsite/electric/ampacity.h"

#include <algorithm>

namespace ampsite {

namespace {

NotKnown not_in(const TableColumn& column, std::string_view key, double value) {
  return {Gap::not_in_table, key, value, column.source, no_index};
}

/// The row of the grouping tables for a cable laid by this method, alone or not. In conduit and trunking (A2, B1, B2)
/// circuits that lie together are bunched; a tray of method C is one without holes, which counts as a wall; in the
/// ground each cable has its duct, and the ducts are taken to touch.
Calculated<Grouping> grouping_of(const Cable& cable, InstallationMethod method) {
  const bool stated = cable.arrangement.has_value();
  if (cable.arrangement.unknown()) return NotKnown{Gap::doubted, "cable.arrangement", 0, {}, no_index};
  const Arrangement arrangement = cable.arrangement.value;
  const NotKnown misfit{Gap::does_not_fit, "cable.arrangement", 0, "cable.method", no_index};
  const NotKnown missing{Gap::missing, "cable.arrangement", 0, {}, no_index};
  switch (method) {
    case InstallationMethod::A2:
    case InstallationMethod::B1:
    case InstallationMethod::B2:
      if (stated && arrangement != Arrangement::bunched) return misfit;
      return Grouping::bunched;
    case InstallationMethod::D1:
      if (stated && arrangement != Arrangement::bunched) return misfit;
      return Grouping::ducts_touching;
    case InstallationMethod::C:
      if (!stated) return missing;
      if (arrangement == Arrangement::ladder) return misfit;
      return arrangement == Arrangement::bunched ? Grouping::bunched : Grouping::single_layer;
    case InstallationMethod::E:
      if (!stated) return missing;
      if (arrangement == Arrangement::wall) return misfit;
      if (arrangement == Arrangement::bunched) return Grouping::bunched;
      return arrangement == Arrangement::tray ? Grouping::perforated_tray : Grouping::ladder;
  }
  return misfit;
}

std::optional<NotKnown> apply_temperature(const Cable& cable, const ElectricalTables& tables, Ampacity& ampacity) {
  const TableColumn& column = cable.method.value == InstallationMethod::D1
                                  ? tables.ground_temperature_factor[cable.insulation.value]
                                  : tables.air_temperature_factor[cable.insulation.value];
  const TableColumn::Row* row = column.at_or_above(cable.ambient_c.value);
  if (row == nullptr) return not_in(column, "cable.ambient_c", cable.ambient_c.value);
  ampacity.temperature_factor = row->number;
  ampacity.temperature_row_c = row->at;
  ampacity.temperature_source = column.source;
  return std::nullopt;
}

std::optional<NotKnown> apply_grouping(const Cable& cable, const ElectricalTables& tables, Ampacity& ampacity) {
  const Calculated<Grouping> grouping = grouping_of(cable, cable.method.value);
  const bool alone = cable.grouped.value <= 1;
  if (!grouping.known() && (!alone || grouping.why_not.gap == Gap::does_not_fit)) return grouping.why_not;
  if (alone) return std::nullopt;
  const TableColumn& column = tables.grouping_of(*grouping);
  const TableColumn::Row* row = column.at_or_above(cable.grouped.value);
  if (row == nullptr) return not_in(column, "cable.grouped", cable.grouped.value);
  ampacity.grouping_factor = row->number;
  ampacity.grouping_row = row->at;
  ampacity.grouping_source = column.source;
  return std::nullopt;
}

std::optional<NotKnown> first_gap(const Cable& cable) {
  if (auto gap = gap_in(cable.size_mm2, "cable.size_mm2")) return gap;
  if (auto gap = gap_in(cable.material, "cable.material")) return gap;
  if (auto gap = gap_in(cable.insulation, "cable.insulation")) return gap;
  if (auto gap = gap_in(cable.method, "cable.method")) return gap;
  if (auto gap = gap_in(cable.ambient_c, "cable.ambient_c")) return gap;
  return gap_in(cable.grouped, "cable.grouped");
}

}  // namespace

Calculated<Ampacity> ampacity_of(const Cable& cable, int loaded_conductors, const ElectricalTables& tables) {
  Ampacity ampacity;
  ampacity.loaded_conductors = loaded_conductors;
  if (cable.ampacity_a.has_value()) {
    ampacity.from = Ampacity::From::stated;
    ampacity.current_a = cable.ampacity_a.value;
    return ampacity;
  }
  if (cable.ampacity_a.unknown()) return *gap_in(cable.ampacity_a, "cable.ampacity_a");
  if (const auto gap = first_gap(cable)) return *gap;
  const TableColumn& column =
      tables.ampacity_of(cable.material.value, cable.insulation.value, cable.method.value, loaded_conductors);
  const std::optional<double> table_a = column.exactly(cable.size_mm2.value);
  if (!table_a) return not_in(column, "cable.size_mm2", cable.size_mm2.value);
  ampacity.table_a = *table_a;
  ampacity.table_source = column.source;
  if (const auto gap = apply_temperature(cable, tables, ampacity)) return *gap;
  if (const auto gap = apply_grouping(cable, tables, ampacity)) return *gap;
  ampacity.current_a = ampacity.table_a * ampacity.temperature_factor * ampacity.grouping_factor;
  return ampacity;
}

Calculated<Ampacity> ampacity_of(const Grid& grid, const Node& node, const ElectricalTables& tables) {
  if (auto gap = gap_in(node.kind, "kind")) return *gap;
  if (node.kind.value == RunKind::busbar) {
    if (auto gap = gap_in(node.rated_a, "rated_a")) return *gap;
    Ampacity ampacity;
    ampacity.from = Ampacity::From::busbar;
    ampacity.current_a = node.rated_a.value;
    return ampacity;
  }
  if (auto gap = gap_in(node.cable, "cable")) return *gap;
  if (auto gap = gap_in(grid.neutral, "grid.neutral")) return *gap;
  return ampacity_of(node.cable.value, loaded_conductors(node.lines, grid.neutral.value), tables);
}

std::optional<Site> with_table_ampacities(const Site& site, const ElectricalTables& tables) {
  std::optional<Site> made;
  for (NodeIndex v = 0; v < site.nodes.size(); ++v) {
    const Node& node = site.nodes[v];
    if (!node.cable.has_value() || !node.cable->ampacity_a.absent()) continue;
    const Calculated<Ampacity> ampacity = ampacity_of(*site.grid, node, tables);
    if (!ampacity.known() || ampacity->from != Ampacity::From::tables) continue;
    if (!made) made = site;
    made->nodes[v].cable.value.ampacity_a = by_default(ampacity->current_a);
  }
  return made;
}

int loaded_conductors(LineSet lines, bool neutral) { return std::clamp(lines.size() + (neutral ? 1 : 0), 2, 3); }

double overload_factor(DeviceType type, double rating_a) {
  if (type != DeviceType::gg) return 1;
  constexpr double smallest_of_usual_gg_a = 16;
  return rating_a < smallest_of_usual_gg_a ? 1.31 : 1.10;
}

}  // namespace ampsite
