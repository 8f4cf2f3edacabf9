#pragma once
// Reads a house's config, `.ampsite.yaml`.

#include <string>
#include <vector>

#include "ampsite/site/house_number.h"
#include "ampsite/site/site.h"
#include "ampsite/source/finding.h"
#include "ampsite/source/source_text.h"

namespace ampsite {

struct ConfigSeverity {
  Stated<std::string> rule;
  Stated<std::string> level;  ///< error, warning, note or off
  Span rule_span;
};

struct Config {
  std::vector<ConfigSeverity> severity;  ///< shape only: whether a rule exists, or is pinned, is the caller's to ask
  std::vector<std::string> exclude;      ///< globs, relative to the config's folder
  Stated<std::string> fail_on;           ///< error, warning, note or never
  Planning planning;
  std::vector<HouseNumber> tables;  ///< numbers of the electrical tables that the house replaces
};

struct ConfigResult {
  Config config;
  Findings findings;  ///< AMP001 to AMP006; any of them makes the config unusable
};

ConfigResult read_config(const SourceText& source);

/// The JSON Schema (draft 2020-12) of a config.
std::string config_schema();

}  // namespace ampsite
