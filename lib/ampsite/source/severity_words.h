#pragma once
// The words of severities: reports print them, configs and options take them.

#include <algorithm>
#include <array>
#include <cstddef>
#include <optional>
#include <string_view>

#include "ampsite/source/finding.h"

namespace ampsite {

/// By Severity, from the least on.
inline constexpr std::array<std::string_view, 3> severity_words{"note", "warning", "error"};

/// What a rule can be set to.
inline constexpr std::array<std::string_view, 4> severity_levels{severity_words[2], severity_words[1],
                                                                 severity_words[0], "off"};

/// From which severity on a run fails.
inline constexpr std::array<std::string_view, 4> fail_levels{severity_words[2], severity_words[1], severity_words[0],
                                                             "never"};

/// None of any other word, "off" and "never" too.
inline std::optional<Severity> severity_named(std::string_view word) {
  const auto* const found = std::find(severity_words.begin(), severity_words.end(), word);
  if (found == severity_words.end()) return std::nullopt;
  return static_cast<Severity>(found - severity_words.begin());
}

}  // namespace ampsite
