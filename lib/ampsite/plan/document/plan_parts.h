#pragma once
// The parts of a plan's JSON. What is missing or of another shape is said, and stays as a default.

#include <array>
#include <vector>

#include "ampsite/plan/document/object_reader.h"
#include "ampsite/plan/plan.h"

namespace ampsite {

inline constexpr std::array<PlanWord<Line>, 3> line_words{{{"L1", Line::L1}, {"L2", Line::L2}, {"L3", Line::L3}}};

Connectivity read_connectivity(const PlanReading& reading, JsonIndex at);
Load read_load(const PlanReading& reading, JsonIndex at);
Portal read_portal(const PlanReading& reading, JsonIndex at);
std::vector<MaterialItem> read_materials(const PlanReading& reading, JsonIndex at);
std::vector<FirewallEntry> read_firewall(const PlanReading& reading, JsonIndex at);
std::vector<ChecklistStep> read_checklist(const PlanReading& reading, JsonIndex at);

/// An object with a current for each of `lines`, and no other; 0 on the others.
PerLine<double> read_currents(const PlanReading& reading, JsonIndex at, LineSet lines);

}  // namespace ampsite
