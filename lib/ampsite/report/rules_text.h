#pragma once
// The rules as a table for people.

#include <span>
#include <string>

#include "ampsite/rules/registry.h"

namespace ampsite {

/// A row for each rule, in the order given: id, severity, whether it is pinned, name, summary.
std::string rules_text(std::span<const Rule> rules);

}  // namespace ampsite
