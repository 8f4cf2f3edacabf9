#pragma once
// Where a key was not understood, a value that seems to be missing may be what was meant.

#include <set>
#include <string>
#include <string_view>

#include "ampsite/source/finding.h"

namespace ampsite {

/// The paths of the entities and objects with an unknown key (AMP003) of their own; "" for the file itself.
class UnreadKeys {
 public:
  explicit UnreadKeys(const Findings& findings) {
    for (const Finding& finding : findings) {
      if (finding.rule != "AMP003") continue;
      const std::size_t dot = finding.path.rfind('.');
      paths_.insert(dot == std::string::npos ? std::string() : finding.path.substr(0, dot));
    }
  }

  bool any() const { return !paths_.empty(); }
  bool in(std::string_view path) const { return paths_.contains(path); }

 private:
  std::set<std::string, std::less<>> paths_;
};

}  // namespace ampsite
