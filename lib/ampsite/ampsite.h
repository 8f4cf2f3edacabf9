#pragma once
// The library for programs that use it: everything that a program may rely on is in the headers below. docs/api.md
// goes through it; examples/library is a program to start from.
//
// A text becomes a CheckedFile, that becomes a Plan, and both become reports:
//
//   check_site_file ──▶ CheckedFile ──plan_site_file──▶ Plan ──report_plan──▶ PlanReport ──▶ plan_json, plan_text, ...
//                            └──▶ findings_json, findings_text, ...       verify_written_plan ◀── a plan's JSON
//
// The library reads and writes no files, keeps no state, and throws nothing about what a text says. Different texts may
// be worked on by several threads at once.
//
// It reads no `.ampsite.yaml` either. ValidateOptions hold what a house's config says; left as they are, they are the
// command's defaults where there is no config: Planning{}, the severities of the rules, the standard electrical tables.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "ampsite/plan/plan.h"
#include "ampsite/plan/verify/discrepancy.h"
#include "ampsite/read/read_site.h"
#include "ampsite/report/checked_file.h"
#include "ampsite/report/findings_concise.h"
#include "ampsite/report/findings_github.h"
#include "ampsite/report/findings_gitlab.h"
#include "ampsite/report/findings_json.h"
#include "ampsite/report/findings_junit.h"
#include "ampsite/report/findings_sarif.h"
#include "ampsite/report/findings_text.h"
#include "ampsite/report/plan_csv.h"
#include "ampsite/report/plan_html.h"
#include "ampsite/report/plan_json.h"
#include "ampsite/report/plan_markdown.h"
#include "ampsite/report/plan_report.h"
#include "ampsite/report/plan_text.h"
#include "ampsite/report/schemas.h"
#include "ampsite/rules/registry.h"
#include "ampsite/rules/validate.h"
#include "ampsite/version.h"

namespace ampsite {

/// Reads a site file and runs all rules on it; its diagnostics have their fingerprints. `name` is what reports call the
/// file, `text` is YAML or JSON in UTF-8.
CheckedFile check_site_file(std::string name, std::string text, const ValidateOptions& options = {});

/// Whether a finding stops a plan: `always` where the file cannot be relied on (AMP001 to AMP008), `unless_allowed`
/// for errors of structure, protection, grid and cables (AMP1, AMP2 but for AMP206, AMP3, AMP8). Others the plan may
/// settle, or states.
enum class StopsPlan { never, unless_allowed, always };
StopsPlan stops_plan(const Diagnostic& diagnostic);

enum class ErrorsAllowed { no, yes };

/// The plan of a site; none where a finding stops it. With `ErrorsAllowed::yes` what remains `unless_allowed` does not:
/// such a plan is safe, as what is not known is taken as not there, but it is none to build from. `options` are those
/// that the file was checked with: their electrical tables count.
std::optional<Plan> plan_site_file(const CheckedFile& file, ErrorsAllowed errors = ErrorsAllowed::no,
                                   const ValidateOptions& options = {});

/// What the reports of a plan are made of, its findings with the severities of `options` and without what the file's
/// comments silence. `file` and `plan` have to outlive it.
/// `plan` is that of `file`, made by plan_site_file or read back.
PlanReport report_plan(const CheckedFile& file, const Plan& plan, const ValidateOptions& options = {});

/// What became of the check of a plan in JSON.
struct PlanVerdict {
  std::string unreadable;                ///< why the text is no plan for this site at all; else empty
  Span unreadable_at;                    ///< where in the plan's text that shows
  std::optional<Plan> plan;              ///< as it was read; none where something is missing in it
  Discrepancies discrepancies;           ///< what the plan says and the site does not bear out
  std::vector<std::string> not_checked;  ///< claims that were neither borne out nor refuted: on large sites only

  bool holds() const { return unreadable.empty() && discrepancies.empty(); }
};

/// Checks a plan in JSON (`ampsite-plan/1`) against its site, trusting nothing that an optimiser computed: what
/// `ampsite verify` does. `options` are those that the plan was made with.
PlanVerdict verify_written_plan(const CheckedFile& file, std::string_view plan_text,
                                const ValidateOptions& options = {});

}  // namespace ampsite
