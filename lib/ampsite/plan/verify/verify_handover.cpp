#include <fmt/format.h>

#include <algorithm>
#include <string>

#include "ampsite/plan/handover/checklist.h"
#include "ampsite/plan/handover/firewall_list.h"
#include "ampsite/plan/handover/materials.h"
#include "ampsite/plan/verify/checks.h"

namespace ampsite {
namespace {

/// The first that is missing, different or too much.
template <class Entry, class Same, class Text>
void expect_list(std::string_view name, const std::vector<Entry>& claimed, const std::vector<Entry>& is, Same same,
                 Text text, Discrepancies& found) {
  for (std::size_t i = 0; i < std::max(claimed.size(), is.size()); ++i) {
    if (i < claimed.size() && i < is.size() && same(claimed[i], is[i])) continue;
    std::string message;
    if (i >= claimed.size()) {
      message = fmt::format("lacks {}", text(is[i]));
    } else if (i >= is.size()) {
      message = fmt::format("{} is too much", text(claimed[i]));
    } else {
      message = fmt::format("has to be {}, not {}", text(is[i]), text(claimed[i]));
    }
    const bool there = i < claimed.size();
    found.push_back({there ? fmt::format("{}[{}]", name, i) : std::string(name), message});
    return;
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
      [](const MaterialItem& a, const MaterialItem& b) {
        return a.item == b.item && a.quantity == b.quantity && a.for_what == b.for_what;
      },
      [](const MaterialItem& item) { return fmt::format("{} {} for {}", item.quantity, item.item, item.for_what); },
      found);
  expect_list(
      "firewall", plan.firewall, firewall_list(site, plan.connectivity),
      [](const FirewallEntry& a, const FirewallEntry& b) {
        return a.protocol == b.protocol && a.port == b.port && a.host == b.host;
      },
      [](const FirewallEntry& entry) {
        return fmt::format("{} {} to {}", word_of(entry.protocol), entry.port, entry.host);
      },
      found);
  expect_list(
      "checklist", plan.checklist, checklist(site, plan),
      [](const ChecklistStep& a, const ChecklistStep& b) {
        return a.step == b.step && a.why == b.why && a.value == b.value;
      },
      [](const ChecklistStep& step) {
        return fmt::format("\"{}\"{}", step.step, step.value.empty() ? "" : " (" + step.value + ")");
      },
      found);
}

}  // namespace ampsite
