#pragma once
// Site files for the rules on cables and short circuits, and the options that leave only those rules.

#include <string>
#include <string_view>

#include "rules/marks.h"

namespace ampsite::test {

/// The family's rules, and those of the tree and of protection, which they give way to.
inline Validation check_electrics(const std::string& yaml, ValidateOptions options = {}) {
  for (const Rule& rule : all_rules()) {
    const bool kept = rule.id.starts_with("AMP8") || rule.id.starts_with("AMP1") || rule.id.starts_with("AMP2");
    if (rule.check != nullptr && (!kept || rule.id == "AMP207")) options.skipped_rules.emplace(rule.id);
  }
  return check_marks(yaml, options);
}

/// A board of 125 A on TN-S with these circuits, written from their list's first "- " on.
inline std::string board(std::string_view circuits, std::string_view short_circuit = "max_ka: 10, min_ka: 1.2") {
  return with_grid("system: TN-S, short_circuit: {" + std::string(short_circuit) + "}",
                   R"(supply:
  id: main
  fuse_a: 125
  device: {type: gg, breaking_ka: 50}
  circuits:
)" + std::string(circuits));
}

inline constexpr std::string_view good_run = R"(      length_m: 40
      device: {type: gg, breaking_ka: 50}
      cable: {size_mm2: 25, pe_mm2: 16, material: copper, insulation: xlpe, method: C, grouped: 1}
      chargers: [{id: A1}]
)";

}  // namespace ampsite::test
