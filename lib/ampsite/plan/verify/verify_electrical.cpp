#include <fmt/format.h>

#include <string>
#include <string_view>
#include <vector>

#include "ampsite/plan/electrical/electrical.h"
#include "ampsite/plan/verify/checks.h"
#include "ampsite/plan/verify/claims.h"

namespace ampsite {
namespace {

/// Compares the members of one circuit's entry.
class Entry {
 public:
  Entry(std::size_t number, Discrepancies& found) : number_(number), found_(&found) {}

  void expect(std::string_view key, const std::optional<double>& claim, const std::optional<double>& is) const {
    if (claim.has_value() == is.has_value() && (!is || is_told_by(*claim, *is))) return;
    differs(key, is ? measure_text(*is) : "nothing", claim ? measure_text(*claim) : "nothing");
  }
  void expect(std::string_view key, const std::optional<bool>& claim, const std::optional<bool>& is) const {
    if (claim != is) differs(key, text_of(is), text_of(claim));
  }
  void expect(std::string_view key, const std::string& claim, const std::string& is) const {
    if (claim != is) differs(key, quoted(is), quoted(claim));
  }

 private:
  static std::string quoted(const std::string& text) { return text.empty() ? "nothing" : "\"" + text + "\""; }
  static std::string text_of(const std::optional<bool>& value) {
    if (!value) return "nothing";
    return *value ? "true" : "false";
  }
  void differs(std::string_view key, const std::string& is, const std::string& claim) const {
    found_->push_back(
        {fmt::format("electrical.circuits[{}].{}", number_, key), fmt::format("has to be {}, not {}", is, claim)});
  }

  std::size_t number_;
  Discrepancies* found_;
};

}  // namespace

void verify_electrical(const Site& site, const Plan& plan, const ElectricalTables& tables, Discrepancies& found) {
  const Electrical electrical = electrical_checks(site, tables);
  const std::vector<CircuitCheck>& checks = electrical.circuits;
  const std::vector<CircuitCheck>& claims = plan.electrical.circuits;
  if (plan.electrical.house_numbers != electrical.house_numbers) {
    found.push_back({"electrical.house_numbers", "the config has other electrical tables than the plan was made with"});
  }
  if (checks.size() != claims.size()) {
    found.push_back(
        {"electrical.circuits", fmt::format("has to have {} circuits, not {}", checks.size(), claims.size())});
    return;
  }
  for (std::size_t v = 0; v < checks.size(); ++v) {
    const CircuitCheck& claim = claims[v];
    const CircuitCheck& is = checks[v];
    const Entry entry(v, found);
    entry.expect("cable", claim.cable, is.cable);
    entry.expect("method", claim.method, is.method);
    entry.expect("length_m", claim.length_m, is.length_m);
    entry.expect("design_a", claim.design_a, is.design_a);
    entry.expect("device", claim.device, is.device);
    entry.expect("ampacity_a", claim.ampacity_a, is.ampacity_a);
    entry.expect("drop_pct", claim.drop_pct, is.drop_pct);
    entry.expect("drop_v", claim.drop_v, is.drop_v);
    entry.expect("largest_fault_a", claim.largest_fault_a, is.largest_fault_a);
    entry.expect("least_fault_a", claim.least_fault_a, is.least_fault_a);
    entry.expect("trips_at_a", claim.trips_at_a, is.trips_at_a);
    entry.expect("bears_heat", claim.bears_heat, is.bears_heat);
    entry.expect("selective", claim.selective, is.selective);
    entry.expect("verdict", std::string(to_text(claim.verdict)), std::string(to_text(is.verdict)));
    entry.expect("reason", claim.reason, is.reason);
  }
}

}  // namespace ampsite
