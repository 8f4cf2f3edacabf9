// Checks a garage, plans it, writes the plan as JSON, and has that verified: all that ampsite does, within a program.
// docs/api.md goes through it.
#include <ampsite/ampsite.h>

#include <iostream>
#include <optional>
#include <string>

namespace {

std::string garage(int charger_fuse_a) {
  const std::string fuse_a = std::to_string(charger_fuse_a);
  return "ampsite: 1\n"
         "site: {name: Garage}\n"
         "grid: {system: TN-S, short_circuit: {max_ka: 10, min_ka: 1.2}}\n"
         "supply:\n"
         "  id: main\n"
         "  fuse_a: 80\n"
         "  chargers:\n"
         "    - {id: A1, fuse_a: " +
         fuse_a +
         ", link: lte, lte: {coverage: high}}\n"
         "    - {id: A2, fuse_a: " +
         fuse_a + ", link: lte, lte: {coverage: high}}\n";
}

/// Whether there is a plan for the garage, and it holds.
bool plan_garage(int charger_fuse_a) {
  ampsite::ValidateOptions options;
  options.severities["AMP605"] = std::nullopt;  // off: this house knows how its doors stand
  const ampsite::CheckedFile file = ampsite::check_site_file("garage.site.yaml", garage(charger_fuse_a), options);
  std::cout << ampsite::findings_concise({file});

  const std::optional<ampsite::Plan> plan = ampsite::plan_site_file(file, ampsite::ErrorsAllowed::no, options);
  if (!plan) {
    std::cout << "no plan\n";
    return false;
  }
  const ampsite::CasePlan& three_phase = plan->load.cases.front();
  std::cout << "each three-phase car gets at least " << three_phase.guaranteed_min_a.value_or(0) << " A\n";

  const ampsite::PlanReport report = ampsite::report_plan(file, *plan, options);
  const ampsite::PlanVerdict verdict = ampsite::verify_written_plan(file, ampsite::plan_json(report), options);
  for (const ampsite::Discrepancy& each : verdict.discrepancies) std::cout << each.path << ": " << each.message << "\n";
  std::cout << (verdict.holds() ? "the plan holds\n" : "the plan does not hold\n");
  return verdict.holds();
}

}  // namespace

int main() {
  const bool too_large = plan_garage(80);
  const bool as_allowed = plan_garage(32);
  return !too_large && as_allowed ? 0 : 1;
}
