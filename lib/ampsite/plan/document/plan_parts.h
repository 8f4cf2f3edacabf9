#pragma once
// The parts of a plan's JSON. What is missing or of another shape is said, and stays as a default.

#include <array>

#include "ampsite/plan/document/object_reader.h"
#include "ampsite/plan/plan.h"

namespace ampsite {

inline constexpr std::array<PlanWord<Line>, 3> line_words{{{"L1", Line::L1}, {"L2", Line::L2}, {"L3", Line::L3}}};

Connectivity read_connectivity(const PlanReading& reading, JsonIndex at);
Load read_load(const PlanReading& reading, JsonIndex at);
Electrical read_electrical(const PlanReading& reading, JsonIndex at);
Portal read_portal(const PlanReading& reading, JsonIndex at);
MaterialItem read_material(const PlanReading& reading, JsonIndex at);
FirewallEntry read_firewall_entry(const PlanReading& reading, JsonIndex at);
ChecklistStep read_step(const PlanReading& reading, JsonIndex at);

/// An object with a current for each of `lines`, and no other; 0 on the others.
PerLine<double> read_currents(const PlanReading& reading, JsonIndex at, LineSet lines);

}  // namespace ampsite
