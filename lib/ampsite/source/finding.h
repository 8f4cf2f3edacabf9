#pragma once
// A finding: what a rule has to say about one place of a site file.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "ampsite/source/source_text.h"

namespace ampsite {

enum class Severity { note, warning, error };

/// "note", "warning" or "error".
std::string_view to_text(Severity severity);

/// A second place that the reader of a finding has to see, such as the first of two equal ids.
struct Related {
  Span span;
  std::string message;
};

struct Finding {
  std::string rule;                  ///< "AMP201"
  std::optional<Severity> severity;  ///< only where it differs from the rule's default
  std::string message;               ///< what is, and what may be, with both numbers
  std::string help;                  ///< the next step
  Span span;                         ///< the value that is wrong, else the entity's id
  std::string entity;                ///< ids from the root, "main/K1/A01", or an access point's id; else empty
  std::string path;                  ///< "supply.circuits[0].chargers[0].fuse_a"
  /// The path below the entity, without indices: "fuse_a", "cable.cores". Where a rule can have several findings at
  /// one path, and what they are about can be told without an index, that too: "network.firewall.outbound UDP 53".
  std::string key;
  std::vector<Related> related;
};

using Findings = std::vector<Finding>;

}  // namespace ampsite
