#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string>

#include "ampsite/plan/handover/checklist.h"
#include "ampsite/plan/handover/firewall_list.h"
#include "ampsite/plan/handover/materials.h"
#include "ampsite/plan/verify/checks.h"

namespace ampsite {
namespace {

std::string quoted(const std::string& text) { return text.empty() ? "nothing" : "\"" + text + "\""; }

/// A member of an entry, as the plan calls it.
struct Member {
  std::string_view key;
  std::string text;

  friend bool operator==(const Member&, const Member&) = default;
};

/// The first entry that is missing, different or too much; of one that differs, the member that does.
template <class Entry, class Members>
void expect_list(std::string_view name, const std::vector<Entry>& claimed, const std::vector<Entry>& is,
                 const Members& members, Discrepancies& found) {
  const std::size_t both = std::min(claimed.size(), is.size());
  for (std::size_t i = 0; i < both; ++i) {
    const auto has = members(claimed[i]);
    const auto has_to_have = members(is[i]);
    const auto [wrong, right] = std::mismatch(has.begin(), has.end(), has_to_have.begin());
    if (wrong == has.end()) continue;
    found.push_back({fmt::format("{}[{}].{}", name, i, wrong->key),
                     fmt::format("has to be {}, not {}", quoted(right->text), quoted(wrong->text))});
    return;
  }
  if (claimed.size() < is.size()) {
    found.push_back({std::string(name), fmt::format("lacks {}", quoted(members(is[both]).front().text))});
  } else if (claimed.size() > is.size()) {
    found.push_back({fmt::format("{}[{}]", name, both),
                     fmt::format("{} is too much", quoted(members(claimed[both]).front().text))});
  }
}

std::string_view word_of(Protocol protocol) {
  switch (protocol) {
    case Protocol::tcp:
      return "tcp";
    case Protocol::udp:
      return "udp";
    case Protocol::any:
      return "any";
  }
  return {};
}

/// Each link over WiFi or PLC has somewhere to go.
bool links_are_whole(const Site& site, const Connectivity& connectivity) {
  return std::all_of(connectivity.chargers.begin(), connectivity.chargers.end(), [&](const ChargerLink& link) {
    if (link.link == PlannedLink::wifi) return link.access_point < site.access_points().size();
    return link.link != PlannedLink::plc || link.plc_network < connectivity.plc_networks.size();
  });
}

}  // namespace

void verify_handover(const Site& site, const Plan& plan, Discrepancies& found) {
  if (!links_are_whole(site, plan.connectivity)) return;  // that is said already; nothing can be listed for it
  expect_list(
      "materials", plan.materials, materials(site, plan.connectivity),
      [](const MaterialItem& item) {
        return std::array<Member, 3>{
            {{"item", item.item}, {"quantity", std::to_string(item.quantity)}, {"for", item.for_what}}};
      },
      found);
  expect_list(
      "firewall", plan.firewall, firewall_list(site, plan.connectivity),
      [](const FirewallEntry& entry) {
        return std::array<Member, 3>{{{"host", entry.host},
                                      {"protocol", std::string(word_of(entry.protocol))},
                                      {"port", std::to_string(entry.port)}}};
      },
      found);
  expect_list(
      "checklist", plan.checklist, checklist(site, plan),
      [](const ChecklistStep& step) {
        return std::array<Member, 3>{{{"step", step.step}, {"why", step.why}, {"value", step.value}}};
      },
      found);
}

}  // namespace ampsite
