#pragma once
// The rules as SARIF describes them, made of the registry and the rules' pages.

#include <span>
#include <string>
#include <vector>

#include "ampsite/rules/registry.h"

namespace ampsite {

/// A `reportingDescriptor` for each rule, as JSON on one line. Descriptions keep to the 1,024 characters that GitHub
/// takes; `help.markdown` is the rule's page.
std::vector<std::string> sarif_rules(std::span<const Rule> rules);

}  // namespace ampsite
