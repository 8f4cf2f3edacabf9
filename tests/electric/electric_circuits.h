#pragma once
// Circuits with all data that the electrical calculations ask for.

#include "plan/site_builder.h"

namespace ampsite::test {

inline Cable cable(double size_mm2, InstallationMethod method = InstallationMethod::C,
                   Insulation insulation = Insulation::pvc, Material material = Material::copper) {
  Cable cable;
  cable.size_mm2 = stated(size_mm2);
  cable.pe_mm2 = stated(size_mm2);
  cable.cores = stated(5);
  cable.material = stated(material);
  cable.insulation = stated(insulation);
  cable.method = stated(method);
  cable.ambient_c = by_default(method == InstallationMethod::D1 ? 20.0 : 30.0);
  cable.grouped = stated(1);
  return cable;
}

inline Device device(DeviceType type) {
  Device device;
  device.type = stated(type);
  return device;
}

/// A circuit behind a gG fuse at the start of its parent's run.
inline Circuit run(const std::string& id, double fuse_a, double length_m, const Cable& cable,
                   std::vector<Charger> own = {}, std::vector<Circuit> circuits = {}) {
  Circuit made = circuit(id, fuse_a, std::move(own), std::move(circuits));
  made.node.length_m = stated(length_m);
  made.node.cable = stated(cable);
  made.node.device = stated(device(DeviceType::gg));
  made.node.position_m = stated(0.0);
  return made;
}

inline Circuit at(double position_m, Circuit circuit) {
  circuit.node.position_m = stated(position_m);
  return circuit;
}

inline Grid with_short_circuit(Grid grid, double max_ka = 10, double min_ka = 1.2) {
  grid.short_circuit = stated(ShortCircuit{stated(max_ka), stated(min_ka)});
  return grid;
}

}  // namespace ampsite::test
