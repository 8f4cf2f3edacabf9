#pragma once
// The JSON Schemas (draft 2020-12) of what the program writes: schemas/plan.schema.json and
// schemas/diagnostics.schema.json.

#include <span>

#include "ampsite/source/embedded_text.h"

namespace ampsite {

/// "plan" and "diagnostics".
std::span<const EmbeddedText> report_schemas();

}  // namespace ampsite
