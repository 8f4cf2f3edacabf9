// AMP406 to AMP409 and AMP413: the channels of the access points in the 2.4 GHz band.

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "ampsite/rules/by_id.h"
#include "ampsite/rules/checks.h"
#include "ampsite/rules/wording.h"
#include "ampsite/site/links.h"

namespace ampsite {
namespace {

constexpr int lowest_channel = 1;
constexpr int highest_channel = 11;
/// A channel is about 20 MHz wide, and the next begins 5 MHz later.
constexpr int clear_apart = 5;
constexpr double out_of_hearing_dbm = -85;  ///< below it another access point does not count as heard
constexpr double disturbing_dbm = -75;      ///< on one channel, from here on

/// 2.4 GHz is on: without it there is no such channel, and AMP404 speaks.
bool has_channel(const AccessPoint& access_point) {
  return !access_point.bands_ghz.unknown() && offers_band(access_point);
}

bool in_range(int channel) { return lowest_channel <= channel && channel <= highest_channel; }
bool clear_of_others(int channel) { return channel == 1 || channel == 6 || channel == 11; }

/// The fixed channel that an access point is on, where it is one that it may have.
std::optional<int> usable_channel(const AccessPoint& access_point) {
  if (!has_channel(access_point) || !access_point.channel.stated()) return std::nullopt;
  if (access_point.channel->automatic || !in_range(access_point.channel->number)) return std::nullopt;
  return access_point.channel->number;
}

bool several_with_a_channel(const Site& site) {
  const std::vector<AccessPoint>& access_points = site.access_points();
  return std::count_if(access_points.begin(), access_points.end(), has_channel) > 1;
}

std::string_view channels_to_choose(const Site& site) {
  return several_with_a_channel(site) ? "1, 6 or 11" : "1 to 11";
}

Finding finding_about_channel(std::string_view rule, const Site& site, const AccessPoint& access_point) {
  return finding_about(rule, site, access_point, "channel", access_point.channel.span);
}

/// What the file says of how two access points hear each other.
struct Hearing {
  AccessPointIndex other = no_index;
  std::optional<double> dbm;  ///< the louder direction
};

/// By access point, those that it hears or that hear it, in their order in the file.
class Hearings {
 public:
  explicit Hearings(const Site& site);

  const std::vector<Hearing>& of(AccessPointIndex index) const { return with_[index]; }
  /// A statement that could not be read may be about any other.
  bool certain(AccessPointIndex index) const { return certain_[index]; }

 private:
  std::vector<std::vector<Hearing>> with_;
  std::vector<bool> certain_;
};

Hearings::Hearings(const Site& site) {
  const std::vector<AccessPoint>& access_points = site.access_points();
  const AccessPointIds ids(site);
  std::map<std::pair<AccessPointIndex, AccessPointIndex>, std::optional<double>> levels;
  for (AccessPointIndex i = 0; i < access_points.size(); ++i) {
    const auto& hears = access_points[i].hears;
    bool certain = !hears.unknown();
    for (const AccessPoint::Hears& heard : hears.value) {
      const AccessPointIndex other = heard.access_point.stated() ? ids.find(heard.access_point.value) : no_index;
      if (other == no_index) certain = false;
      if (other == no_index || other == i) continue;
      std::optional<double>& level = levels[std::minmax(i, other)];
      if (plausible(heard.dbm)) level = std::max(level.value_or(heard.dbm.value), heard.dbm.value);
    }
    certain_.push_back(certain);
  }
  with_.resize(access_points.size());
  for (const auto& [pair, dbm] : levels) {
    with_[pair.first].push_back({pair.second, dbm});
    with_[pair.second].push_back({pair.first, dbm});
  }
}

/// Others that an access point disturbs: the first of them, and their number.
struct Disturbed {
  AccessPointIndex first = no_index;
  std::ptrdiff_t count = 0;
};

/// Which access points overlap in part. Of each pair one is at fault: the one that is not on channel 1, 6 or 11, or
/// the later of two such by natural order of ids. So each wrong channel gets one finding, however many it disturbs.
class PartialOverlaps {
 public:
  /// Both have to outlive it.
  PartialOverlaps(const Site& site, const Hearings& hearings);

  /// The others that overlap in part with one that is at fault; none where it is not.
  Disturbed by(AccessPointIndex index) const;

 private:
  /// Nothing is stated of the two, or that they hear each other.
  bool may_hear(AccessPointIndex index, AccessPointIndex other) const;

  bool before(AccessPointIndex a, AccessPointIndex b) const {
    return comes_before(access_points_[a], access_points_[b]);
  }

