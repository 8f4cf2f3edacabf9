#pragma once
// What a plan says that its site does not bear out.

#include <string>
#include <vector>

namespace ampsite {

struct Discrepancy {
  std::string path;     ///< the place in the plan's JSON: "load.cases[0].chargers[3].fair_a"
  std::string message;  ///< what it says, and what is the case; names the charger, node or line
};

using Discrepancies = std::vector<Discrepancy>;

}  // namespace ampsite
