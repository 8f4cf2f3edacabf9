#include <array>
#include <string>
#include <string_view>

#include "ampsite/plan/document/plan_parts.h"

namespace ampsite {
namespace {

constexpr std::array<PlanWord<CircuitVerdict>, 3> verdict_words{{{"ok", CircuitVerdict::ok},
                                                                 {"not_ok", CircuitVerdict::not_ok},
                                                                 {"not_verifiable", CircuitVerdict::not_verifiable}}};

void read_if_there(const PlanReading& reading, JsonIndex at, ObjectReader& object, std::string_view key,
                   std::optional<bool>& value) {
  if (!reading.json.member(at, key)) return;
  bool stated = false;
  object.read(key, stated);
  value = stated;
}

CircuitCheck read_circuit_check(const PlanReading& reading, JsonIndex at, const Node& node) {
  CircuitCheck check;
  ObjectReader object(reading, at);
  object.expect_id("id", node.id.value);
  object.read_if_there("cable", check.cable);
  object.read_if_there("method", check.method);
  object.read_if_there("length_m", check.length_m);
  object.read_if_there("design_a", check.design_a);
  object.read_if_there("device", check.device);
  object.read_if_there("ampacity_a", check.ampacity_a);
  object.read_if_there("drop_pct", check.drop_pct);
  object.read_if_there("drop_v", check.drop_v);
  object.read_if_there("largest_fault_a", check.largest_fault_a);
  object.read_if_there("least_fault_a", check.least_fault_a);
  object.read_if_there("trips_at_a", check.trips_at_a);
  read_if_there(reading, at, object, "bears_heat", check.bears_heat);
  read_if_there(reading, at, object, "selective", check.selective);
  object.read_word("verdict", verdict_words, check.verdict);
  object.read_if_there("reason", check.reason);
  object.finish();
  return check;
}

}  // namespace

Electrical read_electrical(const PlanReading& reading, JsonIndex at) {
  Electrical electrical;
  ObjectReader object(reading, at);
  object.read_list("house_numbers", electrical.house_numbers, [](const PlanReading& from, JsonIndex text) {
    return std::string(from.text(text).value_or(std::string_view()));
  });
  // A site without electrical data has none, every other one for each node.
  if (const auto circuits = object.required("circuits"); circuits && !reading.elements(*circuits).empty()) {
    reading.read_each(*circuits, reading.site.nodes, "circuits", electrical.circuits, read_circuit_check);
  }
  object.finish();
  return electrical;
}

}  // namespace ampsite
