#include "ampsite/electric/working.h"

#include <fmt/format.h>

#include <cmath>
#include <string_view>

#include "ampsite/read/vocabulary.h"

namespace ampsite {

namespace {

/// Four figures, small numbers in full; beyond all that there is, as a power of ten.
std::string figures(double number) {
  constexpr double first_whole = 1000;
  constexpr double beyond_all = 1e15;
  if (std::abs(number) >= first_whole && std::abs(number) < beyond_all) return fmt::format("{:.0f}", number);
  return fmt::format("{:.4g}", number);
}

std::string b_of(double factor_b) {
  if (factor_b == 1 || factor_b == 2) return fmt::format("{:g}", factor_b);
  return "√3";
}

/// " by IEC 60228:2004 class 2, copper, IEC 60364-5-52:2009 annex G"; empty where there is no cable.
std::string sources_of(const Impedance& cables) {
  std::string text;
  for (const std::string_view source : {cables.resistance_source[Material::copper],
                                        cables.resistance_source[Material::aluminium], cables.reactance_source}) {
    if (text.find(source) == std::string::npos) text += fmt::format("{}{}", text.empty() ? " by " : ", ", source);
  }
  return text;
}

}  // namespace

std::string_view conductors_of(FaultKind kind) {
  switch (kind) {
    case FaultKind::three_phase:
      return "three-phase";
    case FaultKind::line_to_line:
      return "between two lines";
    case FaultKind::line_to_neutral:
      return "line to N";
    case FaultKind::line_to_earth:
      return "line to PE";
    case FaultKind::double_earth:
      return "two earth faults at once";
  }
  return {};
}

std::string working(const Ampacity& ampacity) {
  switch (ampacity.from) {
    case Ampacity::From::stated:
      return fmt::format("Iz = {} A, as the file states it", figures(ampacity.current_a));
    case Ampacity::From::busbar:
      return fmt::format("Iz = {} A, the busbar's rated current", figures(ampacity.current_a));
    case Ampacity::From::tables:
      break;
  }
  std::string sources = fmt::format("{} loaded conductors, {}; {:g} °C, {}", ampacity.loaded_conductors,
                                    ampacity.table_source, ampacity.temperature_row_c, ampacity.temperature_source);
  if (!ampacity.grouping_source.empty()) {
    sources += fmt::format("; {:g} circuits, {}", ampacity.grouping_row, ampacity.grouping_source);
  }
  return fmt::format("Iz = {:g} A × {:g} × {:g} = {} A ({})", ampacity.table_a, ampacity.temperature_factor,
                     ampacity.grouping_factor, figures(ampacity.current_a), sources);
}

std::string working(const VoltageDrop& drop) {
  const std::string share =
      fmt::format("{} V of {:g} V = {} %", figures(drop.volts), drop.reference_v, figures(drop.percent));
  if (drop.length_m == 0) return fmt::format("u = {}, no run", share);
  const RunDrop& run = drop.run;
  std::string metre = fmt::format("{:g} × {:g} / {:g}", run.resistivity_ohm_mm2_per_m, run.cos_phi, run.size_mm2);
  if (run.cos_phi < 1) {
    const double sin_phi = std::sqrt(1 - run.cos_phi * run.cos_phi);
    metre = fmt::format("({} + {:g} × {})", metre, run.reactance_ohm_per_m, figures(sin_phi));
  }
  return fmt::format("u = b·(ρ1·cosφ/S + λ·sinφ)·L·I = {} × {} × {:g} m × {} A = {} V ({}); with {} V above it {}",
                     b_of(run.factor_b), metre, drop.length_m, figures(run.current_a),
                     figures(drop.length_m * run.volts_per_m), run.resistivity_source, figures(drop.upstream_volts),
                     share);
}

std::string working(const FaultCurrent& fault) {
  const std::string_view sum =
      fault.largest ? "at the angle that gives the most" : "added up as amounts, conductors warm";
  return fmt::format(
      "I = c·U/Z = {:g} × {} V / {} Ω = {} A, {} (Z: {} Ω for {} A at the supply, cables {} + j{} Ω{}, {}; c: {})",
      fault.voltage_factor, figures(fault.voltage_v), figures(fault.loop_ohm), figures(fault.current_a),
      conductors_of(fault.kind), figures(fault.supply_ohm), figures(fault.supply_a), figures(fault.cables.r_ohm),
      figures(fault.cables.x_ohm), sources_of(fault.cables), sum, fault.voltage_factor_source);
}

std::string working(const TripCurrent& trip) {
  switch (trip.from) {
    case TripCurrent::From::stated:
      return fmt::format("Ia = {} A, as the file states it", figures(trip.current_a));
    case TripCurrent::From::table:
      return fmt::format("Ia = {} A: {} {:g} A within {:g} s ({})", figures(trip.current_a), word_for(trip.type),
                         trip.rating_a, trip.within_s, trip.source);
    case TripCurrent::From::multiple:
      break;
  }
  return fmt::format("Ia = {:g} × {:g} A = {} A ({}, {})", trip.multiple, trip.rating_a, figures(trip.current_a),
                     word_for(trip.type), trip.source);
}

std::string working(const Heating& heating) {
  const std::string bears = fmt::format("k²S² = {:g}² × {:g}² = {} A²s ({})", heating.k, heating.size_mm2,
                                        figures(heating.bears_a2s), heating.source);
  if (heating.heats_s == 0) {
    return fmt::format("{}; I²t = {} A²s, as the file states it", bears, figures(heating.heat_a2s));
  }
  return fmt::format("{}; I²t = {}² × {:g} = {} A²s", bears, figures(heating.heats_a), heating.heats_s,
                     figures(heating.heat_a2s));
}

}  // namespace ampsite
