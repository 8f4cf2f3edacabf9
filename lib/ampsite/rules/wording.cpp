#include "ampsite/rules/wording.h"

#include <fmt/format.h>

#include <cmath>

namespace ampsite {
namespace {

/// Sums of decimals are not exact in binary: 0.1 + 0.2 is to read 0.3. Large numbers have no decimals to round.
std::string rounded(double value) {
  constexpr double without_decimals = 1e15;
  return fmt::format("{}", std::abs(value) < without_decimals ? std::round(value * 1000) / 1000 : value);
}

template <class Entity>
std::string named(std::string_view kind, const Site& site, const Entity& entity, NodeIndex parent) {
  if (entity.id.stated()) return fmt::format("{} {}", kind, entity.id.value);
  return fmt::format("{} number {} of {}", kind, entity.list_index + 1, name_of(site, site.nodes[parent]));
}

}  // namespace

std::string amps(double current_a) { return rounded(current_a) + " A"; }

std::string metres(double length_m) { return rounded(length_m) + " m"; }

std::string dbm(double level_dbm) { return fmt::format("{} dBm", level_dbm); }

std::string counted(std::ptrdiff_t count, std::string_view noun, std::string_view plural) {
  if (count != 1 && !plural.empty()) return fmt::format("{} {}", count, plural);
  return fmt::format("{} {}{}", count, noun, count == 1 ? "" : "s");
}

std::string and_more(std::ptrdiff_t others) { return others > 0 ? fmt::format(" and {} more", others) : std::string(); }

std::string name_of(const Site& site, const Node& node) {
  if (node.parent != no_index) return named("circuit", site, node, node.parent);
  return node.id.stated() ? "supply " + node.id.value : "the supply";
}

std::string name_of(const Site& site, const Charger& charger) { return named("charger", site, charger, charger.node); }

std::string name_of(const Site& site, const PlcModule& module) {
  return named("PLC module", site, module, module.node);
}

std::string name_of(const Site& /*site*/, const AccessPoint& access_point) {
  if (access_point.id.stated()) return "access point " + access_point.id.value;
  return fmt::format("access point number {}", access_point.list_index + 1);
}

Finding finding_about_site(std::string_view rule, std::string_view key, Span span) {
  Finding finding;
  finding.rule = rule;
  finding.span = span;
  finding.path = key;
  finding.key = key;
  return finding;
}

LinePlace place_of_line(std::string_view key, const Stated<LineCurrents>& currents, Line line) {
  const Stated<double>& value = currents->line[line];
  if (currents->map && value.stated()) return {fmt::format("{}.{}", key, to_text(line)), value.span};
  return {std::string(key), currents.span};
}

}  // namespace ampsite
