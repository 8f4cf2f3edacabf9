#include "ampsite/plan/handover/naming.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "ampsite/rules/wording.h"
#include "ampsite/site/line.h"

namespace ampsite {

namespace {

constexpr std::size_t few = 5;

void sort_naturally(std::vector<std::string>& ids) {
  std::sort(ids.begin(), ids.end(), [](const std::string& a, const std::string& b) {
    return natural_less(a, b) || (!natural_less(b, a) && a < b);
  });
}

/// The nodes that the chargers stand at, each once.
std::vector<NodeIndex> nodes_of(const Site& site, const std::vector<ChargerIndex>& chargers) {
  std::vector<NodeIndex> nodes;
  for (const ChargerIndex charger : chargers) nodes.push_back(site.chargers[charger].node);
  std::sort(nodes.begin(), nodes.end());
  nodes.erase(std::unique(nodes.begin(), nodes.end()), nodes.end());
  return nodes;
}

/// " on circuit K1", " on K1 and K2"; empty where they are many.
std::string where(const Site& site, const std::vector<NodeIndex>& nodes) {
  if (nodes.size() == 1) return " on " + name_of(site, site.nodes[nodes.front()]);
  if (nodes.size() > few) return {};
  std::vector<std::string> ids;
  for (const NodeIndex node : nodes) {
    const Stated<std::string>& id = site.nodes[node].id;
    ids.push_back(id.has_value() ? id.value : name_of(site, site.nodes[node]));
  }
  return " on " + named(std::move(ids));
}

}  // namespace

std::string named(std::vector<std::string> ids) {
  if (ids.size() <= few) {
    sort_naturally(ids);
    return listed(ids);
  }
  const auto first = std::min_element(ids.begin(), ids.end(), natural_less);
  return *first + and_more(static_cast<std::ptrdiff_t>(ids.size()) - 1);
}

std::string named_chargers(const Site& site, const std::vector<ChargerIndex>& chargers) {
  std::vector<std::string> ids;
  for (const ChargerIndex charger : chargers) {
    const Stated<std::string>& id = site.chargers[charger].id;
    if (ids.size() > few || !id.has_value()) break;
    ids.push_back(id.value);
  }
  const bool all_named = !ids.empty() && ids.size() == chargers.size() && ids.size() <= few;
  if (all_named) return std::string(chargers.size() == 1 ? "charger " : "chargers ") + named(std::move(ids));
  return counted(static_cast<std::ptrdiff_t>(chargers.size()), "charger") + where(site, nodes_of(site, chargers));
}

std::string amps_rounded_down(double current_a) {
  constexpr double last_bits = 1e-6;  // of a sum, in thousandths
  return amps(std::floor(current_a * 1000 + last_bits) / 1000);
}

}  // namespace ampsite
