#pragma once
// The site file to start from, apps/ampsite/init.site.yaml.

#include <span>

#include "ampsite/source/embedded_text.h"

namespace ampsite {

/// One text.
std::span<const EmbeddedText> init_site();

}  // namespace ampsite
