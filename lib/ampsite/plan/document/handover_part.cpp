#include <fmt/format.h>

#include <array>

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
  object.read_chargers("chargers", circuit.chargers);
  object.finish();
  return circuit;
}

constexpr std::array<PlanWord<LoadCase>, 3> case_words{{{"three_phase", LoadCase::three_phase},
                                                        {"single_phase", LoadCase::single_phase},
                                                        {"declared", LoadCase::declared}}};

WithinCaps read_within_caps(const PlanReading& reading, JsonIndex at) {
  WithinCaps within;
  ObjectReader object(reading, at);
  object.read_word("case", case_words, within.load_case);
  object.read("guaranteed_min_a", within.guaranteed_min_a);
  object.finish();
  return within;
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
  object.read_list("circuits", portal.circuits, read_portal_circuit);
  object.read_list("within_caps", portal.within_caps, read_within_caps);
  object.finish();
  return portal;
}

MaterialItem read_material(const PlanReading& reading, JsonIndex at) {
  MaterialItem item;
  ObjectReader object(reading, at);
  object.read("item", item.item);
  object.read("quantity", item.quantity);
  object.read("for", item.for_what);
  object.finish();
  return item;
}

FirewallEntry read_firewall_entry(const PlanReading& reading, JsonIndex at) {
  FirewallEntry entry;
  ObjectReader object(reading, at);
  object.read_word("protocol", words_of(Protocol{}), entry.protocol);
  object.read("port", entry.port);
  object.read("host", entry.host);
  object.finish();
  return entry;
}

ChecklistStep read_step(const PlanReading& reading, JsonIndex at) {
  ChecklistStep step;
  ObjectReader object(reading, at);
  object.read("step", step.step);
  object.read("why", step.why);
  object.read_if_there("value", step.value);
  object.finish();
  return step;
}

}  // namespace ampsite
