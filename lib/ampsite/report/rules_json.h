#pragma once
// The rules as JSON, format "ampsite-rules/1".

#include <span>
#include <string>

#include "ampsite/rules/registry.h"

namespace ampsite {

/// {"format", "ampsite", "rules": [{"id", "name", "severity", "pinned", "summary"}]}, in the order given.
std::string rules_json(std::span<const Rule> rules);

}  // namespace ampsite
