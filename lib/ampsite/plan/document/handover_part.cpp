#include <fmt/format.h>

#include "ampsite/plan/document/plan_parts.h"
#include "ampsite/read/vocabulary.h"

namespace ampsite {
namespace {

PortalCircuit read_portal_circuit(const PlanReading& reading, JsonIndex at) {
  PortalCircuit circuit;
  ObjectReader object(reading, at);
  if (const auto id = object.required("id")) circuit.circuit = reading.node(*id).value_or(0);
  object.read("max_current_a", circuit.max_current_a);
  object.read_if_there("lowered_from_a", circuit.lowered_from_a);
  object.read_if_there("because", circuit.because);
  if (const auto chargers = object.required("chargers")) circuit.chargers = reading.charger_list(*chargers);
  object.finish();
  return circuit;
}

NetworkType read_network_type(const PlanReading& reading, JsonIndex at) {
  const std::optional<int> number = reading.whole_number(at);
  if (!number) return NetworkType::tn_3_phase;
  if (*number >= 1 && *number <= 4) return static_cast<NetworkType>(*number);
  reading.wrong(at, fmt::format("{} is no network type of the portal: 1 to 4", *number));
  return NetworkType::tn_3_phase;
}

}  // namespace

Portal read_portal(const PlanReading& reading, JsonIndex at) {
  const Site& site = reading.site;
  Portal portal;
  ObjectReader object(reading, at);
  if (const auto type = object.required("network_type")) portal.network_type = read_network_type(reading, *type);
  object.read("installation_max_current_a", portal.installation_max_current_a);
  if (const auto currents = object.required("available_current_a")) {
    const LineSet lines = site.nodes.empty() ? LineSet{} : site.nodes.front().lines;
    portal.available_current_a = read_currents(reading, *currents, lines);
  }
  if (const auto circuits = object.required("circuits")) {
    for (const JsonIndex i : reading.elements(*circuits)) portal.circuits.push_back(read_portal_circuit(reading, i));
  }
  object.finish();
  return portal;
}

std::vector<MaterialItem> read_materials(const PlanReading& reading, JsonIndex at) {
  std::vector<MaterialItem> items;
  for (const JsonIndex i : reading.elements(at)) {
    ObjectReader object(reading, i);
    MaterialItem& item = items.emplace_back();
    object.read("item", item.item);
    object.read("quantity", item.quantity);
    object.read("for", item.for_what);
    object.finish();
  }
  return items;
}

std::vector<FirewallEntry> read_firewall(const PlanReading& reading, JsonIndex at) {
  std::vector<FirewallEntry> entries;
  for (const JsonIndex i : reading.elements(at)) {
    ObjectReader object(reading, i);
    FirewallEntry& entry = entries.emplace_back();
    object.read_word("protocol", words_of(Protocol{}), entry.protocol);
    object.read("port", entry.port);
    object.read("host", entry.host);
    object.finish();
  }
  return entries;
}

std::vector<ChecklistStep> read_checklist(const PlanReading& reading, JsonIndex at) {
  std::vector<ChecklistStep> steps;
  for (const JsonIndex i : reading.elements(at)) {
    ObjectReader object(reading, i);
    ChecklistStep& step = steps.emplace_back();
    object.read("step", step.step);
    object.read("why", step.why);
    object.read_if_there("value", step.value);
    object.finish();
  }
  return steps;
}

}  // namespace ampsite
