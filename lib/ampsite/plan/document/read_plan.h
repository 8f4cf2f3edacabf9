#pragma once
// Reads a plan back from its JSON (docs/plan.md names the format): the inverse of what the report writes.
//
// Everything the format asks for has to be there, of its type, and in the order of the site; whether what it says is
// right is for verify_plan.

#include <optional>
#include <string>
#include <vector>

#include "ampsite/plan/document/json_tree.h"
#include "ampsite/plan/plan.h"
#include "ampsite/plan/verify/discrepancy.h"
#include "ampsite/site/site.h"
#include "ampsite/source/source_text.h"

namespace ampsite {

/// A finding as a plan lists it.
struct ListedFinding {
  std::string rule;
  std::string name;
  std::string severity;
  std::string message;
  std::string entity;
  std::string path;
  std::string help;
  bool resolved_by_plan = false;
  bool arises_from_plan = false;

  friend bool operator==(const ListedFinding&, const ListedFinding&) = default;
};

struct PlanDocument {
  JsonTree json;
  /// Currents are rounded down to 3 decimals. With a list for each of its parts that is indexed like the site only
  /// where `malformed` is empty.
  Plan plan;
  std::vector<ListedFinding> findings;
  Discrepancies malformed;  ///< members that are missing, unknown, of another type, or about what the site has not
  Discrepancies foreign;    ///< what says that the plan was made from another site, or with other assumptions
};

struct ReadPlanResult {
  std::optional<PlanDocument> document;  ///< valid as long as the text
  std::string problem;                   ///< why there is none: the text is no plan of this format at all
  Span place;                            ///< where that shows
};

/// Whether a text says of itself that it is a plan, of this format or of another version.
bool is_plan(std::string_view text);

/// The JSON of a text that says of itself that it is a plan of this format, whatever else it says.
JsonResult parse_plan(std::string_view text);

ReadPlanResult read_plan(std::string_view text, const Site& site);

}  // namespace ampsite