  const std::vector<AccessPoint>& access_points_;
  const Hearings& hearings_;
  std::vector<int> channel_;                                                   ///< 0: none that counts
  std::array<std::vector<AccessPointIndex>, highest_channel + 1> on_channel_;  ///< by channel, in natural order
};

PartialOverlaps::PartialOverlaps(const Site& site, const Hearings& hearings)
    : access_points_(site.access_points()), hearings_(hearings) {
  for (AccessPointIndex i = 0; i < access_points_.size(); ++i) {
    const int channel = hearings.certain(i) ? usable_channel(access_points_[i]).value_or(0) : 0;
    channel_.push_back(channel);
    if (channel != 0) on_channel_[static_cast<std::size_t>(channel)].push_back(i);
  }
  const auto earlier = [this](AccessPointIndex a, AccessPointIndex b) { return before(a, b); };
  for (std::vector<AccessPointIndex>& on : on_channel_) std::sort(on.begin(), on.end(), earlier);
}

bool PartialOverlaps::may_hear(AccessPointIndex index, AccessPointIndex other) const {
  const std::vector<Hearing>& with = hearings_.of(index);
  const auto found = std::lower_bound(with.begin(), with.end(), other,
                                      [](const Hearing& hearing, AccessPointIndex key) { return hearing.other < key; });
  if (found == with.end() || found->other != other) return true;
  return found->dbm.has_value() && *found->dbm >= out_of_hearing_dbm;
}

Disturbed PartialOverlaps::by(AccessPointIndex index) const {
  Disturbed disturbed;
  const int own = channel_[index];
  if (own == 0 || clear_of_others(own)) return disturbed;
  // The others of a channel that count: all of a clear one, the earlier of another.
  const auto earlier = [this](AccessPointIndex a, AccessPointIndex b) { return before(a, b); };
  const auto end_of = [&](int channel) {
    const std::vector<AccessPointIndex>& on = on_channel_[static_cast<std::size_t>(channel)];
    return clear_of_others(channel) ? on.end() : std::lower_bound(on.begin(), on.end(), index, earlier);
  };
  const int first_channel = std::max(lowest_channel, own - clear_apart + 1);
  const int last_channel = std::min(highest_channel, own + clear_apart - 1);
  for (int channel = first_channel; channel <= last_channel; ++channel) {
    if (channel == own) continue;
    const std::vector<AccessPointIndex>& on = on_channel_[static_cast<std::size_t>(channel)];
    const auto end = end_of(channel);
    disturbed.count += end - on.begin();
    const auto found = std::find_if(on.begin(), end, [&](AccessPointIndex other) { return may_hear(index, other); });
    if (found == end) continue;
    if (disturbed.first == no_index || before(*found, disturbed.first)) disturbed.first = *found;
  }
  for (const Hearing& hearing : hearings_.of(index)) {
    const int channel = channel_[hearing.other];
    if (channel == 0 || channel == own || std::abs(channel - own) >= clear_apart) continue;
    if (!clear_of_others(channel) && before(index, hearing.other)) continue;
    if (!may_hear(index, hearing.other)) --disturbed.count;
  }
  return disturbed;
}

/// The file states at which level two access points hear each other.
bool level_stated(const std::vector<Hearing>& hearings, AccessPointIndex other) {
  return std::any_of(hearings.begin(), hearings.end(),
                     [&](const Hearing& hearing) { return hearing.other == other && hearing.dbm.has_value(); });
}

void report_overlap(const Site& site, AccessPointIndex index, const Disturbed& disturbed,
                    const std::vector<Hearing>& hearings, Findings& findings) {
  const AccessPoint& access_point = site.access_points()[index];
  const AccessPoint& other = site.access_points()[disturbed.first];
  Finding finding = finding_about_channel("AMP409", site, access_point);
  const int own = access_point.channel->number;
  const int others = other.channel->number;
  finding.message =
      fmt::format("channel {} of {} overlaps in part with channel {} of {}{}: {} apart, where {} are needed", own,
                  name_of(site, access_point), others, name_of(site, other), and_more(disturbed.count - 1),
                  std::abs(own - others), clear_apart);
  finding.help = "set channel 1, 6 or 11";
  if (!level_stated(hearings, disturbed.first)) {
    finding.help +=
        fmt::format("; where the two hear each other below {}, write the level in hears", dbm(out_of_hearing_dbm));
  }
  finding.related.push_back({other.channel.span, "it overlaps with this channel"});
  findings.push_back(std::move(finding));
}

/// Earlier access points on the same channel that are loud at this one, or it at them; the loudest first.
void report_same_channel(const Site& site, AccessPointIndex index, const std::vector<Hearing>& hearings,
                         Findings& findings) {
  const AccessPoint& access_point = site.access_points()[index];
  const std::optional<int> own = usable_channel(access_point);
  if (!own || !clear_of_others(*own)) return;
  const Hearing* loudest = nullptr;
  std::ptrdiff_t count = 0;
  for (const Hearing& hearing : hearings) {
    if (comes_before(access_point, site.access_points()[hearing.other])) continue;
    if (hearing.dbm.value_or(lowest_rssi_dbm) < disturbing_dbm) continue;
    if (usable_channel(site.access_points()[hearing.other]) != own) continue;
    ++count;
    if (loudest == nullptr || *hearing.dbm > *loudest->dbm) loudest = &hearing;
  }
  if (loudest == nullptr) return;
  const AccessPoint& other = site.access_points()[loudest->other];
  Finding finding = finding_about_channel("AMP409", site, access_point);
  finding.severity = Severity::note;
  finding.message = fmt::format("{} is on channel {} like {}{}, heard at {}; from {} on they disturb each other",
                                name_of(site, access_point), *own, name_of(site, other), and_more(count - 1),
                                dbm(*loudest->dbm), dbm(disturbing_dbm));
  finding.help = "use the one of 1, 6 and 11 that is heard weakest here";
  finding.related.push_back({other.channel.span, "the same channel"});
  findings.push_back(std::move(finding));
}

}  // namespace

void check_wifi_channel_auto(const RuleContext& context, Findings& findings) {
  const Site& site = context.site;
  const std::string_view channels = channels_to_choose(site);
  for (const AccessPoint& access_point : site.access_points()) {
    if (!has_channel(access_point) || !access_point.channel.stated() || !access_point.channel->automatic) continue;
    Finding finding = finding_about_channel("AMP406", site, access_point);
    finding.message = fmt::format("{} chooses its channel by itself; it needs a fixed channel, {}",
                                  name_of(site, access_point), channels);
    finding.help = "set a fixed channel in the access point, and write its number";
    findings.push_back(std::move(finding));
  }
}

void check_wifi_channel_range(const RuleContext& context, Findings& findings) {
  const Site& site = context.site;
  const std::string_view channels = channels_to_choose(site);
  for (const AccessPoint& access_point : site.access_points()) {
    if (!has_channel(access_point) || !access_point.channel.stated() || access_point.channel->automatic) continue;
    const int channel = access_point.channel->number;
    if (in_range(channel)) continue;
    Finding finding = finding_about_channel("AMP407", site, access_point);
    finding.message = fmt::format("{} is on channel {}; the chargers know channels {} to {}",
                                  name_of(site, access_point), channel, lowest_channel, highest_channel);
    finding.help = fmt::format("set channel {} in the 2.4 GHz band", channels);
    findings.push_back(std::move(finding));
  }
}

void check_wifi_channel_not_1_6_11(const RuleContext& context, Findings& findings) {
  const Site& site = context.site;
  if (!several_with_a_channel(site)) return;
  const Hearings hearings(site);
  const PartialOverlaps overlaps(site, hearings);
  const std::vector<AccessPoint>& access_points = site.access_points();
  for (AccessPointIndex i = 0; i < access_points.size(); ++i) {
    const std::optional<int> channel = usable_channel(access_points[i]);
    // Where it overlaps with another, AMP409 says so of the same channel.
    if (!channel || clear_of_others(*channel) || overlaps.by(i).count > 0) continue;
    Finding finding = finding_about_channel("AMP408", site, access_points[i]);
    finding.message =
        fmt::format("{} is on channel {}; with several access points channels 1, 6 and 11 keep clear of each other",
                    name_of(site, access_points[i]), *channel);
    finding.help = "set channel 1, 6 or 11";
    findings.push_back(std::move(finding));
  }
}

void check_wifi_channel_overlap(const RuleContext& context, Findings& findings) {
  const Site& site = context.site;
  const Hearings hearings(site);
  const PartialOverlaps overlaps(site, hearings);
  const std::vector<AccessPoint>& access_points = site.access_points();
  for (AccessPointIndex i = 0; i < access_points.size(); ++i) {
    const Disturbed disturbed = overlaps.by(i);
    if (disturbed.count > 0) report_overlap(site, i, disturbed, hearings.of(i), findings);
    report_same_channel(site, i, hearings.of(i), findings);
  }
}

void check_wifi_channel_unstated(const RuleContext& context, Findings& findings) {
  const Site& site = context.site;
  const std::string_view channels = channels_to_choose(site);
  for (const AccessPoint& access_point : site.access_points()) {
    if (!has_channel(access_point) || !access_point.channel.absent()) continue;
    Finding finding = finding_about("AMP413", site, access_point, "channel", place_of(access_point));
    finding.message =
        fmt::format("{} states no channel; it needs a fixed one, {}", name_of(site, access_point), channels);
    finding.help = "set a fixed channel in the access point, and add it as channel";
    findings.push_back(std::move(finding));
  }
}

}  // namespace ampsite
