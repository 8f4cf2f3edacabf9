// AMP404, AMP405, AMP411 and AMP412: what the access points offer.

#include <fmt/format.h>

#include <algorithm>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "ampsite/rules/checks.h"
#include "ampsite/rules/first_in_text.h"
#include "ampsite/rules/wifi_signal.h"
#include "ampsite/rules/wording.h"
#include "ampsite/site/links.h"

namespace ampsite {
namespace {

/// "5", "5 and 6".
std::string bands_text(const std::vector<double>& bands_ghz) {
  std::vector<std::string> bands;
  for (const double ghz : bands_ghz) bands.push_back(fmt::format("{}", ghz));
  return listed(bands);
}

/// Chargers configured for WiFi, by access point.
struct Clients {
  std::vector<int> at;  ///< by AccessPointIndex
  int anywhere = 0;     ///< no access point is stated, and there are several
  int total = 0;
};

Clients count_clients(const Site& site) {
  const std::vector<AccessPoint>& access_points = site.access_points();
  const AccessPointIds ids(site);
  Clients clients;
  clients.at.resize(access_points.size());
  for (const Charger& charger : site.chargers) {
    if (!links_by(charger, Link::wifi) || charger.access_point.unknown()) continue;
    ++clients.total;
    if (charger.access_point.absent()) {
      ++(access_points.size() == 1 ? clients.at.front() : clients.anywhere);
    } else if (const AccessPointIndex found = ids.find(charger.access_point.value); found != no_index) {
      ++clients.at[found];
    }
  }
  return clients;
}

std::string_view link_or_links(std::ptrdiff_t chargers) { return chargers == 1 ? "links" : "link"; }

std::string too_many_help(int too_many) {
  return fmt::format("take {} off it: by another access point, PLC or 4G", counted(too_many, "charger"));
}

/// What all access points can serve together, where each states it.
std::optional<int> room_of_all(const std::vector<AccessPoint>& access_points) {
  int room = 0;
  for (const AccessPoint& access_point : access_points) {
    if (!access_point.max_clients.stated()) return std::nullopt;
    // A sum that large is room enough for every charger a file may have.
    room = std::min(room + access_point.max_clients.value, 1'000'000);
  }
  return room;
}

/// Chargers that may be on any of the access points still have to fit on all of them together.
void check_room_of_all(const Site& site, const Clients& clients, Findings& findings) {
  const std::vector<AccessPoint>& access_points = site.access_points();
  const std::optional<int> room = room_of_all(access_points);
  if (clients.anywhere == 0 || !room || clients.total <= *room) return;
  const AccessPoint& first = access_points.front();
  Finding finding = finding_about_site("AMP411", "max_clients", first.max_clients.span);
  finding.path = path_of(site, first) + ".max_clients";
  finding.message =
      fmt::format("{} {} by WiFi; the {} access points serve at most {} together", counted(clients.total, "charger"),
                  link_or_links(clients.total), access_points.size(), *room);
  finding.help = fmt::format("add an access point, or link {} by PLC or 4G", counted(clients.total - *room, "charger"));
  findings.push_back(std::move(finding));
}

}  // namespace

void check_wifi_band(const RuleContext& context, Findings& findings) {
  const Site& site = context.site;
  for (const AccessPoint& access_point : site.access_points()) {
    if (offers_band(access_point)) continue;
    Finding finding = finding_about("AMP404", site, access_point, "bands_ghz", access_point.bands_ghz.span);
    finding.message = fmt::format("{} has only {} GHz on; the chargers need 2.4 GHz", name_of(site, access_point),
                                  bands_text(access_point.bands_ghz.value));
    finding.help = "switch on 2.4 GHz, and add 2.4 to bands_ghz";
    findings.push_back(std::move(finding));
  }
}

void check_wifi_standard(const RuleContext& context, Findings& findings) {
  const Site& site = context.site;
  for (const AccessPoint& access_point : site.access_points()) {
    // Without 2.4 GHz AMP404 speaks: which standards that band will have is not known yet.
    if (offers_standard(access_point) || !offers_band(access_point)) continue;
    Finding finding = finding_about("AMP405", site, access_point, "standards", access_point.standards.span);
    finding.message = fmt::format("{} offers none of the WiFi standards b, g and n; the chargers need one",
                                  name_of(site, access_point));
    finding.help = "allow 802.11n (or b/g) on 2.4 GHz in the access point, and add n to standards";
    findings.push_back(std::move(finding));
  }
}

void check_wifi_clients(const RuleContext& context, Findings& findings) {
  const Site& site = context.site;
  if (site.network->access_points.unknown() || site.access_points().empty()) return;
  const Clients clients = count_clients(site);
  bool any = false;
  for (std::size_t i = 0; i < clients.at.size(); ++i) {
    const AccessPoint& access_point = site.access_points()[i];
    if (!access_point.max_clients.stated() || clients.at[i] <= access_point.max_clients.value) continue;
    any = true;
    Finding finding = finding_about("AMP411", site, access_point, "max_clients", access_point.max_clients.span);
    finding.message =
        fmt::format("{} {} by WiFi at {}; it serves at most {}", counted(clients.at[i], "charger"),
                    link_or_links(clients.at[i]), name_of(site, access_point), access_point.max_clients.value);
    finding.help = too_many_help(clients.at[i] - access_point.max_clients.value);
    findings.push_back(std::move(finding));
  }
  if (!any) check_room_of_all(site, clients, findings);
}

void check_no_access_point(const RuleContext& context, Findings& findings) {
  const Site& site = context.site;
  if (site.network->access_points.unknown() || !site.access_points().empty()) return;
  const auto links_by_wifi = [](const Charger& charger) { return links_by(charger, Link::wifi); };
  const Charger* const first = first_in_text(site.chargers, links_by_wifi);
  if (first == nullptr) return;
  const auto others = std::count_if(site.chargers.begin(), site.chargers.end(), links_by_wifi) - 1;
  Finding finding = finding_about_site("AMP412", "link", first->link.span);
  finding.path = path_of(site, *first) + ".link";
  finding.message = fmt::format("{}{} {} by WiFi, but the file has no access point; at least one is needed",
                                name_of(site, *first), and_more(others), link_or_links(others + 1));
  finding.help = "add the access point to network.access_points, or link by PLC or 4G";
  findings.push_back(std::move(finding));
}

}  // namespace ampsite
