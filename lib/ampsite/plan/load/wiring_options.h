#pragma once
// The wirings that are open to a charger, and the line or pair that its one-phase car then uses.

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "ampsite/plan/plan.h"
#include "ampsite/site/site.h"

namespace ampsite {

/// Why a charger has the wiring that it has.
enum class WiringReason {
  fixed,          ///< the file says that it stays
  stated,         ///< as the file states, with nothing to gain by another
  stated_on_plc,  ///< as the file states, which lies on the pair of PLC
  plc,            ///< turned onto the pair of PLC
  whole_circuit,  ///< all lines of its circuit, in their order
  turned,         ///< turned, for one-phase cars to spread
  one_line,       ///< one of the two lines of its circuit
  no_wiring,      ///< its circuit has no line, or one only without neutral
};

struct WiringOption {
  Wiring phases;
  LineSet one_phase_on;
  WiringReason reason = WiringReason::stated;
};

/// At least one, with different `one_phase_on`, in natural order: L1, L2, L3; without neutral L1-L3, L1-L2, L2-L3,
/// which are the terminals L1 and N of [L1, L2, L3], [L2, L3, L1], [L3, L1, L2]. A wiring of a form that the grid does
/// not have or on a line that the circuit does not have, which only a fixed charger keeps, or none, is the only option
/// and uses no line.
struct WiringOptions {
  std::array<WiringOption, 3> option;
  std::uint32_t count = 0;
  std::optional<std::uint32_t> stated;  ///< the option that keeps the wiring of the file, where others do not
  bool fixed = false;

  bool can_draw() const { return !option[0].one_phase_on.empty(); }
};

/// By ChargerIndex.
///
/// `one_phase_line: charger`: a stated wiring stays, and a charger with three lines, fixed or not, takes any of them
/// (or any pair of them). `terminal`: a charger that is neither fixed nor bound to a PLC pair is wired to all lines of
/// its circuit, turned so that its terminals lie on the line or pair chosen.
///
/// Either way a charger that talks over PLC and is not fixed has its terminals on the PLC pair, and one that states no
/// wiring (or one of a form that the grid does not have, or on a line that its circuit does not have) is wired to all
/// lines of its circuit; on two lines with neutral to either of them; not at all where the grid has no such wiring.
std::vector<WiringOptions> wiring_options(const Site& site, const Connectivity& connectivity);

/// The charger wired by one of its options.
ChargerWiring wired(const Charger& charger, const WiringOptions& options, std::uint32_t chosen, const Node& node,
                    bool neutral);

}  // namespace ampsite
