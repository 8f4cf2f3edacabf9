#pragma once
// How findings name things, and where they stand.

#include <cstddef>
#include <string>
#include <string_view>

#include "ampsite/site/site.h"
#include "ampsite/source/finding.h"

namespace ampsite {

/// "63 A"; at most three decimals, without trailing zeros.
std::string amps(double current_a);
/// "12.5 m"; likewise.
std::string metres(double length_m);
/// "-61 dBm"; as it is stated, for a level is nobody's sum, and -75.0001 is not -75.
std::string dbm(double level_dbm);

/// "1 error", "2 errors"; with a plural of its own "2 addresses".
std::string counted(std::ptrdiff_t count, std::string_view noun, std::string_view plural = {});

/// " and 2 more" behind a first example; empty where there are no others.
std::string and_more(std::ptrdiff_t others);

/// "supply main", "circuit K1", "charger A01", "PLC module plc-1", "access point ap-1"; without an id "the supply",
/// "circuit number 1 of supply main", "access point number 1".
std::string name_of(const Site& site, const Node& node);
std::string name_of(const Site& site, const Charger& charger);
std::string name_of(const Site& site, const PlcModule& module);
std::string name_of(const Site& site, const AccessPoint& access_point);

/// A finding at `span` about the value `key` of an entity; without message and help yet.
template <class Entity>
Finding finding_about(std::string_view rule, const Site& site, const Entity& entity, std::string_view key, Span span) {
  Finding finding;
  finding.rule = rule;
  finding.span = span;
  finding.entity = entity_of(site, entity);
  finding.path = path_of(site, entity);
  if (!key.empty()) finding.path.append(".").append(key);
  finding.key = key;
  return finding;
}

/// A finding at `span` about the file as a whole, or about a key that belongs to no entity; without message and help
/// yet. `path` is the key, unless the finding stands at a first example of many.
Finding finding_about_site(std::string_view rule, std::string_view key, Span span);

/// Where a value of a line stands: at the line's own entry of a map, else at the whole value.
struct LinePlace {
  std::string key;  ///< "limit_a", "limit_a.L1"
  Span span;
};
LinePlace place_of_line(std::string_view key, const Stated<LineCurrents>& currents, Line line);

}  // namespace ampsite
