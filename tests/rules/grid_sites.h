#pragma once
// Site files for the rules on the grid, and the options that leave only those rules.

#include <string>
#include <string_view>

#include "rules/marks.h"

namespace ampsite::test {

/// The family's rules alone, and those of the tree and of protection, which some of them give way to.
inline ValidateOptions grid_rules(std::string_view also_skipped = "") {
  ValidateOptions options;
  for (const Rule& rule : all_rules()) {
    const bool kept = rule.id.starts_with("AMP3") || rule.id.starts_with("AMP1") || rule.id.starts_with("AMP2");
    if (rule.check != nullptr && (!kept || rule.id == also_skipped)) options.skipped_rules.emplace(rule.id);
  }
  return options;
}

inline Validation check_grid(const std::string& yaml, std::string_view also_skipped = "") {
  return check_marks(yaml, grid_rules(also_skipped));
}

inline constexpr std::string_view short_circuit = ", short_circuit: {max_ka: 10, min_ka: 1.2}";

inline std::string grid(const std::string& values, std::string_view rest) {
  return with_grid(values + std::string(short_circuit), rest);
}
inline std::string tn_s(std::string_view rest) { return grid("system: TN-S", rest); }
inline std::string it_3(std::string_view rest) { return grid("system: IT", rest); }

}  // namespace ampsite::test
