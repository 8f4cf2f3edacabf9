#pragma once
// The pages of the rules, docs/rules/AMPnnn.md: what a rule checks, why, a bad and a good example, its source.

#include <span>
#include <string_view>

#include "ampsite/source/embedded_text.h"

namespace ampsite {

/// All pages by the ids of their rules, ascending.
std::span<const EmbeddedText> rule_pages();

/// The page of a rule; empty where it has none.
std::string_view rule_page(std::string_view id);

}  // namespace ampsite
