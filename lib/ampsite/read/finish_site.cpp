// What is decided once the whole file is read.

#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "ampsite/read/assembly.h"
#include "ampsite/read/nearest.h"
#include "ampsite/site/links.h"

namespace ampsite {

namespace {

/// An id in the file, and whose it is.
struct UsedId {
  std::string_view id;
  Span span;
  std::string_view kind;  ///< "charger"
  EntityKind entity;
  std::size_t index;
};

template <class Entities>
void collect_ids(const Entities& entities, std::string_view kind, EntityKind entity, std::vector<UsedId>& ids) {
  for (std::size_t i = 0; i < entities.size(); ++i) {
    const Stated<std::string>& id = entities[i].id;
    // Behind an alias an id stands where its first owner has it: the alias is the place that repeats it.
    const bool behind_alias = entities[i].span.begin > id.span.end;
    if (id.stated()) ids.push_back({id.value, behind_alias ? entities[i].span : id.span, kind, entity, i});
  }
}

std::vector<UsedId> used_ids(const Site& site) {
  std::vector<UsedId> ids;
  ids.reserve(site.nodes.size() + site.chargers.size() + site.modules.size() + site.access_points().size());
  collect_ids(site.nodes, "circuit", EntityKind::circuit, ids);
  if (!site.nodes.empty() && !ids.empty() && ids.front().index == 0) ids.front().kind = "supply";
  collect_ids(site.modules, "PLC module", EntityKind::plc_module, ids);
  collect_ids(site.chargers, "charger", EntityKind::charger, ids);
  collect_ids(site.access_points(), "access point", EntityKind::access_point, ids);
  return ids;
}

/// The ids of an entity from the root, and its place in the file.
struct Named {
  std::string entity;
  std::string path;
};

Named named(const Site& site, const UsedId& used) {
  const auto of = [&](const auto& entity) { return Named{entity_of(site, entity), path_of(site, entity)}; };
  switch (used.entity) {
    case EntityKind::supply:
    case EntityKind::circuit:
      return of(site.nodes[used.index]);
    case EntityKind::charger:
      return of(site.chargers[used.index]);
    case EntityKind::plc_module:
      return of(site.modules[used.index]);
    case EntityKind::access_point:
      return of(site.access_points()[used.index]);
  }
  return {};
}

void report_second(Reader& reader, const UsedId& second, const Named& own, const UsedId& first, const Named& other) {
  Finding& finding = reader.report("AMP007", second.span,
                                   fmt::format("id {} of {} {} is used already by {} {}", second.id, second.kind,
                                               own.entity, first.kind, other.entity),
                                   "give each supply, circuit, charger, PLC module and access point an id of its own");
  finding.related.push_back({first.span, "it is used here"});
  finding.entity = own.entity;
  finding.path = own.path + ".id";
  finding.key = "id";
}

/// Which of equal ids is the first is told by what they belong to, as far as that differs: moving keys and entries
/// about must not move the finding.
void check_equal_ids(Reader& reader, const Site& site, const UsedId* begin, const UsedId* end) {
  std::vector<std::pair<Named, const UsedId*>> equal;
  for (const UsedId* used = begin; used != end; ++used) equal.emplace_back(named(site, *used), used);
  std::stable_sort(equal.begin(), equal.end(),
                   [](const auto& a, const auto& b) { return natural_less(a.first.entity, b.first.entity); });
  for (std::size_t i = 1; i < equal.size(); ++i) {
    report_second(reader, *equal[i].second, equal[i].first, *equal[0].second, equal[0].first);
  }
}

void check_ids_are_unique(Reader& reader, const Site& site) {
  std::vector<UsedId> ids = used_ids(site);
  std::stable_sort(ids.begin(), ids.end(), [](const UsedId& a, const UsedId& b) { return a.id < b.id; });
  for (std::size_t first = 0, i = 1; i <= ids.size(); ++i) {
    if (i < ids.size() && ids[i].id == ids[first].id) continue;
    if (i - first > 1) check_equal_ids(reader, site, &ids[first], ids.data() + i);
    first = i;
  }
}

std::string help_for_reference(const AccessPointIds& access_points, std::string_view id) {
  const std::vector<std::string_view> ids = access_points.ids();
  if (ids.empty()) return "add the access point to network.access_points, or take this out";
  const std::string_view near = nearest(id, ids);
  if (!near.empty()) return fmt::format("did you mean {}?", near);
  return "add the access point to network.access_points, or name one that is there";
}

/// Where a reference stands, for its finding.
struct Place {
  std::string entity;
  std::string path;
  std::string key;
  std::string subject;
};

template <class MakePlace>
void check_reference(Reader& reader, const AccessPointIds& ids, Stated<std::string>& reference,
                     const MakePlace& make_place) {
  if (!reference.stated() || !ids.complete() || ids.find(reference.value) != no_index) return;
  Place place = make_place();
  Finding& finding = reader.report(
      "AMP008", reference.span,
      fmt::format("{} names {}, but there is no access point of that id", place.subject, quoted(reference.value)),
      help_for_reference(ids, reference.value));
  finding.entity = std::move(place.entity);
  finding.path = std::move(place.path);
  finding.key = std::move(place.key);
  reference.presence = Presence::unknown;
}

std::string id_or_unknown(const Stated<std::string>& id) { return id.stated() ? id.value : std::string("?"); }

void check_references_of_charger(Reader& reader, const Site& site, const AccessPointIds& ids, Charger& charger) {
  const auto place = [&](std::string_view key) {
    return Place{entity_of(site, charger), fmt::format("{}.{}", path_of(site, charger), key), std::string(key),
                 fmt::format("{} of charger {}", key.substr(0, key.find('.')), id_or_unknown(charger.id))};
  };
  check_reference(reader, ids, charger.access_point, [&] { return place("access_point"); });
  for (Rssi::At& at : charger.rssi_dbm.value.at) {
    check_reference(reader, ids, at.access_point, [&] { return place("rssi_dbm." + at.access_point.value); });
  }
}

void check_references(Reader& reader, Site& site) {
  // The ids are views into the site, which must not change place meanwhile.
  const AccessPointIds ids(site);
  for (Charger& charger : site.chargers) check_references_of_charger(reader, site, ids, charger);
  for (AccessPoint& access_point : site.network.value.access_points.value) {
    for (AccessPoint::Hears& heard : access_point.hears.value) {
      check_reference(reader, ids, heard.access_point, [&] {
        const std::string key = "hears." + heard.access_point.value;
        return Place{entity_of(site, access_point), path_of(site, access_point) + "." + key, key,
                     fmt::format("hears of access point {}", id_or_unknown(access_point.id))};
      });
    }
  }
}

void decide_lines(Site& site) {
  for (Node& node : site.nodes) {
    const LineSet above = node.parent == no_index ? site.grid->lines() : site.nodes[node.parent].lines;
    node.lines = above;
    if (!node.phases.has_value()) continue;
    node.lines = {};
    for (const Line line : all_lines) {
      if (above.contains(line) && node.phases->lines().contains(line)) node.lines.insert(line);
    }
  }
}

/// With neutral a charger can put a one-phase car on any of its lines; without, the terminal decides.
void decide_one_phase_line(Site& site) {
  Stated<OnePhaseLine>& one_phase_line = site.planning.one_phase_line;
  if (!one_phase_line.absent()) return;
  one_phase_line = by_default(site.neutral() ? OnePhaseLine::charger : OnePhaseLine::terminal);
  if (!site.grid->neutral.has_value()) one_phase_line.presence = Presence::unknown;
}

}  // namespace

void finish_site(Reader& reader, Site& site) {
  check_ids_are_unique(reader, site);
  check_references(reader, site);
  decide_lines(site);
  decide_one_phase_line(site);
}

}  // namespace ampsite
