#pragma once
// The marks that git leaves in a text where two changes of it meet.

#include <optional>
#include <string_view>

#include "ampsite/source/source_text.h"

namespace ampsite {

inline constexpr std::string_view merge_begins = "<<<<<<< ";

/// The first line of the first merge that nobody has settled: all its marks stand at the beginning of lines.
std::optional<Span> unfinished_merge(std::string_view text);

}  // namespace ampsite
