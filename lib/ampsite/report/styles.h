#pragma once
// How pages of HTML look.

#include <span>

#include "ampsite/source/embedded_text.h"

namespace ampsite {

/// "html": the style sheet of a report.
std::span<const EmbeddedText> report_styles();

}  // namespace ampsite
