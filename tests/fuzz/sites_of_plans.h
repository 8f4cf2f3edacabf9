#pragma once
// The sites that plans are read against: those below sites/, small enough that their plans fit an input.

#include <span>

#include "ampsite/source/embedded_text.h"

namespace ampsite {

std::span<const EmbeddedText> sites_of_plans();

}  // namespace ampsite
