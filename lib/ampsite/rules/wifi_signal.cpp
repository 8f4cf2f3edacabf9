// AMP401 to AMP403 and AMP410: the levels that were measured.

#include "ampsite/rules/wifi_signal.h"

#include <fmt/format.h>

#include <iterator>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "ampsite/rules/checks.h"
#include "ampsite/rules/wifi_alternatives.h"
#include "ampsite/rules/wording.h"
#include "ampsite/site/links.h"

namespace ampsite {
namespace {

WifiSignal of_measurement(WifiMeasurement measurement) {
  WifiSignal signal;
  signal.measurement = measurement;
  return signal;
}

WifiSignal known_signal(const Stated<double>& level, std::string key, std::string_view access_point) {
  return {WifiMeasurement::known, level.value, level.span, std::move(key), access_point, false};
}

WifiSignal known_signal(const Rssi::At& at) {
  return known_signal(at.dbm, "rssi_dbm." + at.access_point.value, at.access_point.value);
}

/// An entry that may be about any access point, or whose level is not known.
bool uncertain(const Rssi::At& at) { return !at.access_point.has_value() || !plausible(at.dbm); }

WifiSignal signal_at_its_access_point(const Charger& charger) {
  bool any_uncertain = false;
  for (const Rssi::At& at : charger.rssi_dbm->at) {
    if (at.access_point.has_value() && at.access_point.value == charger.access_point.value) {
      return plausible(at.dbm) ? known_signal(at) : of_measurement(WifiMeasurement::uncertain);
    }
    any_uncertain = any_uncertain || !at.access_point.has_value();
  }
  return of_measurement(any_uncertain ? WifiMeasurement::uncertain : WifiMeasurement::elsewhere);
}

WifiSignal best_signal(const Charger& charger) {
  const Rssi::At* best = nullptr;
  for (const Rssi::At& at : charger.rssi_dbm->at) {
    if (uncertain(at)) return of_measurement(WifiMeasurement::uncertain);
    const bool louder = best == nullptr || at.dbm.value > best->dbm.value;
    if (louder || (at.dbm.value == best->dbm.value && natural_less(at.access_point.value, best->access_point.value))) {
      best = &at;
    }
  }
  WifiSignal signal = known_signal(*best);
  signal.best_of_several = charger.rssi_dbm->at.size() > 1;
  return signal;
}

Finding finding_about_signal(std::string_view rule, const Site& site, const Charger& charger,
                             const WifiSignal& signal) {
  return finding_about(rule, site, charger, signal.key, signal.span);
}

/// The plan may put the charger anywhere; the rules go by what it is configured for.
void check_measured(const Site& site, const Charger& charger, bool several_access_points, Findings& findings) {
  const WifiSignal signal = wifi_signal(charger);
  if (signal.measurement == WifiMeasurement::none) {
    Finding finding = finding_about("AMP403", site, charger, "rssi_dbm", place_of(charger));
    finding.message = fmt::format("{} links by WiFi but has no RSSI; at least {} is needed", name_of(site, charger),
                                  dbm(min_wifi_dbm));
    finding.help = "read the level at the charger in the maker's app and add it as rssi_dbm";
    findings.push_back(std::move(finding));
  } else if (signal.measurement == WifiMeasurement::elsewhere) {
    const std::string& own = charger.access_point.value;
    Finding finding = finding_about("AMP403", site, charger, "rssi_dbm." + own, place_of(charger));
    finding.message = fmt::format("{} links by WiFi at access point {}, but its RSSI was measured only at {}",
                                  name_of(site, charger), own, charger.rssi_dbm->at.front().access_point.value);
    finding.message += and_more(std::ssize(charger.rssi_dbm->at) - 1);
    finding.help = fmt::format("measure the level of {} at the charger and add it to rssi_dbm", own);
    finding.related.push_back({charger.rssi_dbm.span, "what was measured"});
    findings.push_back(std::move(finding));
  } else if (signal.measurement == WifiMeasurement::known && signal.access_point.empty() && several_access_points &&
             charger.access_point.absent()) {
    Finding finding = finding_about("AMP403", site, charger, "access_point", place_of(charger));
    finding.message = fmt::format("{} has an RSSI of {}, but does not say at which of the {} access points",
                                  name_of(site, charger), dbm(signal.dbm), site.access_points().size());
    finding.help = "add access_point, or write rssi_dbm with one level for each access point, such as {ap-1: -61}";
    findings.push_back(std::move(finding));
  }
}

void check_plausible(const Stated<double>& level, Finding finding, const std::string& subject, Findings& findings) {
  if (!level.stated() || plausible(level)) return;
  finding.message = fmt::format("{} {}; what can be measured lies between {} and {}", subject, dbm(level.value),
                                dbm(lowest_rssi_dbm), dbm(highest_rssi_dbm));
  const bool sign_lost = plausible(stated(-level.value));
  finding.help = sign_lost ? fmt::format("write {}: levels in dBm are negative", -level.value)
                           : "measure again, and write the level in dBm";
  findings.push_back(std::move(finding));
}

void check_plausible(const Site& site, const Charger& charger, Findings& findings) {
  const Stated<Rssi>& rssi = charger.rssi_dbm;
  if (!rssi.stated()) return;
  const std::string subject = name_of(site, charger) + " has an RSSI of";
  if (!rssi->map) {
    check_plausible(rssi->dbm, finding_about("AMP410", site, charger, "rssi_dbm", rssi->dbm.span), subject, findings);
    return;
  }
  for (const Rssi::At& at : rssi->at) {
    if (plausible(at.dbm)) continue;
    const std::string& id = at.access_point.value;
    check_plausible(at.dbm, finding_about("AMP410", site, charger, "rssi_dbm." + id, at.dbm.span),
                    fmt::format("{} has, at access point {}, an RSSI of", name_of(site, charger), id), findings);
  }
}

void check_plausible(const Site& site, const AccessPoint& access_point, Findings& findings) {
  if (!access_point.hears.stated()) return;
  for (const AccessPoint::Hears& heard : access_point.hears.value) {
    const std::string& id = heard.access_point.value;
    check_plausible(heard.dbm, finding_about("AMP410", site, access_point, "hears." + id, heard.dbm.span),
                    fmt::format("{} hears {} at", name_of(site, access_point), id), findings);
  }
}

}  // namespace

std::string level_text(const WifiSignal& signal) {
  const std::string level = fmt::format("has WiFi of {}", dbm(signal.dbm));
  if (signal.access_point.empty()) return level;
  return fmt::format("{}{} at access point {}", level, signal.best_of_several ? ", its best," : "",
                     signal.access_point);
}

WifiSignal wifi_signal(const Charger& charger) {
  const Stated<Rssi>& rssi = charger.rssi_dbm;
  if (rssi.unknown()) return of_measurement(WifiMeasurement::uncertain);
  if (rssi.absent() || (rssi->map && rssi->at.empty())) return of_measurement(WifiMeasurement::none);
  if (!rssi->map) {
    if (!plausible(rssi->dbm)) return of_measurement(WifiMeasurement::uncertain);
    return known_signal(
        rssi->dbm, "rssi_dbm",
        charger.access_point.stated() ? std::string_view(charger.access_point.value) : std::string_view());
  }
  if (charger.access_point.unknown()) return of_measurement(WifiMeasurement::uncertain);
  return charger.access_point.stated() ? signal_at_its_access_point(charger) : best_signal(charger);
}

void check_wifi_too_weak(const RuleContext& context, Findings& findings) {
  const Site& site = context.site;
  std::optional<WifiAlternatives> alternatives;
  for (const Charger& charger : site.chargers) {
    if (!links_by(charger, Link::wifi)) continue;
    const WifiSignal signal = wifi_signal(charger);
    if (signal.measurement != WifiMeasurement::known || signal.dbm >= min_wifi_dbm) continue;
    if (!alternatives) alternatives.emplace(context);
    Finding finding = finding_about_signal("AMP401", site, charger, signal);
    finding.message =
        fmt::format("{} {}; at least {} is needed", name_of(site, charger), level_text(signal), dbm(min_wifi_dbm));
    finding.help = alternatives->instead_of_weak_wifi(charger);
    findings.push_back(std::move(finding));
  }
}

void check_wifi_marginal(const RuleContext& context, Findings& findings) {
  const Site& site = context.site;
  const AccessPointIds ids(site);
  for (const Charger& charger : site.chargers) {
    // Of a gateway AMP512 asks for the same level.
    if (!links_by(charger, Link::wifi) || could_be_gateway(charger)) continue;
    const WifiSignal signal = wifi_signal(charger);
    if (signal.measurement != WifiMeasurement::known) continue;
    if (signal.dbm < min_wifi_dbm || signal.dbm >= good_wifi_dbm) continue;
    Finding finding = finding_about_signal("AMP402", site, charger, signal);
    finding.message =
        fmt::format("{} {}; {} or more is advised", name_of(site, charger), level_text(signal), dbm(good_wifi_dbm));
    finding.help = better_access_point(site, ids, charger, good_wifi_dbm);
    if (finding.help.empty()) finding.help = "move an access point closer, or add one nearby";
    findings.push_back(std::move(finding));
  }
}

void check_wifi_unmeasured(const RuleContext& context, Findings& findings) {
  const Site& site = context.site;
  // Without an access point there was nothing to measure: AMP412 speaks.
  if (!site.network->access_points.unknown() && site.access_points().empty()) return;
  for (const Charger& charger : site.chargers) {
    if (links_by(charger, Link::wifi)) check_measured(site, charger, site.access_points().size() > 1, findings);
  }
}

void check_rssi_implausible(const RuleContext& context, Findings& findings) {
  for (const Charger& charger : context.site.chargers) check_plausible(context.site, charger, findings);
  for (const AccessPoint& access_point : context.site.access_points()) {
    check_plausible(context.site, access_point, findings);
  }
}

}  // namespace ampsite
