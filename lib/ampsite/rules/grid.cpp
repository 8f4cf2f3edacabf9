#include "ampsite/rules/checks.h"

namespace ampsite {

void check_three_phase_four_conductor(const RuleContext& /*context*/, Findings& /*findings*/) {}
void check_fewer_phases_than_available(const RuleContext& /*context*/, Findings& /*findings*/) {}
void check_short_circuit_undeclared(const RuleContext& /*context*/, Findings& /*findings*/) {}
void check_three_phase_vehicle_without_neutral(const RuleContext& /*context*/, Findings& /*findings*/) {}
void check_uneven_one_phase(const RuleContext& /*context*/, Findings& /*findings*/) {}
void check_national_imbalance(const RuleContext& /*context*/, Findings& /*findings*/) {}
void check_tn_c_final_circuit(const RuleContext& /*context*/, Findings& /*findings*/) {}
void check_grid_voltage(const RuleContext& /*context*/, Findings& /*findings*/) {}
void check_run_without_neutral(const RuleContext& /*context*/, Findings& /*findings*/) {}

}  // namespace ampsite
