#pragma once
// Site files for the rules on PLC, on which nothing else is to be found.

#include <string>
#include <string_view>

#include "rules/marks.h"

namespace ampsite::test {

inline constexpr std::string_view with_neutral = "system: TN-S, short_circuit: {max_ka: 10, min_ka: 1.2}";
inline constexpr std::string_view without_neutral = "system: IT, short_circuit: {max_ka: 10, min_ka: 1.2}";

inline constexpr std::string_view plc_network = R"(network:
  dhcp: {addresses: 200}
  lte: {survey: doors-closed}
  access_points:
    - {id: ap-1, bands_ghz: [2.4], standards: [g, n], channel: 1}
)";

/// A supply with chargers of its own, written from its `length_m:` on.
inline std::string run(std::string_view grid, std::string_view rest) {
  return with_grid(grid, "supply:\n  id: main\n  fuse_a: 63\n" + std::string(rest) + std::string(plc_network));
}

/// A run of 40 m with a module that nothing is wrong with, and these chargers.
inline std::string with_module(std::string_view chargers) {
  return run(with_neutral, R"(  length_m: 40
  plc_modules:
    - {id: plc-1, position_m: 20, terminals: [L1, N, PE], key_label: 7F3A}
  chargers:
)" + std::string(chargers));
}

/// A run of 40 m with one charger on PLC and this module.
inline std::string with_one_charger(std::string_view grid, std::string_view module) {
  return run(grid, "  length_m: 40\n  plc_modules:\n    - " + std::string(module) +
                       "\n  chargers:\n    - {id: A1, position_m: 20, link: plc}\n");
}

}  // namespace ampsite::test
