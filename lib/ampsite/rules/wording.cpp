#include "ampsite/rules/wording.h"

#include <fmt/format.h>

#include <cmath>

namespace ampsite {
namespace {

/// Sums of decimals are not exact in binary: 0.1 + 0.2 is to read 0.3.
std::string rounded(double value) { return fmt::format("{}", std::round(value * 1000) / 1000); }

std::string with_id(std::string_view kind, const Stated<std::string>& id) {
  if (!id.stated()) return fmt::format("a {}", kind);
  return fmt::format("{} {}", kind, id.value);
}

}  // namespace

std::string amps(double current_a) { return rounded(current_a) + " A"; }

std::string metres(double length_m) { return rounded(length_m) + " m"; }

std::string name_of(const Site& site, const Node& node) {
  const bool supply = &node == &site.nodes.front();
  if (supply) return node.id.stated() ? "supply " + node.id.value : "the supply";
  return with_id("circuit", node.id);
}

std::string name_of(const Charger& charger) { return with_id("charger", charger.id); }

std::string name_of(const PlcModule& module) { return with_id("PLC module", module.id); }

LinePlace place_of_line(std::string_view key, const Stated<LineCurrents>& currents, Line line) {
  const Stated<double>& value = currents->line[line];
  if (currents->map && value.stated()) return {fmt::format("{}.{}", key, to_text(line)), value.span};
  return {std::string(key), currents.span};
}

}  // namespace ampsite
