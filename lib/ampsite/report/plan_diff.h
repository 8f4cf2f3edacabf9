#pragma once
// A plan that was written earlier against the one that its site gives now.

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "ampsite/plan/document/json_tree.h"

namespace ampsite {

struct PlanDiff {
  std::vector<std::string> lines;  ///< the first differences: "site.digest: …", "charger A04 is new", "load.…: …"
  std::size_t count = 0;           ///< of all differences
};

/// Compares two plans in JSON value by value: the order of members, the layout and the version of the program that
/// wrote them count for nothing. Elements of lists are matched by what they are about (a charger's id, a step's words),
/// and named so: "load.cases[three_phase].chargers[A03].fair_a: 12.5 in plan.json, 11.25 now". A changed site comes
/// first, then chargers that are new or gone, which count once each, not once for each list that they stand in.
/// `name` is what the lines call the written plan. n log n in the length of the plans.
PlanDiff compare_plans(const JsonTree& written, const JsonTree& now, std::string_view name, std::size_t most_lines);

/// "plan.json is out of date:", the lines, "and 19 more"; or "plan.json is up to date".
std::string plan_diff_text(const PlanDiff& diff, std::string_view name);

}  // namespace ampsite
