#pragma once
// The working of an electrical quantity as one line of text: formula, numbers put in, result, source.

#include <string>
#include <string_view>

#include "ampsite/electric/ampacity.h"
#include "ampsite/electric/fault_current.h"
#include "ampsite/electric/protection.h"
#include "ampsite/electric/voltage_drop.h"

namespace ampsite {

/// The conductors that a fault joins: "line to PE".
std::string_view conductors_of(FaultKind kind);

/// "Iz = 76 A × 0.87 × 0.8 = 52.9 A (…)".
std::string working(const Ampacity& ampacity);
/// "u = b·(ρ1·cosφ/S + λ·sinφ)·L·I = …".
std::string working(const VoltageDrop& drop);
/// "I = c·U/Z = 0.95 × 230 V / 0.3 Ω = 728 A, line to PE (…)".
std::string working(const FaultCurrent& fault);
/// "Ia = 10 × 63 A = 630 A (…)".
std::string working(const TripCurrent& trip);
/// "k²S² = 115² × 16² = …, I²t = 320² × 5 = …".
std::string working(const Heating& heating);

}  // namespace ampsite
